"""Throw bad guesses out early: small random points that meet every assumption about pairs of outputs, in floating point.

Only guesses are filtered, never proofs: a guess that a point refutes cannot be proved from those assumptions alone, and
one that no point refutes still has to be proved.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Refused, indices, parse, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.recheck_certificate import Poly, Room

Point = dict[Any, float]  # the value of each atom
Terms = list[tuple[float, Any]]  # the coefficients and monomials of a polynomial
Judge = Callable[[Point], "bool | None"]
Test = tuple[Judge, list[str]]  # and the outputs that it speaks of
REWARDS, MASSES, EACH, ENOUGH, SHARES = 400, 20, 1, 36, 0.3
EVERYWHERE = {("v", "n"), ("v", "alpha"), ("v", "beta")}  # points do not differ in these


class Unknown(Exception):
    """A quantity that depends on more than the outputs at hand."""


class Sieve:
    """Points at the indices in scope and two more, `i_` and `j_`."""

    def __init__(self, room: Room) -> None:
        self.room = room.branch()
        self.room.name([name for name in ("i_", "j_") if name not in room.names])
        self.indices = sorted(self.room.names.values())
        self.masses = {("e", p) for p in self.room.vectors | self.room.declared}
        self.found: list[Point] = []
        self.more = self._points()

    def points(self) -> Iterator[Point]:
        """Yield the points, made as they are asked for: the first few refute most of what is false."""
        yield from self.found
        for point in self.more:
            self.found.append(point)
            yield point

    def allows(self, source: str, weight: str = "0") -> bool:
        """Tell whether a term, over i_ and j_, is >= 0 at every point, and > 0 where the weight is, or depends on more."""
        try:
            p, q = (self.room.cleared(self.room.term(parse(each), self.room.names)) for each in (source, weight))
        except Refused:
            return True
        more, where = shown(p), shown(q)
        try:
            for point in self.points():
                if amount(more, point) < (1e-9 if where and amount(where, point) > 1e-9 else -1e-9):
                    return False
        except Unknown:
            pass
        return True

    def _tests(self) -> Iterator[Any]:
        for formula, env, _ in self.room.formulas:
            kind, parts = pieces(formula)
            if kind == "all":
                for each in itertools.product(self.indices, repeat=len(parts[0])):
                    yield self._compiled(parts[1], {**env, **dict(zip(parts[0], each, strict=True))})
        for relation, p, _ in self.room.facts:
            yield ("compare", relation, p)

    def _drawn_so(self, test: Any) -> bool:
        """Tell whether every point meets a test as it is drawn, or none can tell: masses are not negative, n is of no use."""
        if test[0] == "implies":
            return self._drawn_so(test[2])
        if test[0] != "compare":
            return False
        _, relation, p = test
        atoms = [atom for mono in p for atom, _ in mono]
        if all(atom in EVERYWHERE for atom in atoms):
            return judge(test)({}) is not False
        return relation == ">=" and min(p.values()) > 0 and all(atom[:2] in self.masses for atom in atoms)

    def _compiled(self, node: ast.expr, env: dict[str, Any]) -> Any:
        kind, parts = pieces(node)
        match kind:
            case "compare":
                try:
                    return ("compare", *self.room.link(parts, env))
                except Refused:
                    return ("unknown",)
            case "and" | "or":
                return (kind, *(self._compiled(part, env) for part in parts))
            case "implies" | "iff":
                return (kind, *(self._compiled(part, env) for part in parts))
            case _:
                return ("unknown",)

    def _points(self) -> Iterator[Point]:
        """Yield points that meet the tests: the rewards first, since few orders of them may do, then the rest."""
        import random  # a cold start whose proof needs no guess does without it

        draw = random.Random(0).random  # noqa: S311 - guesses, not secrets
        families = [
            (f, 0 if f in self.room.vectors | self.room.declared else -2)
            for f in sorted(self.room.families - {"r", "w"})
        ]
        early, late = list[Test](), list[Test]()
        tests = list(self._tests())
        for test in tests:
            if not self._drawn_so(test):
                own, names = _spoken(test)
                if test[0] != "compare" or "S" not in own:
                    some = early if own <= {"", "r", "w", "v"} else late
                    some.append((judge(test), sorted(names) or self.indices))
        levels = any("r" in _spoken(test)[0] and _levelled(test) for test in tests)
        found = 0
        for at in range(REWARDS):
            outputs = list(range(len(self.indices)))
            if at % 6 == 2 and len(outputs) > 1:  # two indices may be of one output
                outputs[int(draw() * len(outputs))] = int(draw() * len(outputs))
            at_output = dict(zip(self.indices, outputs, strict=True))
            rewards = self._rewards(draw)
            if levels:  # where 0 is among them may matter
                low = int(len(rewards) * draw())
                rewards = [reward - low for reward in rewards]
            point = self._scalars(draw)
            for index, output in at_output.items():
                point["e", "", index] = output
                point["e", "r", index], point["e", "w", index] = rewards[output], math.exp(rewards[output])
            if failing(early, point) is not None:
                continue
            these, parts, base = 0, 1, dict(point)
            again = self.indices  # whose masses are drawn: all, then those at an output that a test fails at
            for _ in range(MASSES):
                if again is self.indices:
                    parts = (3, 10)[int(2 * draw())]  # a single output may have much of the mass
                anew = {output: list[str]() for output in {at_output[index] for index in again}}
                for index, output in at_output.items():
                    if output in anew:
                        anew[output].append(index)
                for family, low in families:
                    for those in anew.values():
                        mass = (low + int((4 - low) * draw())) / parts
                        for index in those:
                            base["e", family, index] = mass
                full = dict(base)  # which comes to remember what depends on these masses
                test = failing(late, full)
                if test is None:
                    found, these = found + 1, these + 1
                    yield full
                    again = self.indices
                else:
                    again = [test[1][int(draw() * len(test[1]))]]
                if these == EACH:
                    break
            if found >= ENOUGH:
                return

    def _rewards(self, draw: Callable[[], float]) -> list[int]:
        """Return a reward for every output: of two levels or three, since some may have to be equal, or all distinct."""
        outputs = range(len(self.indices))
        levels = (2, 3, 0, 0)[int(4 * draw())]
        return [int(levels * draw()) for _ in outputs] if levels else sorted(outputs, key=lambda _: draw())

    def _scalars(self, draw: Callable[[], float]) -> Point:
        """Return values for the scalars that are declared: any, or shares of 1, as weights often are."""
        names = sorted(self.room.scalars - {"alpha", "beta"})
        if draw() < SHARES:
            parts = [1 + int(4 * draw()) for _ in names]
            return {("v", name): part / sum(parts) for name, part in zip(names, parts, strict=True)}
        return {("v", name): (int(6 * draw()) - 2) / (1, 1, 2)[int(3 * draw())] for name in names}


def failing(tests: list[Test], point: Point) -> Test | None:
    """Return a test that fails at a point, if any; it comes first the next time, since it may well again."""
    for k, test in enumerate(tests):
        if test[0](point) is False:
            tests.insert(0, tests.pop(k))
            return test
    return None


def _spoken(test: Any) -> tuple[set[str], set[str]]:
    """Return what a test speaks of: the families, and the kinds of all atoms but entries; and the outputs."""
    if test[0] != "compare":
        parts = [_spoken(part) for part in test[1:]]
        return set().union(*(heads for heads, _ in parts)), set().union(*(names for _, names in parts))
    heads = set().union(*(_heads(atom) for mono in test[2] for atom, _ in mono))
    return heads, {name for mono in test[2] for name in indices(mono) if name[0] == "@"}


def _levelled(test: Any) -> bool:
    """Tell whether a test, or a part of one, compares a reward with something other than a reward."""
    if test[0] != "compare":
        return any(map(_levelled, test[1:]))
    rewards = [any(atom[:2] == ("e", "r") for atom, _ in mono) for mono in test[2]]
    return any(rewards) and not all(rewards)


@lru_cache(5000)
def _heads(thing: Any) -> frozenset[str]:
    """Return the families, and the kinds of all atoms but entries, inside an atom."""
    if not isinstance(thing, tuple):
        return frozenset()
    own = {thing[1]} if thing[:1] == ("e",) else {thing[0]} if thing and thing[0] in ("S", "v", "f") else set()
    return frozenset(own.union(*map(_heads, thing)))


def shown(p: Poly) -> Terms:
    """Return a polynomial as its values are worked out: with its coefficients in floating point."""
    return [(float(c), mono) for mono, c in p.items()]


def amount(terms: Terms, point: Point) -> float:
    """Return the value of a polynomial at a point; beta is 1, alpha 1/3. The point remembers the atoms' values."""
    total = 0.0
    for product, mono in terms:
        for atom, k in mono:
            try:
                one = point[atom]
            except KeyError:
                one = point[atom] = _atom(atom, point)
            product *= one if k == 1 else one**k
        total += product
    return total


