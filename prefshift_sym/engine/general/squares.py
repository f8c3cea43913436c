"""Perfect squares: what is one is not negative, whatever the signs of its parts."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import add, divide, factors, mul, order, ratio

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Proof, Prover
    from prefshift_sym.recheck_certificate import Poly

MOST_TERMS = 12


def square_root(p: Poly) -> Poly | None:
    """Return the polynomial whose square this is, or None: term by term, the leading ones first."""
    lead = min(p, key=order)
    c = Fraction(p[lead])
    root = Fraction(isqrt(max(c.numerator, 0)), isqrt(c.denominator))
    if c <= 0 or root * root != c or any(k % 2 for _, k in lead):
        return None
    first: Poly = {tuple((atom, k // 2) for atom, k in lead): ratio(root, 1)}
    found, rest = first, add(p, mul(first, first), -1)
    for _ in range(MOST_TERMS):
        if not rest:
            return found
        top = min(rest, key=order)
        piece = divide({top: rest[top]}, mul(first, {(): 2}))
        if not piece:
            return None
        rest = add(add(rest, mul(mul(found, piece), {(): 2}), -1), mul(piece, piece), -1)
        if top in rest:
            return None
        found = add(found, piece)
    return None


def as_square(prover: Prover, room: Scratch, p: Poly) -> Proof | None:
    """Prove that a perfect square is >= 0 by the sign of its root, beside factors whose signs are known."""
    part = next((dict(key) for key in factors(p)[1] if len(key) > 1), {})
    root = square_root(part) if 1 < len(part) <= MOST_TERMS else None
    if root is None:
        return None
    inside, at = room.branch(), len(room.facts)
    closed = [["linear", [], [["1", [at, at], None]]]]
    square = ["have", f"{prover.show(room, part)} >= 0", [["split", f"{prover.show(room, root)} >= 0", closed, closed]]]
    known = ["known", prover.show(room, p)]
    if not prover.take(inside, square) or not prover.take(inside, known):
        return None
    return [square, known, ["linear", [], [["1", [len(inside.facts) - 1], None]]]]
