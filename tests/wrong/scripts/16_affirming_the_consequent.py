"""Affirms the consequent: comonotone gives positively correlated, and the line goes the other way."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import positively_correlated, setting


@theorem(
    "Correlated, hence comonotone",
    "all(implies(r[i] > r[j], p_A[i] >= p_A[j]) for i in Y for j in Y)",
    given=[positively_correlated],
)
def wrong(proof):
    ordered = proof.have(
        "all(implies(r[i] > r[j], p_A[i] >= p_A[j]) for i in Y for j in Y)",
        by=[positively_correlated, *setting],
        label="ordered",
    )
    proof.conclude(by=[ordered])
