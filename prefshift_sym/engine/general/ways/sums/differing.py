"""A distance, or a range, is positive because there is an output at which what is compared differs, or are two that differ."""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known import coincide
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, freeze, mul, negate, parse

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "differing"


def by_a_difference(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that a distance over the outputs, or how far the greatest lies above the least, is positive."""
    relation, p = goal.relation, goal.p
    if goal.env or WAY in room.under:
        return None
    for lesson in _lessons(room, goal.node, p):
        told = Told(prover, room.below(WAY))
        with suppress(Refused):
            lesson(told, goal.depth)
            closed = linear.close(told.room, relation, p, prover.deadline, 1)
            if closed is not None:
                return [*told.steps, closed]
    return None


def _lessons(room: Scratch, node: ast.Compare, p: Poly) -> Iterator[Callable[[Told, int], None]]:
    """Yield what to make known of outputs that differ, in each case that applies."""
    tops = {atom[2]: atom for mono in p for atom, _ in mono if atom[0] == "M"}
    for key, (_, (own,), _) in tops.items():
        body = text(dict(key), {value: name for name, value in room.names.items()} | {own: "i_"})
        if freeze(mul(dict(key), {(): -1})) in tops:
            yield partial(_apart, body=body)
    for call, name, distance in coincide.distances(node):
        yield partial(_somewhere, call=call, name=name, distance=distance)


def _at(output: str, body: str, name: str = "i_") -> str:
    return re.sub(rf"\b{name}\b", output, body)


def _apart(told: Told, depth: int, body: str) -> None:
    """Take that two outputs differ, and how the greatest and the least compare with what is there."""
    first, second = told.there_are(depth, f"any({body} != {_at('j_', body)} for i_ in Y for j_ in Y)")
    for name, sign in itertools.product((first, second), ("", "-")):
        told.take(["lemma", "greatest", {"X": f"lambda i_: {sign}({body})", "k": name}, []])
    top, least = (f"{end}({body} for i_ in Y)" for end in ("max", "min"))
    above = f"{_at(first, body)} > {_at(second, body)}"
    told.have("range", f"{top} > {least}", _either_way(told, f"{top} > {least}", above))


def _somewhere(told: Told, depth: int, call: ast.Call, name: str, distance: ast.expr) -> None:
    """Take that there is an output at which a distance is not 0, and that the whole is at least what is there."""
    inner: ast.expr = call.args[0].elt  # type: ignore[attr-defined]
    policy, body = coincide.weight(inner, name, distance), shown_of(inner)
    guard = f"{policy}[{name}] > 0 and " if policy and policy not in coincide.POSITIVE else ""
    (there,) = told.there_are(depth, f"any({guard}{coincide.compared(distance, '!=')} for {name} in Y)")
    at = _at(there, body, name)
    if shown_of(call.func) == "sum":
        told.lemma("term", "term", {"F": f"lambda {name}: {body}", "k": there})
    else:
        told.take(["lemma", "greatest", {"X": f"lambda {name}: {body}", "k": there}, []])
    # An absolute value alone would be a choice of two comparisons.
    told.have(
        "there", f"0 + {at} > 0", _either_way(told, f"0 + {at} > 0", _at(there, coincide.compared(distance, ">"), name))
    )


def _either_way(told: Told, source: str, above: str) -> Proof | None:
    """Return a proof of a comparison where something is above 0, and where it is not."""
    sides = []
    for formula in (parse(above), negate(parse(above))):
        side = told.branch()
        side.room.assume(formula, side.room.names, frozenset())
        relation, p = side.room.link(parse(source), side.room.names)  # type: ignore[arg-type]
        closed = linear.close(side.room, relation, p, told.prover.deadline, 2)
        if closed is None:
            return None
        sides.append([closed])
    return [["split", above, *sides]]
