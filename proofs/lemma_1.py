"""Lemma 1: the coefficients of the mixture after tuning. (Huang, Lemma 1 and section 1.3.)

The closed form p_theta = p_ref*exp(r/beta)/Z is shown in `optimum.py`; here mixture (2) is substituted into it.
"""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    full_support,
    mixture_interior,
    positive_temperature,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]


@theorem(
    "Lemma 1",
    "all(p_theta[y] == alpha_A[y]*p_A[y] + alpha_U[y]*p_U[y] for y in Y) and "
    "all(alpha_A[y] == alpha*w[y]/Z and alpha_U[y] == (1 - alpha)*w[y]/Z for y in Y)",
    source="Huang, Lemma 1",
)
def lemma_1(proof):
    """Substituting the mixture formulation for p_ref and performing a little more algebra."""
    optimum = proof.have(
        "all(p_theta[y] == p_ref[y]*w[y]/Z for y in Y)", by=tuned, label="optimum", says="the closed form"
    )
    mixture = proof.have(
        "all(p_ref[y] == alpha*p_A[y] + (1 - alpha)*p_U[y] for y in Y)", by=[], label="mixture", says="equation (2)"
    )
    proof.conclude(by=[optimum, mixture, *tuned])


@theorem(
    "The tuned policy is a distribution",
    "sum(p_theta[y] for y in Y) == 1 and all(p_theta[y] >= 0 for y in Y)",
    source="section 1.3",
)
def normalised(proof):
    """Notice that p_ref*exp(r/beta)/Z is a valid probability distribution."""
    proof.conclude(by=tuned)


@theorem(
    "Shrunk, not truncated", "all(p_theta[y] > 0 for y in Y) and TPM_A < 1 and TPM_U > 0", source="Huang, section 1.2"
)
def not_truncated(proof):
    """Finiteness of r implies exp(r/beta) > 0, so nothing that was possible becomes impossible."""
    support = proof.have(
        "all(p_ref[y] > 0 for y in Y)", by=[probability_vectors, mixture_interior, full_support], label="support"
    )
    kept = proof.have("all(p_theta[y] > 0 for y in Y)", by=[support, *tuned], label="kept")
    masses = proof.have("TPM_A < 1 and TPM_U > 0", by=tuned, label="masses")
    proof.conclude(by=[kept, masses, *tuned])
