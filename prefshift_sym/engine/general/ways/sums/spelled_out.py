"""A mean over a component that is made of sums, spelled out: what an equality says of the mean is put in, and then one sum is left."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear, substitute
from prefshift_sym.engine.general.programs.columns import atoms, positives, strip
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.programs.substitute import Rule
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY = "spelled out"


def by_equalities(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal by what is left of it."""
    rules = list(_means(room)) if WAY not in room.under else []
    rest, _ = strip(goal.p, positives(room)) if rules else ({}, ())
    found = substitute.put_in(room, rest, rules) if rules else None
    if found is None or not found[1]:
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        told.have("left", f"{prover.show(room, found[0])} {goal.relation} 0", depth=goal.depth)
        closed = linear.close(told.room, goal.relation, goal.p, prover.deadline, 1)
        return None if closed is None else [*told.steps, closed]
    return None


def _means(room: Scratch) -> Iterator[Rule]:
    """Yield the equalities that say what a mean is in sums over pairs of outputs, solved for the mean."""
    for ref, (relation, p, _) in enumerate(room.facts):
        pairs = [atom for atom in atoms(p) if atom[0] == "S" and len(atom[1]) == 2] if relation == "==" else []
        single = [mono for mono in p if len(mono) == 1 and mono[0][1] == 1 and mono[0][0][0] == "S"] if pairs else []
        for ((atom, _),) in single:
            if {("e", "p_A"), ("e", "p_U")} & {each[:2] for each, _ in atom[2]} and len(atom[1]) == 1:
                yield atom, p[((atom, 1),)], p, ref
                break
