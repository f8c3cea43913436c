"""Compile formulas to Python functions on floating-point numbers: a fast sieve for candidates, never a verdict.

Comparisons have a tolerance, so that an exact tie counts as a tie. What passes the sieve is re-checked exactly. The
source that is compiled is written here from the frozen tree; no text of the user's gets into it but names that the
parser has accepted, as dictionary keys.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, assert_never

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
from prefshift_sym.theory.setting import DEFINITIONS
from prefshift_sym.theory.unfold import definition, unfold_shorthands

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.language.terms import Formula, Node

TOLERANCE = 1e-10
GUARDED = frozenset({"post_A"})  # entries that may be undefined one by one, so worked out where they are asked


class Undefined(ArithmeticError):
    """A division by zero, a bad logarithm or root, or arithmetic on an infinite reward."""


class Environment(dict[str, Any]):
    """The values of a world by name; defined quantities are worked out when first asked for."""

    def __missing__(self, name: str) -> Any:
        if name not in DEFINITIONS:
            raise KeyError(name)
        value = _definition(name)(self)
        self[name] = value
        return value


def compiled(formula: Formula) -> Callable[[Environment], bool]:
    """Return a function from environments to truth. It raises `Undefined` where the formula means nothing."""
    return _function(_source(unfold_shorthands(formula)))


def _definition(name: str) -> Callable[[Environment], Any]:
    if name not in _DEFINED:
        source = _source(definition(name))
        _DEFINED[name] = _function(f"[{source} for i_y_ in V['Y']]" if DEFINITIONS[name].family else source)
    return _DEFINED[name]


_DEFINED: dict[str, Callable[[Environment], Any]] = {}


def _function(source: str) -> Callable[[Environment], Any]:
    function = eval(f"lambda V: {source}", dict(_HELPERS))  # noqa: S307 - written from the tree, see the module's text

    def guarded(environment: Environment) -> Any:
        try:
            return function(environment)
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            raise Undefined(str(error)) from None

    return guarded


def _source(node: Node) -> str:
    match node:
        case Number(value):
            return f"({value.numerator}/{value.denominator})" if value.denominator != 1 else f"{value.numerator}.0"
        case Name(name):
            return f"V[{name!r}]"
        case Bound(name):
            return f"i_{name}"
        case At(family, index):
            output = f"i_{index.name}" if isinstance(index, Bound) else str(index.value)
            if family in GUARDED:
                return _source(definition(family)).replace("i_y_", output)
            return f"V[{family!r}][{output}]"
        case Arithmetic(operator, left, right):
            if operator == "/":
                return f"divide({_source(left)}, {_source(right)})"
            if operator == "**":
                return f"power({_source(left)}, {_source(right)})"
            return f"({_source(left)} {operator} {_source(right)})"
        case Negate(term):
            return f"(-{_source(term)})"
        case Apply(function, arguments):
            return f"{function}_({', '.join(map(_source, arguments))})"
        case Choose(test, then, other):
            return f"({_source(then)} if {_source(test)} else {_source(other)})"
        case Fold(kind, body, indices, where) | Quantify(kind, body, indices, where):
            loops = "".join(f" for i_{index} in V['Y']" for index in indices)
            condition = "" if where is None else f" if {_source(where)}"
            return f"{kind}({_source(body)}{loops}{condition})"
        case Compare(terms, relations):
            names = {"<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">=": "ge", ">": "gt"}
            links = zip(terms, relations, terms[1:], strict=False)
            return f"({' and '.join(f'{names[r]}({_source(a)}, {_source(b)})' for a, r, b in links)})"
        case And(parts):
            return f"({' and '.join(map(_source, parts))})"
        case Or(parts):
            return f"({' or '.join(map(_source, parts))})"
        case Not(part):
            return f"(not {_source(part)})"
        case Implies(premise, conclusion):
            return f"(not {_source(premise)} or {_source(conclusion)})"
        case Iff(left, right):
            return f"({_source(left)} == {_source(right)})"
        case Rank() | Shorthand():
            message = "shorthands are unfolded before compiling"
            raise TypeError(message)
        case _:
            assert_never(node)


def _less(a: float, b: float) -> bool:
    return a < b - TOLERANCE * (1 + min(abs(a), abs(b)))


def _divide(a: float, b: float) -> float:
    if abs(b) < TOLERANCE * 1e-3:
        raise ZeroDivisionError
    return a / b


def _power(a: float, b: float) -> float:
    if a < 0 and b != int(b):
        raise ValueError
    return float(a**b)


_HELPERS: dict[str, Any] = {
    "__builtins__": {},
    "lt": _less,
    "gt": lambda a, b: _less(b, a),
    "le": lambda a, b: not _less(b, a),
    "ge": lambda a, b: not _less(a, b),
    "eq": lambda a, b: not _less(a, b) and not _less(b, a),
    "ne": lambda a, b: _less(a, b) or _less(b, a),
    "divide": _divide,
    "power": _power,
    "exp_": math.exp,
    "log_": math.log,
    "sqrt_": math.sqrt,
    "abs_": abs,
    "sign_": lambda a: _less(0, a) - _less(a, 0),
    "max_": max,
    "min_": min,
    "sum": sum,
    "prod": math.prod,
    "max": max,
    "min": min,
    "all": all,
    "any": any,
}
