"""How names look in print: the setting's as in the paper, declared ones by a rule that keeps them apart.

Two different scalars, or two different families, never look the same: `x2` is x with the subscript 2, `x_2`
has its subscript in brackets, and underscores that separate nothing are printed as such.
"""

from __future__ import annotations

import re

from prefshift_sym.readings.latex.boxes import Box, letters, row, subscripted, symbol

LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
GREEK = frozenset(LETTERS.split())
SPELLINGS = {"epsilon": r"\varepsilon", "phi": r"\varphi", "lam": r"\lambda"}
ALIGNED, UNALIGNED = symbol(r"\mathcal A", 0.9), symbol(r"\mathcal U", 0.75)
DOT = symbol(r"\cdot", 0.3)


def name_box(name: str) -> Box:
    """Return a scalar's name, or a family's without its index."""
    match name:
        case "TPM_A" | "TPM_U":
            component = ALIGNED if name == "TPM_A" else UNALIGNED
            return row(letters("TPM", r"\mathrm"), _plain_brackets(component))
        case "post_A":
            return _posterior(DOT)
        case _:
            return _declared(name)


def entry_box(family: str, index: Box) -> Box:
    """Return an entry of a family, such as p_A(y)."""
    return _posterior(index) if family == "post_A" else row(_declared(family), _plain_brackets(index))


def index_box(name: str) -> Box:
    """Return a bound index; the `y1`, `y2`, ... of an unfolded definition are y with a subscript."""
    return _declared(name)


def _posterior(index: Box) -> Box:
    # The probability that the mixture drew y from A: the paper has no symbol for it.
    content = row(ALIGNED, symbol(r" \mid ", 0.85), index)
    return row(symbol(r"\mathbb{P}", 0.65), _plain_brackets(content))


def _plain_brackets(content: Box) -> Box:
    return row(symbol("(", 0.4), content, symbol(")", 0.4))


def _declared(name: str) -> Box:
    base, *below = name.split("_")
    stem, digits = _without_digits(base)
    subscripts = [symbol(digits, 0.5 * len(digits))] if digits else []
    subscripts += [_part(part) for part in below]
    box = _stem(stem, r"\mathit")
    if not subscripts:
        return box
    first, *others = subscripts
    comma = symbol(",", 0.3)
    return subscripted(box, row(first, *(piece for part in others for piece in (comma, part))))


def _part(text: str) -> Box:
    """Return a part after an underscore: the components are calligraphic, words upright."""
    if not text:
        return symbol(r"\_", 0.5)
    if text.isdigit():
        return _plain_brackets(symbol(text, 0.5 * len(text)))
    stem, digits = _without_digits(text)
    component = {"A": ALIGNED, "U": UNALIGNED}.get(stem)
    box = component if component is not None else _stem(stem, r"\mathrm")
    return subscripted(box, symbol(digits, 0.5 * len(digits))) if digits else box


def _without_digits(text: str) -> tuple[str, str]:
    """Split `x2` into `x` and `2`. Only trailing digits count, and only after letters."""
    found = re.fullmatch(r"([A-Za-z]+)([0-9]+)", text)
    return (found[1], found[2]) if found else (text, "")


def _stem(text: str, font: str) -> Box:
    if text in SPELLINGS:
        return symbol(SPELLINGS[text], 0.65)
    if text in GREEK:
        return symbol(f"\\{text}", 0.65)
    return letters(text) if len(text) == 1 else letters(text, font)
