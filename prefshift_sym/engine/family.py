"""From one counterexample to one at every support size: a class of outputs grows with n, and its mass is spread evenly.

Candidates are the witness itself with one output made a class, and small worlds in three classes at a large size. They
pass a floating-point sieve at a few sizes; `recheck.py` then decides for every n at once. Sizes between the witness's
and the first of the family need witnesses of their own.
"""

from __future__ import annotations

import time
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym import recheck
from prefshift_sym.engine import search
from prefshift_sym.engine.confirm import confirmed, family_document, values_shown
from prefshift_sym.readings.floats import environment_of
from prefshift_sym.theory.symmetry import is_exchangeable
from prefshift_sym.values import replace, value
from prefshift_sym.verdict import Family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Refuted, World

LATEST = 12  # the latest start of a family
PROBED = (*range(2, LATEST + 2), 20, 50, 1_000)  # sizes that the sieve tries
LARGE, MOST_LARGE = 50, 3  # the size at which worlds in three classes are drawn, and how many of them are tried


@value
class Growing:
    """A world by classes of which one is to grow. A distribution that is uniform stays so, or else keeps the classes' masses."""

    world: World
    counts: tuple[int, ...]
    grown: int
    uniform: bool

    @property
    def others(self) -> int:
        """How many outputs the other classes have."""
        return sum(self.counts) - self.counts[self.grown]

    def mass(self, name: str) -> Fraction | None:
        """Return the mass of the growing class where the family is a distribution that keeps it; else None."""
        entries = self.world.families[name]
        if sum(count * each for count, each in zip(self.counts, entries, strict=True)) != 1:
            return None
        return self.counts[self.grown] * entries[self.grown]

    def stays_uniform(self, name: str) -> bool:
        """Return whether a family is the uniform distribution at every size."""
        return self.uniform and self.mass(name) is not None and len({*self.world.families[name]}) == 1

    def member(self, n: int) -> World:
        """Return the world of size n."""

        def entries(name: str, given: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
            mass = self.mass(name)
            if self.stays_uniform(name):
                return (Fraction(1, n),) * len(given)
            here = given[self.grown] if mass is None else mass / (n - self.others)
            return (*given[: self.grown], here, *given[self.grown + 1 :])

        counts = (*self.counts[: self.grown], n - self.others, *self.counts[self.grown + 1 :])
        families = {name: entries(name, given) for name, given in self.world.families.items()}
        return replace(self.world, n=n, counts=counts, families=families)

    def family(self, first: int) -> Family:
        """Return the worlds from a size on, with their entries as texts in n."""
        size = f"n - {self.others}" if self.others else "n"
        below = f"({size})" if self.others else size

        def entries(name: str, given: tuple[Fraction, ...]) -> tuple[str, ...]:
            mass = self.mass(name)
            if self.stays_uniform(name):
                return ("1/n",) * len(given)
            if not mass:
                return tuple(map(str, given))
            over = below if mass.denominator == 1 else f"({mass.denominator}*{below})"
            own = f"{mass.numerator}/{over}"
            return tuple(own if c == self.grown else str(each) for c, each in enumerate(given))

        return Family(
            first=first,
            counts=tuple(size if c == self.grown else str(count) for c, count in enumerate(self.counts)),
            alpha=self.world.alpha,
            beta=self.world.beta,
            families={name: entries(name, given) for name, given in self.world.families.items()},
            scalars=self.world.scalars,
            base=self.world.base,
            k=self.world.k,
            r=self.world.r,
        )


def family_of(statement: Statement, refuted: Refuted, deadline: float) -> Family | None:
    """Return counterexamples at every support size from the witness's on, or None where none is found in time."""
    smallest = refuted.world.n
    if statement.sizes is not None or smallest >= LATEST or not is_exchangeable(statement):
        return None
    parts = search.parts_of(statement, grouped=True)
    for growing in candidates(statement, refuted.world, deadline):
        start = _start(parts, growing, smallest)
        # Where a formula asks for another output of the growing class besides one that is bound, the first size has none.
        for first in () if start is None else range(start, start + 3):
            if time.monotonic() > deadline:
                return None
            family = growing.family(first)
            family = replace(family, values=values_shown(statement, family_document(statement, family)))
            if recheck.check(family_document(statement, family)).stands:
                return _with_those_before(statement, refuted, family, deadline)
    return None


def candidates(statement: Statement, world: World, deadline: float) -> Iterator[Growing]:
    """Yield worlds that may grow: the witness, then small ones in three classes."""
    counts = world.counts or (1,) * world.n
    even = any(len({*entries}) == 1 for entries in world.families.values())
    for uniform in (True, False) if even else (False,):
        for grown in range(len(counts)):
            yield Growing(world, counts, grown, uniform)
    for found, _ in zip(search.search(statement, LARGE, 0, deadline), range(MOST_LARGE), strict=False):
        if found.counts is not None:
            yield Growing(found, found.counts, found.counts.index(max(found.counts)), uniform=False)


def _start(parts: Sequence[search.Part], growing: Growing, smallest: int) -> int | None:
    """Return the size from which on the sieve passes every member, as far as it looks; at most `LATEST`."""
    start = None
    for n in reversed(PROBED):
        if n <= growing.others or n < smallest or not _passes(parts, growing.member(n)):
            break
        start = n
    return start if start is not None and start <= LATEST else None


def _passes(parts: Sequence[search.Part], world: World) -> bool:
    try:
        environment = environment_of(world)
    except ArithmeticError:
        return False
    return all(part.passes(environment) for part in parts)


def _with_those_before(statement: Statement, refuted: Refuted, family: Family, deadline: float) -> Family | None:
    """Return the family with witnesses of the sizes from the smallest to first - 1, or None where one is missing."""
    if family.first == refuted.world.n:
        return family
    found = [refuted.world]
    for n in range(refuted.world.n + 1, family.first):
        worlds = (world for level in (0, 1) for world in search.search(statement, n, level, deadline))
        singles = (confirmed(statement, world, (n,), refuted.found_by) for world in worlds)
        single = next((each for each in singles if each is not None), None)
        if single is None:
            return None
        found.append(single.world)
    whole = replace(family, before=tuple(found))
    return whole if recheck.check(family_document(statement, whole)).stands else None
