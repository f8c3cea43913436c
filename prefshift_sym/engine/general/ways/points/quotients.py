"""An inequality in logarithms and what they are of, at an output: log x <= x - 1 at the one quotient that all its logarithms are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.recheck_certificate import BETA, Refused, add, divide, mul, parse, ratio, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_LOGARITHMS, MOST_TERMS = 4, 40


def by_one_quotient(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove such an inequality by the lemma at that quotient."""
    relation, p = room.link(node, env)
    powers = logarithms(room, p)
    if not powers or relation not in (">", ">=") or "quotient" in room.under:
        return None
    each = [f"({prover.show(room, q)})**{-c if c < 0 else c}" for q, c in powers]
    above = "*".join(shown for shown, (_, c) in zip(each, powers, strict=True) if c < 0) or "1"
    below = "*".join(shown for shown, (_, c) in zip(each, powers, strict=True) if c > 0) or "1"
    inside = room.below("quotient")
    try:
        step = prover.lemma(inside, "log", {"A": f"lambda: ({above})/({below})"}, 1)
    except Refused:
        return None
    if step is None:
        return None
    closed = linear.close(inside, relation, p, prover.deadline, 1)
    return [step, closed] if closed is not None else rest(prover, inside, relation, p, step)


def rest(prover: Prover, room: Scratch, relation: str, p: Poly, step: list[Any]) -> Proof | None:
    """Prove what the lemma leaves of the goal, which has no logarithms."""
    bound = room.facts[-1][1]
    times = divide(_unit(p), _unit(bound))
    left = add(p, mul(times, bound), -1) if times else {}
    if not times or not left or room.signs(times) != {1} or _unit(left):
        return None
    source, k = f"{prover.show(room, left)} {relation} 0", len(room.facts) - 1
    steps: list[list[Any]] = [
        ["have", source, prover.goal(room.branch(), parse(source), room.names, 2)],
        ["known", prover.show(room, times)],
    ]
    if steps[0][2] is None or not all(prover.take(room, each) for each in steps):
        return None
    return [step, *steps, ["linear", [], [["1", [k, -1], None], ["1", [k + 1], None]]]]


def _unit(p: Poly) -> Poly:
    """Return what the first logarithm in a polynomial is multiplied by."""
    logs = sorted({atom for mono in p for atom, _ in mono if atom[:2] == ("f", "log")})
    return (
        {tuple(pair for pair in mono if pair[0] != logs[0]): c for mono, c in p.items() if (logs[0], 1) in mono}
        if logs
        else {}
    )


def logarithms(room: Scratch, p: Poly) -> list[tuple[Poly, int]]:
    """Return what the logarithms in a polynomial are of, with the power of each in the quotient; rewards are those of tilts."""
    found: dict[Any, Poly] = {}
    for mono, c in p.items() if len(p) <= MOST_TERMS else ():
        logs = [atom for atom, k in mono if atom[:2] == ("f", "log")]
        rewards = [atom for atom, k in mono if atom[:2] == ("e", "r")]
        if logs or rewards:
            part = found.setdefault((logs or rewards)[0], {})
            part[tuple(pair for pair in mono if pair[0] != (logs or rewards)[0])] = c
    if not 1 <= len(found) <= MOST_LOGARITHMS or not any(atom[0] == "f" for atom in found):
        return []
    times = {atom: part if atom[0] == "f" else mul(part, BETA) for atom, part in found.items()}
    unit = min((part for atom, part in times.items() if atom[0] == "f"), key=str)
    up = room.signs(unit)
    powers = []
    for atom, part in times.items():
        mono = next(iter(unit))
        c = ratio(part.get(mono, 0), unit[mono])
        c = -c if up == {-1} else c
        if (
            up not in ({1}, {-1})
            or set(part) != set(unit)
            or c not in (-2, -1, 1, 2)
            or any(part[m] * unit[mono] != part[mono] * unit[m] for m in unit)
        ):
            return []
        powers.append((dict(atom[2]) if atom[0] == "f" else single(("e", "w", atom[2])), int(c)))
    return powers