def number(key: Any, point: Point) -> float:
    """Return the value of a frozen polynomial at a point."""
    return amount([(float(c), mono) for mono, c in key], point)


def _atom(atom: Any, point: Point) -> float:
    match atom:
        case ("v", "beta"):
            return 1.0
        case ("v", "alpha"):
            return 1 / 3
        case ("v", _) if atom in point:
            return point[atom]
        case ("inv", key):
            value = number(key, point)
            return 1 / value if value else 0.0
        case ("f", "exp", key):
            return math.exp(min(number(key, point), 100.0))
        case ("f", "log" | "sqrt" as name, key):
            value = number(key, point)
            return 0.0 if value <= 0 else math.log(value) if name == "log" else math.sqrt(value)
        case ("ind", key, sign):
            return 1.0 if number(key, point) * sign > 1e-12 else 0.0
        case ("max", *keys):
            return max(number(key, point) for key in keys)
        case ("M", (bound,), key):  # as if there were no other outputs
            here = {each[2] for each in point if each[:2] == ("e", "")}
            return max(number(key, _bound(point, bound, index)) for index in here)
    raise Unknown


def _bound(point: Point, bound: str, index: str) -> Point:
    """Return the point with one more index, which stands for one that it has."""
    return point | {(*each[:2], bound): value for each, value in point.items() if each[0] == "e" and each[2] == index}


