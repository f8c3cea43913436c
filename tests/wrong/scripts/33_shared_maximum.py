"""A maximum is said to be strict: some output has the largest reward, but two may share it."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Some output has the largest reward", "any(all(r[i] >= r[j] for j in Y) for i in Y)")
def wrong(proof):
    best = proof.have("any(all(implies(i != j, r[i] > r[j]) for j in Y) for i in Y)", by=setting, label="best")
    proof.conclude(by=[best, *setting])
