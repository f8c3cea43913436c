"""A lemma assumes that every tilt is above one; the line that uses it does not have that."""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import setting

sure = hypothesis("tilt above one", "all(w[y] > 1 for y in Y)")


@theorem("Large tilts", "all(w[y] > 1/2 for y in Y)", given=[sure])
def lemma(proof):
    proof.conclude(by=[sure, *setting])


@theorem("Tilts are always large", "all(w[y] > 1/2 for y in Y)")
def wrong(proof):
    borrowed = proof.use(lemma, by=setting, label="borrowed")
    proof.conclude(by=[borrowed])
