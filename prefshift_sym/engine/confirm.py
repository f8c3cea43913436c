"""The exact re-check of a candidate, and the document that a referee needs to repeat it. No solver has a say here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym import recheck
from prefshift_sym.theory.uses import names_used
from prefshift_sym.verdict import Refuted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Family, World

SHOWN = ("TPM_A", "TPM_U", "Z")
WRITTEN_OUT = 12  # outputs of a witness that are written one by one even where they come in classes


def witness_document(statement: Statement, world: World, values: dict[str, str] | None = None) -> dict[str, Any]:
    """Return what `recheck.py` reads: the statement's texts and the world."""
    witness = world.as_mapping() | ({"values": values} if values else {})
    return {"schema": 1, "kind": "witness", "statement": statement.as_mapping(), "witness": witness}


def family_document(statement: Statement, family: Family) -> dict[str, Any]:
    """Return what `recheck.py` reads: the statement's texts and the family of worlds."""
    return {"schema": 1, "kind": "family", "statement": statement.as_mapping(), "family": family.as_mapping()}


def confirmed(statement: Statement, world: World, sizes: tuple[int, ...], found_by: str) -> Refuted | None:
    """Return the refutation where the world meets every assumption and breaks a claim, exactly; else None."""
    if world.counts is not None and world.n <= WRITTEN_OUT:
        world = world.expanded()
    if not recheck.check(witness_document(statement, world)).stands:
        return None
    values = values_shown(statement, witness_document(statement, world))
    searched = tuple(n for n in sizes if n <= world.n)
    return Refuted(world, values, searched, found_by)


def values_shown(statement: Statement, document: Mapping[str, Any]) -> dict[str, str]:
    """Return the rational quantities of the setting that the statement speaks of, in a witness's world or a family's."""
    named = [name for name in SHOWN if name in names_used(statement)]
    values = ((name, recheck.value_of(document, name)) for name in named)
    return {name: value for name, value in values if value is not None}
