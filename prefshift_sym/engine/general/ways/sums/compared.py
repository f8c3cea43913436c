"""A comparison of two positive terms, one of them e to a sum, is the comparison of their logarithms."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import words
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY = "logarithms"


def by_logarithms(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove such a comparison by that of the logarithms: e to the power of both sides."""
    relation, p = goal.relation, goal.p
    sums = any(part[:2] == ("f", "exp") and "'S'" in str(part) for part in parts(tuple(p)))
    source = words(goal.node, goal.env, room.names) if sums and WAY not in room.under else None
    compare = parse(source) if source is not None else None
    if not isinstance(compare, ast.Compare):
        return None
    more, less = compare.left, compare.comparators[0]
    if isinstance(compare.ops[0], ast.Lt | ast.LtE):
        more, less = less, more
    a, b = (f"log({ast.unparse(side)})" for side in (more, less))
    inside = room.below(WAY)
    try:
        premise = prover.goal(inside.branch(), parse(f"{a} {relation} {b}"), inside.names, goal.depth)
    except Refused:  # a side is not known to be positive
        return None
    name = "exp order" if relation == ">=" else "strict exp order"
    step = ["lemma", name, {"A": f"lambda: {a}", "B": f"lambda: {b}"}, [premise]]
    closed = linear.close(inside, relation, p, prover.deadline, 0) if premise and prover.take(inside, step) else None
    return None if closed is None else [step, closed]
