"""That a divergence is positive: were it not, the two policies would be the same, and what is known says that they are not."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, positives, strip, without
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.known.stones import in_words
from prefshift_sym.engine.general.ways.points import nonzero, pointwise
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums import impossible
from prefshift_sym.engine.general.ways.sums.events import policies
from prefshift_sym.recheck_certificate import Refused, add, mul, negate, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "distinct"


def by_distinct(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that a divergence, or a positive multiple of one, is positive."""
    source = words(goal.node, goal.env, room.names) if WAY not in room.under else None
    for one, other in divergences(room, goal.p) if source is not None else ():
        first, second = room.branch(), room.below(WAY)
        first.assume(parse(source), dict(first.names), frozenset())
        second.assume(negate(parse(source)), dict(second.names), frozenset())
        given = {"P": f"lambda i_: {one}[i_]", "Q": f"lambda i_: {other}[i_]"}
        steps: list[Any] = in_words(prover, second, "gibbs with equality", given)
        last = len(second.formulas) - 1
        absurd = _absurd(prover, second.branch(), (one, other)) if steps else None
        if steps and absurd is None:
            absurd = _by_means(prover, second.branch(), (one, other))
        if steps and absurd is None:
            absurd = impossible.contradiction(prover, second, last, goal.depth)
        shown = prover.goal(first, goal.node, goal.env, 0) if absurd is not None else None
        if absurd is not None and shown is not None:
            return [["split", source, shown, [*steps, *absurd]]]
    return None


def _absurd(prover: Prover, room: Scratch, pair: tuple[str, str]) -> Proof | None:
    """Return the steps to a contradiction where two policies are the same, as the last formula says."""
    last = len(room.formulas) - 1
    found = nonzero.clash(prover, room, 2)
    if found is not None:
        return found
    named = (pointwise.naming(prover, room, k) for k in range(last))
    steps = [step for step in named if step is not None and prover.take(room, step)]
    points = [*room.names, *(each for each in prover.outputs if each not in room.names and room.has(each))]
    for point in points:
        at, step = len(room.facts), ["use", last, [point]]
        if prover.learns(room, step):
            steps += [step, *(more for each in pair for more in _without(prover, room, at, f"{each}[{point}]"))]
    closed = linear.close(room, ">", {}, prover.deadline, 0) if points else None
    found = nonzero.clash(prover, room) if closed is None else [closed]
    return None if found is None else [*steps, *found]


def _by_means(prover: Prover, room: Scratch, pair: tuple[str, str]) -> Proof | None:
    """Return the same by what is known of means over one of them, which are those over the other."""
    last, told = len(room.formulas) - 1, Told(prover, room)
    known = {atom for _, p, tags in room.facts if tags for atom in atoms(p) if atom[0] == "S" and len(atom[1]) == 1}
    for one, other in (pair, pair[::-1]):
        for _, (own,), mono in sorted(atom for atom in known if (("e", one, atom[1][0]), 1) in atom[2]):
            rest = prover.show(room, {without(mono, ("e", one, own)): 1}, (own, "i_"))
            zero, same = [["use", last, ["i_"]]], f"({rest})*({one}[i_] - {other}[i_])"
            with suppress(Refused):
                proof = [["intro", ["i_"], [*zero, ["linear", [], [["1", [-1], rest]]]]]]
                told.checked(["lemma", "sum of zeros", {"F": f"lambda i_: {same}"}, [proof]])
    closed = linear.close(room, ">", {}, prover.deadline, 0) if told.steps else None
    return None if closed is None else [*told.steps, closed]


def _without(prover: Prover, room: Scratch, at: int, entry: str) -> list[Any]:
    """Let the room take what an equality says where an entry in it is known to vanish; return the steps."""
    relation, zero = room.link(parse(f"{entry} == 0"), room.names)  # type: ignore[arg-type]
    atom = next(iter(atoms(zero)), None)
    if zero != {((atom, 1),): 1} or room.signs(zero) != {0}:
        return []
    p, known = room.facts[at][1], ["known", entry]
    factor = {without(mono, atom): c for mono, c in p.items() if atom in dict(mono)}
    parts = [["1", [at], None], ["-1", [len(room.facts)], prover.show(room, factor)]]
    rest = add(p, mul(factor, zero), -1)
    have = ["have", f"{prover.show(room, rest)} {relation} 0", [["linear", [], parts]]]
    return [known, have] if prover.take(room, known) and prover.take(room, have) else []


def divergences(room: Scratch, p: Poly) -> Iterator[tuple[str, str]]:
    """Yield the policies whose divergence a goal is, but for factors that are known to be positive."""
    positive = positives(room)
    rest = strip(p, positive)[0]
    for one, other in policies(scene(room, p), room, p):
        try:
            own = room.link(parse(f"KL({one}, {other}) > 0"), room.names)[1]  # type: ignore[arg-type]
        except Refused:
            continue
        if strip(own, positive)[0] == rest:
            yield one, other
