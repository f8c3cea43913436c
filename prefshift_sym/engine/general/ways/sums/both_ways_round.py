"""A sum over pairs of outputs with logarithms, such as a cross-entropy of preferences: any pair, both ways round, is not negative."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING

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
    match parse(source) if source is not None else None:
        case ast.Compare(high, [ast.GtE()], [low]) | ast.Compare(low, [ast.LtE()], [high]):
            bodies = [_over_pairs(high), _over_pairs(low)]
        case _:
            return None
    if None in bodies:
        return None
    body = f"({bodies[0]}) - ({bodies[1]})"
    back = _renamed(body, {"one": "other", "other": "one"})
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        told.formula(f"all({body} + {back} >= 0 for one in Y for other in Y)", depth=goal.depth)
        told.lemma("sum", "double sum", {"F": f"lambda one, other: {body} + {back}"})
        closed = linear.close(told.room, goal.relation, goal.p, prover.deadline, 1)
        return None if closed is None else [*told.steps, closed]
    return None


def _over_pairs(node: ast.expr) -> str | None:
    """Return what is summed over pairs, in the outputs `one` and `other`, sign and all; None where it is something else."""
    match node:
        case ast.Constant(0):
            return "0"
        case ast.UnaryOp(ast.USub(), inside):
            body = _over_pairs(inside)
            return None if body is None else f"-({body})"
        case ast.Call(
            ast.Name("sum"),
            [ast.GeneratorExp(body, [ast.comprehension(ast.Name(i), _, []), ast.comprehension(ast.Name(j), _, [])])],
            [],
        ):
            return _renamed(ast.unparse(body), {i: "one", j: "other"})
    return None


def _renamed(source: str, names: dict[str, str]) -> str:
    copy = ast.parse(source, mode="eval").body
    for part in ast.walk(copy):
        if isinstance(part, ast.Name):
            part.id = names.get(part.id, part.id)
    return ast.unparse(copy)
