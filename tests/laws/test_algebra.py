"""Laws of the SymPy reading: it means what the tree means, and claims no more than algebra gives."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import sympy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.parse import parse_term
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import Arithmetic, Number
from prefshift_sym.readings.algebra import Algebra, equal_at, same
from prefshift_sym.readings.algebra.equality import parts_when_expanded
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.theory.unfold import unfold
from tests.laws.evaluate import Evaluator
from tests.laws.strategies import RationalWorld, terms, worlds

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Term
    from prefshift_sym.readings.algebra import Expression

SIZES = (2, 3)
SMALL = 300  # parts of a sum, so that a law does not wait for SymPy
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def read(text: str) -> Term:
    return parse_term(text, SIGNATURE)


def at(world: RationalWorld, expression: Expression) -> Expression:
    """Put the world's rationals into an expression."""
    values = {}
    for symbol in expression.free_symbols:
        name, _, index = symbol.name.rstrip("]").partition("[")
        value = world.families[name][int(index)] if index else world.scalars[name]
        values[symbol] = sympy.Rational(value.numerator, value.denominator)
    return expression.subs(values)


@slow
@pytest.mark.parametrize("n", SIZES)
@given(data=st.data(), term=terms(algebraic=True))
def test_the_value_is_that_of_the_tree(n: int, data: st.DataObject, term: Term) -> None:
    """In any rational world, SymPy's expression has the value that the exact evaluation of the tree has."""
    world = data.draw(worlds(n))
    try:
        exact = Evaluator(world).term(unfold(term))
    except ZeroDivisionError:
        assume(False)
    algebra = Algebra(n)
    value = at(world, algebra.read(unfold(term)))
    assert (value.p, value.q) == (exact.numerator, exact.denominator)


@slow
@pytest.mark.parametrize("n", SIZES)
@given(data=st.data(), term=terms(algebraic=True, depth=2))
def test_equal_terms_have_equal_values(n: int, data: st.DataObject, term: Term) -> None:
    """A term and its expanded form are equal, differ from themselves plus one, and agree wherever defined."""
    world = data.draw(worlds(n))
    algebra = Algebra(n)
    try:
        expression = sympy.together(algebra.read(unfold(term)))
        small = all(parts_when_expanded(part) < SMALL for part in sympy.fraction(expression))
        other = algebra.write(sympy.expand(expression) if small else expression)
    except OutOfScope:
        assume(False)
    assert equal_at(term, other, n)
    assert equal_at(other, term, n)
    assert not equal_at(term, Arithmetic("+", other, Number(Fraction(1))), n)
    try:
        values = [Evaluator(world).term(unfold(each)) for each in (term, other)]
    except ZeroDivisionError:
        return
    assert values[0] == values[1]


@slow
@given(term=terms(algebraic=True, depth=2))
def test_what_is_written_back_reads_the_same(term: Term) -> None:
    """SymPy's expression, written as a tree and as text, reads as an equal expression."""
    algebra = Algebra(2)
    try:
        expression = algebra.read(unfold(term))
    except OutOfScope:
        assume(False)
    written = algebra.write(expression)
    assert parse_term(show(written), SIGNATURE) == written
    assert same(algebra.read(written), expression)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("TPM_A - alpha", "alpha*(1 - alpha)*(E(w, p_A) - E(w, p_U))/Z"),
        ("alpha_A[0]*p_A[0] + alpha_U[0]*p_U[0]", "p_theta[0]"),
        (
            "sum((w[i] - w[j])*(p_A[i]*p_U[j] - p_A[j]*p_U[i]) for i in Y for j in Y)",
            "2*(E(w, p_A)*mean(p_U)*n - E(w, p_U)*mean(p_A)*n)",
        ),
        ("sum(i for i in Y)", "n*(n - 1)/2"),
        ("sum(1 for i in Y for j in Y if i < j)", "n*(n - 1)/2"),
        ("prod(exp(r[y]/beta) for y in Y)", "exp(sum(r[y] for y in Y)/beta)"),
        ("w[0]*w[0]", "exp(2*r[0]/beta)"),
        ("sum((r[y] if y == 0 else 0) for y in Y)", "r[0]"),
    ],
)
def test_known_identities(left: str, right: str, n: int) -> None:
    """Identities of the theory are found, at each size, in both directions."""
    left_term, right_term = read(left), read(right)
    assert equal_at(left_term, right_term, n)
    assert equal_at(right_term, left_term, n)


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("log(alpha/beta)", "log(alpha) - log(beta)", "needs both to be positive"),
        ("log(alpha**2)", "2*log(alpha)", "needs a positive alpha"),
        ("sqrt(alpha**2)", "alpha", "needs alpha >= 0"),
        ("sum(p_A[y] for y in Y)", "1", "needs p_A to be a probability vector"),
        ("TPM_A", "alpha", "is false"),
        ("p_A[0]/p_A[0] + p_A[1]", "p_A[1]", "is false"),
    ],
)
def test_what_needs_more_than_algebra_is_not_found(left: str, right: str, why: str) -> None:
    """Nothing is cancelled or split on the strength of a fact that nobody cited."""
    assert not equal_at(read(left), read(right), 3), why


