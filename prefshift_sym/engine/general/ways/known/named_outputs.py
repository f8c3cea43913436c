"""Outputs that have a name, such as one of a policy whose outputs all have one reward: how their rewards and tilts compare."""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, tops
from prefshift_sym.engine.general.ways.known.at_a_level import said_of_rewards
from prefshift_sym.engine.general.ways.known.one_reward import ONE, REWARD
from prefshift_sym.engine.general.ways.known.stones import BUDGET, claimed
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import SIGNS, Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

MOST_NAMES = 4


def in_order(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take how the rewards of the outputs with a name compare, by what is known of these and of their tilts."""
    steps: list[Any] = []
    if prover.size is not None or not room.finite or not 0 < len(room.names) <= MOST_NAMES:
        return steps
    number = 0
    while number < len(
        room.formulas
    ):  # outputs that there are known to be get a name as well, and what that says is one more
        step = pointwise.naming(prover, room, number)
        steps += [step] if step is not None and prover.take(room, step) else []
        number += 1
    for said in list(said_of_rewards(room)):  # and are compared with what all are compared with
        for name in sorted(room.names) if said.policy is None else ():
            steps += [step] if prover.learns(room, step := ["use", said.number, [name]]) else []
    for relation, p, _ in list(room.facts):  # what is not the greatest lies below it
        for name, top in itertools.product(sorted(room.names), sorted(tops(p)) if relation == "!=" else ()):
            step = ["lemma", "greatest", {"X": f"lambda y_: {'-' if top[2] < 0 else ''}{top[1]}[y_]", "k": name}, []]
            steps += [step] if prover.learns(room, step) else []
    for (i, j), family in itertools.product(itertools.combinations(sorted(room.names), 2), "rw"):
        for relation in ("==", ">", "<", ">=", "<="):
            source = f"{family}[{i}] {relation} {family}[{j}]"
            link, gap = room.link(parse(source), room.names)  # type: ignore[arg-type]
            if not gap or room.signs(gap) <= SIGNS[link]:
                break  # that is known
            closed = linear.close(room, link, gap, prover.deadline, 0)
            step = ["have", source, [closed]]
            if closed is not None and prover.take(room, step):
                steps += [step, *(_so(prover, room, i, relation, j) if family == "w" else ())]
                break
    return steps + _apart(prover, room)


def _apart(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what a policy has at a named output, times how far its tilt lies from that of another one."""
    steps: list[Any] = []
    policies = sorted(room.vectors | room.declared)
    for (i, j), p in itertools.product(itertools.permutations(sorted(room.names), 2), policies):
        shown = f"{p}[{i}]*(w[{j}] - w[{i}])"
        mass, gap = (room.term(parse(each), room.names)[0] for each in (f"{p}[{i}]", f"w[{j}] - w[{i}]"))
        if room.signs(mass) == {1} and room.signs(gap) in ({1}, {-1}):
            source = f"{shown} {'>' if room.signs(gap) == {1} else '<'} 0"
            step = ["have", source, prover.goal(room.branch(), parse(source), room.names, 0)]
            steps += [step] if step[2] is not None and prover.take(room, step) else []
    return steps


def _so(prover: Prover, room: Scratch, i: str, relation: str, j: str) -> list[Any]:
    """Let the room take that rewards compare as their tilts do."""
    with prover.premises(BUDGET):
        source = f"r[{i}] {relation} r[{j}]"
        proof = prover.goal(room.branch(), parse(source), room.names, 2)
        step = ["have", source, proof]
        return [step] if proof is not None and prover.take(room, step) else []


def tangents(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that another policy's mean tilt lies above the tangent at such a policy's output; return the steps."""
    single = {key.removeprefix(ONE) for key in room.done if isinstance(key, str) and key.startswith(ONE)}
    steps: list[Any] = []
    compared = itertools.chain((p for _, p, _ in room.facts), claimed(prover)) if single else ()
    sums = {
        entry for p in compared for atom in atoms(p) if atom[0] == "S" and REWARD in atom[2] for entry, _ in atom[2]
    }
    others = ({entry[1] for entry in sums} & (room.vectors | room.declared)) - single
    for k, p in itertools.product(sorted(room.names), sorted(others)):
        told = Told(prover, room.branch())
        with suppress(Refused), prover.premises(BUDGET):
            told.lemma("above", "sum", {"F": f"lambda i_: {p}[i_]*(beta*(w[i_] - w[{k}]) - w[{k}]*(r[i_] - r[{k}]))"})
            steps += [step for step in told.steps if prover.take(room, step)]
    return steps
