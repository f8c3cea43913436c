"""Where every reward is one of a few levels, goals and facts in sums are about the masses above the levels."""

from __future__ import annotations

import itertools
from functools import reduce
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.goal import Goal
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, parts, positives, strip
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.engine.general.ways.sums import affine
from prefshift_sym.engine.general.ways.sums.masses import (
    Levels,
    Rule,
    apart,
    as_masses,
    at_level,
    best,
    cut,
    exponentials,
    same_power,
    shapes,
    tilts,
)
from prefshift_sym.recheck_certificate import ONE, add, divide, mul, negate, parse, pieces, single
from prefshift_sym.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST_LEVELS, LONGEST = "levels", 4, 400


@value
class Lowered:
    """What is left of a polynomial, the facts with factors that were put in, and what it was multiplied with first."""

    poly: Poly
    parts: list[Any]
    steps: list[Any]
    times: list[int]


def levels(prover: Prover, room: Scratch) -> Levels | None:
    """Return the levels that a formula says every reward is one of: numbers, scalars, rewards of outputs in scope."""
    own = {value: name for name, value in room.names.items()}
    for k, (formula, env, _) in enumerate(room.formulas) if prover.size is None and room.finite else ():
        kind, inside = pieces(formula)
        options = pieces(inside[1])[1] if kind == "all" and pieces(inside[1])[0] == "or" else ()
        outputs = {name: name for name in own if name.isdigit()} | {
            k: own[v] for k, v in env.items() if isinstance(v, str) and v in own
        }
        found = [
            level
            for option in options
            if (level := affine.level_of(option) or affine.level_of(option, outputs)) is not None
        ]
        if 2 <= len(found) <= MOST_LEVELS and len(found) == len(options):
            return Levels(k, tuple(dict.fromkeys(found)))
    return None


