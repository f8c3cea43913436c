"""Re-check a counterexample: one file, the standard library, exact arithmetic, no solver.

    python recheck.py witness.json        exit code 0: it stands; 1: it does not; 64: it cannot be read
    python recheck.py family.json         the same for counterexamples at every support size from some on

The document holds a statement of the language and a world: `{"kind": "witness", "statement": {...}, "witness": {...}}`.
The witness stands when the world meets every assumption of the setting that the statement keeps and every assumption of
its own, everything asked is defined there, and at least one claim is false there.

Large supports may be written by classes of outputs that nothing tells apart: `"counts": [1, 999998, 1]`, and every vector
has one entry a class. A sum over Y then takes each class as often as it has outputs. A bound output is either one that is
bound already, once, or a new one of some class, as often as that class has outputs that are not bound yet. This is exact
as long as outputs are told apart by `i == j` and `i != j` only; a formula that does more is refused.

A family of worlds, one for each n from `first` on, is written in the same way, with rational functions of n in place of
numbers: `{"kind": "family", "statement": {...}, "family": {"first": 3, "counts": ["1", "n - 2", "1"], "alpha": "1/2",
"beta": "1", "base": "2", "k": ["0", "2", "3"], "p_A": ["0", "1/(n - 2)", "0"], "p_U": ["1/2", "0", "1/2"]}}`. Counts are
`a*n + b` with whole a >= 0 and b, at least 1 at every n, with the sum n; `base`, `k` and `r` are the same at every n. The
formulas are evaluated once, for all n, and every comparison on the way must come out the same at every n >= first: its two
sides differ by a quotient of polynomials, whose coefficients after n = first + m have one sign, or else whose real roots a
bound leaves finitely many n for, each of which is tried. Where the outcome changes with n, or a logarithm, exponential
or root of a number that changes with n is met, the family is refused. `"before": [{...}, ...]` may hold witnesses of the
sizes that end with first - 1, each a world as above.

Numbers are exact. A value is a quotient of two sums of `coefficient * monomial`; a monomial is a product of prime powers
with exponents in (0, 1), of exp(q) for one rational q, and of natural powers of logarithms and other opaque positive
reals. A sum with no terms left is zero. Any other is given rational enclosures of rising precision until its sign is
certain. For rational combinations of radicals (Besicovitch 1940), of exponentials (Lindemann-Weierstrass) and of
logarithms of primes (Baker 1966) terms that do not cancel never vanish, so this always ends; elsewhere a limit on
precision ends it, and the sign counts as undecided: then the witness does not stand.
"""

from __future__ import annotations

import ast
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise
from itertools import product as tuples
from typing import Any, NamedTuple

LONGEST, DEEPEST, MOST_DIGITS, MOST_BITS, LARGEST = 20_000, 200, 100, 4_096, 10**6
LARGEST_POWER = 10**7  # bits of a power, about
ASSUMPTIONS = (
    "probability vectors", "mixture interior", "positive temperature", "full support", "finite rewards",
    "finite support", "at least two outputs",
)  # fmt: skip
VECTORS = ("p_A", "p_U", "r", "w", "p_ref", "p_theta", "alpha_A", "alpha_U", "post_A")
SCALARS = ("n", "alpha", "beta", "Z", "TPM_A", "TPM_U")
MINUS_INFINITY = "-inf"


class BadDocument(ValueError):
    """The document cannot be read as a witness with its statement."""


class Undefined(ArithmeticError):
    """A division by zero, a bad logarithm or root, or arithmetic on an infinite reward."""


class Unsettled(Undefined):
    """What is not worked out: it may be defined, or not."""


class Varies(Unsettled):
    """In a family of worlds: an outcome that is not the same at every n, or that cannot be told for all n at once."""


# -- exact real numbers -----------------------------------------------------------------------------------------------
# A monomial is (radicals, exponent of e, opaque factors): (((2, 1/2),), 3/4, (("log 3", 1),)). Radicals first.

Monomial = tuple[tuple[tuple[int, Fraction], ...], Fraction, tuple[tuple[str, int], ...]]
Terms = dict[Monomial, Fraction]
PLAIN: Monomial = ((), Fraction(0), ())
ATOMS: dict[str, Callable[[int], tuple[Fraction, Fraction]]] = {}  # opaque positive or real numbers: name -> enclosure


def _times(left: Monomial, right: Monomial) -> tuple[Fraction, Monomial]:
    """Return coefficient and monomial of a product; whole powers of primes move into the coefficient."""
    if left is PLAIN or right is PLAIN:
        return Fraction(1), right if left is PLAIN else left
    coefficient, radicals, opaque = Fraction(1), dict(left[0]), dict(left[2])
    for prime, power in right[0]:
        total = radicals.pop(prime, Fraction(0)) + power
        if total >= 1:
            coefficient, total = coefficient * prime, total - 1
        if total:
            radicals[prime] = total
    for name, times in right[2]:
        opaque[name] = opaque.get(name, 0) + times
    return coefficient, (tuple(sorted(radicals.items())), left[1] + right[1], tuple(sorted(opaque.items())))


class Real:
    """An exact real number that is not rational, or not known to be: `top / bottom`, sums of terms."""

    __slots__ = ("bottom", "top")

    def __init__(self, top: Terms, bottom: Terms) -> None:
        self.top, self.bottom = top, bottom

    def __eq__(self, other: object) -> bool:
        """Return whether it is written the same; different writings may be the same number."""
        return isinstance(other, Real) and (self.top, self.bottom) == (other.top, other.bottom)

    __hash__ = None  # type: ignore[assignment]

    def enclosure(self, bits: int) -> tuple[Fraction, Fraction]:
        """Return rational bounds, the tighter the more bits. Raises `ZeroDivisionError` if the bottom straddles zero."""
        (a, b), (c, d) = _bounds(self.top, bits), _bounds(self.bottom, bits)
        if c <= 0 <= d:
            raise ZeroDivisionError
        corners = (a / c, a / d, b / c, b / d)
        return min(corners), max(corners)


Number = Fraction | Real
Polynomial = tuple[Number, ...]  # coefficients, the constant one first; the last is not zero


class Function:
    """A number that changes with n = first, first + 1, ...: `top / bottom`, where the bottom is zero at no such n."""

    __slots__ = ("bottom", "first", "top")

    def __init__(self, top: Polynomial, bottom: Polynomial, first: int) -> None:
        self.top, self.bottom, self.first = top, bottom, first

    def __eq__(self, other: object) -> bool:
        """Return whether it is written the same."""
        mine = (self.top, self.bottom, self.first)
        return isinstance(other, Function) and mine == (other.top, other.bottom, other.first)

    __hash__ = None  # type: ignore[assignment]


Value = Fraction | Real | Function | str  # the one string is MINUS_INFINITY
ONE = Fraction(1)


def _sum(left: Terms, right: Terms) -> Terms:
    result = dict(left)
    for monomial, value in right.items():
        total = result.pop(monomial, Fraction(0)) + value
        if total:
            result[monomial] = total
    return result


def _product(left: Terms, right: Terms) -> Terms:
    result: Terms = {}
    for (m, a), (k, b) in tuples(left.items(), right.items()):
        factor, monomial = _times(m, k)
        result = _sum(result, {monomial: a * b * factor})
    return result


def _parts(value: Number) -> tuple[Terms, Terms]:
    if isinstance(value, Real):
        return value.top, value.bottom
    return ({PLAIN: value} if value else {}), {PLAIN: Fraction(1)}


