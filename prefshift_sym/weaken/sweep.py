"""Go through small worlds of a size once, for those that break the claim and meet what no other world met together.

The search of `engine.search` asks for worlds that meet given assumptions. Here nothing is given: every world has a set of
assumptions that it meets, and only the largest of these sets count. A branch is left as soon as it can add nothing: when
what it meets so far, with all that is still open, is met by a world that is known. In floating point; who asks, decides.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.lattice import LARGE, LEVELS, Level, blocks
from prefshift_sym.engine.search import Stage, given_names, rewards_of, stages_of, world_of
from prefshift_sym.readings.floats import Environment, Undefined, compiled
from prefshift_sym.theory.symmetry import is_exchangeable, is_symmetric
from prefshift_sym.theory.uses import names_in, names_used
from prefshift_sym.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import World

# What is drawn at first: rewards from a wide range, until a few in a row give nothing, and for each name some vectors.
# Then more vectors, with those rewards that gave something last.
WIDE = Level(1, 6, tuple(map(Fraction, ("2", "3/2", "4"))), (Fraction(1, 2),))
MOST_REWARDS, DRAWN_REWARDS, FRUITLESS, FRUITFUL = 20_000, 40, 8, 6
DRAWN_VECTORS, ALIKE = (60, 120), 6
PATIENCE = (
    30_000  # tests in a row that give no world, before the rest is left: tests, for a clock would tell of the load
)
MASSES = (0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 12)
UNIFORM = (0, 0, 0, 10)  # what is added to each mass: the sign of a covariance with a vector stays, its size falls


@dataclass(frozen=True, slots=True)
class _Test:
    """One assumption, as its bit, ready to be tested."""

    bit: int
    names: frozenset[str]
    test: Callable[[Environment], bool]

    def met(self, environment: Environment) -> int:
        """Return the bit where the assumption holds; one that is undefined does not."""
        try:
            return self.bit if self.test(environment) else 0
        except Undefined:
            return 0


@dataclass(frozen=True, slots=True)
class _Level:
    """A stage of the search with the assumptions that can be tested from there on, and the bits of later stages."""

    stage: Stage
    alone: tuple[_Test, ...]
    joint: tuple[_Test, ...]
    later: int


@dataclass(slots=True)
class _Effort:
    """The tests made since the last world that gave something new."""

    fruitless: int = 0

    @property
    def is_over(self) -> bool:
        return self.fruitless > PATIENCE


def sweep(statement: Statement, n: int, novel: Callable[[int], bool]) -> Iterator[World]:
    """Yield worlds of size n that break the claim and meet a set of the statement's assumptions that is `novel`.

    Sets have a bit for each assumption of the statement's own, in order; the setting's all hold. What is novel may change
    between two worlds. First the smallest worlds, then some that are drawn: the same at every run, however long it takes.
    """
    patterns = blocks(n) if n > LARGE and is_exchangeable(statement) else (None,)
    effort = _Effort()
    sweeps = [_Sweep(statement, n, counts, novel, effort) for counts in patterns]
    for each in sweeps:
        yield from each.worlds(LEVELS[0], 0)
    for vectors in DRAWN_VECTORS:
        for each in sweeps:
            yield from each.worlds(WIDE, vectors)


@dataclass(slots=True)
class _Sweep:
    statement: Statement
    n: int
    counts: tuple[int, ...] | None
    novel: Callable[[int], bool]
    effort: _Effort
    fruitful: list[tuple[tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    @property
    def entries(self) -> int:
        return self.n if self.counts is None else len(self.counts)

    def rewards(self, level: Level, drawn: int) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Return what rewards to go through: all, or some drawn, those first that gave something."""
        ascending = is_symmetric(self.statement)
        every = rewards_of(self.statement, self.entries, level, ascending=ascending)
        chosen = list(itertools.islice(every, MOST_REWARDS))
        if not drawn:
            return chosen
        others = random.Random(drawn).sample(chosen, min(len(chosen), DRAWN_REWARDS))  # noqa: S311
        return others if drawn == DRAWN_VECTORS[0] else [*self.fruitful[-FRUITFUL:], *others]

    def worlds(self, level: Level, drawn: int) -> Iterator[World]:
        """Go through the rewards, and for each through what goes with them; as many vectors of a name as are `drawn`."""
        rewards = self.rewards(level, drawn)
        self.fruitful = []
        levels = self.levels(level, drawn)
        outputs: dict[str, Any] = {"Y": range(self.n)} if self.counts is None else {"counts": self.counts}
        last = 0
        for at, (k, values) in enumerate(rewards):
            if self.effort.is_over or (drawn and at > last + FRUITLESS):
                return
            environment = Environment({"n": float(self.n), **outputs, **values["floats"]})
            if not all(part.passes(environment) for part in levels[0].stage.alone):
                continue
            met = sum(each.met(environment) for each in levels[0].alone)
            if not self.novel(met | levels[0].later):
                continue
            choices = [_choices(each, environment) for each in levels[1:]]
            self.effort.fruitless += sum(len(each.stage.choices) for each in levels[1:])
            for found in self.complete(levels[1:], choices, environment, {}, met):
                self.effort.fruitless = 0
                last, self.fruitful = at, [*(each for each in self.fruitful if each[0] is not k), (k, values)]
                world = world_of(self.statement, self.entries, k, values, found)
                yield world if self.counts is None else replace(world, n=self.n, counts=self.counts)

    def levels(self, level: Level, drawn: int) -> list[_Level]:
        """Return the stages of the claim alone, and where each assumption is tested."""
        tests = [
            _Test(1 << at, given_names(names_in(formula)), compiled(formula, grouped=self.counts is not None))
            for at, (_, formula) in enumerate(self.statement.assume)
        ]
        bare = stages_of(replace(self.statement, assume=()), self.entries, level, self.counts)
        dice = random.Random(drawn)  # noqa: S311 - the same worlds at every run
        known, later, found = frozenset({"n"}), sum(each.bit for each in tests), list[_Level]()
        for stage, full in zip(bare, stages_of(self.statement, self.entries, level, self.counts), strict=True):
            own = {"r", "w", "beta", "base"} if full.name == "rewards" else {full.name}
            before, known = known, known | own
            ready = [each for each in tests if each.names <= known and not (found and each.names <= before)]
            alone = tuple(each for each in ready if each.names <= {"r", "w", "beta", "n"} | own)
            later &= ~sum(each.bit for each in ready)
            choices = self.drawn(full, drawn, dice) if drawn else full.choices
            joint = tuple(each for each in ready if each not in alone)
            found.append(_Level(replace(stage, choices=choices), alone, joint, later))
        return found

    def drawn(self, stage: Stage, count: int, dice: random.Random) -> Sequence[Any]:
        """Return probability vectors drawn, each with its entries in order as well; other choices as they are."""
        used = {"p_A", "p_U", *self.statement.distributions} & names_used(self.statement)
        if stage.name not in used:
            return stage.choices
        found: dict[tuple[Fraction, ...], None] = {}
        for _ in range(count):
            level = dice.choice(UNIFORM)
            masses = [level + dice.choice(MASSES) for _ in range(self.entries)]
            for order in (masses, sorted(masses), sorted(masses, reverse=True)):
                total = sum(mass * count for mass, count in zip(order, self.counts or (1,) * self.n, strict=True))
                if total:
                    found[tuple(Fraction(mass, total) for mass in order)] = None
        return tuple(found)

    def complete(
        self,
        levels: list[_Level],
        choices: list[list[tuple[Any, Any, int]]],
        environment: Environment,
        values: dict[str, Any],
        met: int,
    ) -> Iterator[dict[str, Any]]:
        """Give values to the names that are left; `met` are the assumptions known to hold."""
        if not levels:
            yield dict(values)
            return
        level, joint = levels[0], sum(each.bit for each in levels[0].joint)
        for exact, floating, bits in choices[0]:
            if not self.novel(met | bits | joint | level.later):
                continue
            if self.effort.is_over:
                return
            self.effort.fruitless += 1
            inner = Environment(environment)
            inner[level.stage.name] = floating
            if not all(part.passes(inner) for part in level.stage.joint):
                continue
            found, left = met | bits, joint
            for each in level.joint:
                left &= ~each.bit
                found |= each.met(inner)
                if not self.novel(found | left | level.later):
                    break
            else:
                values[level.stage.name] = exact
                yield from self.complete(levels[1:], choices[1:], inner, values, found)


def _choices(level: _Level, environment: Environment) -> list[tuple[Any, Any, int]]:
    """Return the (exact, floating) values of a stage that the claim and the setting leave, with the bits they settle."""
    kept = []
    for value in level.stage.choices:
        floating = [float(each) for each in value] if isinstance(value, tuple) else float(value)
        environment[level.stage.name] = floating
        if all(part.passes(environment) for part in level.stage.alone):
            kept.append((value, floating, sum(each.met(environment) for each in level.alone)))
        environment.pop(level.stage.name)
    if level.alone:  # of those that meet the same, a few will do; those that meet most first
        alike: dict[int, list[tuple[Any, Any, int]]] = {}
        for each in kept:
            alike.setdefault(each[2], []).append(each)
        kept = [each for bits in sorted(alike, key=int.bit_count, reverse=True) for each in alike[bits][:ALIKE]]
    return kept
