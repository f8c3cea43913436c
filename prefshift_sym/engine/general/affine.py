"""Where every reward is one of two numbers, the tilt is an affine function of the reward: the chord through both is exact.

So what compares means of the tilt compares means of the reward, and the other way round.
"""

from __future__ import annotations

import re
from ast import Compare, Eq, Name, Subscript, unparse, walk
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.columns import positives, strip
from prefshift_sym.engine.general.stones import have
from prefshift_sym.recheck_certificate import Refused, parse, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover

RISE = "(exp(({high} + {up})/beta) - exp(({low} + {up})/beta))"  # times exp(up/beta), so that no exponent is negative
CHORD = "(w[{i}]*exp({up}/beta) - exp(({low} + {up})/beta))*({high} - {low}) - (r[{i}] - {low})*" + RISE
Chord = dict[str, str]  # the texts of the two numbers, and of what is added to both


def chords(prover: Prover) -> list[Any]:
    """Make the chord known, and that it rises, where an assumption gives the two numbers; return the steps."""
    steps: list[Any] = []
    for formula, _, _ in list(prover.room.formulas) if prover.size is None and prover.room.finite else ():
        kind, parts = pieces(formula)
        options = pieces(parts[1])[1] if kind == "all" and pieces(parts[1])[0] == "or" else ()
        values = [level for option in options if (level := level_of(option)) is not None]
        for low, high in (values, values[::-1]) if len(values) == len(options) == 2 else ():
            if prover.room.signs(prover.room.term(parse(f"{high} - {low}"), {})[0]) != {1}:
                continue
            start = prover.room.term(parse(low), {})[0]
            up = -start[()] if set(start) == {()} and start[()] < 0 else 0
            chord = {"low": low, "high": high, "up": f"({up})"}
            made = have(prover, prover.room, f"all({CHORD.format(i='y_', **chord)} == 0 for y_ in Y)")
            rises = have(prover, prover.room, f"{RISE.format(**chord)} > 0") if made else []
            prover.chord = chord if rises else prover.chord
            steps += made + rises
    return steps


def level_of(option: ast.expr) -> str | None:
    """Return the text of what a formula says that a reward is, where that is no output's own."""
    match option:
        case Compare(Subscript(Name("r"), _), [Eq()], [level]) | Compare(level, [Eq()], [Subscript(Name("r"), _)]):
            return None if any(isinstance(part, Subscript) for part in walk(level)) else f"({unparse(level)})"
    return None


def by_the_chord(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove what compares means of the tilt by what it says of the reward, or the other way round."""
    relation, p = room.link(node, env)
    families = {atom[1] for mono in p for each, _ in mono if each[0] == "S" for atom, _ in each[2] if atom[0] == "e"}
    if prover.chord is None or "chord" in room.under or len(families & {"r", "w"}) != 1:
        return None
    here, there = ("w", "r") if "w" in families else ("r", "w")
    goal, taken = strip(p, positives(room))
    shown = prover.show(room, goal)
    flat, other = (re.sub(rf"\b{here}(\[\w+\])", new, shown) for new in ("1", rf"{there}\1"))
    if not all(_once(mono, here) for mono in goal) or room.term(parse(flat), room.names)[0]:
        return None
    inside, steps, at, chord = room.below("chord"), list[Any](), list[int](), prover.chord
    facts = (f"{other} {relation} 0", "{high} - {low} > 0".format(**chord), f"{RISE.format(**chord)} > 0")
    for source in (*facts, "exp({up}/beta) > 0".format(**chord)):
        steps.append(["have", source, prover.goal(inside.branch(), parse(source), room.names, depth)])
        at.append(len(inside.facts))
        if steps[-1][2] is None or not prover.take(inside, steps[-1]):
            return None
    compared, run, rise, up = at
    rises, runs = [rise], [run, up]
    parts = [["1", [compared, *(rises if here == "w" else runs), *taken], None]]
    for mono, c in goal.items():
        mean = next(atom for atom, _ in mono if atom[0] == "S")
        body = prover.show(inside, {mean[2]: 1}, (mean[1][0], "i_"))
        zero = re.sub(rf"\b{here}\[i_\]", f"({CHORD.format(i='i_', **chord)})", body)
        steps.append(prover.lemma(inside, "sum of zeros", {"F": f"lambda i_: {zero}"}, 1))
        if steps[-1] is None:
            return None
        rest = prover.show(inside, {tuple(pair for pair in mono if pair[0] != mean): c if here == "w" else -c})
        parts.append(["1", [len(inside.facts) - 1, *taken], rest])
    found = [*steps, ["linear", runs if here == "w" else rises, parts]]
    try:
        room.branch().prove(node, env, found)
    except Refused:  # the exponents may not have been what they seemed
        return None
    return found


def _once(mono: Any, family: str) -> bool:
    """Return whether a monomial has one mean over one output, and in it the family once."""
    means = [atom for atom, k in mono for _ in range(k) if atom[0] == "S" and len(atom[1]) == 1]
    inside = [k for mean in means for atom, k in mean[2] if atom[:2] == ("e", family)]
    return inside == [1] and len(means) == 1 and not any(atom[0] in "eMf" or atom[0] == "inv" for atom, _ in mono)
