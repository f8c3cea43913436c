"""Go through small worlds, smallest first, for one that meets the assumptions and breaks the claim.

Each part of the statement is tested as soon as the names it rests on have values, so that whole families of worlds fall
at once. The sieve is in floating point; `confirm` decides. Within a level the search is exhaustive unless time runs out.
"""

from __future__ import annotations

import itertools
import math
import time
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.lattice import LARGE, LEVELS, SMALL, Level, blocks, distributions, exponents, vectors
from prefshift_sym.readings.floats import Environment, Undefined, compiled
from prefshift_sym.theory.facts import in_force
from prefshift_sym.theory.symmetry import is_exchangeable, is_symmetric
from prefshift_sym.theory.uses import names_in, names_used
from prefshift_sym.values import replace, value
from prefshift_sym.verdict import MINUS_INFINITY, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from prefshift_sym.theory.statement import Statement

    Rewards = tuple[tuple[Any, ...], dict[str, Any]]  # exponents, and what follows from them
    Solver = Callable[[Environment, Sequence[Any]], Iterator[Any]]

DENOMINATORS = (2, 3, 4, 6, 9, 12)  # common denominators that a found witness is made simpler with
MOST_CHOICES = 3_000  # values of one declared name that a level goes through; beyond, a fixed random sample
BY_CONSTRUCTION = frozenset({"probability vectors", "mixture interior", "positive temperature", "finite rewards"})


@value
class Part:
    """One formula of the statement, ready to be tested: its names, and the truth it must have."""

    names: frozenset[str]
    test: Callable[[Environment], bool]
    wanted: bool

    def passes(self, environment: Environment) -> bool:
        """Return whether the world may stay; an undefined part counts as not met."""
        try:
            return self.test(environment) is self.wanted
        except Undefined:
            return False


@value
class Stage:
    """One name (or the rewards) that gets a value, and the parts that can be tested from then on."""

    name: str
    choices: Sequence[Any]
    alone: tuple[Part, ...]
    joint: tuple[Part, ...]
    solver: Solver | None = None


@value
class Special:
    """What a search does otherwise for one statement: values of some names, or what works them out from those before."""

    level: Level
    values: Mapping[str, Sequence[Any]]
    solvers: Mapping[str, Solver]  # in the order in which their names get values, after all others


class Pace:
    """When to stop: at a time, or after a number of tests, which comes out the same whatever the load."""

    def __init__(self, deadline: float, tests: int | None = None) -> None:
        self.deadline, self.tests, self.done = deadline, tests, 0

    def over(self) -> bool:
        """Return whether it is time to stop."""
        return time.monotonic() > self.deadline or (self.tests is not None and self.done > self.tests)


def search(statement: Statement, n: int, level: int, deadline: float, tests: int | None = None) -> Iterator[World]:
    """Yield candidate worlds of size n at one level, in order; stops when the time is up, or after so many tests."""
    pace = Pace(deadline, tests)
    if n > LARGE and is_exchangeable(statement):
        for counts in blocks(n):
            yield from _in_classes(statement, counts, LEVELS[level], pace)
        return
    stages = stages_of(statement, n, LEVELS[level])
    for k, rewards in rewards_of(statement, n, LEVELS[level], ascending=is_symmetric(statement)):
        if pace.over():
            return
        yield from _with_rewards(statement, n, stages, k, rewards, pace)


def search_specially(
    statement: Statement, n: int, special: Special, rewards: Iterable[Rewards], pace: Pace
) -> Iterator[World]:
    """Yield candidate worlds of size n with the rewards given, and what is special of the statement."""
    stages = stages_of(statement, n, special.level, special=special)
    for k, values in rewards:
        if pace.over():
            return
        yield from _with_rewards(statement, n, stages, k, values, pace)


def is_exhaustive(statement: Statement, n: int, level: int) -> bool:
    """Return whether a search at this size and level leaves nothing out of its lattice, as long as time does not run out."""
    if n > LARGE or (statement.families and n > 3):
        return False
    stages = stages_of(statement, n, LEVELS[level])[1:]
    # A name that nothing rests on has one value only, and a smaller one might print better.
    vectors_cut = any(len(each.choices) == 1 for each in stages if each.name not in {"alpha", *statement.scalars})
    return not vectors_cut and all(len(each.choices) <= MOST_CHOICES for each in stages)


