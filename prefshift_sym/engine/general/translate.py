"""Other words for what an assumption says of every output: bounds of rewards as bounds of tilts, and how far rewards lie beyond one."""

from __future__ import annotations

import itertools
import re
from ast import Compare, Name, Subscript, unparse
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general import linear
from prefshift_sym.engine.general.stones import have, short_lemma
from prefshift_sym.engine.general.text import closed
from prefshift_sym.recheck_certificate import parse, pieces, single

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly

BEYOND, BELOW = "max(r[above] - r[level], 0)", "min(r[above], r[level])"
LIKE = {  # other words for the first, and how an assumption about {level} spells them
    "(r[above] - r[level] if r[above] > r[level] else 0)": r"r\[\w+\] - r\[\w+\].* if ",
    "(r[above] - min(r[above], r[level]))": r"min\(r\[\w+\], r\[",
    "(abs(r[above] - r[level]) + r[above] - r[level])/2": r"abs\(",
    "(max(r[level] - r[above], 0) + r[above] - r[level])": r"max\((0, )?r\[{level}\] - ",
}


def in_other_words(prover: Prover) -> list[Any]:
    """Make such things known; return the steps."""
    room, steps = prover.room, list[Any]()
    for k, (formula, env, _) in enumerate(list(room.formulas)) if prover.size is None and room.finite else ():
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 1:
            continue
        inside, body = pieces(parts[1])
        for part in body if inside == "and" else [body] if inside == "compare" else []:
            for source in tilts(part):
                steps += have(prover, room, f"all({source} for y_ in Y)")
        if inside == "compare" and not env:
            steps += beyond(prover, room, k, parts[0][0], body)
    return steps


def tilts(part: ast.expr) -> Iterator[str]:
    """Yield what a bound of a reward says of the tilt at `y_`."""
    match part:
        case Compare(Subscript(Name("r"), _), [op], [level]) if closed(level):
            yield unparse(Compare(parse("w[y_]"), [op], [parse(f"exp(({unparse(level)})/beta)")]))
        case Compare(level, [op], [Subscript(Name("r"), _)]) if closed(level):
            yield unparse(Compare(parse(f"exp(({unparse(level)})/beta)"), [op], [parse("w[y_]")]))
        case _:
            pass


def beyond(prover: Prover, room: Scratch, k: int, level: str, body: ast.expr) -> list[Any]:
    """Make an order known, however it is written, as one of sums of max(r[i] - r[j], 0), or of min(r[i], r[j]).

    One gives the other, the other way round, where means of the reward are known to be equal.
    """
    spoken = unparse(body)
    vectors = [p for p in sorted(room.vectors | room.declared) if f"{p}[" in spoken or f"{p})" in spoken]
    likes = [like for like, shape in LIKE.items() if re.search(shape.format(level=level), spoken)]
    here, there = "max(" in spoken and not likes, any(BELOW in like for like in likes)
    falling = any(re.search(r"/ ?w\[", claim) for claim in prover.statement["claim"].values())
    inverse = falling or room.signs(single(("v", "beta"))) != {1}  # what falls with the reward, and is convex
    if not (likes or (here and inverse)) or len(vectors) < 2:
        return []
    steps: list[Any] = []
    means = any(_compares_means(relation, p) for relation, p, _ in room.facts)
    if not means and "abs(" in spoken:
        steps += equal_means(prover, room, k, vectors)
        means = bool(steps)
    wanted = [BEYOND] if likes and (means or not there or "- min(" in spoken or "E(r" in spoken) else []
    wanted += [BELOW] if inverse and not there and (means or "max(" in spoken) else []
    likes += [next(like for like in LIKE if BELOW in like)] if BELOW in wanted else []
    for p, q in itertools.combinations(vectors if wanted else (), 2):
        steps += ordered(prover, room, k, (p, q), likes, wanted)
    return steps


def _compares_means(relation: str, p: Poly) -> bool:
    """Return whether a fact says that two means of the reward are equal."""
    sums = [mono[0][0] for mono in p if len(mono) == 1 and mono[0][0][0] == "S"]
    return relation == "==" and len(sums) == len(p) and all(("e", "r") in {a[:2] for a, _ in atom[2]} for atom in sums)


def ordered(
    prover: Prover, room: Scratch, k: int, pair: tuple[str, str], likes: list[str], wanted: list[str]
) -> list[Any]:
    """Make formula k known as an order of two distributions in the words wanted, by what it says of every level."""
    inside, found = room.branch(), list[Any]()
    inside.name(["level"])
    steps: list[Any] = [["use", k, ["level"]]]
    if not prover.take(inside, steps[0]):
        return []
    for like in likes:
        gap = "({}[above] - {}[above])".format(*pair)
        zero = prover.lemma(inside, "sum of zeros", {"F": f"lambda above: {gap}*({BEYOND} - {like})"}, 2)
        steps += [] if zero is None else [zero]
    for target, (p, q) in itertools.product(wanted, (pair, pair[::-1])):
        source = f"sum(({p}[above] - {q}[above])*{target} for above in Y) >= 0"
        closing = linear.close(inside, *inside.link(parse(source), inside.names), prover.deadline, 0)  # type: ignore[arg-type]
        found += [(source, [closing])] if closing is not None else []
    if not found:
        return []
    whole = " and ".join(source for source, _ in found)
    last = found[0][1][0] if len(found) == 1 else ["intro", [], *(proof for _, proof in found)]
    step = ["have", f"all({whole} for level in Y)", [["intro", ["level"], [*steps, last]]]]
    if not prover.take(room, step):
        return []
    each = [source for source, _ in found] if len(found) > 1 else []  # each on its own, as orders are looked for
    return [step, *(more for source in each for more in have(prover, room, f"all({source} for level in Y)"))]


def equal_means(prover: Prover, room: Scratch, k: int, vectors: list[str]) -> list[Any]:
    """Make known that means are equal, where formula k compares the mean distances from every level: take the least and the greatest."""
    inside, steps = room.branch(), list[Any]()
    for name, body in (("low", "-r[z_]"), ("high", "r[z_]")):
        order = f"all(r[y_] {'>=' if name == 'low' else '<='} r[{name}] for y_ in Y)"
        these: list[list[Any]] = [["lemma", "attained", {"X": f"lambda z_: {body}"}, []]]
        these += [["skolem", len(inside.formulas), [name]], ["have", order, None], ["use", k, [name]]]
        for step in these:
            if step[0] == "have":
                step[2] = prover.goal(inside.branch(), parse(order), inside.names, 1)
            if step[-1] is None or not prover.take(inside, step):
                return []
            if step[0] == "skolem":
                inside.done.add(f"skolem {step[1]}")
            steps.append(step)
        sign = "" if name == "low" else "-"
        gap = f"abs(r[above] - r[{name}]) - {sign}(r[above] - r[{name}])"
        for p in vectors[:2]:
            steps += short_lemma(prover, inside, "sum of zeros", {"F": f"lambda above: {p}[above]*({gap})"})
    source = f"E(r, {vectors[0]}) == E(r, {vectors[1]})"
    sides = []
    for relation in (">=", "<="):
        formula = parse(source.replace("==", relation))
        sides.append([linear.close(inside, *inside.link(formula, {}), prover.deadline, 0)])  # type: ignore[arg-type]
    step = ["have", source, [*steps, ["both", *sides]]]
    return [step] if [None] not in sides and prover.take(room, step) else []
