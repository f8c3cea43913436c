"""Logarithms of what equalities make a single product: of numbers and tilts that assumptions give, say."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear, substitute
from prefshift_sym.engine.general.programs.columns import atoms
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

WAY = "evaluated"


def by_values(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a comparison with such logarithms: log x <= x - 1 at the ratio of the two, and at its inverse."""
    relation, p = room.link(node, env)
    rules = substitute.rules(room) if WAY not in room.under else []
    told = Told(prover, room.below(WAY))
    for atom in sorted(atom for atom in atoms(p) if atom[:2] == ("f", "log")) if rules else ():
        found = substitute.put_in(room, dict(atom[2]), rules)
        if found is None or not found[1] or len(found[0]) != 1:
            continue
        whole, value = (prover.show(room, each) for each in (dict(atom[2]), found[0]))
        with suppress(Refused), prover.premises():
            told.have("equal", f"{whole} == {value}", [["linear", [], found[1]]])
            told.have("positive", f"{value} > 0")
            told.have(
                "so, too",
                f"{whole} > 0",
                [["linear", [], [["1", [told.at["positive"]], None], ["1", [told.at["equal"]], None]]]],
            )
            for ratio in (f"({whole})/({value})", f"({value})/({whole})"):
                told.lemma("log", "log", {"A": f"lambda: {ratio}"})
            for order in ("<=", ">="):
                told.combined(order, f"log({whole}) {order} log({value})", 1)
    closed = linear.close(told.room, relation, p, prover.deadline, 1) if told.steps else None
    return None if closed is None else [*told.steps, closed]
