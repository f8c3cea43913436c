"""Two levels of rewards, however an assumption says so: then every reward is that of a best or of a worst output.

Among any three outputs two have the same reward, or each is the greatest or the least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.text import closed
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import parse, pieces, sides

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def of_the_rewards(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that there are two, where a formula about rewards only says so; return the steps."""
    if prover.size is not None or not room.finite:
        return []
    said = ((k, *pieces(formula)) for k, (formula, env, _) in enumerate(room.formulas) if not env)
    told = (_triples, _extremes, _tilts)
    about = [(k, parts[0]) for k, kind, parts in said if kind == "all" and any(each(*parts) for each in told)]
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
    triples = [[i, best, worst], [worst, i, best], [best, i, worst]]  # some order of which it is about
    used = [["use", k, each] for each in triples] if len(bound) > 1 else [["use", k, [each]] for each in triples[0]]
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
    """Return whether a formula says that an output's reward, or tilt, is one or the other of the greatest and the least."""
    parts = _either(bound, body)
    spoken = names_of(body, {}) - {*bound}
    return any({f, "max", "min"} <= spoken and all(f in names_of(part, {}) for part in parts) for f in "rw" if parts)


def _tilts(bound: list[str], body: ast.expr) -> bool:
    """Return whether a formula says that an output's tilt is one or the other of two numbers."""
    parts = _either(bound, body)
    return len(parts) == 2 and all(
        any(shown_of(a) == f"w[{bound[0]}]" and closed(b) for a, b in sides(part)) for part in parts
    )


def _either(bound: list[str], body: ast.expr) -> list[ast.expr]:
    """Return the two things of which a formula about one output says that one holds."""
    kind, parts = pieces(body)
    return list(parts) if kind == "or" and len(bound) == 1 and len(parts) == 2 else []
