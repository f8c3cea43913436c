"""Random exact worlds, and what a statement is worth in one: the standard library and `recheck.py`, no engine."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym import recheck

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

World = dict[str, Any]
BASES = ("2", "2", "3", "1/2", "3/2", "10")
MIXTURES = ("1/2", "1/2", "1/3", "2/3", "1/5", "4/5", "1/10", "9/10")
ENDS = ("0", "1", "3/2", "-1/2")


def sizes_of(statement: dict[str, Any], among: tuple[int, ...]) -> tuple[int, ...]:
    """Return those sizes that a statement asks about."""
    smallest = 1 if "at least two outputs" in statement["without"] else 2
    return tuple(n for n in among if n >= smallest and (statement["n"] == "all" or n in statement["n"]))


def worlds(rng: random.Random, statement: dict[str, Any], sizes: tuple[int, ...], count: int) -> Iterator[World]:
    """Yield random worlds of those sizes that meet what the statement keeps of the setting's assumptions; none where there is no size."""
    for _ in range(count if sizes else 0):
        yield world(rng, statement, rng.choice(sizes))


def world(rng: random.Random, statement: dict[str, Any], n: int) -> World:
    """Return one world: rewards on a lattice, small fractions, often sorted, so that order assumptions are met."""
    without = set(statement["without"])
    k = [rng.choice((0, 0, 1, 1, 2, 3, -1, -2)) for _ in range(n)]
    entries = _any_vector if "probability vectors" in without else _distribution
    a, u = entries(rng, n), entries(rng, n)
    if rng.random() < 0.5:  # the order of the rewards, and one that goes against it
        k, a = sorted(k), sorted(a)
        u = sorted(u, reverse=rng.random() < 0.7)
    if "full support" not in without and any(x + y <= 0 for x, y in zip(a, u, strict=True)):
        return world(rng, statement, n)
    rewards: list[Any] = list(k)
    if "finite rewards" in without and rng.random() < 0.5:
        rewards[rng.randrange(n)] = recheck.MINUS_INFINITY
    free = "positive temperature" in without and recheck.MINUS_INFINITY not in rewards
    return {
        "n": n,
        "alpha": rng.choice(ENDS if "mixture interior" in without and rng.random() < 0.5 else MIXTURES),
        "beta": rng.choice(("-1", "-1/2", "-2") if free and rng.random() < 0.6 else ("1", "1", "1/2", "2")),
        "base": rng.choice(BASES),
        "k": [str(each) for each in rewards],
        "p_A": [str(each) for each in a],
        "p_U": [str(each) for each in u],
        **{name: [str(each) for each in _any_vector(rng, n)] for name in statement["families"]},
        **{name: [str(each) for each in _distribution(rng, n)] for name in statement["distributions"]},
        **{name: str(Fraction(rng.randint(-4, 4), rng.randint(1, 3))) for name in statement["scalars"]},
    }


def _distribution(rng: random.Random, n: int) -> list[Fraction]:
    raw = [rng.choice((0, 0, 1, 1, 2, 3, 5)) for _ in range(n)]
    if not any(raw):
        raw[rng.randrange(n)] = 1
    return [Fraction(each, sum(raw)) for each in raw]


def _any_vector(rng: random.Random, n: int) -> list[Fraction]:
    return [Fraction(rng.randint(-3, 4), rng.randint(1, 2)) for _ in range(n)]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a world says: `met` is whether it meets every assumption; `refutes` and `undefined` speak of the claims."""

    met: bool
    refutes: bool
    undefined: str = ""


def judged(statement: dict[str, Any], at: World) -> Judged:
    """Evaluate the statement, given as plain data, in a world."""
    report = recheck.check({"statement": statement, "witness": at})
    missing = [line.undefined for line in report.lines if line.role == "claim" and line.holds is None]
    # A sign that stays unknown within the limit on precision is no fault of the statement's.
    undefined = next((each for each in missing if "could not be decided" not in each and "too large" not in each), "")
    return Judged(report.met, report.stands, undefined if report.met else "")


def refuting(rng: random.Random, statement: dict[str, Any], sizes: tuple[int, ...], count: int) -> World | None:
    """Return the first of some random worlds that meets every assumption and breaks a claim."""
    found = worlds(rng, statement, sizes, count)
    return next((each for each in found if judged(statement, each).refutes), None)
