"""Conditions inside a term, such as the `i < j` of a double sum: only what indices, n and numbers settle.

They are decided on the frozen tree, never on what SymPy makes of it: `p[i]/p[i] == 1` is refused, not true.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    And,
    Arithmetic,
    Bound,
    Compare,
    Iff,
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Quantify,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.language.terms import Formula, Node, Relation, Term


def decide(formula: Formula, outputs: Mapping[str, int], n: int | None) -> bool:
    """Return the truth of a condition, with the indices standing for `outputs`.

    Raises `OutOfScope` for a condition on anything but indices, `n` and numbers.
    """
    match formula:
        case Compare(terms, relations):
            values = [_value(term, outputs, n) for term in terms]
            links = zip(values, relations, values[1:], strict=False)
            return all(_related(left, relation, right) for left, relation, right in links)
        case And(parts):
            return all(decide(part, outputs, n) for part in parts)
        case Or(parts):
            return any(decide(part, outputs, n) for part in parts)
        case Not(part):
            return not decide(part, outputs, n)
        case Implies(premise, conclusion):
            return not decide(premise, outputs, n) or decide(conclusion, outputs, n)
        case Iff(left, right):
            return decide(left, outputs, n) == decide(right, outputs, n)
        case Quantify():
            raise OutOfScope(_refusal(formula))
        case _:
            assert_never(formula)


def _value(term: Term, outputs: Mapping[str, int], n: int | None) -> Fraction:
    match term:
        case Number(value):
            return value
        case Bound(name) if name in outputs:
            return Fraction(outputs[name])
        case Name("n") if n is not None:
            return Fraction(n)
        case Negate(part):
            return -_value(part, outputs, n)
        case Arithmetic("+" | "-" | "*" as operator, left, right):
            first, second = _value(left, outputs, n), _value(right, outputs, n)
            return {"+": first + second, "-": first - second, "*": first * second}[operator]
        case _:
            raise OutOfScope(_refusal(term))


def _related(left: Fraction, relation: Relation, right: Fraction) -> bool:
    return {
        "<": left < right,
        "<=": left <= right,
        "==": left == right,
        "!=": left != right,
        ">=": left >= right,
        ">": left > right,
    }[relation]


def _refusal(node: Node) -> str:
    return f"{show(node)[:60]}: in algebra, a condition inside a term compares indices, n and numbers only"
