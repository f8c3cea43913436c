"""LaTeX in the notation of the paper: formulas within a line, and displays that keep to a width.

Needs `amsmath` and `amssymb` in the document.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prefshift_sym.language.terms import And, Compare, Quantify
from prefshift_sym.language.walk import walk
from prefshift_sym.readings.latex import boxes, fold
from prefshift_sym.readings.latex.lines import (
    HANG,
    NARROWEST,
    NOTHING,
    Line,
    after_sign,
    conditioned,
    lines,
    lines_in_brackets,
)
from prefshift_sym.readings.latex.names import entry_box, name_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Node
    from prefshift_sym.readings.latex.boxes import Box

__all__ = ["ROOM", "display", "entry_box", "inline", "name_box", "rows", "width"]

ROOM = 28.0  # the width of a display in em, where the caller says nothing
QUAD, APART = boxes.symbol(r"\quad ", 1.0), boxes.symbol(r"\quad\text{and}\quad ", 3.8)
AND_BELOW = boxes.symbol(r"\quad\text{and}", 2.8)
DEEPEST = 10_000  # calls
LONGEST_BLOCK = 14  # lines; a longer display may be broken over pages


@contextmanager
def _deep() -> Iterator[None]:
    """Let recursion go as deep as any formula that the parser lets through."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@_deep()
def inline(node: Node) -> str:
    """Return a term or a formula as LaTeX for math mode, on one line."""
    return _whole(node).tex


@_deep()
def width(node: Node) -> float:
    """Return the estimated width of the node on one line of text, in em."""
    return boxes.in_text(_whole(node)).width


@_deep()
def display(node: Node, *, room: float = ROOM, around: str = "", end: str = "") -> str:
    """Return a display, broken over lines where it is wider than `room` em.

    `around` is a macro of one argument to put around what TeX sets as one piece; `end` is punctuation.
    """
    found = rows(node, room)
    found[-1] = Line(found[-1].indent, boxes.row(found[-1].content, boxes.symbol(end, 0.3)), found[-1].left)
    if len(found) == 1:
        return f"\\[\n  {_in(around, found[0].content.tex)}\n\\]"
    if len(found) <= LONGEST_BLOCK:
        inside = " \\\\\n".join(f"    {line.left} & {_indent(line)}{line.content.tex.strip()}" for line in found)
        block = f"\\begin{{aligned}}\n{inside}\n  \\end{{aligned}}"
        return f"\\[\n  {_in(around, block)}\n\\]"
    each = " \\\\\n".join(f"  & {_in(around, line.left + _indent(line) + line.content.tex)}" for line in found)
    return f"\\begin{{align*}}\n{each}\n\\end{{align*}}"


@_deep()
def rows(node: Node, room: float) -> list[Line]:
    """Return the lines of a display; a chain of relations that must be broken is aligned at them."""
    whole = _whole(node)
    if whole.width <= room:
        return [Line(0.0, whole)]
    most = max(room - NARROWEST, 0.0)
    return [Line(min(line.indent, most), line.content, line.left) for line in _rows(node, room, align=True)]


def _whole(node: Node) -> Box:
    """Return a whole formula on one line: its range stands after it, and its parts stand well apart."""
    match node:
        case Quantify(_, body) if _trails(node):
            return boxes.row(fold.box(body), QUAD, fold.ranging(node))
        case And(parts):
            return fold.separated(
                [_whole(part) if _stands_alone(part) else _in_brackets(part) for part in parts], APART
            )
        case _:
            return fold.box(node)


def _rows(node: Node, room: float, *, align: bool = False) -> list[Line]:
    match node:
        case And(parts):
            found: list[Line] = []
            for part in parts:
                whole = _whole(part) if _stands_alone(part) else _in_brackets(part)
                if found and sum(box.width for box in (found[-1].content, APART, whole)) + found[-1].indent <= room:
                    found[-1] = _extended(found[-1], boxes.row(APART, whole))
                    continue
                if found:
                    found[-1] = _extended(found[-1], AND_BELOW)
                rest = room - AND_BELOW.width
                found += _rows(part, rest) if _stands_alone(part) else lines_in_brackets(part, rest)
            return found
        case Quantify(_, body) if _trails(node):
            after = fold.ranging(node)
            found = _rows(body, room, align=align)
            last = found[-1]
            if last.indent + last.content.width + QUAD.width + after.width > room:
                if node.where is None or after.width <= room - HANG:
                    return [*found, Line(HANG, after)]
                words = boxes.row(fold.ranging_words(node), fold.WITH)
                where = conditioned(words, node.where, NOTHING, room - HANG)
                return [*found, *(Line(line.indent + HANG, line.content) for line in where)]
            return [*found[:-1], _extended(last, boxes.row(QUAD, after))]
        case Compare((first, *others), relations) if align:
            left = boxes.bracketed(fold.box(first), boxes.SUM)
            rest = room - left.width
            if rest < NARROWEST + HANG:
                return lines(node, room)
            found = []
            for sign, term in zip(relations, others, strict=True):
                found += after_sign(fold.relation(sign), term, rest)
            return [Line(found[0].indent, found[0].content, left.tex), *found[1:]]
        case _:
            return lines(node, room)


def _trails(node: Quantify) -> bool:
    # "there is a j ... for all i" would leave open which of the two comes first.
    return not any(isinstance(part, Quantify) for part in walk(node.body))


def _stands_alone(part: Node) -> bool:
    # Said in words and set apart, these cannot be misread: what "for all y" ranges over is one comparison.
    return isinstance(part, Compare) or (isinstance(part, Quantify) and isinstance(part.body, Compare))


def _in_brackets(part: Node) -> Box:
    return boxes.bracketed(fold.box(part), boxes.COMPARISON)


def _extended(line: Line, end: Box) -> Line:
    return Line(line.indent, boxes.row(line.content, end), line.left)


def _indent(line: Line) -> str:
    return rf"\hspace{{{line.indent:.1f}em}}" if line.indent else ""


def _in(around: str, tex: str) -> str:
    return f"{around}{{{tex}}}" if around else tex
