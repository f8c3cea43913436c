"""A function of an output rises with its reward as what it is made of does: sums, products and powers of what is not negative, exponentials."""

from __future__ import annotations

import ast
from math import comb
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import words
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

MOST_POWER = 4
Steps = list[Any]


def by_its_parts(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove that one function is at least as great at one output as at another, by the parts that it is made of."""
    sides = [_at(side, env, room) for side in (node.left, node.comparators[0])]
    if isinstance(node.ops[0], ast.LtE):
        sides.reverse()
    if not isinstance(node.ops[0], ast.GtE | ast.LtE) or None in sides:
        return None
    more, less = (parse(str(side)) for side in sides)
    if not any(_composed(part) for part in ast.walk(more)):
        return None
    inside = room.branch()
    try:
        steps = ordered(prover, inside, more, less)
        if steps is None:
            return None
        proof = [*steps, ["linear", [], [["1", [-1], None]]]]
        room.branch().prove(node, env, proof)
    except Refused:
        return None
    return proof


def _at(side: ast.expr, env: Env, room: Scratch) -> str | None:
    """Return the text of a function at an output, in a room's names."""
    match side:
        case ast.Call(ast.Name(name), [ast.Name(index)], []) if isinstance(env.get(name), tuple):
            _, (parameter,), body, outer = env[name]
            return words(_apart(body, set(room.names) - {parameter}), {**outer, parameter: env[index]}, room.names)
    return None


def _apart(body: ast.expr, taken: set[str]) -> ast.expr:
    """Return a term with its bound names out of the way of those that are taken."""
    copy = ast.parse(ast.unparse(ast.fix_missing_locations(body)), mode="eval").body
    bound = {ast.unparse(part.target) for part in ast.walk(copy) if isinstance(part, ast.comprehension)} & taken
    for part in ast.walk(copy):
        if isinstance(part, ast.Name) and part.id in bound:
            part.id += "_y"
    return copy


def _composed(part: ast.AST) -> bool:
    """Return whether a term is a power or a product with a sum in it, or an exponential of one: what sums do not see through."""
    match part:
        case ast.BinOp(base, ast.Pow(), ast.Constant(int())):
            return _sums(base)
        case ast.BinOp(left, ast.Mult(), right):
            return (_sums(left) and _spoken(right)) or (_spoken(left) and _sums(right))
        case ast.Call(ast.Name("exp"), [inside], []):
            return _sums(inside)
        case ast.BinOp(_, ast.Div(), below):
            return _sums(below)
    return False


def _sums(node: ast.expr) -> bool:
    return any(
        isinstance(part, ast.GeneratorExp) or (isinstance(part, ast.Name) and part.id == "rank")
        for part in ast.walk(node)
    )


def _spoken(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Subscript | ast.GeneratorExp) for part in ast.walk(node))


def ordered(prover: Prover, room: Scratch, more: ast.expr, less: ast.expr) -> Steps | None:
    """Return steps after which the room's last fact says that one term is at least another of the same shape."""
    a, b = ast.unparse(more), ast.unparse(less)
    if a == b:
        return have(prover, room, f"{a} >= {b}", [["linear", [], []]])
    if not any(_composed(part) for part in ast.walk(more)):
        return as_one_sum(prover, room, f"{a} >= {b}", [(1, more), (-1, less)]) or have(prover, room, f"{a} >= {b}")
    match more, less:
        case ast.BinOp(x, ast.Pow(), ast.Constant(int(k))), ast.BinOp(y, ast.Pow(), _) if 2 <= k <= MOST_POWER:
            return combined(
                prover,
                room,
                f"{a} >= {b}",
                [(x, y)],
                [y],
                [(str(comb(k, m)), [0] * m + [1] * (k - m)) for m in range(1, k + 1)],
            )
        case ast.BinOp(x, ast.Mult(), u), ast.BinOp(y, ast.Mult(), v):
            return combined(
                prover, room, f"{a} >= {b}", [(x, y), (u, v)], [y, v], [("1", [0, 1]), ("1", [0, 3]), ("1", [2, 1])]
            )
        case ast.BinOp(x, ast.Add(), u), ast.BinOp(y, ast.Add(), v):
            return combined(prover, room, f"{a} >= {b}", [(x, y), (u, v)], [], [("1", [0]), ("1", [1])])
        case ast.BinOp(x, ast.Sub(), u), ast.BinOp(y, ast.Sub(), v):
            return combined(prover, room, f"{a} >= {b}", [(x, y), (v, u)], [], [("1", [0]), ("1", [1])])
        case ast.UnaryOp(ast.USub(), x), ast.UnaryOp(ast.USub(), y):
            return combined(prover, room, f"{a} >= {b}", [(y, x)], [], [("1", [0])])
        case ast.Call(ast.Name("exp"), [x], []), ast.Call(ast.Name("exp"), [y], []):
            first = ordered(prover, room, x, y)
            given = {"A": f"lambda: {ast.unparse(x)}", "B": f"lambda: {ast.unparse(y)}"}
            step = prover.lemma(room, "exp order", given, 0) if first is not None else None
            return None if first is None or step is None else [*first, step]
        case ast.BinOp(x, ast.Div(), u), ast.BinOp(y, ast.Div(), v) if ast.unparse(x) == ast.unparse(y):
            first = ordered(prover, room, v, u)
            last = have(prover, room, f"{a} >= {b}") if first is not None else None
            return None if first is None or last is None else [*first, *last]
    return have(prover, room, f"{a} >= {b}")


