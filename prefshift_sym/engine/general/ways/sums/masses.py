"""Sums of what depends on the reward, where that is one of a few levels: masses above the levels, and what exp says of these.

With the levels in order, l_0 <= l_1 <= .., whatever depends on the reward is F(l_0) plus the sum over k of F(l_k) - F(l_(k-1))
where the reward is above l_(k-1).
"""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear, substitute
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.engine.general.ways.sums.affine import level_of
from prefshift_sym.recheck_certificate import Refused, indices, mul, parse, single
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_SHAPES = 6
HERE = "i_"


@value
class Levels:
    """The levels, as texts, in the order known so far, and which formula says that every reward is one of them."""

    formula: int
    low: tuple[str, ...]


@value
class Rule:
    """A fact that says what a sum is: times what is positive, and a number, and the whole that is 0."""

    sum: Any
    over: Any
    scale: Any
    whole: Poly
    ref: int


def apart(prover: Prover, room: Scratch, some: tuple[str, ...]) -> Iterator[Any]:
    """Let the room take how far the levels are apart, where they are no numbers: what is next to each other first."""
    at = dict[tuple[str, str], int]()
    for k, low in itertools.product(range(1, len(some)), some):
        j = some.index(low) + k
        gap = f"{some[j]} - {low}" if j < len(some) else "0"
        if set(room.term(parse(gap), room.names)[0]) <= {()}:
            continue
        at[low, some[j]] = len(room.facts)
        between = [at[pair] for pair in itertools.pairwise(some[j - k : j + 1]) if pair in at]
        step = ["have", f"{gap} > 0", [["linear", [], [["1", [ref], None] for ref in between]]]]
        step = ["known", gap] if k == 1 else step
        with suppress(Refused):
            room.branch().step(step)
            prover.take(room, step)
            yield step


def closing(prover: Prover, room: Scratch, source: str) -> list[Any] | None:
    """Return the closing step of a comparison that follows at once, if it does."""
    relation, p = room.link(parse(source), room.names)  # type: ignore[arg-type]
    return linear.close(room, relation, p, prover.deadline, 0)


def best(prover: Prover, room: Scratch, some: Levels) -> list[Any]:
    """Let the room take which level is the greatest reward, and that it is above the others; return the steps."""
    greatest, top = "max(r[y_] for y_ in Y)", some.low[-1]
    name = next((name for name in room.names if top == f"r[{name}]"), None)
    there = [name] if name is not None else list(room.names)  # an output that has the level
    above, below = room.branch(), room.branch()
    at_least = [["lemma", "greatest", {"X": "lambda y_: r[y_]", "k": each}, []] for each in there]
    taken = all(prover.take(above, step) for step in at_least)
    closed = closing(prover, above, f"{greatest} >= {top}") if taken else None
    other, k = prover.fresh(below, "z"), len(below.formulas)
    steps: list[Any] = [
        ["lemma", "attained", {"X": "lambda y_: r[y_]"}, []],
        ["skolem", k, [other]],
        ["use", some.formula, [other]],
    ]
    if closed is None or not all(prover.take(below, step) for step in steps):
        return []
    proofs = []
    for option in below.options(*below.formulas[k + 1][:2]):
        inside = below.branch()
        for formula, own in option:
            inside.assume(formula, dict(own), frozenset())
        proofs.append(closing(prover, inside, f"{greatest} <= {top}"))
    step = [
        "have",
        f"{greatest} == {top}",
        [["both", [*at_least, closed], [*steps, ["cases", k + 1, *([each] for each in proofs)]]]],
    ]
    if None in proofs or not prover.take(room, step):
        return []
    return [step, *(each for level in some.low[:-1] for each in have(prover, room, f"{greatest} > {level}"))]


def tilts(prover: Prover, room: Scratch, every: dict[str, dict[str, Any]]) -> list[str]:
    """Return the exponentials of the reward that sums have, as texts in `i_`."""
    found = dict.fromkeys([f"w[{HERE}]"] if any(f"w[{HERE}]" in shape for shape in every) else [])
    for sums in every.values():
        for atom in sums.values():
            inside = {part for part in parts(atom[2]) if part[:2] == ("f", "exp")}
            own = [part for part in inside if ("e", "r", atom[1][0]) in parts(part)]
            found |= dict.fromkeys(prover.show(room, single(part), (atom[1][0], HERE)) for part in sorted(own))
    return list(found)


