"""A goal that compares logarithms compares what they are of: by log x <= x - 1 at the quotient of the two."""

from __future__ import annotations

import ast
from math import lcm
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.goal import Goal
from prefshift_sym.engine.general.programs.columns import positives, strip
from prefshift_sym.engine.general.ways.points import pointwise, quotients
from prefshift_sym.recheck_certificate import (
    ONE,
    Refused,
    divide,
    factors,
    freeze,
    indices,
    mul,
    negate,
    parse,
    power,
    single,
)

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_FACTORS = 6
BETA = ("v", "beta")


def at_outputs(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove an inequality at outputs for a lemma's premise: that a function rises, or one in logarithms."""
    if isinstance(node.left, ast.Call) and isinstance(node.comparators[0], ast.Call):
        from prefshift_sym.engine.general.ways.points import rising  # most goals compare no function at two outputs

        if (found := rising.by_its_parts(prover, room, node, env)) is not None:
            return found
    return supported(prover, room, node, env)


def supported(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove an inequality in logarithms at an output: where what one is of is positive, and where it vanishes, as in p*log(p)."""
    room = room.branch()
    _, p = room.link(node, env)
    logs = [dict(atom[2]) for atom in pointwise.atoms_of(p) if atom[:2] == ("f", "log")]
    if not logs:
        return None
    for inside in logs:
        if room.signs(inside) == {0, 1}:
            source = f"{prover.show(room, inside)} > 0"
            there, here = room.branch(), room.branch()
            there.assume(parse(source), dict(there.names), frozenset())
            here.assume(negate(parse(source)), dict(here.names), frozenset())
            positive = supported(prover, there, node, env)
            zero = pointwise.settled(prover, here, node, env, 1) if positive is not None else None
            return None if positive is None or zero is None else [["split", source, positive, zero]]
    weak = [key for key in factors(p)[1] if len(key) == 1 and room.signs(dict(key)) == {0, 1}]
    if weak and isinstance(node.ops[0], ast.GtE | ast.LtE):
        return weighed(prover, room, p, weak)
    steps = [step for name in prover.indices(room) for step in pointwise.factor(prover, room, node, env, name)]
    positive = [key for key in factors(p)[1] if len(key) == 1 and room.signs(dict(key)) == {1}]
    steps += [step for key in positive if prover.learns(room, step := ["known", prover.show(room, dict(key))])]
    goal = Goal.of(room, node, env, 0)
    compared = by_logarithms(prover, room, goal) or quotients.by_one_quotient(prover, room, node, env)
    return None if compared is None else [*steps, *compared]


def weighed(prover: Prover, room: Scratch, p: Poly, weak: list[Any]) -> Proof | None:
    """Prove that a product is >= 0 of which some factors may vanish, and are not negative: so is the rest of it."""
    whole: Poly = ONE
    for key in weak:
        whole = mul(whole, power(dict(key), factors(p)[1][key]))
    rest = divide(p, whole)
    source = f"{prover.show(room, rest)} >= 0" if rest else ""
    found = supported(prover, room, parse(source), room.names) if source else None  # type: ignore[arg-type]
    steps: list[list[Any]] = [["have", source, found], ["known", prover.show(room, whole)]]
    if found is None or not all(prover.take(room, step) for step in steps):
        return None
    return [*steps, ["linear", [], [["1", [-2, -1], None]]]]


def by_logarithms(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove an inequality between sums of logarithms by the one between the products."""
    relation, p = goal.relation, goal.p
    rest, taken = strip(p, positives(room))
    logarithms, exponent, times = read(room, rest)
    whole = lcm(*(c.denominator for _, c in logarithms))
    if not logarithms or sum(abs(c) * whole for _, c in logarithms) > MOST_FACTORS:
        return None
    high, low = (
        "*".join(f"({prover.show(room, q)})**{c * whole * sign}" for q, c in logarithms if c * sign > 0) or "1"
        for sign in (1, -1)
    )
    high, low = (side + powers(prover, room, exponent, sign, whole, times) for side, sign in ((high, 1), (low, -1)))
    compared = f"{high} {relation} {low}"
    inside, steps = room.branch(), list[Any]()
    try:
        steps += one_term(prover, inside, high, low)
        at = [len(inside.facts)]
        steps.append(["have", compared, prover.goal(inside.branch(), parse(compared), inside.names, goal.depth)])
        if steps[-1][2] is None or not prover.take(inside, steps[-1]):
            return None
        at.append(len(inside.facts))
        steps.append(["known", high])
        if not prover.take(inside, steps[-1]):
            return None
        steps.append(prover.lemma(inside, "log", {"A": f"lambda: ({low})/({high})"}, 1))
        if steps[-1] is None:
            return None
        at.append(len(inside.facts) - 1)
        parts = [[f"1/{whole}", [at[0], *times, *taken], None], [f"1/{whole}", [at[2], *taken], None]]
        found = [*steps, ["linear", [at[1]], parts]]
        room.branch().prove(goal.node, goal.env, found)
    except Refused:
        return None
    return found


def powers(prover: Prover, room: Scratch, exponent: Poly, sign: int, whole: int, times: list[int]) -> str:
    """Return e to those terms of an exponent that have a sign, as a factor: to the others it is on the other side."""
    part = {mono: c * whole * sign for mono, c in exponent.items() if c * sign > 0}
    return f"*exp(({prover.show(room, part)}){'/beta' if times else ''})" if part else ""


def read(room: Scratch, p: Poly) -> tuple[list[tuple[Poly, Any]], Poly, list[int]]:
    """Return what there are logarithms of in a sum of them, with their coefficients; what else there is, which is plain, as an exponent.

    And the fact that beta is positive, where the sum is times beta: rewards in it are beta times the logarithms of tilts.
    """
    logs = [mono for mono in p if any(atom[:2] == ("f", "log") for atom, _ in mono)]
    tilted = len(logs) < len(p) and all((BETA, 1) in mono for mono in logs)
    beta = [k for k, (relation, q, _) in enumerate(room.facts) if relation == ">" and q == single(BETA)][:1]
    found: list[tuple[Poly, Any]] = []
    exponent: Poly = {}
    for mono, c in p.items() if logs and (beta or not tilted) else ():
        rest = [pair for pair in mono if pair != (BETA, 1)] if tilted else list(mono)
        match rest:
            case [(("f", "log", key), 1)] if len(rest) == len(mono) - tilted:
                found.append((dict(key), c))
            case [(("e", "r", index), 1)] if len(rest) == len(mono) and tilted:
                found.append((single(("e", "w", index)), c))
            case _ if all(atom[0] in ("v", "e") for atom, _ in mono):
                exponent[mono] = c
            case _:
                return [], {}, []
    return found, exponent, beta if tilted else []


def one_term(prover: Prover, room: Scratch, high: str, low: str) -> list[Any]:
    """Let the room take that a sum is at least the term of it that is the lower side, if that is the one to speak of an output."""
    sides = [room.cleared(room.term(parse(side), room.names)) for side in (high, low)]
    free = [{name for name in indices(freeze(side)) if name[0] == "@"} for side in sides]
    name = next((name for name, value in room.names.items() if {value} == free[1]), None)
    if free[0] or name is None:
        return []
    body = prover.show(room, sides[1], (room.names[name], "i_"))
    step = prover.lemma(room, "term", {"F": f"lambda i_: {body}", "k": name}, 1)
    return [] if step is None else [step]
