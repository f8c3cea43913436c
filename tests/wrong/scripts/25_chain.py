"""A chained comparison of Python objects would keep only its second half."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import TPM_A, setting


@theorem("Masses", TPM_A >= 0)
def wrong(proof):
    proof.have(0 < TPM_A < 1, by=setting, label="inside")
    proof.conclude(by=setting)
