"""Other words for what an assumption says of every output: bounds of rewards as bounds of tilts, and how far rewards lie beyond one."""

from __future__ import annotations

import itertools
import re
from ast import Call, Compare, Constant, Gt, GtE, Lt, LtE, Name, Subscript, unparse, walk
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.text import closed, condition, text, walked, words
from prefshift_sym.engine.general.ways.known.stones import have, short_lemma
from prefshift_sym.recheck_certificate import parse, pieces, sides, single

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


def in_other_words(prover: Prover, room: Scratch, since: int = 0) -> list[Any]:
    """Make such things known, from the formulas that came `since`; return the steps."""
    steps = list[Any]()
    for relation, p, _ in list(room.facts) if prover.size is None else ():
        steps += among(prover, room, relation, p)
    for k, (formula, env, _) in enumerate(list(room.formulas)) if prover.size is None and room.finite else ():
        kind, parts = pieces(formula)
        if k < since or kind != "all" or len(parts[0]) != 1:
            continue
        inside, body = pieces(parts[1])
        for part in body if inside == "and" else [body] if inside == "compare" else []:
            for source in tilts(part):
                steps += have(prover, room, f"all({source} for y_ in Y)")
        if inside == "or" and not env:
            steps += [step for source in between(parts[0][0], body) for step in have(prover, room, source)]
        if inside == "compare" and not env:
            steps += beyond(prover, room, k, parts[0][0], body)
        if inside == "implies" and not env:
            steps += below_means(prover, room, k, *body)
    return steps


def between(name: str, options: list[ast.expr]) -> Iterator[str]:
    """Yield which numbers a family lies between, where it is one of some at every output, as an event is 0 or 1."""
    pairs = [(a, b) for part in options for a, b in sides(part) if isinstance(b, Constant) and isinstance(b.value, int)]
    values = [b.value for _, b in pairs if isinstance(b, Constant) and isinstance(b.value, int)]
    entries = {unparse(a) for a, _ in pairs}
    match [a for a, _ in pairs]:
        case [Subscript(Name(family), Name(index)), *_] if (
            len(values) == len(options) and len(entries) == 1 and index == name and family not in ("r", "w")
        ):
            yield f"all({min(values)} <= {family}[y_] and {family}[y_] <= {max(values)} for y_ in Y)"
        case _:
            pass


def among(prover: Prover, room: Scratch, relation: str, p: Poly) -> list[Any]:
    """Make known of every output that counts what a fact says of the greatest one among those that do."""
    tops = [(mono[0][0], c) for mono, c in p.items() if len(mono) == 1 and mono[0][0][0] == "A"]
    if not 1 <= len(tops) <= 2 or relation not in (">", ">=", "==") or any(c != -1 for _, c in tops):
        return []
    names = [f"y{k}_" for k in range(len(tops))]
    own = [(dict(top[2]), dict(top[3]), {top[1][0]: name}) for (top, _), name in zip(tops, names, strict=True)]
    where = " and ".join(condition(indicator, new) for _, indicator, new in own)
    greatest = " + ".join(f"({text(body, new)})" for body, _, new in own)
    rest = {mono: c for mono, c in p.items() if not mono or mono[0][0] not in [top for top, _ in tops]}
    loops = " ".join(f"for {name} in Y" for name in names)
    return have(prover, room, f"all(implies({where}, {greatest} <= {text(rest, {})}) {loops})")


def tilts(part: ast.expr) -> Iterator[str]:
    """Yield what a bound of a reward says of the tilt at `y_`."""
    match part:
        case Compare(Subscript(Name("r"), _), [op], [level]) if closed(level):
            yield unparse(Compare(parse("w[y_]"), [op], [parse(f"exp(({unparse(level)})/beta)")]))
        case Compare(level, [op], [Subscript(Name("r"), _)]) if closed(level):
            yield unparse(Compare(parse(f"exp(({unparse(level)})/beta)"), [op], [parse("w[y_]")]))
        case _:
            pass


