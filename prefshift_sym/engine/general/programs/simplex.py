"""An exact feasibility test: nonnegative weights of given columns that add up to a target. Fractions only, Bland's rule.

Columns and target are sparse vectors, keyed by anything hashable. Most columns never matter: a key whose entries all have one
sign, and which the target lacks, rules its columns out before any arithmetic.
"""

from __future__ import annotations

import math
import time
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Vector = dict[Any, Any]  # integers where they can be, which is quicker, else fractions
ENTRIES_A_UNIT = 800  # of effort
RIGHT = -1  # the key of a row's right side


def useful(columns: Sequence[Mapping[Any, Any]], target: Mapping[Any, Any]) -> list[int] | None:
    """Return which columns can have a positive weight at all, or None where some key of the target is out of reach."""
    for key, value in target.items():
        if all(column.get(key, 0) * value <= 0 for column in columns):
            return None
    signs: dict[Any, list[int]] = {}  # how many entries are negative, and positive; then the columns that have the key
    for k, column in enumerate(columns):
        for key, value in column.items():
            seen = signs.get(key)
            if seen is None:
                seen = signs[key] = [0, 0]
            seen[value > 0] += 1
            seen.append(k)
    todo = [key for key, seen in signs.items() if not (seen[0] and seen[1]) and key not in target]
    dead: set[int] = set()
    while todo:  # what rules a column out may leave another key's entries with one sign
        for k in signs[todo.pop()][2:]:
            if k in dead:
                continue
            dead.add(k)
            for key, value in columns[k].items():
                seen = signs[key]
                seen[value > 0] -= 1
                if not seen[value > 0] and seen[value <= 0] and key not in target:
                    todo.append(key)
    if any(not signs[key][value > 0] for key, value in target.items()):
        return None
    return [k for k in range(len(columns)) if k not in dead]


def weights(
    columns: Sequence[Mapping[Any, Any]], target: Mapping[Any, Any], deadline: float | None = None,
    spend: Callable[[int], None] = lambda _: None,
) -> dict[int, Fraction] | None:  # fmt: skip
    """Return nonnegative weights, by column number and without zeros, with which the columns give the target, or None.

    `spend` is told of the work at each step, in units, and may raise.
    """
    chosen = useful(columns, target)
    if chosen is None:
        return None
    table: dict[Any, Vector] = {key: {} for key in target}
    for k in chosen:
        for key, value in columns[k].items():
            table.setdefault(key, {})[k] = value
    rows: list[Vector] = []
    for key, row in sorted(table.items(), key=lambda pair: _shown(pair[0])):
        goal = target.get(key, 0)
        rows.append({k: -value for k, value in row.items()} if goal < 0 else row)
        rows[-1][RIGHT] = abs(goal)
    return _phase_one(rows, deadline, spend)


@cache
def _shown(key: Any) -> str:
    """Return a key's text: the rows' order decides which of several answers is found, and should not come from before."""
    return repr(key)


def _phase_one(rows: list[Vector], deadline: float | None, spend: Callable[[int], None]) -> dict[int, Fraction] | None:
    basis: list[int] = [-2 - k for k in range(len(rows))]  # the artificial variables are negative numbers
    price: Vector = {}
    for row in rows:
        for k, value in row.items():
            price[k] = price.get(k, 0) + value
    for row in (*rows, price):
        _whole(row)
    for step in range(2000):
        if deadline is not None and step % 8 == 0 and time.monotonic() > deadline:
            return None
        spend(sum(map(len, rows)) // ENTRIES_A_UNIT)
        if not any(row.get(RIGHT) for row, who in zip(rows, basis, strict=True) if who < 0):
            break
        # the steepest column first, Bland's after a while: quick, and no cycle
        gains = [(value, k) for k, value in price.items() if value > 0 and k >= 0]
        if not gains:
            return None
        enter = max(gains, key=lambda pair: (pair[0], -pair[1]))[1] if step < 60 else min(k for _, k in gains)
        ratios = [
            (ratio(row.get(RIGHT, 0), lead), basis[r], r)
            for r, row in enumerate(rows)
            if (lead := row.get(enter, 0)) > 0
        ]
        if not ratios:
            return None
        r = min(ratios)[2]
        basis[r] = enter
        for other in (*rows[:r], *rows[r + 1 :], price):
            _eliminate(other, rows[r], enter)
    else:
        return None
    found = {who: (row.get(RIGHT, 0), row[who]) for row, who in zip(rows, basis, strict=True) if who >= 0}
    return {who: Fraction(value) / lead for who, (value, lead) in found.items() if value}


def _whole(row: Vector) -> None:
    """Multiply a row by what makes its entries integers: the sign of nothing changes, and integers are quick."""
    scale = math.lcm(*(value.denominator for value in row.values()))
    for k, value in row.items():
        row[k] = int(value * scale)
    if row.get(RIGHT) == 0:
        del row[RIGHT]


def _eliminate(row: Vector, pivot: Vector, enter: int) -> None:
    """Rid a row of a column: add a multiple of the pivot's row to a positive multiple of it, in integers."""
    factor, lead = row.get(enter, 0), pivot[enter]
    if not factor:
        return
    common = math.gcd(factor, lead)
    factor, lead = factor // common, lead // common
    if lead != 1:
        for k in row:
            row[k] *= lead
    for k, value in pivot.items():
        new = row.get(k, 0) - factor * value
        if new:
            row[k] = new
        else:
            row.pop(k, None)
    if lead != 1 and (content := math.gcd(*row.values())) > 1:
        for k in row:
            row[k] //= content
