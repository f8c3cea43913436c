# ruff: noqa: SIM300 - which side a number stands on is what is tested
"""The Python dress builds the tree that the text builds, and refuses what Python would silently misread."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.dress import Claim, Expression, Vector, formula_of, function
from prefshift_sym.language.parse import parse_formula
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import Compare, Name, Number
from prefshift_sym.theory.citable import read
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.theory.vocabulary import (
    KL,
    TPM_A,
    TPM_U,
    E,
    Y,
    Z,
    alpha,
    beta,
    between,
    cov,
    every,
    exp,
    iff,
    implies,
    largest,
    log,
    mean,
    n,
    p_A,
    p_ref,
    p_theta,
    p_U,
    r,
    smallest,
    some,
    sqrt,
    total,
    w,
)

SAME = {  # text -> the Python dress
    "TPM_A >= alpha": lambda: TPM_A >= alpha,
    "TPM_A > alpha": lambda: TPM_A > alpha,
    "TPM_A <= alpha": lambda: TPM_A <= alpha,
    "TPM_A < alpha": lambda: TPM_A < alpha,
    "TPM_A == alpha": lambda: TPM_A == alpha,
    "TPM_A != alpha": lambda: TPM_A != alpha,
    "TPM_A + TPM_U == 1": lambda: TPM_A + TPM_U == 1,
    "1 - alpha > 0": lambda: 1 - alpha > 0,
    "2*alpha - 1 > -beta": lambda: 2 * alpha - 1 > -beta,
    "1 + alpha > 1/beta": lambda: 1 + alpha > 1 / beta,
    "alpha*2/3 > alpha/2": lambda: alpha * 2 / 3 > alpha / 2,
    "alpha - (beta - Z) > alpha - beta - Z": lambda: alpha - (beta - Z) > alpha - beta - Z,
    "alpha/(beta/Z) > alpha/beta/Z": lambda: alpha / (beta / Z) > alpha / beta / Z,
    "beta**2 > -1": lambda: beta**2 > -1,
    "n >= 2": lambda: n >= 2,
    "0 < alpha < 1": lambda: between(0, alpha, 1),
    "0 < alpha < TPM_A < 1": lambda: between(0, alpha, TPM_A, 1),
    "exp(alpha) > log(2)": lambda: exp(alpha) > log(2),
    "sqrt(Z) > 0": lambda: sqrt(Z) > 0,
    "abs(alpha) >= max(alpha, beta, 0)": lambda: function("abs", alpha) >= function("max", alpha, beta, 0),
    "cov(w, p_A) > 0": lambda: cov(w, p_A) > 0,
    "E(r, p_theta) >= E(r, p_ref)": lambda: E(r, p_theta) >= E(r, p_ref),
    "mean(w)*mean(p_A) > 0": lambda: mean(w) * mean(p_A) > 0,
    "KL(p_theta, p_ref) >= 0": lambda: KL(p_theta, p_ref) >= 0,
    "Z == sum(p_ref[y]*w[y] for y in Y)": lambda: total(p_ref[y] * w[y] for y in Y) == Z,
    "sum(p_A[i]*p_U[j] for i in Y for j in Y) == 1": lambda: total(p_A[i] * p_U[j] for i in Y for j in Y) == 1,
    "max(r[y] for y in Y) >= min(r[z] for z in Y)": lambda: largest(r[y] for y in Y) >= smallest(r[z] for z in Y),
    "all(p_A[y] >= 0 for y in Y)": lambda: every(p_A[y] >= 0 for y in Y),
    "any(r[y] > 0 for y in Y)": lambda: some(r[y] > 0 for y in Y),
    "all(implies(r[i] > r[j], w[i] > w[j]) for i in Y for j in Y)": lambda: every(
        implies(r[i] > r[j], w[i] > w[j]) for i in Y for j in Y
    ),
    "all(iff(p_theta[y] > 0, p_ref[y] > 0) for y in Y)": lambda: every(iff(p_theta[y] > 0, p_ref[y] > 0) for y in Y),
    "any(all(r[i] >= r[j] for j in Y) for i in Y)": lambda: some(every(r[i] >= r[j] for j in Y) for i in Y),
    "all(w[y] <= sum(w[z] for z in Y) for y in Y)": lambda: every(w[y] <= total(w[z] for z in Y) for y in Y),
    "TPM_A > 0 and TPM_U > 0": lambda: (TPM_A > 0) & (TPM_U > 0),
    "TPM_A > 0 or TPM_U > 0": lambda: (TPM_A > 0) | (TPM_U > 0),
    "not TPM_A > 1": lambda: ~(TPM_A > 1),
    "p_A[0] >= p_U[1]": lambda: p_A[0] >= p_U[1],
}
TURNED = {"Z == sum(p_ref[y]*w[y] for y in Y)": "sum(p_ref[y]*w[y] for y in Y) == Z"}


@pytest.mark.parametrize("text", SAME)
def test_the_same_tree(text):
    built = formula_of(SAME[text]())
    assert built == parse_formula(TURNED.get(text, text), SIGNATURE)
    assert read(SAME[text]()) == built


@pytest.mark.parametrize("text", SAME)
def test_what_is_built_is_shown_as_text_that_reads_the_same(text):
    claim = SAME[text]()
    assert isinstance(claim, Claim)
    assert str(claim) == show(claim.formula)
    assert parse_formula(str(claim), SIGNATURE) == claim.formula


def test_a_number_on_the_left_keeps_what_is_said():
    """Python turns `0 < alpha` around before it asks; the tree says the same with the relation turned too."""
    assert formula_of(0 < alpha) == parse_formula("alpha > 0", SIGNATURE)
    assert formula_of(1 >= alpha) == parse_formula("alpha <= 1", SIGNATURE)


def test_a_fraction_is_exact():
    built = formula_of(alpha >= Fraction(1, 10))
    assert isinstance(built, Compare)
    assert built.terms == (Name("alpha"), Number(Fraction(1, 10)))


def test_indices_of_nested_loops_do_not_meet():
    inner = total(p_A[y] for y in Y)
    outer = formula_of(every(inner * p_U[y] >= 0 for y in Y))
    again = parse_formula(show(outer), SIGNATURE)
    assert again == outer
    same = parse_formula("all(sum(p_A[a] for a in Y)*p_U[b] >= 0 for b in Y)", SIGNATURE)
    captured = parse_formula("all(sum(p_A[a]*p_U[a] for a in Y) >= 0 for b in Y)", SIGNATURE)
    assert _nameless(outer) == _nameless(same) != _nameless(captured)


def _nameless(formula) -> str:
    """The formula with its indices called after where they are bound, the outermost loops first."""
    import re

    shown = show(formula)
    bound = re.findall(r"for (\w+) in Y", shown)
    for position, name in enumerate(bound):
        shown = re.sub(rf"\b{name}\b", f"index{position}", shown)
    return shown


@pytest.mark.parametrize(
    "misread",
    [
        lambda: 0 < alpha < 1,
        lambda: alpha > 0 and beta > 0,
        lambda: alpha > 0 or beta > 0,
        lambda: not alpha > 0,
        lambda: bool(alpha > 0),
        lambda: bool(alpha == alpha),  # noqa: PLR0124
        lambda: bool(alpha),
        lambda: bool(total(w[y] for y in Y)),
        lambda: bool(every(w[y] > 0 for y in Y)),
        lambda: 1 if alpha > 0 else 2,
        lambda: alpha in [beta, Z],
        lambda: [] if TPM_A != alpha else None,
        lambda: total(w[y] for y in Y if w[y] > 1),
        lambda: max(alpha, beta),
        lambda: sorted([alpha, beta]),
        lambda: any(p_A[y] > 0 for y in Y),
        lambda: all(p_A[y] > 0 for y in Y),
    ],
)
def test_no_formula_has_a_truth_value(misread):
    with pytest.raises(LanguageError, match="neither true nor false in Python"):
        misread()


def test_the_refusal_shows_the_way_out():
    with pytest.raises(LanguageError) as refusal:
        bool(alpha > 0)
    sentence = str(refusal.value)
    assert sentence.startswith("`alpha > 0` is a formula")
    assert "between(0, alpha, 1)" in sentence
    assert "&, |, ~" in sentence


@pytest.mark.parametrize(
    ("made", "fraction"),
    [
        (lambda: alpha > 0.1, "1/10"),
        (lambda: 0.5 * alpha, "1/2"),
        (lambda: alpha + 0.25, "1/4"),
        (lambda: 1.5 - alpha, "3/2"),
        (lambda: alpha / 0.3, "3/10"),
        (lambda: between(0.0, alpha, 1), "0"),
        (lambda: exp(0.2), "1/5"),
        (lambda: total(0.1 * w[y] for y in Y), "1/10"),
        (lambda: alpha > -0.1, "-1/10"),
        (lambda: alpha > 1e-3, "1/1000"),
    ],
)
def test_a_float_is_refused_with_its_fraction(made, fraction):
    with pytest.raises(LanguageError) as refusal:
        made()
    assert "is a floating-point number" in str(refusal.value)
    assert f"write Fraction({fraction!r})" in str(refusal.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_float_that_is_no_number_is_refused_in_a_sentence(value):
    with pytest.raises(LanguageError, match="floating-point number"):
        _ = alpha > value


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: alpha + True, "True and False are not numbers"),
        (lambda: alpha > "beta", "a number is expected, and this is 'beta'"),
        (lambda: alpha > None, "a number is expected, and this is None"),
        (lambda: alpha > p_A, "p_A is a family over the outputs; write an entry of it, such as p_A[y]"),
        (lambda: alpha > (beta > 0), "a number is expected"),
        (lambda: alpha + 1j, "a number is expected"),
        (lambda: cov(r, alpha), "cov takes families over the outputs"),
        (lambda: E("r", p_A), "E takes families over the outputs"),
        (lambda: p_A[-1], "p_A[...] takes an index bound by `for y in Y`"),
        (lambda: p_A[True], "p_A[...] takes an index"),
        (lambda: p_A["y"], "p_A[...] takes an index"),
        (lambda: p_A[alpha], "p_A[...] takes an index"),
        (lambda: p_A[1:], "p_A[...] takes an index"),
        (lambda: (alpha > 0) & True, "a formula is expected, such as TPM_A >= alpha, and this is True"),
        (lambda: (alpha > 0) | beta, "a formula is expected"),
        (lambda: implies(alpha > 0, 1), "a formula is expected"),
        (lambda: implies("alpha > 0", beta > 0), "a formula is expected"),
        (lambda: every(w[y] for y in Y), "a formula is expected"),
        (lambda: total(w[y] > 0 for y in Y), "a number is expected"),
        (lambda: formula_of(TPM_A), "a formula is expected"),
        (lambda: formula_of(True), "a formula is expected"),
        (lambda: read(TPM_A), "a formula is expected"),
    ],
)
def test_what_is_no_term_or_no_formula_is_refused_in_a_sentence(made, sentence):
    with pytest.raises(LanguageError) as refusal:
        made()
    assert sentence in str(refusal.value)


def test_expressions_are_unhashable_so_that_none_is_looked_up_by_equality():
    with pytest.raises(TypeError):
        hash(alpha)
    with pytest.raises(TypeError):
        _ = {alpha: 1}


def test_a_refused_loop_leaves_nothing_behind():
    with pytest.raises(LanguageError):
        total(0.5 * w[y] for y in Y)
    assert formula_of(every(w[y] > 0 for y in Y)) == parse_formula("all(w[y] > 0 for y in Y)", SIGNATURE)


def test_vectors_compare_by_name_and_are_no_terms():
    assert Vector("w") == w
    assert isinstance(w[0], Expression)
    with pytest.raises(TypeError):
        _ = w > 0
    with pytest.raises(TypeError):
        _ = w * 2
