"""From SymPy back to the frozen tree: only nodes that the parser makes, so that text reads back the same."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.terms import Apply, Arithmetic, Negate, Number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prefshift_sym.language.terms import Term

ONE = Number(Fraction(1))


def write(expression: Any, atoms: Mapping[Any, Term]) -> Term:
    """Return the tree of a SymPy expression, symbols standing for `atoms`.

    Raises `OutOfScope` for a foreign symbol, or a function that the language does not have.
    """
    import sympy

    match expression:
        case sympy.Symbol() if expression in atoms:
            return atoms[expression]
        case sympy.Rational(p=top, q=bottom):
            return _quotient([_whole(abs(top))], [_whole(bottom)], minus=top < 0)
        case sympy.Add():
            return _write_sum(expression.as_ordered_terms(), atoms)
        case sympy.Mul():
            return _write_product(expression, atoms)
        case sympy.log(args=(argument,)):
            return Apply("log", (write(argument, atoms),))
        case sympy.exp(args=(argument,)):
            return Apply("exp", (write(argument, atoms),))
        case sympy.core.numbers.Exp1():
            return Apply("exp", (ONE,))
        case sympy.Pow(base=base, exp=exponent):
            return _write_power(base, exponent, atoms)
        case _:
            message = f"SymPy's {expression} cannot be written in the language"
            raise OutOfScope(message)


def _write_sum(parts: Sequence[Any], atoms: Mapping[Any, Term]) -> Term:
    # A part with a minus sign goes behind one without, where there is one: `r - lam`, not `-lam + r`.
    first, *rest = sorted(parts, key=_is_negative)
    total = write(first, atoms)
    for part in rest:
        minus = _is_negative(part)
        total = Arithmetic("-" if minus else "+", total, write(-part if minus else part, atoms))
    return total


def _write_product(expression: Any, atoms: Mapping[Any, Term]) -> Term:
    coefficient, rest = expression.as_coeff_Mul()
    above: list[Term] = [_whole(abs(coefficient.p))]
    below: list[Term] = [_whole(coefficient.q)]
    for factor in rest.as_ordered_factors():
        base, exponent = factor.as_base_exp()
        if exponent.is_Rational and exponent < 0 and not base.is_number:
            below.append(write(base**-exponent, atoms))
        else:
            above.append(write(factor, atoms))
    return _quotient(above, below, minus=coefficient < 0)


def _quotient(above: Sequence[Term], below: Sequence[Term], *, minus: bool) -> Term:
    top, bottom = _product(above, minus=minus), _product(below)
    return top if bottom == ONE else Arithmetic("/", top, bottom)


def _product(factors: Sequence[Term], *, minus: bool = False) -> Term:
    # The sign goes to the first factor, as one writes it: `-beta/p` is `(-beta)/p` in Python's grammar.
    product, *rest = [factor for factor in factors if factor != ONE] or [ONE]
    product = Negate(product) if minus else product
    for factor in rest:
        product = Arithmetic("*", product, factor)
    return product


def _whole(value: int) -> Term:
    return Number(Fraction(int(value)))


def _write_power(base: Any, exponent: Any, atoms: Mapping[Any, Term]) -> Term:
    if exponent.is_Rational and exponent < 0:
        return Arithmetic("/", ONE, write(base**-exponent, atoms))
    if exponent == Fraction(1, 2):
        return Apply("sqrt", (write(base, atoms),))
    return Arithmetic("**", write(base, atoms), write(exponent, atoms))


def _is_negative(part: Any) -> bool:
    return bool(part.as_coeff_Mul()[0] < 0)
