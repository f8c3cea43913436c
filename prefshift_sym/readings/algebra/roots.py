"""Real roots, exactly: an irreducible polynomial over the rationals and a rational interval that holds one of its roots.

A polynomial here is in one of the generators `t` (the number that varies) and `u` (an exponential of it), and may have
the constant `l = log(b)` among its coefficients where it is linear. As `l` is transcendental, irreducible polynomials
that differ have no root in common, so that a root is told by its polynomial and its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym import recheck
from prefshift_sym.errors import OutOfScope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.readings.algebra.reading import Expression

GENERATORS = ("t", "u", "l")
MOST_BITS = 4_096
MOST_DEGREE = 300
Bounds = tuple[Fraction, Fraction]


def as_fraction(value: Any) -> Fraction:
    """Return an element of SymPy's field of rationals as a fraction."""
    return Fraction(int(value.numerator), int(value.denominator))


def names_of(polynomial: Expression) -> frozenset[str]:
    """Return the generators that occur in a polynomial."""
    degrees = polynomial.degrees()
    return frozenset(name for name, degree in zip(GENERATORS, degrees, strict=True) if degree > 0)


def generator_of(factor: Expression) -> str | None:
    """Return the generator whose line an irreducible polynomial has its roots on, or None where it is a constant.

    Raises `OutOfScope` for a polynomial in both generators, or not linear with the constant among its coefficients.
    """
    names = names_of(factor)
    if not names - {"l"}:
        return None
    degree = max(factor.degrees()[:2])
    if {"t", "u"} <= names or ("l" in names and degree > 1):
        message = f"{str(factor)[:80]} mixes what is algebraic with what is not"
        raise OutOfScope(message)
    if degree > MOST_DEGREE:
        message = f"a polynomial of degree {degree}; the limit is {MOST_DEGREE}"
        raise OutOfScope(message)
    return "t" if "t" in names else "u"


def coefficients(factor: Expression, generator: str) -> list[dict[int, Fraction]]:
    """Return the coefficient of each power of the generator, lowest first, as powers of `l` with their coefficients."""
    place = GENERATORS.index(generator)
    result: list[dict[int, Fraction]] = [{} for _ in range(factor.degrees()[place] + 1)]
    for monomial, value in factor.terms():
        result[monomial[place]][monomial[2]] = as_fraction(value)
    return result


@dataclass(frozen=True, slots=True)
class Constant:
    """The constant `l`: the logarithm of a rational above 1."""

    base: Fraction

    def value(self, powers: dict[int, Fraction]) -> recheck.Value:
        """Return the exact value of a polynomial in `l`."""
        logarithm = recheck.logarithm(self.base)
        total: recheck.Value = Fraction(0)
        for power, coefficient in powers.items():
            total = recheck.add(total, recheck.multiply(coefficient, recheck.power(logarithm, Fraction(power))))
        return total


