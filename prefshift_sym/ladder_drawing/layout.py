"""Places for the nodes of a graph without cycles: the strongest on top, few crossings, arrows clear of the boxes.

An arrow over several rows goes through a narrow place in each row between. Rows are ordered by the mean place of their
neighbours, time and again, and then each place moves as near to that mean as its row allows.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROUNDS = 24
NARROW = 0.28  # of a box's width, for an arrow that passes by

Pair = tuple[int, int]
Near = defaultdict[int, list[int]]


@dataclass
class Layout:
    """A place for every node: `x` in boxes' widths from the left, `row` from the top; and each arrow's way."""

    x: dict[int, float] = field(default_factory=dict)
    row: dict[int, int] = field(default_factory=dict)
    ways: dict[Pair, tuple[int, ...]] = field(default_factory=dict)


def layout(count: int, edges: Sequence[Pair]) -> Layout:
    """Return places for nodes 0, ..., count - 1; the passing places on arrows' ways have numbers from `count` on."""
    found = Layout(row=_rows(count, edges))
    near: tuple[Near, Near] = (defaultdict(list), defaultdict(list))
    for one, other in edges:
        between = range(found.row[one] + 1, found.row[other])
        passing = list(range(len(found.row), len(found.row) + len(between)))
        found.row |= dict(zip(passing, between, strict=True))
        found.ways[one, other] = (one, *passing, other)
        for upper, lower in itertools.pairwise(found.ways[one, other]):
            near[0][lower].append(upper)
            near[1][upper].append(lower)
    right = 0.0
    for part in _parts(found.row, near):
        rows = [[node for node in part if found.row[node] == row] for row in sorted({found.row[node] for node in part})]
        _order(rows, near)
        x = _spread(rows, near, count)
        least = min(x.values())
        found.x |= {node: round(right + place - least, 3) for node, place in x.items()}
        right += max(x.values()) - least + 1.0
    return found


def _rows(count: int, edges: Sequence[Pair]) -> dict[int, int]:
    """Return each node's row: as far up as the longest way down from it asks, and no arrow level or upwards."""
    lower: list[list[int]] = [[] for _ in range(count)]
    for one, other in edges:
        lower[one].append(other)

    @cache
    def height(node: int) -> int:
        return 1 + max((height(each) for each in lower[node]), default=-1)

    top = max(map(height, range(count)), default=0)
    rows = {node: top - height(node) for node in range(count)}
    for node in range(count):
        if not lower[node]:  # what implies nothing hangs right below what implies it
            rows[node] = 1 + max((rows[one] for one, other in edges if other == node), default=top - 1)
    return rows


def _parts(nodes: Iterable[int], near: tuple[Near, Near]) -> Iterator[list[int]]:
    """Yield the parts that no arrow connects, so that each can be placed beside the others."""
    left = dict.fromkeys(nodes)
    while left:
        reached, waiting = {next(iter(left))}, [next(iter(left))]
        while waiting:
            node = waiting.pop()
            new = {*near[0][node], *near[1][node]} - reached
            reached |= new
            waiting += sorted(new)
        yield [node for node in left if node in reached]
        left = {node: None for node in left if node not in reached}


def _order(rows: list[list[int]], near: tuple[Near, Near]) -> None:
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            places = {node: place / len(each) for each in rows for place, node in enumerate(each)}
            row.sort(key=lambda node: _mean([places[each] for each in near[turn % 2][node]] or [places[node]]))


def _spread(rows: list[list[int]], near: tuple[Near, Near], count: int) -> dict[int, float]:
    def apart(one: int, other: int) -> float:
        return sum((1.0 if each < count else NARROW) / 2 for each in (one, other))

    x: dict[int, float] = {}
    for row in rows:
        for place, node in enumerate(row):
            x[node] = x[row[place - 1]] + apart(row[place - 1], node) if place else 0.0
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            wanted = [_mean([x[each] for each in near[0][node] + near[1][node]] or [x[node]]) for node in row]
            right, left = list(wanted), list(wanted)
            for place in range(1, len(row)):
                right[place] = max(right[place], right[place - 1] + apart(row[place - 1], row[place]))
            for place in reversed(range(len(row) - 1)):
                left[place] = min(left[place], left[place + 1] - apart(row[place], row[place + 1]))
            x |= {node: _mean([one, other]) for node, one, other in zip(row, right, left, strict=True)}
    return x


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
