"""Counterexamples whose policies follow from equations, such as implicit rewards, and those with a second temperature."""

from fractions import Fraction

import pytest

from prefshift_sym import recheck
from prefshift_sym.engine import implied
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.theory.statement import statement_from

FOSD = "all(sum(p_A[y] for y in Y if r[y] >= r[j]) >= sum(p_U[y] for y in Y if r[y] >= r[j]) for j in Y)"
COLDER = "alpha*sum(p_A[y]*{0} for y in Y)/sum(p_ref[y]*{0} for y in Y) <= TPM_A"
SECOND = COLDER.format("exp(r[y]/beta2)")
SIGNS = ("cov(r, p_A) > 0", "cov(r, p_U) < 0")
FULL = ("all(p_A[y] > 0 for y in Y)", "all(p_U[y] > 0 for y in Y)")
LEVEL = "all(r[y] == beta*log(q[y]/p_ref[y]) + c for y in Y)"
HALF = "all(2*r[y] == beta*log(q[y]/p_ref[y]) for y in Y)"
TWO = {"scalars": ["beta2"]}
BOTH = {"scalars": ["c"], "distributions": ["q"]}
ONE = {"distributions": ["q"]}
GAINS = "TPM_A >= alpha"


def statement(claim, assume, more):
    alive = [f"all({name}[y] > 0 for y in Y)" for name in more.get("distributions", ())]
    facts = {f"a{i}": text for i, text in enumerate([*alive, *assume])}
    return statement_from({"assume": facts, "claim": {"c": claim}, **more})


FALSE = {
    "a second temperature": (SECOND, ["beta2 > beta", FOSD], TWO),
    "a second temperature, full support": (SECOND, ["beta2 > beta", FOSD, *FULL], TWO),
    "a power of the tilt": (COLDER.format("w[y]**(beta/beta2)"), ["beta2 > beta", FOSD], TWO),
    "a factor in the exponent": (COLDER.format("exp(t*r[y]/beta)"), ["0 < t < 1", FOSD], {"scalars": ["t"]}),
    "up to a constant, means": ("E(r, p_A) >= E(r, p_U)", [LEVEL], BOTH),
    "up to a constant, masses": (GAINS, [LEVEL], BOTH),
    "up to a constant, signs": (GAINS, [LEVEL, *SIGNS], BOTH),
    "up to a constant that is no logarithm": ("c == 0", [LEVEL], BOTH),
    "in other words": (GAINS, ["all(log(q[y]) - (r[y] - c)/beta == log(p_ref[y]) for y in Y)"], BOTH),
    "half the temperature, means": ("E(r, p_A) >= E(r, p_U)", [HALF], ONE),
    "half the temperature, masses": (GAINS, [HALF, "E(r, p_A) >= E(r, p_U)"], ONE),
    "half the temperature, signs": (GAINS, [HALF, *SIGNS], ONE),
    "half the temperature, policies": ("all(q[y] == p_theta[y] for y in Y)", [HALF], ONE),
    "three times, between any two": (
        "E(r, q) <= E(r, p_theta)",
        ["all(3*(r[i] - r[j]) == beta*(log(q[i]/q[j]) - log(p_ref[i]/p_ref[j])) for i in Y for j in Y)"], ONE,
    ),
    "a temperature of its own": ("E(r, q) >= E(r, p_theta)", ["all(r[y] == t*log(q[y]/p_ref[y]) for y in Y)", "t > 0"],
        {"scalars": ["t"], "distributions": ["q"]}),
    "from a policy of its own": (
        "KL(q, p) <= KL(p, q)", ["all(r[y] == beta*log(q[y]/p[y]) + c for y in Y)"],
        {"scalars": ["c"], "distributions": ["q", "p"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_is_refuted(name):
    claim, assume, more = FALSE[name]
    asked = statement(claim, assume, more)
    verdict = decide(asked, timeout=120)
    assert verdict.name == "refuted"
    assert recheck.check(witness_document(asked, verdict.world)).stands


def test_what_an_equation_gives_is_found_among_the_first_worlds():
    asked = statement(GAINS, [HALF], ONE)
    world = next(implied.worlds(asked, 2, 0, float("inf"), 2_000))
    tilts = [world.base**k for k in world.k]
    reference = [(a + u) / 2 for a, u in zip(world.families["p_A"], world.families["p_U"], strict=True)]
    assert world.families["q"] == tuple(p * w**2 for p, w in zip(reference, tilts, strict=True))
    assert sum(world.families["q"]) == 1


@pytest.mark.parametrize(
    ("claim", "assume", "more"),
    [
        ("c == beta*log(Z)", [LEVEL], BOTH),
        ("all(q[y] == p_theta[y] for y in Y)", [LEVEL], BOTH),
        ("alpha*sum(p_A[y]*w[y]**2 for y in Y) <= 1", [HALF], ONE),
        (GAINS, [LEVEL, FOSD], BOTH),
        (
            "sum(p_A[y]*exp(r[y]/beta2) for y in Y) >= sum(p_ref[y]*exp(r[y]/beta2) for y in Y)",
            ["beta2 > 0", FOSD],
            TWO,
        ),
    ],
)
def test_no_world_of_what_is_true_survives(claim, assume, more):
    """In floating point, many a world comes near."""
    asked = statement(claim, assume, more)
    assert implied.is_special(asked)
    for n in (2, 3):
        for world in implied.worlds(asked, n, 1, float("inf"), 20_000):
            assert not recheck.check(witness_document(asked, world)).stands


@pytest.mark.parametrize(
    "formula",
    [
        "all(q[y]*p[y] == q[y]/2 for y in Y)",  # in no more than one place
        "any(q[y] == w[y] for y in Y)",  # at every output
        "all(q[y]**2 == p_ref[y] for y in Y)",
        "all(q[y] >= p_ref[y]*w[y]/Z for y in Y)",
        "all(sqrt(q[y]) == p_ref[y] for y in Y)",
        "q[0] == p_ref[0]",
    ],
)
def test_what_gives_no_distribution(formula):
    asked = statement(GAINS, [formula], {"distributions": ["q"], "families": ["p"]})
    assert implied.givens(asked) == ()
    assert not implied.is_special(asked)


def test_two_equations_in_a_circle_give_one_distribution_at_most():
    circle = ["all(q[y] == p[y]*w[y] for y in Y)", "all(p[y] == q[y]*w[y] for y in Y)"]
    asked = statement(GAINS, circle, {"distributions": ["q", "p"]})
    assert len(implied.givens(asked)) <= 1


def test_a_number_near_no_simple_fraction_is_left_out():
    assert implied.simple(1 / 3) == Fraction(1, 3)
    assert implied.simple(0.6931471805599453) is None
    assert implied.simple(float("inf")) is None
    assert implied.simple(float("nan")) is None
