"""A counterexample as a table: one row an output, exact fractions throughout, and the masses beneath it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.parse import parse_term
from prefshift_sym.paper.policies import policies, tilts
from prefshift_sym.paper.prose import FITTED, escaped
from prefshift_sym.readings import latex
from prefshift_sym.readings.latex import boxes
from prefshift_sym.verdict import MINUS_INFINITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.readings.latex.boxes import Box
    from prefshift_sym.verdict import World

    Columns = dict[Box, tuple[Box, ...]]  # heading -> cells

MOST_ROWS, ROOM = 28, 29.0  # rows in one piece of a table; its width in em
SPACE = 1.1  # em between two columns
INFINITE = boxes.symbol(r"-\infty", 1.8)
Y = latex.name_box("y")


def witness(world: World, values: Mapping[str, str], signature: Signature) -> str:
    """Return a world as one or more tables, and beneath it the scalars and the values that were asked for."""
    columns = _columns(world)
    if world.counts is not None:
        outputs = tuple(_copies(count) for count in world.counts)
    elif world.n > MOST_ROWS:
        outputs, columns = _merged(columns)
    else:
        outputs = tuple(exact(Fraction(output)) for output in range(world.n))
    pieces = []
    for group in _groups(outputs, columns):
        for start in range(0, len(outputs), MOST_ROWS):
            cut = slice(start, start + MOST_ROWS)
            pieces.append(_tabular(outputs[cut], {heading: columns[heading][cut] for heading in group}))
    # What stands beneath the last table stays on its page.
    last = f"{pieces.pop()}\\par\\nopagebreak\\medskip\n{_beneath(world, values, signature)}"
    return "\n".join(f"\\begin{{center}}\n{piece}\n\\end{{center}}" for piece in [*pieces, last])


def exact(value: Fraction) -> Box:
    """Return a rational, for math mode within text."""
    number = latex.fold.number(value)
    small, height = number.tex.replace(r"\frac", r"\tfrac"), min(number.height, boxes.BRACKETED)
    return replace(number, tex=small, width=boxes.SCRIPT * number.width + 0.3, height=height)


def _columns(world: World) -> Columns:
    columns: Columns = {
        latex.entry_box("r", Y): tuple(_rewards(world)),
        latex.entry_box("w", Y): tuple(_tilts(world)),
    }
    families = dict(world.families)
    found = policies(world)
    if found is not None:
        families |= {"p_ref": found.reference, "p_theta": found.optimum}
    return columns | {latex.entry_box(name, Y): tuple(map(exact, entries)) for name, entries in families.items()}


def _rewards(world: World) -> Iterator[Box]:
    """Yield the rewards, as multiples of beta times the logarithm of the base, or as they are."""
    for each in world.k if world.k is not None else world.r or ():
        if each == MINUS_INFINITY:
            yield INFINITE
        elif world.k is None or world.base is None:
            yield exact(Fraction(each))
        else:
            yield _multiple(Fraction(each), _base(world.base))


def _multiple(factor: Fraction, base: Box) -> Box:
    unit = boxes.row(boxes.symbol(r"\beta\ln ", 1.8), base)
    match factor:
        case Fraction(numerator=0):
            return exact(factor)
        case Fraction(numerator=1 | -1 as sign, denominator=1):
            return unit if sign == 1 else boxes.row(boxes.symbol("-", 0.8), unit)
        case _:
            return boxes.row(exact(factor), boxes.symbol(r"\,", 0.17), unit)


def _base(base: Fraction) -> Box:
    return exact(base) if base.denominator == 1 else boxes.delimited(exact(base))


def _tilts(world: World) -> Iterator[Box]:
    """Yield the tilts as numbers where they are rational, else as powers."""
    rational = tilts(world)
    if rational is not None:
        yield from map(exact, rational)
        return
    for each in world.k if world.k is not None else world.r or ():
        if each == MINUS_INFINITY:
            yield exact(Fraction(0))
        elif world.k is None or world.base is None:
            number = Fraction(each)
            top = str(number) if number.denominator == 1 else f"({number})"
            yield _power(boxes.symbol("e", 0.5), rf"{top}/\beta")
        else:
            yield _power(_base(world.base), str(Fraction(each)))


def _power(base: Box, exponent: str) -> Box:
    return boxes.raised(base, boxes.symbol(exponent, 0.5 * len(exponent)))


# -- layout ----------------------------------------------------------------------------------------------


def _merged(columns: Columns) -> tuple[tuple[Box, ...], Columns]:
    """Draw outputs with the same row together: a large support is mostly copies of a few rows."""
    alike: dict[tuple[Box, ...], list[int]] = {}
    for output, cells in enumerate(zip(*columns.values(), strict=True)):
        alike.setdefault(cells, []).append(output)
    merged = {heading: tuple(cells[k] for cells in alike) for k, heading in enumerate(columns)}
    return tuple(_several(members) for members in alike.values()), merged


def _copies(count: int) -> Box:
    text = rf"\text{{{count} output{'s' * (count > 1)}}}"
    return boxes.symbol(text, 0.5 * len(text))


def _several(members: list[int]) -> Box:
    first, last = members[0], members[-1]
    if len(members) <= 3:
        text = ", ".join(map(str, members))
    elif last - first == len(members) - 1:
        text = rf"{first}, \dots, {last}"
    else:
        text = rf"\text{{{len(members)} outputs from }} {first} \text{{ to }} {last}"
    return boxes.symbol(text, 0.5 * len(text))


def _groups(outputs: tuple[Box, ...], columns: Columns) -> Iterator[list[Box]]:
    """Yield the headings in groups narrow enough for one table each."""
    margin = max(box.width for box in outputs) + SPACE
    group: list[Box] = []
    used = margin
    for heading, cells in columns.items():
        width = max(box.width for box in (heading, *cells)) + SPACE
        if group and used + width > ROOM:
            yield group
            group, used = [], margin
        group.append(heading)
        used += width
    yield group


def _tabular(outputs: tuple[Box, ...], columns: Columns) -> str:
    rows = zip(outputs, *columns.values(), strict=True)
    head, *body = (" & ".join(f"${cell.tex}$" for cell in cells) for cells in ((Y, *columns), *rows))
    inside = "\n".join(f"  {line} \\\\" for line in body)
    shape = "c" * (1 + len(columns))
    return (
        "{\\renewcommand{\\arraystretch}{1.3}%\n\\fittedtext{%\n"
        f"\\begin{{tabular}}{{{shape}}}\n  \\toprule\n  {head} \\\\\n  \\midrule\n{inside}\n"
        "  \\bottomrule\n\\end{tabular}}}"
    )


def _beneath(world: World, values: Mapping[str, str], signature: Signature) -> str:
    scalars = {"alpha": world.alpha, "beta": world.beta, **world.scalars}
    lines = [",\\quad ".join(f"{latex.name_box(name).tex} = {exact(value).tex}" for name, value in scalars.items())]
    shown, found = set(scalars), policies(world)
    if found is not None:
        mass, weight = found.aligned_mass, world.alpha
        sign = "<" if mass < weight else ">" if mass > weight else "="
        lines.append(rf"{latex.name_box('TPM_A').tex} = {exact(mass).tex} {sign} {exact(weight).tex} = \alpha")
        shown.add("TPM_A")
    lines += [f"{_quantity(text, signature)} = {_value(value)}" for text, value in values.items() if text not in shown]
    return " \\\\*[4pt]\n".join(f"{FITTED}{{{line}}}" for line in lines)


def _quantity(text: str, signature: Signature) -> str:
    try:
        return latex.inline(parse_term(text, signature))
    except LanguageError:
        return rf"\text{{{escaped(text)}}}"


def _value(text: str) -> str:
    try:
        return exact(Fraction(text)).tex
    except (ValueError, ZeroDivisionError):
        return INFINITE.tex if text == MINUS_INFINITY else rf"\text{{{escaped(text)}}}"
