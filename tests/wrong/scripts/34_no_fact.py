"""Cites a name in quotes; a citation is the fact itself."""

from prefshift_sym import theorem


@theorem("Masses", "TPM_A >= 0")
def wrong(proof):
    proof.conclude(by=["probability vectors"])
