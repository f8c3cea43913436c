"""A citation is missing: that probabilities are at most one needs `probability vectors`, and nothing is cited."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import finite_support, probability_vectors


@theorem("Probabilities are at most one", "all(p_A[y] <= 1 for y in Y)")
def wrong(proof):
    summed = proof.have("sum(p_A[y] for y in Y) == 1", by=[probability_vectors, finite_support], label="summed")
    proof.conclude(by=[summed, finite_support])
