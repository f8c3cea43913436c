"""Worlds for what a lattice seldom meets: distributions that an equation gives, and declared scalars inside exponents.

An implicit reward, `r[y] == beta*log(q[y]/p_ref[y]) + c`, gives q at every output, once the rest has values. Its sum is
1 in few worlds, so that one component is solved for, too: as a mixture of two vectors at which the sum is above 1, and
below. A second temperature is tried at small multiples of the first. All of it is in floating point, and numbers are
taken for the simple fractions that they are close to; `confirm` decides, as on any candidate.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.lattice import LARGE, Level
from prefshift_sym.engine.search import Pace, Special, rewards_of, search_specially
from prefshift_sym.language.terms import Apply, Arithmetic, At, Bound, Compare, Negate, Number, Quantify
from prefshift_sym.language.walk import families_in, rebuild, scalars_in, substitute_indices, walk
from prefshift_sym.readings.floats import Environment, Undefined, entries_of
from prefshift_sym.theory.symmetry import is_symmetric
from prefshift_sym.theory.uses import names_in
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from prefshift_sym.engine.lattice import Vector
    from prefshift_sym.engine.search import Rewards
    from prefshift_sym.language.terms import Node, Term
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import World

TEMPERATURES = tuple(map(Fraction, ("2", "3", "1/2", "1/3", "4")))
ADDED = tuple(map(Fraction, (0, 1, -1)))  # most numbers are no logarithms of fractions
_BASES = tuple(map(Fraction, ("2", "3", "4", "10")))
_HALF, _OTHERS = Fraction(1, 2), tuple(map(Fraction, ("1/2", "1/3", "2/3", "1/10", "9/10")))
FEW, ALL = Level(2, 4, _BASES, (_HALF,), "none"), Level(2, 4, _BASES, (_HALF,), "all")
TEMPERED = FEW, FEW, Level(6, 4, _BASES, (_HALF,), "none")  # by effort: the first two differ in how many worlds
SOLVED = ALL, ALL, Level(3, 6, _BASES, _OTHERS, "all")
LARGEST, CLOSE = 10**5, 1e-13  # denominators of the fractions that numbers are taken for, and how close they are


@value
class Given:
    """A distribution that an equation gives, up to a factor where that is about ratios: its name, what it is, and what that rests on."""

    name: str
    term: Term
    names: frozenset[str]
    entries: Callable[[Environment], list[float]]
    ratios: bool

    def sum(self, environment: Environment) -> float:
        """Return what the entries add up to."""
        return math.fsum(self.entries(environment))

    def solve(self, environment: Environment, _: Sequence[Any]) -> Iterator[tuple[Fraction, ...]]:
        """Yield the distribution, where it is one of simple fractions."""
        try:
            found = self.entries(environment)
            total = math.fsum(found) if self.ratios else 1.0
            exact = [simple(each / total) for each in found]
        except (Undefined, ZeroDivisionError):
            return
        known = tuple(each for each in exact if each is not None)
        if len(known) == len(exact) and sum(known) == 1 and min(known) >= 0:
            yield known


@value
class Mixing:
    """A component that is mixed so that what an equation gives adds up to 1."""

    name: str
    given: Given

    def solve(self, environment: Environment, choices: Sequence[Any]) -> Iterator[Any]:
        """Yield the choices at which it does, and of the others mixtures with single outputs."""
        size = len(environment["Y"])
        singles = [tuple(Fraction(i == j) for j in range(size)) for i in range(size)]
        try:
            over = [
                self.given.sum(Environment({**environment, self.name: [*map(float, each)]})) - 1 for each in singles
            ]
        except Undefined:
            yield from choices
            return
        for choice in choices:
            here = sum(float(mass) * each for mass, each in zip(choice, over, strict=True))
            if abs(here) < CLOSE:
                yield choice
                continue
            for i, there in enumerate(over):
                share = simple(here / (here - there)) if here * there < 0 else None
                if share is not None:
                    yield tuple((1 - share) * mass + share * (i == j) for j, mass in enumerate(choice))


def simple(number: float) -> Fraction | None:
    """Return the simple fraction that a number is taken for, or None."""
    if not abs(number) < LARGEST:
        return None
    found = Fraction(number).limit_denominator(LARGEST)
    return found if abs(number - float(found)) <= CLOSE else None


def worlds(statement: Statement, n: int, effort: int, deadline: float, tests: int) -> Iterator[World]:
    """Yield candidate worlds of a size, where the statement is one for this search; with more effort, larger ones."""
    given = givens(statement)
    values = _values(statement, given)
    if n > LARGE or not (given or values):
        return
    level = (SOLVED if given else TEMPERED)[effort]
    own = {each.name: each.solve for each in given}
    free = [name for name in ("p_U", "p_A", *statement.distributions) if name not in own]
    special = Special(level, values, {**_mixing(given, free), **own})
    rewards = rewards_of(statement, n, level, ascending=is_symmetric(statement))
    if ADDED in values.values():
        rewards = itertools.chain(_level_rewards(n), rewards)
    yield from search_specially(statement, n, special, rewards, Pace(deadline, tests))


def is_special(statement: Statement) -> bool:
    """Return whether the statement is one for this search."""
    given = givens(statement)
    return bool(given or _values(statement, given))


def _values(statement: Statement, given: Sequence[Given]) -> dict[str, Vector]:
    """Return the values of the scalars that scale exponents, and of those that equations add to logarithms."""
    formulas = (formula for _, formula in (*statement.assume, *statement.claim))
    scale = frozenset[str]().union(*map(_scales, (*formulas, *(each.term for each in given))))
    added = {name for each in given for name in each.names}
    return {
        name: TEMPERATURES if name in scale else ADDED for name in statement.scalars if name in scale or name in added
    }


def _scales(node: Node) -> frozenset[str]:
    """Return the scalars that divide or multiply what changes with the output, in exponents."""
    found = frozenset[str]()
    for part in walk(node):
        match part:
            case Arithmetic("**", _, power):
                found |= scalars_in(power)
            case Apply("exp", (power,)):
                for each in walk(power):
                    match each:
                        case Arithmetic("*" | "/", left, right) if families_in(left) and not families_in(right):
                            found |= scalars_in(right)
                        case Arithmetic("*", left, right) if families_in(right) and not families_in(left):
                            found |= scalars_in(left)
                        case _:
                            pass
            case _:
                pass
    return found


def _level_rewards(n: int) -> Iterator[Rewards]:
    """Yield rewards of 1 and of -1 at every output: a scalar is compared with them, and no logarithm is rational."""
    for each in (1, -1):
        floats = {"beta": 1.0, "r": [float(each)] * n, "w": [math.exp(each)] * n}
        yield (Fraction(each),) * n, {"base": None, "beta": Fraction(1), "floats": floats}


# -- what equations give ----------------------------------------------------------------------------------------------


def givens(statement: Statement) -> tuple[Given, ...]:
    """Return the declared distributions that assumptions give, each resting on none that comes later."""
    found: dict[str, Given] = {}
    for _, formula in statement.assume if statement.distributions else ():
        names = (name for name in statement.distributions if name not in found)  # an equation gives one, of two in it
        each = next(filter(None, (_given(formula, name) for name in names)), None)
        if each is not None:
            found[each.name] = each
    kept: list[Given] = []
    while ready := [each for each in found.values() if not each.names & found.keys()]:
        kept += ready
        for each in ready:
            del found[each.name]
    return tuple(kept)


def _given(formula: Node, name: str) -> Given | None:
    """Return what an equation at every output, or at every two, says of a distribution."""
    match formula:
        case Quantify("all", Compare((left, right), ("==",)), (index,)):
            pair = False
        case Quantify("all", Compare((left, right), ("==",)), (index, other)):
            pair = True
            left, right = (_at_the_first(each, name, other) for each in (left, right))
        case _:
            return None
    if name not in families_in(left):
        left, right = right, left
    if name in families_in(right):
        return None
    term = _solved(left, right, name, index)
    return None if term is None else Given(name, term, names_in(term), entries_of(term, index), pair)


def _at_the_first(term: Term, name: str, index: str) -> Term:
    """Return a term with output 0 for an index, and 1 for the distribution's entry there."""

    def change(part: Node) -> Node:
        return Number(Fraction(1)) if part == At(name, Bound(index)) else rebuild(part, change)

    changed: Any = change(term)
    return substitute_indices(changed, {index: Number(Fraction(0))})  # type: ignore[no-any-return]


