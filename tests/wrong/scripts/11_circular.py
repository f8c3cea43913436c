"""Circular: the second proof uses the theorem that it is a proof of."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Masses sum to one", "TPM_A + TPM_U == 1")
def first(proof):
    proof.conclude(by=setting)


@theorem("Masses sum to one", "TPM_A + TPM_U == 1")
def second(proof):
    itself = proof.use(first, label="itself")
    proof.conclude(by=[itself])
