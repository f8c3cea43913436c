"""Squares: what is a perfect one is not negative, and x <= y follows from x*x <= y*y where y is not."""

from __future__ import annotations

import ast
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, basics, positives
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.recheck_certificate import Refused, add, divide, factors, leading, mul, negate, parse, pieces, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_TERMS, WAY = 60, "squares"


def square_root(p: Poly) -> Poly | None:
    """Return the polynomial whose square this is, or None: term by term, the leading ones first."""
    lead = leading(p)
    c = Fraction(p[lead])
    root = Fraction(isqrt(max(c.numerator, 0)), isqrt(c.denominator))
    if c <= 0 or root * root != c or any(k % 2 for _, k in lead):
        return None
    first: Poly = {tuple((atom, k // 2) for atom, k in lead): ratio(root, 1)}
    found, rest = first, add(p, mul(first, first), -1)
    for _ in range(MOST_TERMS):
        if not rest:
            return found
        top = leading(rest)
        piece = divide({top: rest[top]}, mul(first, {(): 2}))
        if not piece:
            return None
        rest = add(add(rest, mul(mul(found, piece), {(): 2}), -1), mul(piece, piece), -1)
        if top in rest:
            return None
        found = add(found, piece)
    return None


def as_square(prover: Prover, room: Scratch, p: Poly) -> Proof | None:
    """Prove that a perfect square is >= 0 by the sign of its root, beside factors whose signs are known."""
    part = next((dict(key) for key in factors(p)[1] if len(key) > 1), {})
    root = square_root(part) if 1 < len(part) <= MOST_TERMS else None
    if root is None:
        return None
    inside, at = room.branch(), len(room.facts)
    closed = [["linear", [], [["1", [at, at], None]]]]
    square = ["have", f"{prover.show(room, part)} >= 0", [["split", f"{prover.show(room, root)} >= 0", closed, closed]]]
    known = ["known", prover.show(room, p)]
    if not prover.take(inside, square) or not prover.take(inside, known):
        return None
    return [square, known, ["linear", [], [["1", [len(inside.facts) - 1], None]]]]


def roots(prover: Prover, room: Scratch, p: Poly) -> list[Any]:
    """Let the room take that the square root of a ratio of extremes is at least 1; return the steps."""
    steps: list[Any] = []
    names = {value: name for name, value in room.names.items()}
    for atom in sorted({atom for mono in p for atom, _ in mono if atom[:2] == ("f", "sqrt")}):
        steps += pointwise.root(prover, room, f"lambda: {text(dict(atom[2]), names)}")
        taken = bool(steps) and prover.take(room, steps[-1])
        step = at_least_one(prover, room, prover.show(room, {((atom, 1),): 1})) if taken else None
        steps += [step] if step is not None and prover.take(room, step) else []
    return steps


def at_least_one(prover: Prover, room: Scratch, shown: str) -> list[Any] | None:
    """Return the step that makes known that q >= 1, where q*q is known: otherwise (1 - q)*(1 + q) would be positive."""
    inside, source = room.branch(), f"{shown} >= 1"
    inside.assume(negate(parse(source)), {}, frozenset())
    less = len(room.facts)
    positive = positives(inside)
    columns = basics(inside, positive)
    gap, q = inside.facts[less][1], inside.term(parse(shown), {})[0]
    at = [k for k, (relation, each, _) in enumerate(inside.facts) if each == q and relation in (">", ">=")]
    products = [Column(mul(gap, q), (less, at[0]))] if at else []
    products.append(Column(gap, (less,), strict=True))
    scaled = [linear.times(each, (ref,), positive) for each in products for ref in positive]
    absurd = linear.solve(inside, ">", {}, (), [*columns, *products, *scaled], (), prover.deadline)
    return (
        None
        if absurd is None
        else ["have", source, [["split", source, [["linear", [], [["1", [less], None]]]], [absurd]]]]
    )


def bounds_by_a_range(p: Poly) -> bool:
    """Return whether the greatest and the least of something occur in a goal."""
    return len({atom for mono in p for atom, _ in mono if atom[0] == "M"}) > 1


def bounds_shares(p: Poly) -> bool:
    """Return whether a goal compares shares of the tilt's means with a range of rewards: few other ways come to that."""
    every = {atom for mono in p for atom, _ in mono}
    means = {each[1] for atom in every if atom[0] == "S" for each, _ in atom[2] if each[0] == "e"}
    ranges = {each[1] for atom in every if atom[0] == "M" for mono, _ in atom[2] for each, _ in mono if each[0] == "e"}
    return ranges == {"r"} and "w" in means and "r" not in means and all(atom[0] in "SMv" for atom in every)


def has_a_root(p: Poly) -> bool:
    """Return whether a goal speaks of a square root."""
    return any(atom[:2] == ("f", "sqrt") for mono in p for atom, _ in mono)


def plain(node: ast.expr) -> ast.expr | None:
    """Return a product without the absolute values among its factors; None where one is elsewhere."""
    match node:
        case ast.Call(ast.Name("abs"), [inside], []):
            return inside
        case ast.BinOp(left, ast.Mult() as op, right):
            sides = plain(left), plain(right)
            return None if sides[0] is None or sides[1] is None else ast.BinOp(sides[0], op, sides[1])
    return None if any(isinstance(part, ast.Name) and part.id == "abs" for part in ast.walk(node)) else node


def apart(low: ast.expr, high: ast.expr) -> tuple[ast.expr, ast.expr]:
    """Return the sides of `low <= high` with roots alone on the right, or, where there are none, absolute values on the left."""
    both = [*terms(low, 1), *terms(high, -1)]
    for function in ("sqrt(", "abs("):
        own = [(term, sign) for term, sign in both if function in ast.unparse(term)]
        others = [pair for pair in both if pair not in own]
        if len(own) == 1 and own[0][1] == (1 if function == "abs(" else -1):
            left, right = (others, own) if function == "sqrt(" else (own, others)
            return total(left, 1), total(right, -1)
    return low, high


def terms(node: ast.expr, sign: int) -> list[tuple[ast.expr, int]]:
    """Return what a term adds and takes away."""
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            return [*terms(left, sign), *terms(right, sign if isinstance(op, ast.Add) else -sign)]
        case ast.UnaryOp(ast.USub(), inside):
            return terms(inside, -sign)
    return [(node, sign)]


def total(parts: list[tuple[ast.expr, int]], sign: int) -> ast.expr:
    """Return the sum of terms, all of them the other way round for -1."""
    shown = " + ".join(
        f"{sign * each}*({ast.unparse(term)})" if sign * each < 0 else f"({ast.unparse(term)})" for term, each in parts
    )
    return ast.parse(shown or "0", mode="eval").body


def squared(node: ast.expr) -> str:
    """Return the text of the square of a term, where the square of a root is what it is the root of."""
    match node:
        case ast.Call(ast.Name("sqrt"), [inside], []):
            return f"({ast.unparse(inside)})"
        case ast.BinOp(left, ast.Mult() | ast.Div() as op, right):
            return f"({squared(left)}{'*' if isinstance(op, ast.Mult) else '/'}{squared(right)})"
    return f"({ast.unparse(node)})**2"


def of_shares(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove by squares what few other ways come to: how shares of the tilt's means compare with a range of rewards."""
    return by_squares(prover, room, goal) if _bounded(goal.p) and bounds_shares(goal.p) else None


def of_ranges(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove by squares what else a range bounds, or has a root."""
    return by_squares(prover, room, goal) if _bounded(goal.p) and not bounds_shares(goal.p) else None


def of_others(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove by squares what neither has a root nor is bounded by a range."""
    return None if _bounded(goal.p) else by_squares(prover, room, goal)


def _bounded(p: Poly) -> bool:
    return bounds_by_a_range(p) or has_a_root(p)


def by_squares(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove `x <= y` by x*x <= y*y and y >= 0, where x is an absolute value or y a range of the rewards."""
    p = goal.p
    match goal.node:
        case ast.Compare(low, [ast.LtE()], [high]) | ast.Compare(high, [ast.GtE()], [low]) if not goal.env:
            low, high = apart(*undivided(room, low, high))
            bound = ast.unparse(high)
            factor = plain(low) or (low if "sqrt(" in bound else None)
        case _:
            return None
    ranged = WAY not in room.under and bounds_shares(p)
    if factor is None or not ("abs(" in ast.unparse(low) or "sqrt(" in bound or (ranged and "max((r[" in bound)):
        return None
    inside = room.below(WAY)
    sides = f"({ast.unparse(factor)})**2", f"({bound})**2"
    known = [f"{sides[0]} <= {squared(high)}"] if squared(high) != sides[1] else []
    proofs = in_turn(prover, inside, (f"{bound} >= 0", *known, f"{sides[0]} <= {sides[1]}"), goal.depth - 1)
    if proofs is None:
        return None
    steps, at = proofs
    found = by_signs(prover, inside, goal.node, goal.env, lambda room: _rooted(prover, room, goal.node, at[0]))
    return None if found is None else [*steps, *found]


def undivided(room: Scratch, low: ast.expr, high: ast.expr) -> tuple[ast.expr, ast.expr]:
    """Return the sides of `low <= high` times what the greater one is divided by, where that is positive."""
    match high:
        case ast.BinOp(whole, ast.Div(), part) if room.signs(room.cleared(room.term(part, {}))) == {1}:
            return undivided(room, ast.BinOp(part, ast.Mult(), low), whole)
    return low, high


def by_the_square(prover: Prover, room: Scratch, node: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove `abs(x) <= y`, which is two comparisons, by x*x <= y*y and y >= 0, where x is no output's own."""
    match node:
        case ast.Compare(ast.Call(ast.Name("abs"), [low], []), [ast.LtE()], [high]) | ast.Compare(
            high, [ast.GtE()], [ast.Call(ast.Name("abs"), [low], [])]
        ) if not env and depth > 1:
            x, y = ast.unparse(low), ast.unparse(high)
        case _:
            return None
    inside = room.branch()
    proofs = in_turn(prover, inside, (f"{y} >= 0", f"({x})**2 <= ({y})**2"), depth - 1)
    if proofs is None:
        return None
    steps, at = proofs
    halves = []
    for half in pieces(node)[1]:
        halves.append(_rooted(prover, inside, half, at[0]))
        inside.assume(half, {}, frozenset())  # the first one helps the other
    return None if None in halves else [*steps, ["intro", [], *halves]]


def in_turn(prover: Prover, room: Scratch, sources: Iterable[str], depth: int) -> tuple[list[Any], list[int]] | None:
    """Prove comparisons, each with those before it; let the room take them; return the steps, and which facts they are."""
    steps, at = list[Any](), list[int]()
    for source in sources:
        try:
            proof = prover.goal(room.branch(), parse(source), room.names, depth)
        except Refused:
            return None
        steps.append(["have", source, proof])
        at.append(len(room.facts))
        if proof is None or not prover.take(room, steps[-1]):
            return None
    return steps, at


def _rooted(prover: Prover, room: Scratch, node: ast.Compare, bound: int) -> Proof | None:
    """Prove that y - x >= 0: were it negative, (x - y)*(x - y) + 2*y*(x - y) would be positive, which is x*x - y*y."""
    source = ast.unparse(ast.fix_missing_locations(node))
    inside = room.branch()
    inside.assume(negate(node), {}, frozenset())
    positive, less = positives(inside), len(room.facts)
    gap = inside.facts[less][1]
    products = [Column(mul(gap, gap), (less, less), strict=True)]
    products.append(Column(mul(gap, inside.facts[bound][1]), (less, bound)))
    products += [linear.times(products[1], (ref,), positive) for ref in positive]
    columns = [*products, *basics(inside, positive)]
    absurd = linear.solve(inside, ">", {}, (), columns, (), prover.deadline)
    if absurd is None:
        return None
    return [["split", source, [["linear", [], [["1", [less], None]]]], [absurd]]]
