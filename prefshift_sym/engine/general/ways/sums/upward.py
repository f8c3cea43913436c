"""Events that rise with the reward, or fall: where one holds at an output, it does at all of a higher reward, or of a lower one.

Where that is known, a sum over the event is compared pair by pair with much fewer cases.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known import reference, stones
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, indices

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY, MOST, BUDGET = "upward", 2, 60


def by_events(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that sums over events by what an assumption about pairs of outputs says of these."""
    events = [part for part in parts(tuple(goal.p)) if part[:1] == ("ind",) and indices(part) == {"#0"}]
    if WAY in room.under or not events or not stones.compares_pairs(room):
        return None
    told = Told(prover, room.below(WAY))
    for event in sorted(events)[:MOST]:
        here, there = (_opposite(event, name) for name in ("i_", "j_"))
        for one, other in ((there, here), (here, there)):
            with suppress(Refused), prover.premises(BUDGET):
                told.formula(f"all(implies(r[i_] > r[j_] and {one}, {other}) for i_ in Y for j_ in Y)")
                break
    if not told.steps:
        return None
    with suppress(Refused):
        _alone(told, goal, events)
    of_components = {k for k, (formula, _, _) in enumerate(room.formulas) if names_of(formula, {}) & {"p_A", "p_U"}}
    told.room.idle |= of_components  # which made cases of their own
    found = prover.inequality(told.room, goal.node, goal.env, goal.depth)
    return None if found is None else [*told.steps, *found]


def _alone(told: Told, goal: Goal, events: list[Any]) -> None:
    """Read p_ref as a policy of its own, if the events do not speak of it: as a mixture each of its entries is three terms."""
    apart = told.branch()
    apart.formula(reference.SIGNS[0])
    apart.take(["reference"])
    apart.formula(reference.SIGNS[0])  # of what it is read as now
    _, p = apart.room.link(goal.node, goal.env)
    if set(events) <= set(parts(tuple(p))):
        told.room, told.steps = apart.room, told.steps + apart.steps


def _opposite(event: Any, name: str) -> str:
    """Return the text of the opposite of an event, which is a weak comparison: cases divide by what may vanish there."""
    _, key, sign = event
    return f"{text(dict(key), {'#0': name})} {'<=' if sign > 0 else '>='} 0"
