"""Means of exponentials: log S(a), for S(a) the sum of P*exp(a), is convex in a, and so lies above its tangents.

That is exp(x) >= 1 + x at x = (b - log S(b)) - (a - log S(a)), times P*exp(a)/S(a), summed: log S(b) - log S(a) is at least the
mean of b - a under P*exp(a)/S(a). What compares products of powers of such sums, as the inequalities of Hölder, of Lyapunov and
between power means do, is a combination of two or more of these where the means cancel: in logarithms, and then by exp order.
"""

from __future__ import annotations

import ast
import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses import information
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear, scaled
from prefshift_sym.engine.general.programs.columns import Column, atoms, parts
from prefshift_sym.engine.general.text import text, words
from prefshift_sym.engine.general.ways.known.stones import short_lemma
from prefshift_sym.engine.general.ways.points import numbers
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import ONE, SIGNS, TEXT, Refused, add, freeze, parse, single
from prefshift_sym.values import value

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_MEANS, BOUND = 6, "#0"
TILT: Poly = {((("e", "r", BOUND), 1), (("inv", freeze(single(("v", "beta")))), 1)): 1}  # what w is e to the power of


@value
class Mean:
    """The sum of weight*exp(exponent) over the outputs: polynomials at the output #0, frozen."""

    weight: Any
    exponent: Any

    def shown(self, name: str) -> tuple[str, str]:
        """Return the texts of the weight and of the exponent at an output."""
        weight, exponent = (text(dict(each), {BOUND: name}) for each in (self.weight, self.exponent))
        return weight, exponent

    @property
    def total(self) -> str:
        """Return the text of the sum."""
        weight, exponent = self.shown("i_")
        return f"sum(({weight})*exp({exponent}) for i_ in Y)"


