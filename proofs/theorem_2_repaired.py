"""Theorem 2 repaired: assume that the tilt exp(r/beta), not the reward, correlates with the components.

With that one change every printed line of the paper's proof passes, word for word, for every support size. The line that
was false now follows at once: the coefficients are constants times the tilt. (Huang, section 1.3.)
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import (
    cov,
    finite_rewards,
    finite_support,
    mixture_interior,
    p_A,
    p_U,
    positive_temperature,
    probability_vectors,
    w,
)

tilt_with_aligned = hypothesis("tilt correlates with A", cov(w, p_A) > 0, says="not r, but exp(r/beta)")
tilt_against_unaligned = hypothesis("tilt anticorrelates with U", cov(w, p_U) < 0, says="not r, but exp(r/beta)")
tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]


@theorem(
    "Theorem 2, repaired",
    "1 > TPM_A >= alpha and 0 < TPM_U <= 1 - alpha",
    given=[tilt_with_aligned, tilt_against_unaligned],
    source="Huang, Theorem 2",
)
def theorem_2_repaired(proof):
    """The paper's proof, line by line, from the hypothesis that it needs."""
    preserved = proof.have(
        "cov(alpha_A, p_A) > 0 and cov(alpha_U, p_U) < 0",
        by=[tilt_with_aligned, tilt_against_unaligned, *tuned],
        label="preserved",
        says="the coefficients are constants times the tilt, so that its correlations are theirs",
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
