"""The range cut at all flips of all formulas, each part with the verdict of the exact re-check."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.errors import PrefshiftError
from prefshift_sym.readings.algebra.roots import simplest_between
from prefshift_sym.thresholds.report import Piece

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.readings.algebra.cells import Truth
    from prefshift_sym.thresholds.sought import Checker

Limit = Fraction | None
Key = tuple[str, str]  # role and name of a formula


@dataclass(frozen=True, slots=True)
class Boundary:
    """A point where something flips (`exact` says which), or a bracket around one; `place` is that of its cell."""

    low: Fraction
    high: Fraction
    exact: str = ""
    u: str = ""
    polynomial: str = ""
    place: int = -1
    edge: str = ""


class DisagreementError(PrefshiftError):
    """Algebra and the exact re-check say different things of one formula: one of the two has a fault."""


def pieces_of(
    checker: Checker, boundaries: list[Boundary], low: Limit, high: Limit, truths: Mapping[Key, list[Truth | None]]
) -> list[Piece]:
    """Return the parts of the range in order. `truths` has those of exact algebra, by role and name, cell by cell."""
    groups = _merged(sorted(boundaries, key=lambda each: (each.low, each.high)))
    pieces: list[Piece] = []
    here, left, cell = low, "-infinity" if low is None else str(low), 0
    for group in groups:
        first = group[0].low
        right = group[0].exact if len(group) == 1 and group[0].exact else str(first)
        if here is None or here < first:
            pieces.append(_interval(checker, (here, first), (left, right), truths, cell))
        pieces.append(_point(checker, group, truths))
        here = max(each.high for each in group)
        left = right if len(group) == 1 and group[0].exact else str(here)
        cell = max(cell, *(each.place + 1 for each in group))
    if here is None or high is None or here < high:
        pieces.append(_interval(checker, (here, high), (left, "infinity" if high is None else str(high)), truths, cell))
    return pieces


def _interval(
    checker: Checker,
    bounds: tuple[Limit, Limit],
    names: tuple[str, str],
    truths: Mapping[Key, list[Truth | None]],
    cell: int,
) -> Piece:
    """Re-check a rational point of an interval on which nothing flips, and compare with what algebra says."""
    sample = _sample(checker, *bounds)
    report = checker.report(sample)
    for line in report.lines:
        known = truths.get((line.role, line.name))
        expected = known[cell] if known is not None else None
        if expected is not None and expected.holds is not line.holds:
            message = (
                f"algebra and the exact re-check disagree on {line.name!r} where {checker.world.family.vary} = {sample}; "
                "this is a fault of the program: please report it, with the statement and the world"
            )
            raise DisagreementError(message)
    outcome = "counterexample" if report.stands else "holds" if report.met else "outside"
    broken = next((line for line in report.lines if line.holds is None), None)
    if broken is not None and not report.stands:
        outcome = "undefined"
    return Piece("interval", *names, outcome, report.reason, sample)


def _sample(checker: Checker, low: Limit, high: Limit) -> Fraction:
    """Return a simple rational strictly between two bounds; 0 is no value of beta."""
    sample = simplest_between(low, high)
    if sample == 0 and checker.world.family.beta is None:
        sample = simplest_between(Fraction(0), high)
    return sample


def _point(checker: Checker, group: list[Boundary], truths: Mapping[Key, list[Truth | None]]) -> Piece:
    """Say what holds at a point, where all formulas are known there by algebra; of a bracket nothing is said."""
    low, high = str(group[0].low), str(max(each.high for each in group))
    if len(group) > 1 or not group[0].exact:
        return Piece("bracket", low, high, "", "something flips in here")
    point = group[0]
    statement = checker.statement
    asked = [
        *(key for key in truths if key[0] == "setting"),
        *(("assume", name) for name, _ in statement.assume),
        *(("claim", name) for name, _ in statement.claim),
    ]
    found = [(key, truths[key][point.place]) for key in asked if key in truths]
    if len(found) < len(asked) or any(truth is None for _, truth in found):
        return Piece("point", point.exact, point.exact, "", "not worked out at this point")
    for (role, name), truth in found:
        if truth is not None and truth.holds is None:
            return Piece("point", point.exact, point.exact, "undefined", f"{role} {name!r}: {truth.why}")
    false = [(role, name) for (role, name), truth in found if truth is not None and not truth.holds]
    if not false:
        return Piece("point", point.exact, point.exact, "holds", "every claim holds")
    role, name = false[0]
    outcome = "counterexample" if role == "claim" else "outside"
    return Piece(
        "point", point.exact, point.exact, outcome, f"{'claim' if role == 'claim' else 'assumption'} {name!r} is false"
    )


def _merged(boundaries: list[Boundary]) -> list[list[Boundary]]:
    """Put boundaries that overlap, so that their order is not known, into one group."""
    groups: list[list[Boundary]] = []
    for each in boundaries:
        if groups and each.low <= max(other.high for other in groups[-1]):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
