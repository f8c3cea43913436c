"""Lemma 1: put mixture (2) into the optimum, and read off the coefficients of its two components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.derivation.solution import NORMALISER
from prefshift_sym.derivation.steps import Derivation, Lemma1, Recorder, everywhere, formula, replace, term
from prefshift_sym.errors import ProofError
from prefshift_sym.language.terms import Arithmetic, Bound
from prefshift_sym.language.walk import substitute_indices
from prefshift_sym.readings.algebra import Algebra
from prefshift_sym.theory.unfold import definition

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Term

P, P_REF, P_A, P_U = (term(text) for text in ("p[y]", "p_ref[y]", "p_A[y]", "p_U[y]"))


def derive_coefficients(derivation: Derivation) -> Derivation:
    """Return the derivation with the steps of Lemma 1 added, and its coefficients.

    Raises `ProofError` where the optimum is not linear in the two components.
    """
    record = Recorder(derivation.steps)
    mixture = substitute_indices(definition("p_ref"), {"y_": Bound("y")})
    optimum = replace(derivation.optimum, P_REF, mixture)
    record.record(
        "mixture put in",
        everywhere(P, optimum),
        says="Write the reference as the mixture of the aligned and the unaligned component.",
        cites=("optimum", *NORMALISER),
        source="equation (2), line 31; line 73",
        move="rewrite",
    )
    lemma = read_off(optimum)
    record.record(
        "coefficients read off",
        everywhere(P, _combination(lemma.aligned, lemma.unaligned)),
        says="It is linear in p_A(y) and p_U(y): read off the coefficient of each.",
        cites=("mixture put in", *NORMALISER),
        source="lines 76-77",
        move="read off",
    )
    for component, coefficient in (("A", lemma.aligned), ("U", lemma.unaligned)):
        record.record(
            f"coefficient of {component}",
            everywhere(term(f"alpha_{component}[y]"), coefficient),
            says=f"The coefficient of p_{component}(y) is the alpha_{component}(y) of Lemma 1.",
            cites=NORMALISER,
            source="line 41",
            move="rewrite",
        )
    record.record(
        "Lemma 1",
        formula("all(p[y] == alpha_A[y]*p_A[y] + alpha_U[y]*p_U[y] for y in Y)"),
        says="So the stationary policy is this combination of the two components. (Its coefficients depend "
        "on the output and sum to w(y)/Z, not to 1: it is no mixture of the two.)",
        cites=("coefficients read off", *NORMALISER),
        source="Lemma 1, lines 37-41",
        move="rewrite",
    )
    return Derivation(tuple(record.steps), derivation.optimum, lemma)


def read_off(policy: Term) -> Lemma1:
    """Return the coefficients of `p_A[y]` and `p_U[y]` in a term that is linear in them, with no rest.

    Raises `ProofError` for any other term.
    """
    import sympy

    algebra = Algebra()
    expression, aligned, unaligned = algebra.read(policy), algebra.symbol(P_A), algebra.symbol(P_U)
    of_a, of_u = sympy.diff(expression, aligned), sympy.diff(expression, unaligned)
    rest = sympy.expand(expression - of_a * aligned - of_u * unaligned)
    if rest != 0 or (of_a.free_symbols | of_u.free_symbols) & {aligned, unaligned}:
        message = "the optimum is not linear in the two components, so it has no such coefficients"
        raise ProofError(message)
    return Lemma1(algebra.write(of_a), algebra.write(of_u))


def _combination(aligned: Term, unaligned: Term) -> Term:
    return Arithmetic("+", Arithmetic("*", aligned, P_A), Arithmetic("*", unaligned, P_U))
