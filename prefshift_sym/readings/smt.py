"""Ground formulas as SMT-LIB 2 text, the tongue that every solver shares. Nothing here imports a solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.readings.ground_values import Atom, Connective, Ground

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from prefshift_sym.readings.polynomial import Monomial, Polynomial


def script(assertions: Iterable[Ground]) -> str:
    """Return declarations and assertions for real variables, without `check-sat`."""
    assertions = [each for each in assertions if each is not True]
    names = sorted(frozenset().union(*(variables(each) for each in assertions)) if assertions else ())
    lines = [f"(declare-const {name} Real)" for name in names]
    lines += [f"(assert {text(each)})" for each in assertions]
    return "\n".join(lines)


def variables(ground: Ground) -> frozenset[str]:
    """Return the names that occur in a ground formula."""
    match ground:
        case Atom(polynomial):
            return polynomial.variables
        case Connective(_, parts):
            return frozenset().union(*map(variables, parts))
        case bool():
            return frozenset()


def text(ground: Ground) -> str:
    """Return one ground formula as SMT-LIB text."""
    match ground:
        case bool():
            return "true" if ground else "false"
        case Connective(kind, parts):
            return f"({kind} {' '.join(map(text, parts))})"
        case Atom(polynomial, "!="):
            return f"(not (= {_sum(polynomial)} 0))"
        case Atom(polynomial, relation):
            return f"({'=' if relation == '==' else relation} {_sum(polynomial)} 0)"


def _sum(polynomial: Polynomial) -> str:
    parts = [_product(monomial, value) for monomial, value in polynomial.terms.items()]
    return "0" if not parts else parts[0] if len(parts) == 1 else f"(+ {' '.join(parts)})"


def _product(monomial: Monomial, value: Fraction) -> str:
    factors = [name for name, power in monomial for _ in range(power)]
    if value != 1 or not factors:
        factors.insert(0, number(value))
    return factors[0] if len(factors) == 1 else f"(* {' '.join(factors)})"


def number(value: Fraction) -> str:
    """Return a rational as SMT-LIB text."""
    size = (
        f"{abs(value.numerator)}.0" if value.denominator == 1 else f"(/ {abs(value.numerator)}.0 {value.denominator}.0)"
    )
    return f"(- {size})" if value < 0 else size