def below_means(prover: Prover, room: Scratch, k: int, test: ast.expr, bound: ast.expr) -> list[Any]:
    """Make known which tilts are at most e to a mean reward over beta, where rewards are at most that mean."""
    (name,), _ = pieces(room.formulas[k][0])[1]
    match pieces(bound):
        case "compare", Compare(Subscript(Name("r"), Name(own)), [LtE() | Lt() as op], [level]) if own == name:
            pass
        case "compare", Compare(level, [GtE() | Gt() as op], [Subscript(Name("r"), Name(own))]) if own == name:
            pass
        case _:
            return []
    guard = words(test, {name: "y_"}, {"y_": "y_"})
    if guard is None or any(isinstance(part, Name) and part.id == name for part in walk(level)):
        return []
    relation = "<" if isinstance(op, Lt | Gt) else "<="
    everything = " ".join(unparse(part) for part in walk(level) if isinstance(part, Call))
    spoken = {atom for _, p, _ in room.facts for mono in p for atom, _ in mono if atom[0] == "S"}
    steps: list[Any] = []
    for p in sorted(room.vectors | room.declared):
        mean, inside = f"E(r, {p})", room.branch()
        if p not in everything and not set(inside.term(parse(mean), {})[0]) & {((atom, 1),) for atom in spoken}:
            continue
        over = f"{mean} >= {unparse(level)}"
        proof = prover.goal(inside.branch(), parse(over), {}, 0)
        above: list[Any] = ["have", over, proof]
        if proof is None or not prover.take(inside, above):
            continue
        inside.name(["y_"])
        inside.assume(parse(guard), dict(inside.names), frozenset())
        use, at = ["use", k, ["y_"]], len(inside.formulas)
        if not prover.take(inside, use) or len(inside.formulas) != at + 1:
            continue
        formula, env, _ = inside.formulas[at]
        first, second = inside.branch(), inside.branch()
        for room_, option in zip((first, second), inside.options(formula, env), strict=True):
            for each, its in option:
                room_.assume(each, dict(its), frozenset())
        absurd = linear.close(first, ">", {}, prover.deadline, 0)
        lemma = "strict exp order" if relation == "<" else "exp order"
        order = prover.lemma(second, lemma, {"A": f"lambda: {mean}/beta", "B": "lambda: r[y_]/beta"}, 0)
        source = f"w[y_] {relation} exp({mean}/beta)"
        shown = linear.close(second, *second.link(parse(source), second.names), prover.deadline, 0)  # type: ignore[arg-type]
        if absurd is None or order is None or shown is None:
            continue
        cases = ["cases", at, [absurd], [order, shown]]
        step = [
            "have",
            f"all(implies({guard}, {source}) for y_ in Y)",
            [above, ["intro", ["y_"], [["intro", [], [use, cases]]]]],
        ]
        steps += [step] if prover.take(room, step) else []
    return steps


def beyond(prover: Prover, room: Scratch, k: int, level: str, body: ast.expr) -> list[Any]:
    """Make an order known, however it is written, as one of sums of max(r[i] - r[j], 0), or of min(r[i], r[j]).

    One gives the other, the other way round, where means of the reward are known to be equal.
    """
    if not any(isinstance(part, Call) for part in walked(body)):
        return []  # nothing is summed
    spoken = unparse(body)
    vectors = [p for p in sorted(room.vectors | room.declared) if f"{p}[" in spoken or f"{p})" in spoken]
    likes = [like for like, shape in LIKE.items() if re.search(shape.format(level=level), spoken)]
    here, there = "max(" in spoken and not likes, any(BELOW in like for like in likes)
    falling = any(re.search(r"/ ?w\[", claim) for claim in prover.statement["claim"].values())
    inverse = falling or room.signs(single(("v", "beta"))) != {1}  # what falls with the reward, and is convex
    short = "(max(r[level] - r[above], 0) + r[above] - r[level])" in likes  # by how much each falls short of the level
    if not (likes or (here and inverse)) or len(vectors) < 2:
        return []
    steps: list[Any] = []
    means = any(_compares_means(relation, p) for relation, p, _ in room.facts)
    if not means and "abs(" in spoken:
        steps += equal_means(prover, room, k, vectors)
        means = bool(steps)
    wanted = [BEYOND] if likes and (means or not there or "- min(" in spoken or "E(r" in spoken) else []
    wanted += [BELOW] if ((inverse and (means or "max(" in spoken)) or (short and not means)) and not there else []
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
