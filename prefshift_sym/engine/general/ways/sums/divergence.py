"""A divergence against a chi-square one: log x <= x - 1 at x = p/q, or at x = p/(c*q), weighed with p.

Here c is the sum of p*p/q: the first says that KL(p, q) <= c - 1, the second that KL(p, q) <= log c. Where p_ref is a mixture, a
fraction with it finds a common denominator with what stands beside it under a sum, so that the sum is taken apart again.
"""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, parts
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "divergence"


def by_chi_square(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that has both divergences."""
    relation, p = goal.relation, goal.p
    if WAY in room.under or not _squares(p):
        return None
    told = Told(prover, room.below(WAY))
    pairs = list(_sums(room, p))
    for square, rest, _ in pairs:
        with suppress(Refused), prover.premises(BUDGET):
            told.lemma("at most", "sum", {"F": f"lambda i_: {square} - ({rest})"})
            apart = ["lemma", "sum of two", {"F": f"lambda i_: {square}", "G": f"lambda i_: -({rest})"}, []]
            told.steps += [apart] if prover.learns(told.room, apart) else []
    closed = linear.close(told.room, relation, p, prover.deadline, 1) if told.steps else None
    if told.steps and closed is None:
        for _, _, policies in pairs:
            with suppress(Refused), prover.premises(BUDGET):
                told.lemma("at least", "gibbs", policies)
        closed = linear.close(told.room, relation, p, prover.deadline, 1)
    return None if closed is None else [*told.steps, closed]


def _squares(p: Poly) -> bool:
    """Return whether a goal has logarithms, and squares or fractions under sums."""
    sums = [atom[2] for atom in parts(tuple(p)) if atom[:1] == ("S",)] if speaks_of_logarithms(p) else []
    fractions = (each[0] == "inv" and len(each[1]) == 1 for mono in sums for each, _ in mono)
    return any(k > 1 for mono in sums for _, k in mono) or any(fractions)


def _sums(room: Scratch, p: Poly) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield p*p/q, or that over c, what it is at least, and p and q, where the goal has both sums."""
    spoken = {atom for atom in atoms(p) if atom[0] in "Sf"}
    for one, other in itertools.permutations((*scene(room, p).policies, "p_theta"), 2):
        square, ratio = f"{one}[i_]**2/{other}[i_]", f"{one}[i_]/{other}[i_]"
        c, policies = f"sum({square} for i_ in Y)", {"P": f"lambda i_: {one}[i_]", "Q": f"lambda i_: {other}[i_]"}
        for of, log, known in (("1", "0", c), (c, f"log({c})", "0")):
            rest = f"(0 if {one}[i_] == 0 else {one}[i_]*(log({ratio}) - {log}))"
            with suppress(Refused):
                total, _ = room.term(parse(f"{known} + sum({rest} for i_ in Y)"), room.names)
                if {atom for atom in atoms(total) if atom[0] in "Sf"} <= spoken:
                    yield f"{one}[i_]**2/({other}[i_]*{of})", f"{one}[i_] + {rest}", policies
