"""Other words for what an assumption says of every output: bounds of rewards as bounds of tilts, and how far rewards lie beyond one."""

from __future__ import annotations

import re
from ast import Call, Compare, GeneratorExp, Gt, GtE, Lt, LtE, Name, Subscript, unparse, walk
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general import linear
from prefshift_sym.engine.general.stones import have
from prefshift_sym.engine.general.text import condition, text, words
from prefshift_sym.recheck_certificate import parse, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly

BEYOND = "max(r[above] - r[level], 0)"
LIKE = ("(r[above] - r[level] if r[above] > r[level] else 0)", "(r[above] - min(r[above], r[level]))")


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
        if inside == "compare" and not env:
            steps += beyond(prover, room, k, body)
        if inside == "implies" and not env:
            steps += below_means(prover, room, k, *body)
    return steps


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


def closed(level: ast.expr) -> bool:
    """Return whether a term is made of numbers and scalars."""
    return not any(isinstance(part, Subscript | GeneratorExp | Call) for part in walk(level))


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


def beyond(prover: Prover, room: Scratch, k: int, body: ast.expr) -> list[Any]:
    """Make an order known that is written with a condition, or with minima, as one of sums of max(r[i] - r[j], 0)."""
    spoken = unparse(body)
    vectors = [p for p in sorted(room.vectors | room.declared) if f"{p}[" in spoken or f"{p})" in spoken]
    shapes = (r"r\[\w+\] - r\[\w+\].* if ", r"r\[\w+\] - min\(|E\(r.*min\(")
    likes = [like for like, shape in zip(LIKE, shapes, strict=True) if re.search(shape, spoken)]
    if "max(" in spoken or not likes:
        return []
    for p, q in ((p, q) for p in vectors for q in vectors if p != q):
        inside = room.branch()
        inside.name(["level"])
        steps: list[Any] = [["use", k, ["level"]]]
        gap = f"({p}[above] - {q}[above])"
        source = f"sum({gap}*{BEYOND} for above in Y) >= 0"
        if not prover.take(inside, steps[0]):
            return []
        for like in likes:
            zero = prover.lemma(inside, "sum of zeros", {"F": f"lambda above: {gap}*({BEYOND} - {like})"}, 2)
            steps += [] if zero is None else [zero]
        relation, goal = inside.link(parse(source), inside.names)  # type: ignore[arg-type]
        closing = linear.close(inside, relation, goal, prover.deadline, 0)
        step = ["have", f"all({source} for level in Y)", [["intro", ["level"], [*steps, closing]]]]
        if closing is not None and prover.take(room, step):
            return [step]
    return []