def exponentials(prover: Prover, room: Scratch, values: list[str], some: tuple[str, ...]) -> Iterator[Any]:
    """Let the room take how the exponentials of the levels are ordered, and that they bend upwards."""
    for low, high in itertools.pairwise(values):
        known = ["known", f"{high} - {low}"]
        with suppress(Refused):
            room.branch().step(known)
            prover.take(room, known)
            yield known
            continue
        for relation in "><":
            found = have(prover, room, f"{high} {relation} {low}")
            yield from found
            if found:
                break
    for k in range(1, len(some) - 1):
        (low, middle, high), (a, b, c), inside = some[k - 1 : k + 2], values[k - 1 : k + 2], room.branch()
        steps: list[Any] = [
            ["lemma", "exp", {"A": f"lambda: {end[4:-1]}", "B": f"lambda: {b[4:-1]}"}, []] for end in (a, c)
        ]
        bend = f"({c} - {b})*({middle} - {low}) >= ({b} - {a})*({high} - {middle})"
        if all(prover.take(inside, step) for step in steps):
            proof = prover.goal(inside, parse(bend), inside.names, 1)
            step = ["have", bend, [*steps, *(proof or [])]]
            yield from [step] if proof is not None and prover.learns(room, step) else []


def shapes(prover: Prover, room: Scratch, polys: list[Poly]) -> dict[str, dict[str, Any]]:
    """Return what depends on the reward in sums over one output, and what weighs it, as texts in `i_`, with the sums."""
    found: dict[str, dict[str, Any]] = {}
    for p in polys:
        for mono in p:
            for atom, _ in mono:
                two = cut(atom)
                if two is not None:
                    shape, weight = (prover.show(room, {part: 1}, (atom[1][0], HERE)) for part in two)
                    found.setdefault(shape, {})[weight] = atom
    return dict(list(found.items())[:MOST_SHAPES])


def cut(atom: Any) -> tuple[Any, Any] | None:
    """Return the part of a sum over one output that depends on the reward alone, and the rest; None where there is none."""
    if atom[0] != "S" or len(atom[1]) != 1:
        return None
    (bound,) = atom[1]
    shape, weight = list[Any](), list[Any]()
    for each, k in atom[2]:
        entries = {part[1] for part in parts(each) if part[:1] == ("e",) and part[2] == bound}
        if not entries & {"r", "w"}:
            weight.append((each, k))
        elif entries <= {"r", "w"}:
            shape.append((each, k))
        else:
            return None
    return (tuple(shape), tuple(weight)) if shape else None


def as_masses(
    prover: Prover, room: Scratch, shape: str, sums: dict[str, Any], some: Levels, rules: list[Rule]
) -> list[Any]:
    """Let the room take what a shape is, in masses above the levels, and so what its sums are; return the steps."""
    values = [at_level(shape, level) for level in some.low]
    masses = [f"(1 if r[{HERE}] > {level} else 0)" for level in some.low[:-1]]
    rises = [f"(({high}) - ({low}))*{mass}" for low, high, mass in zip(values, values[1:], masses, strict=False)]
    zero = f"{shape} - ({' + '.join([f'({values[0]})', *rises])})"
    try:
        if not room.branch().term(parse(f"sum({zero} for {HERE} in Y)"), room.names)[0]:
            return []
        proof = at_each(prover, room.branch(), f"{zero} == 0", some)
    except Refused:
        return []
    steps: list[Any] = [["have", f"all({zero} == 0 for {HERE} in Y)", proof]]
    if proof is None or not prover.take(room, steps[0]):
        return []
    k = len(room.formulas) - 1
    for weight, atom in sums.items():
        proof = [["intro", [HERE], [["use", k, [HERE]], ["linear", [], [["1", [-1], weight]]]]]]
        step: list[Any] = ["lemma", "sum of zeros", {"F": f"lambda {HERE}: {weight}*({zero})"}, [proof]]
        with suppress(Refused):
            room.branch().step(step)
            if prover.take(room, step):
                steps.append(step)
                at = len(room.facts) - 1
                p = room.facts[at][1]
                for mono, c in p.items():
                    if (atom, 1) in mono:
                        rules.append(Rule(atom, tuple(pair for pair in mono if pair[0] != atom), c, p, at))
    return steps