def _in_classes(statement: Statement, counts: tuple[int, ...], level: Level, pace: Pace) -> Iterator[World]:
    """Yield worlds whose outputs come in classes of equal rewards and probabilities, as quickly as if each class had one."""
    stages = stages_of(statement, len(counts), level, counts)
    for k, rewards in rewards_of(statement, len(counts), level, ascending=is_symmetric(statement)):
        if pace.over():
            return
        for world in _with_rewards(statement, len(counts), stages, k, rewards, pace, counts):
            yield replace(world, n=sum(counts), counts=counts)


def simpler(statement: Statement, world: World, deadline: float, tests: int | None = None) -> Iterator[World]:
    """Yield candidates with the world's own rewards and the smallest common denominators that there are."""
    if world.k is None or world.base is None or MINUS_INFINITY in world.k or world.beta not in {1, -1}:
        return
    exponents_of = [int(each) for each in world.k if Fraction(each).denominator == 1]
    if len(exponents_of) < world.n:
        return
    rewards = reward(world.k, exponents_of, world.base, int(world.beta))
    pace = Pace(deadline, tests)
    for denominator in DENOMINATORS:
        level = Level(denominator, 0, (world.base,), (Fraction(1, 2), world.alpha))
        yield from _with_rewards(statement, world.n, stages_of(statement, world.n, level), world.k, rewards, pace)


def _with_rewards(
    statement: Statement,
    n: int,
    stages: list[Stage],
    k: tuple[Any, ...],
    rewards: dict[str, Any],
    pace: Pace,
    counts: tuple[int, ...] | None = None,
) -> Iterator[World]:
    outputs: dict[str, Any] = {"Y": range(n)} if counts is None else {"counts": counts}
    environment = Environment({"n": float(sum(counts or (n,))), **outputs, **rewards["floats"]})
    if all(part.passes(environment) for part in stages[0].alone):
        filtered = [_filtered(stage, environment) for stage in stages[1:]]
        pace.done += sum(len(stage.choices) for stage in stages[1:] if stage.alone)
        for values in _complete(stages[1:], filtered, environment, {}, pace):
            yield world_of(statement, n, k, rewards, values)


@lru_cache(maxsize=16)  # a statement is gone through at several sizes and levels
def parts_of(statement: Statement, *, grouped: bool) -> tuple[Part, ...]:
    """Return the assumptions still to be tested, and the claim to be broken."""
    kept = [
        Part(names_in(formula), compiled(formula, grouped=grouped), wanted=True)
        for name, formula in in_force(statement)
        if name not in BY_CONSTRUCTION and not name.endswith(" is a distribution")
    ]
    claims = [(names_in(formula), compiled(formula, grouped=grouped)) for _, formula in statement.claim]
    names = frozenset().union(*(each for each, _ in claims))
    tests = [test for _, test in claims]
    whole = tests[0] if len(tests) == 1 else lambda world: all(test(world) for test in tests)
    return (*kept, Part(names, whole, wanted=False))


def stages_of(
    statement: Statement,
    n: int,
    level: Level,
    counts: tuple[int, ...] | None = None,
    special: Special | None = None,
) -> list[Stage]:
    """Order the names, and give each part to the first stage at which all its names are known.

    Vectors have n entries: one an output, or where there are `counts`, one a class.
    """
    loose = "probability vectors" in statement.without
    probability: Sequence[Any] = distributions(n, level.denominator)
    if counts is not None:
        probability = [tuple(mass / count for mass, count in zip(each, counts, strict=True)) for each in probability]
    rough = (
        [(value,) * n for value in SMALL]
        if n > LARGE
        else list(itertools.islice(vectors(n, 4 if n < 4 else 3), MOST_CHOICES))
    )
    alphas = (
        level.alphas if "mixture interior" not in statement.without else (*level.alphas, *map(Fraction, (1, 0, 2, -1)))
    )
    choices: dict[str, Sequence[Any]] = {"rewards": ()}
    choices |= {name: [*probability, *rough] if loose else probability for name in ("p_A", "p_U")}
    choices["alpha"] = alphas
    choices |= dict.fromkeys(statement.distributions, probability)
    choices |= dict.fromkeys(statement.families, rough)
    choices |= dict.fromkeys(statement.scalars, SMALL)
    solvers: Mapping[str, Solver] = {}
    if special is not None:
        choices |= special.values
        solvers = special.solvers
        choices |= {name: choices.pop(name) for name in solvers}
    given = {"rewards": {"r", "w", "beta", "n", "base"}}
    used = names_used(statement)
    parts = parts_of(statement, grouped=counts is not None)
    known: set[str] = {"n"}
    stages = []
    for name, values in choices.items():
        own = given.get(name, {name})
        before, known = known, known | own
        ready = [part for part in parts if given_names(part.names) <= known and not given_names(part.names) <= before]
        rewards_and_own = {"r", "w", "beta", "n"} | own
        solver = solvers.get(name)
        alone = tuple(part for part in ready if given_names(part.names) <= rewards_and_own and solver is None)
        joint = tuple(part for part in ready if part not in alone)
        if name not in used and name != "rewards" and not (alone or joint):
            values = values[:1]
        stages.append(Stage(name, values, alone, joint, solver))
    first = tuple(part for part in parts if given_names(part.names) <= {"n"})
    stages[0] = Stage("rewards", (), (*first, *stages[0].alone), ())
    return stages


