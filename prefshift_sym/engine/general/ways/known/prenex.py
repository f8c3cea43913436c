"""An assumption with quantifiers inside is said once more with all of them in front: most ways read such formulas only."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import Refused, call, negate, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.search import Prover


def in_front(prover: Prover, before: int) -> list[Any]:
    """Let the room take the formulas from number `before` on in that form, where they are of it; return the steps."""
    room, steps = prover.room, list[Any]()
    for k in range(before, len(room.formulas)) if prover.size is None else ():
        node, env, _ = room.formulas[k]
        try:
            names, matrix = universal(node)
        except Refused:
            continue
        if pieces(node)[0] != "all" or env or len(names) == len(pieces(node)[1][0]) or len({*names}) < len(names):
            continue
        loops = " ".join(f"for {name} in Y" for name in names)
        found = have(prover, room, f"all({ast.unparse(ast.fix_missing_locations(matrix))} {loops})")
        room.idle |= {k} if found else set()
        steps += found
    return steps


def universal(node: ast.expr) -> tuple[list[str], ast.expr]:
    """Return the names that a formula says something of all outputs for, and what it says; an `any` stays as it is."""
    kind, parts = pieces(node)
    match kind:
        case "all":
            names, matrix = universal(parts[1])
            return [*parts[0], *names], matrix
        case "implies":
            names, against = universal(negate(parts[0]))
            more, matrix = universal(parts[1])
            return [*names, *more], call("implies", negate(against) if names else parts[0], matrix)
        case "and" | "or":
            each = [universal(part) for part in parts]
            joined = ast.BoolOp(ast.And() if kind == "and" else ast.Or(), [matrix for _, matrix in each])
            return [name for names, _ in each for name in names], joined
        case _:
            return [], node
