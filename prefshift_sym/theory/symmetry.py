"""Is a statement blind to the order of outputs? Checked on the statement itself, never assumed.

A formula is symmetric when it names no output by number and uses bound indices as numbers only in `i == j` and
`i != j`, or in an `if i < j` whose body is itself unchanged when i and j trade places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Compare,
    Fold,
    Iff,
    Negate,
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


def is_exchangeable(statement: Statement) -> bool:
    """Return whether the statement tells outputs apart by `i == j` and `i != j` only, so that they may come in classes."""
    return all(_exchangeable(formula) for _, formula in (*statement.assume, *statement.claim))


def _exchangeable(node: Node) -> bool:
    match node:
        case At(_, index) | Rank(_, index):
            return isinstance(index, Bound)
        case Bound():
            return False  # an index used as a number
        case Compare((Bound(), Bound()), (("==" | "!="),)):
            return True
        case _:
            return all(map(_exchangeable, children(node)))


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
    sign, text = _signed(node)
    return text if sign > 0 else f"(-{text})"


def _signed(node: Node) -> tuple[int, str]:
    """Return a sign and a text, so that `a - b` and `b - a` have the same text and opposite signs."""
    match node:
        case Negate(term):
            sign, text = _signed(term)
            return -sign, text
        case Arithmetic("-", left, right):
            first, second = canonical(left), canonical(right)
            return (1, f"({first}-{second})") if first <= second else (-1, f"({second}-{first})")
        case Arithmetic("*", left, right):
            (one, first), (other, second) = _signed(left), _signed(right)
            return one * other, f"(*{sorted((first, second))})"
        case Arithmetic("**", base, Number(power)) if power % 2 == 0:
            return 1, f"({_signed(base)[1]}**{power})"
        case Apply("sign", (term,)):
            sign, text = _signed(term)
            return sign, f"sign{text}"
        case Apply("abs", (term,)):
            return 1, f"abs{_signed(term)[1]}"
        case _:
            return 1, _unsigned(node)


def _unsigned(node: Node) -> str:
    match node:
        case Arithmetic("+", left, right):
            return f"(+{sorted((canonical(left), canonical(right)))})"
        case Apply("max" | "min" as function, arguments):
            return f"({function}{sorted(map(canonical, arguments))})"
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
            return f"({type(node).__name__}:{_head(node) if parts_shown else show(node)}:{parts_shown})"


def _head(node: Node) -> str:
    """Return what tells a node from others of its class, its parts aside."""
    named = ("operator", "function", "kind", "relations", "indices", "family", "families")
    return "|".join(str(getattr(node, each, "")) for each in named)
