"""Gibbs' inequality reversed: a divergence is never negative, and this line says never positive."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("Gibbs, the wrong way round", "KL(p_theta, p_ref) <= 0")
def wrong(proof):
    gibbs = proof.have("KL(p_theta, p_ref) <= 0", by=setting, label="gibbs")
    proof.conclude(by=[gibbs])
