"""How far tuning can go: expected reward, ratios, odds and posteriors. (Huang, sections 1.2 and 1.4.)"""

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


@theorem("Tuning never lowers the expected reward", "E(r, p_theta) >= E(r, p_ref)", source="Huang, section 1.2")
def reward_rises(proof):
    """Under the reference policy, the reward and its tilt have a covariance >= 0."""
    pairs = proof.have("sum(w[y]*r[y]*p_ref[y] for y in Y) >= Z*E(r, p_ref)", by=tuned, label="pairs")
    proof.conclude(by=[pairs, *tuned])


@theorem(
    "A floor for every output",
    "all(p_theta[y]*max(w[i] for i in Y) >= p_ref[y]*min(w[i] for i in Y) for y in Y)",
    source="Huang, section 1.4: shrunk, by exp(-range/beta) at most",
)
def floor(proof):
    """The partition function is at most the largest tilt."""
    proof.conclude(by=tuned)


@theorem(
    "The odds of A move by a bounded factor",
    "TPM_A*(1 - alpha)*min(w[y] for y in Y) <= TPM_U*alpha*max(w[y] for y in Y)",
    source="Huang, section 1.4, made precise",
)
def odds(proof):
    """Averages of the tilt lie between its extremes."""
    proof.conclude(by=tuned)


@theorem(
    "The mass of A is the expected posterior",
    "TPM_A == E(post_A, p_theta)",
    source="Theorem 2's definition, read as a mean",
)
def posterior(proof):
    """post_A*p_theta = alpha*p_A*w/Z."""
    proof.conclude(by=[*tuned, full_support])
