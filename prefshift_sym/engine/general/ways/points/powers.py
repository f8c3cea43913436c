"""Powers of what is positive, at a point: what has the exponents in a goal is a convex combination of what has the others.

x**t is exp(t*log(x)), and exp lies above its tangent at any of the exponents. The bounds at the others, times weights that are known
to be >= 0, are Bernoulli's and Young's inequalities, and the one between weighted means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import scaled
from prefshift_sym.engine.general.programs.columns import Column, parts
from prefshift_sym.recheck_certificate import Poly, Refused, add, freeze, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

MOST_POINTS = 5


def by_powers(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove `p >= 0` by the tangents at one of the exponents in it."""
    relation, p = room.link(node, env)
    exponents = [atom[2] for mono in p for atom, _ in mono if atom[:2] == ("f", "exp")]
    if relation != ">=" or not exponents or any("'S'" in str(mono) for mono in p):
        return None
    bases = {part[2] for part in parts(tuple(exponents)) if part[:2] == ("f", "log")}
    points = [dict(each) for each in sorted({freeze(exponent(mono, bases)) for mono in p})]
    points += [log(each) for each in sorted(bases) if len(each) > 1 and log(each) not in points]
    if not 2 < len(points) <= MOST_POINTS:
        return None
    shown = [prover.show(room, point) for point in points]
    for at in shown:
        inside, steps, columns, scales = room.branch(), list[Any](), list[Column](), list[int]()
        for other in (each for each in shown if each != at):
            step = ["lemma", "exp", {"A": f"lambda: {other}", "B": f"lambda: {at}"}, []]
            if prover.take(inside, step):
                steps.append(step)
                columns.append(Column(inside.facts[-1][1], (len(inside.facts) - 1,)))
                try:
                    gap = f"exp({other}) - exp({at})*(1 + {other} - ({at}))"
                    scales = scaled.larger(scales, scaled.cleared(inside, gap))
                except Refused:
                    continue
        closed = scaled.close(inside, p, columns, scales, prover.deadline) if columns else None
        if closed is not None:
            return [*steps, closed]
    return None


def exponent(mono: Any, bases: set[Any]) -> Poly:
    """Return what a monomial is e to the power of, but for factors whose logarithms no exponent has."""
    total: Poly = {}
    for atom, k in mono:
        match atom:
            case ("f", "exp", key):
                total = add(total, dict(key), k)
            case ("e", "w", index):
                total = add(total, {((("e", "r", index), 1), (("inv", freeze(single(("v", "beta")))), 1)): 1}, k)
            case _ if freeze(single(atom)) in bases:
                total = add(total, log(freeze(single(atom))), k)
            case _:
                pass
    return total


def log(key: Any) -> Poly:
    """Return a logarithm."""
    return single(("f", "log", key))