def combined(
    prover: Prover, room: Scratch, source: str, pairs: list[tuple[ast.expr, ast.expr]], bounded: list[ast.expr],
    products: list[tuple[str, list[int]]],
) -> Steps | None:  # fmt: skip
    """Return steps that prove an order from those of parts, and from parts that are not negative: products of these facts."""
    steps, at = Steps(), list[int]()
    for pair in pairs:
        found = ordered(prover, room, *pair)
        if found is None:
            return None
        steps += found
        at.append(len(room.facts) - 1)
    for part in bounded:
        found = nonnegative(prover, room, part)
        if found is None:
            return None
        steps += found
        at.append(len(room.facts) - 1)
    whole = have(prover, room, source, [["linear", [], [[c, [at[k] for k in each], None] for c, each in products]]])
    return None if whole is None else [*steps, *whole]


def nonnegative(prover: Prover, room: Scratch, node: ast.expr) -> Steps | None:
    """Return steps after which the room's last fact says that a term is not negative."""
    source = f"{ast.unparse(node)} >= 0"
    match node:
        case ast.BinOp(x, ast.Mult(), y) if _composed(node):
            return combined(prover, room, source, [], [x, y], [("1", [0, 1])])
        case ast.BinOp(x, ast.Pow(), ast.Constant(int(k))) if _composed(node):
            return combined(prover, room, source, [], [x], [("1", [0] * k)])
    return as_one_sum(prover, room, source, [(1, node)]) or have(prover, room, source)


def as_one_sum(prover: Prover, room: Scratch, source: str, parts: list[tuple[int, ast.expr]]) -> Steps | None:
    """Return steps that prove of sums, one over all outputs, that it is not negative as none of its terms is."""
    every = [each for sign, part in parts for each in summands(part, str(sign))]
    found = [each for each in every if each is not None]
    some = next((body for _, body, _ in found if body[:-4] in room.vectors | room.declared), "p_ref[y_]")
    if None in every or all(not body for _, body, _ in found):
        return None
    by_body = dict[str, list[str]]()
    for factor, body, test in ((f, b or some, test) for f, b, test in found):
        by_body.setdefault(body, []).append(f"({factor})*({f'1 if {test} else 0' if test else '1'})")
    whole = " + ".join(f"({body})*({' + '.join(weights)})" for body, weights in by_body.items())
    step = prover.lemma(room, "sum", {"F": f"lambda y_: {whole}"}, 3)
    last = have(prover, room, source, [["linear", [], [["1", [-1], None]]]]) if step is not None else None
    return None if step is None or last is None else [step, *last]


def summands(node: ast.expr, factor: str) -> Iterator[tuple[str, str, str] | None]:
    """Yield what a term adds up from sums over one output: factors, what is summed at `y_`, and the condition; None for other parts."""
    match node:
        case ast.BinOp(x, ast.Add() | ast.Sub() as op, y):
            yield from summands(x, factor)
            yield from summands(y, factor if isinstance(op, ast.Add) else f"-({factor})")
        case ast.BinOp(ast.Constant() as c, ast.Mult(), x) | ast.BinOp(x, ast.Mult(), ast.Constant() as c):
            yield from summands(x, f"({factor})*{ast.unparse(c)}")
        case ast.Call(ast.Name("sum"), [ast.GeneratorExp(body, [ast.comprehension(ast.Name(name), _, tests)])], []):
            shown = [ast.unparse(_renamed(each, name)) for each in (body, *tests)]
            yield factor, shown[0], " and ".join(f"({each})" for each in shown[1:])
        case ast.Constant(int(value)):  # times what a distribution sums to
            yield f"({factor})*{value}", "", ""
        case _:
            yield None


def _renamed(node: ast.expr, name: str) -> ast.expr:
    copy = ast.parse(ast.unparse(node), mode="eval").body
    for part in ast.walk(copy):
        if isinstance(part, ast.Name) and part.id == name:
            part.id = "y_"
    return copy


def have(prover: Prover, room: Scratch, source: str, proof: Proof | None = None) -> Steps | None:
    """Return the step that makes a formula known, by a proof given or looked for; None where there is none."""
    found = proof if proof is not None else prover.goal(room.branch(), parse(source), room.names, 1)
    if found is None:
        return None
    try:
        room.branch().prove(parse(source), room.names, found)
    except Refused:
        return None
    before, step = len(room.facts), ["have", source, found]
    return [step] if prover.take(room, step) and len(room.facts) == before + 1 else None
