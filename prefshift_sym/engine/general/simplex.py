"""An exact feasibility test: nonnegative weights of given columns that add up to a target. Fractions only, Bland's rule.

Columns and target are sparse vectors, keyed by anything hashable. Most columns never matter: a key whose entries all have one
sign, and which the target lacks, rules its columns out before any arithmetic.
"""

from __future__ import annotations

import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Vector = dict[Any, Any]  # integers where they can be, which is quicker, else fractions


def useful(columns: Sequence[Mapping[Any, Fraction]], target: Mapping[Any, Fraction]) -> list[int] | None:
    """Return which columns can have a positive weight at all, or None where some key of the target is out of reach."""
    alive = list(range(len(columns)))
    while True:
        signs: dict[Any, int] = {}  # 1 where some entry is positive, 2 where some is negative, 3 where both are
        for k in alive:
            for key, value in columns[k].items():
                signs[key] = signs.get(key, 0) | (1 if value > 0 else 2)
        if any(not signs.get(key, 0) & (1 if value > 0 else 2) for key, value in target.items()):
            return None
        lonely = {key for key, seen in signs.items() if seen < 3 and key not in target}
        left = [k for k in alive if lonely.isdisjoint(columns[k])]
        if len(left) == len(alive):
            return alive
        alive = left


def weights(
    columns: Sequence[Mapping[Any, Fraction]], target: Mapping[Any, Fraction], deadline: float | None = None
) -> dict[int, Fraction] | None:
    """Return nonnegative weights, by column number and without zeros, with which the columns give the target, or None."""
    chosen = useful(columns, target)
    if chosen is None:
        return None
    table: dict[Any, Vector] = {key: {} for key in target}
    for k in chosen:
        for key, value in columns[k].items():
            table.setdefault(key, {})[k] = value
    rows: list[Vector] = []
    right: list[Any] = []
    for key, row in table.items():
        goal = target.get(key, 0)
        rows.append({k: -value for k, value in row.items()} if goal < 0 else row)
        right.append(abs(goal))
    return _phase_one(rows, right, deadline)


def _phase_one(rows: list[Vector], right: list[Any], deadline: float | None) -> dict[int, Fraction] | None:
    basis: list[int] = [-1 - k for k in range(len(rows))]  # the artificial variables are negative numbers
    price: Vector = {}
    for row in rows:
        for k, value in row.items():
            price[k] = price.get(k, 0) + value
    for step in range(2000):
        if deadline is not None and step % 8 == 0 and time.monotonic() > deadline:
            return None
        if not any(value for value, who in zip(right, basis, strict=True) if who < 0):
            break
        # the steepest column first, Bland's after a while: quick, and no cycle
        gains = [(value, k) for k, value in price.items() if value > 0 and k >= 0]
        if not gains:
            return None
        enter = max(gains, key=lambda pair: (pair[0], -pair[1]))[1] if step < 60 else min(k for _, k in gains)
        ratios = [(ratio(right[r], rows[r][enter]), basis[r], r) for r in range(len(rows)) if rows[r].get(enter, 0) > 0]
        if not ratios:
            return None
        _pivot(rows, right, price, min(ratios)[2], enter)
        basis[min(ratios)[2]] = enter
    else:
        return None
    return {who: Fraction(value) for who, value in zip(basis, right, strict=True) if who >= 0 and value}


def _pivot(rows: list[Vector], right: list[Any], price: Vector, r: int, enter: int) -> None:
    lead = rows[r][enter]
    pivot = rows[r] if lead == 1 else {k: ratio(value, lead) for k, value in rows[r].items()}
    rows[r], right[r] = pivot, ratio(right[r], lead)
    for other, row in enumerate([*rows, price]):
        factor = row.get(enter, 0)
        if other == r or not factor:
            continue
        for k, value in pivot.items():
            new = row.get(k, 0) - factor * value
            if new:
                row[k] = new
            else:
                row.pop(k, None)
        if other < len(rows):
            right[other] -= factor * right[r]
