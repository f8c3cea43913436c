"""The policies of a witness in exact fractions, for display, where they are rational."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.verdict import MINUS_INFINITY

if TYPE_CHECKING:
    from prefshift_sym.verdict import World

MOST_BITS = 4_000  # of a tilt that is still written out


@dataclass(frozen=True, slots=True)
class Policies:
    """The reference policy, the optimum, and the total probability mass of A in the optimum."""

    reference: tuple[Fraction, ...]
    optimum: tuple[Fraction, ...]
    aligned_mass: Fraction


def tilts(world: World) -> tuple[Fraction, ...] | None:
    """Return the tilts where they are rational numbers of a modest size, else None."""
    if world.k is None or world.base is None or world.base <= 0:
        return None
    found = []
    bits = max(world.base.numerator.bit_length(), world.base.denominator.bit_length())
    for each in world.k:
        if each == MINUS_INFINITY:
            found.append(Fraction(0))
            continue
        power = Fraction(each)
        if power.denominator != 1 or abs(power) * bits > MOST_BITS:
            return None
        found.append(Fraction(world.base**power.numerator))
    return tuple(found)


def policies(world: World) -> Policies | None:
    """Return the policies of a world; None where they are not rational, or not defined."""
    weights, aligned, unaligned = tilts(world), world.families.get("p_A"), world.families.get("p_U")
    if weights is None or aligned is None or unaligned is None:
        return None
    reference = tuple(world.alpha * a + (1 - world.alpha) * u for a, u in zip(aligned, unaligned, strict=True))
    tilted = tuple(p * w for p, w in zip(reference, weights, strict=True))
    counts = world.counts or (1,) * len(tilted)
    total = sum(map(operator.mul, tilted, counts), Fraction(0))
    if not total:
        return None
    kept = (world.alpha * a * w * count for a, w, count in zip(aligned, weights, counts, strict=True))
    mass = sum(kept, Fraction(0)) / total
    return Policies(reference, tuple(each / total for each in tilted), mass)
