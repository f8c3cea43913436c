"""The Python dress of the language: operators that build the frozen tree, for proof scripts.

    TPM_A >= alpha                   a formula
    total(w[y]*p_A[y] for y in Y)    a sum over the outputs
    "cov(w, p_A) > 0"                text does as well, wherever a formula is expected

A formula has no truth value: `0 < alpha < 1` in Python would drop half of what it says, so it is refused.
"""

from __future__ import annotations

import inspect
import itertools
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, TypeVar

from prefshift_sym.errors import LanguageError
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
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Quantify,
    Shorthand,
)
from prefshift_sym.language.walk import free_indices, substitute_indices, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from prefshift_sym.language.terms import FoldKind, Formula, Function, Operator, Relation, ShorthandName, Term


N = TypeVar("N", "Term", "Formula")


@dataclass(frozen=True, eq=False)
class Expression:
    """A term under construction; `==` and its kin build formulas."""

    term: Term

    def __add__(self, other: object) -> Expression:
        return _arithmetic("+", self, other)

    def __radd__(self, other: object) -> Expression:
        return _arithmetic("+", other, self)

    def __sub__(self, other: object) -> Expression:
        return _arithmetic("-", self, other)

    def __rsub__(self, other: object) -> Expression:
        return _arithmetic("-", other, self)

    def __mul__(self, other: object) -> Expression:
        return _arithmetic("*", self, other)

    def __rmul__(self, other: object) -> Expression:
        return _arithmetic("*", other, self)

    def __truediv__(self, other: object) -> Expression:
        return _arithmetic("/", self, other)

    def __rtruediv__(self, other: object) -> Expression:
        return _arithmetic("/", other, self)

    def __pow__(self, other: object) -> Expression:
        return _arithmetic("**", self, other)

    def __neg__(self) -> Expression:
        return Expression(Negate(self.term))

    def __lt__(self, other: object) -> Claim:
        return _compare(self, "<", other)

    def __le__(self, other: object) -> Claim:
        return _compare(self, "<=", other)

    def __gt__(self, other: object) -> Claim:
        return _compare(self, ">", other)

    def __ge__(self, other: object) -> Claim:
        return _compare(self, ">=", other)

    def __eq__(self, other: object) -> Claim:  # type: ignore[override]
        return _compare(self, "==", other)

    def __ne__(self, other: object) -> Claim:  # type: ignore[override]
        return _compare(self, "!=", other)

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> NoReturn:
        _refuse_truth(show(self.term))

    def __str__(self) -> str:
        return show(self.term)


@dataclass(frozen=True)
class Claim:
    """A formula under construction."""

    formula: Formula

    def __and__(self, other: Claim) -> Claim:
        return Claim(And((self.formula, formula_of(other))))

    def __or__(self, other: Claim) -> Claim:
        return Claim(Or((self.formula, formula_of(other))))

    def __invert__(self) -> Claim:
        return Claim(Not(self.formula))

    def __bool__(self) -> NoReturn:
        _refuse_truth(show(self.formula))

    def __str__(self) -> str:
        return show(self.formula)


def _refuse_truth(shown: str) -> NoReturn:
    message = (
        f"`{shown}` is a formula and neither true nor false in Python; for a chain write between(0, alpha, 1) or the text "
        '"0 < alpha < 1", and for `and`, `or`, `not` write &, |, ~'
    )
    raise LanguageError(message)


@dataclass(frozen=True)
class Outputs:
    """The support Y; iterating over it inside `total(... for y in Y)` binds an index."""

    def __iter__(self) -> Iterator[Expression]:
        name = f"y{next(_COUNTER)}"
        _OPEN.append(name)
        yield Expression(Bound(name))


_COUNTER = itertools.count(1)
_OPEN: list[str] = []


@dataclass(frozen=True)
class Vector:
    """A family over the outputs, by name."""

    name: str

    def __getitem__(self, index: object) -> Expression:
        match index:
            case Expression(Bound() as bound):
                return Expression(At(self.name, bound))
            case int() if not isinstance(index, bool) and index >= 0:
                return Expression(At(self.name, Number(Fraction(index))))
        message = f"{self.name}[...] takes an index bound by `for y in Y`, or a constant from 0 to n-1, not {index!r}"
        raise LanguageError(message)


