"""The smallest witness to print, and how far that is proven.

Smallest is: the fewest outputs; then the fewest distinct values, the smallest common denominator, the smallest exponents;
then a base near 2, alpha = 1/2 and a uniform p_ref. Fewer outputs are ruled out by asking the engine about each smaller
size. At its own size a witness is the smallest of a lattice that is gone through as a whole; the sieve that does so is in
floating point, where numbers that differ by less than 1e-10 count as equal.
"""

from __future__ import annotations

import math
import time
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.engine import decide as engine
from prefshift_sym.engine import search
from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.engine.lattice import LEVELS, SMALL
from prefshift_sym.engine.limit import TimeIsUpError, limited
from prefshift_sym.engine.sizes import sizes_to_search
from prefshift_sym.theory.facts import formula_of
from prefshift_sym.theory.uses import largest_output
from prefshift_sym.values import replace
from prefshift_sym.verdict import MINUS_INFINITY, Bounded, Minimality, Proved, Refuted, Vacuous

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import World

FULL = tuple(
    (f"{name} is positive everywhere", formula_of(f"all({name}[y] > 0 for y in Y)")) for name in ("p_A", "p_U")
)
Key = tuple[int, int, int, Fraction, Fraction, bool, bool]


def smallest_of(
    statement: Statement, found: Refuted, sizes: tuple[int, ...] | None, deadline: float, *, full_support: bool
) -> Refuted:
    """Return the refutation with the smallest witness that is found in time.

    With `full_support`, both components are positive everywhere in it; where there is no such witness, or none is found,
    the refutation stays as it is and says so.
    """
    plain, asked, prefix = found, statement, ""
    if full_support:
        asked, prefix = replace(statement, assume=(*statement.assume, *FULL)), "with full support in both components: "
        verdict = engine.decide(asked, timeout=max(0.01, (deadline - time.monotonic()) / 2), sizes=sizes)
        if not isinstance(verdict, Refuted):
            none = "there is no" if isinstance(verdict, Proved) else "this engine found no"
            reason = f"{none} witness with full support in both components"
            return replace(plain, minimality=Minimality(proven=False, reason=reason))
        found = verdict
    found, fewer, missing = _fewest_outputs(asked, found, sizes, deadline)
    found, lattice = _of_lattice(asked, found, deadline)
    proven = not missing and bool(lattice)
    gaps = [*missing, *([] if lattice else [f"no lattice with {found.support} outputs was gone through to its end"])]
    reason = prefix + "; ".join([*fewer, lattice] if proven else gaps)
    whole = confirmed(statement, found.world, sizes_to_search(statement, sizes), found.found_by)
    if whole is None:  # it has fewer assumptions; a safeguard
        return plain
    return replace(whole, minimality=Minimality(proven, reason))


def _fewest_outputs(
    asked: Statement, found: Refuted, sizes: tuple[int, ...] | None, deadline: float
) -> tuple[Refuted, list[str], list[str]]:
    """Return the witness with the fewest outputs, how smaller sizes were ruled out, and which were not."""
    ruled_out: list[str] = []
    missing: list[str] = []
    named = largest_output(asked)
    every = sizes_to_search(asked, tuple(range(1, found.support)) if sizes is None else sizes)
    for n in (each for each in every if named < each < found.support):
        left = deadline - time.monotonic()
        verdict = engine.decide(replace(asked, sizes=(n,)), timeout=max(left / 2, 0.01))
        match verdict:
            case Refuted():
                found = verdict
                break
            case Proved():
                ruled_out.append(f"n = {n} by a certificate")
            case Bounded(solver=solver):
                ruled_out.append(f"n = {n} on the word of {solver}")
            case Vacuous(reason):
                ruled_out.append(f"n = {n}, as {reason}")
            case _:
                missing.append(f"n = {n} was not ruled out")
    if not ruled_out and not missing:
        ruled_out.append("no fewer outputs are asked about")
    return found, ruled_out, missing


def _of_lattice(asked: Statement, found: Refuted, deadline: float) -> tuple[Refuted, str]:
    """Return the smallest witness of the first lattice that has one, and that lattice, or "" where time ran out."""
    n, best = found.support, found
    for level in range(len(LEVELS)):
        end = deadline - (deadline - time.monotonic()) / 2
        better = None
        try:
            with limited(max(end - time.monotonic(), 0.01) + 0.1):
                for world in search.search(replace(asked, sizes=(n,)), n, level, end):
                    if better is None or key(world) < key(better.world):
                        stands = confirmed(asked, world, found.supports, "a search of small worlds")
                        better = better if stands is None else stands
        except TimeIsUpError:
            end = 0.0
        if better is not None and key(better.world) <= key(best.world):
            best = better
        whole = time.monotonic() < end and search.is_exhaustive(asked, n, level)
        if better is not None or not whole:
            return best, _lattice(asked, level) if whole and best is better else ""
    return best, ""


def key(world: World) -> Key:
    """Return what makes a witness small, the most important first."""
    vectors = [*world.families.values(), world.k or world.r or ()]
    exponents = [Fraction(0), *(Fraction(each) for each in world.k or () if each != MINUS_INFINITY)]
    denominators = [each.denominator for entries in world.families.values() for each in entries]
    reference = [
        world.alpha * a + (1 - world.alpha) * u
        for a, u in zip(world.families["p_A"], world.families["p_U"], strict=True)
    ]
    return (
        sum(len({*vector}) for vector in vectors),
        math.lcm(*denominators),
        len([each for each in denominators if each > 1]),
        max(exponents) - min(exponents),
        abs((world.base or Fraction(0)) - 2),
        world.alpha != Fraction(1, 2),
        len({*reference}) > 1,
    )


def _lattice(asked: Statement, number: int) -> str:
    """Return which worlds were gone through, in words."""
    level = LEVELS[number]
    bases, alphas = (", ".join(map(str, each)) for each in (level.bases, level.alphas))
    families, scalars = (", ".join(map(str, each)) for each in (SMALL[:4], SMALL))
    declared = f", entries of declared families {families}" if asked.families else ""
    declared += f", declared scalars {scalars}" if asked.scalars else ""
    return (
        f"of the worlds with as many outputs, distributions of common denominators up to {level.denominator},"
        f" exponents from 0 to {level.exponent}, base {bases}, alpha {alphas} and beta 1{declared}, no smaller one"
        " passes a floating-point sieve (tolerance 1e-10) and the exact check"
    )
