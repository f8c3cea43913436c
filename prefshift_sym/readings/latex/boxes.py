"""Pieces of LaTeX that know their own width, so that a formula can be broken before TeX ever sees it.

Widths are estimates in em at 11 pt, from the metrics of Computer Modern, rounded up. TeX has the last word:
the article puts every display into a macro that shrinks what is still too wide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# How tightly a term binds: a part that binds less tightly than its place asks for is bracketed.
CHOOSE, SUM, SIGN, SLASH, PRODUCT, POWER, ATOM = range(7)
# The same for formulas. A bracketed term or formula is an ATOM.
QUANTIFIED, IMPLICATION, DISJUNCTION, CONJUNCTION, COMPARISON = range(5)

# How tall: letters; letters in brackets; sums with limits; fractions; fractions of fractions, and cases.
FLAT, BRACKETED, OPERATOR, FRACTION, TALLEST = range(5)
SIZES = (
    ("", "", 0.4),
    (r"\bigl", r"\bigr", 0.47),
    (r"\Bigl", r"\Bigr", 0.6),
    (r"\biggl", r"\biggr", 0.75),
    (r"\Biggl", r"\Biggr", 0.9),
)

SCRIPT = 0.74  # the size of a subscript, as a share of the size of the text
LONGEST_COMMAND = 24  # characters
THIN, RELATION, OPERATION = (
    0.17,
    1.35,
    1.25,
)  # a thin space; a relation and an operation with the space around them
WIDTHS = {
    "i": 0.36,
    "j": 0.42,
    "l": 0.36,
    "f": 0.6,
    "m": 0.89,
    "w": 0.74,
    "r": 0.48,
    "t": 0.39,
    "M": 1.08,
    "W": 1.08,
}


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of mathematics: its LaTeX, and what a neighbour or a bracket needs to know about it.

    `side` is how much wider it is where limits are set beside their sums. `stacked` counts exponents upon
    exponents. `runs_on` says that, like a sum, it would swallow a factor written after it.
    """

    tex: str
    width: float
    level: int = ATOM
    height: int = FLAT
    side: float = 0.0
    stacked: int = 0
    runs_on: bool = False


def symbol(tex: str, width: float, level: int = ATOM) -> Box:
    """Return a box for a piece of known width."""
    return Box(tex, width, level)


def letters(text: str, command: str = "") -> Box:
    """Return a word, in the font that a command sets; without one it is italic, as a variable is."""
    width = sum(WIDTHS.get(each, 0.8 if each.isupper() else 0.56) for each in text)
    return Box(f"{command}{{{text}}}" if command else text, width)


def glue(*texts: str) -> str:
    """Join pieces of LaTeX, with a space only where a command would swallow the letter after it."""
    joined = ""
    for text in texts:
        swallowed = text[:1].isalpha() and re.search(r"\\[A-Za-z]+\Z", joined[-LONGEST_COMMAND:])
        joined += f" {text}" if swallowed else text
    return joined


def row(*boxes: Box, level: int = ATOM, runs_on: bool = False) -> Box:
    """Return boxes side by side, with nothing between them."""
    return Box(
        glue(*(box.tex for box in boxes)),
        sum(box.width for box in boxes),
        level,
        max(box.height for box in boxes),
        sum(box.side for box in boxes),
        max(box.stacked for box in boxes),
        runs_on,
    )


def listed(boxes: tuple[Box, ...], separator: str = ", ") -> Box:
    """Return boxes with a comma and a space between them."""
    first, *others = boxes
    comma = Box(separator, 0.5)
    return row(first, *(piece for box in others for piece in (comma, box)))


def delimited(content: Box, left: str = "(", right: str = ")") -> Box:
    """Return the content between delimiters of a fixed size, which open no group: TeX limits those."""
    before, after, width = SIZES[content.height]
    tex = glue(before + left, content.tex, after + right)
    height = max(content.height, BRACKETED)
    return replace(content, tex=tex, width=content.width + 2 * width, level=ATOM, height=height, runs_on=False)


def bracketed(box: Box, needed: int, *, closed: bool = False) -> Box:
    """Return the box, in brackets where it binds less tightly than needed, or (`closed`) would run on."""
    return delimited(box) if box.level < needed or (closed and box.runs_on) else box


def in_text(box: Box) -> Box:
    """Return the box as wide as it is where limits are set beside their operators, as in a fraction."""
    return replace(box, width=box.width + box.side, side=0.0)


def fraction(top: Box, bottom: Box) -> Box:
    """Return a stacked fraction."""
    parts = in_text(top), in_text(bottom)
    height = TALLEST if max(top.height, bottom.height) >= FRACTION else FRACTION
    stacked = max(top.stacked, bottom.stacked)
    width = max(part.width for part in parts) + 0.35
    return Box(rf"\frac{{{top.tex}}}{{{bottom.tex}}}", width, POWER, height, stacked=stacked)


def subscripted(base: Box, below: Box) -> Box:
    """Return `base` with a subscript."""
    return replace(base, tex=f"{base.tex}_{{{below.tex}}}", width=base.width + SCRIPT * below.width + 0.05)


def raised(base: Box, exponent: Box) -> Box:
    """Return `base` to the power of an exponent that is small enough to be set as one."""
    width = base.width + SCRIPT * exponent.width + 0.1
    tex = f"{base.tex}^{{{exponent.tex}}}"
    return replace(base, tex=tex, width=width, level=POWER, stacked=max(base.stacked, exponent.stacked + 1))


def operator(name: str, below: Box) -> Box:
    """Return a sum sign (or a maximum, and the like) with its range beneath it."""
    sign = 1.5 if name in {r"\sum", r"\prod"} else 2.0
    under = SCRIPT * below.width
    width = max(sign, under) + 2 * THIN
    return Box(f"{name}_{{{below.tex}}}", width, PRODUCT, OPERATOR, side=max(0.0, sign + under - width + 2 * THIN))
