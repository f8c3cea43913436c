"""What is known of the order among hypotheses while questions come in: what follows by itself is never asked.

Implications are kept a scope each: `None` is every support size that the statement allows, a number is that size alone.
They are closed under transitivity, and under one rule of logic: what implies each formula of a conjunction implies it.
Every world is evaluated exactly on all hypotheses at once, so that one witness refutes many implications.
"""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefshift_sym import recheck
from prefshift_sym.engine import search
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.readings.floats import Undefined, compiled, environment_of
from prefshift_sym.values import replace
from prefshift_sym.verdict import Bounded, Proved, Refuted, Vacuous, Verdict
from prefshift_sym.verdict import Undefined as UndefinedVerdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from prefshift_sym.language.terms import Formula
    from prefshift_sym.readings.floats import Environment
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import World

MOST_WORLDS = 8_000  # small worlds gone through at one size and level before the first question
SWEPT = 20.0  # seconds of wall-clock time for them; a safeguard, since the catalogue needs far less

Scope = int | None
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rung:
    """A hypothesis of the ladder: all its named formulas together."""

    name: str
    formulas: tuple[tuple[str, Formula], ...]


@dataclass
class Known:
    """Implications among the rungs, by their positions, with the evidence. Rows of relations are sets of bits."""

    base: Statement
    rungs: tuple[Rung, ...]
    sizes: tuple[int, ...]
    told: dict[Scope, dict[Pair, str]] = field(default_factory=lambda: defaultdict(dict))
    worlds: dict[int, dict[Pair, World]] = field(default_factory=lambda: defaultdict(dict))
    vacuous: dict[int, str] = field(default_factory=dict)
    reasons: dict[Pair, str] = field(default_factory=dict)
    asked: set[tuple[Pair, Scope]] = field(default_factory=set)

    def __post_init__(self) -> None:
        atoms = {each: bit for bit, each in enumerate(dict.fromkeys(self._formulas()))}
        self._atoms = [[compiled(each, grouped=grouped) for each in atoms] for grouped in (False, True)]
        self._own = [sum(1 << bit for bit in {atoms[each] for _, each in rung.formulas}) for rung in self.rungs]
        self._true: dict[int, list[int]] = defaultdict(lambda: [0] * len(self.rungs))
        self._samples: dict[int, int] = defaultdict(int)
        self._refuted: dict[int, list[int]] = defaultdict(lambda: [0] * len(self.rungs))
        self._reach: dict[Scope, list[int]] = {}
        self._everything = replace(
            self.base,
            assume=(),
            claim=tuple((str(number), each) for number, each in enumerate(atoms)),
            sizes=None,
        )
        self._close()

    def _formulas(self) -> Iterator[Formula]:
        return (each for rung in self.rungs for _, each in rung.formulas)

    def pairs(self) -> Iterator[Pair]:
        """Return all ordered pairs of rungs."""
        return itertools.permutations(range(len(self.rungs)), 2)

    # -- implications ----------------------------------------------------------------------------------------------

    def holds(self, pair: Pair, scope: Scope) -> bool:
        """Return whether the implication is known to hold in the scope."""
        return bool(self._reach[scope][pair[0]] >> pair[1] & 1)

    def refuted(self, pair: Pair) -> int | None:
        """Return the smallest size at which a witness is known."""
        return min((n for n, found in self.worlds.items() if pair in found), default=None)

    def evidence(self, pair: Pair, scopes: Sequence[Scope]) -> str:
        """Return on what it rests that the implication holds in these scopes."""
        if not self._own[pair[1]] & ~self._own[pair[0]]:
            return "by definition"
        found = {self.told[scope].get(pair, self.told[None].get(pair, "other arrows")) for scope in scopes}
        return ", ".join(sorted(found))

    def _close(self) -> None:
        count = len(self.rungs)
        rows = [1 << at for at in range(count)]
        for scope in (None, *self.sizes):
            rows = list(self._reach[None] if scope is not None else rows)
            for one, other in self.told[scope]:
                rows[one] |= 1 << other
            if scope is not None:
                for at in self.vacuous:
                    rows[at] = (1 << count) - 1
            before: list[int] = []
            while rows != before:
                before = list(rows)
                for middle, one in itertools.product(range(count), repeat=2):
                    if rows[one] >> middle & 1:
                        rows[one] |= rows[middle]
                for one in range(count):
                    said = 0
                    for at in range(count):
                        said |= self._own[at] if rows[one] >> at & 1 else 0
                    rows[one] |= sum(1 << at for at in range(count) if not self._own[at] & ~said)
            self._reach[scope] = rows

    # -- questions -------------------------------------------------------------------------------------------------

    def open(self, pair: Pair, scope: Scope) -> bool:
        """Return whether the pair is still worth a question in the scope."""
        if (pair, scope) in self.asked or pair[0] in self.vacuous or self.holds(pair, scope):
            return False
        smallest = self.refuted(pair)
        return smallest is None or (scope is not None and scope < smallest)

    def questions(self, scope: Scope, wanted: Callable[[Pair], bool]) -> list[Pair]:
        """Return the open pairs, the closest first: those follow from no others, and others follow from them."""
        pairs = [each for each in self.pairs() if self.open(each, scope) and wanted(each)]
        return sorted(pairs, key=lambda pair: (self._gap(pair, scope), pair))

    def _gap(self, pair: Pair, scope: Scope) -> int:
        """Return how many of the small worlds gone through meet the conclusion without the premise."""
        sizes = self.sizes if scope is None else (scope,)
        return sum((self._true[n][pair[1]] & ~self._true[n][pair[0]]).bit_count() for n in sizes)

    def statement(self, pair: Pair, scope: Scope) -> Statement:
        """Return the question whether one rung gives the other, in the scope."""
        one, other = (self.rungs[at] for at in pair)
        sizes = self.base.sizes if scope is None else (scope,)
        title = f"{one.name} => {other.name}"
        return replace(self.base, title=title, assume=one.formulas, claim=other.formulas, sizes=sizes)

    def learn(self, pair: Pair, scope: Scope, verdict: Verdict) -> None:
        """Take in an answer with all that follows from it."""
        match verdict:
            case Proved():
                self.told[scope][pair] = "a certificate"
            case Bounded(supports, solver, reason):
                for n in supports:
                    self.told[n].setdefault(pair, solver)
                self.reasons[pair] = reason
            case Refuted(world):
                self.add(world)
            case Vacuous(reason) if scope is None:
                self.vacuous[pair[0]] = reason
            case Vacuous(reason):
                self.told[scope] |= {(pair[0], at): reason for at in range(len(self.rungs)) if at != pair[0]}
            case UndefinedVerdict(reason):
                self.reasons[pair] = f"undefined: {reason}"
            case _:
                self.reasons[pair] = verdict.reason
        if not isinstance(verdict, Refuted):
            self._close()

    # -- worlds ----------------------------------------------------------------------------------------------------

    def add(self, world: World) -> None:
        """Evaluate a world exactly on every rung; keep it for each implication that it is the first to refute."""
        report = recheck.check(witness_document(self._everything, world))
        if any(line.role == "setting" and not line.holds for line in report.lines):
            return
        values = self._values([line.holds for line in report.lines if line.role == "claim"])
        self._count(world.n, values)
        broken = [at for at, value in enumerate(values) if value is False]
        for at, value in enumerate(values):
            if value:
                self._refuted[world.n][at] |= sum(1 << other for other in broken)
                for other in broken:
                    self.worlds[world.n].setdefault((at, other), world)

    def _values(self, atoms: Sequence[bool | None]) -> list[bool | None]:
        """Return the rungs' truth values from those of the formulas; one that is undefined says nothing."""
        true = sum(1 << bit for bit, truth in enumerate(atoms) if truth)
        undefined = sum(1 << bit for bit, truth in enumerate(atoms) if truth is None)
        return [None if own & undefined else not own & ~true for own in self._own]

    def _count(self, n: int, values: Iterable[bool | None]) -> None:
        for at, value in enumerate(values):
            self._true[n][at] |= int(value is True) << self._samples[n]
        self._samples[n] += 1

    def sweep(self, n: int, level: int) -> None:
        """Go through the small worlds of one size, in floating point; exactly where one has something to refute."""
        deadline = time.monotonic() + SWEPT
        for world in itertools.islice(search.search(self._everything, n, level, deadline), MOST_WORLDS):
            environment = environment_of(world)
            values = self._values([_truth(each, environment) for each in self._atoms[world.counts is not None]])
            broken = sum(1 << at for at, value in enumerate(values) if value is False)
            if any(value and broken & ~self._refuted[n][at] for at, value in enumerate(values)):
                self.add(world)
            else:
                self._count(n, values)


def _truth(test: Callable[[Environment], bool], environment: Environment) -> bool | None:
    try:
        return test(environment)
    except Undefined:
        return None
