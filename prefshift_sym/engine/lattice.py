"""The small exact worlds that the search goes through, smallest first: reward exponents, bases, probability vectors."""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeVar

from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

Vector = tuple[Fraction, ...]
Shifts = Literal["none", "some", "all"]


@value
class Level:
    """How far one round of the search goes: common denominators, exponents and bases."""

    denominator: int
    exponent: int
    bases: tuple[Fraction, ...]
    alphas: tuple[Fraction, ...]
    shifts: Shifts = "some"

    def shifted(self, k: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the exponents shifted: a statement may tell apart rewards that are all positive, all negative, or of both signs."""
        top = max(k)
        match self.shifts:
            case "none":
                shifts: Sequence[int] = (0,)
            case "some":
                shifts = (0, top, top + 1, -1, 1) if top > 1 else (0, top, top + 1, -1)
            case "all":
                shifts = range(top + 1)
        for shift in shifts:
            yield tuple(each - shift for each in k)


def _fractions(*texts: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, texts))


LEVELS = (
    Level(2, 3, _fractions("2"), _fractions("1/2"), "none"),
    Level(3, 4, _fractions("2", "3"), _fractions("1/2", "1/3")),
    Level(4, 4, _fractions("2", "3", "4", "3/2"), _fractions("1/2", "1/4", "3/4")),
    Level(6, 6, _fractions("2", "3", "3/2", "5/4", "10"), _fractions("1/2", "1/10", "9/10")),
)


LARGE = 6  # beyond this many outputs they are taken in three blocks, each of equal rewards and probabilities


def blocks(n: int) -> tuple[tuple[int, int, int], ...]:
    """Return how many outputs three classes may have: two of one output, and the rest in the third."""
    return (1, n - 2, 1), (n - 2, 1, 1), (1, 1, n - 2)


def _spread(values: Sequence[T], sizes: Sequence[int]) -> tuple[T, ...]:
    return tuple(value for value, size in zip(values, sizes, strict=True) for _ in range(size))


@cache
def distributions(n: int, denominator: int) -> tuple[Vector, ...]:
    """Return every probability vector of length n with a common denominator up to the given one, smallest first.

    For large n: every distribution of such masses over three blocks of outputs, evenly spread within each.
    """
    if n > LARGE:
        totals = distributions(3, denominator)
        shares = (
            [mass / size for mass, size in zip(total, sizes, strict=True)] for sizes in blocks(n) for total in totals
        )
        patterns = (sizes for sizes in blocks(n) for _ in totals)
        return tuple(dict.fromkeys(_spread(each, sizes) for each, sizes in zip(shares, patterns, strict=True)))
    found: dict[Vector, None] = {}
    for total in range(1, denominator + 1):
        for bars in itertools.combinations(range(total + n - 1), n - 1):
            edges = (-1, *bars, total + n - 1)
            counts = (b - a - 1 for a, b in itertools.pairwise(edges))
            found[tuple(Fraction(count, total) for count in counts)] = None
    return tuple(found)


def exponents(n: int, largest: int, *, ascending: bool) -> Iterator[tuple[int, ...]]:
    """Yield exponent vectors with least entry 0, by their largest entry; only ascending ones where order is immaterial.

    For large n they are constant on three blocks of outputs.
    """
    if n > LARGE:
        for k in exponents(3, largest, ascending=ascending):
            yield from (_spread(k, sizes) for sizes in blocks(n))
        return
    for top in range(largest + 1):
        if ascending:
            for inner in itertools.combinations_with_replacement(range(top + 1), max(n - 2, 0)):
                yield (0, *inner, top)[:n]
        else:
            for k in itertools.product(range(top + 1), repeat=n):
                if max(k) == top and min(k) == 0:
                    yield k


SMALL = _fractions("0", "1", "-1", "2", "1/2", "-2", "3", "-1/2", "1/3", "10")


def vectors(n: int, size: int) -> Iterator[Vector]:
    """Yield vectors of small numbers, for families that need not be distributions."""
    yield from itertools.product(SMALL[:size], repeat=n)
