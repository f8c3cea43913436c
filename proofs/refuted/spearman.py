"""Rank correlation does not save Theorem 2: a monotone map keeps ranks, but masses are not ranks.

"Monotonic, and as a result the correlation properties are preserved" is true of Spearman's correlation, since the ranks of
the coefficients are those of the rewards. What is false then is the next line, about expectations. (Huang, section 1.3.)
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.catalogue import HYPOTHESES
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    mixture_interior,
    positive_temperature,
    probability_vectors,
)


def named(name):
    each = HYPOTHESES[name]
    return hypothesis(each.name, each.text, says=each.says, source=each.source)


with_aligned, against_unaligned = named("positive Spearman correlation"), named("negative Spearman correlation")
tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]


@theorem(
    "Spearman correlations suffice",
    "TPM_A >= alpha",
    given=[with_aligned, against_unaligned],
    source="Huang, Theorem 2, read as a statement about ranks",
    broken_at="above",
)
def spearman(proof):
    """The paper's own proof, with ranks wherever it says correlated."""
    monotone = proof.have(
        "all(implies(r[i] > r[j], alpha_A[i] > alpha_A[j] and alpha_U[i] > alpha_U[j]) for i in Y for j in Y)",
        by=tuned,
        label="monotone",
        says="the coefficients are clearly monotonic functions of r",
    )
    above = proof.have(
        "cov(alpha_A, p_A) > 0",
        by=[monotone, with_aligned, *tuned],
        label="above",
        says="use the correlation property of A under the uniform distribution",
    )
    below = proof.have(
        "cov(alpha_U, p_U) < 0",
        by=[monotone, against_unaligned, *tuned],
        label="below",
        says="use the correlation property of U under the uniform distribution",
    )
    proof.conclude(by=[above, below, *tuned])
