"""A claim that adds up from claims: each part of a sum on its own, where what the parts speak of says how they go together."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import words
from prefshift_sym.recheck_certificate import DEFINED, SHORTHAND, TEXT, Refused, add, mul, parse, power

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Ratio

WAY, MOST_PARTS = "parts", 4
Addend = tuple[int, tuple[str, ...], str]  # the sign, factors, and the rest


def by_parts(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove such a claim: its parts are compared with one and the same term, or speak of different things."""
    source = words(goal.node, goal.env, room.names)
    relation = TEXT[type(goal.node.ops[0])]
    if source is None or WAY in room.under or goal.depth <= 1:
        return None
    compare = parse(source)
    assert isinstance(compare, ast.Compare)
    more, less = (compare.left, compare.comparators[0])[:: 1 if relation[0] == ">" else -1]
    every = [each for each in (*addends(more, 1), *addends(less, -1)) if each[2] != "0"]
    if len(every) < 3:  # two parts and what they are compared with
        return None
    try:
        whole = room.over(room.term(more, room.names), room.term(less, room.names), -1)
        for parts in (sharing(every), groups(room, every)):
            if 2 <= len(parts) <= MOST_PARTS:
                found = added(prover, room, parts, whole, relation.replace("<", ">"), goal.depth)
                if found is not None:
                    return found
    except Refused:
        return None
    return None


def addends(node: ast.expr, sign: int, factors: tuple[str, ...] = ()) -> Iterator[Addend]:
    """Yield what a term adds up from, each with its factors that are made of numbers and scalars."""
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            yield from addends(left, sign, factors)
            yield from addends(right, sign if isinstance(op, ast.Add) else -sign, factors)
        case ast.UnaryOp(ast.USub(), part):
            yield from addends(part, -sign, factors)
        case ast.BinOp(left, ast.Mult(), right) if _plain(left) and not _share(right):
            yield from addends(right, sign, (*factors, *_factors(left)))
        case ast.BinOp(left, ast.Mult(), right) if _plain(right) and not _share(left):
            yield from addends(left, sign, (*factors, *_factors(right)))
        case ast.BinOp(left, ast.Div(), right):
            for s, own, rest in addends(left, sign, factors):
                yield s, own, f"({rest})/({ast.unparse(right)})"
        case _:
            yield sign, factors, ast.unparse(node)


def _factors(node: ast.expr) -> tuple[str, ...]:
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            return *_factors(left), *_factors(right)
        case _:
            return (ast.unparse(node),)


def term(addend: Addend, less: str = "0") -> str:
    """Return an addend as a term, with something taken off before its factors."""
    sign, factors, rest = addend
    return "*".join([f"({sign})", *(f"({each})" for each in factors), f"(({rest}) - ({less}))"])


def _share(node: ast.expr) -> bool:
    """Return whether a term is a share such as 1 - q, which is a factor and no sum."""
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub(), right):
            return isinstance(left, ast.Constant) or isinstance(right, ast.Constant)
    return False


def _plain(node: ast.expr) -> bool:
    """Return whether a term is made of numbers and scalars."""
    return not any(
        isinstance(part, ast.Call | ast.Subscript) or (isinstance(part, ast.Name) and part.id in DEFINED)
        for part in ast.walk(node)
    )


def spoken(room: Scratch, addend: Addend) -> frozenset[str]:
    """Return the distributions, families and scalars that an addend speaks of, but the rewards and their temperature."""
    found = set[str]()
    todo = [parse(term(addend))]
    while todo:
        new = {part.id for part in ast.walk(todo.pop()) if isinstance(part, ast.Name)} - found
        found |= new
        todo += [parse(DEFINED[name]) for name in new & set(DEFINED)]
    return frozenset(found & {*room.families, *room.scalars} - {"r", "w", "beta", *SHORTHAND})


def groups(room: Scratch, every: list[Addend]) -> list[str]:
    """Return the addends that speak of the same, added up; what all of them speak of does not count."""
    names = [spoken(room, each) for each in every]
    common = frozenset.intersection(*names) if names else frozenset()
    found: list[tuple[frozenset[str], list[Addend]]] = []
    for each, own in zip(every, names, strict=True):
        mine = [group for group in found if group[0] & (own - common)]
        found = [group for group in found if group not in mine]
        found.append((frozenset().union(own - common, *(g[0] for g in mine)), [*(a for g in mine for a in g[1]), each]))
    rests = [[{rest for s, _, rest in group if s == sign} for sign in (1, -1)] for _, group in found]
    if not all(up and down and up.isdisjoint(down) for up, down in rests):  # nothing to compare with
        return []
    return [" + ".join(map(term, group)) for _, group in found]


def sharing(every: list[Addend]) -> list[str]:
    """Return the addends of one sign, each with the one term of the other sign taken off, as what their factors add up to."""
    for sign in (1, -1):
        alone = {rest for s, _, rest in every if s == sign}
        if len(alone) == 1:
            (one,) = alone
            names, found = set(re.findall(r"\w+", one)), []
            for s, factors, rest in (each for each in every if each[0] != sign):
                inside = [each for each in factors if set(re.findall(r"[A-Za-z_]\w*", each)) & names]
                outside = tuple(each for each in factors if each not in inside)
                found.append(term((s, outside, "*".join([*(f"({each})" for each in inside), f"({rest})"])), one))
            return found
    return []


def added(prover: Prover, room: Scratch, parts: list[str], whole: Ratio, relation: str, depth: int) -> Proof | None:
    """Prove that no part is negative, and that one is positive where that is asked for; add them up."""
    inside, total = room.below(WAY), dict[Any, Any]()
    each = [inside.term(parse(part), inside.names) for part in parts]
    if any(inside.signs(dict(key)) != {1} for _, den in (whole, *each) for key in den):
        return None
    missing = [{key: k - den.get(key, 0) for key, k in whole[1].items() if k > den.get(key, 0)} for _, den in each]
    for (num, _), rest in zip(each, missing, strict=True):  # times the denominators that the others have
        product = num
        for key, k in rest.items():
            product = mul(product, power(dict(key), k))
        total = add(total, product)
    if total != whole[0]:
        return None
    steps, at = list[Any](), dict[Any, int]()
    for way, enough in ((">=", len(parts)), (">", 1 if relation == ">" else 0)):
        found = 0
        for part in parts:
            here = len(inside.facts)
            step = proved(prover, inside, f"{part} {way} 0", depth) if found < enough else None
            if step is None and way == ">=":
                return None
            if step is not None:
                steps, at[part], found = [*steps, step], here, found + 1
        if found < enough:
            return None
    for key in whole[1]:
        at[key] = len(inside.facts)
        steps.append(["known", prover.show(inside, dict(key))])
        if not prover.take(inside, steps[-1]):
            return None
    products = [
        [at[part], *(at[key] for key, k in rest.items() for _ in range(k))]
        for part, rest in zip(parts, missing, strict=True)
    ]
    return [*steps, ["linear", [], [["1", refs, None] for refs in products]]]


def proved(prover: Prover, room: Scratch, source: str, depth: int) -> list[Any] | None:
    """Prove a part; let the room take it; return the step."""
    step = ["have", source, prover.goal(room.branch(), parse(source), room.names, depth)]
    return step if step[2] is not None and prover.take(room, step) else None
