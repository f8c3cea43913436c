"""Compile formulas to Python functions on floating-point numbers: a fast sieve for candidates, never a verdict.

Comparisons have a tolerance, so that an exact tie counts as a tie. What passes the sieve is re-checked exactly. The
source that is compiled is written here from the frozen tree; no text of the user's gets into it but names that the
parser has accepted, as dictionary keys.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
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

    from prefshift_sym.language.terms import Formula, Node, Term
    from prefshift_sym.verdict import World

TOLERANCE = 1e-10
SHARP, SMALLEST = 1e-11, 1e-15  # where a million outputs share the mass, a covariance of 1e-13 is no tie
GUARDED = frozenset({"post_A"})  # entries that may be undefined one by one, so worked out where they are asked


class Undefined(ArithmeticError):
    """A division by zero, a bad logarithm or root, or arithmetic on an infinite reward."""


class Environment(dict[str, Any]):
    """The values of a world by name; defined quantities are worked out when first asked for."""

    def __missing__(self, name: str) -> Any:
        if name not in DEFINITIONS:
            raise KeyError(name)
        value = _definition(name, grouped="counts" in self)(self)
        self[name] = value
        return value


def environment_of(world: World) -> Environment:
    """Return a world's values as floats; minus infinity is stood in for by a number below all others.

    Raises `ArithmeticError` where they are too large, or beta is 0.
    """
    beta, exponents = float(world.beta), world.k if world.k is not None else world.r or ()
    unit = 1.0 if world.k is None or world.base is None else beta * math.log(world.base)
    rewards = [-1e300 if isinstance(each, str) else unit * float(each) for each in exponents]
    if world.k is None or world.base is None:
        tilts = [math.exp(each / beta) for each in rewards]
    else:
        tilts = [0.0 if isinstance(each, str) else float(world.base) ** float(each) for each in world.k]
    outputs: dict[str, Any] = {"Y": range(world.n)} if world.counts is None else {"counts": world.counts}
    families = {name: [float(each) for each in values] for name, values in world.families.items()}
    scalars = {name: float(value) for name, value in world.scalars.items()}
    scalars |= {"n": float(world.n), "alpha": float(world.alpha), "beta": beta}
    return Environment({**outputs, **families, **scalars, "r": rewards, "w": tilts})


def compiled(formula: Formula, *, grouped: bool = False) -> Callable[[Environment], bool]:
    """Return a function from environments to truth. It raises `Undefined` where the formula means nothing.

    `grouped`: outputs come in classes, `counts` many each, and vectors have an entry a class; for formulas that tell
    outputs apart by `==` and `!=` only.
    """
    function = _function(_source(unfold_shorthands(formula), () if grouped else None), grouped=grouped)

    def guarded(environment: Environment) -> bool:
        try:
            return function(environment)  # type: ignore[no-any-return]
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            raise Undefined(str(error)) from None

    return guarded


def entries_of(term: Term, index: str) -> Callable[[Environment], list[float]]:
    """Return a function from environments to the values of a term at every output, for which an index stands.

    It raises `Undefined` where one means nothing.
    """
    function = _function(f"[{_source(unfold_shorthands(term), None)} for i_{index} in V['Y']]", grouped=False)

    def guarded(environment: Environment) -> list[float]:
        try:
            return function(environment)  # type: ignore[no-any-return]
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            raise Undefined(str(error)) from None

    return guarded


@cache
def _definition(name: str, *, grouped: bool) -> Callable[[Environment], Any]:
    if not DEFINITIONS[name].family:
        return _function(_source(definition(name), () if grouped else None), grouped=grouped)
    source = _source(definition(name), ("y_",) if grouped else None)
    outputs = "range(len(V['counts']))" if grouped else "V['Y']"
    return _function(f"[{source} for i_y_ in {outputs}]", grouped=grouped)


def _function(source: str, *, grouped: bool) -> Callable[[Environment], Any]:
    helpers = _HELPERS | _SHARP if grouped else dict(_HELPERS)
    return eval(f"lambda V: {source}", helpers)  # type: ignore[no-any-return]  # noqa: S307 - written from the tree, see the module's text


def _source(node: Node, bound: tuple[str, ...] | None) -> str:
    # `bound` are the indices in scope, where outputs come in classes; None where each output is its own.
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
                return _source(definition(family), bound).replace("i_y_", output)
            return f"V[{family!r}][{output}]" if bound is None else f"V[{family!r}][{output} % len(V['counts'])]"
        case Arithmetic(operator, left, right):
            if operator == "/":
                return f"divide({_source(left, bound)}, {_source(right, bound)})"
            if operator == "**":
                return f"power({_source(left, bound)}, {_source(right, bound)})"
            return f"({_source(left, bound)} {operator} {_source(right, bound)})"
        case Negate(term):
            return f"(-{_source(term, bound)})"
        case Apply(function, arguments):
            return f"{function}_({', '.join(_source(each, bound) for each in arguments)})"
        case Choose(test, then, other):
            return f"({_source(then, bound)} if {_source(test, bound)} else {_source(other, bound)})"
        case Fold(kind, body, indices, where) | Quantify(kind, body, indices, where):
            if bound is not None:
                return _by_classes(kind, body, indices, where, bound)
            loops = "".join(f" for i_{index} in V['Y']" for index in indices)
            condition = "" if where is None else f" if {_source(where, bound)}"
            return f"{kind}({_source(body, bound)}{loops}{condition})"
        case Compare(terms, relations):
            names = {"<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">=": "ge", ">": "gt"}
            links = zip(terms, relations, terms[1:], strict=False)
            return f"({' and '.join(f'{names[r]}({_source(a, bound)}, {_source(b, bound)})' for a, r, b in links)})"
        case And(parts):
            return f"({' and '.join(_source(each, bound) for each in parts)})"
        case Or(parts):
            return f"({' or '.join(_source(each, bound) for each in parts)})"
        case Not(part):
            return f"(not {_source(part, bound)})"
        case Implies(premise, conclusion):
            return f"(not {_source(premise, bound)} or {_source(conclusion, bound)})"
        case Iff(left, right):
            return f"({_source(left, bound)} == {_source(right, bound)})"
        case Rank() | Shorthand():
            message = "shorthands are unfolded before compiling"
            raise TypeError(message)
        case _:
            assert_never(node)


def _by_classes(kind: str, body: Node, indices: tuple[str, ...], where: Node | None, bound: tuple[str, ...]) -> str:
    """Return a fold over outputs in classes: bound outputs one by one, the others of a class all at once."""
    loops, times = "", list[str]()
    for index in indices:
        scope = "".join(f"i_{each}, " for each in bound)
        loops += f" for i_{index}, m_{index} in outputs(V['counts'], ({scope}))"
        bound, times = (*bound, index), [*times, f"m_{index}"]
    inside, condition = _source(body, bound), "" if where is None else f" if {_source(where, bound)}"
    if kind in {"sum", "prod"}:
        inside = f"({inside}){'*' if kind == 'sum' else '**'}({'*'.join(times)})"
    return f"{kind}({inside}{loops}{condition})"


@lru_cache(maxsize=10_000)
def _outputs(counts: tuple[int, ...], bound: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Return the outputs that are bound already, once each, and a new one of each class for all that are left of it."""
    m, taken = len(counts), set(bound)
    found = [(y, 1) for y in taken]
    for c, count in enumerate(counts):
        used = sum(y % m == c for y in taken)
        if used < count:
            found.append((next(y for y in range(c, (used + 1) * m, m) if y not in taken), count - used))
    return tuple(found)


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
    "lt": lambda a, b: (
        b - a > TOLERANCE * (1 + abs(a))
    ),  # each said in full: one call, not two, for what a search does most
    "gt": lambda a, b: a - b > TOLERANCE * (1 + abs(b)),
    "le": lambda a, b: not a - b > TOLERANCE * (1 + abs(b)),
    "ge": lambda a, b: not b - a > TOLERANCE * (1 + abs(a)),
    "eq": lambda a, b: abs(a - b) <= TOLERANCE * (1 + abs(a)),
    "ne": lambda a, b: abs(a - b) > TOLERANCE * (1 + abs(a)),
    "divide": _divide,
    "power": _power,
    "exp_": math.exp,
    "log_": math.log,
    "sqrt_": math.sqrt,
    "abs_": abs,
    "sign_": lambda a: (a > TOLERANCE) - (-a > TOLERANCE * (1 + abs(a))),
    "max_": max,
    "min_": min,
    "outputs": _outputs,
    "len": len,
    "range": range,
    "sum": sum,
    "prod": math.prod,
    "max": max,
    "min": min,
    "all": all,
    "any": any,
}
_SHARP: dict[str, Any] = {
    "lt": lambda a, b: b - a > SHARP * abs(a) + SMALLEST,
    "gt": lambda a, b: a - b > SHARP * abs(b) + SMALLEST,
    "le": lambda a, b: not a - b > SHARP * abs(b) + SMALLEST,
    "ge": lambda a, b: not b - a > SHARP * abs(a) + SMALLEST,
    "eq": lambda a, b: abs(a - b) <= SHARP * abs(a) + SMALLEST,
    "ne": lambda a, b: abs(a - b) > SHARP * abs(a) + SMALLEST,
    "sign_": lambda a: (a > SMALLEST) - (-a > SHARP * abs(a) + SMALLEST),
}
