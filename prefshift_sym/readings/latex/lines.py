"""Breaking a formula that is too wide for its place, at the places where one would break it by hand.

First at relations and `and`, then at `+` and `-`, then between factors and arguments; a fraction that is
too wide is written with a slash, a bracket that spans lines has a fixed size. What cannot be broken stays
whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    Choose,
    Compare,
    Fold,
    Iff,
    Implies,
    Negate,
    Not,
    Or,
    Quantify,
)
from prefshift_sym.readings.latex import boxes as b
from prefshift_sym.readings.latex import fold
from prefshift_sym.readings.latex.fold import box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prefshift_sym.language.terms import Node
    from prefshift_sym.readings.latex.boxes import Box

HANG, NARROWEST = 2.0, 14.0  # the indent of a continued line; below this width nothing is indented further
ENDLESS, BRACKETS = 1e9, b.ATOM + 1  # a width that breaks nothing; a level that brackets everything
NOTHING = b.symbol("", 0.0)
OPEN, CLOSE = b.symbol(r"\bigl(", 0.5), b.symbol(r"\bigr)", 0.5)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a display: its indent in em, its content, and what stands left of the alignment."""

    indent: float
    content: Box
    left: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sequence: what stands before it on the same line, and at the start of a new one."""

    before: Box
    at_start: Box
    lines: Callable[[float], list[Line]]


def lines(node: Node, room: float) -> list[Line]:
    """Return the node in lines no wider than `room` em, as far as it can be broken."""
    whole = box(node)
    return [Line(0.0, whole)] if whole.width <= room else _broken(node, room)


def after_sign(sign: Box, term: Node, room: float) -> list[Line]:
    """Return the lines of one side of a comparison, after its relation sign."""
    return _opened(sign, _parts(term, b.SUM), room)


def conditioned(start: Box, condition: Node, end: Box, room: float, needed: int = b.CHOOSE) -> list[Line]:
    """Return the lines of a condition between what opens and what closes it."""
    return _closed(_opened(start, _parts(condition, needed), room - end.width), end, room)


def _broken(node: Node, room: float) -> list[Line]:
    match node:
        case Arithmetic("+" | "-"):
            return _filled(_summands(node), room)
        case Arithmetic("*"):
            return _filled(_factors(node), room)
        case Arithmetic("/", top, bottom):
            return _divided(top, bottom, room)
        case Arithmetic("**", base, exponent):
            above = fold.as_exponent(exponent)
            if above is None:
                return _called(b.symbol(r"\operatorname{pow}", 2.0), (base, exponent), room)
            exponent_box = b.symbol(f"^{{{above.tex}}}", above.width)
            return _closed(lines_in_brackets(base, room - above.width), exponent_box, room)
        case Negate(term):
            return _opened(b.symbol("-", 0.8), _parts(term, b.SLASH), room)
        case Apply(function, arguments):
            return _function(function, arguments, room)
        case Choose(test, then, other):
            pieces = [
                _piece(NOTHING, then, b.SUM),
                _piece(fold.IF, test, b.COMPARISON),
                _piece(fold.ELSE, other),
            ]
            return _filled(pieces, room)
        case Fold(_, body):
            inner = _opened(b.row(*fold.fold_start(node)), _parts(body, b.PRODUCT), room)
            condition = fold.left_over(node)
            if condition is None:
                return inner
            return [*inner, *_indented(conditioned(fold.GIVEN, condition, fold.END, _less(room)), room)]
        case Compare(terms, relations):
            signs = (NOTHING, *map(fold.relation, relations))
            pieces = [_piece(sign, term, b.SUM) for sign, term in zip(signs, terms, strict=True)]
            return _filled(pieces, room, stacked=True)
        case And(parts) | Or(parts):
            word = fold.AND if isinstance(node, And) else fold.OR
            pieces = [_piece(word if k else NOTHING, part, b.COMPARISON) for k, part in enumerate(parts)]
            return _filled(pieces, room, stacked=True)
        case Implies(first, second) | Iff(first, second):
            sign = fold.IMPLIES if isinstance(node, Implies) else fold.IFF
            pieces = [_piece(NOTHING, first, b.DISJUNCTION), _piece(sign, second, b.DISJUNCTION)]
            return _filled(pieces, room, stacked=True)
        case Not(part):
            return _opened(b.symbol(r"\neg", 0.7), lambda rest: lines_in_brackets(part, rest), room)
        case Quantify(_, body):
            needed = b.QUANTIFIED if isinstance(body, Quantify) else b.COMPARISON
            if node.where is None or fold.quantifier(node).width <= room:
                return _opened(fold.quantifier(node), _parts(body, needed), room)
            start = b.row(fold.quantifier_sign(node), fold.COMMA)
            guard = conditioned(start, node.where, fold.COLON, room, b.COMPARISON)
            return [*guard, *_indented(_parts(body, needed)(_less(room)), room)]
        case _:
            return [Line(0.0, box(node))]


# -- sequences -------------------------------------------------------------------------------------------


def _piece(
    before: Box, part: Node, needed: int = b.CHOOSE, *, closed: bool = False, at_start: Box | None = None
) -> _Piece:
    return _Piece(before, before if at_start is None else at_start, _parts(part, needed, closed=closed))


def _filled(pieces: Iterable[_Piece], room: float, *, stacked: bool = False) -> list[Line]:
    """Lay pieces out: as many on a line as fit, or (`stacked`) each on a line of its own."""
    found: list[Line] = []
    for piece in pieces:
        if found and not stacked:
            last, whole = found[-1], piece.lines(ENDLESS)[0].content
            if last.indent + last.content.width + piece.before.width + whole.width <= room:
                found[-1] = replace(last, content=b.row(last.content, piece.before, whole))
                continue
        part = _opened(piece.at_start, piece.lines, _less(room) if found else room)
        found += _indented(part, room) if found else part
    return found


def _summands(node: Node) -> list[_Piece]:
    match node:
        case Arithmetic("+" | "-" as sign, left, right):
            whole = box(right)
            needed = BRACKETS if fold.right_of(sign, whole, right) != whole else b.SUM
            before, at_start = (b.symbol(f"{start} {sign} ", b.OPERATION) for start in ("", "{}"))
            return [*_summands(left), _piece(before, right, needed, at_start=at_start)]
        case _:
            return [_piece(NOTHING, node, b.SUM)]


def _factors(node: Node) -> list[_Piece]:
    match node:
        case Arithmetic("*", left, right):
            between = fold.times(box(left), b.bracketed(box(right), b.PRODUCT))
            dot = b.symbol(r"{} \cdot ", b.OPERATION)
            return [*_factors(left), _piece(between, right, b.PRODUCT, closed=True, at_start=dot)]
        case _:
            return [_piece(NOTHING, node, b.PRODUCT, closed=True)]


def _function(function: str, arguments: tuple[Node, ...], room: float) -> list[Line]:
    match function:
        case "abs":
            bar = b.symbol(r"\bigl\lvert ", 0.5)
            inner = _opened(bar, lambda rest: lines(arguments[0], rest - bar.width), room)
            return _closed(inner, b.symbol(r"\bigr\rvert", 0.5), room)
        case "sqrt":
            root = b.symbol("^{1/2}", 1.2)
            return _closed(lines_in_brackets(arguments[0], room - root.width), root, room)
        case "sign":
            return _called(b.symbol(r"\operatorname{sign}", 2.0), arguments, room)
        case _:
            return _called(b.symbol(f"\\{function}", 2.0), arguments, room)


def _called(name: Box, arguments: tuple[Node, ...], room: float) -> list[Line]:
    comma = b.symbol(", ", 0.5)
    pieces = [_piece(comma if k else NOTHING, argument, at_start=NOTHING) for k, argument in enumerate(arguments)]

    def inside(rest: float) -> list[Line]:
        return _filled(pieces, rest - CLOSE.width)

    return _closed(_opened(b.row(name, OPEN), inside, room), CLOSE, room)


def _divided(top: Node, bottom: Node, room: float) -> list[Line]:
    below = box(bottom)
    if below.width <= room / 4 and below.height < b.FRACTION:
        one_over = b.fraction(b.symbol("1", 0.5), below)
        return _opened(b.row(one_over, b.symbol(r"\,", b.THIN)), lambda rest: lines_in_brackets(top, rest), room)
    over = b.symbol(r"\big/ ", 0.7)
    return _filled([_piece(NOTHING, top, b.PRODUCT, closed=True), _piece(over, bottom, BRACKETS)], room)


# -- lines -----------------------------------------------------------------------------------------------


def _parts(node: Node, needed: int, *, closed: bool = False) -> Callable[[float], list[Line]]:
    """Return what lays a node out in a given width, in brackets where its place asks for them."""

    def of(room: float) -> list[Line]:
        bare = box(node)
        whole = b.bracketed(bare, needed, closed=closed)
        if whole.width <= room:
            return [Line(0.0, whole)]
        # A fraction is closed on one line, and once it is broken it is a product or a quotient with a slash.
        opens = isinstance(node, Arithmetic) and node.operator == "/" and needed > b.SLASH
        return lines_in_brackets(node, room) if opens or whole != bare else _broken(node, room)

    return of


def lines_in_brackets(node: Node, room: float) -> list[Line]:
    """Return the node's lines between brackets of a fixed size."""
    return _closed(_opened(OPEN, lambda rest: lines(node, rest - CLOSE.width), room), CLOSE, room)


def _opened(start: Box, inside: Callable[[float], list[Line]], room: float) -> list[Line]:
    """Put a piece before the first line, the others under what follows it; alone where room is scarce."""
    if room - start.width < NARROWEST and start.width:
        return [Line(0.0, start), *_indented(inside(_less(room)), room)]
    first, *others = inside(room - start.width)
    hang = min(start.width, HANG)
    opened = replace(first, content=b.row(start, first.content))
    return [opened, *(replace(line, indent=line.indent + hang) for line in others)]


def _closed(inner: list[Line], end: Box, room: float) -> list[Line]:
    """Put a piece after the last line, or beneath it where it does not fit."""
    *others, last = inner
    if last.indent + last.content.width + end.width > room:
        return [*inner, Line(last.indent, end)]
    return [*others, replace(last, content=b.row(last.content, end))]


def _indented(inner: list[Line], room: float) -> list[Line]:
    return [replace(line, indent=line.indent + room - _less(room)) for line in inner]


def _less(room: float) -> float:
    """Return the room that is left within an indent; where little is left, nothing is indented."""
    return room - HANG if room - HANG >= NARROWEST else room
