"""alpha < 1 is forgotten: with alpha = 1 nothing of U is left, and its coefficient is zero."""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    full_support,
    positive_temperature,
    probability_vectors,
)

above_zero = hypothesis("above zero", "0 < alpha <= 1")


@theorem("U keeps a positive share", "all((1 - alpha)*w[y] > 0 for y in Y)", given=[above_zero])
def wrong(proof):
    by = [above_zero, probability_vectors, positive_temperature, full_support, finite_rewards, finite_support]
    share = proof.have("all((1 - alpha)*w[y] > 0 for y in Y)", by=by, label="share")
    proof.conclude(by=[share])
