"""An exact feasibility test: nonnegative weights of given columns that add up to a target. Fractions only, Bland's rule.

Columns and target are sparse vectors, keyed by anything hashable. Most columns never matter: a key whose entries all have one
sign, and which the target lacks, rules its columns out before any arithmetic.
"""

from __future__ import annotations

import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Vector = dict[Any, Fraction]
ZERO = Fraction(0)


def useful(columns: Sequence[Mapping[Any, Fraction]], target: Mapping[Any, Fraction]) -> list[int] | None:
    """Return which columns can have a positive weight at all, or None where some key of the target is out of reach."""
    alive = set(range(len(columns)))
    while True:
        signs: dict[Any, set[bool]] = {}
        for k in alive:
            for key, value in columns[k].items():
                signs.setdefault(key, set()).add(value > 0)
        for key, value in target.items():
            if (value > 0) not in signs.get(key, ()):
                return None
        dead = {
            k
            for k in alive
            for key, value in columns[k].items()
            if (value < 0) not in signs[key] and (target.get(key, ZERO) == 0 or (target[key] > 0) != (value > 0))
        }
        if not dead:
            return sorted(alive)
        alive -= dead


def weights(
    columns: Sequence[Mapping[Any, Fraction]], target: Mapping[Any, Fraction], deadline: float | None = None
) -> dict[int, Fraction] | None:
    """Return nonnegative weights, by column number and without zeros, with which the columns give the target, or None."""
    chosen = useful(columns, target)
    if chosen is None:
        return None
    keys = sorted({key for k in chosen for key in columns[k]} | set(target), key=repr)
    rows: list[Vector] = []
    right: list[Fraction] = []
    for key in keys:
        value = Fraction(target.get(key, ZERO))
        sign = -1 if value < 0 else 1
        rows.append({k: Fraction(sign * columns[k][key]) for k in chosen if columns[k].get(key)})
        right.append(sign * value)
    return _phase_one(rows, right, deadline)


def _phase_one(rows: list[Vector], right: list[Fraction], deadline: float | None) -> dict[int, Fraction] | None:
    basis: list[int] = [-1 - k for k in range(len(rows))]  # the artificial variables are negative numbers
    price: Vector = {}
    for row in rows:
        for k, value in row.items():
            price[k] = price.get(k, ZERO) + value
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
        ratios = [(right[r] / rows[r][enter], basis[r], r) for r in range(len(rows)) if rows[r].get(enter, ZERO) > 0]
        if not ratios:
            return None
        _pivot(rows, right, price, min(ratios)[2], enter)
        basis[min(ratios)[2]] = enter
    else:
        return None
    return {who: value for who, value in zip(basis, right, strict=True) if who >= 0 and value}


def _pivot(rows: list[Vector], right: list[Fraction], price: Vector, r: int, enter: int) -> None:
    lead = rows[r][enter]
    pivot = {k: value / lead for k, value in rows[r].items()}
    rows[r], right[r] = pivot, right[r] / lead
    for other, row in enumerate([*rows, price]):
        factor = row.get(enter, ZERO)
        if other == r or not factor:
            continue
        for k, value in pivot.items():
            new = row.get(k, ZERO) - factor * value
            if new:
                row[k] = new
            else:
                row.pop(k, None)
        if other < len(rows):
            right[other] -= factor * right[r]
