"""Where every reward is one of two numbers, the tilt is an affine function of the reward: the chord through both is exact.

So what compares means of the tilt compares means of the reward, and the other way round.
"""

from __future__ import annotations

import itertools
import re
from ast import Compare, Constant, Eq, Name, Subscript, unparse, walk
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import positives, strip
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import Refused, parse, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

RISE = "(exp(({high} + {up})/beta) - exp(({low} + {up})/beta))"  # times exp(up/beta), so that no exponent is negative
CHORD = "(w[{i}]*exp({up}/beta) - exp(({low} + {up})/beta))*({high} - {low}) - (r[{i}] - {low})*" + RISE
Chord = dict[str, str]  # the texts of the two numbers, and of what is added to both


def chords(prover: Prover, room: Scratch) -> list[Any]:
    """Make the chord known, and that it rises, where an assumption gives the two numbers; return the steps."""
    steps: list[Any] = []
    for low, high in _pairs(prover, numbers=True):
        if room.signs(room.term(parse(f"{high} - {low}"), {})[0]) == {1}:
            start = room.term(parse(low), {})[0]
            up = -start[()] if set(start) == {()} and start[()] < 0 else 0
            steps += _between(prover, room, {"low": low, "high": high, "up": f"({up})"})
    return steps


def _pairs(prover: Prover, *, numbers: bool) -> list[tuple[str, str]]:
    """Return the two levels of rewards that assumptions give, either way round: as numbers, or as the rewards of outputs."""
    found: list[tuple[str, str]] = []
    own = {value: name for name, value in prover.room.names.items()}
    for formula, env, _ in prover.room.formulas if prover.size is None and prover.room.finite else ():
        kind, parts = pieces(formula)
        options = pieces(parts[1])[1] if kind == "all" and pieces(parts[1])[0] == "or" else ()
        outputs = (
            None
            if numbers
            else {name: name for name in own if name.isdigit()}
            | {k: own[v] for k, v in env.items() if isinstance(v, str) and v in own}
        )
        values = [level for option in options if (level := level_of(option, outputs)) is not None]
        found += [(values[0], values[1]), (values[1], values[0])] if len(values) == len(options) == 2 else []
    return found


def _between(prover: Prover, room: Scratch, chord: Chord) -> list[Any]:
    """Make the chord between two levels known, and that it rises; return the steps."""
    made = have(prover, room, f"all({CHORD.format(i='y_', **chord)} == 0 for y_ in Y)")
    rises = have(prover, room, f"{RISE.format(**chord)} > 0") if made else []
    prover.chord = chord if rises else prover.chord
    return made + rises


def by_outputs(prover: Prover, claim: ast.expr) -> Proof | None:
    """Prove a claim where every reward is that of one of two outputs: either is the higher one, or all are the same."""
    _name_outputs(prover)
    for p, q in _pairs(prover, numbers=False)[:1]:
        above, below, level = prover.room.branch(), prover.room.branch(), prover.room.branch()
        for room, sources in ((above, (">",)), (below, ("<=", "<")), (level, ("<=", ">="))):
            for relation in sources:
                room.assume(parse(f"{p} {relation} {q}"), dict(room.names), frozenset())
        proofs = []
        for room, low, high in ((above, q, p), (below, p, q), (level, p, p)):
            if room is level:
                same = "all({f}[y_] - {f}{q} == {f}{p} - {f}{q} for y_ in Y)"  # of both outputs, as the assumption
                steps = [step for f in "rw" for step in have(prover, room, same.format(f=f, p=p[1:], q=q[1:]))]
                for mass, f in itertools.product(("", *(f"{each}[y_]*" for each in sorted(prover.room.vectors))), "rw"):
                    zero = {"F": f"lambda y_: {mass}({f}[y_] - {f}{p[1:]})"}  # so every mean is that number
                    steps += [step] if (step := prover.lemma(room, "sum of zeros", zero, 1)) is not None else []
            else:
                steps = _between(prover, room, {"low": low, "high": high, "up": "(0)"})
            absurd = linear.close(room, ">", {}, prover.deadline, 0) if room is level else None
            found = prover.goal(room, claim, {}, 4) if absurd is None else [absurd]
            prover.chord = None
            if found is None:
                return None
            proofs.append([*steps, *found])
        return [["split", f"{p} > {q}", proofs[0], [["split", f"{p} < {q}", *proofs[1:]]]]]
    return None


