"""One support size at a time: does the claim hold for every world of that size, on the solver's word?

Each order pattern of the rewards is asked separately, with the tilt as positive reals that meet sound facts about exp.
`unsat` for all of them means that the claim holds at that size. `sat` is only a candidate, for `concretise`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prefshift_sym.engine.cases import cases
from prefshift_sym.engine.solver import Answer, shared
from prefshift_sym.errors import OutOfScope
from prefshift_sym.readings import smt

if TYPE_CHECKING:
    from prefshift_sym.engine.cases import Case
    from prefshift_sym.theory.statement import Statement

MOST_ROUNDS = 20  # of refinement
SLICES = (0.4, 3.0, 30.0)  # seconds a pattern may take, round by round: the easy ones first


def holds(statement: Statement, n: int, deadline: float) -> list[Case]:
    """Ask every case of size n; return those not answered `unsat` (none: it holds). Stops at the first `sat`."""
    waiting = []
    for case in cases(statement, n):
        if time.monotonic() > deadline:
            message = "time out while writing the formula out"
            raise OutOfScope(message)
        waiting.append(case)
    for limit in SLICES:
        if limit == SLICES[-1] and any(case.strayed for case in waiting):
            break  # a candidate that would not come closer in a few seconds is best made exact as it is
        for case in waiting:
            left = deadline - time.monotonic()
            case.answer = asked(case, min(limit, left))
            if case.answer.answer == "sat":
                return [case, *(each for each in waiting if each is not case)]
        waiting = [case for case in waiting if case.answer.answer != "unsat"]
        if not waiting or time.monotonic() >= deadline:
            break
    for case in waiting:
        case.answer = case.strayed or case.answer
    return sorted(waiting, key=lambda case: case.strayed is None)


def asked(case: Case, seconds: float, steps: int = 0) -> Answer:
    """Ask one case, for so many seconds, and steps if not 0; where a candidate's exponentials are far off the real ones, say where these lie, and ask again.

    What has been said so stays said; where time runs out on the way, the next attempt goes on from there.
    """
    end = time.monotonic() + seconds
    answer = Answer("unknown")
    for _ in range(MOST_ROUNDS if case.absolute else 1):
        answer = shared().ask(smt.script(case.assertions), seconds=end - time.monotonic(), steps=steps)
        if answer.answer != "sat":
            return answer
        lemmas = list(case.curve.lemmas(case.pairs, answer.model)) if case.absolute else []
        if not lemmas:
            break
        case.strayed = answer
        case.assertions += lemmas
    return answer