def by_partitions(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove an inequality between products of powers of such sums, or between sums of their logarithms."""
    p = goal.p
    if "partitions" in room.under:
        return None
    two = len(p) == 2 and ranged(room, p)  # means of the tilt, apart by what their range allows
    if not two and not re.search(r"'exp'|'log'|'w', '\S+'\), [2-9]", repr(p)):
        return None
    inside = {part for part in parts(tuple(p)) if part[:1] == ("S",) and len(part[1]) == 1}
    logs = [read(dict(atom[2]), set()) for atom in atoms(p) if atom[:2] == ("f", "log")]
    weights = {mean.weight for mean in logs if mean is not None}
    if len(weights) < 2 and not two and not any(map(bent, inside)):
        return None
    plain = any(atom[:2] == ("f", "log") for atom in atoms(p))
    source = words(goal.node, goal.env, room.names)
    compare = parse(source) if source is not None else None
    if not isinstance(compare, ast.Compare):
        return None
    low, high = (compare.left, compare.comparators[0])[:: 1 if TEXT[type(compare.ops[0])][0] == "<" else -1]
    means = means_of(room, p, [] if plain else [low, high])
    weights = {mean.weight for mean in means if mean.exponent}
    if not 0 < len(means) <= MOST_MEANS or (len(weights) > 1 and not plain and not ranged(room, p)):
        return None
    room = room.below("partitions")
    steps = [step for mean in means for step in positive(prover, room, mean)]
    try:
        if plain:
            closed = convex(prover, room, room.link(goal.node, goal.env)[1], means)
            return None if closed is None else [*steps, *closed]
        a, b = logarithm(high), logarithm(low)
        closed = convex(prover, room, room.link(parse(f"{a} >= {b}"), room.names)[1], means)  # type: ignore[arg-type]
        if closed is None:
            return None
        found = [*steps, ["have", f"{a} >= {b}", closed]]
        given = {name: f"lambda: {each}" for name, each in (("A", a), ("B", b))}
        inner = room.branch()
        if not prover.take(inner, found[-1]):
            return None
        before = [["linear", [], [["1", [len(inner.facts) - 1], None]]]]
        found.append(["lemma", "exp order", given, [before]])
        if not prover.take(inner, found[-1]):
            return None
        last = linear.close(inner, *inner.link(goal.node, goal.env), prover.deadline, 0)
    except Refused:
        return None
    return None if last is None else [*found, last]


def bent(total: Any) -> bool:
    """Return whether a sum is one of exponentials other than the tilt."""
    return any(
        atom[:2] == ("f", "exp") or (atom[:2] == ("e", "w") and k > 1) or (atom[0] == "inv" and "exp" in str(atom))
        for atom, k in total[2]
    )


def means_of(room: Scratch, p: Poly, terms: list[ast.expr]) -> list[Mean]:
    """Return the sums of exponentials in some terms, and the plain ones with the same weights."""
    found: dict[Mean, None] = {}
    spoken = [dict(part[2]) for part in parts(tuple(p)) if part[:2] == ("f", "log") and "'S'" in str(part)]
    for part in (part for term in terms for part in ast.walk(term)):
        match part:
            case ast.Call(ast.Name("sum" | "E")) | ast.Name("Z" | "TPM_A" | "TPM_U"):
                with suppress(Refused):  # it depends on something bound
                    spoken.append(room.term(part, room.names)[0])
    logs = {
        part[2][0][0][0][0][1]
        for p in spoken
        for part in parts(tuple(p))
        if part[:2] == ("f", "log") and len(part[2]) == len(part[2][0][0]) == 1 and part[2][0][0][0][0][0] == "e"
    }
    for each in spoken:
        mean = read(each, logs)
        if mean is not None and mean.exponent:
            found[mean] = None
    vectors = room.vectors | room.declared
    for mean in list(found):
        if mean.weight == freeze(ONE):
            found |= {Mean(mean.weight, freeze(logarithm_of(q))): None for q in sorted(vectors & logs)}
        else:
            found[Mean(mean.weight, ())] = None
    return list(found)


def logarithm_of(family: str) -> Poly:
    """Return the logarithm of a family's entry."""
    return single(("f", "log", freeze(single(("e", family, BOUND)))))


def read(p: Poly, logs: set[str]) -> Mean | None:
    """Read a polynomial in single sums as one sum of a weight times an exponential."""
    weight: Poly = {}
    exponents = set()
    for mono, c in p.items():
        sums = [atom for atom, k in mono for _ in range(k) if atom[0] == "S"]
        if len(sums) != 1 or sums[0][1] != (BOUND,) or any(atom[0] not in "Sv" for atom, _ in mono):
            return None
        exponent: Poly = {}
        rest: Any = [(atom, k) for atom, k in mono if atom[0] == "v"]
        for atom, k in sums[0][2]:
            match atom:
                case ("e", "w", _):
                    exponent = add(exponent, TILT, k)
                case ("f", "exp", key):
                    exponent = add(exponent, dict(key), k)
                case ("inv", ((((("f", "exp", key), 1),), 1),)):
                    exponent = add(exponent, dict(key), -k)
                case ("inv", ((((("e", "w", _), 1),), 1),)):
                    exponent = add(exponent, TILT, -k)
                case ("e", family, _) if family in logs:
                    exponent = add(exponent, logarithm_of(family), k)
                case ("inv", ((((("e", family, _), 1),), 1),)) if family in logs:
                    exponent = add(exponent, logarithm_of(family), -k)
                case _:
                    rest.append((atom, k))
        exponents.add(freeze(exponent))
        weight = add(weight, {tuple(sorted(rest)): c})
    return Mean(freeze(weight), exponents.pop()) if len(exponents) == 1 else None


def logarithm(term: ast.expr) -> str:
    """Return the text of the logarithm of a product of powers."""
    match term:
        case ast.BinOp(left, ast.Mult() | ast.Div() as op, right):
            return f"({logarithm(left)} {'+' if isinstance(op, ast.Mult) else '-'} {logarithm(right)})"
        case ast.BinOp(base, ast.Pow(), k):
            return f"({ast.unparse(k)})*{logarithm(base)}"
        case ast.Call(ast.Name("exp"), [exponent], []):
            return f"({ast.unparse(exponent)})"
    return f"log({ast.unparse(term)})"


def positive(prover: Prover, room: Scratch, mean: Mean) -> list[Any]:
    """Let the room take that such a sum is positive; return the steps."""
    weight, exponent = mean.shown("i_")
    given = {"F": f"lambda i_: ({weight})*exp({exponent})", "W": f"lambda i_: {weight}"}
    if not room.signs(room.rename(dict(mean.weight), {BOUND: room.fresh()})) <= SIGNS[">="]:
        source = f"all({weight} >= 0 for i_ in Y)"
        step = ["have", source, prover.goal(room.branch(), parse(source), {}, 2)]
        return [step, *positive(prover, room, mean)] if step[2] is not None and prover.take(room, step) else []
    try:
        p = room.term(parse(mean.total), room.names)[0]
    except Refused:
        return []
    if set(p) == {()} or any(relation == ">" and q == p for relation, q, _ in room.facts):
        return []
    step = ["known", mean.total]
    if room.signs(p) <= SIGNS[">"]:
        return [step] if prover.take(room, step) else []
    return short_lemma(prover, room, "strict sum", given)


def convex(prover: Prover, room: Scratch, p: Poly, means: list[Mean]) -> Proof | None:
    """Prove `p >= 0` in logarithms of the sums, from the tangents at each of them, the bent ones first, or at two."""
    inside, steps, found = room.branch(), list[Any](), list[tuple[list[Column], list[int]]]()
    for mean in sorted(means, key=lambda each: not each.exponent):
        columns, scales = list[Column](), list[int]()
        for other in means:
            if other.weight == mean.weight and other != mean:
                step = tangent(prover, inside, mean, other)
                if step is not None:
                    steps.append(step)
                    columns.append(Column(inside.facts[-1][1], (len(inside.facts) - 1,)))
                    scales = scaled.larger(
                        scales, scaled.cleared(inside, f"sum({step[2]['F'].partition(':')[2]} for i_ in Y)")
                    )
        closed = scaled.close(inside, p, columns, scales, prover.deadline) if columns else None
        if closed is not None:
            return [*steps, closed]
        found.append((columns, scales))
    if len({mean.weight for mean in means}) > 1:
        extra, columns = ranges_and_numbers(prover, inside, p)
        every = [*columns, *(column for columns, _ in found for column in columns)]
        scales, steps = scaled.once(scale for _, scale in found), [*steps, *extra]
        closed = scaled.close(inside, p, every, [*scales, *scales[: len(extra)]], prover.deadline)
        if closed is not None:
            return [*steps, closed]
    for two in itertools.combinations([each for each in found if each[0]], 2):
        scales, every = scaled.larger(two[0][1], two[1][1]), list[Column]()
        for columns, own in two:
            missing = list(scales)
            for k in own:
                missing.remove(k)
            more = {k: inside.facts[k][1] for k in missing}
            every += [linear.times(column, tuple(missing), more) for column in columns]
        closed = scaled.close(inside, p, every, scales, prover.deadline)
        if closed is not None:
            return [*steps, closed]
    return None


def ranged(room: Scratch, p: Poly) -> bool:
    """Return whether the extremes of something are spoken of."""
    known = (atom for _, q, _ in room.facts for atom in atoms(q))
    return any(part[:1] == ("M",) for part in itertools.chain(known, parts(tuple(p))))


def ranges_and_numbers(prover: Prover, room: Scratch, p: Poly) -> tuple[list[Any], list[Column]]:
    """Let the room take Hoeffding's lemma, and bounds of logarithms of numbers; return the steps, and what it knows of means."""
    before, told = len(room.facts), Told(prover, room)
    square = any(sum(k for atom, k in mono if atom[0] == "M") > 1 for mono in p)  # which that lemma has of a range
    if not square and not any(information.bounds(room)):
        return [], []
    for lemma, given, _ in information.ranges(scene(room, p), room, p):
        step = prover.lemma(room, lemma, given, 2) if lemma == "hoeffding" else None
        told.steps += [step] if step is not None else []
    at = len(room.facts)
    c = numbers.ratio_of({mono: c for mono, c in p.items() if any(map(numbers.is_number, (a for a, _ in mono)))})
    for lower in (True, False) if c not in (None, 1) else ():
        with suppress(Refused):
            numbers.logarithm(told, f"log {lower}", c, lower=lower)  # type: ignore[arg-type]
    last = [told.at[name] for name in ("log True", "log False") if name in told.at]
    known = [k for k in range(at) if k >= before or any(atom[0] == "S" for atom in atoms(room.facts[k][1]))]
    facts = [(k, *room.facts[k][:2]) for k in (*known, *last)]
    return told.steps, [Column(q, (k,)) for k, relation, q in facts if relation in (">", ">=")]


def tangent(prover: Prover, room: Scratch, mean: Mean, other: Mean) -> list[Any] | None:
    """Let the room take that log S(b) - log S(a) is at least the mean of b - a under P*exp(a)/S(a); return the step."""
    a, b = (f"{{}} - log({each.total})" for each in (mean, other))

    def at(name: str) -> tuple[str, str, str]:
        weight, own = mean.shown(name)
        return weight, a.format(own), b.format(other.shown(name)[1])

    weight, own, its = at("i_")
    body = f"({weight})*(exp({its}) - exp({own})*(1 + ({its}) - ({own})))"
    inside = room.branch()
    name = prover.fresh(inside)
    try:
        inside.name([name])
        weight, own, its = at(name)
        steps: list[Any] = [["lemma", "exp", {"A": f"lambda: {its}", "B": f"lambda: {own}"}, []]]
        if not prover.take(inside, steps[0]):
            return None
        first = len(inside.facts) - 1
        if weight != "1":
            steps.append(["known", weight])
            prover.take(inside, steps[-1])
        refs = [first] if weight == "1" else [first, len(inside.facts) - 1]
        premise = [["intro", [name], [*steps, ["linear", [], [["1", refs, None]]]]]]
        room.branch().prove(parse("all(F(i) >= 0 for i in Y)"), {"F": room.argument(f"lambda i_: {body}")}, premise)
    except Refused:
        return None
    step = ["lemma", "sum", {"F": f"lambda i_: {body}"}, [premise]]
    return step if prover.take(room, step) else None
