"""An assumption that says what a family is at every output: from then on the family is read as that, and need not be spoken of."""

from __future__ import annotations

from ast import (
    Add,
    BinOp,
    Compare,
    Div,
    Eq,
    GeneratorExp,
    Mult,
    Name,
    Sub,
    Subscript,
    expr,
    fix_missing_locations,
    unparse,
    walk,
)
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import Refused, parse, pieces, sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

GIVEN = ("p_ref", "p_A", "p_U")  # what declared families may be said to be, rather than the other way round


def says(node: expr) -> list[tuple[str, str, expr, bool]]:
    """Return the families that a formula may define: the family, the index, what it is there, and whether in so many words."""
    try:
        kind, parts = pieces(node)
        if kind != "all" or len(parts[0]) != 1:
            return []
        inside, body = pieces(parts[1])
    except Refused:
        return []
    bound, found = parts[0][0], list[tuple[str, str, expr, bool]]()
    for part in body if inside == "and" else [parts[1]]:
        for left, right in sides(part):
            found += [(f, bound, fix_missing_locations(e), e is right) for f, e in solved(left, right, bound)]
    return sorted(found, key=lambda each: (each[0] in GIVEN, not each[3]))


def solved(left: expr, right: expr, bound: str) -> Iterator[tuple[str, expr]]:
    """Yield the families in `left == right` that products and sums leave alone on one side, with the other side."""
    match left:
        case Subscript(Name("p_ref"), Name(index)) if index == bound:
            yield "p_ref", right  # where it is a family of its own
            # else what the mixture is, one of the two leaves the other
            mixture = parse(f"alpha*p_A[{index}] + (1 - alpha)*p_U[{index}]")
            yield from (each for each in solved(mixture, right, bound) if each[0] == "p_U")
        case Subscript(Name(family), Name(index)) if index == bound and family not in ("r", "w"):
            if all(part.id != family for part in walk(right) if isinstance(part, Name)):
                yield family, right
        case BinOp(a, Mult(), b):
            yield from solved(a, BinOp(right, Div(), b), bound)
            yield from solved(b, BinOp(right, Div(), a), bound)
        case BinOp(a, Div(), b):
            yield from solved(a, BinOp(right, Mult(), b), bound)
        case BinOp(a, Add(), b):
            yield from solved(a, BinOp(right, Sub(), b), bound)
            yield from solved(b, BinOp(right, Sub(), a), bound)
        case BinOp(a, Sub(), b):
            yield from solved(a, BinOp(right, Add(), b), bound)
            yield from solved(b, BinOp(a, Sub(), right), bound)


def turn(prover: Prover, source: str) -> int:
    """Return when an assumption is taken in: what may define a family comes first, unless others may say what makes sense of it.

    What it divides by may have to be told not to be 0, and what logarithms are of to be positive.
    """
    found = says(parse(source)) if prover.size is None else []
    if not found:
        return 1
    plain = [term for _, _, term, plain in found if plain]
    asked = plain if prover.logarithms else [] if plain else [part for *_, term, _ in found for part in divisors(term)]
    free = {part.id for each in asked for part in walk(each) if isinstance(part, Name)} & prover.room.scalars
    return 2 if free - {"alpha", "beta"} else 0


def divisors(term: expr) -> Iterator[expr]:
    """Yield what a term divides by."""
    yield from (part.right for part in walk(term) if isinstance(part, BinOp) and isinstance(part.op, Div))


def take_in(prover: Prover, room: Scratch, before: int) -> list[Any]:
    """Let a room read families as what the formulas from number `before` on say that they are; return the steps."""
    return list(_taken(prover, room, before))


