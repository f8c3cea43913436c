"""What is found out about thresholds, as plain values, and as JSON-ready data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from prefshift_sym.readings.algebra.roots import decimal

OUTCOMES = {
    "holds": "every claim holds",
    "counterexample": "the assumptions hold and a claim is false",
    "outside": "an assumption does not hold",
    "undefined": "something is undefined",
}


@dataclass(frozen=True, slots=True)
class Flip:
    """A place where a formula's truth changes: None is undefined, `before` and `after` are its two sides.

    An exact flip is one point, told in `exact`, and `at` is the truth there. A sought one lies between `low` and `high`, at
    which the exact re-check found `before` and `after`; there may be more than one between them. For an exact one, `low` and
    `high` are rational bounds on the point, equal where it is rational itself. `edge` marks an end of the range asked for.
    """

    low: Fraction
    high: Fraction
    before: bool | None
    after: bool | None
    at: bool | None = None
    exact: str = ""
    u: str = ""
    polynomial: str = ""
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One formula: its role (`setting`, `assume`, `claim`), whether all flips were found, and the flips in order.

    `always` is its truth throughout where it never flips. `why_not` says what kept it from exact algebra.
    """

    role: str
    name: str
    text: str
    certified: bool
    flips: tuple[Flip, ...]
    always: bool | None = None
    undefined: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the range on which nothing flips, a point where something does, or a bracket around such a point.

    `outcome` is a key of `OUTCOMES`, or "" where nothing is said. On intervals it is that of the exact re-check at
    `sample`; at points it comes from the same algebra that found them.
    """

    kind: str
    low: str
    high: str
    outcome: str
    reason: str = ""
    sample: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a statement's formulas flip as one number varies; `u` is what the algebra calls u, if it needs it."""

    vary: str
    low: str
    high: str
    u: str
    rows: tuple[Row, ...]
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()

    @property
    def certified(self) -> bool:
        """Whether all flips of all formulas were found, by exact algebra."""
        return all(row.certified for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return JSON-ready data, each number an exact rational in a string."""
        return {
            "vary": self.vary,
            "range": {"from": self.low, "to": self.high},
            "u": self.u,
            "certified": self.certified,
            "formulas": [_row(row) for row in self.rows],
            "pieces": [
                {
                    "kind": piece.kind,
                    "from": piece.low,
                    "to": piece.high,
                    "outcome": piece.outcome or None,
                    "reason": piece.reason,
                    **({} if piece.sample is None else {"rechecked_at": str(piece.sample)}),
                }
                for piece in self.pieces
            ],
            "notes": list(self.notes),
        }


def _row(row: Row) -> dict[str, Any]:
    return {
        "role": row.role,
        "name": row.name,
        "text": row.text,
        "certified": row.certified,
        **({} if row.flips else {"always": row.always}),
        **({"reason": row.why_not} if row.why_not else {}),
        "flips": [
            {
                "exact": flip.exact or None,
                "low": str(flip.low),
                "high": str(flip.high),
                "before": flip.before,
                **({"at": flip.at} if flip.exact else {}),
                "after": flip.after,
                **({"u": flip.u, "polynomial": flip.polynomial} if flip.polynomial else {}),
                **({"edge": flip.edge} if flip.edge else {}),
            }
            for flip in row.flips
        ],
    }


def outward(low: Fraction, high: Fraction, digits: int = 12) -> tuple[Fraction, Fraction]:
    """Round bounds outwards to so many significant digits, so that they print well; equal bounds stay as they are."""
    if low == high:
        return low, high
    size = max(abs(low), abs(high))
    scale = digits
    while size >= 1:
        size, scale = size / 10, scale - 1
    while size < Fraction(1, 10):
        size, scale = size * 10, scale + 1
    unit = Fraction(10) ** scale
    return Fraction((low * unit).__floor__()) / unit, Fraction((high * unit).__ceil__()) / unit


def between(low: Fraction, high: Fraction) -> str:
    """Return bounds for people: as decimals where that is exact and short, else as fractions."""
    return f"{_short(low)} and {_short(high)}"


def _short(value: Fraction) -> str:
    for digits in range(16):
        if (value * 10**digits).denominator == 1:
            return decimal(value, digits, up=False)
    return str(value)
