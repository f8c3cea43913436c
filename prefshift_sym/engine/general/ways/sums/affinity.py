"""Sums of square roots, as the affinity of two policies: 2*sqrt(a*b) <= a + b, and (the sum of P*sqrt(x))**2 <= sum of P * sum of P*x.

The first is (a - b)**2 >= 0, summed; the second is the Cauchy-Schwarz inequality, where sqrt(x)*sqrt(x) = x at every output.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import scaled
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.known.stones import short_lemma
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import SIGNS, Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY, MOST = "affinity", 4


def by_affinity(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with such sums."""
    source = words(goal.node, goal.env, room.names) if WAY not in room.under else None
    if source is None:
        return None
    inside, steps = room.below(WAY), list[Any]()
    for weight, roots in list(dict.fromkeys(rooted(source)))[:MOST]:
        steps += facts(prover, inside, weight, roots)
    found = prover.inequality(inside, goal.node, goal.env, goal.depth) if steps else None
    return None if found is None else [*steps, *found]


def rooted(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the weight and what there are roots of, as texts in the output i_, where a sum over the outputs has some."""
    for part in ast.walk(parse(source)):
        match part:
            case ast.Call(ast.Name("sum"), [ast.GeneratorExp(body, [ast.comprehension(ast.Name(name), _, [])])], []):
                weight, roots = ["1"], list[str]()
                for factor in factors(body):
                    match factor:
                        case ast.Call(ast.Name("sqrt"), [x], []):
                            roots.append(ast.unparse(x))
                        case ast.BinOp(
                            ast.BinOp(ast.Call(ast.Name("sqrt"), [x], []), _, ast.Call(ast.Name("sqrt"), [y], [])),
                            ast.Pow(),
                            ast.Constant(2),
                        ):
                            roots += [ast.unparse(x), ast.unparse(y)]
                        case _:
                            weight.append(f"({ast.unparse(factor)})")
                texts = [re.sub(rf"\b{name}\b", "i_", each) for each in ("*".join(weight[len(weight) > 1 :]), *roots)]
                if 0 < len(roots) <= 2:
                    yield texts[0], tuple(texts[1:])


def factors(body: ast.expr) -> list[ast.expr]:
    """Return the factors of a product."""
    match body:
        case ast.BinOp(left, ast.Mult(), right):
            return [*factors(left), *factors(right)]
    return [body]


def facts(prover: Prover, room: Scratch, weight: str, roots: tuple[str, ...]) -> list[Any]:
    """Let the room take what is to be known of such a sum; return the steps."""
    steps = list[Any]()
    match parse(roots[0]) if len(roots) == 1 else None:
        case ast.BinOp(a, ast.Mult(), b):
            steps += [*signed(prover, room, ast.unparse(a)), *signed(prover, room, ast.unparse(b))]
            two = apart(prover, room, weight, ast.unparse(a), ast.unparse(b))
            roots, steps = (ast.unparse(a), ast.unparse(b)) if two else roots, steps + two
    refs = []
    for x in roots:
        refs.append(len(room.facts))
        steps += short_lemma(prover, room, "sum of zeros", {"F": f"lambda i_: {weight}*(sqrt({x})**2 - ({x}))"})
    first, second = f"sqrt({roots[0]})", f"sqrt({roots[1]})" if len(roots) > 1 else "1"
    steps += short_lemma(prover, room, "sum", {"F": f"lambda i_: {weight}*{first}*{second}"})
    if len(roots) > 1:
        steps += short_lemma(prover, room, "sum", {"F": f"lambda i_: {weight}*({first} - {second})**2"})
    if len(roots) > 1 and len(room.facts) > refs[-1]:
        whole = [f"sum({weight}*{part} for i_ in Y)" for part in (f"{first}**2", f"{second}**2", f"({roots[0]})")]
        source = f"{whole[0]}*{whole[1]} == {whole[2]}*sum({weight}*({roots[1]}) for i_ in Y)"
        proof = [["linear", [], [["1", refs[:1], whole[1]], ["1", refs[1:], whole[2]]]]]
        steps += [step] if prover.take(room, step := ["have", source, proof]) else []
    given = {"P": f"lambda i_: {weight}", "F": f"lambda i_: {first}", "G": f"lambda i_: {second}"}
    return [*steps, *short_lemma(prover, room, "cauchy schwarz", given)]


def signed(prover: Prover, room: Scratch, x: str) -> list[Any]:
    """Let the room take that a term is >= 0 at every output, unless that is known; return the step."""
    inside = room.branch()
    inside.name(["i_"])
    try:
        if inside.signs(inside.cleared(inside.term(parse(x), inside.names))) <= SIGNS[">="]:
            return []
        source = f"all({x} >= 0 for i_ in Y)"
        proof = prover.goal(room.branch(), parse(source), {}, 2)
    except Refused:
        return []
    step = ["have", source, proof]
    return [step] if proof is not None and prover.take(room, step) else []


def apart(prover: Prover, room: Scratch, weight: str, a: str, b: str) -> list[Any]:
    """Let the room take that sqrt(a*b) = sqrt(a)*sqrt(b) under a sum: neither is greater, since their squares are equal."""
    inside = Told(prover, room.branch())
    name = prover.fresh(inside.room)
    inside.room.name([name])
    x, y = (re.sub(r"\bi_\b", name, each) for each in (a, b))
    clear = scaled.cleared(inside.room, x), scaled.cleared(inside.room, y)
    if clear[1]:  # b is not to be a fraction
        return [] if clear[0] else apart(prover, room, weight, b, a)
    den = "*".join(f"({prover.show(inside.room, room.facts[k][1])})" for k in clear[0]) or "1"
    given = {"F": f"lambda i_: {weight}*(sqrt(({a})*({b})) - sqrt({a})*sqrt({b}))"}
    try:
        for key, part in (("s", f"({x})*({y})"), ("u", x), ("v", y)):
            inside.have(key, f"sqrt({part}) >= 0")
            inside.have(f"{key} is", f"sqrt({part})**2 == {part}")
        inside.at |= {"here": inside.next, **{f"den {k}": ref for k, ref in enumerate(clear[0])}}
        dens = [name for name in inside.at if name.startswith("den ")]
        proofs = []
        for sign, less in (("-1", ["s", "here"]), ("1", ["u", "v", "here"])):
            same = ("1", ["u is"], f"({y})"), ("1", ["v is"], f"{den}*sqrt({x})**2"), ("-1", ["s is"], "1")
            rest = ((str(int(c) * int(sign)), *more) for c, *more in same)
            absurd = inside.product(("1", ["here", "here", *dens]), ("2", [*less, *dens]), *rest)
            shown = f"{'-' if sign == '1' else ''}(sqrt(({x})*({y})) - sqrt({x})*sqrt({y})) >= 0"
            proofs.append([["split", shown, [inside.product(("1", ["here"]))], [["absurd", absurd[2]]]]])
    except Refused:
        return []
    source = f"sqrt(({x})*({y})) - sqrt({x})*sqrt({y}) == 0"
    inside.have("same", source, [["both", *proofs]])
    last = ["linear", [], [["1", [inside.at["same"]], re.sub(r"\bi_\b", name, weight)]]]
    step, at = ["lemma", "sum of zeros", given, [[["intro", [name], [*inside.steps, last]]]]], len(room.facts)
    try:
        Told(prover, room).checked(step)
    except Refused:
        return []
    sums = [f"sum({weight}*{root} for i_ in Y)" for root in (f"sqrt(({a})*({b}))", f"sqrt({a})*sqrt({b})")]
    have = ["have", f"{sums[0]}**2 == {sums[1]}**2", [["linear", [], [["1", [at], " + ".join(sums)]]]]]
    return [step, have] if prover.take(room, have) else [step]
