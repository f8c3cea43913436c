"""The referee for preference-tuning theory: exact counterexamples, proofs for every support size, and who relies on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefshift_sym.engine.decide import decide
    from prefshift_sym.proof import theorem
    from prefshift_sym.theory.citable import axiom, hypothesis
    from prefshift_sym.theory.statement import read_statement, statement_from

__all__ = ["axiom", "decide", "hypothesis", "read_statement", "statement_from", "theorem"]
__version__ = "0.1.0"

_HOMES = {
    "axiom": "theory.citable",
    "decide": "engine.decide",
    "hypothesis": "theory.citable",
    "read_statement": "theory.statement",
    "statement_from": "theory.statement",
    "theorem": "proof",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for, when it is: the command line starts without the rest."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
