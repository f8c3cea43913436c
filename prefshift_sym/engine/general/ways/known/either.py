"""What an assumption says of any two outputs, the first before the second, holds in the other order too where it is symmetric."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import walked
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.recheck_certificate import BETA, call, negate, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof


def way_round(prover: Prover, room: Scratch) -> list[Any]:
    """Make such assumptions known of every two outputs; return the steps."""
    steps, left = list[Any](), False
    for formula, _, _ in list(room.formulas) if prover.size is None else ():
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 2 or pieces(parts[1])[0] != "implies":
            continue
        test, body = pieces(parts[1])[1]
        tests = pieces(test)[1] if pieces(test)[0] == "and" else [test]
        own = [each for each in tests if _apart(each, parts[0])]
        others = [each for each in tests if each not in own]
        if not own:
            continue
        one = room.fresh()
        if room.truth(body, dict.fromkeys(parts[0], one)) is False:  # of one output it is not true
            left = True
            continue
        guard = others[0] if len(others) == 1 else ast.BoolOp(ast.And(), others)
        whole = call("implies", guard, body) if others else body
        source = ast.unparse(ast.fix_missing_locations(whole))
        proof = _proof(prover, parts[0], source)
        step = ["have", f"all({source} {' '.join(f'for {name} in Y' for name in parts[0])})", proof]
        if proof is not None and prover.take(room, step):
            steps.append(step)
        else:
            left = True
    prover.numbered = prover.numbered and (left or not steps)  # in so many words they are known without numbers
    return steps


def numbers(source: str) -> bool:
    """Return whether a formula compares outputs by their numbers."""
    return any(
        isinstance(part, ast.Compare) and all(_number(side, bound) for side in (part.left, *part.comparators))
        for whole in walked(parse(source))
        if isinstance(whole, ast.GeneratorExp)
        for bound in [{loop.target.id for loop in whole.generators if isinstance(loop.target, ast.Name)}]
        for part in walked(whole)
    )


def _number(side: ast.expr, bound: set[str]) -> bool:
    """Return whether a term is an output as a number: one that is bound, or one by its number."""
    match side:
        case ast.Name(name):
            return name in bound
        case ast.Constant(int()):
            return True
    return False


def _apart(test: ast.expr, names: list[str]) -> bool:
    """Return whether a condition says no more than that two outputs differ, or stand in some order."""
    match test:
        case ast.Compare(ast.Name(a), [ast.Lt() | ast.Gt() | ast.NotEq()], [ast.Name(b)]):
            return {a, b} == set(names)
    return False


def _proof(prover: Prover, names: list[str], source: str) -> Proof | None:
    """Prove a formula about any two outputs from one about two that differ: in this order, in the other, or at one."""
    room = prover.room.branch()
    own = [prover.fresh(room, name) for name in names]
    room.name(own)
    env = {name: room.names[each] for name, each in zip(names, own, strict=True)}
    proofs = []
    with prover.premises(BUDGET):
        for order in ("<", ">", "=="):
            inside = room.branch()
            test = parse(f"{own[0]} {order} {own[1]}")
            inside.assume(test, dict(inside.names), frozenset())
            if order != "==":
                room.assume(negate(test), dict(room.names), frozenset())
            proofs.append(prover.goal(room if order == "==" else inside, parse(source), env, 2))
            if proofs[-1] is None:
                return None
    first, second, last = proofs
    return [
        ["intro", own, [["split", f"{own[0]} < {own[1]}", first, [["split", f"{own[0]} > {own[1]}", second, last]]]]]
    ]


def either_sign(prover: Prover, claim: ast.expr) -> list[Any] | None:
    """Prove a claim for beta > 0 and for beta < 0, where only beta != 0 is known."""
    if prover.room.signs(BETA) != {-1, 1}:
        return None
    proofs = []
    for source in ("beta > 0", "beta <= 0"):
        room = prover.room.branch()
        room.assume(parse(source), {}, frozenset())
        proofs.append(prover.goal(room, claim, {}, 4))
    return None if None in proofs else [["split", "beta > 0", *proofs]]
