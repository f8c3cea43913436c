"""From a solver's candidate to exact worlds: the rewards are put on a lattice, the rest is solved again.

Four kinds of lattice, in turn. The candidate's own tilts, where they are powers of one base. Small exponents `k` over small bases, which print well. Small exponents with the base
left free for the solver: then the question is polynomial, and a rational base near the solver's is pinned. The
candidate's own rewards, rounded: to `k*log(base)`, or, where the statement compares rewards with numbers, to rationals,
with close bounds in place of their exponentials. The exact re-check decides on whatever comes out.
"""

from __future__ import annotations

import itertools
import math
import time
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.engine.solver import shared
from prefshift_sym.readings import smt
from prefshift_sym.readings.logarithms import close_log, common_base
from prefshift_sym.verdict import MINUS_INFINITY, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from prefshift_sym.engine.cases import Case
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Exact

SMALL_BASES = tuple(map(Fraction, ("2", "3", "4", "10", "100", "3/2")))
BASES = tuple(map(Fraction, ("2", "3/2", "5/4", "11/10", "10")))
HALF = Fraction(1, 2)
BATCH = 8
GRID = {1: 48, 2: 12}  # steps from end to end, by how many classes lie between
LARGEST = 10**12  # numbers beyond in a candidate's tilts are no author's


@dataclass(frozen=True, slots=True)
class Lattice:
    """Rewards by class, lowest finite class first: exponents over a base, or rational rewards in units of beta."""

    k: tuple[int, ...] = ()
    base: Fraction | None = None
    x: tuple[Fraction, ...] = ()

    def tilts(self) -> Iterator[Fraction]:
        """Yield exp(r/beta) for each class: exact over a base, a close rational otherwise."""
        if self.base is not None:
            yield from (self.base**k for k in self.k)
        else:
            yield from (Fraction(math.exp(x)) for x in self.x)

    def exponents(self) -> Iterator[Fraction]:
        """Yield r/beta for each class, as exact multiples of one close rational where it is an irrational number."""
        if self.base is not None:
            yield from (k * close_log(self.base) for k in self.k)
        else:
            yield from self.x


def worlds(statement: Statement, case: Case, seconds: float) -> Iterator[World]:
    """Yield exact worlds near the candidate, for the exact re-check to accept or refuse."""
    end = time.monotonic() + seconds
    script = smt.script(case.assertions)
    names = frozenset().union(*map(smt.variables, case.assertions))
    halves = ([f"(= alpha {smt.number(HALF)})"], []) if "alpha" in names else ([],)
    for lattices in (_powers(case), _small(case), _free_base(case, script, names, end), _rounded(case), _spread(case)):
        for batch in _batches(lattices):
            for extra in halves:
                if time.monotonic() > end:
                    return
                pins = [[*_pins(case, lattice, names), *extra] for lattice in batch]
                answer = shared().ask(script, pins=pins, seconds=min(3.0, end - time.monotonic()))
                if answer.answer == "sat":
                    yield _world(statement, case, answer.model, batch[answer.pin])
                    break


def _batches(lattices: Iterator[Lattice]) -> Iterator[Sequence[Lattice]]:
    seen: set[Lattice] = set()
    fresh = (each for each in lattices if each not in seen and not seen.add(each))  # type: ignore[func-returns-value]
    while batch := list(itertools.islice(fresh, BATCH)):
        yield batch


def _finite(case: Case) -> range:
    return range(int(case.pattern.infinite), case.pattern.count)


def _shapes(case: Case, most: int) -> Iterator[tuple[int, ...]]:
    """Yield small exponents for the finite classes, in their order."""
    size = len(_finite(case))
    for largest in range(max(size - 1, 0), size + most):
        for inner in itertools.combinations(range(1, largest), max(size - 2, 0)):
            k = (0, *inner, largest)[:size] if size > 1 else (0,) * size
            for shift in (0,) if case.shift_invariant else (0, *k[1:], largest + 1, -1):
                yield tuple(case.pattern.beta_sign * (each - shift) for each in k)


def _powers(case: Case) -> Iterator[Lattice]:
    """Yield the candidate's own tilts, or their ratios, where all are powers of one base: what w[1] == 4*w[0] asks for."""
    tilts = [case.answer.model.get(f"w{index}", Fraction(0)) for index in _finite(case)]
    if len(tilts) < 2 or min(tilts) <= 0:
        return
    for origin in (Fraction(1), tilts[0]):
        ratios = [tilt / origin for tilt in tilts]
        if all(max(each.numerator, each.denominator) < LARGEST for each in ratios):
            powers = common_base(ratios)
            if powers is not None:
                yield Lattice(powers[1], powers[0])


def _small(case: Case) -> Iterator[Lattice]:
    if case.absolute:
        return
    shapes = itertools.islice(_shapes(case, 2), 10)
    pairs = itertools.product(enumerate(shapes), enumerate(SMALL_BASES))
    for (_, k), (_, base) in sorted(pairs, key=lambda pair: pair[0][0] + pair[1][0]):
        yield Lattice(k, base)


