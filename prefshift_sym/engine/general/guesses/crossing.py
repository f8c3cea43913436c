"""A level that assumptions compare rewards with, at every output: tilts cross its exponential where rewards cross it."""

from __future__ import annotations

import itertools
from ast import BinOp, Compare, Name, Sub, Subscript, expr, unparse, walk
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.exponents import larger
from prefshift_sym.recheck_certificate import ONE, Refused, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Prover
    from prefshift_sym.recheck_certificate import Poly


def levels(room: Scratch) -> list[str]:
    """Return the levels, as texts: what `all` formulas over one output subtract from its reward, or compare it with."""
    found: dict[str, None] = {}
    for formula, env, _ in room.formulas if room.size is None and room.finite else ():
        if pieces(formula)[0] == "all" and not env and len(pieces(formula)[1][0]) == 1:
            found |= dict.fromkeys(room.remembered(formula, env, _levels))
    return list(found)


def _levels(formula: expr, env: Env) -> list[str]:
    del env
    ((bound,), body) = pieces(formula)[1]
    found: list[str] = []
    families = {part.value.id for part in walk(body) if isinstance(part, Subscript) and isinstance(part.value, Name)}
    if len(families - {"r", "w"}) < 2:  # of which one has more above the level, and less below it
        return found
    for part in walk(body):
        match part:
            case (
                BinOp(Subscript(Name("r"), Name(index)), Sub(), level)
                | BinOp(level, Sub(), Subscript(Name("r"), Name(index)))
                | Compare(Subscript(Name("r"), Name(index)), [_], [level])
                | Compare(level, [_], [Subscript(Name("r"), Name(index))])
            ):
                names = {each.id for each in walk(level) if isinstance(each, Name)}
                if index == bound and bound not in names and not isinstance(level, Subscript):
                    found.append(unparse(level))
            case _:
                pass
    return found


def bodies(stage: Scene, room: Scratch) -> Iterator[str]:
    """Yield differences of distributions times the distance of the tilt from the level's exponential, with `{0}` for the output."""
    for level, (p, q) in itertools.product(levels(room), itertools.permutations(stage.distributions, 2)):
        yield f"({p}[{{0}}] - {q}[{{0}}])*(w[{{0}}] - exp(({level})/beta))"


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
