"""The uses of stochastic orders worth a try, where some assumption sums over the outputs above another one.

What is summed there is some D, such as p_A - p_U or n*p_A - 1; what the order says of it is that sum(D*G) >= 0 for every
nondecreasing G (or every increasing convex one). Which G is worth a try is read off the goal.
"""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.cofactors import cofactors, rises
from prefshift_sym.engine.general.guesses.curved import curves
from prefshift_sym.engine.general.programs.columns import parts as inside
from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import Refused, indices, monic, parse, pieces, single
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room


@value
class Tail:
    """What an assumption sums over the outputs beyond another one: the text of D at `{0}`, and how it is cut off."""

    body: str
    kind: str  # "ind": above another output; "max": weighted by the distance above it
    # "max" or "min" for the distance above it, or the lesser one, "ind" for what lies above it, and the family that counts
    way: tuple[str, str] = ("", "")


def tails(room: Room) -> tuple[Tail, ...]:
    """Return what the assumptions of the form `all(sum(...) ... for j in Y)` sum over tails, with both signs."""
    found: dict[Tail, None] = {}
    for formula, env, _ in room.formulas:
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 1 or room.size is not None or pieces(parts[1])[0] != "compare":
            continue
        point = room.fresh()
        try:
            _, p = room.link(pieces(parts[1])[1], {**env, parts[0][0]: point})
        except Refused:
            continue
        for name in ("ind", "max"):
            body, way = _cut(p, point, name)
            if body:
                found |= dict.fromkeys(Tail(each, name, way) for each in (body, f"-({body})"))
    return tuple(found)


def _cut(p: Poly, point: str, kind: str) -> tuple[str, tuple[str, str]]:
    """Return the text of what is summed beyond a point, or "" where nothing is, and how that is weighted."""
    parts: Poly = {}
    way = "", ""
    for mono, c in p.items():
        sums = [pair for pair in mono if pair[0][0] == "S" and point in indices(pair[0])]
        if len(sums) != 1 or len(sums[0][0][1]) != 1 or sums[0][1] != 1:
            continue
        (bound,), inside = sums[0][0][1:]
        edges = [pair for pair in inside if pair[0][0] == kind and point in indices(pair[0])]
        rest = tuple(sorted([*(pair for pair in mono if pair not in sums), *(p for p in inside if p not in edges)]))
        if len(edges) == 1 and point not in indices(rest) and not _depends(rest, bound):
            parts[rest] = parts.get(rest, 0) + c
            way = _way(edges[0][0], bound)
    parts = {mono: c for mono, c in parts.items() if c}
    return text(dict(monic(parts)[1]), {"#0": "{0}"}) if parts else "", way


def _way(edge: Any, bound: str) -> tuple[str, str]:
    """Return whether max(f[i] - f[j], 0) weighs what is summed over i, or min(f[i], f[j]), or [f[i] > f[j]], and which family f is."""
    if edge[0] == "ind":
        families = {atom[1] for mono, _ in edge[1] for atom, _ in mono if atom[0] == "e"}
        return ("ind", families.pop()) if len(families) == 1 and len(edge[1]) == 2 else ("", "")
    if edge[0] == "max" and len(edge) == 3 and all(len(mono) == 1 for key in edge[1:] for mono, _ in key):
        signs = {(mono[0][0], c) for key in edge[1:] for mono, c in key}
        families = {atom[1] for atom, _ in signs if atom[0] == "e"}
        own = {c for atom, c in signs if atom[0] == "e" and atom[2] == bound}
        if len(families) == 1 and len(signs) == 2 and own in ({1}, {-1}):
            all_below = {c for _, c in signs} == {-1} and all(len(key) == 1 for key in edge[1:])
            apart = () in edge[1:] and own == {1} and {c for _, c in signs} == {1, -1}
            return ("min" if all_below else "max", families.pop()) if all_below or apart else ("", "")
    return "", ""


def _depends(rest: Any, bound: str) -> bool:
    return any(name[0] in "@#" and name != bound for name in indices(rest))


