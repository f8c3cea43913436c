"""A goal as it is written, products and quotients of sums on both sides, as one sum over pairs of outputs.

Multiplied out it may have too many terms to be read back: a mixture and a condition double their number each.
"""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.text import words
from prefshift_sym.recheck_certificate import DEFINED, Refused, loops_of, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.taking import Env

Sums = list[ast.expr]


def pairs(node: ast.Compare, env: Env) -> Iterator[str]:
    """Yield the body over i_ and j_ of a goal that compares two products of two sums, or quotients of sums, averaged over both ways round."""
    if any(isinstance(part, ast.Name) and part.id in env for part in ast.walk(node)):
        return
    sides = [parts(node.left), parts(node.comparators[0])]
    if isinstance(node.ops[0], ast.Lt | ast.LtE):
        sides.reverse()
    if None in sides:
        return
    (above, below), (over, under) = sides  # type: ignore[misc]
    first, second = [*above, *under], [*over, *below]
    if len(first) == len(second) == 2:
        bodies = [[[at(each, name) for name in ("i_", "j_")] for each in side] for side in (first, second)]
        both = [f"({f[0]})*({g[1]}) + ({f[1]})*({g[0]})" for f, g in bodies]
        yield f"1/2*({both[0]}) - 1/2*({both[1]})"


def weighed(node: ast.Compare, env: Env) -> Iterator[tuple[str, str]]:
    """Yield D and G, at `i_`, of a goal that compares two sums of one function, as it is written, with different weights."""
    if any(isinstance(part, ast.Name) and part.id in env for part in ast.walk(node)):
        return
    sides = [terms(node.left), terms(node.comparators[0])]
    if isinstance(node.ops[0], ast.Lt | ast.LtE):
        sides.reverse()
    more, less = ([factors(each) for each in side] for side in sides)
    if len(more) == 1 and not less:  # one sum of a difference
        yield from (
            (weight, "*".join([*up, *more[0][k + 1 :]])) for k, weight in enumerate(more[0]) for up in [more[0][:k]]
        )
    for (k, first), (j, second) in (
        itertools.product(*(enumerate(side[0]) for side in (more, less))) if len(more) == len(less) == 1 else ()
    ):
        own, other = (side[:at] + side[at + 1 :] for side, at in ((more[0], k), (less[0], j)))
        if own == other and own and first != second:
            yield f"{first} - ({second})", "*".join(own)


def sides(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Return the greater and the lesser side of a comparison that allows equality, as it is written."""
    match node:
        case ast.Compare(high, [ast.GtE()], [low]) | ast.Compare(low, [ast.LtE()], [high]):
            return high, low
    return None


def over_pairs(node: ast.expr, one: str, other: str) -> str | None:
    """Return what a sum over pairs of outputs adds up, at two of those names; None for other terms."""
    match node:
        case ast.Call(
            ast.Name("sum"),
            [ast.GeneratorExp(body, [ast.comprehension(ast.Name(i), _, []), ast.comprehension(ast.Name(j), _, [])])],
            [],
        ):
            return words(body, {i: one, j: other}, {one: one, other: other})
    return None


def terms(node: ast.expr) -> list[str]:
    """Return what a sum over one output adds up, at `i_`; nothing for other terms."""
    match node:
        case ast.Call(ast.Name("sum"), [ast.GeneratorExp() as loops], []) if len(loops.generators) == 1:
            return [at(loops, "i_")]
    return []


def factors(source: str) -> list[str]:
    """Return the factors of a product."""
    match parse(source):
        case ast.BinOp(left, ast.Mult(), right):
            return [*factors(ast.unparse(left)), *factors(ast.unparse(right))]
        case ast.BinOp(left, ast.Div(), right):
            return [*factors(ast.unparse(left)), f"(1/({ast.unparse(right)}))"]
        case ast.Constant(1):
            return []
    return [f"({source})"]


def parts(node: ast.expr) -> tuple[Sums, Sums] | None:
    """Return the sums that a term multiplies and divides by, or None where it is made otherwise."""
    match node:
        case ast.BinOp(left, ast.Mult() | ast.Div() as op, right):
            one, other = parts(left), parts(right)
            if one is None or other is None:
                return None
            other = other if isinstance(op, ast.Mult) else other[::-1]
            return [*one[0], *other[0]], [*one[1], *other[1]]
        case ast.Name("Z"):
            return parts(parse(DEFINED["Z"]))
        case ast.Call(ast.Name("E"), [ast.Name(f), ast.Name(p)], []):
            return parts(parse(f"sum({f}[y]*{p}[y] for y in Y)"))
        case ast.Call(ast.Name("sum"), [ast.GeneratorExp() as loops], []) if len(loops.generators) == 1:
            return [loops], []
    return None


def at(loops: ast.expr, name: str) -> str:
    """Return the text of what is summed, at an output of that name."""
    try:
        (bound,), tests, body = loops_of(loops)
    except (Refused, ValueError):
        return "0"
    test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
    return words(ast.IfExp(test, body, ast.Constant(0)) if tests else body, {bound: name}, {name: name}) or "0"
