"""Write a tree as text of the language; reading that text gives the same tree back."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Choose,
    Compare,
    Fold,
    Iff,
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Quantify,
    Rank,
    Shorthand,
)

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula, Node

# How tightly each construct binds, as in Python: a part that binds less tightly than its place asks for is bracketed.
CHOOSE, OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, POWER, ATOM = range(10)


def show(node: Node) -> str:
    """Return the text of a term or a formula."""
    return _text(node)[0]


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Number(value):
            if value < 0:
                return f"-{_text(Number(-value))[0]}", UNARY
            if value.denominator == 1:
                return str(value.numerator), ATOM
            return f"{value.numerator}/{value.denominator}", PRODUCT
        case Name(name) | Bound(name):
            return name, ATOM
        case At(family, index):
            return f"{family}[{show(index)}]", ATOM
        case Rank(family, index):
            return f"rank({family}, {show(index)})", ATOM
        case Arithmetic(operator, left, right):
            level = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}[operator]
            if operator == "**":
                return f"{_bracket(left, ATOM)}**{_bracket(right, UNARY)}", level
            sides = _bracket(left, level), _bracket(right, level + 1)
            return (f" {operator} " if level == SUM else operator).join(sides), level
        case Negate(term):
            return f"-{_bracket(term, UNARY)}", UNARY
        case Apply(function, arguments):
            return f"{function}({', '.join(map(show, arguments))})", ATOM
        case Choose(test, then, other):
            return f"{_bracket(then, OR)} if {_bracket(test, OR)} else {_bracket(other, CHOOSE)}", CHOOSE
        case Fold(kind, body, indices, where) | Quantify(kind, body, indices, where):
            loops = "".join(f" for {index} in Y" for index in indices)
            return f"{kind}({_bracket(body, OR)}{loops}{_condition(where)})", ATOM
        case Shorthand(name, families):
            return f"{name}({', '.join(families)})", ATOM
        case Compare(terms, relations):
            shown = [_bracket(term, SUM) for term in terms]
            tail = "".join(f" {relation} {term}" for relation, term in zip(relations, shown[1:], strict=True))
            return shown[0] + tail, COMPARE
        case And(parts):
            return " and ".join(_bracket(part, NOT) for part in parts), AND
        case Or(parts):
            return " or ".join(_bracket(part, AND) for part in parts), OR
        case Not(part):
            return f"not {_bracket(part, NOT)}", NOT
        case Implies(premise, conclusion):
            return f"implies({show(premise)}, {show(conclusion)})", ATOM
        case Iff(left, right):
            return f"iff({show(left)}, {show(right)})", ATOM
        case _:
            assert_never(node)


def _bracket(node: Node, needed: int) -> str:
    text, level = _text(node)
    return text if level >= needed else f"({text})"


def _condition(where: Formula | None) -> str:
    return "" if where is None else f" if {_bracket(where, OR)}"
