"""Theorem 2 as the paper states it, each printed line of its proof a step. (Huang, Theorem 2 and section 1.3.)

The line "and as a result, the correlation properties are preserved" is false from three outputs on: a monotone function
keeps order, not covariance. Everything after it that leans on it is unsupported, and the theorem itself is false.
"""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    full_support,
    mixture_interior,
    negatively_correlated,
    positive_temperature,
    positively_correlated,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]


@theorem(
    "Theorem 2, as stated",
    "1 > TPM_A >= alpha and 0 < TPM_U <= 1 - alpha",
    given=[positively_correlated, negatively_correlated],
    source="Huang, Theorem 2",
    broken_at="preserved",
)
def theorem_2_as_stated(proof):
    """The paper's own proof, line by line."""
    monotone = proof.have(
        "all(implies(r[i] > r[j], alpha_A[i] > alpha_A[j] and alpha_U[i] > alpha_U[j]) for i in Y for j in Y)",
        by=tuned,
        label="monotone",
        says="the coefficients are clearly monotonic functions of r",
    )
    preserved = proof.have(
        "cov(alpha_A, p_A) > 0 and cov(alpha_U, p_U) < 0",
        by=[monotone, positively_correlated, negatively_correlated, full_support, *tuned],
        label="preserved",
        says="and as a result, the correlation properties are preserved",
    )
    supports = proof.have(
        "all(iff(p_theta[y] > 0, p_ref[y] > 0) for y in Y)",
        by=tuned,
        label="supports",
        says="finiteness of r: the supports of the tuned and of the reference model are equal",
    )
    above = proof.have(
        "sum(alpha_A[y]*p_A[y] for y in Y)/n > mean(alpha_A)*mean(p_A)",
        by=[preserved, *tuned],
        label="above",
        says="use the correlation property of A under the uniform distribution",
    )
    below = proof.have(
        "sum(alpha_U[y]*p_U[y] for y in Y)/n < mean(alpha_U)*mean(p_U)",
        by=[preserved, *tuned],
        label="below",
        says="use the correlation property of U under the uniform distribution",
    )
    constants = proof.have(
        "mean(alpha_A)*mean(p_A) == alpha/Z*mean(w)*mean(p_A) and mean(alpha_U)*mean(p_U) == (1 - alpha)/Z*mean(w)*mean(p_U)",
        by=tuned,
        label="constants",
        says="Z and alpha are constants with respect to y",
    )
    divided = proof.have(
        "(sum(alpha_A[y]*p_A[y] for y in Y)/n)/(sum(alpha_U[y]*p_U[y] for y in Y)/n) > alpha*mean(p_A)/((1 - alpha)*mean(p_U))",
        by=[above, below, constants, *tuned],
        label="divided",
        says="dividing the inequalities, the expectation of the tilt and the partition function vanish",
    )
    reciprocal = proof.have(
        "(sum(alpha_A[y]*p_A[y] for y in Y)/n)/mean(p_theta) > alpha*mean(p_A)/mean(p_ref)",
        by=[divided, *tuned],
        label="reciprocal",
        says="reciprocate, add 1, reciprocate again",
    )
    cardinality = proof.have(
        "n*mean(p_theta) == 1 and n*mean(p_ref) == 1 and n*mean(p_A) == 1",
        by=[supports, *tuned],
        label="cardinality",
        says="card(supp p) times the uniform expectation of p is 1",
    )
    shifted = proof.have(
        "TPM_A > alpha and TPM_U < 1 - alpha",
        by=[reciprocal, cardinality, *tuned],
        label="shifted",
        says="we recover the total probability masses",
    )
    interior = proof.have(
        "1 > TPM_A and 0 < TPM_U", by=tuned, label="interior", says="the aligned component never takes all the mass"
    )
    proof.conclude(by=[shifted, interior, *tuned])