@pytest.mark.parametrize(
    "text",
    [
        "abs(alpha)",
        "sign(alpha)",
        "max(alpha, beta)",
        "min(r[y] for y in Y)",
        "alpha if beta > 0 else 1",
        "sum(p_A[i] for i in Y if p_A[i] > 0)",
        "sum(p_A[i] for i in Y if p_A[i]/p_A[i] == 1)",
        "1/(alpha - alpha)",
        "log(0)",
        "sqrt(0 - 1)",
        "(0 - 8)**(1/3)",
        "p_A[2]",
        "KL(p_A, p_U)",
        "sum(1 if any(i == j for j in Y) else 0 for i in Y)",
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    """Out of scope is said, and nothing is made up."""
    with pytest.raises(OutOfScope):
        Algebra(2).read(unfold(read(text)))


def test_what_is_too_large_to_expand_is_refused() -> None:
    """An identity that would take minutes is not tried; one that fails at a point is false at once."""
    rest = "(beta + sum(p_A[y] + p_U[y] + r[y] for y in Y))"
    power = f"(alpha + {rest})**12"
    product = f"(alpha + {rest})**6*(alpha**2 + 2*alpha*{rest} + {rest}**2)**3"
    with pytest.raises(OutOfScope, match="not tried"):
        equal_at(read(power), read(product), 4)
    assert not equal_at(read(power), read(f"{product} + alpha"), 4)


def test_a_sum_has_no_place_at_one_output() -> None:
    """At a single symbolic output, a sum over Y has to be given a name first."""
    with pytest.raises(OutOfScope, match="name it"):
        Algebra().read(read("sum(p_A[y] for y in Y)"))


def test_too_many_parts_are_refused() -> None:
    """A triple sum over a hundred outputs is not written out."""
    with pytest.raises(OutOfScope, match="over 10000 parts"):
        Algebra(100).read(read("sum(r[i]*r[j]*r[k] for i in Y for j in Y for k in Y)"))


@pytest.mark.parametrize("foreign", [sympy.Symbol("stranger"), sympy.pi, sympy.sin(1), sympy.Max(1, sympy.Symbol("x"))])
def test_what_the_language_lacks_is_not_written(foreign: Expression) -> None:
    """A foreign symbol or function is refused, and not turned into some name."""
    with pytest.raises(OutOfScope, match="cannot be written"):
        Algebra(2).write(foreign)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-alpha/(3*beta**2)", "-alpha/(3*beta**2)"),
        ("exp(-alpha)/2 - 1", "exp(-alpha)/2 - 1"),
        ("alpha**(0 - 2)", "1/alpha**2"),
        ("1/(1 + alpha)**(1/3)", "1/(alpha + 1)**(1/3)"),
        ("0 - 2/3", "-2/3"),
        ("sqrt(alpha)*exp(1)", "exp(1)*sqrt(alpha)"),
        ("alpha**beta", "alpha**beta"),
    ],
)
def test_how_expressions_are_written(text: str, shown: str) -> None:
    """SymPy's expressions come back as one would write them."""
    algebra = Algebra(2)
    assert show(algebra.write(algebra.read(read(text)))) == shown


def test_logarithms_split_only_for_cited_positives() -> None:
    """SymPy is told just the signs that are passed."""
    algebra = Algebra()
    ratio = algebra.read(read("log(alpha/beta)"))
    alpha, beta = read("alpha"), read("beta")
    assert show(algebra.write(algebra.split_logarithms(ratio, (alpha, beta)))) == "log(alpha) - log(beta)"
    assert algebra.split_logarithms(ratio, ()) == ratio
    assert algebra.split_logarithms(ratio, (alpha,)) != algebra.split_logarithms(ratio, (alpha, beta))
