"""The logarithm of a product is split without positivity: p_A[y] may be zero, and log(0) has no value."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Logarithms split", "all(log(p_A[y]*w[y]) == log(p_A[y]) + log(w[y]) for y in Y)")
def wrong(proof):
    split = proof.have("all(log(p_A[y]*w[y]) == log(p_A[y]) + log(w[y]) for y in Y)", by=setting, label="split")
    proof.conclude(by=[split])
