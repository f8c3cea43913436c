"""The referee for preference-tuning theory: exact counterexamples, proofs for every support size, and who relies on what."""

from prefshift_sym.proof import theorem
from prefshift_sym.theory.citable import axiom, hypothesis

__all__ = ["axiom", "hypothesis", "theorem"]
__version__ = "0.1.0"
