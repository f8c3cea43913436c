"""How much the posterior varies with a function, under the reference: its covariance squared is at most the product of the variances.

That is the Cauchy-Schwarz inequality for what the two are less their means; the variance of the posterior is alpha times the sum
of p_A*post_A, less alpha squared.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms
from prefshift_sym.engine.general.ways.known.posterior import shares
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, mul, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "correlated"
# the posterior of a component, its share, and both components
POSTERIORS = (
    ("post_A[i_]", "alpha", "p_A[i_]", "p_U[i_]"),
    ("((1 - alpha)*p_U[i_]/p_ref[i_])", "(1 - alpha)", "p_U[i_]", "p_A[i_]"),
)


def by_variances(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that has the variance of a posterior, and that of a function."""
    relation, p = goal.relation, goal.p
    families = list(_squared(p))
    if not families or WAY in room.under or "p_ref" in room.families:
        return None
    for f in families:
        for posterior in POSTERIORS:
            told = Told(prover, room.below(WAY))
            with suppress(Refused):
                columns = _known(told, f"{f}[i_]", posterior, p)
                closed = linear.solve(told.room, relation, p, (), columns, (), prover.deadline)
                if closed is not None:
                    return [*told.steps, closed]
    return None


def _squared(p: Poly) -> Iterator[str]:
    """Yield the families that are squared under sums of a goal where components are divided by the reference, too."""
    sums = [dict(atom[2]) for atom in atoms(p) if atom[0] == "S" and len(atom[1]) == 1]
    divided = any(each[0] == "inv" and "p_A" in str(each) and "p_U" in str(each) for own in sums for each in own)
    every = {each[1] for own in sums for each, k in own.items() if each[0] == "e" and k == 2} if divided else set()
    yield from sorted(every - {"p_A", "p_U"})


def _known(told: Told, f: str, posterior: tuple[str, str, str, str], p: Poly) -> list[Column]:
    """Make that known; return it, and how the variance of the posterior is written, times the variance of the function."""
    post, share, part, rest = posterior
    gap, other = f"({f} - sum(p_ref[i_]*{f} for i_ in Y))", f"({post} - {share})"
    own = f"{share}*sum({part}*{post} for i_ in Y)"
    if not atoms(told.room.term(parse(own), {})[0]) <= atoms(p):
        message = "the goal has no such variance"
        raise Refused(message)
    for name, each in (("own", part), ("rest", rest)):  # each component is what p_ref has of it, over p_ref
        told.at[name] = told.next
        told.take(shares(f"{each}/p_ref[i_]"))
    same = told.product(("1", ["own"], f"{share}**2*(2 - {share})"), ("-1", ["rest"], f"{share}**2*(1 - {share})"))
    told.have("written", f"sum(p_ref[i_]*{other}**2 for i_ in Y) == {own} - {share}**2", [same])
    given = {"P": "lambda i_: p_ref[i_]", "F": f"lambda i_: {gap}", "G": f"lambda i_: {other}"}
    told.lemma("apart", "cauchy schwarz", given)
    variance = told.room.term(parse(f"sum(p_ref[i_]*{gap}**2 for i_ in Y)"), {})[0]
    apart, written = told.at["apart"], told.at["written"]
    return [
        Column(told.room.facts[apart][1], (apart,)),
        Column(mul(told.room.facts[written][1], variance), (written,), equal=True, factor=variance),
    ]
