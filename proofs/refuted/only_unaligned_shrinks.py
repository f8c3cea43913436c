"""Section 1.2: "the unaligned component U is shrunk". Component by component; an output of U alone may well grow.

Even where the paper's hypotheses hold, and Theorem 2's conclusion too, an output with p_A[y] = 0 gains mass when its reward
is above the partition function's average. (Huang, sections 1.2 and 1.4.)
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
shifted = hypothesis("conclusion of Theorem 2", "TPM_A >= alpha and TPM_U <= 1 - alpha", source="Huang, Theorem 2")


@theorem(
    "An output only in U shrinks",
    "all(implies(p_A[y] == 0, p_theta[y] <= p_ref[y]) for y in Y)",
    given=[positively_correlated, negatively_correlated, shifted],
    source="Huang, section 1.2",
    broken_at="only U",
)
def only_unaligned_shrinks(proof):
    """Read the component's shrinking as the shrinking of each of its outputs."""
    coefficients = proof.have(
        "all(implies(p_A[y] == 0, p_theta[y] == alpha_U[y]*p_U[y]) for y in Y)",
        by=tuned,
        label="coefficients",
        says="Lemma 1, where A has no mass",
    )
    shrunk = proof.have(
        "all(implies(p_A[y] == 0, alpha_U[y] <= 1 - alpha) for y in Y)",
        by=[positively_correlated, negatively_correlated, shifted, *tuned],
        label="only U",
        says="the unaligned component U of mixture (2) is shrunk",
    )
    reference = proof.have(
        "all(implies(p_A[y] == 0, p_ref[y] == (1 - alpha)*p_U[y]) for y in Y)",
        by=[],
        label="reference",
        says="mixture (2), where A has no mass",
    )
    proof.conclude(by=[coefficients, shrunk, reference, *tuned])
