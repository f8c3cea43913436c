"""What is said of the greatest of something with logarithms over the outputs is said of an output where that is attained."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import without
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, add, mul, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "topmost"


def where_attained(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal in which the greatest of something counts against it, by what that is there."""
    relation, p = goal.relation, goal.p
    if WAY in room.under:
        return None
    tops = {atom for mono in p for atom, k in mono if atom[0] == "M" and k == 1 and p[mono] < 0}
    tops = {top for top in tops if speaks_of_logarithms({((top, 1),): 1})}
    told, names = Told(prover, room.below(WAY)), {value: name for name, value in room.names.items()}
    with suppress(Refused):
        for top in sorted(tops):
            _, (own,), key = top
            there = told.attained("is", text(dict(key), names | {own: "i_"}))
            value, rest = told.room.rename(dict(key), {own: told.room.names[there]}), dict[tuple[()], int]()
            for mono, c in p.items():
                slope: Poly = {without(mono, top): c}
                rest = add(rest, mul(slope, value) if (top, 1) in mono else {mono: c})
            source = f"{prover.show(told.room, rest)} {relation} 0"
            found = prover.inequality(told.room.branch(), parse(source), told.room.names, goal.depth)  # type: ignore[arg-type]
            if found is None:
                return None
            told.formula(source, found)
            closed = linear.close(told.room, relation, p, prover.deadline, 1)
            return None if closed is None else [*told.steps, closed]
    return None
