"""A and U are swapped: alpha_A[y] + alpha_U[y] is w[y]/Z, but alpha_A weighs p_A, not p_U."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Lemma 1, swapped", "all(p_theta[y] == alpha_A[y]*p_U[y] + alpha_U[y]*p_A[y] for y in Y)")
def wrong(proof):
    swapped = proof.have(
        "all(p_theta[y] == alpha_A[y]*p_U[y] + alpha_U[y]*p_A[y] for y in Y)", by=setting, label="swapped"
    )
    proof.conclude(by=[swapped])
