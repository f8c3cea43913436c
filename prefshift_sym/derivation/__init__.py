"""The optimum of the paper's objective and the coefficients of Lemma 1, derived and not typed in."""

from prefshift_sym.derivation.coefficients import derive_coefficients
from prefshift_sym.derivation.optimum import derive_optimum
from prefshift_sym.derivation.recheck import recheck, recheck_step
from prefshift_sym.derivation.solution import solve_multiplier
from prefshift_sym.derivation.steps import DECLARED, Derivation, DerivationStep, Lemma1

__all__ = [
    "DECLARED",
    "Derivation",
    "DerivationStep",
    "Lemma1",
    "derive_coefficients",
    "derive_optimum",
    "recheck",
    "recheck_step",
    "solve_multiplier",
]
