"""What the commands print, and how: plain text, with restrained colour where the terminal wants it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from prefshift_sym.verdict import EXIT_CODES, Bounded, Proved, Refuted, Undecided, Undefined, Vacuous

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefshift_sym.verdict import Family, Verdict, World

COLOURS = {"proved": "32", "bounded": "32", "refuted": "31", "unsupported": "33", "undecided": "33", "vacuous": "33"}


def out(text: str = "") -> None:
    """Print a line to standard output."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(text + "\n")


def coloured(word: str, stream: TextIO | None = None) -> str:
    """Return a verdict's name, in its colour where the stream is a terminal and NO_COLOR is not set."""
    stream = stream or sys.stdout
    if not stream.isatty() or "NO_COLOR" in os.environ:
        return word
    return f"\033[{COLOURS.get(word, '33')}m{word}\033[0m"


def sizes(supports: object) -> str:
    """Return support sizes for people."""
    if supports == "all":
        return "every support size"
    listed = tuple(supports) if isinstance(supports, tuple) else ()
    return f"n = {', '.join(map(str, listed))}"


def in_short(verdict: Verdict) -> str:
    """Return what a verdict says beyond its name, on one line."""
    match verdict:
        case Proved(supports):
            return f"for {sizes(supports)}, by a certificate"
        case Bounded(supports, solver):
            return f"at {sizes(supports)}, on the word of {solver}"
        case Refuted(world, family=family):
            outputs = f"{world.n} output{'s' * (world.n > 1)}"
            if family is not None:
                return f"for every n >= {family.smallest}, by exact witnesses; this one has {outputs}"
            return f"by an exact witness with {outputs}"
        case Vacuous(reason) | Undefined(reason) | Undecided(reason):
            return reason


def witness_table(world: World, indent: str = "    ") -> Iterator[str]:
    """Yield the lines of a witness: a row an output, or a class of outputs, then the scalars."""
    yield from _table(world, [str(y) for y in range(world.n)] if world.counts is None else None, indent)


def family_table(family: Family, indent: str = "    ") -> Iterator[str]:
    """Yield the lines of a family of witnesses: a row a class of outputs, then the scalars."""
    yield from _table(family, None, indent)


def _table(world: World | Family, outputs: list[str] | None, indent: str) -> Iterator[str]:
    columns = {"outputs": [*map(str, world.counts or ())]} if outputs is None else {"y": outputs}
    if world.k is not None and world.base is not None:
        columns["r/(beta*log b)"] = [str(each) for each in world.k]
        tilts = [0 if isinstance(each, str) else world.base**each for each in world.k]
        columns["w"] = [str(each) for each in tilts]
    else:
        columns["r"] = [str(each) for each in world.r or ()]
    columns |= {name: [str(each) for each in values] for name, values in world.families.items()}
    widths = {name: max(len(name), *map(len, cells)) for name, cells in columns.items()}
    yield indent + "  ".join(name.rjust(width) for name, width in widths.items())
    for y in range(len(next(iter(columns.values())))):
        yield indent + "  ".join(columns[name][y].rjust(width) for name, width in widths.items())
    scalars = {"alpha": world.alpha, "beta": world.beta, **world.scalars}
    base = {} if world.base is None else {"b": world.base}
    yield indent + ", ".join(f"{name} = {value}" for name, value in {**scalars, **base}.items())


def exit_code(names: Iterator[str]) -> int:
    """Return the highest exit code of verdicts' names."""
    return max((EXIT_CODES[name] for name in names), default=0)


@contextmanager
def progress(total: int = 0) -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being worked on, on one line of a terminal; elsewhere it is quiet."""
    live, count = sys.stderr.isatty(), 0

    def tell(text: str) -> None:
        nonlocal count
        count += 1
        if live:
            head = f"{count}/{total} " if total else ""
            sys.stderr.write(f"\r\033[K{head}{text[:100]}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if live:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
