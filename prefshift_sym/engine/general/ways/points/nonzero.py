"""What is known not to be zero: it is positive or negative, and where it is found to be zero, everything follows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.recheck_certificate import negate, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof


def clash(prover: Prover, room: Scratch, depth: int = 0) -> Proof | None:
    """Prove anything, where something is known not to be zero that is zero: by the equalities, or by a proof that deep."""
    for relation, p, _ in list(room.facts):
        if relation != "!=":
            continue
        source = f"{prover.show(room, p)} == 0"
        closed = linear.close(room, "==", p, prover.deadline, 0)
        proof = [closed] if closed is not None else None
        if depth and proof is None:
            proof = prover.goal(room.branch(), parse(source), room.names, depth)
        inside, step = room.branch(), ["have", source, proof]
        if proof is not None and prover.take(inside, step):
            absurd = linear.close(inside, ">", {}, prover.deadline, 0)
            if absurd is not None:
                return [step, absurd]
    return None


def by_sign(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove that two terms differ, which is known: the first is the greater one, or else the second is."""
    _, p = room.link(node, env)
    source, proofs = f"{prover.show(room, p)} > 0", []
    for formula, way in ((parse(source), ast.Gt()), (negate(parse(source)), ast.Lt())):
        inside = room.branch()
        inside.assume(formula, dict(inside.names), frozenset())
        relation, q = inside.link(ast.Compare(node.left, [way], node.comparators), env)
        shown = linear.close(inside, relation, q, prover.deadline, 0)
        if shown is None:
            return None
        proofs.append([["stronger", ">" if isinstance(way, ast.Gt) else "<", [shown]]])
    return [["split", source, *proofs]]


def unequal(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove that two terms differ: that is known, or the first is the greater one, or the second is."""
    if room.signs(room.link(node, env)[1]) == {-1, 1} and (known := by_sign(prover, room, node, env)) is not None:
        return known
    for sign, way in ((">", ast.Gt()), ("<", ast.Lt())):
        found = prover.goal(room.branch(), ast.Compare(node.left, [way], node.comparators), env, depth)
        if found is not None:
            return [["stronger", sign, found]]
    return None
