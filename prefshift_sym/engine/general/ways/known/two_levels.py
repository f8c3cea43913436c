"""Two levels of rewards, however an assumption says so: then every reward is that of a best or of a worst output.

Among any three outputs two have the same reward, or each is the greatest or the least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import parse, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def of_the_rewards(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that there are two, where a formula about rewards only says so; return the steps."""
    if prover.size is not None or not room.finite:
        return []
    said = ((k, *pieces(formula)) for k, (formula, env, _) in enumerate(room.formulas) if not env)
    about = [(k, parts[0]) for k, kind, parts in said if kind == "all" and (_triples(*parts) or _extremes(*parts))]
    if not about:
        return []
    best, worst, i = (prover.fresh(room, name) for name in ("b", "a", "i"))
    inside, steps = room.branch(), list[Any]()
    for name, family in ((best, "r[i_]"), (worst, "-r[i_]")):
        steps += [["lemma", "attained", {"X": f"lambda i_: {family}"}, []], ["skolem", -1, [name]]]
        if not all(prover.take(inside, step) for step in steps[-2:]):
            return []
    steps += have(prover, inside, f"all(r[y_] <= r[{best}] and r[y_] >= r[{worst}] for y_ in Y)")
    there = inside.branch()
    there.name([i])
    k, bound = about[0]
    used = [["use", k, [i, best, worst][: len(bound)]]]
    used += [["use", len(there.formulas) - 1, [i]]] if steps[-1][0] == "have" else []
    if not all(prover.take(there, step) for step in used):
        return []
    source, proofs = f"r[{i}] == r[{best}] or r[{i}] == r[{worst}]", list[Any]()
    for order in (f"r[{best}] > r[{worst}]", f"r[{best}] <= r[{worst}]"):
        case = there.branch()
        case.assume(parse(order), dict(case.names), frozenset())
        proofs.append(prover.goal(case, parse(source), case.names, 2))
        if proofs[-1] is None:
            return []
    split = ["split", f"r[{best}] > r[{worst}]", *proofs]
    there_are = f"any(any(all({source} for {i} in Y) for {worst} in Y) for {best} in Y)"
    shown = [*steps, ["witness", [best], [["witness", [worst], [["intro", [i], [*used, split]]]]]]]
    room.idle |= {k for k, _ in about}  # what they say is said in fewer words now
    step = ["have", there_are, shown]
    return [step] if prover.take(room, step) else []


def _triples(bound: list[str], body: ast.expr) -> bool:
    """Return whether a formula is about any three outputs' rewards, or tilts, and nothing else."""
    return len(bound) == 3 and names_of(body, {}) - {*bound} in ({"r"}, {"w"})


def _extremes(bound: list[str], body: ast.expr) -> bool:
    """Return whether a formula says that an output's reward is one or the other of the greatest and the least."""
    kind, parts = pieces(body)
    if kind != "or" or len(bound) != 1 or len(parts) != 2:
        return False
    return {"r", "max", "min"} <= names_of(body, {}) and all("r" in names_of(part, {}) for part in parts)
