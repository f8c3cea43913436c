"""What a distance that is 0 says of every output: a sum of absolute values or squares that is 0, or the greatest of them.

Two policies without a distance between them are read as one.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.known import definitions
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

VARIANCE = "sum({p}[y_]*({f}[y_] - E({f}, {p}))**2 for y_ in Y)"
POSITIVE = ("p_ref", "p_theta")  # where there is full support


def at_outputs(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what is the same at every output, by such distances in assumptions; return the steps."""
    steps: list[Any] = []
    sources = prover.statement["assume"].values() if prover.size is None else ()
    asked = [each for each in sources if "abs(" in each or "**" in each]
    policies = sorted({*room.vectors, *room.declared, "p_ref"}) if any("**" in each for each in asked) else ()
    asked += [VARIANCE.format(p=p, f=f) for p in policies for f in "rw"]
    for call, name, distance in (each for source in asked for each in distances(parse(source))):
        told, before = Told(prover, room.branch()), len(room.formulas)
        with suppress(Refused):
            _nowhere(told, call, name, distance)
            if all(prover.take(room, step) for step in told.steps):
                steps += [*told.steps, *definitions.take_in(prover, room, before)]
    return steps


def distances(node: ast.expr) -> Iterator[tuple[ast.Call, str, ast.expr]]:
    """Yield the sums and maxima of distances over the outputs: the whole, its index, and the absolute value or square there."""
    for part in ast.walk(node):
        match part:
            case ast.Call(
                ast.Name("sum" | "max"), [ast.GeneratorExp(body, [ast.comprehension(ast.Name(name), _, [], _)])], []
            ):
                terms = (each for each in ast.walk(body) if isinstance(each, ast.expr))
                yield from ((part, name, each) for each in terms if is_of(each) is not None)
            case _:
                pass


def is_of(part: ast.AST) -> ast.expr | None:
    """Return what an absolute value, or a square, is of."""
    match part:
        case ast.Call(ast.Name("abs"), [inside], []) | ast.BinOp(inside, ast.Pow(), ast.Constant(2)):
            return inside
    return None


def compared(distance: ast.expr, relation: str) -> str:
    """Return the comparison of what a distance is between."""
    match is_of(distance):
        case ast.BinOp(left, ast.Sub(), right):
            return f"{shown_of(left)} {relation} {shown_of(right)}"
        case inside:
            return f"{shown_of(inside or distance)} {relation} 0"


def weight(body: ast.expr, name: str, distance: ast.expr) -> str | None:
    """Return the policy whose mass at the output a body is, times the distance."""
    match body:
        case ast.BinOp(ast.Subscript(ast.Name(p), ast.Name(index)), ast.Mult(), other) | ast.BinOp(
            other, ast.Mult(), ast.Subscript(ast.Name(p), ast.Name(index))
        ) if index == name and other is distance and p not in ("r", "w"):
            return p
    return None


def _nowhere(told: Told, call: ast.Call, name: str, distance: ast.expr) -> None:
    """Take that nothing lies apart at any output, or any of a policy's, where the whole is known to be 0 or less."""
    inner: ast.expr = call.args[0].elt  # type: ignore[attr-defined]
    whole, body, policy = f"{shown_of(call)} <= 0", shown_of(inner), weight(inner, name, distance)
    told.combined("none", whole)
    here = told.branch()
    here.room.name([name])
    guard = f"{policy}[{name}] > 0" if policy and policy not in POSITIVE else None
    with told.prover.premises(BUDGET):
        here.at["guard"] = here.next
        if guard:
            here.room.assume(parse(guard), here.room.names, frozenset())
        elif policy:
            here.have("guard", f"{policy}[{name}] > 0")
        if policy in POSITIVE and (shown := words(distance, {name: name}, {"i_": name})) is not None:
            here.summed("term", [f"{policy}[i_]", shown], name)
        elif shown_of(call.func) == "sum":
            here.lemma("term", "term", {"F": f"lambda {name}: {body}", "k": name})
        else:
            here.take(["lemma", "greatest", {"X": f"lambda {name}: {body}", "k": name}, []])
            here.at["term"] = here.next - 1
        _small(here, f"0 + {shown_of(distance)} <= 0", policy)  # an absolute value alone would be two comparisons
    inside, same = is_of(distance) or distance, compared(distance, "==")
    proof = [*here.steps, ["both", *_sides(here, f"({shown_of(inside)})", value=isinstance(distance, ast.Call))]]
    proof, said = ([["intro", [], proof]], f"implies({guard}, {same})") if guard else (proof, same)
    told.checked(["have", f"all({said} for {name} in Y)", [["intro", [name], proof]]])


def _small(here: Told, source: str, policy: str | None) -> None:
    """Take that a distance at the output is 0 or less: what the policy has there times it is, or that is seen at once."""
    proof = [here.product(("1", ["term"]), ("1", ["none"]), scale=("guard",) if policy else ())]
    here.at["small"] = here.next
    try:
        here.checked(["have", source, proof])
    except Refused:
        here.have("small", source)


def _sides(here: Told, apart: str, *, value: bool) -> list[Proof]:
    """Return the proofs that what lies apart is not negative, and not positive: its absolute value, or its square, is too small."""
    k, small = here.next, here.at["small"]
    of_the_value = [["refresh", small], ["absurd", [["1", [k], None], ["1", [k + 1], None]]]]  # read by its sign
    of_the_square = [["absurd", [["1", [k, k], None], ["1", [small], None]]]]
    beyond = of_the_value if value else of_the_square
    return [[["split", f"{apart} {sign} 0", beyond, [["linear", [], [["1", [k], None]]]]]] for sign in "<>"]
