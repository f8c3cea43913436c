"""The proof stops without a conclusion."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Masses", "TPM_A + TPM_U == 1")
def wrong(proof):
    proof.have("TPM_A >= 0", by=setting, label="mass")
