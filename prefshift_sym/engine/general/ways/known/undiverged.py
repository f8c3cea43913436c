"""Policies that do not diverge are the same: where what is known says so of two, the room takes that they are, at every output."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.programs.columns import atoms
from prefshift_sym.engine.general.ways.known import definitions
from prefshift_sym.engine.general.ways.known.stones import in_words
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

DIVERGENCE = "sum(0 if {p}[i_] == 0 else {p}[i_]*log({p}[i_]/{q}[i_]) for i_ in Y)"


def policies(prover: Prover, room: Scratch, since: int = 0) -> list[Any]:
    """Let the room take which policies are the same by the facts since one, if these speak of logarithms; return the steps."""
    if prover.size is not None or not prover.logarithms:
        return []
    told = [p for relation, p, _ in room.facts[since:] if relation in ("==", ">=")]
    if not any(map(speaks_of_logarithms, told)):
        return []
    spoken = set().union(*map(atoms, told))
    steps: list[Any] = []
    for p, q in itertools.permutations(sorted({*room.vectors, *room.declared, "p_ref", "p_theta"}), 2):
        try:
            divergence = room.cleared(room.term(parse(DIVERGENCE.format(p=p, q=q)), {}))
        except Refused:  # one of them may be 0 where the other is not
            continue
        own = {atom for atom in atoms(divergence) if atom[0] != "v"}
        if divergence and own <= spoken:
            before = len(room.formulas)
            given = {"P": f"lambda i_: {p}[i_]", "Q": f"lambda i_: {q}[i_]"}
            steps += in_words(prover, room, "gibbs with equality", given)
            if room is prover.room:
                steps += definitions.take_in(prover, room, before)
    return steps
