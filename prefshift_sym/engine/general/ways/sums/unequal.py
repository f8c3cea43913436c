"""Chebyshev's inequality where it is strict: two outputs of unequal rewards are one term of the double sum that leaves it room."""

from __future__ import annotations

import ast
import itertools
import re
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, positives, strip
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.recheck_certificate import Refused, freeze, negate, parse, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

FEW = 12  # inequalities that the sign of one term may take
PAIR = "({f}[{a}] - {f}[{b}])*({g}[{a}] - {g}[{b}])"
WEIGHED = "{q}[{a}]*{q}[{b}]*"
INVERSE, FALLING = "1/w", "(w[{a}] - w[{b}])*(1/w[{b}] - 1/w[{a}])"
INVERTED = ("inv", freeze(single(("e", "w", "#0"))))
UNEQUAL = "any(r[i_] != r[j_] for i_ in Y for j_ in Y)"
LIKELIHOODS = "({p}[{a}]*{q}[{b}] - {p}[{b}]*{q}[{a}])*(w[{a}] - w[{b}])"


def rows(prover: Prover, room: Scratch) -> list[Any]:
    """Make known that the rows of the double sum are not negative, where formulas ask whether rewards are equal."""
    whole = " ".join(prover.texts)
    if prover.size is not None or not re.search(r"r\[\w+\] [=!]= r\[\w+\]", whole) or "p_theta" not in whole:
        return []
    row = (WEIGHED + PAIR).format(f="r", g="w", q="p_ref", a="a_", b="b_")
    return [
        step
        for source in ("p_ref[a_] > 0", f"sum({row} for b_ in Y) >= 0")
        for step in have(prover, room, f"all({source} for a_ in Y)")
    ]


