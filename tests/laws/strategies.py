"""Random trees of the language and random worlds, shared by every test that states a law.

Only trees that the parser can make are drawn: numbers are non-negative integers, and no index hides a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

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
from prefshift_sym.theory.setting import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Formula, Term

INDEX_NAMES = ("i", "j", "k", "m")
SMALLEST_SUPPORT = 2  # constant indices stay below it, so that a tree means something at every n >= 2
RELATIONS = ("<", "<=", "==", "!=", ">=", ">")

numbers = st.integers(0, 12).map(lambda value: Number(Fraction(value)))


@dataclass(frozen=True)
class RationalWorld:
    """A support size and a rational for every given name, with the tilt `w` as free positive rationals."""

    n: int
    scalars: Mapping[str, Fraction]
    families: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


def terms(signature: Signature = SIGNATURE, *, depth: int = 3, algebraic: bool = False) -> SearchStrategy[Term]:
    """Draw closed terms; `algebraic` ones have sums, products, quotients and whole powers only."""
    return _terms(signature, (), depth, algebraic)


def formulas(signature: Signature = SIGNATURE, *, depth: int = 3) -> SearchStrategy[Formula]:
    """Draw closed formulas."""
    return _formulas(signature, (), depth)


def rationals(*, positive: bool = False) -> SearchStrategy[Fraction]:
    """Draw small exact fractions."""
    return st.builds(Fraction, st.integers(1 if positive else -9, 9), st.integers(1, 5))


@st.composite
def worlds(draw: st.DrawFn, n: int, signature: Signature = SIGNATURE) -> RationalWorld:
    """Draw a world of size `n`: any rationals for the given and the declared names, positive ones for `w`.

    It need meet no assumption of the setting, and `w` need not be `exp(r/beta)`: algebra holds there too.
    """
    scalars = {name: draw(rationals()) for name in sorted(signature.scalars - {"n"})}
    families = {
        name: tuple(draw(rationals(positive=name == "w")) for _ in range(n)) for name in sorted(signature.families)
    }
    return RationalWorld(n, scalars, families)


@cache
def _terms(signature: Signature, bound: tuple[str, ...], depth: int, algebraic: bool) -> SearchStrategy[Term]:  # noqa: FBT001
    families = st.sampled_from(sorted(signature.families))
    constants = st.integers(0, SMALLEST_SUPPORT - 1).map(lambda value: Number(Fraction(value)))
    indices = st.one_of(constants, *([st.sampled_from(bound).map(Bound)] if bound else []))
    leaves: list[SearchStrategy[Term]] = [
        numbers,
        st.sampled_from(sorted(signature.scalars)).map(Name),
        st.builds(At, families, indices),
    ]
    if bound:
        leaves.append(st.sampled_from(bound).map(Bound))
    if not depth:
        return st.one_of(leaves)
    below = st.deferred(lambda: _terms(signature, bound, depth - 1, algebraic))
    exponents = st.integers(0, 3).map(lambda value: Number(Fraction(value)))
    inner: list[SearchStrategy[Term]] = [
        st.builds(Arithmetic, st.sampled_from("+-*/"), below, below),
        st.builds(Arithmetic, st.just("**"), below, st.one_of(exponents, exponents.map(Negate))),
        st.builds(Negate, below),
        _folds(signature, bound, depth, algebraic),
    ]
    if not algebraic:
        inner += _more(signature, bound, depth, families, indices)
    # One part in so many is a leaf: `map` keeps Hypothesis from taking the leaves for as many alternatives.
    return st.one_of(st.one_of(leaves).map(lambda leaf: leaf), *inner)


def _more(
    signature: Signature,
    bound: tuple[str, ...],
    depth: int,
    families: SearchStrategy[str],
    indices: SearchStrategy[Bound | Number],
) -> list[SearchStrategy[Term]]:
    below = st.deferred(lambda: _terms(signature, bound, depth - 1, False))
    tests = st.deferred(lambda: _formulas(signature, bound, depth - 1))
    one = st.tuples(below)
    several = st.lists(below, min_size=2, max_size=3).map(tuple)
    return [
        st.builds(Arithmetic, st.just("**"), below, below.filter(_modest)),
        st.builds(Apply, st.sampled_from(("exp", "log", "sqrt", "abs", "sign")), one),
        st.builds(Apply, st.sampled_from(("max", "min")), several),
        st.builds(Choose, tests, below, below),
        st.builds(Rank, families, indices),
        st.builds(Shorthand, st.sampled_from(("E", "cov", "KL")), st.tuples(families, families)),
        st.builds(Shorthand, st.just("mean"), st.tuples(families)),
    ]


def _modest(exponent: Term) -> bool:
    # Large constant exponents are refused at the door, so no tree that was read has one.
    return isinstance(exponent, At | Name | Bound | Number)


def _folds(signature: Signature, bound: tuple[str, ...], depth: int, algebraic: bool) -> SearchStrategy[Term]:  # noqa: FBT001
    free = [name for name in INDEX_NAMES if name not in bound]
    kinds = ("sum", "prod") if algebraic else ("sum", "prod", "max", "min")

    def of(count: int) -> SearchStrategy[Term]:
        new = tuple(free[:count])
        inside = (*bound, *new)
        body = st.deferred(lambda: _terms(signature, inside, depth - 1, algebraic))
        wheres = (
            _index_conditions(inside) if algebraic else st.deferred(lambda: _formulas(signature, inside, depth - 1))
        )
        return st.builds(Fold, st.sampled_from(kinds), body, st.just(new), st.none() | wheres)

    return st.one_of([of(count) for count in (1, 2) if count <= len(free)] or [numbers])


@cache
def _index_conditions(bound: tuple[str, ...]) -> SearchStrategy[Formula]:
    sides = st.one_of(st.sampled_from(bound).map(Bound), st.integers(0, 2).map(lambda v: Number(Fraction(v))))
    plain = st.builds(Compare, st.tuples(sides, sides), st.sampled_from(RELATIONS).map(lambda each: (each,)))
    pairs = st.tuples(plain, plain)
    return st.one_of(plain, st.builds(Not, plain), st.builds(And, pairs), st.builds(Or, pairs))


@cache
def _formulas(signature: Signature, bound: tuple[str, ...], depth: int) -> SearchStrategy[Formula]:
    sides = st.deferred(lambda: _terms(signature, bound, max(depth - 1, 0), False))
    chains = st.integers(1, 3).flatmap(
        lambda count: st.builds(
            Compare,
            st.tuples(*[sides] * (count + 1)),
            st.tuples(*[st.sampled_from(RELATIONS)] * count),
        )
    )
    if not depth:
        return chains
    below = st.deferred(lambda: _formulas(signature, bound, depth - 1))
    several = st.lists(below, min_size=2, max_size=3).map(tuple)
    free = [name for name in INDEX_NAMES if name not in bound][:1]
    quantified = []
    if free:
        inside = (*bound, *free)
        body = st.deferred(lambda: _formulas(signature, inside, depth - 1))
        quantified = [
            st.builds(Quantify, st.sampled_from(("all", "any")), body, st.just(tuple(free)), st.none() | body)
        ]
    return st.one_of(
        chains,
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Not, below),
        st.builds(Implies, below, below),
        st.builds(Iff, below, below),
        *quantified,
    )