def _free_base(case: Case, script: str, names: frozenset[str], end: float) -> Iterator[Lattice]:
    """Let the solver pick the base t for fixed exponents, then take simple rationals near its choice."""
    if not case.homogeneous:
        return
    script += "\n(declare-const t Real)\n(assert (> t 1.0))\n(declare-const u Real)\n(assert (> u 0.0))"
    for k in itertools.islice(_shapes(case, 3), 12):
        pins = [
            f"(= x{index} (* u {smt.number(Fraction(each))}))"
            for index, each in zip(_finite(case), k, strict=True)
            if f"x{index}" in names
        ]
        for index, each in zip(_finite(case), k, strict=True):
            if f"w{index}" in names:
                power = " ".join(["t"] * abs(each)) or "1.0"
                pins.append(f"(= 1.0 (* w{index} {power}))" if each < 0 else f"(= w{index} (* {power} 1.0))")
        answer = shared().ask(script, pins=[pins], seconds=min(1.5, end - time.monotonic()))
        if answer.answer == "sat" and "t" in answer.model:
            for digits in (1, 2, 4, 10, 100, 10_000):
                base = answer.model["t"].limit_denominator(digits)
                if base > 1:
                    yield Lattice(k, base)


def _rounded(case: Case) -> Iterator[Lattice]:
    """Yield lattices near the candidate's own rewards."""
    model, indices = case.answer.model, _finite(case)
    exponents = [model.get(f"x{index}") for index in indices]
    tilts = [model.get(f"w{index}") for index in indices]
    logs = [math.log(tilt) if tilt is not None and tilt > 0 else None for tilt in tilts]
    for source in (exponents, logs) if case.absolute else (logs, exponents):
        known = [float(each) for each in source if each is not None]
        if len(known) != len(indices) or not known:
            continue
        if case.absolute:
            for digits in (1, 2, 10, 100, 1000):
                yield Lattice(x=tuple(Fraction(each).limit_denominator(digits) for each in known))
        lowest = min(known) if case.shift_invariant else 0.0
        for base in BASES:
            rounded = [round((each - lowest) / math.log(base)) for each in known]
            yield Lattice(tuple(_strict(rounded, case.pattern.beta_sign)), base)


def _spread(case: Case) -> Iterator[Lattice]:
    """Yield rewards with the candidate's ends and the others anywhere between: a bound is met with equality at one place only."""
    ends = [case.answer.model.get(f"x{index}") for index in _finite(case)]
    between = len(ends) - 2
    if not case.absolute or between not in GRID or ends[0] is None or ends[-1] is None:
        return
    low, high = ends[0].limit_denominator(10), ends[-1].limit_denominator(10)
    steps = sorted(
        itertools.combinations(range(1, GRID[between]), between),
        key=lambda each: abs(2 * sum(each) - GRID[between] * between),
    )
    for step in steps:
        inner = (low + (high - low) * Fraction(each, GRID[between]) for each in step)
        yield Lattice(x=(low, *inner, high))


def _strict(exponents: list[int], sign: int) -> Iterator[int]:
    """Yield the exponents, moved apart where rounding made two classes one; they go up for sign 1 and down for -1."""
    last: int | None = None
    for each in exponents:
        least = each if last is None else (max(each, last + 1) if sign > 0 else min(each, last - 1))
        yield least
        last = least


def _pins(case: Case, lattice: Lattice, names: frozenset[str]) -> list[str]:
    pins = []
    exponents = lattice.exponents()
    for index, x, w in zip(_finite(case), exponents, lattice.tilts(), strict=True):
        pins += [f"(= w{index} {smt.number(w)})"] if f"w{index}" in names else []
        pins += [f"(= x{index} {smt.number(x)})"] if f"x{index}" in names else []
    return pins


def _world(statement: Statement, case: Case, model: Mapping[str, Fraction], lattice: Lattice) -> World:
    n, lowest = case.pattern.n, int(case.pattern.infinite)
    beta = model.get("beta", Fraction(case.pattern.beta_sign))
    by_class: list[Exact] = [MINUS_INFINITY] * lowest
    by_class += [beta * x for x in lattice.x] if lattice.base is None else [Fraction(k) for k in lattice.k]
    rewards = tuple(by_class[group] for group in case.pattern.classes)
    vectors = ("p_A", "p_U", *statement.families, *statement.distributions)
    default = Fraction(1, n)
    return World(
        n=n,
        alpha=model.get("alpha", HALF),
        beta=beta,
        families={name: tuple(model.get(f"{name}_{i}", default) for i in range(n)) for name in vectors},
        scalars={name: model.get(name, Fraction(0)) for name in statement.scalars},
        base=lattice.base,
        k=None if lattice.base is None else rewards,
        r=rewards if lattice.base is None else None,
    )
