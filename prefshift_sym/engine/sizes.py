"""Which support sizes to look at, where a statement asks for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.readings.floats import Environment, Undefined, compiled
from prefshift_sym.theory.facts import in_force
from prefshift_sym.theory.uses import largest_output, names_in

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement

TYPICAL = 3  # how many sizes to look at
LARGEST_TRIED = 12


def sizes_to_search(statement: Statement, asked: tuple[int, ...] | None) -> tuple[int, ...]:
    """Return the sizes: the statement's own, those asked for, or the first few that its assumptions allow."""
    if statement.sizes is not None:
        return statement.sizes
    if asked is not None:
        return tuple(n for n in asked if n >= statement.smallest)
    named = largest_output(statement)
    about_n = [compiled(formula) for _, formula in in_force(statement) if names_in(formula) <= {"n"}]
    allowed = [
        n
        for n in range(max(statement.smallest, named + 1), LARGEST_TRIED + 1)
        if all(_true(test, n) for test in about_n)
    ]
    # A single output leaves nothing to choose, so it is looked at besides the typical sizes.
    trivial = [n for n in allowed if n == 1]
    return (*trivial, *[n for n in allowed if n > 1][:TYPICAL])


def _true(test: object, n: int) -> bool:
    try:
        return bool(test(Environment(n=float(n), Y=range(n))))  # type: ignore[operator]
    except Undefined:
        return False