def by_two_outputs(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a strict inequality in sums from rewards that are not equal, or that they are from an equality in sums."""
    relation, p = goal.relation, goal.p
    if not room.finite or len(room.names) < 2 or "two outputs" in room.under:
        return None
    if next(_pairs(p, room), None):
        return _strict(prover, room.branch(), p, (relation, p)) if relation == ">" else None
    equal = next((q for rel, q, _ in room.facts if rel == "==" and _products(q)), None)
    if equal is None or {atom[:2] for atom in pointwise.atoms_of(p)} != {("e", "r")}:
        return None
    source = f"{prover.show(room, p)} {relation} 0"
    inside, other = room.branch(), room.branch()
    inside.assume(negate(parse(source)), dict(inside.names), frozenset())
    other.assume(parse(source), dict(other.names), frozenset())
    shown = linear.close(other, relation, p, prover.deadline, 0)
    absurd = _strict(prover, inside, equal, (">", {}))
    return None if shown is None or absurd is None else [["split", source, [shown], absurd]]


def by_unequal_rewards(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a strict inequality in sums from two outputs of unequal rewards, of which what is known says that there are some."""
    p = goal.p
    own = len(prover.room.facts)
    strict = any(rel in (">", "!=") and (tags or k >= own) and _means(q) for k, (rel, q, tags) in enumerate(room.facts))
    if goal.env or room.names or not room.finite or not strict or not room.once(UNEQUAL):
        return None
    if not _products(p):
        return None
    inside = room.branch()
    there_are = ["have", UNEQUAL, prover.goal(room.branch(), parse(UNEQUAL), {}, goal.depth - 1)]
    skolem = ["skolem", len(inside.formulas), ["i", "j"]]
    if there_are[2] is None or not all(prover.take(inside, step) for step in (there_are, skolem)):
        return None
    found = pointwise.split(prover, inside, goal.node, goal.env, goal.depth)
    return None if found is None else [there_are, skolem, *found]


def by_equal_tilts(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove that two rewards are equal, where what is known at these outputs says that their tilts are."""
    match node:
        case ast.Compare(ast.Subscript(ast.Name("r"), first), [ast.Eq()], [ast.Subscript(ast.Name("r"), second)]):
            names = {value: name for name, value in room.names.items()}
            i, j = (names.get(room.index(each, env), "") for each in (first, second))
        case _:
            return None
    if not i or not j or not room.finite or room.signs(single(("v", "beta"))) != {1}:
        return None
    steps = pointwise.prepare(prover, room, node, env)
    _, gap = room.link(parse(f"w[{i}] == w[{j}]"), room.names)  # type: ignore[arg-type]
    tilted = any(relation == "==" and ("e", "w") in _heads(p) for relation, p, _ in room.facts)
    closed = linear.close(room, "==", gap, prover.deadline, 0) if tilted else None
    if closed is None:
        return None
    steps.append(["have", f"w[{i}] == w[{j}]", [closed]])
    prover.take(room, steps[-1])
    sides: list[Any] = []
    for order in (f"r[{i}] >= r[{j}]", f"r[{i}] <= r[{j}]"):
        inside = room.branch()
        inside.assume(negate(parse(order)), dict(inside.names), frozenset())  # and so the tilts are in that order
        absurd = linear.close(inside, ">", {}, prover.deadline, 0)
        sides.append([["split", order, [["linear", [], [["1", [len(room.facts)], None]]]], [absurd]]])
        if absurd is None:
            return None
    return [*steps, ["both", *sides]]


def _heads(p: Poly) -> set[Any]:
    return {atom[:2] for atom in pointwise.atoms_of(p)}


def _products(p: Poly) -> dict[tuple[str, str], None]:
    """Return which two of rewards and tilts are multiplied in sums."""
    found: dict[tuple[str, str], None] = {}
    for atom in pointwise.atoms_of(p):
        powers = {each[1]: k for each, k in atom[2] if each[0] == "e"} if atom[0] == "S" else {}
        found |= dict.fromkeys((f, f) for f in ("r", "w") if powers.get(f, 0) > 1)
        found |= {("r", "w"): None} if {"r", "w"} <= powers.keys() else {}
        inverses = atom[2] if atom[0] == "S" else ()
        found |= {("w", INVERSE): None} if any(each == INVERTED for each, _ in inverses) else {}
    return found


def _strict(prover: Prover, room: Scratch, p: Poly, goal: tuple[str, Poly]) -> Proof | None:
    """Close a goal by the term of two outputs in scope whose rewards are known not to be equal."""
    room.under |= {"two outputs"}
    for (pair, q), (i, j) in itertools.product(_pairs(p, room), itertools.combinations(room.names, 2)):
        if room.truth(parse(f"r[{i}] == r[{j}]"), room.names) is not False:
            continue
        inside, steps, before = room.branch(), list[Any](), len(room.facts)
        needed = [f"{q}[{i}] > 0", f"{q}[{j}] > 0"] if q else []
        for source in (*needed, f"{pair.format(a=i, b=j)} > 0"):
            try:
                with prover.premises(FEW):
                    step = ["have", source, prover.goal(inside.branch(), parse(source), inside.names, 2)]
            except Refused:
                break
            if step[2] is None or not prover.take(inside, step):
                break
            steps.append(step)
        row = f"sum({pair.format(a='a_', b='b_')} for b_ in Y)"
        steps += rows_of(prover, inside, pair, row) if len(steps) > len(needed) else []
        for body, k in ((row, i), (pair.format(a=i, b="a_"), j)) if len(steps) > len(needed) else ():
            term = prover.lemma(inside, "term", {"F": f"lambda a_: {body}", "k": k}, 2)
            if term is None:
                break
            steps.append(term)
        if [step[0] for step in steps[-2:]] != ["lemma", "lemma"]:
            continue
        at = [k for k, fact in enumerate(inside.facts) if k >= before or (fact[0] == "==" and _products(fact[1]))]
        columns = [Column(p, (k,), (), rel == ">", rel == "==") for k in at for rel, p, _ in [inside.facts[k]]]
        rest, taken = strip(goal[1], positives(inside)) if goal[1] else ({}, ())
        lift: tuple[int, ...] = ()
        if FALLING in pair:  # what is known was multiplied by the tilts
            known = [["known", f"w[{i}]"], ["known", f"w[{j}]"]]
            lift = (len(inside.facts), len(inside.facts) + 1)
            steps += [step for step in known if prover.take(inside, step)]
            positive = dict(enumerate(p for _, p, _ in inside.facts))
            columns += [linear.times(column, (ref,), positive) for column in columns for ref in lift]
        closing = linear.solve(inside, goal[0], rest, taken, columns, lift, prover.deadline)
        if closing is not None:
            return [*steps, closing]
    return None


def rows_of(prover: Prover, room: Scratch, pair: str, row: str) -> list[Any]:
    """Let the room take that every row of a double sum is not negative, as a sum of what is not."""
    inside = room.branch()
    inside.name(["a_"])
    with prover.premises(FEW):
        shown = prover.lemma(inside, "sum", {"F": f"lambda b_: {pair.format(a='a_', b='b_')}"}, 4)
    if shown is None:
        return []
    _, p = inside.link(parse(f"{row} >= 0"), inside.names)  # type: ignore[arg-type]
    closed = linear.close(inside, ">=", p, prover.deadline, 0)
    step = ["have", f"all({row} >= 0 for a_ in Y)", [["intro", ["a_"], [shown, closed]]]]
    return [step] if closed is not None and prover.take(room, step) else []


def _pairs(p: Poly, room: Scratch) -> Iterator[tuple[str, str]]:
    """Yield terms in two outputs `{a}` and `{b}` that are not negative, with the policy, if any, that weighs them."""
    for (f, g), q in itertools.product(_products(p), _policies(p, room)):
        pair = PAIR.replace("{f}", f).replace("{g}", g) if g != INVERSE else FALLING
        yield (WEIGHED.replace("{q}", q) if q else "") + pair, q
    compared = [q for q in _policies(p, room) if q in room.vectors | room.declared]
    for one, other in itertools.permutations(compared, 2) if _tilts(p) else ():
        yield LIKELIHOODS.replace("{p}", one).replace("{q}", other), ""


def _means(p: Poly) -> bool:
    """Return whether sums or maxima over the outputs occur."""
    return any(atom[0] in "SM" for atom in pointwise.atoms_of(p))


def _tilts(p: Poly) -> bool:
    """Return whether means of the tilt occur, and nothing but means."""
    atoms = [a for a in pointwise.atoms_of(p) if a[0] != "v"]
    return bool(atoms) and all(a[0] == "S" and {e[1] for e, _ in a[2] if e[0] == "e"} >= {"w"} for a in atoms)


def _policies(p: Poly, room: Scratch) -> Iterator[str]:
    """Yield whose means a polynomial may compare, the last of them "", the uniform one."""
    spoken = {e[1] for a in pointwise.atoms_of(p) if a[0] == "S" for e, _ in a[2] if e[0] == "e"}
    yield from (["p_ref"] if {"p_A", "p_U"} <= spoken else [])
    yield from sorted(spoken & (room.vectors | room.declared))
    yield from ([""] if ("v", "n") in pointwise.atoms_of(p) else [])
