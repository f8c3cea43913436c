"""Differentiation of terms by the textbook's rules, on our own frozen tree: a second opinion on SymPy's.

Sum, product, quotient, whole power, exp and log; everything else is refused. The result is not simplified.
It is valid wherever both it and the term are defined. Every other name is taken as a constant: that it is
one is for the caller to know.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import Apply, Arithmetic, At, Negate, Number
from prefshift_sym.language.walk import families_in, walk

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Term

ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def differentiate(term: Term, by: Term) -> Term:
    """Return the derivative of a term with respect to a name or an entry, such as `p[y]`.

    Raises `OutOfScope` for a term that needs a rule other than those of the module; a sum over Y with
    `p[i]` in it does, because one of its entries is `p[y]`.
    """
    if term == by:
        return ONE
    if not _occurs(by, term):
        return ZERO
    match term:
        case Negate(part):
            return Negate(differentiate(part, by))
        case Arithmetic("+" | "-" as operator, left, right):
            return Arithmetic(operator, differentiate(left, by), differentiate(right, by))
        case Arithmetic("*", left, right):
            first, second = _times(differentiate(left, by), right), _times(left, differentiate(right, by))
            return Arithmetic("+", first, second)
        case Arithmetic("/", top, bottom):
            first, second = _times(differentiate(top, by), bottom), _times(top, differentiate(bottom, by))
            return Arithmetic("/", Arithmetic("-", first, second), _times(bottom, bottom))
        case Arithmetic("**", base, Number(value) as exponent) if value.denominator == 1:
            lowered = Arithmetic("**", base, Number(value - 1))
            return _times(_times(exponent, lowered), differentiate(base, by))
        case Apply("exp", (argument,)):
            return _times(term, differentiate(argument, by))
        case Apply("log", (argument,)):
            return Arithmetic("/", differentiate(argument, by), argument)
        case _:
            message = f"{show(term)[:60]}: there is no rule of differentiation here for this"
            raise OutOfScope(message)


def _occurs(by: Term, term: Term) -> bool:
    # Any other entry of the same family may be the same entry: it is not taken for a constant.
    return by.family in families_in(term) if isinstance(by, At) else by in walk(term)


def _times(left: Term, right: Term) -> Term:
    return Arithmetic("*", left, right)
