"""A claim up to a number that an assumption says bounds something, or is it: it is shown of that in place of the number."""

from __future__ import annotations

import ast
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear, scaled
from prefshift_sym.engine.general.programs.columns import Column, atoms
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, add, divide, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY = "bounded by"


def by_what_is_bounded(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with such a scalar."""
    spoken = any(atom == ("v", name) for name in prover.statement["scalars"] for mono in goal.p for atom, _ in mono)
    source = words(goal.node, goal.env, room.names) if spoken and WAY not in room.under else None
    if source is None:
        return None
    for name, bounded, strict in _bounds(prover):
        told, shown = Told(prover, room.below(WAY)), re.sub(rf"\b{name}\b", f"({bounded})", source)
        with suppress(Refused):
            told.have("of that", _weakly(shown) if strict else shown, depth=goal.depth)
            closed = _exactly(told, goal) or linear.close(told.room, goal.relation, goal.p, prover.deadline, 1)
            closed = closed or _scaled(told, goal, bounded)
            if closed is not None:
                return [*told.steps, closed]
    return None


def _exactly(told: Told, goal: Goal) -> list[Any] | None:
    """Close the goal by what was shown, where an equality times something is all that is between the two."""
    at = told.at["of that"]
    between = add(goal.p, told.room.facts[at][1], -1)
    for k, (relation, p, tags) in enumerate(told.room.facts):
        factor = divide(between, p) if relation == "==" and tags and p and between else None
        if factor:
            return ["linear", [], [["1", [at], None], ["1", [k], told.prover.show(told.room, factor)]]]
    return None


def _scaled(told: Told, goal: Goal, bounded: str) -> list[Any] | None:
    """Close the goal by the bound and what was shown, times what the bounded term is divided by."""
    said = [k for k, (_, p, tags) in enumerate(told.room.facts) if tags and any(atom[0] == "v" for atom in atoms(p))]
    refs = dict.fromkeys([told.at["of that"], *said])
    columns = [Column(told.room.facts[k][1], (k,), equal=told.room.facts[k][0] == "==") for k in refs]
    scales = scaled.cleared(told.room, bounded)
    return scaled.close(told.room, goal.p, columns, scales, told.prover.deadline) if goal.relation == ">=" else None


def _bounds(prover: Prover) -> Iterator[tuple[str, str, bool]]:
    """Yield the scalars that assumptions say are bounds, of which sums or extremes, and whether these lie strictly below."""
    for source in prover.statement["assume"].values():
        match parse(source):
            case ast.Compare(low, [ast.LtE() | ast.Lt() | ast.Eq() as op], [ast.Name(name)]) | ast.Compare(
                ast.Name(name), [ast.GtE() | ast.Gt() | ast.Eq() as op], [low]
            ) if name in prover.statement["scalars"] and re.search(r"\b(sum|max|KL|E)\(", ast.unparse(low)):
                yield name, ast.unparse(low), isinstance(op, ast.Lt | ast.Gt)
            case _:
                pass


def _weakly(source: str) -> str:
    """Return a comparison with equality allowed."""
    compare = parse(source)
    assert isinstance(compare, ast.Compare)
    sign = "<=" if isinstance(compare.ops[0], ast.Lt | ast.LtE) else ">="
    return f"{ast.unparse(compare.left)} {sign} {ast.unparse(compare.comparators[0])}"