def by_levels(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove a goal in sums over single outputs by what it says of the masses above the levels."""
    some = levels(prover, room) if WAY not in room.under and not prover.inside else None
    relation, p = room.link(node, env)
    if some is None or relation == "!=" or not any(cut(atom) for mono in p for atom, _ in mono):
        return None
    found = (
        affine.by_the_chord(prover, room, Goal(node, env, depth, relation, p))
        if relation != "==" and depth > 1
        else None
    )
    return found or in_order(prover, room.below(WAY), node, env, some, depth)


def in_order(prover: Prover, room: Scratch, node: ast.Compare, env: Env, some: Levels, depth: int) -> Proof | None:
    """Prove the goal in every order of the levels that is possible."""
    low = list(some.low)
    for k in range(1, len(low)):
        for j in reversed(range(k)):
            a, b = low[j], low[j + 1]
            signs = room.signs(room.term(parse(f"{b} - {a}"), room.names)[0])
            for sign in "><" if len(signs) == 3 and "log(" in f"{a}{b}" else ():
                inside = room.branch()
                steps = have(prover, inside, f"{b} - {a} {sign} 0")
                if steps:
                    rest = in_order(prover, inside, node, env, some, depth)
                    return None if rest is None else [*steps, *rest]
            if signs == {1}:
                break
            if signs == {-1}:
                low = [*low[:j], b, a, *low[j + 2 :]]
            elif signs == {0}:  # one level under two names
                inside, low = room.branch(), [*low[: j + 1], *low[j + 2 :]]
                steps = same_power(prover, inside, f"{b}/beta", f"{a}/beta")
                rest = in_order(prover, inside, node, env, Levels(some.formula, tuple(low)), depth)
                return None if rest is None else [*steps, *rest]
            else:
                relation, proofs = "<" if 1 in signs else ">", list[Any]()
                for formula in (parse(f"{a} {relation} {b}"), negate(parse(f"{a} {relation} {b}"))):
                    inside = room.branch()
                    inside.assume(formula, dict(inside.names), frozenset())
                    proofs.append(in_order(prover, inside, node, env, some, depth))
                    if proofs[-1] is None:
                        return None
                return [["split", f"{a} {relation} {b}", *proofs]]
    return rewritten(prover, room.branch(), node, env, Levels(some.formula, tuple(low)), depth)


def speaks_of_the_best(room: Scratch, node: ast.Compare, env: Env) -> bool:
    """Return whether the greatest reward occurs, as in the condition that an output is a best one."""
    polys = [room.link(node, env)[1], *(p for _, p, _ in room.facts)]
    return any(part[:1] == ("M",) for p in polys for part in parts(tuple(p)))


def rewritten(prover: Prover, room: Scratch, node: ast.Compare, env: Env, some: Levels, depth: int) -> Proof | None:
    """Rewrite the goal and the facts, and prove the one by the others."""
    relation, p = room.link(node, env)
    steps, given = refreshed(prover, room)
    start, rules = len(room.facts), list[Rule]()
    every = shapes(prover, room, [p, *(room.facts[ref][1] for ref in given)])
    steps += apart(prover, room, some.low)
    steps += best(prover, room, some) if speaks_of_the_best(room, node, env) else []
    for tilt in tilts(prover, room, every):
        steps += exponentials(prover, room, [at_level(tilt, level) for level in some.low], some.low)
    helpers = range(start, len(room.facts))
    for shape, sums in every.items():
        steps += as_masses(prover, room, shape, sums, some, rules)
    rest, taken = strip(p, positives(room))
    left = lowered(prover, room, rest, rules)
    if left is None or not left.parts:
        return None
    steps += left.steps
    closing = [["1", [*refs, *taken], factor] for refs, factor in left.parts]
    if not left.poly:
        return [*steps, ["linear", left.times, closing]] if relation != ">" else None
    inside, start = room.branch(), len(room.facts)
    for ref in given:
        rel, q, _ = room.facts[ref]
        other = lowered(prover, inside, q, rules)
        if other is not None and (other.poly or rel == ">"):
            combination = [["1", [ref, *other.times], None], *(["-1", *each] for each in other.parts)]
            steps += [*other.steps, ["have", f"{prover.show(room, other.poly)} {rel} 0", [["linear", [], combination]]]]
            prover.take(inside, steps[-1])
    source = f"{prover.show(room, left.poly)} {relation} 0"
    closed = combined(prover, inside, relation, left.poly, range(start, len(inside.facts)), helpers)
    proof = [closed] if closed is not None else prover.goal(inside.branch(), parse(source), inside.names, depth)
    step, at = ["have", source, proof], len(inside.facts)
    if proof is None or not prover.take(inside, step):
        return None
    return [*steps, step, ["linear", left.times, [["1", [at, *taken], None], *closing]]]


def lowered(prover: Prover, room: Scratch, p: Poly, rules: list[Rule]) -> Lowered | None:
    """Return what a polynomial is with the sums in it written as masses, times exponentials that levels below 0 are over."""
    wanted: dict[Any, int] = {}
    for mono in p:
        own = dict[Any, int]()
        for rule in rules:
            for atom, k in rule.over if rule.sum in dict(mono) else ():
                own[atom] = own.get(atom, 0) + k * dict(mono)[rule.sum]
        wanted = {atom: max(own.get(atom, 0), wanted.get(atom, 0)) for atom in {*own, *wanted}}
    inside, steps, times = room.branch(), list[Any](), list[int]()
    for atom, k in sorted(wanted.items()):
        times += [len(inside.facts)] * k
        steps.append(["known", prover.show(room, single(atom))])
        prover.take(inside, steps[-1])
        p = mul(p, {((atom, k),): 1})
    parts: list[Any] = []
    for rule in rules:
        lead = {tuple(sorted([*rule.over, (rule.sum, 1)])): rule.scale}
        while any(rule.sum in dict(mono) for mono in p):
            pieces = [divide({mono: c}, lead) for mono, c in p.items() if rule.sum in dict(mono)]
            factor = reduce(add, [piece or {} for piece in pieces])
            if None in pieces or len(p) > LONGEST:
                return None
            p = add(p, mul(factor, rule.whole), -1)
            parts.append([[rule.ref], prover.show(room, factor)])
    for step in steps:
        prover.take(room, step)
    return Lowered(p, parts, steps, times)


def combined(
    prover: Prover, room: Scratch, relation: str, goal: Poly, given: Iterable[int], helpers: Iterable[int]
) -> list[Any] | None:
    """Close a goal by what is known of masses, times what is known of the levels and their exponentials."""
    factors = [Column(ONE, (), strict=True)]
    every = [(ref, *room.facts[ref][:2]) for ref in helpers if room.facts[ref][0] in (">", ">=")]
    alone = [Column(p, (ref,), strict=relation == ">") for ref, relation, p in every]
    factors += alone
    for k in (2, 3):
        factors += [reduce(product, some) for some in itertools.combinations_with_replacement(alone[: 7 - k], k)]
    known = [(ref, *room.facts[ref][:2]) for ref in given if room.facts[ref][0] != "!="]
    columns = [Column(p, (ref,), strict=rel == ">", equal=rel == "==") for ref, rel, p in known]
    columns = [*factors[1:], *itertools.starmap(product, itertools.product(columns, factors))]
    gaps = [
        ref for ref, rel, p in every if rel == ">" and not any(part[:2] == ("f", "exp") for part in parts(tuple(p)))
    ]
    for lift in ((), *((ref,) for ref in gaps)) if relation != "==" else ():
        found = linear.solve(room, relation, goal, (), columns, lift, prover.deadline)
        if found is not None:
            return found
    return None


def product(one: Column, other: Column) -> Column:
    """Return the product of two columns."""
    both = one.strict and other.strict
    return Column(mul(one.poly, other.poly), one.refs + other.refs, strict=both, equal=one.equal or other.equal)


def refreshed(prover: Prover, room: Scratch) -> tuple[list[Any], list[int]]:
    """Let the room take what it was told of sums as it reads that now; return the steps, and which facts these are."""
    steps, found = list[Any](), list[int]()
    for ref, (_, p, tags) in enumerate(list(room.facts)):
        if (tags or ref >= len(prover.room.facts)) and any(cut(atom) for mono in p for atom, _ in mono):
            now = room.rename(p, {})
            if now == p:
                found.append(ref)
            elif now:
                found.append(len(room.facts))
                steps.append(["refresh", ref])
                prover.take(room, steps[-1])
    return steps, found
