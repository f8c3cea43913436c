"""The fifteen hypotheses of the catalogue for TPM_A >= alpha: exactly the sets that are known, with few questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefshift_sym.asking import Asker
from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Proved, Refuted
from prefshift_sym.weaken import Analysis, space, weaken

if TYPE_CHECKING:
    from collections.abc import Iterator

BY_A = ["positive correlation", "positive Spearman correlation", "positive Kendall correlation"]
BY_U = ["negative correlation", "negative Spearman correlation", "negative Kendall correlation"]
TILT_A, TILT_U = ["positive tilt covariance", "comonotone"], ["negative tilt covariance", "antitone"]
ORDERS = [
    "first-order stochastic dominance", "increasing convex order", "likelihood ratio order", "separation",
]  # fmt: skip
FIFTEEN = [*BY_A, *BY_U, *TILT_A, *TILT_U, *ORDERS, "mean gap"]
SPACE = space(statement_from({"assume": {"use": FIFTEEN}, "claim": {"c": "TPM_A >= alpha"}}), keep_setting=True)


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    with Asker(timeout=60.0, jobs=2) as shared:
        yield shared


def named(found: Analysis) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    enough = {frozenset(SPACE.chosen(each.subset)) for each in found.sufficient}
    return enough, {frozenset(SPACE.chosen(each.subset)) for each in found.insufficient}


def test_the_eight_and_the_two(asker: Asker) -> None:
    before = asker.asked
    analyses = weaken(SPACE, asker, sizes=(3, 4, 50))
    assert asker.asked - before <= 3 * (8 + 2)
    either = {frozenset({name}) for name in ORDERS} | {frozenset({one, other}) for one in TILT_A for other in TILT_U}
    neither = {frozenset(FIFTEEN) - {*side, *ORDERS} for side in (TILT_A, TILT_U)}
    for found in analyses:
        assert found.complete
        assert named(found) == (either, neither)
        assert all(isinstance(each.verdict, Proved) for each in found.sufficient)
        for each in found.insufficient:
            assert isinstance(each.verdict, Refuted)
            whole = SPACE.statement(each.subset, (found.n,))
            assert confirmed(whole, each.verdict.world, (found.n,), "") is not None


def test_two_outputs_need_one_of_each_side_or_an_order(asker: Asker) -> None:
    before = asker.asked
    (found,) = weaken(SPACE, asker, sizes=(2,))
    assert found.complete
    assert asker.asked - before <= 3 * (30 + 2)
    sides = [*BY_A, *TILT_A], [*BY_U, *TILT_U]
    alone = {frozenset({name}) for name in (*ORDERS, "mean gap")}
    assert named(found) == (
        alone | {frozenset({one, other}) for one in sides[0] for other in sides[1]},
        {frozenset(side) for side in sides},
    )
