"""Which names a formula or a statement rests on, with definitions followed all the way down."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from prefshift_sym.language.terms import At, Fold, Name, Number, Quantify, Rank, Shorthand
from prefshift_sym.language.walk import families_in, scalars_in, walk
from prefshift_sym.theory.setting import DEFINITIONS
from prefshift_sym.theory.unfold import definition

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Node
    from prefshift_sym.theory.statement import Statement


@cache
def _below(name: str) -> frozenset[str]:
    return frozenset({name}) | (names_in(definition(name)) if name in DEFINITIONS else frozenset())


def names_in(node: Node) -> frozenset[str]:
    """Return every family and scalar that a formula mentions or that a definition in it leads to."""
    mentioned = families_in(node) | scalars_in(node)
    return frozenset().union(*map(_below, mentioned)) if mentioned else frozenset()


def names_used(statement: Statement) -> frozenset[str]:
    """Return every family and scalar that the statement's own formulas rest on."""
    return frozenset().union(*(names_in(formula) for _, formula in (*statement.assume, *statement.claim)))


def speaks_of_reference_only(statement: Statement) -> bool:
    """Return whether the components enter through their mixture p_ref alone.

    Then p_A = p_U = p_ref loses nothing, as long as a mixture of distributions is one.
    """
    formulas = [formula for _, formula in (*statement.assume, *statement.claim)]
    named = frozenset().union(*(families_in(each) | scalars_in(each) for each in formulas))
    kept = {
        "p_ref",
        "p_theta",
        "Z",
        "r",
        "w",
        "beta",
        "n",
        *statement.families,
        *statement.distributions,
        *statement.scalars,
    }
    through = bool(named & {"p_ref", "p_theta", "Z"})
    return through and named <= kept and not {"probability vectors", "mixture interior"} & set(statement.without)


def largest_output(statement: Statement) -> int:
    """Return the largest output that the statement names by number, -1 where it names none."""
    formulas = (formula for _, formula in (*statement.assume, *statement.claim))
    named = [
        int(part.index.value)
        for formula in formulas
        for part in walk(formula)
        if isinstance(part, At | Rank) and isinstance(part.index, Number)
    ]
    return max(named, default=-1)


def sums_over_outputs(node: Node) -> bool:
    """Return whether a formula speaks of n, or adds, multiplies or compares over all of Y, itself or by definition."""
    for part in walk(node):
        match part:
            case Fold() | Shorthand() | Name("n"):
                return True
            case Quantify(kind="any"):
                pass
            case _:
                pass
    return any(each in DEFINITIONS and _sums(each) for each in names_in(node))


@cache
def _sums(name: str) -> bool:
    return any(isinstance(part, Fold) for part in walk(definition(name)))
