"""Whether two terms are the same expression: a numerator that expands to zero, or a point where it is not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.terms import Apply
from prefshift_sym.language.walk import walk
from prefshift_sym.readings.algebra.reading import Algebra
from prefshift_sym.theory.unfold import unfold, unfold_tilt

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Node, Term
    from prefshift_sym.readings.algebra.reading import Expression

MOST_PARTS = 20_000  # of an expanded numerator: a few seconds of SymPy


def equal_at(left: Term, right: Term, n: int) -> bool:
    """Return whether two closed terms are one expression at support size `n`, wherever both are defined.

    True is a proof at this size, on SymPy's word that a numerator expands to zero. The names are free: no
    assumption of the setting is used, not even that `p_A` sums to one, so False says only that the identity
    needs more than algebra. Where `exp` or `log` occurs beside the tilt `w`, the tilt is written out as
    `exp(r[y]/beta)`, and there False may also be SymPy's ignorance.

    Raises `OutOfScope` where a term cannot be read (see `Algebra.read`), or is too large to expand.
    """
    plain = unfold(left), unfold(right)
    spread = unfold_tilt if any(map(_transcendental, plain)) else unfold
    reading = Algebra(n)
    return same(reading.read(spread(left)), reading.read(spread(right)))


def same(left: Expression, right: Expression) -> bool:
    """Return whether the numerator of a difference of two SymPy expressions expands to zero.

    Raises `OutOfScope` where it has too many parts to try.
    """
    import sympy

    difference = left - right
    if _differs_at_a_point(difference):
        return False
    numerator, _ = sympy.fraction(sympy.together(difference))
    if parts_when_expanded(numerator) > MOST_PARTS:
        message = f"an equation that expands to more than {MOST_PARTS} parts is not tried"
        raise OutOfScope(message)
    return bool(sympy.expand(numerator) == 0)


def parts_when_expanded(expression: Expression) -> int:
    """Return a bound on how many parts a sum has, once products and whole powers are multiplied out."""
    import sympy

    match expression:
        case sympy.Add(args=args):
            return sum(map(parts_when_expanded, args))
        case sympy.Mul(args=args):
            return math.prod(map(parts_when_expanded, args))
        case sympy.Pow(base=base, exp=sympy.Integer(p=power)) if power > 1:
            parts = parts_when_expanded(base)
            return math.comb(parts + power - 1, power)
        case _:
            return 1


def _differs_at_a_point(difference: Expression) -> bool:
    """Return whether a rational function is something other than zero at one point: then it is not zero.

    The point has coordinates 1/2, 1/3, 1/5, ...; where it is a pole or a zero, nothing is learnt.
    """
    import sympy

    symbols = sorted(difference.free_symbols, key=lambda symbol: symbol.name)
    if not difference.is_rational_function(*symbols):
        return False
    point = {symbol: sympy.Rational(1, sympy.prime(place)) for place, symbol in enumerate(symbols, 1)}
    value = difference.xreplace(point)
    return bool(value.is_Rational and value != 0)


def _transcendental(node: Node) -> bool:
    return any(isinstance(part, Apply) and part.function in {"exp", "log"} for part in walk(node))
