"""Two small ladders, each worked out once: the chain of stochastic orders, and the paper's own hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefshift_sym.asking import Asker
from prefshift_sym.ladder import CLAIM, Ladder, base_statement, ladder, rungs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHAIN", "CLAIM", "PAPER"]

CHAIN = (
    "separation",
    "likelihood ratio order",
    "first-order stochastic dominance",
    "increasing convex order",
    "second-order stochastic dominance",
    "weak mean gap",
)
PAPER = (
    "positive correlation and negative correlation",
    "mean gap",
    "reference-weighted correlation",
    "positive tilt covariance and negative tilt covariance",
    "positive correlation and antitone",
)


@pytest.fixture(scope="session")
def asker() -> Iterator[Asker]:
    with Asker(timeout=30.0, sizes=(2, 3), jobs=2) as shared:
        yield shared


@pytest.fixture(scope="session")
def chain(asker: Asker) -> Ladder:
    return ladder(base_statement(), rungs(CHAIN), asker, sizes=(2, 3))


@pytest.fixture(scope="session")
def paper(asker: Asker) -> Ladder:
    return ladder(base_statement(), rungs(PAPER), asker, sizes=(2, 3))
