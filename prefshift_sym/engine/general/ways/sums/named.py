"""Names for the outputs with the greatest and the least reward, which have the greatest and the least tilt as well."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import parts, tops
from prefshift_sym.engine.general.text import condition, text
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import Refused, indices, names_in, negate, parse, pieces, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly


def by_names(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that speaks of the extremes of the rewards and of the tilts, by outputs that have both."""
    p = goal.p
    everything = [p, *(q for relation, q, _ in room.facts if relation != "=="), *_everywhere(room)]
    if "names" in room.under or not {"r", "w"} <= {f for q in everything for _, f, _ in tops(q)}:
        return None
    inside = room.below("names")
    union: Poly = {mono: 1 for q in everything for mono in q}
    steps = named(prover, inside, union)
    names = [step[2][0] for step in steps if step[0] == "skolem"]
    if len(names) != 2:
        return None
    proofs = []
    source = f"r[{names[0]}] == r[{names[1]}]"
    for formula in (parse(source), negate(parse(source))):
        apart = inside.branch()
        apart.assume(formula, dict(apart.names), frozenset())
        found = prover.inequality(apart, goal.node, goal.env, goal.depth)
        if found is None:
            return None
        proofs.append(found)
    return [*steps, ["split", source, *proofs]]


def _everywhere(room: Scratch) -> Iterator[Poly]:
    """Yield what the assumptions compare with 0 at every output."""
    for formula, env, _ in room.formulas:
        kind, parts = pieces(formula)
        extremes = kind == "all" and not names_in(parts[1]).isdisjoint(("max", "min"))
        if extremes and len(parts[0]) == 1 and pieces(parts[1])[0] == "compare":
            with suppress(Refused):
                yield room.link(pieces(parts[1])[1], {**env, parts[0][0]: room.fresh()})[1]


def named(prover: Prover, room: Scratch, p: Poly) -> list[Any]:
    """Give names to outputs with the greatest and the least reward, where the goal speaks of these; return the steps."""
    steps: list[Any] = []
    every = sorted(tops(p))
    for top, family, sign in every:
        if family != "r":
            continue
        name = prover.fresh(room, "z")
        body = text(dict(top[2]), {top[1][0]: "z_"})
        these: list[list[Any]] = [
            ["lemma", "attained", {"X": f"lambda z_: {body}"}, []],
            ["skolem", len(room.formulas), [name]],
        ]
        if not all(prover.take(room, step) for step in these):
            continue
        room.done.add(f"skolem {len(room.formulas) - 1}")
        steps += these
        source = f"all(r[y_] {'<=' if sign > 0 else '>='} r[{name}] for y_ in Y)"
        proof = prover.goal(room.branch(), parse(source), room.names, 1)
        have = ["have", source, proof]
        steps += [have] if proof is not None and prover.take(room, have) else []
        for each, f, s in every:
            step = same(prover, room, each, f"{'' if sign > 0 else '-'}w[{name}]") if (f, s) == ("w", sign) else None
            steps += [step] if step is not None and prover.take(room, step) else []
    return steps


def among(prover: Prover, room: Scratch, p: Poly) -> list[Any]:
    """Give names to outputs with the greatest or the least reward among those that meet a condition; return the steps."""
    steps: list[Any] = []
    for top in sorted({atom for mono in p for atom, _ in mono if atom[0] == "A"}):
        (bound,), body, where = top[1:]
        sides = {sign: (((((("e", "r", bound), 1),), sign),)) for sign in (1, -1)}
        sign = next((sign for sign, side in sides.items() if body == side), 0)
        given = {
            "X": f"lambda z_: {text(dict(body), {bound: 'z_'})}",
            "C": f"lambda z_: {text(dict(where), {bound: 'z_'})}",
        }
        attained = (
            prover.lemma(room, "attained among", given, 2)
            if sign and not indices(top) & {*room.names.values()}
            else None
        )
        if attained is None:
            continue
        name, k = prover.fresh(room, "z"), len(room.formulas) - 1
        steps += [attained, ["skolem", k, [name]]]
        room.done.add(f"skolem {k}")
        prover.take(room, steps[-1])
        test = condition(dict(where), {bound: "y_"})
        steps += have(prover, room, f"all(implies({test}, r[y_] {'<=' if sign > 0 else '>='} r[{name}]) for y_ in Y)")
    return steps


def same(prover: Prover, room: Scratch, top: Any, shown: str) -> list[Any] | None:
    """Return the step that makes known that a maximum is a value at hand: one that attains it cannot be greater."""
    inside, source = room.branch(), f"{text(single(top), {})} == {shown}"
    body = text(dict(top[2]), {top[1][0]: "z_"})
    steps: list[list[Any]] = [["lemma", "attained", {"X": f"lambda z_: {body}"}, []]]
    steps.append(["skolem", len(inside.formulas), [prover.fresh(inside, "z")]])
    if not all(prover.take(inside, step) for step in steps):
        return None
    inside.done.add(f"skolem {len(inside.formulas) - 1}")
    proof = prover.goal(inside, parse(source), inside.names, 1)
    return None if proof is None else ["have", source, [*steps, *proof]]


def by_a_best_output(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that sums over the best outputs, or over all others, by one of them: they are told apart by its reward."""
    p = goal.p
    sums = {atom for q in (p, *(q for _, q, _ in room.facts)) for mono in q for atom, _ in mono if atom[0] == "S"}
    inside = {atom: {part for part in parts(atom[2]) if part[:1] == ("M",)} for atom in sums if len(atom[1]) == 1}
    extremes = {top for found in inside.values() for top in found if tops({((top, 1),): 1})}
    if not extremes or "best" in room.under:
        return None
    below = room.below("best")
    steps: list[Any] = []
    for top in sorted(extremes):
        steps += named(prover, below, single(top))
        at = next((k for k, (_, q, _) in enumerate(below.facts) if set(q) > {((top, 1),)} and len(q) == 2), None)
        if at is None:
            continue
        for atom in sorted(atom for atom, found in inside.items() if top in found):
            steps += told_apart(prover, below, atom, top, at)
    found = prover.inequality(below, goal.node, goal.env, goal.depth) if steps else None
    return None if found is None else [*steps, *found]


def told_apart(prover: Prover, room: Scratch, atom: Any, top: Any, at: int) -> list[Any]:
    """Let the room take a sum with conditions on a maximum as one with conditions on the reward that fact `at` says it is."""
    names = {value: name for name, value in room.names.items()}
    rest = {mono: -c for mono, c in room.facts[at][1].items() if mono != ((top, 1),)}
    ((mono, c),) = rest.items()
    shown, best, last = prover.show(room, single(top)), f"{c}*r[{names[mono[0][0][2]]}]", len(room.facts)
    body = prover.show(room, {atom[2]: 1}, (atom[1][0], "i_"))
    above = [["1", [last], None], ["1", [at], None]]
    below = [["1", [last], None], ["-1", [at], None]]
    proofs = [
        [["have", f"{shown} {relation} {c}*r[i_]", [["linear", [], each]]], ["linear", [], []]]
        for relation, each in ((">", above), ("<=", below))
    ]
    given = {"F": f"lambda i_: {body} - ({body.replace(shown, f'({best})')})"}
    step = ["lemma", "sum of zeros", given, [[["intro", ["i_"], [["split", f"{best} > {c}*r[i_]", *proofs]]]]]]
    try:
        room.branch().step(step)
    except Refused:
        return []
    return [step] if prover.take(room, step) else []
