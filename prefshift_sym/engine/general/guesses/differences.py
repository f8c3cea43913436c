"""What is written under sums that is made of the distance of two things: |x|, max(a, b), min(a, b), and a - b where a > b."""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Refused, add, freeze, parse
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.recheck_certificate import Poly, Room


@value
class Part:
    """A weight times half of `total` plus some halves of |difference|, and how it is written; all as texts in the output i_."""

    shown: str
    weight: str
    total: str  # empty for |x| itself
    difference: str
    halves: int
    sides: tuple[str, ...] = ()  # what a maximum or a minimum is of

    @property
    def d(self) -> str:
        """Return the difference with its weight."""
        return f"{self.weight}*{self.difference}"

    @property
    def size(self) -> str:
        """Return what is left of that without its sign."""
        return f"{self.weight}*abs({self.difference})"


def at(shown: str, name: str) -> str:
    """Return a text in the output i_ at another one."""
    return re.sub(r"\bi_\b", name, shown)


def differences(room: Room, source: str) -> list[list[Part]]:
    """Return the parts of the sums in a text whose differences sum to 0; those with the same difference, up to sign, together."""
    found: dict[Any, list[Part]] = {}
    for part in written(source):
        with suppress(Refused):
            d = at_an_output(room, part.d)
            if d and not room.term(parse(f"sum({part.d} for i_ in Y)"), room.names)[0]:
                found.setdefault(min(freeze(d), freeze(add({}, d, -1))), []).append(part)
    return list(found.values())


def at_an_output(room: Room, shown: str) -> Poly:
    """Return what a text in the output i_ is, times what it is divided by."""
    inside = room.branch()
    inside.name(["i_"])
    p = inside.cleared(inside.term(parse(shown), inside.names))
    return inside.rename(p, {inside.at("i_"): "#0"})


def written(source: str) -> Iterator[Part]:
    """Yield such parts of the sums in a text."""
    for part in ast.walk(parse(source)):
        match part:
            case ast.Call(ast.Name("sum"), [ast.GeneratorExp(body, [ast.comprehension(ast.Name(name), _, tests)])], []):
                for each in parts(body, tests, "1"):
                    texts = (each.shown, each.weight, each.total, each.difference, *each.sides)
                    shown, weight, total, difference, *sides = (re.sub(rf"\b{name}\b", "i_", text) for text in texts)
                    yield Part(shown, weight, total, difference, each.halves, tuple(sides))


def parts(body: ast.expr, tests: list[ast.expr], weight: str) -> Iterator[Part]:
    """Yield such parts of a summand."""
    match body, tests:
        case ast.BinOp(left, ast.Add() | ast.Sub(), right), []:
            yield from parts(left, tests, weight)
            yield from parts(right, tests, weight)
        case ast.BinOp(left, ast.Mult(), right), []:
            yield from parts(left, tests, times(weight, ast.unparse(right)))
            yield from parts(right, tests, times(weight, ast.unparse(left)))
        case ast.BinOp(left, ast.Div(), right), []:
            yield from parts(left, tests, f"{weight}/({ast.unparse(right)})")
        case ast.Call(ast.Name("abs"), [x], []), []:
            inside = f"({ast.unparse(x)})"
            yield Part(f"{weight}*abs{inside}", weight, "", inside, 2)
        case ast.Call(ast.Name("max" | "min" as name), [a, b], []), []:
            one, other = ast.unparse(a), ast.unparse(b)
            total, difference = f"(({one}) + ({other}))", one if other == "0" else f"(({one}) - ({other}))"
            shown = f"{weight}*{name}({one}, {other})"
            yield Part(shown, weight, total, f"({difference})", 1 if name == "max" else -1, (one, other))
        case ast.IfExp(then, test, ast.Constant(0)), []:
            yield from parts(then, [test], weight)
        case _, [ast.Compare(left, [ast.Gt() | ast.GtE() | ast.Lt() | ast.LtE() as op], [right])]:
            up = isinstance(op, ast.Gt | ast.GtE)
            one, other = (ast.unparse(each) for each in ((left, right) if up else (right, left)))
            shown = f"{weight}*({ast.unparse(body)} if {ast.unparse(tests[0])} else 0)"
            for sign in (1, -1):
                difference = f"(({one}) - ({other}))"
                yield Part(shown, weight, difference if sign > 0 else f"(-{difference})", difference, sign)


def times(weight: str, more: str) -> str:
    """Return a product."""
    return f"({more})" if weight == "1" else f"{weight}*({more})"
