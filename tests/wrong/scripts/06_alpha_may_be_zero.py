"""0 < alpha is forgotten: with alpha = 0 the reference has none of A, and p_ref may vanish where p_A does not."""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import finite_support, probability_vectors

below_one = hypothesis("below one", "0 <= alpha < 1")


@theorem("What A does is in the reference", "all(implies(p_A[y] > 0, p_ref[y] > 0) for y in Y)", given=[below_one])
def wrong(proof):
    covered = proof.have(
        "all(implies(p_A[y] > 0, p_ref[y] > 0) for y in Y)",
        by=[below_one, probability_vectors, finite_support],
        label="covered",
    )
    proof.conclude(by=[covered])