def given_names(names: frozenset[str]) -> frozenset[str]:
    """Return the names that have values of their own; defined ones follow from them."""
    return names - {"Z", "p_ref", "p_theta", "alpha_A", "alpha_U", "TPM_A", "TPM_U", "post_A"}


def _filtered(stage: Stage, environment: Environment) -> list[tuple[Any, Any]]:
    """Return the (exact, floating) values of a stage that pass the parts about them and the rewards alone."""
    kept = []
    for exact in stage.choices:
        floating = [float(each) for each in exact] if isinstance(exact, tuple) else float(exact)
        environment[stage.name] = floating
        if all(part.passes(environment) for part in stage.alone):
            kept.append((exact, floating))
        environment.pop(stage.name)
    if len(kept) > MOST_CHOICES:
        import random  # most searches need none of it

        kept = random.Random(0).sample(kept, MOST_CHOICES)  # noqa: S311 - a fixed sample, the same at every run
    return kept


def _solved(stage: Stage, environment: Environment) -> Iterator[tuple[Any, Any]]:
    """Yield the (exact, floating) values that a stage's solver finds where those before have values."""
    assert stage.solver is not None
    return ((exact, [float(each) for each in exact]) for exact in stage.solver(environment, stage.choices))


def _complete(
    stages: Sequence[Stage],
    filtered: Sequence[list[tuple[Any, Any]]],
    environment: Environment,
    values: dict[str, Any],
    pace: Pace,
) -> Iterator[dict[str, Any]]:
    if not stages:
        yield dict(values)
        return
    stage = stages[0]
    for exact, floating in filtered[0] if stage.solver is None else _solved(stage, environment):
        inner = Environment(environment)
        inner[stage.name] = floating
        pace.done += 1
        if all(part.passes(inner) for part in stage.joint):
            values[stage.name] = exact
            yield from _complete(stages[1:], filtered[1:], inner, values, pace)
        if pace.over():
            return


def rewards_of(
    statement: Statement, n: int, level: Level, *, ascending: bool
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Yield exponents and what follows from them: base, beta, r and w, exact where they can be and as floats."""
    signs = (1, -1) if "positive temperature" in statement.without else (1,)
    infinite = (False, True) if "finite rewards" in statement.without else (False,)
    unmoved = "r" not in names_used(statement)
    for k, base, sign, lowest in itertools.product(
        exponents(n, level.exponent, ascending=ascending), level.bases, signs, infinite
    ):
        if base != level.bases[0] and max(k) == 0:
            continue
        for moved in (k,) if unmoved else level.shifted(k):
            exact = tuple(MINUS_INFINITY if lowest and each == min(moved) else Fraction(each) for each in moved)
            if not (lowest and sign < 0):
                yield exact, reward(exact, moved, base, sign)


def reward(exact: tuple[Any, ...], k: Sequence[int], base: Fraction, beta: int) -> dict[str, Any]:
    """Return base, beta, and as floats r and w; minus infinity is stood in for by a number below all others."""
    pairs = list(zip(exact, k, strict=True))
    tilts = [0.0 if each == MINUS_INFINITY else float(base) ** power for each, power in pairs]
    r = [-1e300 if each == MINUS_INFINITY else beta * power * math.log(base) for each, power in pairs]
    return {"base": base, "beta": Fraction(beta), "floats": {"beta": float(beta), "r": r, "w": tilts}}


def world_of(
    statement: Statement, n: int, k: tuple[Any, ...], rewards: dict[str, Any], values: dict[str, Any]
) -> World:
    """Return the world that these values make."""
    vectors_named = ("p_A", "p_U", *statement.families, *statement.distributions)
    return World(
        n=n,
        alpha=values["alpha"],
        beta=rewards["beta"],
        families={name: values[name] for name in vectors_named},
        scalars={name: values[name] for name in statement.scalars},
        base=rewards["base"],
        k=None if rewards["base"] is None else k,
        r=k if rewards["base"] is None else None,
    )
