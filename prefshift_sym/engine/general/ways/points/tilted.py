"""A goal that compares two rewards compares their tilts, where what is known speaks of these: were it false, so would the other be."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, basics, positives
from prefshift_sym.recheck_certificate import Refused, mul, negate, parse, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly


def by_the_tilts(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a comparison of two rewards by that of the tilts, which products of facts at the two outputs give."""
    relation, p = room.link(node, env)
    spoken = {atom[1] for atom in atoms(p) if atom[0] == "e"}
    if relation in (">", ">=") and spoken in ({"p_A", "p_U", "w"}, {"p_ref", "w"}):
        return by_the_weights(prover, room.branch(), relation, p)
    up = room.signs(single(("v", "beta")))
    if relation not in (">", ">=") or {atom[:2] for atom in atoms(p)} != {("e", "r")} or up not in ({1}, {-1}):
        return None
    at = {mono[0][0][2]: c for mono, c in p.items() if len(mono) == 1 and mono[0][1] == 1}
    tilts = {("e", "w", index) for index in at}
    told = any(
        tilts <= atoms(q) and _about(q, set(at))
        for _, q, _ in room.facts
        if len(q) > 2 or max(map(len, q), default=0) > 1
    )
    if not told or len(at) != 2 or len(p) != 2 or sum(at.values()):
        return None
    source = f"{prover.show(room, p)} {relation} 0"
    first, second = room.branch(), room.branch()
    first.assume(parse(source), dict(first.names), frozenset())
    second.assume(negate(parse(source)), dict(second.names), frozenset())
    steps = weights(prover, second, list(at))
    goal = {((("e", "w", index), 1),): c * (1 if up == {1} else -1) for index, c in at.items()}
    closed = at_two(prover, second, relation, goal, set(at))
    shown = linear.close(first, relation, p, prover.deadline, 0)
    have = ["have", f"{prover.show(room, goal)} {relation} 0", [closed]]
    if closed is None or shown is None or not prover.take(second, have):
        return None
    absurd = linear.close(second, ">", {}, prover.deadline, 0)
    return None if absurd is None else [["split", source, [shown], [*steps, have, absurd]]]


def by_the_weights(prover: Prover, room: Scratch, relation: str, p: Poly) -> Proof | None:
    """Prove a comparison of tilts times masses of the reference at two outputs, where these masses are weights."""
    at = {atom[2] for atom in atoms(p) if atom[0] == "e"}
    if prover.inside or len(at) != 2 or not _about(p, at):
        return None
    steps = weights(prover, room, sorted(at))
    closed = at_two(prover, room, relation, p, at, longest=3) if steps else None
    return None if closed is None else [*steps, closed]


def weights(prover: Prover, room: Scratch, at: list[str]) -> list[Any]:
    """Let the room take that the reference has outputs, where that is known: its masses are weights of tilts."""
    steps = []
    for name in (name for name, value in room.names.items() if value in at):
        source = f"p_ref[{name}] > 0"
        try:
            step = ["have", source, prover.goal(room.branch(), parse(source), room.names, 0)]
        except Refused:
            continue
        steps += [step] if step[2] is not None and prover.take(room, step) else []
    return steps


def at_two(
    prover: Prover, room: Scratch, relation: str, goal: Poly, at: set[str], *, longest: int = 1
) -> list[Any] | None:
    """Close a goal about two outputs by products of what is known of these, and of n."""
    positive = {
        ref: p
        for ref, p in positives(room).items()
        if p not in linear.ALPHAS and _about(p, at) and atoms(p) != {("v", "beta")}
    }
    factors: list[tuple[int, ...]] = [(), *((ref,) for ref, p in positive.items() if len(p) <= longest)]
    columns = [column for column in basics(room, positives(room)) if _about(column.poly, at)]
    lifts = [lift for k in range(3) for lift in itertools.combinations(positive, k)]
    for lift in lifts:
        target = goal
        for ref in lift:
            target = mul(target, positive[ref])
        top = linear.degree(target)
        products = [
            linear.times(column, refs, positive) if refs else column
            for column, refs in itertools.product(columns, factors)
            if column.refs != refs
        ]
        products = [column for column in products if linear.degree(column.poly) <= top]
        found = linear.solve(room, relation, goal, (), products + linear.moved(products, target), lift, prover.deadline)
        if found is not None:
            return found
    return None


def _about(p: Poly, at: set[str]) -> bool:
    """Return whether a polynomial speaks of nothing but scalars and entries at these outputs."""
    return all(atom[0] == "v" or (atom[0] == "e" and atom[2] in at and atom[1] != "r") for atom in atoms(p))
