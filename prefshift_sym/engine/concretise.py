"""From a solver's candidate to exact worlds: rewards on a lattice `k*log(base)`, the rest solved again.

With every `k` and the base fixed, each tilt is a rational number and what is left is polynomial, mostly linear. The
candidate's own rewards are rounded to such lattices first, then small exponents are tried in turn.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.engine.solver import shared
from prefshift_sym.readings import smt
from prefshift_sym.verdict import MINUS_INFINITY, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prefshift_sym.engine.bounded import Case
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Exact

BASES = tuple(map(Fraction, ("2", "3", "3/2", "4", "5/4", "10", "11/10", "100")))
MOST_LATTICES = 40
HALF = Fraction(1, 2)


def worlds(statement: Statement, case: Case, seconds: float) -> Iterator[World]:
    """Yield exact worlds near the candidate, for the exact re-check to accept or refuse."""
    script = smt.script(case.assertions)
    names = frozenset().union(*map(smt.variables, case.assertions))
    lattices = list(itertools.islice(_lattices(case), MOST_LATTICES))
    halves = ([f"(= alpha {smt.number(HALF)})"], []) if "alpha" in names else ([],)
    for extra in halves:
        pins = [[*_pins(case, k, base, names), *extra] for base, k in lattices]
        for start in range(0, len(pins), 8):
            answer = shared().ask(script, pins=pins[start : start + 8], seconds=seconds / 4)
            if answer.answer == "sat":
                base, k = lattices[start + answer.pin]
                yield _world(statement, case, answer.model, base, k)
                break


def _lattices(case: Case) -> Iterator[tuple[Fraction, tuple[int, ...]]]:
    """Yield (base, k by finite class, ascending in r), those near the candidate's rewards first."""
    seen = set()
    for lattice in itertools.chain(_rounded(case), _small(case)):
        if lattice not in seen:
            seen.add(lattice)
            yield lattice


def _finite(case: Case) -> range:
    return range(int(case.pattern.infinite), case.pattern.count)


def _rounded(case: Case) -> Iterator[tuple[Fraction, tuple[int, ...]]]:
    model = case.answer.model
    tilts = [model.get(f"w{index}") for index in _finite(case)]
    if not tilts or any(tilt is None or tilt <= 0 for tilt in tilts):
        return
    lowest = math.log(min(tilt for tilt in tilts if tilt)) if case.shift_invariant else 0.0
    for base in BASES:
        k = tuple(round((math.log(tilt) - lowest) / math.log(base)) for tilt in tilts if tilt)
        k = tuple(case.pattern.beta_sign * each for each in k)
        if _ascend(k) and max(map(abs, k)) <= 400:  # noqa: PLR2004 - more digits than anyone would print
            yield base, tuple(case.pattern.beta_sign * each for each in k)


def _small(case: Case) -> Iterator[tuple[Fraction, tuple[int, ...]]]:
    size = len(_finite(case))
    sign = case.pattern.beta_sign
    for largest in range(size - 1, size + 4):
        for inner in itertools.combinations(range(1, largest), max(size - 2, 0)):
            k = (0, *inner, largest)[:size] if size > 1 else (0,)
            if len(k) != size:
                continue
            shifts = (0,) if case.shift_invariant else (0, *k[1:], largest + 1)
            for base, shift in itertools.product(BASES[:4], shifts):
                yield base, tuple(sign * (each - shift) for each in k)


def _ascend(k: tuple[int, ...]) -> bool:
    return all(a < b for a, b in itertools.pairwise(k))


def _pins(case: Case, k: tuple[int, ...], base: Fraction, names: frozenset[str]) -> list[str]:
    """Fix tilts and, in units of log(base), the rewards; where units matter, a close rational stands for the logarithm."""
    unit = Fraction(1) if case.homogeneous else Fraction(math.log(base))
    pins = []
    for index, exponent in zip(_finite(case), k, strict=True):
        if f"w{index}" in names:
            pins.append(f"(= w{index} {smt.number(base**exponent)})")
        if f"x{index}" in names:
            pins.append(f"(= x{index} {smt.number(unit * exponent)})")
    return pins


def _world(
    statement: Statement, case: Case, model: Mapping[str, Fraction], base: Fraction, k: tuple[int, ...]
) -> World:
    n, lowest = case.pattern.n, int(case.pattern.infinite)
    exponents: list[Exact] = [
        MINUS_INFINITY if group < lowest else Fraction(k[group - lowest]) for group in case.pattern.classes
    ]
    vectors = ("p_A", "p_U", *statement.families, *statement.distributions)
    default = Fraction(1, n)
    return World(
        n=n,
        alpha=model.get("alpha", HALF),
        beta=model.get("beta", Fraction(case.pattern.beta_sign)),
        families={name: tuple(model.get(f"{name}_{i}", default) for i in range(n)) for name in vectors},
        scalars={name: model.get(name, Fraction(0)) for name in statement.scalars},
        base=base,
        k=tuple(exponents),
    )
