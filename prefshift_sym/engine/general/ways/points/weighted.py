"""Gibbs' inequality for a few weights: the sum of s*log(s/x) is >= 0 where the s come to what the x do, as cross-entropies say.

That is e**t >= 1 + t at t = log(x*C/(s*X)), times s*X, for the sums C of the s and X of the x. In a goal the logarithms that are
subtracted are those of the x, and what multiplies them is the s, all of them perhaps times something positive.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import scaled
from prefshift_sym.engine.general.programs.columns import Column, parts, positives, strip
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import BETA, ONE, Refused, add, divide, freeze, mul, shared, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST, INVERSE = 4, ("inv", freeze(BETA))


def by_weights(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a goal of that kind."""
    relation, whole = room.link(node, env)
    p, taken = strip(whole, positives(room)) if relation == ">=" else ({}, ())
    weights = _weights(room, p)
    if not 1 < len(weights) <= MOST:
        return None
    sums = _sum([s for s, _ in weights]), _sum([x for _, x in weights])
    for c, d in (sums, (ONE, ONE)):  # what they come to may be known to be the same
        told = Told(prover, room.branch())
        show = {id(q): f"({prover.show(told.room, q)})" for q in (c, d, *(q for pair in weights for q in pair))}
        with suppress(Refused):
            for shown in dict.fromkeys(show.values()):
                told.have(shown, f"{shown} > 0", depth=1)
            names = [f"log {k}" for k in range(len(weights))]
            for name, (s, x) in zip(names, weights, strict=True):
                above, below = f"log({show[id(x)]}) + log({show[id(c)]})", f"log({show[id(s)]}) + log({show[id(d)]})"
                told.lemma(name, "exp", {"A": f"lambda: {above}", "B": f"lambda: {below}"})
            columns = [Column(told.room.facts[told.at[name]][1], (told.at[name],)) for name in names]
            scales = [told.at[show[id(q)]] for q in (c, d) if q != ONE]
            closed = scaled.close(told.room, p, columns, scales, prover.deadline)
            if closed is not None and taken:
                told.have("rest", f"{prover.show(told.room, p)} >= 0", [closed])
                closed = ["linear", [], [["1", [told.at["rest"], *taken], None]]]
            if closed is not None:
                return [*told.steps, closed]
    return None


def _weights(room: Scratch, p: Poly) -> list[tuple[Poly, Poly]]:
    """Return the s and the x: what multiplies logarithms that are subtracted, without what all of it has, and what these are of."""
    slopes: dict[Any, Poly] = {}
    exponentials = {part for part in parts(tuple(p)) if part[:2] == ("f", "exp")}
    for mono, c in p.items():
        for atom, k in mono:
            x, times = (atom[2], ONE) if atom[:2] == ("f", "log") else _of_an_exponent(atom, exponentials)
            if x is not None and k == 1:
                rest: Poly = {tuple(pair for pair in mono if pair[0] != atom): -c}
                slopes[x] = add(slopes.get(x, {}), mul(rest, times))
    found = [(s, dict(x)) for x, s in slopes.items() if s and room.signs(s) == {1}]
    found = [(s, x) for s, x in found if divide(s, x) is None or set(s) == {()}]  # else s*log s, as a whole has
    every = _sum([{mono: 1 for s, _ in found for mono in s}])
    common: Poly = {tuple(sorted(shared(every).items())): 1} if every else ONE
    return [(divide(s, common) or s, x) for s, x in found]


def _of_an_exponent(atom: Any, exponentials: set[Any]) -> tuple[Any, Poly]:
    """Return what an entry is the logarithm of, or beta times that, with 1 or beta; None where no such exponential occurs."""
    for exponent, times in ((single(atom), ONE), ({tuple(sorted([(atom, 1), (INVERSE, 1)])): 1}, BETA)):
        if ("f", "exp", freeze(exponent)) in exponentials:
            return freeze(single(("f", "exp", freeze(exponent)))), times
    return None, ONE


def _sum(polys: list[Poly]) -> Poly:
    total: Poly = {}
    for p in polys:
        total = add(total, p)
    return total
