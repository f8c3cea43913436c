"""Total variation: sums of |d| where d, such as the difference of two policies, sums to 0 over the outputs.

For L <= g <= H, (H - L)*|d| + (2*g - H - L)*d = (H - g)*(|d| - d) + (g - L)*(|d| + d) >= 0 at every output, and so with -d; summed, that
bounds the sum of g*d, the difference of two means of g, by the total variation. And max(a, b), min(a, b), and a - b where a > b,
are made of a + b and |a - b|, so that there is one way to say what the total variation is.
"""

from __future__ import annotations

import ast
import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.deviations import ends
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear, scaled
from prefshift_sym.engine.general.programs.columns import Column
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.absolute import by_signs
from prefshift_sym.engine.general.ways.stones import short_lemma
from prefshift_sym.recheck_certificate import Refused, add, freeze, mul, negate, parse
from prefshift_sym.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST, MOST_FACTS = "variation", 3, 6


@value
class Part:
    """Half of `total` plus or minus half of |difference|, as it is written under a sum; all as texts in the output i_."""

    shown: str
    total: str
    difference: str
    half: str  # of |difference|, with its sign
    sides: tuple[str, ...] = ()  # what a maximum or a minimum is of


def by_variation(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a goal in total variations."""
    source = words(node, env, room.names)
    if source is None or WAY in room.under or prover.inside or not re.search(r"\b(abs|max|min|if)\b", source):
        return None
    relation, p = room.link(node, env)
    found: dict[Any, list[Part]] = {}
    for part in written(source):
        with suppress(Refused):
            d = at_an_output(room, part.difference)
            if not room.term(parse(f"sum({part.difference} for i_ in Y)"), room.names)[0] and d:
                found.setdefault(min(freeze(d), freeze(add({}, d, -1))), []).append(part)
    if relation not in (">=", "==") or not 0 < len(found) <= MOST:
        return None
    inside, steps = room.below(WAY), list[Any]()
    before = len(inside.facts)
    groups = list(found.values())
    for group in groups:
        steps += [step for part in (group[1:] if not group[0].total else group) for step in same(prover, inside, part)]
    closed = finished(prover, inside, node, env, groups, before) if steps else None
    if closed is None and relation == ">=":
        more = [step for group in groups for step in bounds(prover, inside, group[0], scene(room, p))]
        steps += more
        closed = finished(prover, inside, node, env, groups, before) if more else None
    return None if closed is None else [*steps, *closed]


def finished(
    prover: Prover, room: Scratch, node: ast.Compare, env: Env, groups: list[list[Part]], before: int
) -> Proof | None:
    """Prove the goal from what has come to be known, for either sign of what it has absolute values of."""
    scales = list[int]()
    with suppress(Refused):
        inside = room.branch()
        inside.name(["i_"])
        for group in groups:
            scales = scaled.larger(scales, scaled.cleared(inside, group[0].difference))
    questions = [f"{at(group[0].difference, point)} >= 0" for group in groups for point in room.names]

    def then(there: Scratch, asked: int = 0) -> Proof | None:
        relation, p = there.link(node, env)
        closed = solved(prover, there, relation, p, before, scales) or linear.close(
            there, relation, p, prover.deadline, 1
        )
        if closed is not None:
            return [closed]
        if asked == len(questions):
            return None
        proofs = []
        for formula in (parse(questions[asked]), negate(parse(questions[asked]))):
            apart = there.branch()
            apart.assume(formula, dict(apart.names), frozenset())
            proofs.append(then(apart, asked + 1))
            if proofs[-1] is None:
                return None
        return [["split", questions[asked], *proofs]]

    return by_signs(prover, room, node, env, then)


def solved(prover: Prover, room: Scratch, relation: str, p: Poly, since: int, scales: list[int]) -> list[Any] | None:
    """Close a goal by the facts since one, the goal or the facts scaled by what these say is positive."""
    columns = [
        Column(q, (k,), strict=known == ">", equal=known == "==")
        for k, (known, q, _) in list(enumerate(room.facts))[since:]
    ]
    positive = {k: room.facts[k][1] for k in scales}
    columns += [
        Column(
            mul(q, each.poly),
            each.refs if each.equal else (*each.refs, k),
            (),
            each.strict,
            each.equal,
            q if each.equal else None,
        )
        for k, q in positive.items()
        for each in columns
    ]
    for lift in dict.fromkeys(lift for k in range(len(scales) + 1) for lift in itertools.combinations(scales, k)):
        found = linear.solve(room, relation, p, (), columns, lift if p else (), prover.deadline)
        if found is not None or not p:
            return found
    return None


def same(prover: Prover, room: Scratch, part: Part) -> list[Any]:
    """Let the room take that a sum is made of the total variation, as each of its terms is; return the step."""
    whole = f"{part.shown} - ({part.total or 0})/2 - ({part.half})/2"
    inside = room.branch()
    name = prover.fresh(inside)
    inside.name([name])
    body, d = (at(each, name) for each in (whole, part.difference))
    goal, question, proofs = (
        parse(f"{body} == 0"),
        f"{d} {'>=' if '>=' in whole or '<=' in whole else '>'} 0",
        list[Any](),
    )
    try:
        for formula in (parse(question), negate(parse(question))):
            there = inside.branch()
            there.assume(formula, dict(there.names), frozenset())
            proofs.append(settled(prover, there, goal, name, part))
            if proofs[-1] is None:
                return []
    except Refused:
        return []
    step = [
        "lemma",
        "sum of zeros",
        {"F": f"lambda i_: {whole}"},
        [[["intro", [name], [["split", question, *proofs]]]]],
    ]
    return [step] if prover.take(room, step) else []


def settled(prover: Prover, room: Scratch, goal: ast.Compare, name: str, part: Part) -> Proof | None:
    """Prove that a term is made of |d| where the sign of d is known: a maximum is one of the two that it is of."""
    before, shown = len(room.formulas), part.shown.partition("*")[2] if part.sides else ""
    sign = "-" if shown.startswith("min") else ""
    given = {key: f"lambda: {sign}({at(each, name)})" for key, each in zip("AB", part.sides, strict=False)}
    lemma = ["lemma", "max", given, []]
    if not part.sides or not prover.take(room, lemma):
        return plain(prover, room, goal, at(part.difference, name))
    proofs = []
    for case in room.options(*room.formulas[before][:2]):
        there = room.branch()
        for formula, env in case:
            there.assume(formula, dict(env), frozenset())
        proofs.append(plain(prover, there, goal, at(part.difference, name)))
    return None if None in proofs else [lemma, ["cases", before, *proofs]]


def plain(prover: Prover, room: Scratch, goal: ast.Compare, difference: str) -> Proof | None:
    """Prove an equality from one, or from two inequalities, or because there is no such case."""
    _, p = room.link(goal, room.names)
    if not p:
        return [["linear", [], []]]
    scales, since = scaled.cleared(room, difference), max(len(room.facts) - MOST_FACTS, 0)
    closed = solved(prover, room, "==", p, since, scales) or solved(prover, room, ">", {}, since, scales)
    if closed is not None:
        return [closed]
    sides = [solved(prover, room, ">=", add({}, p, sign), since, scales) for sign in (1, -1)]
    return None if None in sides else [["both", *([side] for side in sides)]]


def at(shown: str, name: str) -> str:
    """Return a text in the output i_ at another one."""
    return re.sub(r"\bi_\b", name, shown)


def at_an_output(room: Scratch, shown: str) -> Poly:
    """Return what a text in the output i_ is, times what it is divided by."""
    inside = room.branch()
    inside.name(["i_"])
    p = inside.cleared(inside.term(parse(shown), inside.names))
    return inside.rename(p, {inside.at("i_"): "#0"})


def written(source: str) -> Iterator[Part]:
    """Yield what stands under the sums of a text, where that is made of some |d|."""
    for part in ast.walk(parse(source)):
        match part:
            case ast.Call(ast.Name("sum"), [ast.GeneratorExp(body, [ast.comprehension(ast.Name(name), _, tests)])], []):
                for each in parts(body, tests, "1"):
                    texts = (each.shown, each.total, each.difference, each.half, *each.sides)
                    new = [re.sub(rf"\b{name}\b", "i_", shown) for shown in texts]
                    yield Part(*new[:4], tuple(new[4:]))


def parts(body: ast.expr, tests: list[ast.expr], weight: str) -> Iterator[Part]:
    """Yield the same for one summand."""
    match body, tests:
        case ast.BinOp(left, ast.Add() | ast.Sub(), right), []:
            yield from parts(left, tests, weight)
            yield from parts(right, tests, weight)
        case ast.BinOp(left, ast.Mult(), right), []:
            yield from parts(left, tests, f"{weight}*({ast.unparse(right)})")
            yield from parts(right, tests, f"{weight}*({ast.unparse(left)})")
        case ast.BinOp(left, ast.Div(), right), []:
            yield from parts(left, tests, f"{weight}/({ast.unparse(right)})")
        case ast.Call(ast.Name("abs"), [x], []), []:
            yield made(weight, f"abs({ast.unparse(x)})", "", f"({ast.unparse(x)})", 2)
        case ast.Call(ast.Name("max" | "min" as name), [a, b], []), []:
            one, other = ast.unparse(a), ast.unparse(b)
            half = 1 if name == "max" else -1
            part = made(weight, f"{name}({one}, {other})", f"(({one}) + ({other}))", f"(({one}) - ({other}))", half)
            yield replace(part, sides=(one, other))
        case ast.IfExp(then, test, ast.Constant(0)), []:
            yield from parts(then, [test], weight)
        case _, [ast.Compare(left, [ast.Gt() | ast.GtE() | ast.Lt() | ast.LtE() as op], [right])]:
            one, other = (
                ast.unparse(each) for each in ((left, right) if isinstance(op, ast.Gt | ast.GtE) else (right, left))
            )
            shown = f"({ast.unparse(body)} if {ast.unparse(tests[0])} else 0)"
            for sign in ("", "-"):
                total = f"({sign}(({one}) - ({other})))"
                yield made(weight, shown, total, f"(({one}) - ({other}))", -1 if sign else 1)


def made(weight: str, shown: str, total: str, difference: str, half: int) -> Part:
    """Return such a part, times a weight."""
    absolute = f"{weight}*abs({difference})"
    return Part(f"{weight}*{shown}", total and f"{weight}*{total}", f"{weight}*{difference}", f"{half}*{absolute}")


def bounds(prover: Prover, room: Scratch, part: Part, stage: Scene) -> list[Any]:
    """Let the room take what bounds differences of means by the sum of |d|; return the steps."""
    d, size = part.difference, part.half.partition("*")[2]
    steps: list[Any] = []
    source = "all(p_ref[i_] > 0 for i_ in Y)"
    if "p_ref" in d or "p_theta" in d:  # the posterior divides by it
        step = ["have", source, prover.goal(room.branch(), parse(source), {}, 2)]
        steps += [step] if step[2] is not None and prover.take(room, step) else []
    for g, low, high in functions(room, stage, posterior=bool(steps)):
        for sign in "+-":
            body = f"({high} - ({low}))*{size} {sign} (2*({g}) - ({high}) - ({low}))*({d})"
            step = ["lemma", "sum", {"F": f"lambda i_: {body}"}, [premise(prover, room, (d, size, g, low, high), sign)]]
            steps += [step] if step[3][0] is not None and prover.take(room, step) else []
    for point, sign in ((point, sign) for point in stage.points for sign in "+-"):
        steps += short_lemma(prover, room, "term", {"F": f"lambda i_: {size} {sign} {d}", "k": point})
    return steps


def functions(room: Scratch, stage: Scene, *, posterior: bool) -> Iterator[tuple[str, str, str]]:
    """Yield functions of an output i_ with bounds: the posterior, families within their extremes or as an assumption says."""
    if posterior:
        yield "post_A[i_]", "0", "1"
    for f in stage.families:
        yield from ((f"{f}[i_]", low, high) for low, high in ends(stage, room, f))
        for top, body in stage.maxima:
            if set(re.findall(r"(\w+)\[", body)) == {f} and body not in (f"{f}[{{0}}]", f"-{f}[{{0}}]"):
                yield f"{f}[i_]", f"-{top}", top


def premise(prover: Prover, room: Scratch, texts: tuple[str, ...], sign: str) -> Proof | None:
    """Prove that such a bound holds at every output."""
    inside = room.branch()
    name = prover.fresh(inside)
    inside.name([name])
    d, size, g, low, high = (at(each, name) for each in texts)
    steps, refs, scales = list[Any](), list[int](), list[int]()
    try:
        steps += [step] if prover.take(inside, step := ["known", f"p_ref[{name}]"]) else []
        for shown in (f"{size} - {d}", f"{size} + {d}", f"{high} - ({g})", f"{g} - ({low})"):
            source = f"{shown} >= 0"
            step = ["have", source, prover.goal(inside.branch(), parse(source), inside.names, 2)]
            if step[2] is None or not prover.take(inside, step):
                return None
            p = inside.cleared(inside.term(parse(shown), inside.names))
            refs.append(next(k for k, (_, q, _) in enumerate(inside.facts) if q == p))
            scales += scaled.cleared(inside, shown)
            steps.append(step)
        whole = f"({high} - ({low}))*{size} {sign} (2*({g}) - ({high}) - ({low}))*({d})"
        pairs = [(refs[0], refs[2]), (refs[1], refs[3])] if sign == "+" else [(refs[1], refs[2]), (refs[0], refs[3])]
        columns = [Column(mul(inside.facts[j][1], inside.facts[k][1]), (j, k)) for j, k in pairs]
        p = inside.cleared(inside.term(parse(whole), inside.names))
        closed = scaled.close(inside, p, columns, scales, prover.deadline)
    except Refused:
        return None
    return None if closed is None else [["intro", [name], [*steps, closed]]]
