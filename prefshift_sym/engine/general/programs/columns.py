"""The facts as columns of a linear program, with what is known to be positive divided out of them.

What a fact comes to, with what could divide it, is remembered: most facts are the same from one program to the next.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Poly, divide, freeze
from prefshift_sym.values import value

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.recheck_certificate import Room


Spoken = tuple[set[Any], set[Any]]


@value
class Column:
    """A product that is >= 0 (or > 0, or == 0): which facts make it, and which positive facts were divided out."""

    poly: Poly
    refs: tuple[int, ...]
    divided: tuple[int, ...] = ()
    strict: bool = False
    equal: bool = False
    factor: Poly | None = None


def positives(room: Room) -> dict[int, Poly]:
    """Return the facts that say that something is positive, the simplest first, without constants."""
    found = {}
    seen = set()
    for ref, (relation, p, _) in enumerate(room.facts):
        if relation == ">" and 1 <= len(p) <= 3 and not constant(p) and (key := freeze(p)) not in seen:
            seen.add(key)
            found[ref] = p
    return found


def constant(p: Poly) -> bool:
    """Tell whether a polynomial is a number other than 0."""
    return len(p) == 1 and () in p


def atoms(p: Poly) -> set[Any]:
    """Return the atoms of a polynomial."""
    return {atom for mono in p for atom, _ in mono}


def tops(p: Poly) -> set[tuple[Any, str, int]]:
    """Return the maxima over the outputs of a family, or of its negative: the atom, the family and the sign."""
    found = set()
    for top in {atom for mono in p for atom, _ in mono if atom[0] == "M" and len(atom[2]) == 1}:
        ((mono, c),) = top[2]
        if len(mono) == 1 and mono[0][1] == 1 and mono[0][0][0] == "e" and abs(c) == 1:
            found.add((top, mono[0][0][1], c))
    return found


def without(mono: Any, atom: Any) -> Any:
    """Return a monomial without one factor of an atom that it has."""
    return tuple((each, k - (each == atom)) for each, k in mono if each != atom or k > 1)


@lru_cache(5000)
def parts(thing: Any) -> tuple[Any, ...]:
    """Return every tuple inside a tuple, itself among them."""
    if not isinstance(thing, tuple):
        return ()
    return (thing, *itertools.chain.from_iterable(parts(part) for part in thing if isinstance(part, tuple)))


def strip(p: Poly, positive: dict[int, Poly]) -> tuple[Poly, tuple[int, ...]]:
    """Divide out what is known to be positive."""
    return divided(
        p, {ref: positive[ref] for ref in dividing(spoken(p), {ref: spoken(q) for ref, q in positive.items()})}
    )


def spoken(p: Poly) -> Spoken:
    """Return the atoms of a polynomial, and those that are in every monomial."""
    if len(p) == 1:
        (mono,) = p
        own = {atom for atom, _ in mono}
        return own, own
    each = [{atom for atom, _ in mono} for mono in p]
    return set().union(*each), set.intersection(*each) if each else set()


def dividing(whole: Spoken, positive: dict[int, Spoken]) -> list[int]:
    """Return which polynomials could divide one: a single product does what has its atoms in every monomial."""
    have, shared = whole
    return [ref for ref, (own, every) in positive.items() if own and own <= (shared if own is every else have)]


def divided(p: Poly, positive: dict[int, Poly]) -> tuple[Poly, tuple[int, ...]]:
    """Divide out what does divide."""
    refs: list[int] = []
    for ref, q in positive.items():
        while len(p) >= len(q) and not constant(p) and (quotient := divide(p, q)) is not None and quotient:
            p = quotient
            refs.append(ref)
    return p, tuple(refs)


def basics(room: Scratch, positive: dict[int, Poly]) -> list[Column]:
    """Return the facts as columns, each once, strict where possible."""
    asked = ("columns", *positive, *map(id, room.facts))
    if asked in room.memory:
        return list(room.memory[asked][0])
    found: dict[Any, Column] = {}
    about: list[Spoken] = []
    for fact in room.facts:
        if ("spoken", id(fact)) not in room.memory:
            room.memory["spoken", id(fact)] = spoken(fact[1]), fact
        about.append(room.memory["spoken", id(fact)][0])
    divisors = {ref: about[ref] for ref in positive}
    for ref, fact in enumerate(room.facts):
        relation, p, _ = fact
        if relation == "!=" or (not p and relation != ">") or constant(p) and relation != "==" and p[()] > 0:
            continue
        tried = [k for k in dividing(about[ref], divisors) if k != ref]
        used = (fact, *(room.facts[k] for k in tried))  # they stay alive, and so do their numbers
        made = room.memory.get(name := ("column", ref, *tried, *map(id, used)))
        if made is None:
            rest, refs = divided(p, {k: positive[k] for k in tried})
            made = room.memory[name] = (
                Column(rest, (ref,), refs, relation == ">", relation == "=="),
                (freeze(rest), used),
            )
        column, (key, _) = made
        old = found.get(key)
        if old is None or (column.equal, column.strict) > (old.equal, old.strict):
            found[key] = column
    room.memory[asked] = list(found.values()), list(room.facts)
    return list(found.values())
