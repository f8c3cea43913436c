"""Is a statement blind to the order of outputs? Checked on the statement itself, never assumed.

A formula is symmetric when it names no output by number and uses bound indices as numbers only in `i == j` and
`i != j`, or in an `if i < j` whose body is itself unchanged when i and j trade places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    And,
    Arithmetic,
    At,
    Bound,
    Compare,
    Fold,
    Iff,
    Node,
    Number,
    Or,
    Quantify,
    Rank,
)
from prefshift_sym.language.walk import children, substitute_indices

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement


def is_symmetric(statement: Statement) -> bool:
    """Return whether permuting the outputs of a world can never change the truth of the statement's formulas."""
    return all(_symmetric(formula) for _, formula in (*statement.assume, *statement.claim))


def _symmetric(node: Node) -> bool:
    match node:
        case At(_, Number()) | Rank(_, Number()):
            return False
        case At() | Rank():
            return True
        case Bound():
            return False  # an index used as a number, in a place that none of the cases below allows
        case Compare((Bound(), Bound()), (("==" | "!="),)):
            return True
        case Fold(_, body, (first, second), where) | Quantify(_, body, (first, second), where) if _is_order(
            where, first, second
        ):
            traded = substitute_indices(body, {first: Bound(second), second: Bound(first)})
            return _symmetric(body) and canonical(body) == canonical(traded)
        case _:
            return all(map(_symmetric, children(node)))


def _is_order(where: Node | None, first: str, second: str) -> bool:
    match where:
        case Compare((Bound(left), Bound(right)), (("<" | ">"),)):
            return {left, right} == {first, second}
        case _:
            return False


def canonical(node: Node) -> str:
    """Return a text that is the same for nodes that differ only in the order of commuting parts."""
    match node:
        case Arithmetic("+" | "*" as operator, left, right):
            return f"({operator}{sorted((canonical(left), canonical(right)))})"
        case And(parts) | Or(parts):
            return f"({type(node).__name__}{sorted(map(canonical, parts))})"
        case Iff(left, right):
            return f"(iff{sorted((canonical(left), canonical(right)))})"
        case Compare((left, right), (relation,)):
            if relation in {"==", "!="}:
                return f"({relation}{sorted((canonical(left), canonical(right)))})"
            if relation in {">", ">="}:
                left, right, relation = right, left, "<" if relation == ">" else "<="
            return f"({relation}{canonical(left)},{canonical(right)})"
        case _:
            parts_shown = ",".join(map(canonical, children(node)))
            return f"({type(node).__name__}:{show(node) if not parts_shown else _head(node)}:{parts_shown})"


def _head(node: Node) -> str:
    """Return what tells a node from others of its class, its parts aside."""
    named = (
        getattr(node, each, "")
        for each in ("operator", "function", "kind", "relations", "indices", "family", "families")
    )
    return "|".join(map(str, named))
