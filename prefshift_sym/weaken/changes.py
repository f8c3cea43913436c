"""Changes that may repair a refuted statement, other than hypotheses of the catalogue: each a sentence and a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefshift_sym.language.show import show
from prefshift_sym.language.terms import And, Compare, Shorthand
from prefshift_sym.language.walk import rebuild
from prefshift_sym.theory.facts import formula_of
from prefshift_sym.theory.uses import names_used
from prefshift_sym.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Formula, Node, Relation
    from prefshift_sym.theory.statement import Statement

# The gap in expected reward beside the range R of the rewards: R**2 <= c*beta*gap. With c = 8 it is Jensen's inequality
# and Hoeffding's lemma; a smaller c asks for more, and is easier to decide.
MARGIN = "{c}*beta*(E(r, p_A) - E(r, p_U)) >= (max(r[i] for i in Y) - min(r[i] for i in Y))**2"
MARGINS = (8, 4)
WEAKER: dict[Relation, Relation] = {"<": "<=", ">": ">="}


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed, as a sentence's end, and the statement that comes of it."""

    says: str
    statement: Statement


def changes(statement: Statement, refuted_at: int) -> Iterator[tuple[Change, ...]]:
    """Yield what to try on a statement that is refuted at a support size: alternatives, what keeps most of it first."""
    yield from ((each,) for each in _tilted(statement))
    yield from ((each,) for each in _smaller(statement, refuted_at))
    yield tuple(_margins(statement))
    yield from _weaker(statement)


def _tilted(statement: Statement) -> Iterator[Change]:
    def change(node: Node) -> Node:
        match node:
            case Shorthand(name, families) if "r" in families:
                return Shorthand(name, tuple("w" if each == "r" else each for each in families))
        return node

    tilted = tuple((name, rebuild(formula, change)) for name, formula in statement.assume)
    moved = [show(new) for (_, old), (_, new) in zip(statement.assume, tilted, strict=True) if new != old]
    if moved:
        says = f"measure the tilt w = exp(r/beta) in place of r: {', '.join(moved)}"
        yield Change(says, replace(statement, assume=tilted))


def _smaller(statement: Statement, refuted_at: int) -> Iterator[Change]:
    allowed = statement.sizes or range(statement.smallest, refuted_at)
    sizes = tuple(n for n in allowed if n < refuted_at)
    if sizes:
        listed = f"n = {sizes[0]}" if len(sizes) == 1 else f"n from {sizes[0]} to {sizes[-1]}"
        yield Change(f"allow {listed} only", replace(statement, sizes=sizes))


def _margins(statement: Statement) -> Iterator[Change]:
    if {"r", "p_A", "p_U", "beta"} <= names_used(statement):
        for c in MARGINS:
            text = MARGIN.format(c=c)
            says = f"assume a gap in expected reward that is large beside the rewards' range: {text}"
            yield Change(says, replace(statement, assume=(("gap with a margin", formula_of(text)),)))


def _weaker(statement: Statement) -> Iterator[tuple[Change, ...]]:
    """Yield weaker conclusions: strict relations made weak, and each part of the claim alone."""
    whole = tuple((name, _weak(formula)) for name, formula in statement.claim)
    if whole != statement.claim:
        says = f"claim no more than {', '.join(show(each) for _, each in whole)}"
        yield (Change(says, replace(statement, claim=whole)),)
    parts = [(name, part) for name, formula in statement.claim for part in _parts(formula)]
    if len(parts) > 1:
        for name, part in parts:
            less = dict.fromkeys((part, _weak(part)))
            yield tuple(Change(f"claim only {show(each)}", replace(statement, claim=((name, each),))) for each in less)


def _weak(formula: Formula) -> Formula:
    match formula:
        case Compare(terms, relations):
            return Compare(terms, tuple(WEAKER.get(each, each) for each in relations))
        case And(parts):
            return And(tuple(map(_weak, parts)))
    return formula


def _parts(formula: Formula) -> Iterator[Formula]:
    match formula:
        case Compare(terms, relations) if len(relations) > 1:
            yield from (Compare((terms[at], terms[at + 1]), (each,)) for at, each in enumerate(relations))
        case And(parts):
            for part in parts:
                yield from _parts(part)
        case _:
            yield formula
