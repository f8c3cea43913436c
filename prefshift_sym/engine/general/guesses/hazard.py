"""The uses of the hazard rate orders worth a try, where some assumption compares products of the tails of two measures.

What the order says is that sum(A*F)*sum(U*G) >= sum(U*F)*sum(A*G) where G > 0 and F/G are monotone in the reward. Which
F and G are worth a try is read off the goal's products of two sums.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.integrand import split_sums
from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import Refused, indices, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room

Guess = tuple[str, dict[str, str], str, bool, tuple[str, ...]]
LEMMA = {True: "hazard rate", False: "reversed hazard rate"}


def hazards(room: Room, goal: Poly) -> Iterator[Guess]:
    """Yield a lemma's name, its arguments, the sum that it makes known to be >= 0, and what must be >= 0 at two outputs."""
    own = {value: name for name, value in room.names.items()}
    for (a, u), upper in compared(room).items():
        up, down = (text({mono: 1}, {"#0": "i_"}) for mono in (a, u))
        for f, g in factors(goal, a, u):
            weight = text({g: 1}, own | {"#0": "i_"})
            for sign in ("", "-"):
                shape = f"{sign}({text({f: 1}, own | {'#0': 'i_'})})"
                given = {
                    name: f"lambda i_: {body}" for name, body in zip("AUFG", (up, down, shape, weight), strict=True)
                }
                parts = [f"sum(({p})*({q}) for i_ in Y)" for p, q in itertools.product((up, down), (shape, weight))]
                total = f"{parts[0]}*{parts[3]} - {parts[2]}*{parts[1]}"
                there = [_elsewhere(f, own, sign), _elsewhere(g, own)]
                rises = f"({weight}) - ({there[1]})" if upper else f"({there[1]}) - ({weight})"
                asks = [rises, f"({shape})*({there[1]}) - ({there[0]})*({weight})"]
                yield LEMMA[upper], given, total, False, tuple(f"({ask} if r[i_] >= r[j_] else 0)" for ask in asks)


def ratios(stage: Scene, goal: Poly) -> Iterator[Guess]:
    """Yield that a ratio of two distributions rises between two edges, where the goal multiplies sums cut off at them."""
    if any(
        len(sums) == 2 and all("ind" in {a[0] for a, _ in each[2]} for each in sums) for sums in map(_singles, goal)
    ):
        for (p, q), (first, last) in itertools.product(
            itertools.permutations(stage.distributions, 2), itertools.permutations(stage.indicators, 2)
        ):
            here, there = (f"({last.format(end)} - {first.format(end)})" for end in ("i_", "j_"))
            for sides in (f"(1 - {last.format('i_')})*{there}", f"{here}*{first.format('j_')}"):
                body = f"({p}[i_]*{q}[j_] - {p}[j_]*{q}[i_])*{sides}"
                yield "double sum", {"F": f"lambda i_, j_: {body}"}, f"sum({body} for i_ in Y for j_ in Y)", False, ()


def _singles(mono: Any) -> list[Any]:
    return split_sums(mono)[0]


def _elsewhere(mono: Any, own: dict[str, str], sign: str = "") -> str:
    return f"{sign}({text({mono: 1}, own | {'#0': 'j_'})})"


def compared(room: Room) -> dict[tuple[Any, Any], bool]:
    """Return what the assumptions compare the tails of, both ways round, and whether these are upper tails."""
    found: dict[tuple[Any, Any], bool] = {}
    for formula, env, _ in room.formulas if room.size is None else ():
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 2:
            continue
        points = [room.fresh() for _ in parts[0]]
        inner = {**env, **dict(zip(parts[0], points, strict=True))}
        kind, inside = pieces(parts[1])
        kind, inside = pieces(inside[1]) if kind == "implies" else (kind, inside)
        try:
            goal = room.link(inside, inner)[1] if kind == "compare" else {}
        except Refused:
            continue
        for mono in goal:
            cut = [_cut(atom, points) for atom, k in mono if atom[0] == "S" and k == 1]
            both = [each for each in cut if each is not None]
            if len(both) == 2 and both[0][0] != both[1][0] and both[0][2] != both[1][2]:
                (a, upper, _), (u, same, _) = both
                found |= {(a, u): upper, (u, a): upper} if upper == same else {}
    return found


def _cut(atom: Any, points: list[str]) -> tuple[Any, bool, str] | None:
    """Return what is summed on one side of a point, and whether what is left out is below it; None if that is not so."""
    bound, inside = atom[1:]
    edges = [pair for pair in inside if pair[0][0] == "ind" and indices(pair[0]) & set(points)]
    rest = tuple(pair for pair in inside if pair not in edges)
    if len(bound) != 1 or len(edges) != 1 or indices(rest) - {"#0"}:
        return None
    _, key, sign = edges[0][0]
    at = {mono[0][0][2]: c * sign for mono, c in key if len(mono) == 1 and mono[0][0][:2] == ("e", "r")}
    point = next(iter(indices(edges[0][0]) & set(points)))
    return (rest, at[point] > 0, point) if set(at) == {point, "#0"} and len(key) == 2 else None


def factors(goal: Poly, a: Any, u: Any) -> dict[tuple[Any, Any], None]:
    """Return F and G for each product of a sum of A*F and one of U*G; a sum that is not there is 1, the sum of a distribution."""
    found: dict[tuple[Any, Any], None] = {}
    for mono in goal:
        sums, wide, _ = split_sums(mono)
        if not 1 <= len(sums) <= 2 or wide:
            continue
        bodies = [tuple((_at_zero(atom, each[1][0]), k) for atom, k in each[2]) for each in sums]
        for (f, g), (p, q) in itertools.product(itertools.permutations([*bodies, None][:2]), ((a, u), (u, a))):
            shape, weight = _quotient(f, p), _quotient(g, q)
            if shape is not None and weight is not None and shape != weight:
                found[shape, weight] = None
    return found


def _at_zero(thing: Any, bound: str) -> Any:
    """Return an atom with the sum's index under one name, whichever it has."""
    if isinstance(thing, tuple):
        return tuple(_at_zero(part, bound) for part in thing)
    return "#0" if thing == bound else thing


def _quotient(body: Any, part: Any) -> Any:
    """Return what is left of a product without the factors given; None where it has not got them."""
    if body is None:
        return ()
    return None if set(part) - set(body) else tuple(pair for pair in body if pair not in part)
