"""Section 1.2: "the unaligned component U is shrunk". The component as a whole; an output of U alone may well grow.

The coefficient (1 - alpha)*exp(r/beta)/Z exceeds 1 - alpha wherever exp(r/beta) exceeds Z, even where the paper's hypotheses
and Theorem 2's conclusion hold, and even where p_A is zero. (Huang, sections 1.2 and 1.4.)
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    mixture_interior,
    negatively_correlated,
    positive_temperature,
    positively_correlated,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]
shifted = hypothesis("mass shifted", "TPM_A > alpha and TPM_U < 1 - alpha", source="Huang, Theorem 2")


@theorem(
    "An output only in U shrinks",
    "all(implies(p_A[y] == 0, p_theta[y] <= p_ref[y]) for y in Y)",
    given=[positively_correlated, negatively_correlated, shifted],
    source="Huang, section 1.2",
    broken_at="shrunk",
)
def only_unaligned_shrinks(proof):
    """Take the component's shrinking for the shrinking of each of its outputs."""
    shrunk = proof.have(
        "all(implies(p_A[y] <= 0, alpha_U[y] <= 1 - alpha) for y in Y)",
        by=[positively_correlated, negatively_correlated, shifted, *tuned],
        label="shrunk",
        says="the unaligned component U of mixture (2) is shrunk",
    )
    proof.conclude(by=[shrunk, *tuned], says="outputs y that exist only in the unaligned distribution")
