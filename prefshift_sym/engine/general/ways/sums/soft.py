"""Soft values: the logarithm of a mean of the tilt, against the rewards of outputs in scope, and against one term of the mean.

If w[z] is at least the mean, then r[z]/beta is at least its logarithm; the mean is at least each of its terms q[i]*w[i].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, positives
from prefshift_sym.engine.general.ways.known.stones import have, short_lemma
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.engine.general.ways.sums.named import among, named
from prefshift_sym.recheck_certificate import BETA, Refused, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_NAMES = 4


def by_soft_values(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal from bounds of the logarithms in it."""
    p = goal.p
    means = list(_means(room, p))
    if not means or "soft values" in room.under or not room.finite:
        return None
    plain = room.branch()
    steps = jensen(prover, plain, p, means)
    inside = plain.below("soft values")
    steps += named(prover, inside, p) + among(prover, inside, p)
    before = len(steps)
    sieve = Sieve(inside) if inside.names else None
    for q, shown in means:
        for name in list(inside.names)[:MOST_NAMES]:
            for step in (
                *_beyond(prover, inside, sieve, q, shown, name),
                *(_term(prover, inside, q, shown, name) if _has_log(inside, p, f"{q}[{name}]") else ()),
            ):
                steps += step
    if len(steps) == before:
        return None
    found = by_signs(
        prover, inside, goal.node, goal.env, lambda room: prover.inequality(room, goal.node, goal.env, goal.depth)
    )
    return None if found is None else [*steps, *found]


def jensen(prover: Prover, room: Scratch, p: Poly, means: list[tuple[str, str]]) -> list[Any]:
    """Let the room take that the logarithm of a mean is at least the mean of the logarithms, where the goal has both."""
    if not any(atom[0] in "MA" for mono in p for atom, _ in mono):
        return []
    rewards = {q: set(room.term(parse(f"E(r, {q})"), {})[0]) for q, _ in means}
    return [
        step
        for q, shown in means
        if rewards[q] <= set(p)
        for step in have(prover, room, f"log({shown}) >= E(r, {q})/beta")
    ]


def _means(room: Scratch, p: Poly) -> Iterator[tuple[str, str]]:
    """Yield which policies' means of the tilt the goal takes logarithms of, with their texts."""
    taken = {atom[2] for mono in p for atom, _ in mono if atom[:2] == ("f", "log")}
    for q in sorted({*room.vectors, *room.declared, "p_ref"}) if taken else ():
        shown = f"E(w, {q})" if q != "p_ref" else "Z"
        try:
            num, den = room.term(parse(shown), {})
        except Refused:
            continue
        if not den and tuple(sorted(num.items())) in taken:
            yield q, shown


def _has_log(room: Scratch, p: Poly, shown: str) -> bool:
    """Return whether the goal takes the logarithm of a term."""
    key = tuple(sorted(room.term(parse(shown), room.names)[0].items()))
    return any(atom == ("f", "log", key) for mono in p for atom, _ in mono)


def _beyond(prover: Prover, room: Scratch, sieve: Sieve | None, q: str, shown: str, name: str) -> Iterator[list[Any]]:
    """Yield the steps to how the logarithm of a mean compares with r[name]/beta, where every tilt lies on one side."""
    for sign in ("", "-"):
        if sieve is not None and sieve.allows(f"{sign}{q}[i_]*(w[{name}] - w[i_])"):
            steps = short_lemma(prover, room, "sum", {"F": f"lambda i_: {sign}{q}[i_]*(w[{name}] - w[i_])"})
            if steps:
                pair = (shown, f"w[{name}]") if not sign else (f"w[{name}]", shown)
                yield [*steps, *_logarithm(prover, room, *pair)]


def _term(prover: Prover, room: Scratch, q: str, shown: str, name: str) -> Iterator[list[Any]]:
    """Yield the steps to log(q*w) at an output being at most the logarithm of the mean."""
    steps = short_lemma(prover, room, "term", {"F": f"lambda i_: {q}[i_]*w[i_]", "k": name})
    if steps:
        yield [*steps, *_logarithm(prover, room, f"{q}[{name}]*w[{name}]", shown)]


def _logarithm(prover: Prover, room: Scratch, low: str, high: str) -> list[Any]:
    """Let the room take that log(low) <= log(high), where the last fact says that low <= high; return the steps."""
    inside, at = room.branch(), len(room.facts) - 1
    known, lemma = ["known", high], prover.lemma(inside, "log", {"A": f"lambda: ({low})/({high})"}, 1)
    if lemma is None or not prover.take(inside, known):
        return []
    source = f"log({high}) >= log({low})"
    positive = {ref: p for ref, p in positives(inside).items() if p == BETA}
    columns = [Column(inside.facts[k][1], (k,)) for k in range(at, len(inside.facts) - 1)]
    columns += [linear.times(column, (ref,), positive) for column in columns for ref in positive]
    _, p = inside.link(pieces(parse(source))[1], inside.names)
    closed = linear.solve(inside, ">=", p, (), columns, (len(inside.facts) - 1,), prover.deadline)
    step = ["have", source, [lemma, known, closed]]
    return [step] if closed is not None and prover.take(room, step) else []
