"""The second look sees what is wrong: each way of getting a step wrong is refused."""

from __future__ import annotations

import dataclasses

import pytest

from prefshift_sym.derivation import Derivation, derive_coefficients, derive_optimum, recheck, recheck_step
from prefshift_sym.derivation.steps import formula
from prefshift_sym.errors import ProofError

DERIVATION = derive_coefficients(derive_optimum())


def with_step(label: str, **changes: object) -> Derivation:
    """Return the derivation with one step changed."""
    steps = tuple(
        dataclasses.replace(step, **changes) if step.label == label else step  # type: ignore[arg-type]
        for step in DERIVATION.steps
    )
    return dataclasses.replace(DERIVATION, steps=steps)


WRONG = {
    "first derivative": [
        "all(slope[y] == r[y] - beta*(log(p[y]) - log(p_ref[y])) - lam for y in Y)",  # the product rule
        "all(slope[y] == r[y] - beta*(log(p[y]) - log(p_ref[y])) + beta - lam for y in Y)",
        "all(slope[y] == r[y] - beta*log(p[y]/p_ref[y]) - beta - lam for y in Y)",  # not split
        "slope[0] > 0",
    ],
    "second derivative": [
        "all(curvature[y] == beta/p[y] for y in Y)",
        "all(curvature[y] == -beta/p[y]**2 for y in Y)",
    ],
    "logarithm splits": [
        "all(log(p[y]/p_ref[y]) == log(p_ref[y]) - log(p[y]) for y in Y)",
        "all(log(p[y]/p_ref[y]) == log(p[y]) for y in Y)",
        "all(log(p[y]/w[y]) == log(p[y]) - log(w[y]) for y in Y)",  # w is not cited as positive
    ],
    "logarithm of the policy": [
        "all(log(p[y]) == log(p_ref[y]) + r[y] - 1 - lam/beta for y in Y)",
        "all(log(p[y]) == log(p_ref[y]) + r[y]/beta - lam/beta for y in Y)",
    ],
    "policy up to the multiplier": [
        "all(p[y] == p_ref[y]*exp(r[y]/beta - lam/beta) for y in Y)",
        "all(p[y] == exp(r[y]/beta - 1 - lam/beta) for y in Y)",
    ],
    "tilted reference": [
        "all(p[y] == p_ref[y]*w[y]*exp(-lam/beta) for y in Y)",
        "all(p[y] == p_ref[y]*w[y]**2*exp(-1 - lam/beta) for y in Y)",
    ],
    "normalisation": [
        "Z*exp(-lam/beta) == 1",
        "Z*exp(-1 - lam/beta) == 2",
        "all(Z*w[y] == 1 for y in Y)",
        "Z == 1",
    ],
    "Lagrangian, split": [
        "all(L[y] == p[y]*r[y] - beta*p[y]*(log(p[y]) + log(p_ref[y])) - lam*p[y] for y in Y)",
        "all(L[y] == p[y]*r[y] - beta*(log(p[y]) - log(p_ref[y])) - lam*p[y] for y in Y)",
    ],
    "first-order condition": [
        "all(beta*log(p_ref[y]) + r[y] - beta*log(p[y]) - lam == 0 for y in Y)",
        "all(beta*log(p_ref[y]) + r[y] - beta*log(p[y]) - beta - lam == 1 for y in Y)",
    ],
    "common factor": ["exp(-1 - lam/beta) == Z", "exp(-1 - lam/beta) == 2/Z"],
    "optimum": [
        "all(p[y] == p_ref[y]*w[y] for y in Y)",  # not normalised
        "all(p[y] == p_ref[y]/Z for y in Y)",
        "all(p[y] == p_A[y]*w[y]/Z for y in Y)",
    ],
    "optimum by name": ["all(p[y] == p_ref[y] for y in Y)"],
    "mixture put in": ["all(p[y] == (alpha*p_A[y] + alpha*p_U[y])*w[y]/Z for y in Y)"],
    "coefficients read off": [
        "all(p[y] == alpha*w[y]/Z*p_A[y] + w[y]/Z*p_U[y] for y in Y)",
        "all(p[y] == alpha*w[y]*p_A[y] + (1 - alpha)*w[y]*p_U[y] for y in Y)",
    ],
    "coefficient of A": [
        "all(alpha_A[y] == (1 - alpha)*w[y]/Z for y in Y)",
        "all(alpha_A[y] == alpha/Z for y in Y)",
    ],
    "coefficient of U": ["all(alpha_U[y] == alpha*w[y]/Z for y in Y)"],
    "Lemma 1": ["all(p[y] == alpha_A[y]*p_U[y] + alpha_U[y]*p_A[y] for y in Y)"],
    "multiplier": [
        "lam == beta*log(Z)",
        "lam == beta*(log(Z) + 1)",
        "lam == log(Z) - 1",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("label", "text"), [(label, text) for label, texts in WRONG.items() for text in texts])
def test_a_wrong_step_is_refused(label: str, text: str) -> None:
    """A derivative, a solution or a sum that is a little off does not pass, and the error names the step."""
    broken = with_step(label, formula=formula(text))
    with pytest.raises(ProofError):
        recheck_step(broken, label)
    with pytest.raises(ProofError):
        recheck(broken)


@pytest.mark.parametrize("missing", ["interior policy", "reference positive"])
def test_a_logarithm_does_not_split_uncited(missing: str) -> None:
    """Without the citation that makes it positive, the logarithm of a ratio stays whole."""
    cites = tuple(name for name in DERIVATION.step("logarithm splits").cites if name != missing)
    with pytest.raises(ProofError, match="cited as positive"):
        recheck_step(with_step("logarithm splits", cites=cites), "logarithm splits")


def test_a_derivative_of_what_may_depend_on_p_is_refused() -> None:
    """A name that might hide a `p` is no constant."""
    broken = with_step("Lagrangian, split", formula=formula("all(L[y] == p[y]*slope[y] for y in Y)"))
    with pytest.raises(ProofError, match="known not to depend on p"):
        recheck_step(broken, "first derivative")


def test_the_true_steps_pass() -> None:
    """Every move of SymPy in the derivation is checked here, and passes."""
    checked = {step.label for step in DERIVATION.steps if recheck_step(DERIVATION, step.label)}
    assert set(WRONG) <= checked
