"""What a step may cite: assumptions of the setting, hypotheses, axioms, earlier steps, and lemmas made to measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from prefshift_sym.language.dress import formula_of
from prefshift_sym.language.parse import parse_formula
from prefshift_sym.theory.facts import assumption
from prefshift_sym.theory.setting import ASSUMPTIONS, SIGNATURE

if TYPE_CHECKING:
    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Formula

Kind = Literal["setting", "hypothesis", "axiom", "step", "lemma"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A formula with a name. `formula` is None only for `finite support`; `theorem` is the lemma's title, if it is one."""

    name: str
    formula: Formula | None
    kind: Kind
    says: str = ""
    source: str = ""
    theorem: str = ""

    @staticmethod
    def of_setting(name: str) -> Fact:
        """Return an assumption of the setting."""
        known = ASSUMPTIONS[name]
        return Fact(name, assumption(name), "setting", known.says, known.source)


def read(formula: object, signature: Signature = SIGNATURE) -> Formula:
    """Return a formula given as text or in the Python dress."""
    return parse_formula(formula, signature) if isinstance(formula, str) else formula_of(formula)


def hypothesis(
    name: str, formula: object, *, says: str = "", source: str = "", signature: Signature = SIGNATURE
) -> Fact:
    """Name an assumption of a theorem's own."""
    return Fact(name, read(formula, signature), "hypothesis", says, source)


def axiom(name: str, formula: object, *, families: tuple[str, ...] = (), says: str = "", source: str = "") -> Fact:
    """State a fact of analysis that is taken without proof; families that it is about are declared by name."""
    return Fact(name, read(formula, SIGNATURE.declare(families=families)), "axiom", says, source)
