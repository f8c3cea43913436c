"""What is worth knowing of exponentials other than the tilt: which of two is greater, and sums over pairs that follow from it."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import text, walked
from prefshift_sym.recheck_certificate import ANY, SIGNS, add, names_in, parse, ratio, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env
    from prefshift_sym.recheck_certificate import Poly

MOST_PAIRS = 6
Product = tuple[tuple[Any, int], ...]


def steps(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> list[Any]:
    """Let the room take which products of exponentials in an inequality are greater than which, where that can be seen."""
    relation, goal = room.link(node, env)
    found = levels(prover, room, goal)
    facts = [p for _, p, _ in room.facts if speaks(p)] if room.size is not None else []  # whose sums are written out
    asked = [(pair, relation) for pair in compared(goal)] + [(pair, ">") for p in facts for pair in compared(p)]
    for (first, second), wanted in asked[:MOST_PAIRS]:
        gaps = orders(room, first, second)
        if gaps and all(signs == ANY for signs in gaps):
            continue
        a, b = exponent(prover, room, first), exponent(prover, room, second)
        for more, less in ((a, b), (b, a)):
            step = larger(prover, room, wanted, more, less)
            found += [] if step is None else [step]
            if step is not None and {0} not in gaps:  # both ways, where the two may be equal
                break
    for first, second in list(tangents(goal))[:MOST_PAIRS]:
        given = {name: f"lambda: {exponent(prover, room, side)}" for name, side in (("A", first), ("B", second))}
        step = ["lemma", "exp", given, []]
        found += [step] if prover.learns(room, step) else []
    return found


def levels(prover: Prover, room: Scratch, goal: Poly) -> list[Any]:
    """Let the room take how a tilt in the goal compares with e to a number, where a fact says how its reward does."""
    wanted = {atom[2] for mono in goal for atom, _ in mono if atom[:2] == ("e", "w")}
    spoken = {atom for atom in parts(tuple(goal)) if atom[:1] in (("M",), ("S",))}
    found: list[Any] = []
    for relation, p, _ in list(room.facts) if wanted and room.finite else ():
        rewards = [mono for mono in p if any(atom[:2] == ("e", "r") for atom, _ in mono)]
        others = {atom for mono in p for atom, _ in mono if mono not in rewards}
        if len(rewards) != 1 or not all(
            atom in spoken or (atom[0] == "v" and atom[1] not in ("beta", "n")) for atom in others
        ):
            continue
        ((atom, k), *more), c = rewards[0], p[rewards[0]]
        if more or k > 1 or atom[2] not in wanted:
            continue
        level = prover.show(room, {mono: ratio(-d, c) for mono, d in p.items() if mono != rewards[0]})
        sides = f"r[{_name(room, atom[2])}]/beta", f"({level})/beta"
        for a, b in itertools.permutations(sides) if relation == "==" else (sides, sides[::-1]):
            step = larger(prover, room, ">=" if relation == "==" else relation, a, b)
            found += [] if step is None else [step]
    return found


def larger(prover: Prover, room: Scratch, relation: str, a: str, b: str) -> list[Any] | None:
    """Return that one exponential is larger than another, unless that is known or was tried with the same facts."""
    key = f"exp {a} {b} {room.said()}"
    _, gap = room.link(parse(f"exp({a}) >= exp({b})"), room.names)  # type: ignore[arg-type]
    if key in room.done or room.signs(gap) <= SIGNS[relation]:
        return None
    room.done.add(key)
    given = {"A": f"lambda: {a}", "B": f"lambda: {b}"}
    lemmas = ("strict exp order", "exp order") if relation == ">" else ("exp order",)
    depth = int("max(" in a + b)  # which of two is the greater one takes cases
    return next((step for name in lemmas if (step := prover.lemma(room, name, given, depth)) is not None), None)


def exponentials(mono: Any) -> dict[Any, int]:
    """Return the exponentials of a monomial, tilts among them, with their powers; those of an inverse count below zero."""
    found: dict[Any, int] = {}
    for atom, k in mono:
        inside: Any = atom[1][0][0] if atom[0] == "inv" and len(atom[1]) == 1 else ()
        base, sign = (inside[0][0], -1) if len(inside) == 1 and inside[0][1] == 1 else (atom, 1)
        if base[:2] in (("f", "exp"), ("e", "w")):
            found[base] = found.get(base, 0) + sign * k
    return found


def compared(goal: Poly) -> Iterator[tuple[Product, Product]]:
    """Yield the products of exponentials that terms of opposite sign, otherwise alike, do not share; each pair once."""
    alike: dict[Any, list[tuple[dict[Any, int], bool]]] = {}
    for mono, c in goal.items() if speaks(goal) else ():
        powers = exponentials(mono)
        rest = tuple(pair for pair in mono if not exponentials((pair,)))
        alike.setdefault(rest, []).append((powers, c > 0))
    seen = set()
    for (p, up), (q, down) in (pair for group in alike.values() for pair in itertools.combinations(group, 2)):
        gap = {atom: p.get(atom, 0) - q.get(atom, 0) for atom in [*p, *q]}
        both = [tuple((atom, sign * k) for atom, k in gap.items() if sign * k > 0) for sign in (1, -1)]
        fresh = frozenset(both) not in seen and up != down
        if fresh and any(atom[:2] == ("f", "exp") for side in both for atom, _ in side):
            seen.add(frozenset(both))
            yield both[0], both[1]


def speaks(goal: Poly) -> bool:
    """Return whether there are exponentials other than tilts, outside sums."""
    return any(atom[:2] == ("f", "exp") for mono in goal for atom in exponentials(mono))


def tangents(goal: Poly) -> Iterator[tuple[Product, Product]]:
    """Yield two products of exponentials, or one and 1, where the goal speaks of what is in an exponent as well."""
    every = {atom for mono in goal for atom, _ in mono}
    sides: list[Product] = sorted({tuple(sorted(exponentials(mono).items())) for mono in goal} | {()})
    inside = {atom for side in sides for base, _ in side if base[0] == "f" for mono, _ in base[2] for atom, _ in mono}
    inside |= {("e", "r", base[2]) for side in sides for base, _ in side if base[0] == "e"}
    masses = {atom for atom in every if atom[0] == "e" and atom[1] not in ("r", "w")}
    alone = any(all(atom[0] == "v" or atom in masses for atom, _ in mono) for mono in goal)
    if inside & every and (speaks(goal) or (alone and len(sides) == 2)):
        yield from itertools.permutations(sides, 2)


def orders(room: Scratch, *sides: Product) -> list[frozenset[int]]:
    """Return what is known of which of two outputs has the greater reward, or whatever else the exponents have of both."""
    where: dict[str, set[str]] = {}
    for _, family, index in _entries(sides):
        where.setdefault("r" if family == "w" else family, set()).add(index)
    pairs = [[single(("e", f, index)) for index in sorted(found)] for f, found in where.items() if len(found) == 2]
    return [room.signs(add(one, other, -1)) for one, other in pairs]


def _entries(thing: Any) -> Iterator[Any]:
    return (part for part in parts(thing) if len(part) == 3 and part[0] == "e")


def exponent(prover: Prover, room: Scratch, product: Product) -> str:
    """Return the text of a product's exponent."""
    terms = []
    for atom, k in product:
        whole = f"r[{_name(room, atom[2])}]/beta" if atom[0] == "e" else prover.show(room, dict(atom[2]))
        terms.append(f"{k}*({whole})")
    return " + ".join(terms) or "0"


