"""A lemma about a distribution is used for the tilt w, which does not sum to one."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import finite_support, setting, w


@theorem("Entries are at most one", "all(p[y] <= 1 for y in Y)", distributions=["p"])
def at_most_one(proof):
    proof.conclude(by=setting)


@theorem("The tilt is at most one", "all(w[y] <= 1 for y in Y)")
def wrong(proof):
    tilt = proof.use(at_most_one, p=w, by=setting, label="tilt")
    proof.conclude(by=[tilt, finite_support])
