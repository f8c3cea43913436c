"""A goal in sums that p_ref at an output divides: what is left says the same, in half as many terms."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import positives, strip
from prefshift_sym.recheck_certificate import SIGNS, Refused, divide, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof


def by_the_rest(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove such a goal by what is left of it."""
    relation, p = goal.relation, goal.p
    names = prover.indices(room)
    rest = strip(p, positives(room))[0] if names else {}
    for name in names:
        with suppress(Refused):
            ref = room.term(parse(f"p_ref[{name}]"), room.names)[0]
            quotient = divide(rest, ref) if len(ref) > 1 and len(rest) > len(ref) else None
            if not quotient or not room.signs(ref) <= SIGNS[relation]:
                continue
            whole = divide(p, ref)
            others = divide(whole, quotient) if whole else None
            if not whole or not others or not room.signs(others) <= SIGNS[relation]:
                continue
            source, inside = f"{prover.show(room, quotient)} {relation} 0", room.branch()
            found = prover.goal(inside.branch(), parse(source), inside.names, goal.depth)
            steps: list[list[Any]] = [
                ["have", source, found],
                ["known", f"p_ref[{name}]"],
                ["known", prover.show(room, others)],
            ]
            if found is not None and all(prover.take(inside, step) for step in steps):
                proof = [*steps, ["linear", [], [["1", [-3, -2, -1], None]]]]
                inside = room.branch()
                inside.prove(goal.node, goal.env, proof)
                return proof
    return None
