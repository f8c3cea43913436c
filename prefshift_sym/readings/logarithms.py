"""Logarithms of positive rationals: as sums over prime factors, within rational bounds, as multiples of one."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from prefshift_sym import recheck
from prefshift_sym.readings.polynomial import Polynomial

if TYPE_CHECKING:
    from prefshift_sym.readings.polynomial import Monomial

LOG = "log!"  # no name of an author's can begin so
LARGEST_FACTOR = 10_000  # tried in a factorisation; what is left then counts as one prime, which claims nothing false
BITS = 64


def log_of(value: Fraction) -> Polynomial:
    """Return the logarithm of a positive rational as a sum over its prime factors."""
    terms: dict[Monomial, Fraction] = {
        ((f"{LOG}{prime}", 1),): Fraction(times) for prime, times in factors(value).items()
    }
    return Polynomial(terms)


@cache
def factors(value: Fraction) -> dict[int, int]:
    """Return the prime factors of a positive rational with their powers; a large one may be no prime."""
    found: dict[int, int] = {}
    for sign, rest in ((1, value.numerator), (-1, value.denominator)):
        divisor = 2
        while divisor <= LARGEST_FACTOR and divisor * divisor <= rest:
            while rest % divisor == 0:
                found[divisor] = found.get(divisor, 0) + sign
                rest //= divisor
            divisor += 1
        if rest > 1:
            found[rest] = found.get(rest, 0) + sign
    return found


def common_base(values: list[Fraction]) -> tuple[Fraction, tuple[int, ...]] | None:
    """Return a base above one, and the powers of it that positive rationals are; None where there is none."""
    vectors = [factors(value) for value in values]
    primes = sorted({prime for vector in vectors for prime in vector})
    longest = next((vector for vector in vectors if vector), None)
    if longest is None:
        return None
    unit = math.gcd(*longest.values())
    direction = {prime: power // unit for prime, power in longest.items()}
    lead = next(iter(direction))
    multiples = [Fraction(vector.get(lead, 0), direction[lead]) for vector in vectors]
    for vector, times in zip(vectors, multiples, strict=True):
        if any(vector.get(prime, 0) != times * direction.get(prime, 0) for prime in primes):
            return None
    shared = math.gcd(*(int(times) for times in multiples))  # whole, as the direction has no common factor
    base = math.prod((Fraction(prime) ** power for prime, power in direction.items()), start=Fraction(1))
    sign = 1 if base > 1 else -1
    return base ** (sign * shared), tuple(sign * int(times) // shared for times in multiples)


def log_bounds(value: Fraction) -> tuple[Fraction, Fraction]:
    """Return rational bounds of a logarithm, 2**-63 apart or so."""
    middle, unit = close_log(value), Fraction(1, 2**BITS)
    return Fraction(math.floor(middle / unit) - 1) * unit, Fraction(math.ceil(middle / unit) + 1) * unit


@cache
def close_log(value: Fraction) -> Fraction:
    """Return a rational within 2**-100 of a logarithm."""
    logarithm = recheck.logarithm(value)
    if isinstance(logarithm, Fraction):
        return logarithm
    assert isinstance(logarithm, recheck.Real)
    low, high = logarithm.enclosure(128)
    return (low + high) / 2
