"""Guesses about squares under sums: variances are not negative, and bound covariances (the Cauchy-Schwarz inequality)."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import closed, text
from prefshift_sym.recheck_certificate import Refused, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room

MOST_SQUARES = 4


def squares(*polys: Poly) -> dict[str, None]:
    """Return the functions of an output `i_` whose squares stand under sums: families, or ratios of two."""
    found: dict[str, None] = {}
    for _, mono in _sums(*polys):
        for atom, k in mono:
            if atom[0] == "e" and k > 1:
                found[f"{atom[1]}[i_]"] = None
                found |= {f"{atom[1]}[i_]/{under}[i_]": None for under in _below(mono)}
    return found


def _sums(*polys: Poly) -> list[Any]:
    every = {atom for p in polys for mono in p for atom, _ in mono if atom[0] == "S" and len(atom[1]) == 1}
    return [(bound, mono) for _, (bound,), mono in sorted(every)]


def _below(mono: Any) -> Iterator[str]:
    """Yield the families whose entries a product is divided by."""
    for atom, _ in mono:
        match atom:
            case ("inv", (((((("e", family, _), 1),)), _),)):
                yield family
            case _:
                pass


def deviations(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the Cauchy-Schwarz inequality for what is squared, as it is and less its mean, where the sums in it all occur."""
    polys = (goal, *(p for _, p, _ in room.facts))
    functions = list(squares(*polys))[:MOST_SQUARES]
    divided = [(bound, mono, family) for bound, mono in _sums(goal) for family in _below(mono)]
    if not (functions or divided) or room.size is not None:
        return
    spoken = {atom for p in polys for mono in p for atom, _ in mono}
    own = {value: name for name, value in room.names.items()}
    guesses = [(text({mono: 1}, {**own, bound: "i_"}), f"{family}[i_]", "1") for bound, mono, family in divided]
    guesses += [(f"p_ref[i_]/{family}[i_]", f"{family}[i_]", "1") for family in dict.fromkeys(f for _, _, f in divided)]
    for (weight, whole), (f, g) in itertools.product(
        _weights(stage), itertools.combinations_with_replacement(["1", *functions], 2)
    ):
        ways = [(f, g)] if "1" in (f, g) else [_centred(weight, whole, f, g), (f, g)]
        guesses += [(weight, one, other) for one, other in ways if f != g]
    yield from distances(stage, goal)
    yield from within_bounds(stage, room, goal)
    yield from inverses(stage, room, goal)
    for weight, f, g in guesses:
        given = {name: f"lambda i_: {body}" for name, body in zip("PFG", (weight, f, g), strict=True)}
        total = f"sum({weight}*({f})**2 for i_ in Y)*sum({weight}*({g})**2 for i_ in Y)"
        total += f" - sum({weight}*({f})*({g}) for i_ in Y)**2"
        if _speaks_of(room, total, spoken):
            yield "cauchy schwarz", given, total


def distances(stage: Scene, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield that the mean square distance of f to what it is at an output in scope is not negative."""
    functions = [f for f in squares(goal) if "/" not in f]
    for f, point, (weight, _) in itertools.product(functions, stage.points, _weights(stage)):
        body = f"{weight}*({f} - {f.replace('i_', point)})**2"
        yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"


def within_bounds(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield, for L <= f <= H, that the mean of (H - f)*(f - L) is >= 0, and that the square of H + L - 2*(the mean of f) is.

    Together they say that four times the variance is at most (H - L)**2; times what the weights sum to, and its square.
    """
    functions = [f for f in squares(goal) if "/" not in f]
    every = [(f, low, high) for f in functions for low, high in ends(stage, room, f.removesuffix("[i_]"))]
    some = next(iter(stage.distributions or sorted(room.vectors | room.declared)), None)
    for (f, low, high), (weight, whole) in itertools.product(every, _weights(stage)) if some else ():
        mean = f"{whole}*({high} + {low}) - 2*sum({weight}*{f} for i_ in Y)"
        for body in (f"{whole}*{weight}*({high} - {f})*({f} - ({low}))", f"{some}[i_]*({mean})**2"):
            yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"


def inverses(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield, for L <= f <= H, that the mean of (H - f)*(f - L)/f is >= 0, and that the square of H + L - 2*(the mean of f) is.

    Together they bound the product of the means of f and of H*L/f (Kantorovich): these sum to at most H + L.
    """
    every = dict.fromkeys(family for _, mono in _sums(goal) for family in _below(mono))
    some = next(iter(stage.distributions or sorted(room.vectors | room.declared)), None)
    for family, (weight, whole) in itertools.product(every, _weights(stage)) if some else ():
        for low, high in ends(stage, room, family):
            f = f"{family}[i_]"
            gap = f"{whole}*({high} + {low}) - 2*sum({weight}*{f} for i_ in Y)"
            for body in (f"{weight}*({high} - {f})*({f} - {low})/{f}", f"{some}[i_]*({gap})**2"):
                yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"


def ends(stage: Scene, room: Room, family: str) -> Iterator[tuple[str, str]]:
    """Yield numbers that all values of a family lie between: its extremes, or what an assumption says."""
    tops = {body for _, body in stage.maxima}
    if {f"{family}[{{0}}]", f"-{family}[{{0}}]"} <= tops:
        yield f"min({family}[y_] for y_ in Y)", f"max({family}[y_] for y_ in Y)"
    low, high = dict[str, None](), dict[str, None]()
    for formula, env, _ in room.formulas:
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 1 or env:
            continue
        inside, body = pieces(parts[1])
        for part in body if inside == "and" else [body] if inside == "compare" else []:
            match part:
                case ast.Compare(left, [ast.LtE() | ast.Lt()], [right]) | ast.Compare(
                    right, [ast.GtE() | ast.Gt()], [left]
                ):
                    for one, other, found in ((left, right, high), (right, left, low)):
                        if ast.unparse(one) == f"{family}[{parts[0][0]}]" and closed(other):
                            found[f"({ast.unparse(other)})"] = None
                case _:
                    pass
    yield from itertools.product(low, high)


def _weights(stage: Scene) -> list[tuple[str, str]]:
    """Return weights of the outputs, and what they sum to."""
    weights = [(f"{p}[i_]", "1") for p in stage.policies] + [("1", "n")]
    return weights + ([("p_ref[i_]*w[i_]", "Z")] if "w" in stage.families else [])


def _centred(weight: str, whole: str, f: str, g: str) -> tuple[str, str]:
    """Return functions less their means."""
    one, other = (f"{each} - sum({weight}*{each} for i_ in Y)/{whole}" for each in (f, g))
    return one, other


def _speaks_of(room: Room, total: str, spoken: set[Any]) -> bool:
    """Return whether all that a sum is made of occurs already."""
    try:
        p, _ = room.term(parse(total), room.names)
    except Refused:
        return False
    return bool(p) and all(atom in spoken or atom[0] == "v" for mono in p for atom, _ in mono)
