"""Uses a theorem that is itself false; the line that uses it asks nothing more, and must not stand."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Tuning never loses aligned mass", "TPM_A >= alpha")
def false_lemma(proof):
    proof.conclude(by=setting)


@theorem("Aligned mass stays positive", "TPM_A > 0")
def wrong(proof):
    borrowed = proof.use(false_lemma, label="borrowed")
    proof.conclude(by=[borrowed, *setting])
