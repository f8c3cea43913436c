"""Squares an inequality between numbers that may be negative."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Squares keep the order", "all(implies(r[i] > r[j], r[i]**2 > r[j]**2) for i in Y for j in Y)")
def wrong(proof):
    squared = proof.have(
        "all(implies(r[i] > r[j], r[i]**2 > r[j]**2) for i in Y for j in Y)", by=setting, label="squared"
    )
    proof.conclude(by=[squared])
