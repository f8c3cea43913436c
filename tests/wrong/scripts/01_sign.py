"""A sign is wrong: the mixture is alpha*p_A + (1 - alpha)*p_U, and this line subtracts."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("The mixture, with a minus", "all(p_ref[y] == alpha*p_A[y] - (1 - alpha)*p_U[y] for y in Y)")
def wrong(proof):
    unfolded = proof.have("all(p_ref[y] == alpha*p_A[y] - (1 - alpha)*p_U[y] for y in Y)", by=setting, label="unfolded")
    proof.conclude(by=[unfolded])
