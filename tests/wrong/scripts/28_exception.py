"""The script itself fails: it divides by zero while it is run."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Masses", "TPM_A >= 0")
def wrong(proof):
    proof.have(f"TPM_A >= {1 // 0}", by=setting, label="mass")
    proof.conclude(by=setting)
