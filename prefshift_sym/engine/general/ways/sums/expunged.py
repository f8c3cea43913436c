"""A policy that never gives some output which another one gives: its divergence from that is at least what the other has there.

The divergence is a sum of p*log(p/q) - p + q, which is nowhere negative, and is q where p vanishes.
"""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms, positives, without
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET
from prefshift_sym.recheck_certificate import Refused, add, parse, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover

WAY, BETA = "expunged", {((("v", "beta"), 1),): 1}


def by_expunged(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a strict goal in logarithms where a policy is known to vanish at an output."""
    relation, p = room.link(node, env)
    if relation != ">" or prover.inside or WAY in room.under or not speaks_of_logarithms(p):
        return None
    told = Told(prover, room.below(WAY))
    for k in range(len(room.formulas)):
        if pieces(room.formulas[k][0])[0] == "any":
            naming = pointwise.naming(prover, told.room, k)
            if naming is not None:
                told.take(naming)
    points = [*told.room.names, *(each for each in prover.outputs if each not in told.room.names)]
    found = False
    for one, point in itertools.product(sorted(room.vectors | room.declared), points):
        with suppress(Refused):
            if told.room.signs(told.room.term(parse(f"{one}[{point}]"), told.room.names)[0]) == {0}:
                for other in (
                    each for each in ("p_theta", "p_ref", *sorted(room.vectors | room.declared)) if each != one
                ):
                    found |= _at_least(told, one, other, point)
    closed = linear.close(told.room, relation, p, prover.deadline, 1) if found else None
    return None if closed is None else [*told.steps, closed]


def _at_least(told: Told, one: str, other: str, point: str) -> bool:
    """Make known that a divergence is at least what the second policy has at an output, where that is positive."""
    if told.room.signs(told.room.cleared(told.room.term(parse(f"{other}[{point}]"), told.room.names))) != {1}:
        return False
    p, q = f"{one}[i_]", f"{other}[i_]"
    body = f"(0 if {p} == 0 else {p}*log({p}/{q})) - {p} + {q}"
    with suppress(Refused), told.prover.premises(BUDGET):
        told.lemma("at least", "term", {"F": f"lambda i_: {body}", "k": point})
        told.have("none", f"{one}[{point}] == 0")
        atom = next(iter(atoms(told.room.facts[told.at["none"]][1])), None)
        least = f"KL({one}, {other}) >= {other}[{point}]"
        goal = told.room.link(parse(least), told.room.names)[1]  # type: ignore[arg-type]
        more = add(told.room.facts[told.at["at least"]][1], goal, -1)
        factor = {without(mono, atom): c for mono, c in more.items() if atom in dict(mono)}
        parts = ("1", ["at least"]), ("-1", ["none"], told.prover.show(told.room, factor))
        told.have("apart", least, [told.product(*parts)])
        told.have("there", f"{other}[{point}] > 0")
        told.have("Z", "Z > 0")
        source = f"KL({one}, {other}) > 0"
        positive = {k: each for k, each in positives(told.room).items() if each == BETA}
        apart, there = (
            Column(told.room.facts[k][1], (k,), strict=told.room.facts[k][0] == ">")
            for k in (told.at["apart"], told.at["there"])
        )
        columns = [apart, there, *(linear.times(there, (k,), positive) for k in positive)]
        goal = told.room.link(parse(source), told.room.names)[1]  # type: ignore[arg-type]
        ways = (
            linear.solve(told.room, ">", goal, (), columns, lift, told.prover.deadline)
            for lift in ((), (told.at["Z"],))
        )
        closed = next((way for way in ways if way is not None), None)
        if closed is not None:
            told.have("positive", source, [closed])
        return True
    return False
