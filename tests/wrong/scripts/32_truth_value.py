"""Uses Python's `and` between two formulas, which would keep only the second."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import TPM_A, TPM_U, setting


@theorem("Masses", TPM_A >= 0)
def wrong(proof):
    proof.have(TPM_A >= 0 and TPM_U >= 2, by=setting, label="both")
    proof.conclude(by=setting)
