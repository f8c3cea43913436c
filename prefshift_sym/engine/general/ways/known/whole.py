"""A policy that is one output: where an assumption says so, its means are what is averaged there.

It may be said as `max(p[y] for y in Y) == 1`, as `any(p[k] == 1 for k in Y)`, or by there being nothing anywhere else.
"""

from __future__ import annotations

import re
from ast import unparse
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.points.pointwise import atoms_of
from prefshift_sym.recheck_certificate import freeze, parse, pieces, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

ALL = re.compile(r"[=>]= 1\b|\b1 [=<]=|!=")  # that it is 1, or what holds of every other output


def outputs(prover: Prover, room: Scratch) -> list[Any]:
    """Name the outputs that are all of a policy, where assumptions say that there are such; return the steps."""
    steps: list[Any] = []
    for policy in sorted(room.vectors | room.declared) if prover.size is None else ():
        for start, k in (*_by_number(prover, policy), *_there(room, policy)):
            inside = room.branch()
            name = k if isinstance(k, str) else prover.fresh(inside, "k")
            named = [] if isinstance(k, str) else [*start, ["skolem", k, [name]]]
            if not inside.once(f"skolem {k}") or not all(prover.take(inside, step) for step in named):
                continue
            found = _nothing_else(prover, inside, policy, name)
            if found is not None:
                new = [*named, *found, *_means(prover, inside, policy, name)]
                prover.adopt(inside, new)
                steps += new
                break
    return steps


def _by_number(prover: Prover, policy: str) -> Iterator[tuple[list[Any], str]]:
    """Yield the outputs that are known to be there, and that the statement numbers in that policy."""
    for output in prover.outputs:
        if any(f"{policy}[{output}]" in each for each in prover.texts) and prover.room.has(output):
            yield [], output


def _there(room: Scratch, policy: str) -> Iterator[tuple[list[Any], int | str]]:
    """Yield which formula says that there is an output that may be one, and the steps that make it known."""
    for atom in atoms_of(*(p for _, p, _ in room.facts)):
        if atom[0] == "M" and atom[2] == freeze(single(("e", policy, atom[1][0]))):
            yield [["lemma", "attained", {"X": f"lambda z_: {policy}[z_]"}, []]], len(room.formulas)
    for k, (formula, env, _) in enumerate(room.formulas):
        kind, parts = pieces(formula)
        if kind == "any" and not env and len(parts[0]) == 1:
            said = unparse(parts[1])
            if f"{policy}[" in said and ALL.search(said):
                yield [], k


def _nothing_else(prover: Prover, room: Scratch, policy: str, name: str) -> list[Any] | None:
    """Let the room take that there is nothing of a policy but at an output; return the steps, or None where that is not known."""
    steps: list[Any] = []
    one = f"{policy}[{name}] == 1"
    inside = room.branch()
    # it may be said to be 1 at least
    most = prover.lemma(inside, "term", {"F": f"lambda i_: {policy}[i_]", "k": name}, 1)
    shown = prover.goal(inside, parse(one), inside.names, 0) if most is not None else None
    shown = None if shown is None else [most, *shown]
    if shown is None:  # an assumption may say so of all others
        inside = room.branch()
        alone = prover.lemma(inside, "alone", {"F": f"lambda i_: {policy}[i_]", "k": name}, 1)
        shown = prover.goal(inside, parse(one), inside.names, 0) if alone is not None else None
        shown = None if shown is None else [alone, *shown]
    if shown is None or not prover.take(room, ["have", one, shown]):
        return None
    steps.append(["have", one, shown])
    inside = room.branch()
    inside.name(["y_"])
    inside.assume(parse(f"y_ != {name}"), dict(inside.names), frozenset())
    two = prover.lemma(inside, "two terms", {"F": f"lambda i_: {policy}[i_]", "j": "y_", "k": name}, 1)
    nothing = prover.goal(inside, parse(f"{policy}[y_] == 0"), inside.names, 0) if two is not None else None
    if nothing is None:
        return None
    source = f"all(implies(y_ != {name}, {policy}[y_] == 0) for y_ in Y)"
    step = ["have", source, [["intro", ["y_"], [["intro", [], [two, *nothing]]]]]]
    return [*steps, step] if prover.take(room, step) else None


def _means(prover: Prover, room: Scratch, policy: str, name: str) -> list[Any]:
    """Let the room take what the means of that policy are; return the steps."""
    families = sorted(room.families - room.vectors - room.declared | {"r", "w"})
    steps: list[Any] = []
    for family in families:
        inside, mean = room.branch(), f"{policy}[i_]*{family}[i_]"
        alone = prover.lemma(inside, "alone", {"F": f"lambda i_: {mean}", "k": name}, 1)
        source = f"sum({mean} for i_ in Y) == {family}[{name}]"
        shown = prover.goal(inside, parse(source), inside.names, 0) if alone is not None else None
        if shown is not None and prover.take(room, step := ["have", source, [alone, *shown]]):
            steps.append(step)
    return steps
