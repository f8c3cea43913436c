"""Numbers that meet the facts and not the goal leave linear programs without an answer."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym.engine.general.programs import linear, models
from prefshift_sym.engine.general.scratch import Meter, Scratch
from prefshift_sym.recheck_certificate import parse
from tests.soundness.forged import certificate

TERMS = ("x", "y", "x*y", "x**2", "alpha*x", "(1 if x > y else 0)", "x/beta", "1")
sums = st.lists(st.tuples(st.sampled_from((-2, -1, 1, 2)), st.sampled_from(TERMS)), min_size=1, max_size=3)
comparisons = st.builds(
    lambda parts, relation: f"{' + '.join(f'({c})*{term}' for c, term in parts)} {relation} 0",
    sums,
    st.sampled_from((">", ">=", "==")),
)


def room(*facts: str) -> Scratch:
    """Return a room that knows some comparisons of two scalars."""
    here = Scratch(certificate("1 == 1", [], scalars=["x", "y"])["statement"], None, Meter())
    for each in facts:
        here.assume(parse(each), {}, frozenset())
    return here


@settings(max_examples=150, deadline=None)
@given(st.lists(comparisons, max_size=3), comparisons)
def test_a_goal_that_numbers_refute_is_not_closed(facts: list[str], goal: str) -> None:
    """What such products of facts add up to is not negative where the facts hold."""
    here = room(*facts)
    node: Any = parse(goal)
    relation, p = here.link(node, {})
    if models.refuted(here, relation, p, search=True):
        assert linear.searched(here, relation, p, None, 2, 0) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(comparisons, max_size=4))
def test_facts_that_numbers_meet_are_no_contradiction(facts: list[str]) -> None:
    """Where a world of numbers is found for them, nothing impossible follows."""
    here = room(*facts)
    if models.refuted(here, ">", {}, search=True):
        assert linear.searched(here, ">", {}, None, 0, 0) is None


def test_numbers_are_found() -> None:
    """Where a product of two facts would be needed to see that a goal does not follow, a few steps suffice."""
    here = room("x > 0", "y >= x", "x*y >= 2")
    for goal in ("x >= 2", "y >= 3", "y > x", "x*y > 2*x"):
        node: Any = parse(goal)
        assert models.refuted(here, *here.link(node, {}), search=True), goal
    for goal in ("y > 0", "x*y >= x**2", "y**2 >= 2"):
        node = parse(goal)
        assert not models.refuted(here, *here.link(node, {}), search=True), goal
