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


RANGE = "(max(r[y] for y in Y) - min(r[y] for y in Y))"
ROOT = "sqrt(max(w[y] for y in Y)/min(w[y] for y in Y))"


@theorem(
    "The mass of A moves by at most tanh(R/(4 beta))",
    f"abs(TPM_A - alpha)*({ROOT} + 1) <= {ROOT} - 1",
    source="Huang, section 1.4, sharp; the root is exp(R/(2 beta)) for rewards of range R",
)
def hyperbolic(proof):
    """The means of the tilt are at the ends of its range in the worst case; what is left there is a square."""
    proof.conclude(by=tuned)


@theorem(
    "The divergence from the reference is bounded by the range",
    f"8*beta**2*KL(p_theta, p_ref) <= {RANGE}**2",
    source="Hoeffding 1963, for the tilt back",
)
def divergence(proof):
    """KL(p_theta, p_ref) = E(r, p_theta)/beta - log Z, and Hoeffding's lemma for 1/w under p_theta."""
    proof.conclude(by=[*tuned, full_support])


@theorem(
    "The mass of A moves by at most R/(4 beta)",
    f"4*beta*abs(TPM_A - alpha) <= {RANGE}",
    source="Huang, section 1.4, in units of the reward",
)
def linear(proof):
    """Pinsker's inequality for the posterior, and the divergence by the range."""
    near = proof.have("2*(TPM_A - alpha)**2 <= KL(p_theta, p_ref)", by=[*tuned, full_support], label="near")
    small = proof.have(f"8*beta**2*KL(p_theta, p_ref) <= {RANGE}**2", by=[*tuned, full_support], label="small")
    squares = proof.have(
        f"(4*beta*(TPM_A - alpha))**2 <= {RANGE}**2", by=[near, small, *tuned, full_support], label="squares"
    )
    proof.conclude(by=[squares, *tuned])
