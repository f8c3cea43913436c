"""beta > 0 is forgotten (only beta != 0 is assumed): with a negative temperature the tilt falls in the reward."""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import finite_rewards, finite_support, probability_vectors

some_temperature = hypothesis("some temperature", "beta != 0")


@theorem(
    "The tilt grows with the reward",
    "all(implies(r[i] > r[j], w[i] > w[j]) for i in Y for j in Y)",
    given=[some_temperature],
)
def wrong(proof):
    grows = proof.have(
        "all(implies(r[i] > r[j], w[i] > w[j]) for i in Y for j in Y)",
        by=[some_temperature, probability_vectors, finite_rewards, finite_support],
        label="grows",
    )
    proof.conclude(by=[grows])
