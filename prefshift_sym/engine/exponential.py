"""Sound facts about exp, as ground atoms over pairs (x, e) with e = exp(x).

All hold for the real exponential: it is positive and strictly increasing, it lies above its tangents and below its
chords. What satisfies them need not be an exponential: a model is a candidate, never a witness.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.readings.ground_values import Atom, Ground, conjunction, disjunction
from prefshift_sym.readings.polynomial import Polynomial
from prefshift_sym.recheck import exp_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Pair = tuple[Polynomial, Polynomial]  # (x, e), with e = exp(x) wherever e > 0
FAR, CLOSE = 60, 1e-5  # beyond FAR no refinement; CLOSE is relative
DIGITS = (16, 256, 4096, 65536)  # points have the smallest denominators that are new
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
    undefined = (_not_positive(e), _not_positive(f))
    both = [Atom(f - e - e * (y - x), ">="), Atom(e - f - f * (x - y), ">=")]
    alike = conjunction((Atom(y - x, "=="), Atom(f - e, "==")))
    above = conjunction((Atom(y - x, ">"), Atom(f - e, ">")))
    below = conjunction((Atom(x - y, ">"), Atom(e - f, ">")))
    return disjunction((*undefined, conjunction((*both, disjunction((alike, above, below))))))


def _not_positive(e: Polynomial) -> Ground:
    """Return e <= 0: a logarithm that nobody may ask for. Tilts, and one, are positive by name."""
    names = e.variables
    if e.value is not None:
        return e.value <= 0
    if len(e.terms) == 1 and all(name[0] in "we" and name[1:].isdigit() for name in names):
        return False
    return Atom(-e, ">=")


class Curve:
    """Known points of the exponential, added where a candidate strays: tangents from below, chords from above."""

    def __init__(self) -> None:
        self.points: dict[Fraction, tuple[Fraction, Fraction]] = {}

    def lemmas(self, pairs: Sequence[Pair], model: Mapping[str, Fraction]) -> Iterator[Ground]:
        """Yield facts that exclude the model, for each pair whose e is not close to exp(x); none where all are."""
        strayed = []
        for x, e in pairs:
            try:
                at, value = x.evaluate(model), e.evaluate(model)
            except KeyError:
                continue
            if abs(at) < FAR and abs(float(value) - math.exp(at)) > CLOSE * math.exp(at):
                rounded = (at.limit_denominator(digits) for digits in DIGITS)
                strayed += [next((point for point in rounded if point not in self.points), None)]
        new = [point for point in dict.fromkeys(strayed) if point is not None]
        for point in new:
            low, high = enclosure(point)
            self.points[point] = (low, high)
        known = sorted(self.points)
        for point, (x, e) in itertools.product(new, pairs):
            low, high = self.points[point]
            offset = x - Polynomial.constant(point)
            # exp(x) >= exp(p)*(1 + x - p), which is only used where 1 + x - p > 0, so the lower bound will do.
            above = Atom(e - Polynomial.constant(low) * (Polynomial.constant(1) + offset), ">=")
            yield disjunction((_not_positive(e), above))
            yield disjunction((_not_positive(e), Atom(offset, ">"), Atom(Polynomial.constant(high) - e, ">=")))
            for other in known:
                if other != point:
                    yield from _below_chord((x, e), min(point, other), max(point, other), self.points)


def _below_chord(
    pair: Pair, left: Fraction, right: Fraction, points: Mapping[Fraction, tuple[Fraction, Fraction]]
) -> Iterator[Ground]:
    """Yield that between two points exp lies below the chord through upper bounds of its values there."""
    x, e = pair
    start, slope = points[left][1], (points[right][1] - points[left][1]) / (right - left)
    chord = Polynomial.constant(start) + Polynomial.constant(slope) * (x - Polynomial.constant(left))
    outside = (Atom(Polynomial.constant(left) - x, ">"), Atom(x - Polynomial.constant(right), ">"))
    yield disjunction((_not_positive(e), *outside, Atom(chord - e, ">=")))


def enclosure(point: Fraction) -> tuple[Fraction, Fraction]:
    """Return rational bounds of exp at a rational point, about forty bits apart."""
    low, high = exp_bounds(point, 64)
    scale = Fraction(2) ** (40 - max(0, math.floor(float(point) * 1.45)))
    return Fraction(math.floor(low * scale)) / scale, Fraction(math.ceil(high * scale)) / scale
