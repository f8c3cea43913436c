"""Statements at a fixed size whose numbers the assumptions determine, or nearly: exact arithmetic settles them, both ways."""

import math
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.engine import bounded, concretise
from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.readings import determined, logarithms
from prefshift_sym.readings.ground import Grounder, Pattern
from prefshift_sym.readings.ground_values import Atom, SideConditions
from prefshift_sym.readings.polynomial import Polynomial
from prefshift_sym.theory.statement import read_statement, statement_from

CORPUS = Path(__file__).parents[1] / "statements"
SECONDS = 20
APART = ["p_A[0] == 1", "p_U[1] == 1", "alpha == 1/2"]
MEANS = ["E(r, p_A) >= mean(r)", "E(r, p_U) <= mean(r)"]


def statement_of(n, assume, claim):
    return statement_from({"n": [n], "assume": {f"a{i}": text for i, text in enumerate(assume)}, "claim": {"c": claim}})


def answer(statement):
    """Return "holds", or a world that the exact re-check accepts, or what is left open."""
    (n,) = statement.sizes
    left = bounded.holds(statement, n, time.monotonic() + SECONDS)
    if not left:
        return "holds"
    if left[0].answer.answer == "sat":
        for world in concretise.worlds(statement, left[0], SECONDS):
            found = confirmed(statement, world, (n,), "z3")
            if found is not None:
                return found.world
    return left[0].answer


@pytest.mark.parametrize("name", ["N63", "N64", "N66", "N70", "N75", "C89"])
def test_true_ones_of_the_corpus(name):
    (path,) = CORPUS.glob(f"{name}_*.toml")
    assert answer(read_statement(path)) == "holds"


@pytest.mark.parametrize("name", ["N71", "H70", "L60"])
def test_false_ones_of_the_corpus(name):
    (path,) = CORPUS.glob(f"{name}_*.toml")
    assert hasattr(answer(read_statement(path)), "families")


TRUE_AND_FALSE = [
    (2, ["w[1] == 3*w[0]", *APART], "KL(p_theta, p_ref) == 3/4*log(3/2) + 1/4*log(1/2)", "KL(p_theta, p_ref) < 13/100"),
    (2, ["beta == 1", "r[0] == 0", "r[1] == log(4)", *APART], "TPM_A == 1/5", "TPM_A < 1/5"),
    (2, ["r[1] - r[0] == beta*log(3)", *APART], "TPM_A == 1/4", "TPM_A >= 26/100"),
    (2, ["beta == 2", "w[1] == 4*w[0]", "r[0] == 0", *APART], "E(r, p_theta) == 16/5*log(2)", "E(r, p_theta) <= 11/5"),
    (2, ["beta == 1/2", "r[0] == 1", "r[1] == 0", *APART], "22/25 < TPM_A < 89/100", "TPM_A > 89/100"),
    (2, ["w[1] == 9*w[0]", *APART], "KL(p_ref, p_theta) == log(5/3)", "KL(p_ref, p_theta) < 51/100"),
    (3, ["w[1] == 6*w[0]", "w[2] == 36*w[0]", *MEANS], "E(w, p_A) >= 12/37*E(w, p_U)", "37*E(w, p_A) > 12*E(w, p_U)"),
    (
        4,
        ["w[1] == 2*w[0]", "w[2] == 4*w[0]", "w[3] == 8*w[0]", "all(p_ref[i] == 1/4 for i in Y)"],
        "KL(p_theta, p_ref) == log(4) - log(15) + 34/15*log(2)",
        "KL(p_theta, p_ref) <= 6/25",
    ),
]


@pytest.mark.parametrize(("n", "assume", "true", "false"), TRUE_AND_FALSE)
def test_a_true_claim_holds_and_its_false_neighbour_has_an_exact_witness(n, assume, true, false):
    assert answer(statement_of(n, assume, true)) == "holds"
    assert hasattr(answer(statement_of(n, assume, false)), "families")


def test_rewards_between_the_ends_are_tried():
    """The least ratio is exp(1 - 1/c)/c = 0.884003 with c = e - 1, where the middle reward is log(e - 1) = 0.541."""
    assume = ["beta == 1", "max(r[y] for y in Y) - min(r[y] for y in Y) <= 1", "E(r, p_A) >= E(r, p_U)"]
    assert hasattr(answer(statement_of(3, assume, "1000*E(w, p_A) >= 885*E(w, p_U)")), "families")


def test_tilts_without_a_common_base_are_told_by_bounds_of_logarithms():
    """E_A w over E_U w is least at 2/(1 + 2*log(2)/log(3)) = 0.8842: logarithms of 2 and 3, neither a multiple of the other."""
    assume = ["w[1] == 2*w[0]", "w[2] == 3*w[0]", "E(r, p_A) >= E(r, p_U)"]
    assert answer(statement_of(3, assume, "1000*E(w, p_A) >= 884*E(w, p_U)")) == "holds"
    assert answer(statement_of(3, assume, "1000*E(w, p_A) >= 885*E(w, p_U)")) != "holds"


