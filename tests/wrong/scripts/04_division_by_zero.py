"""Division by zero: p_A[y]/p_U[y] is written down, and p_U[y] may be zero."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Likelihood ratios are not negative", "all(p_A[y] >= 0 for y in Y)")
def wrong(proof):
    ratio = proof.have("all(p_A[y]/p_U[y] >= 0 for y in Y)", by=setting, label="ratio")
    proof.conclude(by=[ratio, *setting])
