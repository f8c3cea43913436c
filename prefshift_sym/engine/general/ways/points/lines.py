"""Tangents and chords of the exponential at the outputs in scope: how tilts lie to lines in the rewards."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import atoms
from prefshift_sym.engine.general.programs.fixed import fixed_atoms, put_in
from prefshift_sym.recheck_certificate import parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly

MOST_INDICES = 4


def steps(prover: Prover, room: Scratch, goal: tuple[str, Poly], names: list[str]) -> list[Any]:
    """Let the room take tangents, where the goal has both rewards and tilts, and chords, where it has those of three outputs."""
    relation, p = goal
    if not room.finite or len(names) > MOST_INDICES:
        return []
    found: list[Any] = []
    for i, j in itertools.permutations(names, 2) if speaks(p, "r", 1) and speaks(p, "w", 1) else ():
        step = ["lemma", "tangent", {"i": i, "j": j}, []]
        found += [step] if room.once(f"step {step}") and prover.learns(room, step) else []
    # at a size a goal in tilts may follow from what facts say of the rewards
    spoken = (p,) if prover.size is None else (p, *(q for _, q, _ in room.facts))
    polys = [put_in(q, fixed_atoms(room)) for q in spoken] if len(names) > 2 else []
    if any(speaks(q, "w", 3) for q in polys) and any(speaks(q, "r", 3) for q in polys):
        for low, middle, high in itertools.permutations(names, 3):
            if ordered(room, low, middle) and ordered(room, middle, high) and room.once(f"chord {low} {middle} {high}"):
                found += chord(prover, room, (low, middle, high), strict=relation == ">")
    return found


def chord(prover: Prover, room: Scratch, names: tuple[str, str, str], *, strict: bool) -> list[Any]:
    """Let the room take that the tilt in the middle lies below the line between the others, and that these differ."""
    low, middle, high = names
    for name in ("strict chord", "chord") if strict else ("chord",):
        step = prover.lemma(room, name, {"i": low, "j": middle, "k": high}, 0)
        if step is not None:
            wide = f"r[{high}] > r[{low}]"
            shown = prover.goal(room.branch(), parse(wide), room.names, 0) if prover.size is not None else None
            apart = ["have", wide, shown]
            return [step, apart] if shown is not None and prover.learns(room, apart) else [step]
    return []


def ordered(room: Scratch, i: str, j: str) -> bool:
    """Return whether one reward is known to be at most another."""
    return room.truth(parse(f"r[{i}] <= r[{j}]"), room.names) is True


def speaks(p: Poly, family: str, outputs: int) -> bool:
    """Return whether a polynomial has entries of a family at so many outputs."""
    return len({atom for atom in atoms(p) if atom[:2] == ("e", family)}) >= outputs
