"""Two draws from one policy against two from another: the first draw is exchanged, and then the second.

For policies A and B and a function K of two outputs, the sum of (A_i*A_j - B_i*B_j)*K_ij is that of A_i times the sum over j of
(A_j - B_j)*K_ij, and that of B_j times the sum over i of (A_i - B_i)*K_ij: what holds in every row and column holds of both.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from prefshift_sym.engine.general.guesses import written
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY = "pairs drawn"


class Drawn(NamedTuple):
    """A policy that both outputs are drawn from, and the function of them that is averaged, as a text in the outputs `one` and `other`."""

    policy: str
    kernel: str


def by_rows(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that one of two such averages is at least the other."""
    source = words(goal.node, goal.env, room.names) if WAY not in room.under else None
    both = written.sides(parse(source)) if source is not None else None
    more, less = map(_drawn, both) if both is not None else (None, None)
    if more is None or less is None or more.kernel != less.kernel or more.policy == less.policy:
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        for kept, drawn, weight in (("one", "other", more.policy), ("other", "one", less.policy)):
            row = f"sum(({more.policy}[{drawn}] - {less.policy}[{drawn}])*({more.kernel}) for {drawn} in Y)"
            told.formula(f"all({row} >= 0 for {kept} in Y)", depth=goal.depth)
            told.lemma(kept, "sum", {"F": f"lambda {kept}: {weight}[{kept}]*{row}"})
        closed = linear.close(told.room, goal.relation, goal.p, prover.deadline, 1)
        return None if closed is None else [*told.steps, closed]
    return None


def _drawn(node: ast.expr) -> Drawn | None:
    """Return what a sum over pairs of outputs averages, if it does."""
    body = written.over_pairs(node, "one", "other")
    every = written.factors(body) if body is not None else []
    policies = {each[1:].partition("[")[0] for each in every if each.endswith("[one])")}
    for policy in sorted(policies):
        masses = [f"({policy}[one])", f"({policy}[other])"]
        if all(each in every for each in masses):
            return Drawn(policy, "*".join(each for each in every if each not in masses) or "1")
    return None
