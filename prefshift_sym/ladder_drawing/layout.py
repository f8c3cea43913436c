"""Places for the nodes of a graph without cycles: the strongest on top, few crossings, arrows clear of the boxes.

An arrow over several rows goes through a narrow place in each row between. Rows are ordered by the mean place of their
neighbours, time and again, and then each place moves as near to that mean as its row allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 24
NARROW = 0.28  # of a box's width, for an arrow that passes by

Pair = tuple[int, int]


@dataclass
class Layout:
    """A place for every node: `x` in boxes' widths from the left, `row` from the top; and each arrow's way."""

    x: dict[int, float] = field(default_factory=dict)
    row: dict[int, int] = field(default_factory=dict)
    ways: dict[Pair, tuple[int, ...]] = field(default_factory=dict)


def layout(count: int, edges: Sequence[Pair]) -> Layout:
    """Return places for nodes 0, ..., count - 1; the passing places on arrows' ways have numbers from `count` on."""
    found = Layout()
    heights = _heights(count, edges)
    top = max(heights, default=0)
    found.row = {node: top - heights[node] for node in range(count)}
    above: dict[int, list[int]] = {node: [] for node in range(count)}
    below: dict[int, list[int]] = {node: [] for node in range(count)}
    for one, other in edges:
        between = range(found.row[one] + 1, found.row[other])
        passing = list(range(len(found.row), len(found.row) + len(between)))
        found.row |= dict(zip(passing, between, strict=True))
        found.ways[one, other] = (one, *passing, other)
        for upper, lower in zip((one, *passing), (*passing, other), strict=True):
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
            below.setdefault(lower, [])
            above.setdefault(upper, [])
    rows = [[node for node in found.row if found.row[node] == row] for row in range(top + 1)]
    _order(rows, above, below)
    _spread(found, rows, above, below, count)
    return found


def _heights(count: int, edges: Sequence[Pair]) -> list[int]:
    """Return for each node the length of the longest way down from it."""
    lower: list[list[int]] = [[] for _ in range(count)]
    for one, other in edges:
        lower[one].append(other)

    @cache
    def height(node: int) -> int:
        return 1 + max((height(each) for each in lower[node]), default=-1)

    return [height(node) for node in range(count)]


def _order(rows: list[list[int]], above: dict[int, list[int]], below: dict[int, list[int]]) -> None:
    for turn in range(ROUNDS):
        neighbours, going = (above, rows) if turn % 2 == 0 else (below, rows[::-1])
        for row in going:
            places = {node: place / max(len(each), 1) for each in rows for place, node in enumerate(each)}
            row.sort(key=lambda node: _mean([places[each] for each in neighbours[node]] or [places[node]]))


def _spread(
    found: Layout, rows: list[list[int]], above: dict[int, list[int]], below: dict[int, list[int]], count: int
) -> None:
    def apart(one: int, other: int) -> float:
        return sum((1.0 if each < count else NARROW) / 2 for each in (one, other))

    for row in rows:
        for place, node in enumerate(row):
            found.x[node] = found.x[row[place - 1]] + apart(row[place - 1], node) if place else 0.0
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            wanted = [_mean([found.x[each] for each in above[node] + below[node]] or [found.x[node]]) for node in row]
            right, left = list(wanted), list(wanted)
            for place in range(1, len(row)):
                right[place] = max(right[place], right[place - 1] + apart(row[place - 1], row[place]))
            for place in reversed(range(len(row) - 1)):
                left[place] = min(left[place], left[place + 1] - apart(row[place], row[place + 1]))
            found.x |= {node: _mean([one, other]) for node, one, other in zip(row, right, left, strict=True)}
    least = min(found.x.values(), default=0.0)
    found.x = {node: round(x - least, 3) for node, x in found.x.items()}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
