"""A short look, by the solver, at each size: does the claim hold there, or is there a counterexample, that it sees at once?

What to try next depends on it, and no witness does: what it comes upon is looked for again by parts that take their time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prefshift_sym.engine import concretise
from prefshift_sym.engine.bounded import asked
from prefshift_sym.engine.cases import cases
from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.engine.limit import TimeIsUpError, limited
from prefshift_sym.engine.solver import solver_name
from prefshift_sym.errors import OutOfScope

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Refuted

STEPS = 200_000  # of the solver's own, for one pattern: most take a tenth of them, and all a tenth of a second
WHOLE, EXACT = 2.0, 1.0  # seconds for all patterns, and to make the first candidate exact; few take as long


def glimpse(statement: Statement, sizes: tuple[int, ...], seconds: float) -> tuple[Refuted | None, list[int]]:
    """Return a counterexample, exact and checked like any other, if there is one, and the sizes at which the claim holds."""
    held: list[int] = []
    try:
        with limited(min(seconds, WHOLE + EXACT)):
            return _glimpse(statement, sizes, time.monotonic() + min(seconds, WHOLE), held), held
    except (TimeIsUpError, OutOfScope):
        return None, held


def _glimpse(statement: Statement, sizes: tuple[int, ...], end: float, held: list[int]) -> Refuted | None:
    for n in sizes:
        for case in cases(statement, n):
            case.answer = asked(case, end - time.monotonic(), STEPS)
            if case.answer.answer == "sat":
                worlds = concretise.worlds(statement, case, EXACT)
                found = (confirmed(statement, world, sizes, solver_name()) for world in worlds)
                return next((each for each in found if each is not None), None)
            if case.answer.answer == "unknown":
                return None  # what is not plain here will be less so at larger sizes
        held.append(n)
    return None
