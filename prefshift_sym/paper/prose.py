"""Running text as LaTeX: escaped, with names of the setting and formulas in backticks as mathematics."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.parse import parse_formula, parse_term
from prefshift_sym.readings import latex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Node

ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "|": r"\textbar{}", '"': "''",
    "\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'", "\u201c": "``", "\u201d": "''",
    "\u2026": r"\dots{}", "\u00a0": "~", "\u00a7": r"\S{}", "<": r"$<$", ">": r"$>$", "\u2264": r"$\le$",
    "\u2265": r"$\ge$", "\u2260": r"$\ne$", "\u2192": r"$\to$", "\u21d2": r"$\Rightarrow$",
    "\u2208": r"$\in$",     "\u00d7": r"$\times$", "\u00b7": r"$\cdot$", "\u2211": r"$\sum$", "\u221e": r"$\infty$",
    "\u03b1": r"$\alpha$", "\u03b2": r"$\beta$", "\u03b4": r"$\delta$", "\u03b5": r"$\varepsilon$",
    "\u03b8": r"$\theta$", "\u03bb": r"$\lambda$", "\u03c0": r"$\pi$",
}  # fmt: skip
LAST_LATIN = "\u017f"  # as far as LaTeX knows letters without further packages
LONGEST_WORD = 24  # characters, before a word may be broken anywhere
WIDEST_INLINE = 16.0  # em, before a formula in running text is set as a display
PIECES = re.compile(
    r"`(?P<code>[^`]*)`"
    r"|(?P<name>\b[A-Za-z][A-Za-z0-9_]*\b)(?P<index>\((?:[a-z]|[0-9])\)|\[(?:[a-z]|[0-9])\])?"
)
SINGLE_LETTERS = frozenset("nrwZYypq")


def escaped(text: str) -> str:
    """Return text with nothing in it that LaTeX would act on, and places to break an overlong word."""
    return "".join(_word(word) for word in re.split(r"(\s+)", unicodedata.normalize("NFC", text)))


def prose(text: str, signature: Signature, *, room: float = 28.0) -> str:
    """Return a text with its names and formulas in mathematics."""
    found, end = [], 0
    for match in PIECES.finditer(text):
        found.append(escaped(text[end : match.start()]))
        found.append(_piece(match, text, signature, room))
        end = match.end()
    return "".join([*found, escaped(text[end:])])


def paragraphs(text: str, signature: Signature) -> str:
    """Return a text of several paragraphs, which blank lines part."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(prose(part, signature) for part in parts if part)


def sentence(text: str, signature: Signature) -> str:
    """Return a text as a sentence: a capital first, a full stop last."""
    text = " ".join(text.split())
    name_first = re.match(r"[A-Za-z0-9]*_|\w+\(|[A-Za-z]\b|(?:alpha|beta)\b", text)
    text = text if name_first else text[:1].upper() + text[1:]
    return prose(text if text.endswith((".", "!", "?", ":", ".)")) or not text else f"{text}.", signature)


def references(names: Iterable[str], numbers: Mapping[str, str]) -> str:
    """Return numbered names as short linked labels, runs of three or more drawn together: `A1--A3, S2`."""
    known = sorted({numbers[name] for name in names if name in numbers}, key=_place)
    runs: list[list[str]] = []
    for label in known:
        if runs and _place(runs[-1][-1]) == (label[0], int(label[1:]) - 1):
            runs[-1].append(label)
        else:
            runs.append([label])
    shown = []
    for run in runs:
        linked = [linked_label(label) for label in run]
        shown += linked if len(run) < 3 else [f"{linked[0]}--{linked[-1]}"]
    shown += [escaped(name) for name in dict.fromkeys(names) if name not in numbers]
    return ", ".join(shown)


def linked_label(label: str) -> str:
    """Return a link to where a label is printed."""
    return rf"\hyperlink{{{label}}}{{{label}}}"


def _place(label: str) -> tuple[str, int]:
    return label[0], int(label[1:])


def _word(word: str) -> str:
    if word.isspace():
        return " "
    breakable = len(word) > LONGEST_WORD
    return "".join(_character(each) + (r"\allowbreak{}" if breakable else "") for each in word)


def _character(each: str) -> str:
    if each in ESCAPES:
        return ESCAPES[each]
    if " " <= each <= "~" or ("\u00a1" <= each <= LAST_LATIN and each.isalpha()):
        return each
    return f"[U+{ord(each):04X}]"


def _piece(match: re.Match[str], text: str, signature: Signature, room: float) -> str:
    if match["code"] is not None:
        return _code(match["code"], signature, room)
    name, index = match["name"], match["index"] or ""
    if name in signature.families and (_is_symbol(name) or index):
        box = latex.name_box(name) if not index else latex.entry_box(name, latex.name_box(index[1:-1]))
        return f"${box.tex}$"
    if name in signature.scalars and _is_symbol(name):
        return f"${latex.name_box(name).tex}${escaped(index)}"
    if name in SINGLE_LETTERS and not index and text[match.end() : match.end() + 1] not in {"'", "\u2019"}:
        return f"${name}$"
    if name in {"A", "U"} and re.search(r"\b(?:of|in|to|from|given) \Z", text[: match.start()]):
        return rf"$\mathcal {name}$"
    return _identifier(match[0])


def _is_symbol(name: str) -> bool:
    # A declared name such as `gap` may as well be the English word.
    return "_" in name or len(name) == 1 or name in {"alpha", "beta", "delta", "lam"} or any(map(str.isdigit, name))


def _identifier(text: str) -> str:
    return escaped(text).replace(r"\_", r"\_\allowbreak{}")


def _code(code: str, signature: Signature, room: float) -> str:
    node = _parsed(code, signature)
    if node is None:
        return rf"\texttt{{{_identifier(code)}}}"
    if latex.width(node) > WIDEST_INLINE:
        return f"\n{latex.display(node, room=room, around=FITTED)}\n"
    return f"${latex.inline(node)}$"


FITTED = r"\fitted"


@cache
def _parsed(code: str, signature: Signature) -> Node | None:
    for parse in (parse_formula, parse_term):
        try:
            return parse(code, signature)
        except LanguageError:
            continue
    return None
