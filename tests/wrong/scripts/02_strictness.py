"""Strictness: an entry of p_A may be zero, and this line says that it is positive."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Every output is aligned", "all(p_A[y] > 0 for y in Y)")
def wrong(proof):
    positive = proof.have("all(p_A[y] > 0 for y in Y)", by=setting, label="positive")
    proof.conclude(by=[positive])