def as_term(value: object) -> Term:
    """Return the term that a Python value stands for. Raises `LanguageError` for a float, showing the fraction."""
    match value:
        case Expression(term):
            return term
        case bool():
            message = "True and False are not numbers; write a comparison"
        case int() | Fraction():
            return Number(Fraction(value)) if value >= 0 else Negate(Number(Fraction(-value)))
        case float():
            way = (
                f"; write Fraction({str(Fraction(str(value)))!r})" if math.isfinite(value) else ", and no number at all"
            )
            message = f"{value} is a floating-point number{way}"
        case Vector(name):
            message = f"{name} is a family over the outputs; write an entry of it, such as {name}[y]"
        case _:
            message = f"a number is expected, and this is {value!r}"
    raise LanguageError(message)


def formula_of(value: object) -> Formula:
    """Return the formula that a Python value stands for."""
    match value:
        case Claim(formula):
            return formula
        case Compare() | And() | Or() | Not() | Implies() | Iff() | Quantify():
            return value
    message = f"a formula is expected, such as TPM_A >= alpha, and this is {value!r}"
    raise LanguageError(message)


def _arithmetic(operator: Operator, left: object, right: object) -> Expression:
    return Expression(Arithmetic(operator, as_term(left), as_term(right)))


def _compare(left: object, relation: Relation, right: object) -> Claim:
    return Claim(Compare((as_term(left), as_term(right)), (relation,)))


def between(*terms: object) -> Claim:
    """Return the strict chain `a < b < c`."""
    less: Relation = "<"
    below = (less,) * (len(terms) - 1)
    return Claim(Compare(tuple(map(as_term, terms)), below))


def _bound(bodies: Generator[object, None, None], convert: Callable[[object], N]) -> tuple[N, tuple[str, ...]]:
    """Return the first body with the indices that its loops bound, called as the script calls them."""
    depth = len(_OPEN)
    body = convert(next(bodies))
    fresh = _OPEN[depth:]
    del _OPEN[depth:]
    given = {
        value.term.name: name
        for name, value in inspect.getgeneratorlocals(bodies).items()
        if isinstance(value, Expression) and isinstance(value.term, Bound) and value.term.name in fresh
    }
    taken = free_indices(body) | {
        name for part in walk(body) if isinstance(part, Fold | Quantify) for name in part.indices
    }
    called = {each: given[each] for each in fresh if each in given and given[each] not in taken}
    renamed = substitute_indices(body, {old: Bound(new) for old, new in called.items()})
    return renamed, tuple(called.get(each, each) for each in fresh)


def _folded(kind: FoldKind, bodies: Generator[object, None, None]) -> Expression:
    body, names = _bound(bodies, as_term)
    return Expression(Fold(kind, body, names))


def total(bodies: Generator[object, None, None]) -> Expression:
    """Return `sum(... for y in Y)`."""
    return _folded("sum", bodies)


def largest(bodies: Generator[object, None, None]) -> Expression:
    """Return `max(... for y in Y)`."""
    return _folded("max", bodies)


def smallest(bodies: Generator[object, None, None]) -> Expression:
    """Return `min(... for y in Y)`."""
    return _folded("min", bodies)


def every(bodies: Generator[object, None, None]) -> Claim:
    """Return `all(... for y in Y)`."""
    body, names = _bound(bodies, formula_of)
    return Claim(Quantify("all", body, names))


def some(bodies: Generator[object, None, None]) -> Claim:
    """Return `any(... for y in Y)`."""
    body, names = _bound(bodies, formula_of)
    return Claim(Quantify("any", body, names))


def implies(premise: object, conclusion: object) -> Claim:
    """Return `implies(p, q)`."""
    return Claim(Implies(formula_of(premise), formula_of(conclusion)))


def iff(left: object, right: object) -> Claim:
    """Return `iff(p, q)`."""
    return Claim(Iff(formula_of(left), formula_of(right)))


def function(name: Function, *arguments: object) -> Expression:
    """Return a function of terms."""
    return Expression(Apply(name, tuple(map(as_term, arguments))))


def shorthand(name: ShorthandName, *families: object) -> Expression:
    """Return `E(f, p)`, `mean(f)`, `cov(f, g)` or `KL(p, q)` of vectors."""
    for family in families:
        if not isinstance(family, Vector):
            message = f"{name} takes families over the outputs, such as w or p_A, and this is {family!r}"
            raise LanguageError(message)
    return Expression(Shorthand(name, tuple(family.name for family in families)))  # type: ignore[attr-defined]


def scalar(name: str) -> Expression:
    """Return a scalar by name."""
    return Expression(Name(name))