def at_each(prover: Prover, room: Scratch, source: str, some: Levels) -> Proof | None:
    """Prove a formula about every output by the levels that its reward may be at."""
    room.name([HERE])
    use, k, proofs = ["use", some.formula, [HERE]], len(room.formulas), list[Any]()
    if not prover.take(room, use):
        return None
    names = {value: name for name, value in room.names.items()}
    for ((formula, own),) in room.options(*room.formulas[k][:2]):
        inside = room.branch()
        inside.cased = room.cased | {k}
        inside.assume(formula, dict(own), frozenset())
        fact, steps = len(room.facts), list[Any]()
        outputs = {key: names[value] for key, value in own.items() if value in names}
        level = level_of(formula) or level_of(formula, outputs)
        gaps = {low: inside.term(parse(f"{level} - {low}"), inside.names)[0] for low in some.low}
        if level not in some.low:  # it is one of the others
            level = next((low for low, gap in gaps.items() if inside.signs(gap) == {0}), level)
            same, fact = f"r[{HERE}] == {level}", len(inside.facts)
            closed = closing(prover, inside, same)
            steps = [["have", same, [closed]]]
            if closed is None or not prover.take(inside, steps[0]):
                return None
        steps += same_power(prover, inside, f"r[{HERE}]/beta", f"{level}/beta") if "w[" in source else []
        steps += answers(prover, inside, source, fact)
        relation, p = inside.link(parse(source), inside.names)  # type: ignore[arg-type]
        closed = linear.close(inside, relation, p, prover.deadline, 0) if p else ["linear", [], []]
        found = [closed] if closed is not None else prover.goal(inside, parse(source), inside.names, 1)
        if found is None:
            return None
        proofs.append([*steps, *found])
    return [["intro", [HERE], [use, ["cases", k, *proofs]]]]


def same_power(prover: Prover, room: Scratch, one: str, other: str) -> list[Any]:
    """Let the room take that e to the one is e to the other, which are known to be equal; return the steps."""
    steps: list[Any] = []
    for a, b in ((one, other), (other, one)):
        step = prover.lemma(room, "exp order", {"A": f"lambda: {a}", "B": f"lambda: {b}"}, 0)
        steps += [] if step is None else [step]
    gap = f"exp({one}) == exp({other})"
    if len(steps) < 2 or not room.link(parse(gap), room.names)[1]:  # type: ignore[arg-type]
        return steps
    ends = [[["linear", [], [["1", [k], None]]]] for k in (len(room.facts) - 2, len(room.facts) - 1)]
    step = ["have", gap, [["both", *ends]]]
    with suppress(Refused):
        room.branch().step(step)
        steps += [step] if prover.take(room, step) else []
    return steps


def answers(prover: Prover, room: Scratch, source: str, fact: int) -> list[Any]:
    """Let the room take what a fact about the reward says of the conditions in a formula; return the steps."""
    steps: list[Any] = []
    _, p = room.link(parse(source), room.names)  # type: ignore[arg-type]
    at = room.names[HERE]
    whole, reward = room.facts[fact][1], ("e", "r", at)
    known = [(reward, whole[((reward, 1),)], whole, fact)] if ((reward, 1),) in whole else []
    for atom in sorted({atom for mono in p for atom, _ in mono if atom[0] == "ind" and at in indices(atom)}):
        shown, found = dict(atom[1]), substitute.put_in(room, dict(atom[1]), known)
        left, parts = found or ({}, [])
        signs = room.signs(left)
        if not parts or len(signs) > 1:
            continue
        (sign,) = signs
        proof: list[Any] = [["1" if sign >= 0 else "-1", refs, factor] for _, refs, factor in parts]
        before = len(room.facts)
        if set(left) == {()}:
            proof.append([str(abs(left[()])), [], None])
        elif left:
            proof.append(["1", [before], None])
        relation = {1: ">", -1: "<", 0: "=="}[sign]
        first = [["known", prover.show(room, mul(left, {(): sign or 1}))]] if left and set(left) != {()} else []
        step = ["have", f"{prover.show(room, shown)} {relation} 0", [*first, ["linear", [], proof]]]
        with suppress(Refused):
            room.branch().step(step)
            steps += [step] if prover.take(room, step) else []
    return steps


def at_level(shape: str, level: str) -> str:
    """Return what depends on the reward where it is at a level."""
    return re.sub(rf"\bw\[{HERE}\]", f"exp({level}/beta)", re.sub(rf"\br\[{HERE}\]", level, shape))