@dataclass(slots=True)
class Root:
    """One real root of an irreducible polynomial; `low` and `high` enclose it, and are equal where it is rational."""

    generator: str
    factor: Expression
    low: Fraction
    high: Fraction
    exact: recheck.Real | None = None  # where the polynomial is linear and has `l` among its coefficients
    powers: list[Fraction] = field(default_factory=list)

    @property
    def rational(self) -> Fraction | None:
        """Return the root where it is rational."""
        return self.low if self.exact is None and self.low == self.high else None

    def enclosure(self, bits: int) -> Bounds:
        """Return rational bounds with a relative width of at most about 2**-bits."""
        if self.exact is not None:
            return self.exact.enclosure(bits + 8)
        if self.low == self.high:
            return self.low, self.high
        rising = _horner(self.powers, self.high) > 0
        while (self.high - self.low) * 2**bits > max(abs(self.low), abs(self.high)) or self.low <= 0 <= self.high:
            middle = (self.low + self.high) / 2
            if (_horner(self.powers, middle) > 0) == rising:
                self.high = middle
            else:
                self.low = middle
        return self.low, self.high

    def is_above(self, bound: Fraction) -> bool:
        """Return whether the root lies above a rational that it is not equal to."""
        bits = 8
        while bits <= MOST_BITS:
            low, high = self.enclosure(bits)
            if low > bound or high < bound or low == high:
                return low > bound
            bits *= 2
        message = f"a root of {str(self.factor)[:80]} cannot be told from {bound} with {MOST_BITS} bits"
        raise OutOfScope(message)

    def text(self) -> str:
        """Return the root in closed form up to degree two, otherwise as the root of its polynomial with where it lies."""
        import sympy

        if self.rational is not None:
            return str(self.rational)
        parts = coefficients(self.factor, self.generator)
        if self.exact is not None:
            below, above = (sum(c * sympy.Symbol("l") ** p for p, c in part.items()) for part in parts)
            base = sympy.Symbol("BASE")
            return str(sympy.cancel(-below / above).subs(sympy.Symbol("l"), sympy.Function("log")(base)))
        if len(parts) == 3:
            c, b, a = (sympy.Rational(part.get(0, Fraction(0))) for part in parts)
            roots = [(-b + sign * sympy.sqrt(b * b - 4 * a * c)) / (2 * a) for sign in (1, -1)]
            return str(sympy.together(sympy.expand(max(roots) if self._is_upper() else min(roots))))
        low, high = self.enclosure(24)
        return f"the root of {self.factor} between {decimal(low, 6, up=False)} and {decimal(high, 6, up=True)}"

    def _is_upper(self) -> bool:
        a, b = self.powers[2], self.powers[1]
        return self.is_above(-b / (2 * a))


def roots(factor: Expression, generator: str, constant: Constant | None) -> Iterator[Root]:
    """Yield the real roots of an irreducible polynomial, ascending."""
    import sympy

    parts = coefficients(factor, generator)
    if any(set(part) - {0} for part in parts):
        assert constant is not None
        top = constant.value(parts[0])
        value = recheck.divide(recheck.negative(top), constant.value(parts[1]))
        assert isinstance(value, recheck.Real)
        low, high = value.enclosure(64)
        yield Root(generator, factor, low, high, exact=value)
        return
    powers = [part.get(0, Fraction(0)) for part in parts]
    if len(powers) == 2:
        value_of = -powers[0] / powers[1]
        yield Root(generator, factor, value_of, value_of)
        return
    polynomial = sympy.Poly([sympy.Rational(each) for each in reversed(powers)], sympy.Symbol(generator))
    for (low, high), _ in polynomial.intervals():
        yield Root(generator, factor, Fraction(low.p, low.q), Fraction(high.p, high.q), powers=powers)


def sign_at(factor: Expression, generator: str | None, value: Fraction, constant: Constant | None) -> int:
    """Return the sign of a polynomial where its generator has a rational value."""
    if generator is None:
        total = coefficients(factor, "t")[0]
    else:
        total = {}
        for degree, part in enumerate(coefficients(factor, generator)):
            for power, coefficient in part.items():
                total[power] = total.get(power, Fraction(0)) + coefficient * value**degree
    if not set(total) - {0}:
        plain = total.get(0, Fraction(0))
        return (plain > 0) - (plain < 0)
    assert constant is not None
    return recheck.sign(constant.value(total))


def _horner(powers: list[Fraction], value: Fraction) -> Fraction:
    total = Fraction(0)
    for each in reversed(powers):
        total = total * value + each
    return total


def decimal(value: Fraction, digits: int, *, up: bool) -> str:
    """Return a number with so many digits after the point, rounded down or up, trailing zeros dropped."""
    scaled = value * 10**digits
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    if digits == 0:
        return str(whole)
    sign, text = "-" if whole < 0 else "", str(abs(whole)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}".rstrip("0").rstrip(".")


def simplest_between(low: Fraction | None, high: Fraction | None) -> Fraction:
    """Return the rational with the smallest denominator strictly between two bounds, None being infinite."""
    if (low is None or low < 0) and (high is None or high > 0):
        return Fraction(0)
    if high is not None and high <= 0:
        return -simplest_between(-high, None if low is None else -low)
    assert low is not None
    whole = Fraction(low.numerator // low.denominator)
    if high is None or whole + 1 < high:
        return whole + 1
    # Both lie between `whole` and `whole + 1`, ends included: go on with the reciprocals of what is left.
    rest = low - whole
    return whole + 1 / simplest_between(1 / (high - whole), 1 / rest if rest else None)
