"""The ladder as plain text: verdicts on the claim, implications that hold, that fail, that are open, and the witnesses."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from prefshift_sym.ladder_drawing.words import at, known, label, world_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.ladder_drawing.graph import Drawing, Edge

WIDTH = 120


def as_text(drawing: Drawing) -> str:
    """Return the whole ladder as text."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    ladder = drawing.ladder
    yield f"The ladder to {ladder.claim}, at {at(ladder.sizes)}"
    yield from _part("each hypothesis, and what it says of the claim", _verdicts(drawing))
    yield from _part("implications that hold, less those that follow from these", _holding(drawing))
    failing = (_edge(drawing, edge, "does not give") for edge in drawing.failing)
    yield from _part("implications that fail, less those that fail with these at the same size", failing)
    open_ones = (_edge(drawing, edge, "may give") for edge in drawing.open)
    yield from _part("implications that are open, less those that these would settle", open_ones)
    vacuous = ([f"{name}: {reason}"] for name, reason in ladder.vacuous.items())
    yield from _part("hypotheses that no world meets", vacuous)
    worlds = ([f"W{number}  {world_line(world)}"] for number, world in enumerate(drawing.worlds, 1))
    yield from _part("witnesses; w = exp(r/beta)", worlds)


def _part(title: str, entries: Iterator[list[str]]) -> Iterator[str]:
    head: list[str] | None = ["", title]
    for entry in entries:
        yield from head or ()
        head = None
        for number, text in enumerate(entry):
            indent = "    " if number else "  "
            yield from textwrap.wrap(
                text, WIDTH, initial_indent=indent, subsequent_indent=indent + "    ", break_on_hyphens=False
            )


def _verdicts(drawing: Drawing) -> Iterator[list[str]]:
    for node in drawing.nodes:
        if node.says is not None:
            yield [label(node), known(drawing, node.says)]
        elif len(node.names) > 1:
            yield [label(node), "the claim itself"]


def _holding(drawing: Drawing) -> Iterator[list[str]]:
    for edge in drawing.holding:
        first, *rest = _edge(drawing, edge, "=>")
        yield [first, *rest, f"converse {known(drawing, drawing.converse(edge))}"]


def _edge(drawing: Drawing, edge: Edge, verb: str) -> list[str]:
    one, other = (drawing.nodes[each].names[0] for each in (edge.premise, edge.conclusion))
    return [f"{one} {verb} {other}", known(drawing, edge.arrow)]
