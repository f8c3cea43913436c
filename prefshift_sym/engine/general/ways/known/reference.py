"""A statement about the reference policy alone holds of any policy: p_ref is read as a probability vector of its own then.

As a mixture each of its entries is three terms, and a product of two of them nine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

SIGNS = ("all(p_ref[y_] > 0 for y_ in Y)", "all(p_ref[y_] >= 0 for y_ in Y)")


def alone(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room read p_ref as a family of its own, if nothing else is said of the components; return the steps."""
    spoken = names(prover)
    if prover.size is not None or "p_ref" not in spoken or spoken & {"p_A", "p_U"}:
        return []
    for source in SIGNS[int(prover.sparing) :]:
        steps = have(prover, room, source)
        if steps and prover.take(room, ["reference"]):
            about = (names_of(formula, {}) for formula, _, _ in room.formulas)
            room.idle = frozenset(k for k, spoken in enumerate(about) if spoken & {"p_A", "p_U"})
            room.done.discard(source)  # it is to be said once more of what p_ref is read as now
            return [*steps, ["reference"], *have(prover, room, source)]
    return []


def taken(entry: dict[str, Any]) -> bool:
    """Return whether a proof has p_ref as a family of its own, and positive, which takes full support."""
    return ["reference"] in entry["setup"] and entry["setup"][0][1] == SIGNS[0]


def names(prover: Prover) -> set[str]:
    """Return the names that the statement speaks of, and those that what they stand for speaks of, but for p_ref's."""
    room = prover.room.branch()
    room.families = {*room.families, "p_ref"}
    return set[str]().union(*(room.spoken(parse(each)) for each in prover.texts))
