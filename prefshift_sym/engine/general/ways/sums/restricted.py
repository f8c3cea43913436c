"""Gibbs' inequality on a part of the outputs: a policy p that vanishes elsewhere against the masses g there, which sum to s.

At every output p*(log p - log g + log s) >= p - g/s: by log x <= x - 1 at x = g/(p*s) where p is positive, which is where g is
what it is without the condition; elsewhere it says that g is not negative.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms, positives
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known import somewhere
from prefshift_sym.engine.general.ways.known.positivity import kept
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET
from prefshift_sym.recheck_certificate import BETA, ONE, Refused, mul, negate, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "restricted"


def by_a_part(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with the logarithm of a sum over a part of the outputs."""
    relation, p = goal.relation, goal.p
    if WAY in room.under:
        return None
    told = Told(prover, room.below(WAY))
    for s, g, base in _parts(prover, room, p):
        for one, k in kept(room):
            with suppress(Refused):
                _apart(told, one, k, (s, g, base))
    closed = linear.close(told.room, relation, p, prover.deadline, 1) if told.steps else None
    return None if closed is None else [*told.steps, closed]


def _parts(prover: Prover, room: Scratch, p: Poly) -> Iterator[tuple[str, str, str]]:
    """Yield the sums under conditions that the goal has logarithms of, what they sum, and that without the condition."""
    for atom in sorted(atom for atom in atoms(p) if atom[:2] == ("f", "log")):
        sums = [each for each in atoms(dict(atom[2])) if each[0] == "S" and len(each[1]) == 1]
        bare = {
            text({tuple(pair for pair in mono if pair[0][0] != "ind"): 1}, {bound: "i_"}) for _, (bound,), mono in sums
        }
        masked = any(pair[0][0] == "ind" for _, _, mono in sums for pair in mono)
        g = somewhere.summand(prover, room, dict(atom[2])) if masked and len(bare) == 1 else None
        if g is not None:
            yield f"sum({g} for i_ in Y)", g, bare.pop()


def _apart(told: Told, one: str, k: int, masses: tuple[str, str, str]) -> None:
    """Make known what that sums to."""
    s, g, base = masses
    body = f"(0 if {one} == 0 else {one}*(log({one}) - log({base}) + log({s}))) - {one} + ({g})/({s})"
    told.have("s", f"{s} > 0")
    inside = told.branch()
    inside.room.name(["i_"])
    some, none = (inside.branch() for _ in range(2))
    some.room.assume(parse(f"{one} > 0"), some.room.names, frozenset())
    none.room.assume(negate(parse(f"{one} > 0")), none.room.names, frozenset())
    with told.prover.premises(BUDGET):
        some.have("same", f"{g} == {base}", _unmasked(some, k, f"{g} == {base}"))
        some.lemma("log", "log", {"A": f"lambda: ({base})/({one}*({s}))"})
        none.have("none", f"{one} == 0")
        none.have("weak", f"{g} >= 0")
    whole = told.room.term(parse(s), {})[0]
    proofs = [
        [*there.steps, _closed(there, body, weak, equal, factor)]
        for there, weak, equal, factor in ((some, "log", "same", ONE), (none, "weak", "none", whole))
    ]
    told.take(["lemma", "sum", {"F": f"lambda i_: {body}"}, [[["intro", ["i_"], [["split", f"{one} > 0", *proofs]]]]]])


def _unmasked(some: Told, k: int, source: str) -> Proof:
    """Prove what holds where the condition fails, which it does where formula k leaves nothing else to p."""
    inside = some.room.branch()
    use, proofs = ["use", k, ["i_"]], list[Any]()
    some.prover.take(inside, use)
    for case in inside.options(*inside.formulas[-1][:2]):
        there = inside.branch()
        for formula, env in case:
            there.assume(formula, dict(env), frozenset())
        absurd = linear.close(there, ">", {}, some.prover.deadline, 0)
        proofs.append([absurd] if absurd else some.prover.goal(there, parse(source), there.names, 1))
    if None in proofs:
        message = "not so"
        raise Refused(message)
    return [use, ["cases", len(inside.formulas) - 1, *proofs]]


def _closed(there: Told, body: str, weak: str, equal: str, factor: Poly) -> list[Any]:
    """Return the closing step from an inequality and an equality, either of them times beta or not."""
    positive = {k: q for k, q in positives(there.room).items() if q == BETA}
    one = Column(there.room.facts[there.at[weak]][1], (there.at[weak],))
    same = there.room.facts[there.at[equal]][1]
    columns = [one, *(linear.times(one, (k,), positive) for k in positive)]
    for each in (factor, mul(factor, BETA)):
        columns.append(Column(mul(same, each), (there.at[equal],), equal=True, factor=each))
    goal = there.room.link(parse(f"{body} >= 0"), there.room.names)[1]  # type: ignore[arg-type]
    closed = linear.solve(there.room, ">=", goal, (), columns, (), there.prover.deadline)
    if closed is None:
        message = "not so"
        raise Refused(message)
    return closed
