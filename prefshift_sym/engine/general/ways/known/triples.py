"""Among any three outputs two have the same reward: then every reward is that of a best or of a worst output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def two_levels(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, where a formula about three outputs speaks of rewards only; return the steps."""
    if prover.size is not None or not room.finite or not any(each.count(" for ") > 2 for each in prover.texts):
        return []
    said = ((k, *pieces(formula)) for k, (formula, env, _) in enumerate(room.formulas) if not env)
    triples = [(k, *parts) for k, kind, parts in said if kind == "all" and len(parts[0]) == 3]
    about = [k for k, bound, body in triples if names_of(body, {}) - {*bound} in ({"r"}, {"w"})]
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
    used = [["use", about[0], [i, best, worst]], ["use", len(there.formulas) - 1, [i]]]
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
    room.idle |= {*about}  # what they say is said in fewer words now
    step = ["have", there_are, shown]
    return [step] if prover.take(room, step) else []
