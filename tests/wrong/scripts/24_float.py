"""A floating-point number: 0.1 is not a tenth."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import TPM_A, setting


@theorem("A tenth", TPM_A >= 0)
def wrong(proof):
    proof.have(TPM_A > 0.1, by=setting, label="tenth")
    proof.conclude(by=setting)
