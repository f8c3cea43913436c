"""Laws of the second opinion on derivatives: exact dual numbers, and SymPy, agree with the rules."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prefshift_sym.derivation import derive_optimum
from prefshift_sym.derivation.differentiate import differentiate
from prefshift_sym.derivation.steps import sides, term
from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.terms import Apply, Arithmetic, Negate, Number
from prefshift_sym.readings.algebra import Algebra, same

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from prefshift_sym.language.terms import Term

DERIVATION = derive_optimum()
P = term("p[y]")
ATOMS = [P, *map(term, ("r[y]", "beta", "p_ref[y]", "lam"))]


@dataclass(frozen=True)
class Dual:
    """value + slope*epsilon, with epsilon**2 == 0: exact arithmetic that carries a derivative along."""

    value: Fraction
    slope: Fraction

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, self.slope + other.slope)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def inverse(self) -> Dual:
        return Dual(1 / self.value, -self.slope / self.value**2)


class DualPoint:
    """A rational point. What `log(x)` and `exp(x)` are there is any rational: only their derivatives matter.

    (The identity that is tested is polynomial in them, so what holds for every choice of their values holds.)
    """

    def __init__(self, values: dict[Term, Fraction], seed: dict[Term, Fraction]) -> None:
        self.values, self.seed = values, seed

    def at(self, each: Term) -> Dual:  # noqa: PLR0911 - a case each
        match each:
            case Number(value):
                return Dual(value, Fraction(0))
            case Negate(part):
                return -self.at(part)
            case Arithmetic("**", base, Number(exponent)):
                return self.power(self.at(base), int(exponent))
            case Arithmetic(sign, left, right):
                first, second = self.at(left), self.at(right)
                return {
                    "+": lambda: first + second,
                    "-": lambda: first + -second,
                    "*": lambda: first * second,
                    "/": lambda: first * second.inverse(),
                }[sign]()
            case Apply("log", (argument,)):
                inner = self.at(argument)
                return Dual(self.seed.get(each, Fraction(2, 3)), inner.slope / inner.value)
            case Apply("exp", (argument,)):
                inner, value = self.at(argument), self.seed.get(each, Fraction(5, 7))
                return Dual(value, value * inner.slope)
            case _:
                return Dual(self.values[each], Fraction(each == P))

    def power(self, base: Dual, exponent: int) -> Dual:
        result = Dual(Fraction(1), Fraction(0))
        for _ in range(abs(exponent)):
            result = result * base
        return result if exponent >= 0 else result.inverse()


def differentiable(depth: int = 3) -> SearchStrategy[Term]:
    numbers = st.integers(1, 9).map(lambda value: Number(Fraction(value)))
    leaves = st.one_of(st.sampled_from(ATOMS), numbers)
    if not depth:
        return leaves
    below = differentiable(depth - 1)
    exponents = st.integers(-2, 3).map(lambda value: Number(Fraction(value)))
    return st.one_of(
        leaves,
        st.builds(Arithmetic, st.sampled_from("+-*/"), below, below),
        st.builds(Arithmetic, st.just("**"), below, exponents),
        st.builds(Negate, below),
        st.builds(Apply, st.sampled_from(("exp", "log")), st.tuples(below)),
    )


points = st.lists(st.builds(Fraction, st.integers(1, 9), st.integers(1, 9)), min_size=len(ATOMS), max_size=len(ATOMS))


@settings(deadline=None)
@given(differentiable(), points)
def test_the_rules_agree_with_dual_numbers(each: Term, values: list[Fraction]) -> None:
    """At any rational point, the derivative's value is the slope that exact dual arithmetic carries along."""
    point = DualPoint(dict(zip(ATOMS, values, strict=True)), {})
    try:
        expected = point.at(each).slope
        found = point.at(differentiate(each, P)).value
    except ZeroDivisionError:
        assume(False)
    assert found == expected


@settings(deadline=None, max_examples=40)
@given(differentiable(depth=2))
def test_the_rules_agree_with_sympy(each: Term) -> None:
    """SymPy's derivative is the same expression, up to expansion of a numerator."""
    algebra = Algebra()
    try:
        ours, theirs = algebra.read(differentiate(each, P)), sympy.diff(algebra.read(each), algebra.symbol(P))
    except OutOfScope:
        assume(False)
    assert same(ours, theirs)


@settings(deadline=None)
@given(points)
def test_the_recorded_derivatives_agree_with_dual_numbers(values: list[Fraction]) -> None:
    """The two derivatives of the derivation, at random rational points, with no SymPy in the check."""
    for before, after in (
        ("Lagrangian, split", "first derivative"),
        ("first derivative", "second derivative"),
    ):
        point = DualPoint(dict(zip(ATOMS, values, strict=True)), {term("log(p[y])"): values[0] - 1})
        slope = point.at(sides(DERIVATION.step(before).formula)[1]).slope
        assert point.at(sides(DERIVATION.step(after).formula)[1]).value == slope


@pytest.mark.parametrize(
    "text",
    [
        "abs(p[y])",
        "p[y]**lam",
        "sqrt(p[y])",
        "max(p[y], 1)",
        "sum(p[i] for i in Y)",
        "p[0]",
        "p[0]*p[y]",
        "E(r, p)",
    ],
)
def test_what_has_no_rule_is_refused(text: str) -> None:
    """A rule that is not there is not guessed; an entry of `p` is no constant beside another."""
    with pytest.raises(OutOfScope, match="no rule"):
        differentiate(term(text), P)


def test_what_has_no_p_is_constant() -> None:
    """A term without the variable has derivative zero, whatever is in it."""
    for text in ("abs(r[y])", "sum(r[i] for i in Y)", "Z", "lam**beta"):
        assert differentiate(term(text), P) == Number(Fraction(0))
    assert differentiate(term("lam*Z"), term("lam")) == term("1*Z + lam*0")
