"""What is worth knowing of exponentials other than the tilt: which of two is greater, and sums over pairs that follow from it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import ANY, SIGNS, add, parse, single

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.catalogue import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Prover
    from prefshift_sym.recheck_certificate import Poly, Room

MOST_PAIRS = 6
Product = tuple[tuple[Any, int], ...]


def steps(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> list[Any]:
    """Let the room take which products of exponentials in an inequality are greater than which, where that can be seen."""
    relation, goal = room.link(node, env)
    found: list[Any] = []
    for first, second in list(compared(goal))[:MOST_PAIRS]:
        gaps = orders(room, first, second)
        if gaps and all(signs == ANY for signs in gaps):
            continue
        a, b = exponent(prover, room, first), exponent(prover, room, second)
        for more, less in ((a, b), (b, a)):
            step = larger(prover, room, relation, more, less)
            found += [] if step is None else [step]
            if step is not None and {0} not in gaps:  # both ways, where the two may be equal
                break
    for first, second in list(tangents(goal))[:MOST_PAIRS]:
        given = {name: f"lambda: {exponent(prover, room, side)}" for name, side in (("A", first), ("B", second))}
        step = ["lemma", "exp", given, []]
        found += [step] if prover.learns(room, step) else []
    return found


def larger(prover: Prover, room: Scratch, relation: str, a: str, b: str) -> list[Any] | None:
    """Return that one exponential is larger than another, unless that is known or was tried with the same facts."""
    key = f"exp {a} {b} {room.said()}"
    _, gap = room.link(parse(f"exp({a}) >= exp({b})"), room.names)  # type: ignore[arg-type]
    if key in room.done or room.signs(gap) <= SIGNS[relation]:  # type: ignore[attr-defined]
        return None
    room.done.add(key)  # type: ignore[attr-defined]
    given = {"A": f"lambda: {a}", "B": f"lambda: {b}"}
    lemmas = ("strict exp order", "exp order") if relation == ">" else ("exp order",)
    return next((step for name in lemmas if (step := prover.lemma(room, name, given, 0)) is not None), None)


def compared(goal: Poly) -> Iterator[tuple[Product, Product]]:
    """Yield the products of exponentials that terms of opposite sign, otherwise alike, do not share; each pair once."""
    if not any(atom[:2] == ("f", "exp") for mono in goal for atom, _ in mono):
        return
    alike: dict[Any, list[tuple[dict[Any, int], bool]]] = {}
    for mono, c in goal.items():
        powers = {atom: k for atom, k in mono if atom[:2] in (("f", "exp"), ("e", "w"))}
        alike.setdefault(tuple(pair for pair in mono if pair[0] not in powers), []).append((powers, c > 0))
    seen = set()
    for (p, up), (q, down) in (pair for group in alike.values() for pair in itertools.combinations(group, 2)):
        both = [tuple((a, k - o.get(a, 0)) for a, k in m.items() if k > o.get(a, 0)) for m, o in ((p, q), (q, p))]
        fresh = frozenset(both) not in seen and up != down
        if fresh and any(atom[:2] == ("f", "exp") for side in both for atom, _ in side):
            seen.add(frozenset(both))
            yield both[0], both[1]


def tangents(goal: Poly) -> Iterator[tuple[Product, Product]]:
    """Yield pairs of exponentials, or one and 1, where the goal speaks of what is in an exponent as well."""
    every = {atom for mono in goal for atom, _ in mono}
    exps = sorted(atom for atom in every if atom[:2] == ("f", "exp"))
    if any(atom in every for each in exps for mono, _ in each[2] for atom, _ in mono):
        tilts = sorted(atom for atom in every if atom[:2] == ("e", "w"))
        for first, second in itertools.permutations([*exps, *tilts, None], 2):
            if first in exps or second in exps:
                yield ((first, 1),) if first else (), ((second, 1),) if second else ()


def orders(room: Scratch, *sides: Product) -> list[frozenset[int]]:
    """Return what is known of which of two outputs has the greater reward, or whatever else the exponents have of both."""
    where: dict[str, set[str]] = {}
    for _, family, index in _entries(sides):
        where.setdefault("r" if family == "w" else family, set()).add(index)
    pairs = [[single(("e", f, index)) for index in sorted(found)] for f, found in where.items() if len(found) == 2]
    return [room.signs(add(one, other, -1)) for one, other in pairs]


def _entries(thing: Any) -> Iterator[Any]:
    if isinstance(thing, tuple):
        if len(thing) == 3 and thing[0] == "e":
            yield thing
        for part in thing:
            yield from _entries(part)


def exponent(prover: Prover, room: Scratch, product: Product) -> str:
    """Return the text of a product's exponent."""
    terms = []
    for atom, k in product:
        whole = f"r[{_name(room, atom[2])}]/beta" if atom[0] == "e" else prover.show(room, dict(atom[2]))
        terms.append(f"{k}*({whole})")
    return " + ".join(terms) or "0"


def _name(room: Scratch, index: str) -> str:
    return next((name for name, value in room.names.items() if value == index), index)


def means(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield that an exponential lies above its tangent where the goal has one of a mean: Jensen's inequality."""
    own = {value: name for name, value in room.names.items()}
    closed = {atom for mono in goal for atom, _ in mono if atom[:2] == ("f", "exp")}
    shapes = [(shape, shape[4:-1]) for shape in stage.exps] + [("w[{0}]", "r[{0}]/beta")] if closed else []
    for atom, (shape, inside), p in itertools.product(sorted(closed), shapes, (*stage.distributions, "p_ref")):
        top, at = text({((atom, 1),): 1}, own), text(dict(atom[2]), own)
        body = f"{p}[i_]*({shape.format('i_')} - {top} - {top}*({inside.format('i_')} - ({at})))"
        yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"


def colder(stage: Scene) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield sums over pairs of outputs of products that have one sign where one exponential grows faster than another."""
    shapes = [*stage.exps, *(["w[{0}]"] if "w" in stage.families else []), "1"] if stage.exps else []
    policies = [*stage.distributions, "p_ref"]
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
