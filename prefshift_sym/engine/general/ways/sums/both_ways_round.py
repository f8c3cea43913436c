"""A sum over pairs of outputs with logarithms, such as a cross-entropy of preferences: any pair, both ways round, is not negative."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses import written
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY = "both ways round"


def by_pairs(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that such a sum is at least another over pairs, or 0."""
    source = words(goal.node, goal.env, room.names) if WAY not in room.under else None
    both = written.sides(parse(source)) if source is not None else None
    there, back = ((_apart(both, *names) if both else None) for names in (("one", "other"), ("other", "one")))
    if there is None or back is None:
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        told.formula(f"all({there} + {back} >= 0 for one in Y for other in Y)", depth=goal.depth)
        told.lemma("sum", "double sum", {"F": f"lambda one, other: {there} + {back}"})
        closed = linear.close(told.room, goal.relation, goal.p, prover.deadline, 1)
        return None if closed is None else [*told.steps, closed]
    return None


def _apart(sides: tuple[ast.expr, ast.expr], one: str, other: str) -> str | None:
    """Return how far what one side sums over pairs lies above what the other does, at a pair; None where a side is something else."""
    more, less = (_summed(side, one, other) for side in sides)
    return None if more is None or less is None else f"({more}) - ({less})"


def _summed(side: ast.expr, one: str, other: str) -> str | None:
    match side:
        case ast.Constant(0):
            return "0"
        case ast.UnaryOp(ast.USub(), inside):
            body = written.over_pairs(inside, one, other)
            return None if body is None else f"-({body})"
    return written.over_pairs(side, one, other)
