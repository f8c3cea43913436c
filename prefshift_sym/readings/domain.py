"""Where a formula means something: the conditions under which it divides by no zero and takes no bad logarithm.

They are collected once, from what the author wrote, definitions included, and handed to every engine. Guards
count: in `implies(p, q)`, `p and q`, `p or q`, `x if c else y` and after the `if` of a sum, the guarded part need only
be defined where its guard lets it matter.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Choose,
    Compare,
    Fold,
    Formula,
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
    Term,
)
from prefshift_sym.language.walk import constant, substitute_indices
from prefshift_sym.theory.setting import DEFINITIONS
from prefshift_sym.theory.unfold import definition
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Node

ZERO = Number(Fraction(0))


@value
class Obligation:
    """`condition` must hold wherever the formula is asked; `place` is the part that needs it, as text."""

    condition: Formula
    place: str
    needs: Formula  # the bare condition, such as `Z != 0`, before guards and quantifiers were put around it


def obligations(formula: Formula) -> tuple[Obligation, ...]:
    """Return what must hold for the formula (its shorthands unfolded) to be defined, without repeats, in the order written."""
    return tuple(dict.fromkeys(_of(formula)))


def _of(node: Node) -> Iterator[Obligation]:
    match node:
        case Number() | Bound():
            return
        case Name(name):
            if name in DEFINITIONS:
                yield from _of(definition(name))
        case At(family, index):
            if family in DEFINITIONS:
                yield from _of(substitute_indices(definition(family), {"y_": index}))
        case Arithmetic(operator, left, right):
            yield from _of(left)
            yield from _of(right)
            yield from _operation(operator, left, right, node)
        case Negate(term):
            yield from _of(term)
        case Apply(function, arguments):
            for argument in arguments:
                yield from _of(argument)
            if function in {"log", "sqrt"}:
                yield _bare(Compare((arguments[0], ZERO), (">" if function == "log" else ">=",)), node)
        case Choose(test, then, other):
            yield from _of(test)
            yield from (_guarded(test, each) for each in _of(then))
            yield from (_guarded(Not(test), each) for each in _of(other))
        case Fold(_, body, indices, where) | Quantify(_, body, indices, where):
            if where is not None:
                if isinstance(node, Fold) and node.kind in {"max", "min"}:
                    some = Quantify("any", where, indices)
                    yield Obligation(some, show(node), some)
                yield from (_for_all(indices, each) for each in _of(where))
            for each in _of(body):
                yield _for_all(indices, each if where is None else _guarded(where, each))
        case Compare(terms):
            for term in terms:
                yield from _of(term)
        case And(parts):
            yield from _in_turn(parts, negate=False)
        case Or(parts):
            yield from _in_turn(parts, negate=True)
        case Not(part):
            yield from _of(part)
        case Implies(premise, conclusion):
            yield from _in_turn((premise, conclusion), negate=False)
        case Iff(left, right):
            yield from _of(left)
            yield from _of(right)
        case Rank() | Shorthand():
            message = "shorthands are unfolded before definedness is read"
            raise TypeError(message)
        case _:
            assert_never(node)


def _operation(operator: str, left: Term, right: Term, node: Term) -> Iterator[Obligation]:
    if operator == "/" and not (isinstance(right, Number) and right.value):
        yield _bare(Compare((right, ZERO), ("!=",)), node)
    if operator == "**":
        exponent = constant(right)
        if exponent is None or exponent.denominator != 1:
            yield _bare(Compare((left, ZERO), (">",)), node)
        elif exponent < 0:
            yield _bare(Compare((left, ZERO), ("!=",)), node)


def _in_turn(parts: tuple[Formula, ...], *, negate: bool) -> Iterator[Obligation]:
    """Each part need be defined only where the earlier ones hold (for `or`: fail)."""
    for position, part in enumerate(parts):
        for each in _of(part):
            for earlier in reversed(parts[:position]):
                each = _guarded(Not(earlier) if negate else earlier, each)
            yield each


def _bare(condition: Compare, node: Term) -> Obligation:
    return Obligation(condition, show(node), condition)


def _guarded(guard: Formula, inner: Obligation) -> Obligation:
    return Obligation(Implies(guard, inner.condition), inner.place, inner.needs)


def _for_all(indices: tuple[str, ...], inner: Obligation) -> Obligation:
    return Obligation(Quantify("all", inner.condition, indices), inner.place, inner.needs)
