"""What the equations among the assertions pin down, solved for and put into the rest, so that less is left to a solver.

A variable that an equation gives by a short polynomial in the others goes. An equation between two products of tilts,
such as w1 == 4*w0, is one between their logarithms, x1 - x0 == log 4, and the other way round. The logarithm of a rational
is a sum over its prime factors, each with a variable of its own; so equal sums of logarithms cancel, by unique
factorisation, whatever the decimals. Nothing here is more than a consequence of the assertions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.readings.ground_values import (
    Atom,
    Connective,
    Ground,
    SideConditions,
    conjunction,
    disjunction,
)
from prefshift_sym.readings.logarithms import LOG, log_of
from prefshift_sym.readings.polynomial import Polynomial, linear_combination, without_factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prefshift_sym.readings.ground_values import Values

LONGEST, MOST_ROUNDS, HIGHEST = 4, 40, 24  # terms that a variable may be replaced by; rounds; powers of a tilt


@dataclass(slots=True)
class Solved:
    """The assertions with what is determined put in, and what each variable that went is in terms of the rest."""

    grounds: list[Ground]
    values: dict[str, Polynomial] = field(default_factory=dict)

    def definitions(self) -> Iterator[Ground]:
        """Yield the equations that give the variables that went, so that a model has a value for them."""
        for name, value in self.values.items():
            yield Atom(Polynomial.variable(name) - value, "==")

    def put_in(self, ground: Ground, values: Values) -> Ground:
        """Return a ground formula about what is left; none goes for following from the order of the rewards."""
        return _put_in(ground, self.values, values, by_order=False)

    def left_of(self, pairs: list[tuple[Polynomial, Polynomial]], own: int) -> list[tuple[Polynomial, Polynomial]]:
        """Return the pairs (x, e) whose own variable, in place `own`, has not gone, with what is determined put in."""
        left = (pair for pair in pairs if pair[own].variables.isdisjoint(self.values))
        return [(replaced(x, self.values), replaced(e, self.values)) for x, e in left]

    def with_equations(self, more_equations: list[Ground], values: Values) -> Solved:
        """Return what is left, and what is determined, with a few more equations."""
        more = solved([*self.grounds, *more_equations], more_equations, SideConditions(), values)
        return Solved(
            more.grounds, {name: replaced(value, more.values) for name, value in self.values.items()} | more.values
        )


def solved(grounds: list[Ground], given: list[Ground], side: SideConditions, values: Values) -> Solved:
    """Solve what the top-level equations of `grounds` determine; those of `given` may be longer.

    The extra variables of `side` are solved for too. Raises `OutOfScope` where a polynomial gets too large.
    """
    result, long, seen = Solved(list(grounds)), list(given), set[Polynomial]()
    used = {name for ground in grounds for atom in atoms(ground) for name in atom.polynomial.variables}
    used |= {name for pair in (*side.exponentials, *side.logarithms) for each in pair for name in each.variables}
    both = any(is_numbered(name, "x") for name in used) and any(is_numbered(name, "w") for name in used)
    for _ in range(MOST_ROUNDS):
        given_zero = list(equations(result.grounds))
        known = (Polynomial.variable(name) - value for name, value in result.values.items() if name[0] in "xw")
        to_translate = [each for each in (*given_zero, *known) if both and each not in seen]
        seen.update(to_translate)
        derived = [each for equation in to_translate for each in _translated(equation)]
        derived += _opaque(side, result)
        new: list[Ground] = [_put_in(Atom(each, "=="), result.values, values) for each in derived]
        long, result.grounds = [*long, *new], [*result.grounds, *new]
        if False in result.grounds:
            break
        may_be_long = set(equations(long))
        tried = (
            _solve(each, longest=LONGEST if each in may_be_long else 1, values=values)
            for each in (*given_zero, *equations(new))
        )
        found = next(filter(None, tried), None)
        if found is None:
            break
        for name, value in found.items():
            result.values = {each: replaced(old, {name: value}) for each, old in result.values.items()}
            result.values[name] = value
        result.grounds = [_put_in(each, found, values) for each in result.grounds]
        long = [_put_in(each, found, values) for each in long]
    return _over_one_base(result, values)


def _over_one_base(result: Solved, values: Values) -> Solved:
    """Write logarithms that are all multiples of one, such as log 6 and log 36, in terms of it, if that leaves no other."""
    logs = [
        {name: value for ((name, _), *_), value in ((m, v) for m, v in polynomial.terms.items() if m)}
        for polynomial in result.values.values()
    ]
    vectors = [{name: value for name, value in each.items() if name.startswith(LOG)} for each in logs]
    vector = next((each for each in vectors if len(each) > 1), None)
    if vector is None:
        return result
    unit = Fraction(
        math.gcd(*(v.numerator for v in vector.values())), math.lcm(*(v.denominator for v in vector.values()))
    )
    powers = {name: int(value / unit) for name, value in vector.items()}
    base = math.prod(
        (Fraction(int(name.removeprefix(LOG))) ** power for name, power in powers.items()), start=Fraction(1)
    )
    if base == 1:
        return result
    if base < 1:
        base, powers = 1 / base, {name: -power for name, power in powers.items()}
    first, *others = powers
    rest = Polynomial(
        {((f"{LOG}{base}", 1),): Fraction(1), **{((each, 1),): Fraction(-powers[each]) for each in others}}
    )
    found = {first: rest * Polynomial.constant(Fraction(1, powers[first]))}
    grounds = [_put_in(each, found, values) for each in result.grounds]
    put_in = {name: replaced(value, found) for name, value in result.values.items()}
    left = {name for each in put_in.values() for name in each.variables}
    left |= {name for ground in grounds for atom in atoms(ground) for name in atom.polynomial.variables}
    return result if any(name.startswith(LOG) and name != f"{LOG}{base}" for name in left) else Solved(grounds, put_in)


def equations(grounds: Iterable[Ground]) -> Iterator[Polynomial]:
    """Yield the polynomials that are asserted to be zero."""
    for ground in grounds:
        match ground:
            case Atom(polynomial, "=="):
                yield polynomial
            case Connective("and", parts):
                yield from equations(parts)


def _solve(equation: Polynomial, *, longest: int, values: Values) -> dict[str, Polynomial]:
    """Return what an equation determines: a variable, or several where a sum of what is not negative is zero."""
    signs = {value > 0 for value in equation.terms.values()}
    names = [monomial[0][0] if len(monomial) == 1 and monomial[0][1] == 1 else "" for monomial in equation.terms]
    if len(signs) == 1 and all(name.rsplit("_", 1)[0] in values.nonnegative for name in names):
        return dict.fromkeys(names, Polynomial({}))
    if len(equation.terms) > longest + 1:
        return {}
    for name in sorted(filter(None, names), key=_rank, reverse=True):
        monomial = ((name, 1),)
        rest = Polynomial({each: value for each, value in equation.terms.items() if each != monomial})
        powers = max((power for each in rest.terms for _, power in each), default=0)
        if name in rest.variables or name.startswith(LOG) or powers > HIGHEST:
            continue
        return {name: rest * Polynomial.constant(-1 / equation.terms[monomial])}
    return {}


def _rank(name: str) -> tuple[int, int, str]:
    """Order variables by how gladly they go: extra ones first, then later classes and entries."""
    given = "_" in name or is_numbered(name, "x")
    kept = 0 if name in {"alpha", "beta"} else 1 if is_numbered(name, "w") else 2 if given else 3
    digits = name.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_!")
    return kept, int(digits) if digits.isdigit() else 0, name


def _translated(equation: Polynomial) -> list[Polynomial]:
    """Return an equation between products of tilts as one between logarithms, and the other way round."""
    if len(equation.terms) == 2:
        (first, a), (second, b) = equation.terms.items()
        sides = _log_of(Polynomial({first: Fraction(1)})), _log_of(Polynomial({second: Fraction(1)}))
        if -b / a > 0 and sides[0] is not None and sides[1] is not None:
            return [sides[0] - sides[1] - log_of(-b / a)]
    tilt = _exp_of(equation, math.lcm(*(value.denominator for value in equation.terms.values())))
    return [] if tilt is None else [tilt[0] - tilt[1]]


def _opaque(side: SideConditions, result: Solved) -> Iterator[Polynomial]:
    """Yield the equations for logarithms and exponentials whose arguments have become plain enough."""
    for left, right in side.logarithms:
        logarithm = _log_of(replaced(right, result.values))
        if logarithm is not None and not left.variables <= result.values.keys():
            yield replaced(left, result.values) - logarithm
    for left, right in side.exponentials:
        tilt = _exp_of(replaced(left, result.values))
        if tilt is not None and tilt[1].value is not None and not right.variables <= result.values.keys():
            yield replaced(right, result.values) * tilt[1] - tilt[0]


def _log_of(product: Polynomial) -> Polynomial | None:
    """Return the logarithm of a positive number times powers of tilts."""
    if len(product.terms) != 1:
        return None
    ((monomial, value),) = product.terms.items()
    if value <= 0 or not all(is_numbered(name, "w") for name, _ in monomial):
        return None
    return log_of(value) + Polynomial({((f"x{name[1:]}", 1),): Fraction(power) for name, power in monomial})


def _exp_of(total: Polynomial, shared: int = 1) -> tuple[Polynomial, Polynomial] | None:
    """Return products of tilts with the quotient exp(shared*total): an integer combination of the x and of logarithms."""
    top, bottom = Polynomial.constant(1), Polynomial.constant(1)
    for monomial, value in total.terms.items():
        ((name, power),) = monomial if len(monomial) == 1 else (("", 0),)
        times = value * shared
        if power != 1 or times.denominator != 1 or abs(times) > HIGHEST:
            return None
        if name.startswith(LOG):
            factor = Polynomial.constant(Fraction(name.removeprefix(LOG)))
        elif is_numbered(name, "x"):
            factor = Polynomial.variable(f"w{name[1:]}")
        else:
            return None
        top, bottom = (top * factor ** int(times), bottom) if times > 0 else (top, bottom * factor ** -int(times))
    return top, bottom


# -- putting in -------------------------------------------------------------------------------------------------------


def _put_in(ground: Ground, found: Mapping[str, Polynomial], values: Values, *, by_order: bool = True) -> Ground:
    match ground:
        case Atom(polynomial, relation) if not polynomial.variables.isdisjoint(found):
            top = values.simplified(replaced(polynomial, found))
            for name in [each for each in top.variables if each.startswith(LOG)]:
                top = without_factor(top, name)  # the logarithm of a prime is positive
            return values.settled(Atom(top, relation)) if by_order or top.value is not None else Atom(top, relation)
        case Connective(kind, parts):
            inner = (_put_in(part, found, values, by_order=by_order) for part in parts)
            return conjunction(inner) if kind == "and" else disjunction(inner)
        case _:
            return ground


def replaced(polynomial: Polynomial, found: Mapping[str, Polynomial]) -> Polynomial:
    """Return a polynomial with others put in for some of its variables."""
    if polynomial.variables.isdisjoint(found):
        return polynomial
    parts = []
    for monomial, value in polynomial.terms.items():
        kept = Polynomial({tuple(each for each in monomial if each[0] not in found): Fraction(1)})
        for name, power in monomial:
            if name in found:
                kept = kept * found[name] ** power
        parts.append((value, kept))
    return linear_combination(parts)


def atoms(ground: Ground) -> Iterator[Atom]:
    """Yield the atoms of a ground formula."""
    match ground:
        case Atom():
            yield ground
        case Connective(_, parts):
            for part in parts:
                yield from atoms(part)


def is_numbered(name: str, stem: str) -> bool:
    """Return whether a name is a stem with a number, such as x0."""
    return name[0] == stem and name[1:].isdigit()
