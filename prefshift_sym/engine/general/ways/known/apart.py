"""A sum whose summand treats one output apart, as a bonus at it does: it is the sum as if it did not, and what that changes there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses import written
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def one_output(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that of the sums in the statement; return the steps."""
    steps: list[Any] = []
    for body in dict.fromkeys(each for source in prover.texts for each in summands(parse(source))):
        whole = _unfolded(room, parse(body))
        for k in sorted(asked(whole)):
            other = _elsewhere(whole, k)
            gap = f"({ast.unparse(whole)}) - ({ast.unparse(other)})"
            if ast.unparse(other) == ast.unparse(whole) or not room.has(k) or not room.once(f"apart {gap}"):
                continue
            nothing = ["linear", [], []]
            premise = [["intro", ["i_"], [["intro", [], [["split", f"i_ > {k}", [nothing], [nothing]]]]]]]
            step = ["lemma", "alone", {"F": f"lambda i_: {gap}", "k": k}, [premise]]
            try:
                room.branch().step(step)
            except Refused:
                continue
            if prover.take(room, step):
                steps += [step, *change(prover, room, whole, other, k)]
    return steps


def change(prover: Prover, room: Scratch, whole: ast.expr, other: ast.expr, k: str) -> list[Any]:
    """Let the room take which of the two sums is the greater one, if what changes at the output has a sign at sight."""
    at, gap = len(room.facts) - 1, f"({ast.unparse(whole)}) - ({ast.unparse(other)})"
    for relation, c in ((">=", "1"), ("<=", "-1")):
        source = f"{gap.replace('i_', k)} {relation} 0"
        proof = prover.goal(room.branch(), parse(source), room.names, 0)
        sign = ["have", source, proof]
        if proof is not None and prover.take(room, sign):
            shown = " - ".join(f"sum({ast.unparse(each)} for i_ in Y)" for each in (whole, other))
            closing = [["linear", [], [[c, [at], None], ["1", [at + 1], None]]]]
            sums = ["have", f"{shown} {relation} 0", closing]
            try:
                room.branch().step(sums)
            except Refused:
                return [sign]
            return [sign, sums] if prover.take(room, sums) else [sign]
    return []


def asked(node: ast.expr) -> set[str]:
    """Return the outputs that a term asks about, whether they are the one at hand."""
    tests = [part.test for part in ast.walk(node) if isinstance(part, ast.IfExp)]
    return {str(part.value) for test in tests for part in ast.walk(test) if isinstance(part, ast.Constant)}


def summands(node: ast.expr) -> Iterator[str]:
    """Yield what a formula sums over one output, at `i_`."""
    for part in ast.walk(node):
        match part:
            case ast.Call(ast.Name("sum"), [ast.GeneratorExp(_, [_]) as loops], []):
                yield written.at(loops, "i_")
            case ast.Call(ast.Name("E"), [ast.Name(f), ast.Name(p)], []):
                yield f"{f}[i_]*{p}[i_]"
            case _:
                pass


def _named(node: ast.expr, name: str) -> str:
    copy = ast.parse(ast.unparse(ast.fix_missing_locations(node)), mode="eval").body
    for part in ast.walk(copy):
        if isinstance(part, ast.Name) and part.id == name:
            part.id = "i_"
    return ast.unparse(copy)


class _Unfolder(ast.NodeTransformer):
    """Puts what families are defined to be in their place."""

    def __init__(self, room: Scratch) -> None:
        self.room = room

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        match node:
            case ast.Subscript(ast.Name(family), ast.Name("i_")) if family in self.room.definitions:
                bound, body, _ = self.room.definitions[family]
                return parse(_named(body, bound))
        return node


class _Elsewhere(ast.NodeTransformer):
    """Answers whether the output is number k with no."""

    def __init__(self, k: str) -> None:
        self.k = k

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        match node.test:
            case ast.Compare(ast.Name("i_"), [op], [ast.Constant(value)]) | ast.Compare(
                ast.Constant(value), [op], [ast.Name("i_")]
            ) if str(value) == self.k and isinstance(op, ast.Eq | ast.NotEq):
                branch: ast.AST = self.visit(node.orelse if isinstance(op, ast.Eq) else node.body)
                return branch
        return self.generic_visit(node)


def _unfolded(room: Scratch, node: ast.expr) -> ast.expr:
    copy = ast.parse(ast.unparse(node), mode="eval").body
    return parse(ast.unparse(_Unfolder(room).visit(copy)))


def _elsewhere(node: ast.expr, k: str) -> ast.expr:
    copy = ast.parse(ast.unparse(node), mode="eval").body
    return parse(ast.unparse(_Elsewhere(k).visit(copy)))
