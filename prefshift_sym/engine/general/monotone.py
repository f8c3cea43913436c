"""A goal that compares logarithms compares what they are of: by log x <= x - 1 at the quotient of the two."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.columns import positives, strip
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover

MOST_FACTORS = 4


def by_logarithms(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove an inequality between sums of logarithms by the one between the products."""
    relation, p = room.link(node, env)
    rest, taken = strip(p, positives(room))
    if not rest or not all(len(mono) == 1 and mono[0][0][:2] == ("f", "log") and mono[0][1] == 1 for mono in rest):
        return None
    whole = lcm(*(c.denominator for c in rest.values()))
    sides = []
    for sign in (1, -1):
        factors = [(prover.show(room, dict(mono[0][0][2])), c * whole * sign) for mono, c in rest.items()]
        sides.append("*".join(f"({shown})**{k}" for shown, k in factors if k > 0) or "1")
    if sum(abs(c) * whole for c in rest.values()) > MOST_FACTORS:
        return None
    high, low = sides
    compared = f"{high} {relation} {low}"
    inside, steps = room.branch(), list[Any]()
    at = [len(inside.facts)]
    try:
        steps.append(["have", compared, prover.goal(inside.branch(), parse(compared), room.names, depth)])
        if steps[0][2] is None or not prover.take(inside, steps[0]):
            return None
        at.append(len(inside.facts))
        steps.append(["known", high])
        if not prover.take(inside, steps[1]):
            return None
        steps.append(prover.lemma(inside, "log", {"A": f"lambda: ({low})/({high})"}, 1))
        if steps[2] is None:
            return None
        at.append(len(inside.facts) - 1)
        parts = [[f"1/{whole}", [k, *taken], None] for k in (at[0], at[2])]
        found = [*steps, ["linear", [at[1]], parts]]
        room.branch().prove(node, env, found)
    except Refused:
        return None
    return found
