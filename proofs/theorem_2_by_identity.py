"""Theorem 2 in two lines: everything rests on one identity. (F1: the repair, sharpened to an equivalence.)

TPM_A - alpha equals alpha*(1 - alpha)*(E(w, p_A) - E(w, p_U))/Z. So mass moves to the aligned component if and only if
the tilt is larger on average there; alpha plays no part, and the two halves of the conclusion are one statement.
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    mixture_interior,
    positive_temperature,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]
covariances = [
    hypothesis("tilt covariance with A", "cov(w, p_A) >= 0", says="the tilt does not fall with p_A"),
    hypothesis("tilt covariance with U", "cov(w, p_U) <= 0", says="the tilt does not rise with p_U"),
]


@theorem("The shift identity", "TPM_A - alpha == alpha*(1 - alpha)*(E(w, p_A) - E(w, p_U))/Z", source="Lemma 1")
def identity(proof):
    """Insert the coefficients of Lemma 1; the partition function is alpha*E(w, p_A) + (1 - alpha)*E(w, p_U)."""
    split = proof.have(
        "Z == alpha*E(w, p_A) + (1 - alpha)*E(w, p_U)", by=[finite_support, positive_temperature], label="split"
    )
    mass = proof.have("TPM_A == alpha*E(w, p_A)/Z", by=tuned, label="mass")
    proof.conclude(by=[split, mass, *tuned])


@theorem("Exactly when mass shifts", "iff(TPM_A >= alpha, E(w, p_A) >= E(w, p_U))", source="the shift identity")
def exactly_when(proof):
    """alpha, 1 - alpha and Z are positive."""
    shift = proof.use(identity, by=tuned, label="shift")
    positive = proof.have("alpha*(1 - alpha) > 0", by=[mixture_interior], label="positive")
    proof.conclude(by=[shift, positive, *tuned])


@theorem("One statement, two halves", "iff(TPM_A >= alpha, TPM_U <= 1 - alpha)", source="Theorem 2's two conclusions")
def two_halves(proof):
    """The two masses sum to one."""
    total = proof.have("TPM_A + TPM_U == 1", by=tuned, label="total")
    proof.conclude(by=[total, *tuned])


@theorem(
    "Theorem 2 by the identity", "TPM_A >= alpha and TPM_U <= 1 - alpha", given=covariances, source="Huang, Theorem 2"
)
def theorem_2(proof):
    """Both averages are compared with the plain mean of the tilt."""
    above = proof.have(
        "E(w, p_A) >= mean(w)", by=[covariances[0], *tuned], label="above", says="cov(w, p_A) >= 0, times n"
    )
    below = proof.have(
        "E(w, p_U) <= mean(w)", by=[covariances[1], *tuned], label="below", says="cov(w, p_U) <= 0, times n"
    )
    when = proof.use(exactly_when, by=tuned, label="when")
    halves = proof.use(two_halves, by=tuned, label="halves")
    proof.conclude(by=[above, below, when, halves, *tuned])