def _solved(side: Term, other: Term, name: str, index: str) -> Term | None:
    """Return what `name[index]` is where `side == other` and it stands in `side` once, else None."""
    while side != At(name, Bound(index)):
        match side:
            case Negate(inner):
                side, other = inner, Negate(other)
            case Apply("log", (inner,)):
                side, other = inner, Apply("exp", (other,))
            case Apply("exp", (inner,)):
                side, other = inner, Apply("log", (other,))
            case Arithmetic(operator, left, right) if name not in families_in(right):
                opposite: Any = {"+": "-", "-": "+", "*": "/", "/": "*"}.get(operator)
                if opposite is None:
                    return None
                side, other = left, Arithmetic(opposite, other, right)
            case Arithmetic("+" | "*" as operator, left, right) if name not in families_in(left):
                side, other = right, Arithmetic("-" if operator == "+" else "/", other, left)
            case Arithmetic("-" | "/" as operator, left, right) if name not in families_in(left):
                side, other = right, Arithmetic(operator, left, other)
            case _:
                return None
    return other


def _mixing(given: Sequence[Given], free: Sequence[str]) -> Mapping[str, Any]:
    """Return what makes the first distribution that needs it, of those given, add up to 1."""
    for each in given:
        name = next((name for name in free if name in each.names and not each.ratios), None)
        if name is not None:
            return {name: Mixing(name, each).solve}
    return {}
