"""The sum runs over the wrong index: the weight is w[i] while the probability is p_ref[j]."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("The partition function, over the wrong index", "all(Z == sum(p_ref[j]*w[i] for j in Y) for i in Y)")
def wrong(proof):
    partition = proof.have("all(Z == sum(p_ref[j]*w[i] for j in Y) for i in Y)", by=setting, label="partition")
    proof.conclude(by=[partition])
