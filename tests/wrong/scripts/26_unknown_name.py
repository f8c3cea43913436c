"""A name that the setting does not have: TMP_A for TPM_A."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Masses", "TPM_A >= 0")
def wrong(proof):
    proof.have("TMP_A >= 0", by=setting, label="typed in haste")
    proof.conclude(by=setting)
