"""Functions that bend one way only, for orders of what is beyond every level: convex ones and concave ones, with their slopes.

They are read off what the goal sums. A slope is a derivative, by the rules for sums, products and the functions that there
are; that the function bends as it should is asked at points first, and proved where the order is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import ONE, add, freeze, indices, mul, power, ratio, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.recheck_certificate import Poly, Room

Guess = tuple[str, dict[str, str], str, bool, tuple[str, ...]]
MOST = 4  # functions for one order
HERE = "#0"
NAMES = {"max": "convex", "min": "concave"}


def curves(room: Room, goal: Poly, body: str, shape: str, family: str) -> Iterator[Guess]:
    """Yield the lemma that the functions in the goal ask for, where D is summed beyond every level of a family."""
    own = {value: name for name, value in room.names.items()}
    d, at = body.format("i_"), [f"{family}[{name}]" for name in ("i_", "j_")]
    given = {"D": f"lambda i_: {d}", "R": f"lambda i_: {at[0]}", "G": f"lambda i_: {at[0]}", "S": "lambda i_: 1"}
    yield f"{NAMES[shape]} order of a function", given, f"sum(({d})*{at[0]} for i_ in Y)", False, ()
    for g in functions(goal, family):
        slope = derivative(g, family)
        for sign in ("", "-") if slope is not None else ():
            here, there = (f"{sign}({text(g, own | {HERE: name})})" for name in ("i_", "j_"))
            s = f"{sign}({text(slope or {}, own | {HERE: 'j_'})})"
            asks = [f"{'' if shape == 'max' else '-'}(({here}) - ({there}) - ({s})*({at[0]} - {at[1]}))"]
            given = {"D": d, "R": at[0], "G": here, "S": s.replace("j_", "i_")}
            given = {each: f"lambda i_: {value}" for each, value in given.items()}
            yield f"{NAMES[shape]} order of a function", given, f"sum(({d})*({here}) for i_ in Y)", False, tuple(asks)


def functions(goal: Poly, family: str) -> list[Poly]:
    """Return what the goal's sums over one output have beside distributions, as functions of a family's entry."""
    found: dict[Any, Poly] = {}
    for mono in goal:
        for atom, _ in mono:
            if atom[0] == "S" and len(atom[1]) == 1:
                rest = tuple((each, k) for each, k in atom[2] if depends(each, family))
                spoken = indices(rest)
                if (
                    rest
                    and rest != ((("e", family, HERE), 1),)
                    and atom[1][0] == HERE
                    and not any(name[0] in "#@" and name != HERE for name in spoken)
                ):
                    found.setdefault(freeze({rest: 1}), {rest: 1})
    return list(found.values())[:MOST]


def depends(atom: Any, family: str) -> bool:
    """Return whether an atom is made of a family's entry at the output that is summed over."""
    if not isinstance(atom, tuple):
        return False
    if atom[:1] == ("e",):
        return atom[2] == HERE and (atom[1] == family or (atom[1], family) == ("w", "r"))
    return any(depends(part, family) for part in atom)


def derivative(p: Poly, family: str) -> Poly | None:
    """Return the derivative by a family's entry at the output, or None where something has none."""
    total: Poly = {}
    for mono, c in p.items():
        for k, (atom, exponent) in enumerate(mono):
            inner = slope(atom, family)
            if inner is None:
                return None
            rest = mul({(*mono[:k], *mono[k + 1 :]): c * exponent}, power(single(atom), exponent - 1))
            total = add(total, mul(rest, inner))
    return total


def slope(atom: Any, family: str) -> Poly | None:
    """Return the derivative of one atom."""
    if not depends(atom, family):
        return {}
    match atom:
        case ("e", "w", _) if family != "w":
            return {((atom, 1), (("inv", freeze(single(("v", "beta")))), 1)): 1}
        case ("e", *_):
            return dict(ONE)
        case ("inv", key):
            chain, outer = derivative(dict(key), family), {((atom, 2),): -1}
        case ("f", "exp", key):
            chain, outer = derivative(dict(key), family), single(atom)
        case ("f", "log", key):
            chain, outer = derivative(dict(key), family), {((("inv", key), 1),): 1}
        case ("f", "sqrt", key):
            chain, outer = derivative(dict(key), family), {((("inv", freeze(single(atom))), 1),): ratio(1, 2)}
        case _:
            return None
    return None if chain is None else mul(outer, chain)
