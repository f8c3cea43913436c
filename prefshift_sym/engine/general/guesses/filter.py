"""Throw bad guesses out early: small random points that meet every assumption about pairs of outputs, in floating point.

Only guesses are filtered, never proofs: a guess that a point refutes cannot be proved from those assumptions alone, and
one that no point refutes still has to be proved.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Refused, parse, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from prefshift_sym.recheck_certificate import Poly, Room

Point = dict[Any, float]  # the value of each atom
REWARDS, MASSES, EACH, ENOUGH, SHARES = 400, 20, 1, 48, 0.3


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
        try:
            return all(number(p, point) >= (1e-9 if number(q, point) > 1e-9 else -1e-9) for point in self.points())
        except Unknown:
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
        """Tell whether every point meets a test as it is drawn: masses are not negative."""
        if test[:2] != ("compare", ">=") or len(test[2]) != 1:
            return False
        (((*atoms,), c),) = test[2].items()
        return c > 0 and all(atom[:2] in self.masses for atom, _ in atoms)

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
        tests = [(test, _heads(test)) for test in self._tests() if not self._drawn_so(test)]
        telling = [(test, own) for test, own in tests if test[0] != "compare" or "S" not in own]
        early = [test for test, own in telling if own <= {"", "r", "w", "v"}]
        late = [test for test, own in telling if not own <= {"", "r", "w", "v"}]
        where = {id(test): sorted(_indices(test)) or self.indices for test, _ in telling}
        found = 0
        for at in range(REWARDS):
            outputs = list(range(len(self.indices)))
            if at % 6 == 2 and len(outputs) > 1:  # two indices may be of one output
                outputs[int(draw() * len(outputs))] = int(draw() * len(outputs))
            at_output = dict(zip(self.indices, outputs, strict=True))
            rewards = self._rewards(draw)
            point = self._scalars(draw)
            for index, output in at_output.items():
                point["e", "", index] = output
                point["e", "r", index], point["e", "w", index] = rewards[output], math.exp(rewards[output])
            if failing(early, point) is not None:
                continue
            values, these, parts = dict[tuple[str, int], float](), 0, 1
            again = self.indices  # whose masses are drawn: all, then those at an output that a test fails at
            for _ in range(MASSES):
                if again is self.indices:
                    parts = (3, 10)[int(2 * draw())]  # a single output may have much of the mass
                for family, low in families:
                    for output in {at_output[index] for index in again}:
                        values[family, output] = (low + int((4 - low) * draw())) / parts
                full = dict(point)
                for (family, _), index in itertools.product(families, self.indices):
                    full["e", family, index] = values[family, at_output[index]]
                test = failing(late, full)
                if test is None:
                    found, these = found + 1, these + 1
                    yield full
                    again = self.indices
                else:
                    own = where[id(test)]
                    again = [own[int(draw() * len(own))]]
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


def failing(tests: list[Any], point: Point) -> Any:
    """Return a test that fails at a point, if any; it comes first the next time, since it may well again."""
    for k, test in enumerate(tests):
        if truth(test, point) is False:
            tests.insert(0, tests.pop(k))
            return test
    return None


def _heads(thing: Any) -> set[str]:
    """Return what a test speaks of: the families, and the kinds of all atoms but entries."""
    if isinstance(thing, dict):
        return set().union(*map(_heads, thing))
    if not isinstance(thing, tuple):
        return set()
    own = {thing[1]} if thing[:1] == ("e",) else {thing[0]} if thing and thing[0] in ("S", "v", "f") else set()
    return own.union(*map(_heads, thing))


def _indices(thing: Any) -> set[str]:
    """Return the indices of the outputs that a test speaks of."""
    if isinstance(thing, dict | tuple):
        return set().union(*map(_indices, thing))
    return {thing} if isinstance(thing, str) and thing[:1] == "@" else set()


def number(p: Poly, point: Point) -> float:
    """Return the value of a polynomial at a point; beta is 1, alpha 1/3. The point remembers the atoms' values."""
    total = 0.0
    for mono, c in p.items():
        value = float(c)
        for atom, k in mono:
            if atom not in point:
                point[atom] = _atom(atom, point)
            value *= point[atom] if k == 1 else point[atom] ** k
        total += value
    return total


def _atom(atom: Any, point: Point) -> float:
    match atom:
        case ("v", "beta"):
            return 1.0
        case ("v", "alpha"):
            return 1 / 3
        case ("v", _) if atom in point:
            return point[atom]
        case ("inv", key):
            value = number(dict(key), point)
            return 1 / value if value else 0.0
        case ("f", "exp", key):
            return math.exp(min(number(dict(key), point), 100.0))
        case ("f", "log" | "sqrt" as name, key):
            value = number(dict(key), point)
            return 0.0 if value <= 0 else math.log(value) if name == "log" else math.sqrt(value)
        case ("ind", key, sign):
            return 1.0 if number(dict(key), point) * sign > 1e-12 else 0.0
        case ("max", *keys):
            return max(number(dict(key), point) for key in keys)
        case ("M", (bound,), key):  # as if there were no other outputs
            here = {each[2] for each in point if each[:2] == ("e", "")}
            return max(number(dict(key), _bound(point, bound, index)) for index in here)
    raise Unknown


def _bound(point: Point, bound: str, index: str) -> Point:
    """Return the point with one more index, which stands for one that it has."""
    return point | {(*each[:2], bound): value for each, value in point.items() if each[0] == "e" and each[2] == index}


def truth(test: Any, point: Point) -> bool | None:
    """Return whether a test holds at a point; None where the point does not tell."""
    match test:
        case ("compare", relation, p):
            try:
                value = number(p, point)
            except Unknown:
                return None
            close = abs(value) < 1e-9
            if relation in ("==", "!="):
                return close if relation == "==" else not close
            return (value > 0 and not close) if relation == ">" else (value > 0 or close)
        case ("and" | "or" as kind, *parts):
            values = [truth(part, point) for part in parts]
            end = kind == "or"
            return end if end in values else None if None in values else not end
        case ("implies", p, q):
            first = truth(p, point)
            return True if first is False else None if first is None else truth(q, point)
        case ("iff", p, q):
            first, second = truth(p, point), truth(q, point)
            return None if None in (first, second) else first == second
        case _:
            return None
