"""Stepping stones: formulas worth knowing before an inequality in sums is tried, each proved where it can be, once a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.information import speaks_of_logarithms
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly, Room


def stones(prover: Prover, room: Room, goal: Poly) -> list[Any]:
    """Let the room take what is worth knowing beforehand; return the steps."""
    steps: list[Any] = []
    if speaks_of_logarithms(goal, *(p for _, p, _ in room.facts)):  # the divergences from and to p_ref take logarithms of it
        steps += _have(prover, room, "all(p_ref[y_] > 0 for y_ in Y)")
    return steps


def _have(prover: Prover, room: Room, source: str) -> list[Any]:
    """Prove a formula and take it in, unless that was tried here before."""
    done = room.done = {*getattr(room, "done", set())}  # type: ignore[attr-defined]
    if source in done or prover.inside:
        return []
    done.add(source)
    prover.inside = True
    try:
        proof = prover.goal(room.branch(), parse(source), {}, 2)
    except Refused:
        proof = None
    finally:
        prover.inside = False
    step = ["have", source, proof]
    return [step] if proof is not None and prover.take(room, step) else []