def _real(top: Terms, bottom: Terms) -> Number:
    """Return the quotient in simplest form: one term below divides through, and a rational becomes a Fraction."""
    if len(bottom) == 1:
        ((monomial, value),) = bottom.items()
        radicals = tuple((prime, 1 - power) for prime, power in monomial[0])
        if not monomial[2]:
            for prime, _ in radicals:
                value *= prime  # 1/p^(a/q) = p^(1 - a/q)/p
            top, bottom = _product(top, {(radicals, -monomial[1], ()): 1 / value}), {PLAIN: Fraction(1)}
    if not top:
        return Fraction(0)
    if bottom == {PLAIN: 1} and set(top) == {PLAIN}:
        return top[PLAIN]
    return Real(top, bottom)


def add(left: Value, right: Value) -> Value:
    """Return left + right; minus infinity absorbs a finite number."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    if isinstance(left, str) or isinstance(right, str):
        return MINUS_INFINITY
    if isinstance(left, Function) or isinstance(right, Function):
        (e, f), (g, h) = _quotient(left), _quotient(right)
        top, bottom = (_plus(e, g), f) if f == h else (_plus(_by(e, h), _by(g, f)), _by(f, h))
        return _function(top, bottom, _first(left, right))
    (a, b), (c, d) = _parts(left), _parts(right)
    return _real(_sum(a, c), b) if b == d else _real(_sum(_product(a, d), _product(c, b)), _product(b, d))


def negative(value: Value) -> Value:
    """Return -value."""
    if isinstance(value, str):
        message = "the opposite of minus infinity"
        raise Undefined(message)
    if isinstance(value, Fraction):
        return -value
    if isinstance(value, Function):
        return Function(_by((-ONE,), value.top), value.bottom, value.first)
    return Real({monomial: -each for monomial, each in value.top.items()}, value.bottom)


def multiply(left: Value, right: Value) -> Value:
    """Return left * right; minus infinity may only be multiplied by what is positive."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right
    if isinstance(left, str) or isinstance(right, str):
        other = right if isinstance(left, str) else left
        if isinstance(other, str) or sign(other) <= 0:
            message = "minus infinity times a number that is not positive"
            raise Undefined(message)
        return MINUS_INFINITY
    if isinstance(left, Function) or isinstance(right, Function):
        if not (isinstance(left, Function) and isinstance(right, Function)):
            changing, factor = (left, right) if isinstance(left, Function) else (right, left)
            assert isinstance(changing, Function)
            top = _by(changing.top, (_constant(factor),)) if factor != 0 else ()
            return Function(top, changing.bottom, changing.first) if top else Fraction(0)
        (e, f), (g, h) = _quotient(left), _quotient(right)
        return _function(_by(e, g), _by(f, h), _first(left, right))
    if isinstance(left, Fraction) or isinstance(right, Fraction):
        factor, real = (left, right) if isinstance(left, Fraction) else (right, left)
        assert isinstance(factor, Fraction)
        assert isinstance(real, Real)
        return Real({m: factor * each for m, each in real.top.items()}, real.bottom) if factor else factor
    (a, b), (c, d) = _parts(left), _parts(right)
    return _real(_product(a, c), _product(b, d))


def divide(left: Value, right: Value) -> Value:
    """Return left / right."""
    if isinstance(right, str):
        message = "a division by minus infinity"
        raise Undefined(message)
    if isinstance(right, Function):
        if 0 in signs(right):
            message = f"a division by {describe(right)}, which is zero at some n"
            raise Varies(message)
        return multiply(left, Function(right.bottom, right.top, right.first))
    if sign(right) == 0:
        message = "a division by zero"
        raise Undefined(message)
    if isinstance(right, Fraction):
        return multiply(left, 1 / right)
    return multiply(left, Real(right.bottom, right.top))


def sign(value: Value) -> int:
    """Return -1, 0 or 1, with certainty. Raises `Undefined` where the limit on precision does not suffice."""
    if isinstance(value, str):
        return -1
    if isinstance(value, Function):
        found = signs(value)
        if len(found) > 1:
            message = f"the sign of {describe(value)} changes with n"
            raise Varies(message)
        return min(found)
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    if value.bottom == {PLAIN: 1} and len(value.top) == 1:
        (((_, _, opaque), coefficient),) = value.top.items()
        if all(name.removeprefix("log ").isdigit() for name, _ in opaque):  # as roots and exp are, log 2, 3 ... > 0
            return 1 if coefficient > 0 else -1
    bits = 64
    while bits <= MOST_BITS:
        try:
            low, high = value.enclosure(bits)
        except ZeroDivisionError:
            low, high = Fraction(-1), Fraction(1)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        bits *= 4
    message = f"the sign of a number could not be decided with {MOST_BITS} bits"
    raise Unsettled(message)


def difference(left: Value, right: Value) -> Value:
    """Return a value with the sign of left - right."""
    if isinstance(left, str) or isinstance(right, str):
        return Fraction(isinstance(right, str) - isinstance(left, str))
    return add(left, negative(right))


def compare(left: Value, right: Value) -> int:
    """Return the sign of left - right."""
    return sign(difference(left, right))


def holds(relation: Callable[[int], bool], value: Value) -> bool:
    """Return whether a value's sign is as the relation wants it. Raises `Varies` where that is not the same at every n."""
    if not isinstance(value, Function):
        return relation(sign(value))
    answers = {relation(each) for each in signs(value)}
    if len(answers) > 1:
        message = f"a comparison depends on n: {describe(value)} beside 0"
        raise Varies(message)
    return answers.pop()


# -- numbers that change with n ---------------------------------------------------------------------------------------

UNIT: Polynomial = (ONE,)
MOST_TRIED, HIGHEST = 2_000, 64  # values of n that a sign is tried at one by one; the highest degree


def _quotient(value: Value) -> tuple[Polynomial, Polynomial]:
    if isinstance(value, Function):
        return value.top, value.bottom
    assert not isinstance(value, str)
    return ((value,) if value != 0 else ()), UNIT


def _first(left: Value, right: Value) -> int:
    first = {each.first for each in (left, right) if isinstance(each, Function)}
    assert len(first) == 1
    return first.pop()


def _constant(value: Value) -> Number:
    assert isinstance(value, Fraction | Real)  # constants make constants
    return value


def _stripped(coefficients: list[Number]) -> Polynomial:
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    if len(coefficients) > HIGHEST + 1:
        message = f"a polynomial in n of degree above {HIGHEST} is not worked out"
        raise Varies(message)
    return tuple(coefficients)


def _plus(left: Polynomial, right: Polynomial) -> Polynomial:
    longer, shorter = (left, right) if len(left) >= len(right) else (right, left)
    return _stripped([*(_constant(add(a, b)) for a, b in zip(longer, shorter, strict=False)), *longer[len(shorter) :]])


def _by(left: Polynomial, right: Polynomial) -> Polynomial:
    if right == UNIT:
        return left
    if len(right) == 1:
        return tuple(_constant(multiply(each, right[0])) for each in left)
    result: list[Number] = [Fraction(0)] * (len(left) + len(right) - 1 if left and right else 0)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] = _constant(add(result[i + j], multiply(a, b)))
    return _stripped(result)


