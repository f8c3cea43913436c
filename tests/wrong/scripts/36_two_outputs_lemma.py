"""A lemma proved for two outputs only is used for every support: what it says is false from three outputs on."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import positively_correlated, setting


@theorem("The tilt keeps the sign, two outputs", "cov(w, p_A) > 0", given=[positively_correlated], sizes=[2])
def for_two(proof):
    proof.conclude(by=[positively_correlated, *setting])


@theorem("The tilt keeps the sign, always", "cov(w, p_A) > 0", given=[positively_correlated])
def wrong(proof):
    borrowed = proof.use(for_two, by=[positively_correlated, *setting], label="borrowed")
    proof.conclude(by=[borrowed, *setting])
