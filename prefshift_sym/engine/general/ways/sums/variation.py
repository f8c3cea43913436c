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
from prefshift_sym.engine.general.guesses.differences import Part, at, differences
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear, scaled
from prefshift_sym.engine.general.programs.columns import Column, atoms
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.known.stones import short_lemma
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.engine.general.ways.points.pointwise import anew
from prefshift_sym.engine.general.ways.sums import chisquare
from prefshift_sym.recheck_certificate import LEMMAS, Refused, add, mul, negate, parse, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST, MOST_FACTS, BETA = "variation", 3, 6, ("v", "beta")


def by_variation(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal in total variations."""
    relation, p = goal.relation, goal.p
    if WAY in room.under:
        return None
    source = words(goal.node, goal.env, room.names)
    if source is None:
        return None
    groups = differences(room, source)
    if not 0 < len(groups) <= MOST:
        return None
    inside, steps = room.below(WAY), list[Any]()
    before = len(inside.facts)
    for group in groups:
        steps += [step for part in group if part.total for step in same(prover, inside, part)]
    closed = finished(prover, inside, goal.node, goal.env, groups, before) if steps else None
    if closed is None and relation == ">=":
        more = [step for group in groups for step in bounds(prover, inside, group[0], scene(room, p), p)]
        steps += more
        closed = finished(prover, inside, goal.node, goal.env, groups, before) if more else None
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
            scales = scaled.larger(scales, scaled.cleared(inside, group[0].d))
    if BETA in atoms(room.link(node, env)[1]):
        scales += [k for k, (known, q, _) in enumerate(room.facts) if known == ">" and q == single(BETA)][:1]
    questions = [f"{at(group[0].difference, point)} >= 0" for group in groups for point in room.names]

    def then(there: Scratch, asked: int = 0) -> Proof | None:
        relation, p = there.link(node, env)
        closed = solved(prover, there, relation, p, before, scales)
        closed = closed or linear.close(there, relation, p, prover.deadline, 1)
        if closed is not None:
            return [closed]
        if asked == len(questions):
            return None
        proofs = []
        for formula in (parse(questions[asked]), negate(parse(questions[asked]))):
            apart = there.branch()
            apart.assume(formula, dict(apart.names), frozenset())
            steps = anew(prover, apart, before)
            found = then(apart, asked + 1)
            if found is None:
                return None
            proofs.append([*steps, *found])
        return [["split", questions[asked], *proofs]]

    return by_signs(prover, room, node, env, then)


def solved(prover: Prover, room: Scratch, relation: str, p: Poly, since: int, scales: list[int]) -> list[Any] | None:
    """Close a goal by the facts since one, it or they scaled by what these say is positive."""
    facts = list(enumerate(room.facts))[since:]
    columns = [Column(q, (k,), strict=known == ">", equal=known == "==") for k, (known, q, _) in facts]
    for k, q in [(k, room.facts[k][1]) for k in scales]:
        columns += [
            Column(mul(q, one.poly), one.refs, equal=True, factor=mul(one.factor or {(): 1}, q))
            if one.equal
            else Column(mul(q, one.poly), (*one.refs, k), strict=one.strict)
            for one in columns
        ]
    for lift in dict.fromkeys(lift for k in range(len(scales) + 1) for lift in itertools.combinations(scales, k)):
        found = linear.solve(room, relation, p, (), columns, lift if p else (), prover.deadline)
        if found is not None or not p:
            return found
    return None


def same(prover: Prover, room: Scratch, part: Part) -> list[Any]:
    """Let the room take that a sum is made of the total variation, as each of its terms is; return the step."""
    whole = f"{part.shown} - ({part.weight}*{part.total})/2 - {part.halves}*{part.size}/2"
    inside = room.branch()
    name = prover.fresh(inside)
    inside.name([name])
    goal, proofs = parse(f"{at(whole, name)} == 0"), list[Any]()
    question = f"{at(part.difference, name)} {'>=' if '>=' in part.shown or '<=' in part.shown else '>'} 0"
    try:
        for formula in (parse(question), negate(parse(question))):
            there = inside.branch()
            there.assume(formula, dict(there.names), frozenset())
            proofs.append(settled(prover, there, goal, name, part))  # type: ignore[arg-type]
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
    before, sign = len(room.formulas), "-" if part.halves < 0 else ""
    given = {key: f"lambda: {sign}({at(each, name)})" for key, each in zip("AB", part.sides, strict=False)}
    lemma = ["lemma", "max", given, []]
    if not part.sides or not prover.take(room, lemma):
        return plain(prover, room, goal, at(part.d, name))
    proofs = []
    for case in room.options(*room.formulas[before][:2]):
        there = room.branch()
        for formula, env in case:
            there.assume(formula, dict(env), frozenset())
        proofs.append(plain(prover, there, goal, at(part.d, name)))
    return None if None in proofs else [lemma, ["cases", before, *proofs]]


def plain(prover: Prover, room: Scratch, goal: ast.Compare, d: str) -> Proof | None:
    """Prove an equality from one, or from two inequalities, or because there is no such case."""
    _, p = room.link(goal, room.names)
    if not p:
        return [["linear", [], []]]
    scales, since = scaled.cleared(room, d), max(len(room.facts) - MOST_FACTS, 0)
    closed = solved(prover, room, "==", p, since, scales) or solved(prover, room, ">", {}, since, scales)
    if closed is not None:
        return [closed]
    sides = [solved(prover, room, ">=", add({}, p, sign), since, scales) for sign in (1, -1)]
    return None if None in sides else [["both", *([side] for side in sides)]]


def bounds(prover: Prover, room: Scratch, part: Part, stage: Scene, goal: Poly) -> list[Any]:
    """Let the room take what bounds differences of means by the sum of |d|; return the steps."""
    steps, step = list[Any](), list[Any]()
    posterior = "p_ref" in part.d or "p_theta" in part.d
    source = "all(p_ref[i_] > 0 for i_ in Y)"
    if posterior:
        step = ["have", source, prover.goal(room.branch(), parse(source), {}, 2)]
        posterior = step[2] is not None and prover.take(room, step)
        steps += [step] if posterior else []
    for g, low, high, top in functions(room, stage, posterior=posterior):
        for sign in "+-":
            body = f"({high} - ({low}))*{part.size} {sign} (2*({g}) - ({high}) - ({low}))*({part.d})"
            proof = premise(prover, room, part, (g, low, high, top), sign)
            step = ["lemma", "sum", {"F": f"lambda i_: {body}"}, [proof]]
            steps += [step] if proof is not None and prover.take(room, step) else []
    for point, sign in itertools.product(stage.points, "+-"):
        steps += short_lemma(prover, room, "term", {"F": f"lambda i_: {part.size} {sign} {part.d}", "k": point})
    steps += apart(prover, room, part)
    steps += chisquare.over_policies(prover, room, part.size, stage, goal)
    spoken = any(atom[:2] == ("f", "log") or atom == BETA for atom in atoms(goal))
    return [*steps, *squared(prover, room, part)] if spoken else steps


def functions(room: Scratch, stage: Scene, *, posterior: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield functions of an output i_ with bounds: the posterior, families within what is their bound, or that of their size.

    Last is what the bound is the maximum of, if it is that of the size; `{0}` is the output.
    """
    if posterior:
        yield "post_A[i_]", "0", "1", ""
    for f in stage.families:
        yield from ((f"{f}[i_]", low, high, "") for low, high in ends(stage, room, f))
        for top, body in stage.maxima:
            if set(re.findall(r"(\w+)\[", body)) == {f} and body not in (f"{f}[{{0}}]", f"-{f}[{{0}}]"):
                yield f"{f}[i_]", f"-{top}", top, body


def apart(prover: Prover, room: Scratch, part: Part) -> list[Any]:
    """Let the room take that |a - b| <= a + b, where both are >= 0; return the step."""
    match parse(part.difference):
        case ast.BinOp(left, ast.Sub(), right):
            whole = f"{part.weight}*(({ast.unparse(left)}) + ({ast.unparse(right)})) - {part.size}"
        case _:
            return []
    inside = room.branch()
    name = prover.fresh(inside)
    inside.name([name])
    proof = either_way(prover, inside, (at(part.difference, name), []), f"{at(whole, name)} >= 0")
    step = ["lemma", "sum", {"F": f"lambda i_: {whole}"}, [[["intro", [name], proof]]]]
    return [step] if proof is not None and prover.take(room, step) else []


def squared(prover: Prover, room: Scratch, part: Part) -> list[Any]:
    """Let the room take Pinsker's inequality where one policy is above the other, and that the square of |d|'s sum is 4 times that."""
    match parse(part.difference):
        case ast.BinOp(left, ast.Sub(), right) if part.weight == "1":
            one, other = ast.unparse(left), ast.unparse(right)
        case _:
            return []
    above, at_first = f"({part.difference} if {one} > {other} else 0)", len(room.facts)
    steps = same(prover, room, Part(f"1*{above}", "1", part.difference, part.difference, 1))
    if not steps:
        return []
    given = {"P": f"lambda i_: {one}", "Q": f"lambda i_: {other}", "G": f"lambda i_: 1 if {one} > {other} else 0"}
    given |= {"L": "lambda: 0", "H": "lambda: 1"}
    env, name = {key: room.argument(each) for key, each in given.items()}, prover.fresh(room)
    proofs = [prover.goal(room.branch(), parse(each), env, 2) for each in LEMMAS["pinsker"][1][:-1]]
    no: list[Any] = [["linear", [], []]]
    yes: list[Any] = [["linear", [], [["1", [], None]]]]
    above_or_not = [[["split", f"{at(one, name)} > {at(other, name)}", *two]] for two in ([yes, no], [no, yes])]
    steps.append(["lemma", "pinsker", given, [*proofs, [["intro", [name], [["intro", [], *above_or_not]]]]]])
    if None in proofs or not prover.take(room, steps[-1]):
        return []
    whole, some = (f"sum({each} for i_ in Y)" for each in (part.size, above))
    inside = room.branch()
    inside.name(["i_"])
    den = "*".join(["2", *(f"({prover.show(room, room.facts[k][1])})" for k in scaled.cleared(inside, part.d))])
    times = f"-{den}*({whole} + 2*{some})"
    step = ["have", f"{whole}**2 == 4*{some}**2", [["linear", [], [["1", [at_first], times]]]]]
    return [*steps, step] if prover.take(room, step) else steps


def either_way(prover: Prover, room: Scratch, question: tuple[str, list[Any]], source: str) -> Proof | None:
    """Prove a formula for either sign of a term, after steps that read it."""
    asked, steps = f"{question[0]} >= 0", question[1]
    proofs = []
    for formula in (parse(asked), negate(parse(asked))):
        there = room.branch()
        there.assume(formula, dict(there.names), frozenset())
        taken = all(prover.take(there, step) for step in steps)
        found = prover.goal(there, parse(source), there.names, 0) if taken else None
        if found is None:
            return None
        proofs.append([*steps, *found])
    return [["split", asked, *proofs]]


def premise(prover: Prover, room: Scratch, part: Part, texts: tuple[str, ...], sign: str) -> Proof | None:
    """Prove that such a bound holds at every output."""
    inside = room.branch()
    name = prover.fresh(inside)
    inside.name([name])
    g, low, high, top = (at(each, name) for each in texts)
    x, weight = at(part.difference, name), at(part.weight, name)
    steps, refs, scales = list[Any](), list[int](), list[int]()
    step: list[Any] = ["known", f"p_ref[{name}]"]
    try:
        steps += [step] if prover.take(inside, step) else []
        for shown in (f"abs({x}) - {x}", f"abs({x}) + {x}", f"{high} - ({g})", f"{g} - ({low})", weight):
            source = f"{shown} >= 0"
            if shown.startswith("abs("):
                proof = either_way(prover, inside, (x, []), source)
            elif top and g in shown:
                given = {"X": f"lambda z_: {top.format('z_')}", "k": name}
                proof = either_way(prover, inside, (g, [["lemma", "greatest", given, []]]), source)
            else:
                proof = prover.goal(inside.branch(), parse(source), inside.names, 2)
            step = ["have", source, proof]
            if proof is None or not prover.take(inside, step):
                return None
            p = inside.cleared(inside.term(parse(shown), inside.names))
            refs.append(next(k for k, (_, q, _) in enumerate(inside.facts) if q == p))
            scales += scaled.cleared(inside, shown)
            steps.append(step)
        whole = f"({high} - ({low}))*{part.size} {sign} (2*({g}) - ({high}) - ({low}))*({part.d})"
        pairs = [(refs[0], refs[2]), (refs[1], refs[3])] if sign == "+" else [(refs[1], refs[2]), (refs[0], refs[3])]
        columns = []
        for pair in pairs:
            each = (*pair, refs[4]) if weight != "1" else pair
            q: Poly = {(): 1}
            for k in each:
                q = mul(q, inside.facts[k][1])
            columns.append(Column(q, each))
        p = inside.cleared(inside.term(parse(at(whole, name)), inside.names))
        closed = scaled.close(inside, p, columns, scales, prover.deadline)
    except (Refused, StopIteration):
        return None
    return None if closed is None else [["intro", [name], [*steps, closed]]]
