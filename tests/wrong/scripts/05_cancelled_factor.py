"""A factor is cancelled without full support: p_ref[y]/p_ref[y] is 1 only where p_ref[y] is not zero."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    mixture_interior,
    positive_temperature,
    probability_vectors,
)


@theorem("Entries over themselves add up to n", "sum(p_ref[y]/p_ref[y] for y in Y) == n")
def wrong(proof):
    tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]
    cancelled = proof.have("all(p_ref[y]/p_ref[y] == 1 for y in Y)", by=tuned, label="cancelled")
    proof.conclude(by=[cancelled, *tuned])
