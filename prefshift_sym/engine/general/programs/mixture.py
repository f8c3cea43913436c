"""Close a goal that is affine in alpha by what is known at alpha = 0 and at alpha = 1, as a mixture of two means is positive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import ONE, Poly, add, single

if TYPE_CHECKING:
    from prefshift_sym.recheck_certificate import Room

ALPHA = ("v", "alpha")


def close(room: Room, relation: str, goal: Poly) -> list[Any] | None:
    """Return a closing step where facts say the same of both ends."""
    mixed = {mono: c for mono, c in goal.items() if (ALPHA, 1) in mono}
    there = {tuple(pair for pair in mono if pair != (ALPHA, 1)): c for mono, c in mixed.items()}
    start = {mono: c for mono, c in goal.items() if mono not in mixed}
    if (
        relation not in (">", ">=")
        or not there
        or not start
        or any(a == ALPHA for mono in (*start, *there) for a, _ in mono)
    ):
        return None
    wanted = (single(ALPHA), add(ONE, single(ALPHA), -1), add(start, there), start)
    at: dict[int, int] = {}
    for ref, (known, p, _) in enumerate(room.facts):
        at |= {k: ref for k, each in enumerate(wanted) if p == each and known in (relation, ">")}
    return (
        ["linear", [], [["1", [at[0], at[2]], None], ["1", [at[1], at[3]], None]]] if len(at) == len(wanted) else None
    )
