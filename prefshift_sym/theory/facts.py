"""The setting's assumptions as formulas, and what follows at once from the ones in force: signs of the given names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from prefshift_sym.language.parse import parse_formula
from prefshift_sym.theory.setting import ASSUMPTIONS, SIGNATURE

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.theory.statement import Statement


@cache
def assumption(name: str) -> Formula | None:
    """Return the formula that an assumption of the setting contributes; None for `finite support`."""
    text = ASSUMPTIONS[name].text
    return None if text is None else parse_formula(text, SIGNATURE)


@cache
def is_distribution(name: str) -> Formula:
    """Return the formula that says a family is a probability vector over Y."""
    text = f"all({name}[y] >= 0 for y in Y) and sum({name}[y] for y in Y) == 1"
    return parse_formula(text, SIGNATURE if name in SIGNATURE.families else SIGNATURE.declare(families=(name,)))


def in_force(statement: Statement) -> tuple[tuple[str, Formula], ...]:
    """Return every formula that a world of the statement must meet, with its name.

    First the setting's own, less those dropped; then what declared distributions are; then the statement's.
    """
    own = ((name, assumption(name)) for name in ASSUMPTIONS if name not in statement.without)
    return (
        *((name, formula) for name, formula in own if formula is not None),
        *((f"{name} is a distribution", is_distribution(name)) for name in statement.distributions),
        *statement.assume,
    )


def formula_of(text: str) -> Formula:
    """Return a formula about the setting's own names."""
    return parse_formula(text, SIGNATURE)
