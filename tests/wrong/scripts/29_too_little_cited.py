"""The line is true, but what it cites does not give it: p_A sums to one, and of p_U nothing is cited."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import finite_support, setting


@theorem("The reference sums to one", "sum(p_ref[y] for y in Y) == 1")
def wrong(proof):
    aligned = proof.have("sum(p_A[y] for y in Y) == 1", by=setting, label="aligned")
    reference = proof.have("sum(p_ref[y] for y in Y) == 1", by=[aligned, finite_support], label="reference")
    proof.conclude(by=[reference, *setting])
