"""A level that assumptions compare rewards or tilts with, at every output: tilts cross its exponential where rewards cross it."""

from __future__ import annotations

import itertools
from ast import BinOp, Compare, GtE, Name, Sub, Subscript, expr
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.exponents import larger
from prefshift_sym.engine.general.text import text, walked
from prefshift_sym.recheck_certificate import ONE, Refused, divide, factors, indices, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly


def levels(room: Scratch, family: str = "r") -> list[str]:
    """Return the levels, as texts: what `all` formulas over one output subtract from its reward, or compare it with."""
    found: dict[str, None] = {}
    for formula, env, _ in room.formulas if room.size is None and room.finite else ():
        if pieces(formula)[0] != "all" or env or len(pieces(formula)[1][0]) != 1:
            continue
        key = ("levels", id(formula))
        if key not in room.memory:
            room.memory[key] = list(_levels(room, formula)), (formula,)
        found |= dict.fromkeys(level for each, level in room.memory[key][0] if each == family)
    return list(found)


def _levels(room: Scratch, formula: expr) -> Iterator[tuple[str, str]]:
    """Yield whether rewards or tilts are compared with a level, or what comes to that, and the level."""
    (bound,), body = pieces(formula)[1]
    entries = [part for part in walked(body) if isinstance(part, Subscript) and isinstance(part.value, Name)]
    families = {part.value.id for part in entries if isinstance(part.slice, Name) and part.slice.id == bound}  # type: ignore[attr-defined]
    if len(families - {"r", "w"}) < 2 and not families & {"post_A", "post_U"}:  # of which one has more above the level
        return
    for part in walked(body):
        match part:
            case BinOp(left, Sub(), right) | Compare(left, [_], [right]):
                yield from _level(room, bound, left, right)
            case _:
                pass


def _level(room: Scratch, bound: str, left: expr, right: expr) -> Iterator[tuple[str, str]]:
    here = room.fresh()
    try:
        _, p = room.link(Compare(left, [GtE()], [right]), {bound: here})
        weight, _ = room.term(parse("p_ref[y]"), {"y": here})  # what p_theta differs from p_ref by is weighed with it
    except Refused:
        return
    _, found = factors(divide(p, weight) or p) if p else (0, {})
    for rest in map(dict, found):
        at = {atom for mono in rest for atom, _ in mono if here in indices(atom)}
        if len(rest) > 1 and len(at) == 1 and (atom := at.pop())[1] in ("r", "w"):
            slope = {
                tuple(pair for pair in mono if pair[0] != atom): c for mono, c in rest.items() if (atom, 1) in mono
            }
            level = {mono: -c for mono, c in rest.items() if (atom, 1) not in mono}
            if slope and not any(atom == each for mono in level for each, _ in mono):
                yield atom[1], f"({text(level, {})})/({text(slope, {})})"


def bodies(stage: Scene, room: Scratch) -> Iterator[str]:
    """Yield differences of distributions times the distance of the tilt from the level's exponential, with `{0}` for the output."""
    tilts = [f"exp(({level})/beta)" for level in levels(room)] + levels(room, "w")
    for tilt, (p, q) in itertools.product(tilts, itertools.permutations(stage.distributions, 2)):
        yield f"({p}[{{0}}] - {q}[{{0}}])*(w[{{0}}] - ({tilt}))"
    if "w" not in stage.families:  # means of rewards are compared
        for level, (p, q) in itertools.product(levels(room), itertools.permutations(stage.distributions, 2)):
            yield f"({p}[{{0}}] - {q}[{{0}}])*(r[{{0}}] - ({level}))"


def questions(room: Scratch, p: Poly) -> list[str]:
    """Return which tilts of a polynomial are above the level."""
    where = {atom[2] for mono in p for atom, _ in mono if atom[:2] == ("e", "w")}
    names = [name for name, index in room.names.items() if index in where]
    return [f"r[{name}] {relation} {level}" for level in levels(room) for name in names for relation in "><"]


def steps(prover: Prover, room: Scratch, p: Poly) -> list[Any]:
    """Let the room take on which side of the level's exponential the tilts are whose rewards it knows to be above or below."""
    found: list[Any] = []
    for question in questions(room, p):
        reward, relation, level = question.split(" ", 2)
        sides = (f"{reward}/beta", f"({level})/beta")[:: 1 if relation == ">" else -1]
        for way in (">", ">="):
            compare: Any = parse(f"{reward} {way.replace('>', relation)} {level}")
            try:
                if room.indicator(compare, room.names) != ONE:
                    continue
                step = larger(prover, room, way, *sides)
            except Refused:
                break
            found += [] if step is None else [step]
            break
    return found
