"""A product that is 0 at every output: one of its factors is, so that what it is of takes a few values only."""

from __future__ import annotations

from ast import Compare, Eq, Subscript, fix_missing_locations, unparse, walk
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Refused, add, divide, negate, parse, pieces, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly

LARGEST = 12  # of the numbers that are tried, and of their halves


def factors(prover: Prover) -> list[Any]:
    """Make the factors known, each being 0 or not, where an assumption is such a product; return the steps."""
    steps: list[Any] = []
    room = prover.room
    for k, (formula, env, _) in enumerate(list(room.formulas)) if prover.size is None else ():
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 1 or env:
            continue
        match pieces(parts[1]):
            case "compare", Compare(_, [Eq()], [_]) as compare if any(
                isinstance(each, Subscript) for each in walk(compare)
            ):
                steps += _factors(prover, room, k)
            case _:
                pass
    return steps


def _factors(prover: Prover, room: Scratch, k: int) -> list[Any]:
    inside, name = room.branch(), prover.fresh(room, "y")
    inside.name([name])
    at = len(inside.facts)
    if not prover.take(inside, ["use", k, [name]]) or len(inside.facts) == at:
        return []
    p = inside.facts[at][1]
    entries = {atom for mono in p for atom, _ in mono if atom[0] == "e"}
    if len(entries) != 1 or any(atom[0] not in "ev" for mono in p for atom, _ in mono):
        return []
    (entry,) = entries
    found, rest = _roots(room, p, entry)
    if len(found) < 2 or set(rest) != {()}:
        return []
    options = [parse(f"{entry[1]}[{name}] == {value}") for value in found]
    for option in options[:-1]:
        inside.assume(negate(option), dict(inside.names), frozenset())
    unequal = [ref for ref, (relation, _, _) in enumerate(inside.facts) if ref > at and relation == "!="]
    closing = ["linear", unequal, [[str(1 / rest[()] if rest[()] not in (1, -1) else rest[()]), [at], None]]]
    proof = [["intro", [name], [["use", k, [name]], ["or", len(found) - 1, [closing]]]]]
    source = " or ".join(unparse(fix_missing_locations(option)) for option in options)
    step = ["have", f"all({source} for {name} in Y)", proof]
    try:
        room.branch().step(step)
    except Refused:
        return []
    return [step] if prover.take(room, step) else []


def _roots(room: Scratch, p: Poly, entry: Any) -> tuple[list[str], Poly]:
    """Return the numbers and scalars that make a polynomial 0, and what is left of it without them."""
    found: list[str] = []
    for value in _values(room):
        level = room.term(parse(value), {})[0]
        factor = add(single(entry), level, -1)
        while any(entry in dict(mono) for mono in p) and (quotient := divide(p, factor)):
            found, p = [*found, *([] if value in found else [value])], quotient
    return found, p


def _values(room: Scratch) -> Iterator[str]:
    for k in range(LARGEST + 1):
        yield from (str(k), f"-{k}") if k else ("0",)
    yield from (f"{sign}{k}/2" for k in range(1, LARGEST, 2) for sign in ("", "-"))
    yield from (f"{sign}{name}" for name in sorted(room.scalars) for sign in ("", "-"))
