"""The way in: a statement to a certificate, or to the reason why there is none."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.scratch import EffortIsSpentError, Meter
from prefshift_sym.engine.general.search import Prover, Stuck
from prefshift_sym.engine.general.text import constants
from prefshift_sym.engine.general.ways.known import ends, reference
from prefshift_sym.recheck_certificate import Refused, Report, check, sizes_left
from prefshift_sym.verdict import Proved

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement

LARGEST_SIZE, MORE, SUPPORT = 4, 600, "full support"
EFFORT_SPENT, TIME_IS_UP = "the effort allowed is spent", "the time is up"


def prove(statement: Statement, *, deadline: float | None = None, effort: int | None = None) -> Proved | str:
    """Prove every claim at every support size asked for; `deadline` is on the `time.monotonic` clock.

    `effort` limits the search in units that no load changes: some certificates take a hundred, most less than a thousand.
    Returns `Proved`, whose certificate `recheck_certificate.check` has accepted, or a sentence that says why not.
    """
    mapping = statement.as_mapping()
    reason = "no certificate was found"
    sizes = statement.sizes or tuple(sorted(sizes_left(mapping)[0]))  # assumptions may leave a few, too
    few = bool(sizes) and sizes[-1] <= LARGEST_SIZE
    soon = time.monotonic() + (deadline - time.monotonic()) / 2 if few and deadline is not None else deadline
    share = effort // 2 if few and effort is not None else effort
    first = Meter(share)
    sources = [*mapping["assume"].values(), *mapping["claim"].values()]
    if few and constants(sources):  # what speaks of outputs by their numbers is about these sizes
        entry, reason = None, ""
    else:
        entry, reason = in_general(mapping, soon, statement.barred, first)
    cut_short = reason in (EFFORT_SPENT, TIME_IS_UP)  # with more of it there may be one, whatever single sizes give
    entries = [entry] if entry else []
    meter = Meter(effort)
    if not entries and few:
        for size in sizes:
            entry, reason = attempt(mapping, size, deadline, statement.barred, meter)
            if entry is None:
                entries = []
                break
            entries.append(entry)
    if few and not entries and not cut_short and constants(sources):  # or else about every size
        entry, _ = in_general(mapping, deadline, statement.barred, Meter(share))
        entries = [entry] if entry else []
    if not entries:
        return EFFORT_SPENT if cut_short else reason
    certificate = {"certificate": 1, "statement": mapping, "supports": mapping["n"], "proofs": entries}
    report = check(certificate)
    if not report.accepted:
        return f"a certificate was found, but the checker refuses it: {report.reason}"
    if SUPPORT in report.relies_on and entries[0]["size"] is None:
        more = Meter(min(first.spent, MORE) + 50)
        certificate, report = without_support(certificate, report, deadline, statement.barred, more)
    return Proved("all" if statement.sizes is None else statement.sizes, certificate, report.relies_on)


def in_general(
    mapping: dict[str, Any], deadline: float | None, barred: frozenset[str], meter: Meter
) -> tuple[dict[str, Any] | None, str]:
    """Return one proof for every size, or the reason why not; for one that relies on less, some more effort is spent."""
    entry, reason = None, ""
    if ends.asked(mapping):
        part = Meter(None if meter.limit is None else meter.limit // 2)
        entry, reason = attempt(mapping, None, deadline, barred, part, ends=True)
        meter.spend(part.spent)
    if entry is None:
        entry, reason = attempt(mapping, None, deadline, barred, meter)
    if entry is not None and reference.taken(entry):
        more = Meter(min(meter.spent, MORE) + 50)
        entry = attempt(mapping, None, deadline, barred, more, sparing=True)[0] or entry
    return entry, reason


def without_support(
    certificate: dict[str, Any], report: Report, deadline: float | None, barred: frozenset[str], meter: Meter
) -> tuple[dict[str, Any], Report]:
    """Return a certificate that does without full support, with the checker's answer, if one is found; else the same again."""
    mapping = certificate["statement"]
    bare = {**mapping, "without": [*mapping["without"], SUPPORT]}
    entry, _ = attempt(bare, None, deadline, barred, meter)
    other = {**certificate, "proofs": [later(entry)]}
    less = check(other) if entry is not None else report
    return (other, less) if less.accepted and {*less.relies_on} < {*report.relies_on} else (certificate, report)


def later(step: Any) -> Any:
    """Return the steps of a room that does not begin with full support for one that does: its formulas have the next numbers."""
    match step:
        case ["use" | "skolem" | "cases" | "define" as kind, int(k), *rest]:
            return [kind, k + (k >= 0), *map(later, rest)]
        case list():
            return [*map(later, step)]
        case dict():
            return {key: later(each) for key, each in step.items()}
    return step


def attempt(
    mapping: dict[str, Any],
    size: int | None,
    deadline: float | None,
    barred: frozenset[str],
    meter: Meter,
    *,
    sparing: bool = False,
    ends: bool = False,
) -> tuple[dict[str, Any] | None, str]:
    """Return one proof of every claim, general or at a size, or the reason why not."""
    try:
        return Prover(mapping, size, deadline, barred, meter, sparing=sparing, ends=ends).run(), ""
    except Stuck as reason:
        return None, str(reason)
    except Refused as reason:
        return None, str(reason.args[0])
    except EffortIsSpentError:
        return None, EFFORT_SPENT
    except RecursionError:
        return None, "the formulas nest too deeply for the search"