def judge(test: Any) -> Judge:
    """Return what tells whether a test holds at a point; None where the point does not tell."""
    match test:
        case ("compare", relation, p):
            return partial(_compares, relation, shown(p))
        case ("and" | "or" as kind, *parts):
            return partial(_joins, kind == "or", [judge(part) for part in parts])
        case ("implies", p, q):
            return partial(_implies, judge(p), judge(q))
        case ("iff", p, q):
            return partial(_agrees, judge(p), judge(q))
        case _:
            return lambda _: None


def _compares(relation: str, terms: Terms, point: Point) -> bool | None:
    try:
        number = amount(terms, point)
    except Unknown:
        return None
    if relation == ">=":
        return number > -1e-9
    if relation == ">":
        return number >= 1e-9
    return (abs(number) < 1e-9) == (relation == "==")


def _joins(end: bool, parts: list[Judge], point: Point) -> bool | None:  # noqa: FBT001 - what settles it
    values = [part(point) for part in parts]
    return end if end in values else None if None in values else not end


def _implies(premise: Judge, conclusion: Judge, point: Point) -> bool | None:
    first = premise(point)
    return True if first is False else None if first is None else conclusion(point)


def _agrees(one: Judge, other: Judge, point: Point) -> bool | None:
    first, second = one(point), other(point)
    return None if None in (first, second) else first == second