def _taken(prover: Prover, room: Scratch, before: int) -> Iterator[Any]:
    for k in range(before, len(room.formulas)):
        yield from uniform(prover, room, room.formulas[k][0])
    for k in range(before, len(room.formulas)):
        for family, bound, term, plain in says(room.formulas[k][0]):
            given = {part.id for part in walk(room.formulas[k][0]) if isinstance(part, Name)}
            if family in room.spoken(term) or family in room.definitions:
                continue
            if family not in room.families or (family not in given and "p_ref" in room.families):
                continue
            if (
                family in ("p_A", "p_U")
                and _sums_at(bound, term)
                and any(room.spoken(parse(each)) & {"p_ref", "Z"} for each in prover.texts)
            ):
                yield from means(prover, room, f"{family}[{bound}] - ({unparse(term)})", bound)
                continue
            source = f"all({family}[{bound}] == {unparse(term)} for {bound} in Y)"
            if not plain and not makes_sense(prover, room, source):
                continue
            inside = room.branch()
            own = [] if plain else have(prover, inside, source)
            number = k if plain else len(inside.formulas) - 1
            if not plain and not own:
                continue
            if family in room.vectors | room.declared:
                own += kept(prover, inside, f"{family}[{bound}]", unparse(term), bound)
            own.append(["define", number, family])
            if prover.take(inside, own[-1]) and all(prover.take(room, step) for step in own):
                yield from own


def _sums_at(bound: str, term: expr) -> bool:
    """Return whether sums in a term depend on the output that it is at."""
    return any(
        isinstance(part, Name) and part.id == bound
        for whole in walk(term)
        if isinstance(whole, GeneratorExp)
        for part in walk(whole)
    )


def means(prover: Prover, room: Scratch, zero: str, bound: str) -> Iterator[Any]:
    """Let a room take what a component averages where it is made of sums: read so everywhere, the mixture would be twice as long."""
    for f in ("w", "r"):
        step = prover.lemma(room, "sum of zeros", {"F": f"lambda {bound}: {f}[{bound}]*({zero})"}, 2)
        if step is not None:
            yield step


def tried(prover: Prover, room: Scratch, before: int, goal: expr) -> tuple[Scratch, list[Any]]:
    """Return a room that reads families so, and the steps that led there, if the goal still means something in it."""
    inside = room.branch()
    steps = take_in(prover, inside, before)
    with suppress(Refused):
        inside.defined(goal, inside.names)
        return (inside, steps) if steps else (room, [])
    return room, []


def makes_sense(prover: Prover, room: Scratch, source: str) -> bool:
    """Tell whether a formula is found to mean something; the setup gets what that takes, if it is there that it is asked."""
    if room is prover.room:
        return prover.makes_sense(parse(source))
    with suppress(Refused):
        room.defined(parse(source), room.names)
        return True
    return False


def uniform(prover: Prover, room: Scratch, node: expr) -> list[Any]:
    """Make known that a distribution is uniform, where it has the same mass at any two outputs; return the steps."""
    match pieces(node):
        case "all", ([i, j], Compare(Subscript(Name(one), Name(a)), [Eq()], [Subscript(Name(other), Name(b))])) if (
            one == other and {a, b} == {i, j} and one in {*room.vectors, *room.declared, "p_ref"}
        ):
            return have(prover, room, f"all(n*{one}[y_] == 1 for y_ in Y)") if prover.size is None else []
    return []


def kept(prover: Prover, room: Scratch, entry: str, term: str, bound: str) -> list[Any]:
    """Make known of what a distribution is that it sums to 1 and is not negative: it is no longer read as a distribution."""
    total = prover.lemma(room, "sum of zeros", {"F": f"lambda {bound}: {entry} - ({term})"}, 2)
    apart: list[Any] = ["lemma", "sum of two", {"F": f"lambda {bound}: {entry}", "G": f"lambda {bound}: -({term})"}, []]
    # a fraction has found a common denominator with the entry
    parted = total is not None and prover.learns(room, apart)
    # logarithms split where it is positive
    signs = have(prover, room, f"all({term} > 0 for {bound} in Y)") if prover.logarithms else []
    return [
        *([] if total is None else [total]),
        *([apart] if parted else []),
        *(signs or have(prover, room, f"all({term} >= 0 for {bound} in Y)")),
    ]
