"""Which orders of the components suffice for Theorem 2's conclusion, for every support size.

From the strongest to the weakest: separation, likelihood ratio order, the two hazard rate orders, first-order dominance,
increasing convex order; and Chebyshev's route, through components that rise and fall with the reward.
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

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]


def named(name):
    each = HYPOTHESES[name]
    return hypothesis(each.name, each.text, says=each.says, source=each.source)


separation, ratio, first, convex = map(
    named,
    ("separation", "likelihood ratio order", "first-order stochastic dominance", "increasing convex order"),
)
hazard, reversed_hazard = named("hazard rate order"), named("reversed hazard rate order")
comonotone, antitone = named("comonotone"), named("antitone")


@theorem("Separation suffices", "TPM_A >= alpha", given=[separation], source="the strongest order")
def by_separation(proof):
    """Every output of A has the larger tilt."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[separation, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem("The likelihood ratio order suffices", "TPM_A >= alpha", given=[ratio], source=ratio.source)
def by_ratio(proof):
    """Sum (w[i] - w[j])*(p_A[i]*p_U[j] - p_A[j]*p_U[i]) >= 0 over all pairs."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[ratio, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem("The hazard rate order suffices", "TPM_A >= alpha", given=[hazard], source=hazard.source)
def by_hazard_rate(proof):
    """The least output has every other one above it: there the order says that A dominates U."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[hazard, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem(
    "The reversed hazard rate order suffices", "TPM_A >= alpha", given=[reversed_hazard], source=reversed_hazard.source
)
def by_reversed_hazard_rate(proof):
    """The greatest output has every other one below it."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[reversed_hazard, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem("First-order dominance suffices", "TPM_A >= alpha", given=[first], source=first.source)
def by_dominance(proof):
    """The tilt is an increasing function of the reward."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[first, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem("The increasing convex order suffices", "TPM_A >= alpha", given=[convex], source=convex.source)
def by_convexity(proof):
    """The tilt is an increasing convex function of the reward."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[convex, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem("Chebyshev's route", "TPM_A >= alpha", given=[comonotone, antitone], source="Chebyshev's sum inequality")
def by_chebyshev(proof):
    """What rises together has a covariance >= 0, whatever increasing function of the reward is taken."""
    above = proof.have("cov(w, p_A) >= 0", by=[comonotone, *tuned], label="above")
    below = proof.have("cov(w, p_U) <= 0", by=[antitone, *tuned], label="below")
    proof.conclude(by=[above, below, *tuned])
