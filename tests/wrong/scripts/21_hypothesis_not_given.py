"""Cites a hypothesis that the theorem does not assume."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import positively_correlated, setting


@theorem("Masses", "TPM_A + TPM_U == 1")
def wrong(proof):
    proof.have("cov(r, p_A) >= 0", by=[positively_correlated, *setting], label="smuggled")
    proof.conclude(by=setting)
