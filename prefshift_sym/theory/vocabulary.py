"""The setting's names for proof scripts: scalars, vectors, shorthands, its assumptions and the paper's hypotheses."""

from __future__ import annotations

from functools import partial

from prefshift_sym.language.dress import (
    Outputs,
    Vector,
    between,
    every,
    function,
    iff,
    implies,
    largest,
    scalar,
    shorthand,
    smallest,
    some,
    total,
)
from prefshift_sym.theory.citable import Fact, hypothesis
from prefshift_sym.theory.setting import ASSUMPTIONS

Y = Outputs()
n, alpha, beta, Z, TPM_A, TPM_U = map(scalar, ("n", "alpha", "beta", "Z", "TPM_A", "TPM_U"))
p_A, p_U, r, w, p_ref, p_theta, alpha_A, alpha_U, post_A = map(
    Vector, ("p_A", "p_U", "r", "w", "p_ref", "p_theta", "alpha_A", "alpha_U", "post_A")
)
E, mean, cov, KL = (partial(shorthand, name) for name in ("E", "mean", "cov", "KL"))
exp, log, sqrt = (partial(function, name) for name in ("exp", "log", "sqrt"))

setting: tuple[Fact, ...] = tuple(Fact.of_setting(name) for name in ASSUMPTIONS)
(
    probability_vectors,
    mixture_interior,
    positive_temperature,
    full_support,
    finite_rewards,
    finite_support,
    at_least_two_outputs,
) = setting

positively_correlated = hypothesis("positively correlated", cov(r, p_A) > 0, source="Huang, Theorem 2, first bullet")
negatively_correlated = hypothesis("negatively correlated", cov(r, p_U) < 0, source="Huang, Theorem 2, second bullet")

__all__ = [
    "KL", "TPM_A", "TPM_U", "E", "Y", "Z", "alpha", "alpha_A", "alpha_U", "at_least_two_outputs", "beta", "between",
    "cov", "every", "exp", "finite_rewards", "finite_support", "full_support", "iff", "implies", "largest", "log", "mean",
    "mixture_interior", "n", "negatively_correlated", "p_A", "p_U", "p_ref", "p_theta", "positive_temperature",
    "positively_correlated", "post_A", "probability_vectors", "r", "setting", "smallest", "some", "sqrt", "total", "w",
]  # fmt: skip