def orders(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[Any, ...]]:
    """Yield a lemma's name, its arguments, the sum that it makes known to be >= 0, and perhaps what must be >= 0 at two outputs."""
    known = tails(room)
    for kind in ("ind", "max"):
        bodies = [each.body for each in known if each.kind == kind]
        if not bodies:
            continue
        differences = [f"{p}[{{0}}] - {q}[{{0}}]" for p, q in itertools.permutations(stage.distributions, 2)]
        ways = dict.fromkeys(each.way for each in known if each.kind == kind and each.way[0])
        for _, family in ways if kind == "ind" else ():
            if family != "r":
                yield from above_another(stage, room, goal, dict.fromkeys([*differences, *bodies]), family)
        for body in dict.fromkeys([*differences, *bodies]):
            here = body.format("i_")
            given = {"D": f"lambda i_: {here}"}
            if kind == "max":
                yield "convex order", given, f"sum(({here})*w[i_] for i_ in Y)"
                for zero, sign in itertools.product(bent(stage), ("", "-")):
                    body = f"{sign}({here})*({zero})"
                    yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"
                for point in stage.points:
                    there = f"sum(({here}) if r[i_] >= r[{point}] else 0 for i_ in Y)"
                    yield "convex order at the top", {**given, "k": point}, there
                for way in ways:
                    yield from curves(room, goal, body, *way)
                continue
            for point in stage.points:  # where rewards are distinct, one output is all that has its reward
                here_too = f"({here})*(1 if r[i_] == r[{point}] else 0)"
                total = f"sum({here_too} for i_ in Y) - ({body.format(point)})"
                yield from (
                    ("alone", {"F": f"lambda i_: {here_too}", "k": point}, f"{sign}({total})") for sign in ("", "-")
                )
            for up in nondecreasing(stage, room, goal):
                shown = up.format("i_")
                for name in ("dominance", "strict dominance", *(() if room.vectors else ("dominance of masses",))):
                    yield name, {**given, "G": f"lambda i_: {shown}"}, f"sum(({here})*({shown}) for i_ in Y)"
            for up in cofactors(room, goal, body):
                shown = up.format("i_")
                for name in ("dominance", "strict dominance"):
                    total = f"sum(({here})*({shown}) for i_ in Y)"
                    yield name, {**given, "G": f"lambda i_: {shown}"}, total, False, (rises(up),)


def above_another(stage: Scene, room: Room, goal: Poly, bodies: Iterable[str], f: str) -> Iterator[tuple[Any, ...]]:
    """Yield uses of an order in another family than the rewards, from above and from below."""
    some = [f"{f}[{{0}}]", f"exp({f}[{{0}}]/beta)", *nondecreasing(stage, room, goal)]
    every = ((body, up) for body in bodies for up in dict.fromkeys([*some, *cofactors(room, goal, body)]))
    for (body, up), sign in itertools.product(every, ("", "-")):
        here, shown = body.format("i_"), up.format("i_")
        given = {
            "D": f"lambda i_: {sign}({here})",
            "R": f"lambda i_: {sign}{f}[i_]",
            "G": f"lambda i_: {sign}({shown})",
        }
        yield "dominance of a function", given, f"sum(({here})*({shown}) for i_ in Y)"


def bent(stage: Scene) -> Iterator[str]:
    """Yield terms in `i_` that are 0: what a maximum of two has to do with the part of their difference that is positive."""
    for bend in stage.bends:
        match parse(bend.format("i_")):
            case ast.Call(ast.Name("max"), [first, second], []):
                a, b = ast.unparse(first), ast.unparse(second)
                for one, other in ((a, b), (b, a)) if "0" not in (a, b) else ():
                    yield f"max({a}, {b}) - ({one}) - max(({other}) - ({one}), 0)"
            case _:
                pass


def nondecreasing(stage: Scene, room: Room, goal: Poly) -> Iterator[str]:
    """Yield functions of an output `{0}` that may not decrease in its reward."""
    yield from (
        "w[{0}]",
        "r[{0}]",
        *stage.exps,
        *(f"1/({shape})" for shape in stage.exps if any(part[:1] == ("inv",) for part in inside(tuple(goal)))),
        *stage.indicators,
        *stage.bends,
        *(f"-({bend})" for bend in stage.bends),
    )
    powers = {k for mono in goal for atom, _ in mono if atom[0] == "S" for each, k in atom[2] if each[:2] == ("e", "w")}
    yield from (f"w[{{0}}]**{k}" for k in sorted(powers - {1}))
    if room.signs(single(("v", "beta"))) != {1}:
        yield "-w[{0}]"
    yield from (f"{f}[{{0}}]" for f in stage.families if f not in ("w", "r"))
    yield from weighed(stage, goal)


def weighed(stage: Scene, goal: Poly) -> Iterator[str]:
    """Yield what weighs a distribution where the goal sums over pairs: sum(q[j]*g(i, j) for j in Y), and its negative."""
    for name in stage.distributions:
        found: dict[str, Poly] = {}
        for mono, c in goal.items():
            sums = [pair for pair in mono if pair[0][0] == "S" and len(pair[0][1]) == 2]
            if len(sums) != 1:
                continue
            _, bound, inside = sums[0][0]
            for index, other in itertools.permutations(bound):
                mine = ((("e", name, index), 1),)
                if mine[0] not in inside:
                    continue
                rest = tuple(pair for pair in inside if pair not in mine)
                shown = text({rest: 1}, {index: "{0}", other: "j_"})
                outer = text({tuple(pair for pair in mono if pair not in sums): 1}, {})
                part = found.setdefault(shown, {})
                part[outer] = part.get(outer, 0) + c
        terms = [
            f"{'+' if c > 0 else '-'} {abs(c)}*({outer})*({shown})"
            for shown, parts in found.items()
            for outer, c in parts.items()
        ]
        if terms:
            whole = f"sum(0 {' '.join(terms)} for j_ in Y)"
            yield whole
            yield f"-{whole}"
