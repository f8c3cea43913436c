"""The optimum of objective (1), by the paper's own route, for every support size. (Huang, section 1.3.)

For any policy p, the objective is beta*log(Z) - beta*KL(p, p_theta): rewritten until Gibbs' inequality applies. So p_theta,
with value beta*log(Z), is the best there is. Nothing is differentiated; `optimum_by_lagrangian.py` does that.
"""

from lemmas.gibbs import gibbs

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    full_support,
    mixture_interior,
    p_theta,
    positive_temperature,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, full_support, finite_rewards, finite_support]


@theorem(
    "The objective, rewritten",
    "E(r, p) - beta*KL(p, p_ref) == beta*log(Z) - beta*KL(p, p_theta)",
    distributions=("p",),
    source="Huang, section 1.3, the three lines before Gibbs' inequality",
)
def rewritten(proof):
    """Insert exp(r/beta) and Z under the logarithm; p sums to one, so log(Z) comes out of the sum."""
    pointwise = proof.have(
        "all(implies(p[y] > 0, log(p[y]/p_theta[y]) == log(p[y]/p_ref[y]) - r[y]/beta + log(Z)) for y in Y)",
        by=tuned,
        label="pointwise",
        says="p_theta = p_ref*exp(r/beta)/Z, under the logarithm",
    )
    proof.conclude(by=[*tuned, pointwise], says="weighed by p and added up")


@theorem(
    "The optimum",
    "E(r, p) - beta*KL(p, p_ref) <= beta*log(Z)",
    distributions=("p",),
    source="Huang, section 1.3; Donsker and Varadhan (1975)",
)
def optimum(proof):
    """By Gibbs' inequality KL(p, p_theta) is never negative."""
    objective = proof.use(rewritten, p="p[here]", by=tuned, label="objective")
    positive = proof.have("all(p_theta[y] > 0 for y in Y)", by=tuned, label="positive")
    gap = proof.use(
        gibbs, p="p[here]", q=p_theta, by=[*tuned, positive], label="gap", says="Gibbs' inequality, of p and p_theta"
    )
    proof.conclude(by=[*tuned, objective, gap])


@theorem("The optimum's value", "E(r, p_theta) - beta*KL(p_theta, p_ref) == beta*log(Z)", source="Huang, section 1.3")
def value(proof):
    """At p = p_theta the divergence vanishes."""
    proof.conclude(by=tuned)
