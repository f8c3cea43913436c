"""Section 1.2: "the unaligned component U is shrunk". Component by component; an output of U alone may well grow.

Even where the paper's hypotheses hold, and Theorem 2's conclusion too, an output with p_A[y] = 0 gains mass when its reward
is above the partition function's average. (Huang, sections 1.2 and 1.4.)
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import negatively_correlated, positively_correlated, setting

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
        by=setting,
        label="coefficients",
        says="Lemma 1, where A has no mass",
    )
    shrunk = proof.have(
        "all(implies(p_A[y] == 0, alpha_U[y] <= 1 - alpha) for y in Y)",
        by=[positively_correlated, negatively_correlated, shifted, *setting],
        label="only U",
        says="the unaligned component U of mixture (2) is shrunk",
    )
    proof.conclude(by=[coefficients, shrunk, *setting])
