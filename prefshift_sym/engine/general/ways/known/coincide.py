"""What a distance that is 0 says of every output: a sum of absolute values or squares that is 0, or the greatest of them.

Two policies without a distance between them are read as one.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.ways.known import definitions
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


VARIANCE = "sum({p}[y_]*(r[y_] - E(r, {p}))**2 for y_ in Y)"


def at_outputs(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what is the same at every output, by such distances in assumptions; return the steps."""
    steps: list[Any] = []
    sources = prover.statement["assume"].values() if prover.size is None else ()
    asked = [each for each in sources if "abs(" in each or "**" in each]
    asked += [VARIANCE.format(p=p) for p in sorted({*room.vectors, *room.declared}) if any("**" in each for each in asked)]
    for call, name, distance in (each for source in asked for each in _distances(parse(source))):
        for guard in ("", *_policies(call, name)):
            told, before = Told(prover, room.branch()), len(room.formulas)
            with suppress(Refused):
                _nowhere(told, call, name, distance, guard)
                if all(prover.take(room, step) for step in told.steps):
                    steps += [*told.steps, *definitions.take_in(prover, room, before)]
                    break
    return steps


def _policies(call: ast.Call, name: str) -> Iterator[str]:
    """Yield whose masses at the output stand in a body: nothing lies apart where they are positive."""
    for part in ast.walk(call.args[0].elt):  # type: ignore[attr-defined]
        match part:
            case ast.Subscript(ast.Name(p), ast.Name(index)) if index == name and p not in ("r", "w"):
                yield f"{p}[{name}] > 0"
            case _:
                pass


def _distances(node: ast.expr) -> Iterator[tuple[ast.Call, str, ast.expr]]:
    """Yield the sums and maxima of distances over the outputs: the whole, its index, and the absolute value or square there."""
    for part in ast.walk(node):
        match part:
            case ast.Call(
                ast.Name("sum" | "max"), [ast.GeneratorExp(body, [ast.comprehension(ast.Name(name), _, [], _)])], []
            ):
                yield from ((part, name, each) for each in ast.walk(body) if _apart(each) is not None)
            case _:
                pass


def _apart(part: ast.AST) -> ast.expr | None:
    """Return what an absolute value, or a square, is of."""
    match part:
        case ast.Call(ast.Name("abs"), [inside], []) | ast.BinOp(inside, ast.Pow(), ast.Constant(2)):
            return inside
    return None


def _nowhere(told: Told, call: ast.Call, name: str, distance: ast.expr, guard: str) -> None:
    """Take that nothing lies apart at any output that a guard allows, where the whole is known to be 0 or less."""
    whole, body = f"{shown_of(call)} <= 0", shown_of(call.args[0].elt)  # type: ignore[attr-defined]
    closed = linear.close(told.room, *told.room.link(parse(whole), {}), told.prover.deadline, 0)  # type: ignore[arg-type]
    if closed is None:
        raise Refused(whole)
    told.have("none", whole, [closed])
    here = told.branch()
    here.room.name([name])
    if guard:
        here.room.assume(parse(guard), here.room.names, frozenset())
    with told.prover.premises(BUDGET):
        if shown_of(call.func) == "sum":
            here.lemma("term", "term", {"F": f"lambda {name}: {body}", "k": name})
        else:
            here.take(["lemma", "greatest", {"X": f"lambda {name}: {body}", "k": name}, []])
        here.have("small", f"0 + {shown_of(distance)} <= 0")  # an absolute value alone would be read as two comparisons
    inside = _apart(distance)
    match inside:
        case ast.BinOp(left, ast.Sub(), right):
            same = f"{shown_of(left)} == {shown_of(right)}"
        case _:
            same = f"{shown_of(inside)} == 0"
    apart, k = f"({shown_of(inside)})", here.next
    again = ["refresh", here.at["small"]]  # an absolute value is read by the sign that it is of
    of_the_square = [["absurd", [["1", [k, k], None], ["1", [here.at["small"]], None]]]]
    of_the_value = [again, ["absurd", [["1", [k], None], ["1", [k + 1], None]]]]
    beyond = of_the_value if isinstance(distance, ast.Call) else of_the_square
    sides = [["split", f"{apart} {sign} 0", beyond, [["linear", [], [["1", [k], None]]]]] for sign in ("<", ">")]
    proof = [*here.steps, ["both", *([side] for side in sides)]]
    proof, said = ([["intro", [], proof]], f"implies({guard}, {same})") if guard else (proof, same)
    told.checked(["have", f"all({said} for {name} in Y)", [["intro", [name], proof]]])
