"""The second best way: truth by the exact re-check on a grid, and bisection between neighbours that differ.

Each bracket is certified: the formula was re-checked exactly at both of its ends. That there are no more flips is not.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from prefshift_sym import recheck
from prefshift_sym.readings.algebra.roots import simplest_between
from prefshift_sym.thresholds.report import Flip
from prefshift_sym.thresholds.worlds import WorldError

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.thresholds.worlds import VaryingWorld

POINTS, DOUBLINGS = 32, 6
NARROW = Fraction(1, 10**4)  # of the bracket's place; the simpler its ends, the quicker the exact re-check
Limit = Fraction | None


@dataclass(frozen=True, slots=True)
class Checker:
    """Asks the exact re-check about the world at a value of the number that varies."""

    statement: Statement
    world: VaryingWorld

    def report(self, value: Fraction) -> recheck.Report:
        """Re-check the whole statement at a value."""
        return self._check(self.statement.as_mapping(), value)

    def truth(self, text: str, value: Fraction) -> tuple[bool | None, str]:
        """Return the truth of one formula at a value, and why it is undefined where it is."""
        statement = {**self.statement.as_mapping(), "assume": {}, "claim": {"it": text}}
        line = self._check(statement, value).lines[-1]
        return line.holds, line.undefined

    def _check(self, statement: dict[str, Any], value: Fraction) -> recheck.Report:
        try:
            return recheck.check({"statement": statement, "witness": self.world.at(value)})
        except recheck.BadDocument as error:
            message = f"where {self.world.family.vary} = {value}, the world cannot be re-checked: {error}"
            raise WorldError(message) from None


def seek(checker: Checker, text: str, low: Limit, high: Limit, until: float) -> tuple[list[Flip], bool | None, str]:
    """Return brackets around flips of one formula, in order; its truth where none was found; and what was done."""
    values: list[Fraction] = []
    found: list[bool | None] = []
    for value in grid(low, high, checker.world.family.beta is None):
        if time.monotonic() > until and len(values) > 1:
            break
        values.append(value)
        found.append(checker.truth(text, value)[0])
    flips = []
    for (a, before), (b, after) in pairwise(zip(values, found, strict=True)):
        if before is not after:
            flips += _bracket(checker, text, (a, before), (b, after), until)
    return flips, found[0], f"flips were sought on a grid of {len(values)} points, from {values[0]} to {values[-1]}"


def _bracket(
    checker: Checker, text: str, left: tuple[Fraction, bool | None], right: tuple[Fraction, bool | None], until: float
) -> list[Flip]:
    """Narrow one change of truth down; where a third truth turns up between, go on in both parts."""
    (a, before), (b, after) = left, right
    while b - a > NARROW * max(abs(a), abs(b)) and time.monotonic() < until:
        third = (b - a) / 3
        middle = simplest_between(a + third, b - third)
        if middle == 0 and checker.world.family.beta is None:
            break
        truth = checker.truth(text, middle)[0]
        if truth is before:
            a = middle
        elif truth is after:
            b = middle
        else:
            here = (middle, truth)
            return [
                *_bracket(checker, text, (a, before), here, until),
                *_bracket(checker, text, here, (b, after), until),
            ]
    return [Flip(a, b, before, after)]


def grid(low: Limit, high: Limit, no_zero: bool) -> list[Fraction]:  # noqa: FBT001
    """Return points of a range, ascending: evenly where it is bounded, and by doubling towards what is infinite or 0."""
    steps = sorted({Fraction(2) ** k * part for k in range(-DOUBLINGS, DOUBLINGS + 1) for part in (1, Fraction(3, 2))})
    if low is not None and high is not None:
        values = [low + (high - low) * Fraction(k, POINTS) for k in range(POINTS + 1)]
    elif low is not None:
        values = [low, *(low + step for step in steps)]
    elif high is not None:
        values = [*(high - step for step in reversed(steps)), high]
    else:
        values = [*(-step for step in reversed(steps)), Fraction(0), *steps]
    return [value for value in values if value or not no_zero]
