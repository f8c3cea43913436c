"""The table of implications of the theory's ladder, row by row: what holds, and from which size on the rest fails.

Each row is a ladder of one hypothesis with the other one as its claim, so that the converse is looked at as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefshift_sym.asking import Asker
from prefshift_sym.ladder import CLAIM, Arrow, base_statement, ladder, rungs
from prefshift_sym.ladder_catalogue import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

SEP, MLR, HR, RHR = "separation", "likelihood ratio order", "hazard rate order", "reversed hazard rate order"
FOSD, ICX, SSD = "first-order stochastic dominance", "increasing convex order", "second-order stochastic dominance"
GAP, PEARSON = "mean gap", "positive correlation and negative correlation"
HOLDS = None  # in place of the size at which an arrow starts to fail
# (one, other, where "one gives the other" starts to fail, where the converse does); at smaller sizes from 2 on they hold
ROWS = (
    (SEP, MLR, HOLDS, 2),
    (MLR, HR, HOLDS, 3),
    (MLR, RHR, HOLDS, 3),
    (HR, FOSD, HOLDS, 3),
    (RHR, FOSD, HOLDS, 3),
    (HR, RHR, 3, 3),
    (FOSD, MLR, 3, HOLDS),
    (FOSD, ICX, HOLDS, 3),
    (FOSD, SSD, HOLDS, 3),
    (f"{HR} and {RHR} and distinct rewards", MLR, 4, 2),  # the likelihood ratio order allows ties
    ("comonotone and antitone", MLR, HOLDS, 2),
    ("weak mean gap and plus-minus-plus signs", ICX, HOLDS, 2),  # where all rewards are equal
    (FOSD, CLAIM, HOLDS, 3),
    (ICX, CLAIM, HOLDS, 3),
    (SSD, CLAIM, 3, 3),
    ("weak mean gap", CLAIM, 3, 3),
    (f"{GAP} and higher top mass", CLAIM, 4, 2),  # strict, where the claim is not
    (f"{GAP} and two-valued reward", CLAIM, HOLDS, 2),
    (f"{GAP} and one reward within U", CLAIM, HOLDS, 2),
    (f"{GAP} and one reward within A", CLAIM, 3, 2),
    (f"{GAP} and higher variance", CLAIM, 3, 2),
    (PEARSON, CLAIM, 3, 2),
    (f"{PEARSON} and two-valued reward", CLAIM, HOLDS, 2),
    ("comonotone and negative correlation", CLAIM, 3, 2),
    ("positive correlation and antitone", CLAIM, 3, 2),
    ("positive tilt covariance and negative tilt covariance", CLAIM, HOLDS, 2),
    ("even win rate", CLAIM, 3, 3),
    ("higher best output", CLAIM, 3, 2),
)


@pytest.fixture(scope="module")
def patient() -> Iterator[Asker]:
    with Asker(timeout=30.0, sizes=(2, 3), jobs=2) as shared:
        yield shared


@pytest.mark.parametrize(
    ("one", "other", "fails", "converse"), ROWS, ids=[f"{one} => {other}" for one, other, *_ in ROWS]
)
def test_a_row_of_the_table(one: str, other: str, fails: int | None, converse: int | None, patient: Asker) -> None:
    claim = other if other == CLAIM else NAMED[other].text
    sizes = tuple(range(2, max(3, fails or 0) + 1))
    found = ladder(base_statement(claim), rungs((one,)), patient, sizes=sizes)
    starts_to_fail(found.arrows[one, found.claim], fails, sizes)
    starts_to_fail(found.arrows[found.claim, one], converse, sizes)


def starts_to_fail(arrow: Arrow, size: int | None, sizes: tuple[int, ...]) -> None:
    if size is None:
        assert arrow.kind in {"proved", "bounded"}, arrow
        assert arrow.holds_at in {"all", sizes}
    else:
        assert (arrow.kind, arrow.fails_at, arrow.holds_at) == ("refuted", size, tuple(n for n in sizes if n < size))
