"""All the order patterns of n rewards: a case split that covers every world of that size."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from prefshift_sym.errors import OutOfScope
from prefshift_sym.readings.ground import Pattern
from prefshift_sym.theory.symmetry import is_symmetric
from prefshift_sym.theory.uses import names_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.theory.statement import Statement

LARGEST_BLIND, LARGEST_ORDERED = 12, 6  # outputs, where their order is immaterial, and where it is not


def patterns(statement: Statement, n: int) -> Iterator[Pattern]:
    """Yield patterns that together cover every world of size n, with most distinct rewards first.

    Where the statement is blind to the order of outputs, ascending patterns suffice. Raises `OutOfScope` where there are
    too many.
    """
    symmetric = is_symmetric(statement)
    if n > (LARGEST_BLIND if symmetric else LARGEST_ORDERED):
        message = f"{n} outputs have too many orders of rewards for a solver to be asked of each"
        raise OutOfScope(message)
    signs = (1, -1) if "positive temperature" in statement.without and "w" in names_used(statement) else (1,)
    infinite = (False, True) if "finite rewards" in statement.without else (False,)
    orders = _ascending(n) if symmetric else _weak_orders(n)
    for classes in sorted(orders, key=lambda each: -max(each)):
        for sign, lowest in itertools.product(signs, infinite):
            yield Pattern(classes, sign, lowest)


def _ascending(n: int) -> list[tuple[int, ...]]:
    """Return the ascending patterns: where each output's class is the last one's or the next."""
    steps = itertools.product((0, 1), repeat=n - 1)
    return [tuple(itertools.accumulate((0, *step))) for step in steps]


def _weak_orders(n: int) -> list[tuple[int, ...]]:
    """Return every weak order of n outputs: class numbers without a gap."""
    every = itertools.product(range(n), repeat=n)
    return [classes for classes in every if set(classes) == set(range(max(classes) + 1))]