# -- the solving itself -----------------------------------------------------------------------------------------------


def grounder(n=3):
    return Grounder(statement_of(n, [], "TPM_A >= alpha"), Pattern(tuple(range(n))))


def solve(*texts):
    """Return what is solved from equations about three outputs in ascending order."""
    own = grounder()
    statement = statement_of(3, texts, "TPM_A >= alpha")
    grounds = [own.formula(formula) for _, formula in statement.assume]
    return determined.solved([*grounds, *own.values.side.always], grounds, own.values.side, own.values)


def evaluate(polynomial, **values):
    return polynomial.evaluate(values)


def test_what_an_equation_gives_goes():
    found = solve("alpha == 1/3", "p_A[0] == p_A[2]", "p_U[0] + p_U[1] == 0")
    assert found.values["alpha"].value == Fraction(1, 3)
    assert found.values["p_U_0"].value == found.values["p_U_1"].value == 0
    assert found.values["p_A_2"] == Polynomial.variable("p_A_0")
    assert all(ground is True for ground in found.grounds)


def test_ratios_of_tilts_are_differences_of_rewards():
    found = solve("w[1] == 6*w[0]", "w[2] == 36*w[0]", "r[0] >= 1")
    x0, log6 = Polynomial.variable("x0"), Polynomial.variable("log!6")
    assert found.values["x1"] == x0 + log6
    assert found.values["x2"] == x0 + log6 + log6


def test_differences_of_rewards_are_ratios_of_tilts():
    found = solve("beta == 1", "r[1] == r[0] + log(12)", "r[2] == r[1] + 1/2*log(9)", "w[0] <= 1")
    w0 = Polynomial.variable("w0")
    assert found.values["w1"] == w0 * Polynomial.constant(12)
    assert found.values["w2"] == w0 * Polynomial.constant(36)


def test_equations_that_clash_are_false():
    assert False in solve("w[1] == 4*w[0]", "r[1] - r[0] == beta*log(5)", "w[0] == 1").grounds or not bounded.holds(
        statement_of(2, ["w[1] == 4*w[0]", "r[1] - r[0] == beta*log(5)"], "TPM_A > 1"), 2, time.monotonic() + SECONDS
    )


def test_order_alone_settles_a_linear_form():
    values = grounder().values

    def settled(**coefficients):
        return values.settled(Atom(Polynomial({((name, 1),): Fraction(c) for name, c in coefficients.items()}), ">"))

    assert settled(x0=-1, x1=-1, x2=2) is True
    assert settled(w0=-1, w1=-2, w2=3) is True
    assert settled(w0=1, w1=-4) is False
    assert settled(w0=-4, w1=1) is not True
    assert isinstance(settled(w0=-4, w1=1), Atom)
    assert isinstance(settled(x0=-1, x1=2), Atom)
    assert isinstance(settled(x0=1, x1=-2, x2=1), Atom)


@given(st.fractions(min_value=Fraction(1, 10**6), max_value=10**6, max_denominator=10**6))
def test_logarithms_are_sums_over_prime_factors(value):
    product = math.prod(
        (Fraction(prime) ** power for prime, power in logarithms.factors(value).items()), start=Fraction(1)
    )
    assert product == value
    low, high = logarithms.log_bounds(value)
    exact = recheck.logarithm(value)
    assert recheck.compare(low, exact) < 0 < recheck.compare(high, exact)
    assert high - low <= Fraction(1, 2**60)


@settings(max_examples=50)
@given(
    st.fractions(min_value=Fraction(1, 20), max_value=20, max_denominator=20).filter(lambda b: b != 1),
    st.lists(st.integers(-5, 5), min_size=1, max_size=4),
)
def test_powers_of_one_base_are_recognised(base, powers):
    values = [base**power for power in powers]
    found = logarithms.common_base(values)
    if any(powers):
        assert found is not None
        assert found[0] > 1
        assert [found[0] ** power for power in found[1]] == values
    else:
        assert found is None


def test_numbers_that_are_no_powers_of_one_base_are_refused():
    assert logarithms.common_base([Fraction(1), Fraction(2), Fraction(3)]) is None
    assert logarithms.common_base([Fraction(6), Fraction(12)]) is None


def test_a_model_has_values_for_what_went():
    found = solve("w[1] == 4*w[0]", "r[0] >= 0")
    names = {name for each in found.definitions() for name in each.polynomial.variables}
    assert {"w1", "x1"} <= names
    unit = [Atom(Polynomial.variable("w0") - Polynomial.constant(1), "==")]
    assert found.with_equations(unit, grounder().values).values["w1"].value == 4
    assert found.left_of(SideConditions().logarithms, 0) == []