def _name_outputs(prover: Prover) -> None:
    """Name the outputs that an assumption says there are, where it says that all rewards are among theirs."""
    room = prover.room
    for k in range(len(room.formulas)):
        while (
            pieces(room.formulas[k][0])[0] == "any" and " or " in unparse(room.formulas[k][0]) and prover.size is None
        ):
            names = [prover.fresh(room, bound) for bound in pieces(room.formulas[k][0])[1][0]]
            if not room.once(f"skolem {k}") or not prover.take(room, ["skolem", k, names]):
                break
            k = len(room.formulas) - 1


def level_of(option: ast.expr, outputs: dict[str, str] | None = None) -> str | None:
    """Return the text of what a formula says that a reward is: a number, or the reward of one of the outputs given."""
    match option:
        case Compare(Subscript(Name("r"), _), [Eq()], [Subscript(Name("r"), Constant() | Name() as index)]) if (
            outputs is not None
        ):
            name = outputs.get(unparse(index))
            return None if name is None else f"r[{name}]"
        case Compare(Subscript(Name("r"), _), [Eq()], [level]) | Compare(level, [Eq()], [Subscript(Name("r"), _)]):
            closed = not any(isinstance(part, Subscript) for part in walk(level))
            return f"({unparse(level)})" if closed and outputs is None else None
    return None


def by_the_chord(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove what compares means of the tilt by what it says of the reward, or the other way round."""
    relation, p = goal.relation, goal.p
    families = {atom[1] for mono in p for each, _ in mono if each[0] == "S" for atom, _ in each[2] if atom[0] == "e"}
    if prover.chord is None or "chord" in room.under or len(families & {"r", "w"}) != 1:
        return None
    here, there = ("w", "r") if "w" in families else ("r", "w")
    rest, taken = strip(p, positives(room))
    shown = prover.show(room, rest)
    flat, other = (re.sub(rf"\b{here}(\[\w+\])", new, shown) for new in ("1", rf"{there}\1"))
    if not all(_once(mono, here) for mono in rest) or room.term(parse(flat), room.names)[0]:
        return None
    inside, steps, at, chord = room.below("chord"), list[Any](), list[int](), prover.chord
    facts = (f"{other} {relation} 0", "{high} - {low} > 0".format(**chord), f"{RISE.format(**chord)} > 0")
    for source in (*facts, "exp({up}/beta) > 0".format(**chord)):
        steps.append(["have", source, prover.goal(inside.branch(), parse(source), room.names, goal.depth)])
        at.append(len(inside.facts))
        if steps[-1][2] is None or not prover.take(inside, steps[-1]):
            return None
    compared, run, rise, up = at
    rises, runs = [rise], [run, up]
    parts = [["1", [compared, *(rises if here == "w" else runs), *taken], None]]
    for mono, c in rest.items():
        mean = next(atom for atom, _ in mono if _times(atom, here))
        body = prover.show(inside, {mean[2]: 1}, (mean[1][0], "i_"))
        zero = re.sub(rf"\b{here}\[i_\]", f"({CHORD.format(i='i_', **chord)})", body)
        steps.append(prover.lemma(inside, "sum of zeros", {"F": f"lambda i_: {zero}"}, 1))
        if steps[-1] is None:
            return None
        factor = prover.show(inside, {tuple(pair for pair in mono if pair[0] != mean): c if here == "w" else -c})
        parts.append(["1", [len(inside.facts) - 1, *taken], factor])
    found = [*steps, ["linear", runs if here == "w" else rises, parts]]
    try:
        room.branch().prove(goal.node, goal.env, found)
    except Refused:  # the exponents may not have been what they seemed
        return None
    return found


def _once(mono: Any, family: str) -> bool:
    """Return whether a monomial has the family once, in a mean over one output."""
    return sum(k * _times(atom, family) for atom, k in mono) == 1 and not any(
        atom[0] in ("e", "M", "f", "inv") for atom, _ in mono
    )


def _times(atom: Any, family: str) -> int:
    """Return how often a family occurs in a mean over one output."""
    single = atom[0] == "S" and len(atom[1]) == 1
    return sum(k for each, k in atom[2] if each[:2] == ("e", family)) if single else 0