def _function(top: Polynomial, bottom: Polynomial, first: int) -> Value:
    """Return the quotient in lowest terms, where its coefficients are rational; a constant as the number that it is."""
    if not top:
        return Fraction(0)
    if all(isinstance(each, Fraction) for each in (*top, *bottom)):
        common, rest = bottom, top
        while rest:
            common, rest = rest, _divided(common, rest)[1]
        if len(common) > 1:
            top, bottom = _divided(top, common)[0], _divided(bottom, common)[0]
        if bottom[-1] != 1:
            scale = (_constant(divide(ONE, bottom[-1])),)
            top, bottom = _by(top, scale), _by(bottom, scale)
    if len(top) == len(bottom):
        ratio = _constant(divide(top[-1], bottom[-1]))
        if not _plus(top, _by((_constant(negative(ratio)),), bottom)):
            return ratio
    return Function(top, bottom, first)


def _divided(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return quotient and remainder of polynomials with rational coefficients."""
    rest, quotient = list(top), [Fraction(0)] * max(len(top) - len(bottom) + 1, 0)
    for place in reversed(range(len(quotient))):
        quotient[place] = factor = rest[place + len(bottom) - 1] / bottom[-1]  # type: ignore[operator]
        for i, each in enumerate(bottom):
            rest[place + i] -= factor * each  # type: ignore[operator]
    return _stripped(list(quotient)), _stripped(rest)


def signs(value: Value) -> frozenset[int]:
    """Return signs that a value takes as n grows from its first: all of them, and at times others besides."""
    if not isinstance(value, Function):
        return frozenset({sign(value)})
    above, below = _signs(_moved(value.top, value.first)), _signs(_moved(value.bottom, value.first))
    return frozenset(a * b for a in above for b in below if b)


def _moved(polynomial: Polynomial, first: int) -> Polynomial:
    """Return the polynomial in m = n - first."""
    result: Polynomial = ()
    for each in reversed(polynomial):
        result = _plus(_by(result, (Fraction(first), ONE)), (each,) if each != 0 else ())
    return result


def _signs(polynomial: Polynomial) -> frozenset[int]:
    """Return the signs that a polynomial takes at m = 0, 1, 2, ..."""
    each_sign = [sign(each) for each in polynomial]
    if len({*each_sign} - {0}) == 1:
        return frozenset({each_sign[0], each_sign[-1]})
    # For m >= 1 + max |a_i/a_d|, over the coefficients of other sign than the highest, the highest term outweighs them.
    against = [a for a, s in zip(polynomial, each_sign, strict=True) if s == -each_sign[-1]]
    bound = 1 + max(_above(divide(each, polynomial[-1])) for each in against)
    if bound > MOST_TRIED:
        message = f"a sign may change with n beyond {MOST_TRIED} sizes"
        raise Varies(message)
    found = {each_sign[-1]}
    for m in range(math.ceil(bound)):
        value: Value = Fraction(0)
        for each in reversed(polynomial):
            value = add(multiply(value, Fraction(m)), each)
        found.add(sign(value))
    return frozenset(found)


def _above(value: Value) -> Fraction:
    """Return a rational number not below the size of a constant."""
    if isinstance(value, Fraction):
        return abs(value)
    assert isinstance(value, Real)
    bits = 64
    while bits <= MOST_BITS:
        try:
            return max(map(abs, value.enclosure(bits)))
        except ZeroDivisionError:
            bits *= 4
    message = f"the size of a number could not be told with {MOST_BITS} bits"
    raise Unsettled(message)


def _written(polynomial: Polynomial) -> str:
    """Return a polynomial with rational coefficients as a text of the language, the highest power first."""
    text = ""
    for degree, each in reversed([*enumerate(polynomial)]):
        if each:
            assert isinstance(each, Fraction)
            power_of_n = "n" if degree == 1 else f"n**{degree}"
            size = str(abs(each)) if not degree else power_of_n if abs(each) == 1 else f"{abs(each)}*{power_of_n}"
            text += f" {'-' if each < 0 else '+'} {size}" if text else f"{'-' * (each < 0)}{size}"
    return text


# -- enclosures -------------------------------------------------------------------------------------------------------


def _rounded(low: Fraction, high: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Round outwards to a relative precision, so that numbers stay short."""
    size = max(abs(low), abs(high))
    scale = Fraction(2) ** (bits + 8 - (size.numerator.bit_length() - size.denominator.bit_length() if size else 0))
    return Fraction(math.floor(low * scale)) / scale, Fraction(math.ceil(high * scale)) / scale


def _bounds(terms: Terms, bits: int) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for (radicals, exponent, opaque), coefficient in terms.items():
        a = b = coefficient
        pairs = [_root(prime**power.numerator, power.denominator, bits) for prime, power in radicals]
        pairs += [exp_bounds(exponent, bits)] if exponent else []
        pairs += [ATOMS[name](bits) for name, times in opaque for _ in range(times)]
        for c, d in pairs:
            corners = (a * c, a * d, b * c, b * d)
            a, b = _rounded(min(corners), max(corners), bits)
        low, high = low + a, high + b
    return low, high


def _root(value: int, degree: int, bits: int) -> tuple[Fraction, Fraction]:
    """Enclose the root of a natural number, by bisection on integers."""
    target = value << (bits * degree)
    low, high = 0, 1 << (target.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= target else (low, middle)
    return Fraction(low, 1 << bits), Fraction(high, 1 << bits)


def exp_bounds(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Enclose exp: halve until small, add the series with its remainder, square back."""
    halvings = max(0, math.ceil(abs(value)).bit_length() + 4)
    small, work = abs(value) / 2**halvings, bits + 2 * halvings + 16
    small_low, small_high = _rounded(small, small, work)
    low = high = term_low = term_high = Fraction(1)
    step = 0
    while term_high > Fraction(1, 1 << work):
        step += 1
        term_low, term_high = _rounded(term_low * small_low / step, term_high * small_high / step, work)
        low, high = low + max(term_low, Fraction(0)), high + term_high
    high += term_high  # the rest of the series is below its last term, since the argument is below 1/8
    for _ in range(halvings):
        low, high = _rounded(low * low, high * high, work)
    return (low, high) if value >= 0 else (1 / high, 1 / low)


def _log(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Enclose log: take out powers of two, then 2*artanh((x - 1)/(x + 1)) with its remainder."""
    power = value.numerator.bit_length() - value.denominator.bit_length()
    low, high = _artanh(value / Fraction(2) ** power, bits + 16)
    two_low, two_high = _artanh(Fraction(2), bits + 16) if power else (Fraction(0), Fraction(0))
    shifts = (power * two_low, power * two_high)
    return low + min(shifts), high + max(shifts)


def _artanh(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    z = (value - 1) / (value + 1)
    total, power, step = Fraction(0), z, 1
    while abs(power) > Fraction(1, 1 << bits):
        total += _rounded(power, power, bits)[0] / step
        power, step = _rounded(power * z * z, power * z * z, bits + 8)[0], step + 2
    slack = Fraction(4 * step, 1 << bits)
    return 2 * total - slack, 2 * total + slack


def _monotone(
    function: Callable[[Fraction, int], tuple[Fraction, Fraction]], value: Number
) -> Callable[[int], tuple[Fraction, Fraction]]:
    """Return the enclosure of an increasing function of a number that has enclosures itself."""

    def enclose(bits: int) -> tuple[Fraction, Fraction]:
        low, high = value.enclosure(bits) if isinstance(value, Real) else (value, value)
        return function(_rounded(low, low, bits)[0], bits)[0], function(_rounded(high, high, bits)[1], bits)[1]

    return enclose


def _opaque(name: str, enclose: Callable[[int], tuple[Fraction, Fraction]]) -> Real:
    ATOMS.setdefault(name, cache(enclose))
    return Real({((), Fraction(0), ((name, 1),)): Fraction(1)}, {PLAIN: Fraction(1)})


# -- exp, log, powers -------------------------------------------------------------------------------------------------


def _factors(value: int) -> Iterator[tuple[int, int]]:
    """Yield primes with their powers by trial division; a large rest counts as one factor, which keeps all this sound."""
    prime = 2
    while prime * prime <= value and prime < 10_000:
        power = 0
        while value % prime == 0:
            value, power = value // prime, power + 1
        if power:
            yield prime, power
        prime += 1 + (prime > 2)
    if value > 1:
        yield value, 1


def power(base: Value, exponent: Fraction) -> Value:
    """Return base**exponent."""
    if isinstance(base, str):
        message = "a power of minus infinity"
        raise Undefined(message)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length()) if isinstance(base, Fraction) else MOST_BITS
    if abs(exponent) * bits > LARGEST_POWER:
        message = "a power is too large to work out"
        raise Unsettled(message)
    if exponent.denominator == 1:
        result: Value = Fraction(1)
        if isinstance(base, Fraction):
            if not base and exponent < 0:
                message = "a division by zero"
                raise Undefined(message)
            return base ** int(exponent)
        for _ in range(abs(int(exponent))):
            result = multiply(result, base)
        return result if exponent >= 0 else divide(Fraction(1), result)
    base = _fixed(base, "the root of")
    assert not isinstance(base, str)
    if sign(base) < 0 or (sign(base) == 0 and exponent < 0):
        message = "a fractional power of a negative number, or a negative power of zero"
        raise Undefined(message)
    if isinstance(base, Fraction):
        if not base:
            return Fraction(0)
        result = Fraction(1)
        for sense, whole in ((1, base.numerator), (-1, base.denominator)):
            for prime, times in _factors(whole):
                total = sense * times * exponent
                rest = total - math.floor(total)
                radical = (
                    Real({(((prime, rest),), Fraction(0), ()): Fraction(1)}, {PLAIN: Fraction(1)})
                    if rest
                    else Fraction(1)
                )
                result = multiply(result, multiply(Fraction(prime) ** math.floor(total), radical))
        return result
    if exponent == Fraction(1, 2):
        return _opaque(f"sqrt({base})", _monotone(lambda x, bits: _sqrt(x, bits), base))
    return exponential(multiply(exponent, logarithm(base)))


def _fixed(value: Value, what: str) -> Number | str:
    """Return a value that is the same at every n."""
    if isinstance(value, Function):
        message = f"{what} {describe(value)}, which changes with n, is not worked out"
        raise Varies(message)
    return value


def _sqrt(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    if value <= 0:
        return Fraction(0), Fraction(0)
    low, high = _root(value.numerator * value.denominator, 2, bits)
    return low / value.denominator, high / value.denominator


def logarithm(value: Value) -> Value:
    """Return the natural logarithm; that of a rational in logarithms of its prime factors."""
    value = _fixed(value, "the logarithm of")
    if isinstance(value, str) or sign(value) <= 0:
        message = "the logarithm of a number that is not positive"
        raise Undefined(message)
    if isinstance(value, Fraction):
        pieces = [(prime, Fraction(times)) for prime, times in _factors(value.numerator)]
        pieces += [(prime, Fraction(-times)) for prime, times in _factors(value.denominator)]
        rest = Fraction(0)
    elif value.bottom == {PLAIN: 1} and len(value.top) == 1 and not next(iter(value.top))[2]:
        (((radicals, rest, _), coefficient),) = value.top.items()
        return add(add(logarithm(coefficient), rest), _log_sum(list(radicals)))
    else:
        return _opaque(f"log({value})", _monotone(_positive_log, value))
    return add(rest, _log_sum(pieces))


def _log_sum(pieces: list[tuple[int, Fraction]]) -> Value:
    result: Value = Fraction(0)
    for prime, times in pieces:
        log = _opaque(f"log {prime}", lambda bits, prime=prime: _log(Fraction(prime), bits))  # type: ignore[misc]
        result = add(result, multiply(times, log))
    return result


def _positive_log(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    return _log(value, bits) if value > 0 else (Fraction(-(10**9)), Fraction(-(10**9)))


def exponential(value: Value) -> Value:
    """Return exp; rational combinations of logarithms of naturals become radicals, rationals stay under exp."""
    value = _fixed(value, "the exponential of")
    if isinstance(value, str):
        return Fraction(0)
    if isinstance(value, Fraction):
        if not value:
            return Fraction(1)
        return Real({((), value, ()): Fraction(1)}, {PLAIN: Fraction(1)})
    if value.bottom == {PLAIN: 1}:
        result: Value = Fraction(1)
        for (radicals, exponent, opaque), coefficient in value.top.items():
            if not (radicals or exponent or opaque):
                result = multiply(result, exponential(coefficient))
            elif (
                not radicals
                and not exponent
                and len(opaque) == 1
                and opaque[0][0].startswith("log ")
                and opaque[0][1] == 1
            ):
                result = multiply(result, power(Fraction(int(opaque[0][0][4:])), coefficient))
            else:
                break
        else:
            return result
    return _opaque(f"exp({value})", _monotone(exp_bounds, value))


# -- reading texts ----------------------------------------------------------------------------------------------------

CALLS = {"exp": 1, "log": 1, "sqrt": 1, "abs": 1, "sign": 1, "implies": 2, "iff": 2}
FAMILY_CALLS = {"E": 2, "mean": 1, "cov": 2, "KL": 2}
FOLDS = ("sum", "prod", "max", "min", "all", "any")


def parse(text: object, vectors: frozenset[str], scalars: frozenset[str]) -> ast.expr:
    """Read a formula and refuse all that the language does not have. Nothing is evaluated."""
    if not isinstance(text, str) or len(text) > LONGEST:
        message = f"a formula is a text of at most {LONGEST} characters, and this is {str(text)[:60]!r}"
        raise BadDocument(message)
    try:
        node = ast.parse(text.strip().replace("\n", " "), mode="eval").body
        _allow(node, vectors, scalars, frozenset(), 0)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        message = f"not a formula of the language: {str(error).split(' (')[0]}: {text[:80]!r}"
        raise BadDocument(message) from None
    return node


def _allow(node: ast.AST, vectors: frozenset[str], scalars: frozenset[str], bound: frozenset[str], depth: int) -> None:
    def each(*parts: ast.AST, also: frozenset[str] = frozenset()) -> None:
        for part in parts:
            _allow(part, vectors, scalars, bound | also, depth + 1)

    match node:
        case _ if depth > DEEPEST:
            message = f"it nests deeper than {DEEPEST}"
        case ast.Constant(int(value)) if not isinstance(value, bool) and value < 10**MOST_DIGITS:
            return None
        case ast.Name(name) if name in scalars or name in bound:
            return None
        case ast.Subscript(ast.Name(family), index) if family in vectors and _is_index(index, bound):
            return None
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), right):
            return each(left, right)
        case ast.UnaryOp(ast.USub() | ast.Not(), operand):
            return each(operand)
        case ast.BoolOp(_, values):
            return each(*values)
        case ast.Compare(left, ops, comparators) if all(type(op) in RELATIONS for op in ops):
            return each(left, *comparators)
        case ast.IfExp(test, then, other):
            return each(test, then, other)
        case ast.Call(ast.Name(name), [ast.GeneratorExp(body, loops)], []) if name in FOLDS:
            names: set[str] = set()
            for loop in loops:
                match loop:
                    case ast.comprehension(ast.Name(name), ast.Name("Y"), conditions, 0) if (
                        name not in bound | names | vectors | scalars
                    ):
                        names.add(name)
                        each(*conditions, also=frozenset(names))
                    case _:
                        message = "a loop is written `for i in Y`, with an index name of its own"
                        raise ValueError(message)
            return each(body, also=frozenset(names))
        case ast.Call(ast.Name("max" | "min"), [_, _, *_] as arguments, []):
            return each(*arguments)
        case ast.Call(ast.Name("rank"), [ast.Name(family), index], []) if family in vectors and _is_index(index, bound):
            return None
        case ast.Call(ast.Name(name), arguments, []) if len(arguments) == CALLS.get(name):
            return each(*arguments)
        case ast.Call(ast.Name(name), arguments, []) if len(arguments) == FAMILY_CALLS.get(name) and all(
            isinstance(argument, ast.Name) and argument.id in vectors for argument in arguments
        ):
            return None
        case _:
            message = f"`{ast.unparse(node)[:60]}` is not allowed here"
    raise ValueError(message)


def _is_index(node: ast.expr, bound: frozenset[str]) -> bool:
    return (isinstance(node, ast.Name) and node.id in bound) or (
        isinstance(node, ast.Constant) and type(node.value) is int and node.value >= 0
    )


RELATIONS: dict[type, Callable[[int], bool]] = {
    ast.Lt: lambda s: s < 0, ast.LtE: lambda s: s <= 0, ast.Eq: lambda s: s == 0,
    ast.NotEq: lambda s: s != 0, ast.GtE: lambda s: s >= 0, ast.Gt: lambda s: s > 0,
}  # fmt: skip


# -- evaluation in a world --------------------------------------------------------------------------------------------


class World:
    """A world: scalars and vectors by name. Defined quantities are worked out when first asked for, and kept.

    Class c has `counts[c]` outputs, its first is the number c; `grouped` is whether any class may have more than one. Bound
    outputs of class c are numbered c, c + m, c + 2*m, ... where m is the number of classes. In a family of worlds, counts
    and numbers may change with n.
    """

    def __init__(
        self,
        counts: list[int | Function],
        grouped: bool,  # noqa: FBT001 - made in two places, in plain sight
        scalars: dict[str, Value],
        vectors: dict[str, list[Value]],
    ) -> None:
        self.counts, self.grouped, self.scalars, self.vectors = counts, grouped, scalars, vectors
        self.kept: dict[tuple[str, int], Value] = {}

    def scalar(self, name: str) -> Value:
        """Return a given or defined scalar."""
        if name in self.scalars:
            return self.scalars[name]
        family = {"Z": ("p_ref", "w"), "TPM_A": ("alpha_A", "p_A"), "TPM_U": ("alpha_U", "p_U")}[name]
        self.scalars[name] = self.average(*family)
        return self.scalars[name]

    def average(self, f: str, p: str) -> Value:
        """Return `E(f, p)`: the sum of f[y]*p[y]."""
        return self.total(multiply(self.entry(f, y), self.entry(p, y)) for y in range(len(self.counts)))

    def total(self, values: Iterable[Value]) -> Value:
        """Return the sum over Y of what has these values on the classes."""
        sums: Value = Fraction(0)
        for value, count in zip(values, self.counts, strict=True):
            sums = add(sums, value if count == 1 else multiply(_number(count), value))
        return sums

    def entry(self, family: str, y: int) -> Value:
        """Return an entry of a given or defined vector."""
        if self.grouped:
            y %= len(self.counts)
        elif not 0 <= y < len(self.counts):
            message = f"{family}[{y}] is asked for, and outputs are numbered 0 to {len(self.counts) - 1}"
            raise BadDocument(message)
        if family in self.vectors:
            return self.vectors[family][y]
        if (family, y) not in self.kept:
            self.kept[family, y] = self._defined(family, y)
        return self.kept[family, y]

    def _defined(self, family: str, y: int) -> Value:
        alpha = self.scalars["alpha"]
        one_minus = add(Fraction(1), negative(alpha))
        match family:
            case "w":
                if sign(self.scalars["beta"]) == 0:
                    message = "w is exp(r/beta), and beta is 0"
                    raise Undefined(message)
                reward = self.entry("r", y)
                return exponential(multiply(reward, divide(Fraction(1), self.scalars["beta"])))
            case "p_ref":
                return add(multiply(alpha, self.entry("p_A", y)), multiply(one_minus, self.entry("p_U", y)))
            case "p_theta":
                return divide(multiply(self.entry("p_ref", y), self.entry("w", y)), self.scalar("Z"))
            case "alpha_A" | "alpha_U":
                weight = alpha if family == "alpha_A" else one_minus
                return divide(multiply(weight, self.entry("w", y)), self.scalar("Z"))
            case _:  # post_A
                return divide(multiply(alpha, self.entry("p_A", y)), self.entry("p_ref", y))

    # A formula's value is a bool, a term's a Value; `at` gives bound indices their outputs.

    def truth(self, node: ast.expr, at: Mapping[str, int]) -> bool:
        """Return the truth of a formula; guards are read left to right, and what they shut out is not looked at."""
        match node:
            case ast.Compare(ast.Name(left), [ast.Eq() | ast.NotEq() as op], [ast.Name(right)]) if {
                left,
                right,
            } <= at.keys():
                return (at[left] == at[right]) is isinstance(op, ast.Eq)
            case ast.Compare(left, ops, comparators):
                values = [self.term(part, at) for part in (left, *comparators)]
                apart = [difference(a, b) for a, b in pairwise(values)]
                answers = [holds(RELATIONS[type(op)], each) for op, each in zip(ops, apart, strict=True)]
                return all(answers)
            case ast.BoolOp(ast.And(), values):
                return all(self.truth(part, at) for part in values)
            case ast.BoolOp(_, values):
                return any(self.truth(part, at) for part in values)
            case ast.UnaryOp(ast.Not(), operand):
                return not self.truth(operand, at)
            case ast.Call(ast.Name("implies"), [premise, conclusion]):
                return not self.truth(premise, at) or self.truth(conclusion, at)
            case ast.Call(ast.Name("iff"), [left, right]):
                return self.truth(left, at) == self.truth(right, at)
            case ast.Call(ast.Name("all" | "any" as kind), [ast.GeneratorExp(body, loops)]):
                # Every instance is asked, so that an undefined one is never hidden behind a lucky one.
                every = [self.truth(body, inner) for inner, _ in self.instances(loops, at)]
                return all(every) if kind == "all" else any(every)
        message = f"`{ast.unparse(node)[:60]}` is a number, and a formula is expected"
        raise BadDocument(message)

    def instances(
        self, loops: list[ast.comprehension], at: Mapping[str, int]
    ) -> Iterator[tuple[dict[str, int], Value]]:
        """Yield bound indices with their outputs where the conditions hold, and how many instances each stands for."""
        first, *rest = loops
        for y, times in self.outputs(at):
            inner = {**at, first.target.id: y}  # type: ignore[attr-defined]
            if all(self.truth(condition, inner) for condition in first.ifs):
                for last, more in self.instances(rest, inner) if rest else ((inner, ONE),):
                    yield last, more if times is ONE else times if more is ONE else multiply(times, more)

    def outputs(self, at: Mapping[str, int]) -> Iterator[tuple[int, Value]]:
        """Yield the outputs to look at: each that is bound already, and of each class a new one for all that are left."""
        if not self.grouped:
            yield from ((y, ONE) for y in range(len(self.counts)))
            return
        bound, m = set(at.values()), len(self.counts)
        yield from ((y, ONE) for y in sorted(bound))
        for c, count in enumerate(self.counts):
            taken = sum(y % m == c for y in bound)
            left = difference(_number(count), Fraction(taken))
            if holds(lambda s: s > 0, left):
                yield next(y for y in range(c, (taken + 1) * m, m) if y not in bound), ONE if left == 1 else left

    def output(self, index: ast.expr, at: Mapping[str, int]) -> int:
        """Return the output that an index names."""
        if isinstance(index, ast.Name):
            return at[index.id]
        if self.grouped:
            message = "a formula that names an output by its number cannot be read in a world given by `counts`"
            raise BadDocument(message)
        return index.value  # type: ignore[attr-defined, no-any-return]

    def term(self, node: ast.expr, at: Mapping[str, int]) -> Value:
        """Return the exact value of a term."""
        match node:
            case ast.Constant(value):
                return Fraction(value)  # type: ignore[arg-type]
            case ast.Name(name):
                if name in at and self.grouped:
                    message = (
                        "a formula that orders outputs by their numbers cannot be read in a world given by `counts`"
                    )
                    raise BadDocument(message)
                return Fraction(at[name]) if name in at else self.scalar(name)
            case ast.Subscript(ast.Name(family), index):
                return self.entry(family, self.output(index, at))
            case ast.UnaryOp(ast.USub(), operand):
                return negative(self.term(operand, at))
            case ast.IfExp(test, then, other):
                return self.term(then if self.truth(test, at) else other, at)
            case ast.BinOp(left, ast.Pow(), right):
                return self.power(self.term(left, at), self.term(right, at))
            case ast.BinOp(left, op, right):
                a, b = self.term(left, at), self.term(right, at)
                match op:
                    case ast.Add():
                        return add(a, b)
                    case ast.Sub():
                        return add(a, negative(b))
                    case ast.Mult():
                        return multiply(a, b)
                    case _:
                        return divide(a, b)
            case ast.Call(ast.Name(name), [ast.GeneratorExp(body, loops)]) if name in FOLDS:
                return self.fold(name, [(self.term(body, inner), times) for inner, times in self.instances(loops, at)])
            case ast.Call(ast.Name("max" | "min" as name), arguments):
                return self.fold(name, [(self.term(argument, at), ONE) for argument in arguments])
            case ast.Call(ast.Name("rank"), [ast.Name(family), index]):
                here = self.entry(family, self.output(index, at))
                places = [compare(self.entry(family, y), here) for y in range(len(self.counts))]
                return divide(add(Fraction(1), self.total(Fraction(1 - each) for each in places)), Fraction(2))
            case ast.Call(ast.Name("E" | "mean" | "cov" | "KL" as name), arguments):
                return self.shorthand(name, [argument.id for argument in arguments])  # type: ignore[attr-defined]
            case ast.Call(ast.Name(name), [argument]):
                return self.apply(name, self.term(argument, at))
        message = f"`{ast.unparse(node)[:60]}` is a formula, and a number is expected"
        raise BadDocument(message)

    def power(self, base: Value, exponent: Value) -> Value:
        """Return base**exponent; an exponent that is not rational needs a positive base."""
        if isinstance(exponent, Fraction):
            if max(abs(exponent.numerator), exponent.denominator) > 10**6:
                message = "an exponent is too large to work out"
                raise Unsettled(message)
            if exponent.denominator != 1 and sign(base) <= 0:
                message = "a fractional power of a number that is not positive"
                raise Undefined(message)
            return power(base, exponent)
        if isinstance(exponent, Function) and base == 1:
            return ONE
        exponent = _fixed(exponent, "a power with the exponent")
        return exponential(multiply(exponent, logarithm(base)))

    def fold(self, kind: str, values: list[tuple[Value, Value]]) -> Value:
        """Return the sum, product, maximum or minimum of values, each with the number of times that it occurs."""
        if kind in {"max", "min"}:
            if not values:
                message = f"the {kind} of nothing"
                raise Undefined(message)
            best = values[0][0]
            for value, _ in values[1:]:
                if not holds(lambda s: s <= 0 if kind == "max" else s >= 0, difference(value, best)):
                    best = value
            return best
        total: Value = Fraction(kind == "prod")
        for value, times in values:
            if kind == "sum":
                total = add(total, value if times is ONE else multiply(times, value))
            else:
                total = multiply(total, value if times is ONE else self.power(value, times))
        return total

    def apply(self, name: str, value: Value) -> Value:
        """Return exp, log, sqrt, abs or sign of a value."""
        match name:
            case "exp":
                return exponential(value)
            case "log":
                return logarithm(value)
            case "sqrt":
                return power(value, Fraction(1, 2))
            case "sign":
                return Fraction(sign(value))
            case _:
                return value if holds(lambda s: s >= 0, value) else negative(value)

    def shorthand(self, name: str, families: list[str]) -> Value:
        """Return `E(f, p)`, `mean(f)`, `cov(f, g)` or `KL(p, q)`."""
        match name, families:
            case "E", [f, p]:
                return self.average(f, p)
            case "mean", [f]:
                return divide(self.total(self.entry(f, y) for y in range(len(self.counts))), self.scalars["n"])
            case "cov", [f, g]:
                product = multiply(self.shorthand("mean", [f]), self.shorthand("mean", [g]))
                return add(divide(self.average(f, g), self.scalars["n"]), negative(product))
        p, q = families
        return self.total(self.divergence(self.entry(p, y), self.entry(q, y)) for y in range(len(self.counts)))

    def divergence(self, here: Value, there: Value) -> Value:
        """Return one term of the Kullback-Leibler divergence, in nats: p*log(p/q), or 0 where p is 0."""
        return multiply(here, logarithm(divide(here, there))) if sign(here) else Fraction(0)


def _number(count: int | Function) -> Value:
    return count if isinstance(count, Function) else Fraction(count)


# -- the check --------------------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """One formula with what came out: role is `setting`, `assume` or `claim`; `undefined` says why, if it is.

    `unsettled` is whether that depends on n, could not be told for all n at once, or was too large to be worked out.
    """

    role: str
    name: str
    text: str
    holds: bool | None
    undefined: str = ""
    values: tuple[str, ...] = ()
    unsettled: bool = False


class Report(NamedTuple):
    """Does the witness stand, and why not; one line a formula; `met` is whether all assumptions hold.

    A family that stands refutes the statement at every n from `smallest` on.
    """

    stands: bool
    reason: str
    lines: tuple[Line, ...]
    met: bool = False
    smallest: int | None = None


def check(document: Mapping[str, Any]) -> Report:
    """Re-check a witness, or a family of them, with its statement. Raises `BadDocument`, in a sentence, for what cannot be read."""
    statement = _table(document, "statement")
    if "family" not in document:
        return _checked(statement, _table(document, "witness"), in_n=False)
    family = _table(document, "family")
    report, before = _checked(statement, family, in_n=True), family.get("before", [])
    if not isinstance(before, list) or not all(isinstance(each, Mapping) for each in before):
        message = f"`before` is a list of witnesses, and this is {str(before)[:80]}"
        raise BadDocument(message)
    smallest = family["first"] - len(before)
    for n, witness in enumerate(before, smallest):
        if witness.get("n") != n:
            message = f"`before` has a witness of each size that ends with first - 1, and n = {n} is missing"
            raise BadDocument(message)
        single = _checked(statement, witness, in_n=False)
        if not single.stands:
            return Report(False, f"the witness with n = {n}: {single.reason}", report.lines)
    if not report.stands:
        return report
    return Report(True, f"for every n >= {smallest}, {report.reason}", report.lines, met=True, smallest=smallest)


def _checked(statement: Mapping[str, Any], witness: Mapping[str, Any], *, in_n: bool) -> Report:
    without, vectors, scalars, world = _read(statement, witness, in_n=in_n)
    names = frozenset((*VECTORS, *vectors)), frozenset((*SCALARS, *scalars))
    formulas = [
        (role, name, text) for role in ("assume", "claim") for name, text in _table(statement, role, {}).items()
    ]
    if not any(role == "claim" for role, _, _ in formulas):
        message = "the statement has no claim"
        raise BadDocument(message)
    lines = list(_setting(world, statement, without))
    for role, name, text in formulas:
        lines.append(_line(world, role, name, text, parse(text, *names)))
    for name, value in _table(witness, "values", {}).items():
        try:
            shown = world.term(parse(name, *names), {})
        except Undefined as reason:
            return Report(False, f"`values` says {name} = {value}, and that is undefined: {reason}", tuple(lines))
        told = _in_n(world, value, name) if in_n else _exact(value, f"values of {name!r}")
        if difference(shown, told) != 0 and (in_n or compare(shown, told)):
            return Report(False, f"`values` says {name} = {value}, and it is {describe(shown)}", tuple(lines))
    return _judged(tuple(lines))


def value_of(document: Mapping[str, Any], name: str) -> str | None:
    """Return a scalar of the setting in the witness's world, where it is defined and rational; in a family's, as a text in n."""
    in_n = "family" in document
    *_, world = _read(_table(document, "statement"), _table(document, "family" if in_n else "witness"), in_n=in_n)
    try:
        value = world.scalar(name)
    except Undefined:
        return None
    return None if isinstance(value, Real | str) or _irrational(value) else describe(value)


def _irrational(value: Value) -> bool:
    return isinstance(value, Function) and any(isinstance(each, Real) for each in (*value.top, *value.bottom))


def _judged(lines: tuple[Line, ...]) -> Report:
    for line in lines:
        if line.role != "claim" and not line.holds:
            how = f"is undefined: {line.undefined}" if line.holds is None else "does not hold in this world"
            how = f"is not settled: {line.undefined}" if line.unsettled else how
            return Report(False, f"assumption {line.name!r} {how}", lines)
    undefined = [line for line in lines if line.holds is None]
    if undefined:
        how = "not settled" if undefined[0].unsettled else "undefined"
        return Report(False, f"claim {undefined[0].name!r} is {how}: {undefined[0].undefined}", lines, met=True)
    broken = [line.name for line in lines if line.role == "claim" and line.holds is False]
    if broken:
        return Report(True, f"every assumption holds, and claim {broken[0]!r} is false", lines, met=True)
    return Report(False, "every claim holds in this world", lines, met=True)


def _line(world: World, role: str, name: str, text: str, node: ast.expr) -> Line:
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []

    def values() -> tuple[str, ...]:
        return tuple(describe(world.term(side, {})) for side in sides)

    return _settled(role, name, text, lambda: world.truth(node, {}), values)


def _settled(
    role: str, name: str, text: str, test: Callable[[], bool], values: Callable[[], tuple[str, ...]] = tuple
) -> Line:
    try:
        return Line(role, name, text, test(), values=values())
    except Undefined as reason:
        return Line(role, name, text, None, str(reason), unsettled=isinstance(reason, Unsettled))


def describe(value: Value) -> str:
    """Return a rational, or a rational function of n, exactly; an irrational number by its first digits, marked as such."""
    if isinstance(value, Function):
        if _irrational(value):
            return "a number that changes with n"
        scale = Fraction(math.lcm(*(each.denominator for each in (*value.top, *value.bottom))))  # type: ignore[union-attr]
        top, bottom = (_written(_by((scale,), each)) for each in (value.top, value.bottom))
        top = f"({top})" if len(value.top) - value.top.count(Fraction(0)) > 1 and bottom != "1" else top
        return top if bottom == "1" else f"{top}/({bottom})"
    if not isinstance(value, Real):
        return str(value)
    try:
        return f"about {float(value.enclosure(128)[0]):.12g}"
    except (ZeroDivisionError, OverflowError):
        return "an irrational number"


def _setting(world: World, statement: Mapping[str, Any], without: set[str]) -> Iterator[Line]:
    """Yield the setting's own assumptions that are kept, and the shape of declared distributions."""
    everywhere, n = range(len(world.counts)), world.scalars["n"]
    distributions = [] if "probability vectors" in without else ["p_A", "p_U"]
    alpha = world.scalars["alpha"]

    def positive(value: Value) -> bool:
        return holds(lambda s: s > 0, value)

    def probability(entries: list[Value]) -> bool:
        return all(holds(lambda s: s >= 0, each) for each in entries) and world.total(entries) == 1

    tests: dict[str, Callable[[], bool]] = {
        "mixture interior": lambda: positive(alpha) and positive(difference(ONE, alpha)),
        "positive temperature": lambda: positive(world.scalars["beta"]),
        "full support": lambda: all(positive(add(world.entry("p_A", y), world.entry("p_U", y))) for y in everywhere),
        "finite rewards": lambda: MINUS_INFINITY not in world.vectors["r"],
        "at least two outputs": lambda: holds(lambda s: s >= 0, difference(n, Fraction(2))),
    }
    for name, test in tests.items():
        if name not in without:
            yield _settled("setting", name, "", test)
    for name in (*distributions, *_names(statement, "distributions")):
        yield _settled("setting", f"{name} is a probability vector", "", lambda: probability(world.vectors[name]))
    yield Line("setting", "a support size that is asked for", "", _asked(statement) == "all" or n in _asked(statement))


def _asked(statement: Mapping[str, Any]) -> Any:
    """Return the support sizes that a statement is about."""
    asked = statement.get("n", "all")
    sizes = [asked] if isinstance(asked, int) else asked
    if asked != "all" and not (isinstance(sizes, list) and all(type(each) is int for each in sizes)):
        message = f'the statement\'s `n` is "all", a whole number or a list of them, and this is {str(asked)[:80]!r}'
        raise BadDocument(message)
    return sizes


def _names(statement: Mapping[str, Any], key: str) -> list[str]:
    value = statement.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        message = f"`{key}` is a list of names, and this is {str(value)[:80]}"
        raise BadDocument(message)
    return value


def _read(
    statement: Mapping[str, Any], witness: Mapping[str, Any], *, in_n: bool
) -> tuple[set[str], list[str], list[str], World]:
    without = set(_names(statement, "without"))
    if not without <= set(ASSUMPTIONS):
        message = f"`without` names {min(without - set(ASSUMPTIONS))!r}, which is no assumption of the setting"
        raise BadDocument(message)
    families, scalars = (
        [*_names(statement, "families"), *_names(statement, "distributions")],
        _names(statement, "scalars"),
    )
    clash = {*families, *scalars} & {*VECTORS, *SCALARS}
    if clash or len({*families, *scalars}) < len(families) + len(scalars):
        message = f"a declared name is taken already or declared twice: {sorted(clash) or families + scalars}"
        raise BadDocument(message)
    if in_n:
        grouped, counts, n, number = True, *_sizes(witness)
    else:
        grouped, counts, n, number = "counts" in witness, *_size(witness)
    m = len(counts)
    values = {name: number(witness.get(name), name) for name in ("alpha", *scalars)}
    values |= {"n": n, "beta": _exact(witness.get("beta"), "beta")}
    vectors = {name: _vector(witness, name, m, number) for name in ("p_A", "p_U", *families)}
    infinite = "finite rewards" in without
    if "k" in witness:
        base, k = _exact(witness.get("base"), "base"), _vector(witness, "k", m, _exact, infinite=infinite)
        if base <= 0 or base == 1:
            message = f"the base is positive and not 1, and this is {base}"
            raise BadDocument(message)
        unit = multiply(values["beta"], logarithm(base))
        vectors["r"] = [each if isinstance(each, str) else multiply(each, unit) for each in k]
        if values["beta"] != 0 and all(isinstance(each, str) or abs(each) <= 10**5 for each in k):  # type: ignore[arg-type]
            vectors["w"] = [Fraction(0) if isinstance(each, str) else power(base, each) for each in k]  # type: ignore[arg-type]
    else:
        vectors["r"] = _vector(witness, "r", m, _exact, infinite=infinite)
    if MINUS_INFINITY in vectors["r"] and values["beta"] <= 0:  # type: ignore[operator]
        message = "a reward of minus infinity needs beta > 0"
        raise BadDocument(message)
    return without, families, scalars, World(counts, grouped, values, vectors)


Reader = Callable[[object, str], Value]


def _size(witness: Mapping[str, Any]) -> tuple[list[int | Function], Value, Reader]:
    """Return counts, n, and what reads a number of a single world."""
    n = witness.get("n")
    if type(n) is not int or not 1 <= n <= LARGEST:
        message = f"`n` is a whole number from 1 to {LARGEST}, and this is {n!r}"
        raise BadDocument(message)
    counts = witness.get("counts", [1] * n)
    if not isinstance(counts, list) or not all(type(each) is int and each > 0 for each in counts) or sum(counts) != n:
        message = f"`counts` is a list of whole numbers above 0 with the sum n = {n}, and this is {str(counts)[:80]}"
        raise BadDocument(message)
    return [*counts], Fraction(n), _exact


def _sizes(family: Mapping[str, Any]) -> tuple[list[int | Function], Value, Reader]:
    """Return counts, n, and what reads a number of a family of worlds."""
    first, texts = family.get("first"), family.get("counts")
    if type(first) is not int or not 1 <= first <= LARGEST:
        message = f"`first` is a whole number from 1 to {LARGEST}, and this is {first!r}"
        raise BadDocument(message)
    n = Function((Fraction(0), ONE), UNIT, first)
    sizes = World([], True, {"n": n}, {})
    counts: list[int | Function] = []
    if not isinstance(texts, list) or not texts:
        message = (
            f'`counts` is a list of texts such as "1" or "n - 2", one for each class, and this is {str(texts)[:80]}'
        )
        raise BadDocument(message)
    for text in texts:
        count = _in_n(sizes, text, "counts")
        slope, start = Fraction(0), count
        if isinstance(count, Function) and count.bottom == UNIT and len(count.top) == 2:
            slope, start = count.top[1], _moved(count.top, first)[0]  # type: ignore[assignment]
        whole = isinstance(start, Fraction) and start.denominator == slope.denominator == 1
        if not whole or slope < 0 or start < 1:  # type: ignore[operator]
            message = (
                f'`counts` is a list of texts such as "1" or "n - 2", each a whole number above 0 at every n >= {first},'
                f" and this is {str(text)[:80]!r}"
            )
            raise BadDocument(message)
        counts.append(count if isinstance(count, Function) else int(start))  # type: ignore[arg-type]
    total: Value = Fraction(0)
    for each in counts:
        total = add(total, _number(each))
    if difference(total, n) != 0:
        message = f"the counts add up to {describe(total)}, and not to n"
        raise BadDocument(message)
    return counts, n, lambda value, name: _in_n(sizes, value, name)


def _in_n(sizes: World, value: object, name: str) -> Value:
    """Read a rational function of n."""
    try:
        node = parse(value, frozenset(), frozenset({"n"}))
        calls = any(isinstance(each, ast.Call) for each in ast.walk(node))
        found = MINUS_INFINITY if calls else sizes.term(node, {})
    except Undefined as reason:
        message = f"`{name}` is {str(value)[:80]!r}, which is undefined at some n: {reason}"
        raise BadDocument(message) from None
    if isinstance(found, Real | str) or _irrational(found):
        message = f"`{name}` is a rational function of n, and this is {str(value)[:80]!r}"
        raise BadDocument(message)
    return found


def _table(data: Mapping[str, Any], key: str, default: Any = None) -> Mapping[str, Any]:
    value = data.get(key, default) if isinstance(data, Mapping) else None
    if not isinstance(value, Mapping):
        message = f"`{key}` is missing, or is not a table"
        raise BadDocument(message)
    return value


def _exact(value: object, name: str) -> Fraction:
    try:
        if isinstance(value, str) and len(value) < 10_000 and "." not in value and "e" not in value.lower():
            return Fraction(value)
    except (ValueError, ZeroDivisionError):
        pass
    message = f'`{name}` is an exact rational in a string, such as "8/17", and this is {value!r}'
    raise BadDocument(message)


def _vector(data: Mapping[str, Any], name: str, n: int, number: Reader, *, infinite: bool = False) -> list[Value]:
    value = data.get(name)
    if not isinstance(value, list) or len(value) != n:
        message = (
            f"`{name}` is a list of {n} exact rationals, one for each output (or class), and this is {str(value)[:80]}"
        )
        raise BadDocument(message)
    return [
        each if infinite and each == MINUS_INFINITY else number(each, f"{name}[{i}]") for i, each in enumerate(value)
    ]


def main(arguments: list[str]) -> int:
    """Check the files named; print a line a formula; return the highest exit code."""
    code = 0
    for argument in arguments or ["(no file)"]:
        try:
            with open(argument, encoding="utf-8") as file:  # noqa: PTH123 - one import fewer
                report = check(json.load(file))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError, BadDocument) as error:
            sys.stderr.write(f"{argument}: {error}; usage: python recheck.py FILE.json\n")
            code = 64
            continue
        for line in report.lines:
            outcome = f"undefined: {line.undefined}" if line.holds is None else "holds" if line.holds else "is false"
            outcome = f"not settled: {line.undefined}" if line.unsettled else outcome
            values = f" [{'; '.join(line.values)}]" if line.values else ""
            sys.stdout.write(f"  {line.role} {line.name!r} {outcome}{values}\n")
        what = "the witness stands" if report.smallest is None else "the family stands"
        sys.stdout.write(f"{argument}: {what if report.stands else 'refused'}: {report.reason}\n")
        code = max(code, 0 if report.stands else 1)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