def _name(room: Scratch, index: str) -> str:
    return next((name for name, value in room.names.items() if value == index), index)


def means(stage: Scene, room: Scratch, goal: Poly, *, strict: bool) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield that an exponential lies above its tangent where the goal has one of a mean: Jensen's inequality."""
    own = {value: name for name, value in room.names.items()}
    every = [exponentials(mono) for mono in goal]
    tops = {tuple(sorted(each.items())) for each in every if any(atom[0] == "f" for atom in each)}
    at = [" + ".join(f"{k}*({text(dict(atom[2]), own)})" for atom, k in top if atom[0] == "f") for top in sorted(tops)]
    levels = dict.fromkeys(each for f, env, _ in room.formulas for each in room.remembered(f, env, _levels))
    for level, p in itertools.product(levels, stage.distributions):
        body = f"{p}[i_]*(exp({level}) - w[i_])"
        given, total = {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"
        if strict:
            yield "strict sum", given | {"W": f"lambda i_: {p}[i_]"}, total
        yield "sum", given, total
    at += levels
    shapes = [(shape, shape[4:-1]) for shape in stage.exps] + [("w[{0}]", "r[{0}]/beta")] if at else []
    for level, (shape, inside), p in itertools.product(at, shapes, stage.policies):
        body = f"{p}[i_]*({shape.format('i_')} - exp({level})*(1 + {inside.format('i_')} - ({level})))"
        yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"


def _levels(node: ast.expr, env: Env) -> list[str]:
    """Return what exponentials in a formula are of, where that is a mean of the rewards."""
    found = []
    for part in walked(node) if not env and "exp" in names_in(node) else ():
        match part:
            case ast.Call(ast.Name("exp"), [ast.BinOp(level, ast.Div(), ast.Name("beta")) as whole]) if any(
                isinstance(each, ast.Call) for each in ast.walk(level)
            ):
                found.append(ast.unparse(whole))
            case _:
                pass
    return found


def colder(stage: Scene) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield sums over pairs of outputs of products that have one sign where one exponential grows faster than another."""
    shapes = [*stage.exps, *(["w[{0}]"] if "w" in stage.families else []), "1"] if stage.exps else []
    policies = stage.policies
    rises = [*shapes[:-1], *(f"{f}[{{0}}]" for f in stage.families if f != "w")]
    for p, f, g in ((p, f, g) for p in policies for f in stage.exps for g in rises if f != g):
        yield from _pairs(
            f"{p}[i_]*{p}[j_]*(({f.format('i_')}) - ({f.format('j_')}))*(({g.format('i_')}) - ({g.format('j_')}))"
        )
    for f, g in itertools.combinations(shapes, 2):
        faster = f"(({f.format('i_')})*({g.format('j_')}) - ({f.format('j_')})*({g.format('i_')}))"
        bodies = [f"({p}[i_]*{q}[j_] - {p}[j_]*{q}[i_])" for p, q in itertools.combinations(stage.distributions, 2)]
        for p, h in itertools.product(policies, rises):
            bodies.append(f"{p}[i_]*{p}[j_]*(({h.format('i_')}) - ({h.format('j_')}))")
        for body, sign in itertools.product(bodies, ("", "-")):
            yield from _pairs(f"{sign}{body}*{faster}")


def _pairs(body: str) -> Iterator[tuple[str, dict[str, str], str]]:
    yield "double sum", {"F": f"lambda i_, j_: {body}"}, f"sum({body} for i_ in Y for j_ in Y)"
