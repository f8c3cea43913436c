"""Polynomials with exact rational coefficients over named variables, and quotients of them.

A polynomial is a mapping from monomials to non-zero coefficients; a monomial is a sorted tuple of (variable, power).
Only what the readings need is here: ring operations, trial division by a linear factor, and evaluation.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.errors import OutOfScope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Monomial = tuple[tuple[str, int], ...]
ONE: Monomial = ()
MOST_STEPS = 500_000  # term-by-term multiplications that one case may cost, about a second of work


class Budget:
    """A count of the work left, so that an expansion that explodes is given up, always at the same point."""

    left = MOST_STEPS

    @classmethod
    def renew(cls) -> None:
        """Start counting again, for a new question."""
        cls.left = MOST_STEPS

    @classmethod
    def spend(cls, steps: int) -> None:
        """Take steps off the budget. Raises `OutOfScope` where it is used up."""
        cls.left -= steps
        if cls.left < 0:
            message = "written out, the polynomials of the formula are too large"
            raise OutOfScope(message)


class Polynomial:
    """An immutable polynomial; equality is equality of the expanded forms."""

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[Monomial, Fraction]) -> None:
        self.terms = terms

    @staticmethod
    def constant(value: Fraction | int) -> Polynomial:
        """Return the constant polynomial."""
        return Polynomial({ONE: Fraction(value)} if value else {})

    @staticmethod
    def variable(name: str) -> Polynomial:
        """Return the polynomial that is one variable."""
        return Polynomial({((name, 1),): Fraction(1)})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Polynomial) -> Polynomial:
        return linear_combination(((Fraction(1), self), (Fraction(1), other)))

    def __sub__(self, other: Polynomial) -> Polynomial:
        return linear_combination(((Fraction(1), self), (Fraction(-1), other)))

    def __neg__(self) -> Polynomial:
        return Polynomial({monomial: -value for monomial, value in self.terms.items()})

    def __mul__(self, other: Polynomial) -> Polynomial:
        Budget.spend(len(self.terms) * len(other.terms))
        result: dict[Monomial, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                monomial = multiply(left, right)
                value = result.get(monomial, 0) + a * b
                if value:
                    result[monomial] = Fraction(value)
                else:
                    del result[monomial]
        return Polynomial(result)

    def __pow__(self, exponent: int) -> Polynomial:
        result = Polynomial.constant(1)
        for _ in range(exponent):
            result = result * self
        return result

    @property
    def value(self) -> Fraction | None:
        """Return the number that a constant polynomial is, else None."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(ONE) if len(self.terms) == 1 else None

    @property
    def variables(self) -> frozenset[str]:
        """Return the names that occur."""
        return frozenset(name for monomial in self.terms for name, _ in monomial)

    def evaluate(self, world: Mapping[str, Fraction]) -> Fraction:
        """Return the value at a point; `KeyError` where a variable is missing."""
        total = Fraction(0)
        for monomial, coefficient in self.terms.items():
            product = coefficient
            for name, power in monomial:
                product *= world[name] ** power
            total += product
        return total


def linear_combination(parts: Iterable[tuple[Fraction, Polynomial]]) -> Polynomial:
    """Return the sum of coefficient times polynomial over all parts."""
    result: dict[Monomial, Fraction] = {}
    for factor, polynomial in parts:
        Budget.spend(len(polynomial.terms))
        for monomial, value in polynomial.terms.items():
            new = result.get(monomial, 0) + factor * value
            if new:
                result[monomial] = Fraction(new)
            else:
                result.pop(monomial, None)
    return Polynomial(result)


def multiply(left: Monomial, right: Monomial) -> Monomial:
    """Return the product of two monomials."""
    if not left:
        return right
    if not right:
        return left
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def without_factor(polynomial: Polynomial, name: str) -> Polynomial:
    """Divide out the highest power of the variable that divides every term."""
    if not polynomial:
        return polynomial
    least = min(dict(monomial).get(name, 0) for monomial in polynomial.terms)
    if not least:
        return polynomial
    lowered = {
        tuple(
            (each, power - least * (each == name)) for each, power in monomial if each != name or power > least
        ): value
        for monomial, value in polynomial.terms.items()
    }
    return Polynomial(lowered)


def without_one_minus(polynomial: Polynomial, name: str) -> Polynomial:
    """Divide out every factor (1 - name), by synthetic division in that variable."""
    while polynomial and _vanishes_at_one(polynomial, name):
        by_power: dict[int, Polynomial] = {}
        for monomial, value in polynomial.terms.items():
            power = dict(monomial).get(name, 0)
            rest = tuple(part for part in monomial if part[0] != name)
            by_power[power] = by_power.get(power, Polynomial({})) + Polynomial({rest: value})
        top = max(by_power)
        # polynomial = (1 - x) * q gives q_k = p_0 + ... + p_k, and the sum of all p_k must vanish.
        running, quotient = Polynomial({}), Polynomial({})
        for power in range(top + 1):
            running = running + by_power.get(power, Polynomial({}))
            if power < top:
                quotient = quotient + running * Polynomial({((name, power),) if power else ONE: Fraction(1)})
        if running or not top:
            return polynomial
        polynomial = quotient
    return polynomial


def _vanishes_at_one(polynomial: Polynomial, name: str) -> bool:
    """Return whether putting 1 in for the variable leaves nothing, in one pass; that division is the exception."""
    sums: dict[Monomial, Fraction] = {}
    for monomial, value in polynomial.terms.items():
        rest = tuple(part for part in monomial if part[0] != name)
        sums[rest] = sums.get(rest, Fraction(0)) + value
    return not any(sums.values())
