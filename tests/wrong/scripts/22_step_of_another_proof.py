"""Cites a line of another proof, where other hypotheses were in force."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import positively_correlated, setting

taken = []


@theorem("Not constant", "any(r[i] != r[j] for i in Y for j in Y)", given=[positively_correlated])
def first(proof):
    taken.append(proof.have("cov(r, p_A) != 0", by=[positively_correlated], label="not zero"))
    proof.conclude(by=[*taken, *setting])


@theorem("Rewards are never constant", "any(r[i] != r[j] for i in Y for j in Y)")
def second(proof):
    proof.conclude(by=[*taken, *setting])
