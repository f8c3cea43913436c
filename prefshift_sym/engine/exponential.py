"""Sound facts about exp, as ground atoms over pairs (x, e) with e = exp(x).

All hold for the real exponential: it is positive and strictly increasing, it lies above its tangents and below its
chords. What satisfies them need not be an exponential: a model is a candidate, never a witness.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.readings.ground_values import Atom, Ground, conjunction, disjunction
from prefshift_sym.readings.polynomial import Polynomial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pair = tuple[Polynomial, Polynomial]
ORIGIN: Pair = (Polynomial.constant(0), Polynomial.constant(1))


def increasing(chain: Sequence[Polynomial]) -> Iterator[Ground]:
    """Yield that each polynomial is smaller than the next."""
    for lower, upper in itertools.pairwise(chain):
        yield Atom(upper - lower, ">")


def ordered(chain: Sequence[Pair]) -> Iterator[Ground]:
    """Yield tangents and chord slopes for pairs whose x ascend strictly."""
    for (x, e), (y, f) in itertools.combinations(chain, 2):
        yield Atom(f - e - e * (y - x), ">")
        yield Atom(f * (y - x) - (f - e), ">")
    for (x, e), (y, f), (z, g) in zip(chain, chain[1:], chain[2:], strict=False):
        yield Atom((g - f) * (y - x) - (f - e) * (z - y), ">")


def unordered(left: Pair, right: Pair) -> Ground:
    """Return what two pairs of unknown order satisfy: equal together, or increasing with both tangents."""
    (x, e), (y, f) = left, right
    both = [Atom(f - e - e * (y - x), ">="), Atom(e - f - f * (x - y), ">=")]
    alike = conjunction((Atom(y - x, "=="), Atom(f - e, "==")))
    above = conjunction((Atom(y - x, ">"), Atom(f - e, ">")))
    below = conjunction((Atom(x - y, ">"), Atom(e - f, ">")))
    return conjunction((*both, disjunction((alike, above, below))))


def tangent_at(value: Fraction, above_log: Fraction, pair: Pair) -> Ground:
    """Return exp(x) >= value*(1 + x - above_log), sound for every value > 0 with above_log >= log(value)."""
    x, e = pair
    line = Polynomial.constant(value) * (Polynomial.constant(1 - above_log) + x)
    return Atom(e - line, ">=")
