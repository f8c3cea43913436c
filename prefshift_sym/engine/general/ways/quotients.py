"""An inequality in logarithms and what they are of, at an output: log x <= x - 1 at the one quotient that all its logarithms are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.recheck_certificate import Refused, mul, ratio, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover
    from prefshift_sym.recheck_certificate import Poly

MOST_LOGARITHMS, MOST_TERMS = 4, 40
BETA: Poly = single(("v", "beta"))


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
    if closed is not None:
        return [step, closed]
    found = prover.goal(inside, node, env, 1)
    return None if found is None else [step, *found]


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
        if up not in ({1}, {-1}) or set(part) != set(unit) or c not in (-2, -1, 1, 2) or any(part[m] * unit[mono] != part[mono] * unit[m] for m in unit):
            return []
        powers.append((dict(atom[2]) if atom[0] == "f" else single(("e", "w", atom[2])), int(c)))
    return powers
