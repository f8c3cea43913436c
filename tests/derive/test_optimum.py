"""The derivation arrives where the paper does, by steps that rest on what stands before them."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
import sympy

from prefshift_sym.derivation import DECLARED, derive_coefficients, derive_optimum, recheck, solve_multiplier
from prefshift_sym.derivation.coefficients import read_off
from prefshift_sym.derivation.solution import common_factor, partition_function
from prefshift_sym.derivation.steps import (
    FAMILIES,
    SCALARS,
    VOCABULARY,
    Recorder,
    formula,
    replace,
    sides,
    term,
)
from prefshift_sym.errors import ProofError
from prefshift_sym.language.parse import parse_formula
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import At, Bound, Fold, Number, Term
from prefshift_sym.language.walk import substitute_indices, walk
from prefshift_sym.readings.algebra import Algebra, equal_at, same
from prefshift_sym.theory.setting import ASSUMPTIONS
from prefshift_sym.theory.unfold import definition

DERIVATION = derive_coefficients(derive_optimum())
STEPS = {step.label: step for step in DERIVATION.steps}


def at_first(each: Term) -> Term:
    """Return a term at the output y as a closed one, at the output 0."""
    for part in set(walk(each)):
        if isinstance(part, At) and part.index == Bound("y"):
            each = replace(each, part, At(part.family, Number(Fraction(0))))
    return each


def test_the_optimum_is_that_of_the_paper() -> None:
    """What SymPy arrives at is, to the letter, the definition of p_theta in the setting (Lemma 1)."""
    assert DERIVATION.optimum == substitute_indices(definition("p_theta"), {"y_": Bound("y")})
    assert show(DERIVATION.optimum) == "p_ref[y]*w[y]/Z"


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_coefficients_are_those_of_lemma_1(n: int) -> None:
    """The coefficients read off are alpha_A and alpha_U of the setting, as rational functions."""
    assert DERIVATION.lemma_1 is not None
    assert equal_at(at_first(DERIVATION.lemma_1.aligned), at_first(term("alpha_A[y]")), n)
    assert equal_at(at_first(DERIVATION.lemma_1.unaligned), at_first(term("alpha_U[y]")), n)
    assert not equal_at(at_first(DERIVATION.lemma_1.aligned), at_first(term("alpha_U[y]")), n)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_each_probability_occurs_in_one_part_of_the_lagrangian(n: int) -> None:
    """The slope at one output is the derivative of the *whole* Lagrangian, all outputs written out."""
    algebra = Algebra(n)
    split = sides(STEPS["Lagrangian, split"].formula)[1]
    slope = sides(STEPS["first derivative"].formula)[1]
    whole = algebra.read(Fold("sum", split, ("y",))) + algebra.read(term("lam"))
    first = algebra.read(at_first(term("p[y]")))
    assert same(sympy.diff(whole, first), algebra.read(at_first(slope)))


def test_every_step_cites_what_stands_before_it() -> None:
    """Citations are earlier steps or assumptions of the setting, each once; labels are not reused."""
    seen: set[str] = set()
    for step in DERIVATION.steps:
        assert step.label not in seen
        assert set(step.cites) <= seen | set(ASSUMPTIONS)
        assert len(set(step.cites)) == len(step.cites)
        seen.add(step.label)


def test_every_step_is_told() -> None:
    """Each step has a sentence, and a formula whose text reads back; only hypotheses cite nothing."""
    for step in DERIVATION.steps:
        assert step.says[0].isupper()
        assert step.says.rstrip(")").endswith(".")
        assert parse_formula(show(step.formula), VOCABULARY) == step.formula
        assert bool(step.cites) == (step.move != "given")


def test_every_step_is_used() -> None:
    """Nothing is recorded for nothing: each step is cited, or is one of the results."""
    results = {"optimum by name", "optimum positive", "optimum sums to one", "multiplier", "strictly concave"}
    results |= {"coefficient of A", "coefficient of U", "Lemma 1"}
    cited = {name for step in DERIVATION.steps for name in step.cites}
    assert set(STEPS) - cited == results


def test_the_steps_of_the_setting_are_all_that_is_assumed() -> None:
    """What the whole derivation rests on, measured: everything but a second output."""
    cited = {name for step in DERIVATION.steps for name in step.cites if name in ASSUMPTIONS}
    assert cited == set(ASSUMPTIONS) - {"at least two outputs"}


def test_sympys_moves_are_rechecked_and_the_rest_are_statements() -> None:
    """Each step is given, is rechecked, or is a statement with just its citations as assumptions."""
    left = recheck(DERIVATION)
    statements = [step.label for step in DERIVATION.steps if step.move not in {"given", "differentiate"}]
    assert {STEPS[label].move for label in left} == {"deduce"}
    assert set(left) < set(statements)
    for label in statements:
        statement = DERIVATION.statement(label)
        step = STEPS[label]
        assert statement.claim == ((label, step.formula),)
        assert {name for name, _ in statement.assume} == {name for name in step.cites if name not in ASSUMPTIONS}
        assert statement.without == set(ASSUMPTIONS) - set(step.cites)
        assert statement.sizes is None
        for _, each in (*statement.assume, *statement.claim):
            assert parse_formula(show(each), statement.signature) == each


@pytest.mark.parametrize("label", ["Lagrangian", "first derivative"])
def test_what_is_no_question_is_not_asked(label: str) -> None:
    """A hypothesis and a differentiation are no statements, and say so."""
    with pytest.raises(ProofError, match=label):
        DERIVATION.statement(label)


def test_an_unknown_step_is_refused() -> None:
    """The error lists the steps there are."""
    with pytest.raises(ProofError, match="Lagrangian, split"):
        DERIVATION.step("Lagrangean")


def test_the_multiplier() -> None:
    """The multiplier is beta*(log(Z) - 1): the value of the objective, beta*log(Z), less beta."""
    factor, rest = common_factor(term("p_ref[y]*w[y]*exp(-1 - lam/beta)"))
    assert show(rest) == "p_ref[y]*w[y]"
    assert show(solve_multiplier(factor)) == "beta*(log(Z) - 1)"
    with pytest.raises(ProofError, match="0 solutions"):
        solve_multiplier(term("beta"))
    with pytest.raises(ProofError, match="2 solutions"):
        solve_multiplier(term("lam**2"))


def test_only_the_partition_function_is_called_so() -> None:
    """A sum of anything else is not taken for Z."""
    with pytest.raises(ProofError, match="not the partition function"):
        partition_function(term("p_U[y]*w[y]"))


@pytest.mark.parametrize("text", ["p_A[y]*p_U[y]", "p_A[y]**2", "p_A[y] + 1", "1/p_A[y]", "w[y]"])
def test_only_what_is_linear_has_coefficients(text: str) -> None:
    """Coefficients are read off with no rest, or not at all."""
    with pytest.raises(ProofError, match="not linear"):
        read_off(term(text))


def test_the_recorder_holds_steps_to_their_order() -> None:
    """A step cannot cite itself, a later step, or nothing that is; and a label is used once."""
    record = Recorder()
    with pytest.raises(ProofError, match="cites 'later'"):
        record.record("now", formula("lam > 0"), says="So.", cites=("later",), move="deduce")
    record.record("now", formula("lam > 0"), says="So.", move="given")
    for taken in ("now", "full support"):
        with pytest.raises(ProofError, match="used twice"):
            record.record(taken, formula("lam > 0"), says="So.", move="given")


def test_declared_names_are_documented() -> None:
    """Every name that the derivation declares is said to be something."""
    assert set(DECLARED) == {*FAMILIES, *SCALARS}


def test_deriving_is_deterministic() -> None:
    """A second derivation is the same, step by step."""
    assert derive_coefficients(derive_optimum()) == DERIVATION


def test_importing_does_not_import_sympy() -> None:
    """The package and the derivation stay cheap to import; SymPy is paid for by those who derive."""
    code = "import sys, prefshift_sym.derivation; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
