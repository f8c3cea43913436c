"""A number that an assumption says is a mass, or a mean of what lies between 0 and 1, lies between 0 and 1."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import parse, sides

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def of_scalars(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, for scalars that assumptions say are sums over the outputs, or means; return the steps."""
    steps: list[Any] = []
    for source in prover.statement["assume"].values() if prover.size is None and room.sums else ():
        for left, right in sides(parse(source)):
            match left, right:
                case ast.Name(name), ast.Call(ast.Name("sum" | "E")) if name in room.scalars:
                    steps += _anew(prover, room, name)
                    for bound in (">= 0", "<= 1"):
                        steps += have(prover, room, f"{shown_of(right)} {bound}")
                        steps += have(prover, room, f"{name} {bound}") if steps else []
                case _:
                    pass
    return steps


def _anew(prover: Prover, room: Scratch, name: str) -> list[Any]:
    """Let the room read the facts about a scalar anew: conditions in sums may read otherwise by now."""
    about = [k for k, (relation, p, _) in enumerate(room.facts) if relation == "==" and ((("v", name), 1),) in p]
    return [step for k in about if prover.learns(room, step := ["refresh", k])]
