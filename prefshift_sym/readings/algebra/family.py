"""A family of worlds with one number that varies: rational functions of it, and of one exponential of it.

    t    the number itself, such as beta
    u    exp(c/t) where beta varies and the rewards are held fixed; exp(c*t) where exponents of the world have `t` in them
    l    log(b), b > 1 the world's base (or its reciprocal): rewards are `beta*k[y]*log(base)`

Values are elements of SymPy's field of rational functions in these three, exact and in lowest terms. What is not such a
function (a logarithm of `u`, a tilt that is irrational by itself) is refused where it is asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any

from prefshift_sym import recheck
from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.terms import Arithmetic, Name, Negate, Number
from prefshift_sym.readings.algebra.roots import GENERATORS, Constant, as_fraction, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.language.terms import Term
    from prefshift_sym.readings.algebra.reading import Expression

LARGEST_EXPONENT = 300


@dataclass(frozen=True, slots=True)
class Family:
    """The parts of a world, each a term in the name that varies and no other; None is a reward of minus infinity.

    Vectors have an entry a class of outputs, `counts` many each; `grouped` is whether classes may have more than one.
    Where beta varies, `beta` is None and the rewards are fixed: `rewards` are then the exponents `k` times the world's own
    beta where there is a base, so that `r[y] = rewards[y]*log(base)`. Elsewhere they are `k`, or `r`, as written.
    """

    vary: str
    counts: tuple[int, ...]
    grouped: bool
    alpha: Term
    beta: Term | None
    rewards: tuple[Term | None, ...]
    base: Fraction | None
    vectors: Mapping[str, tuple[Term, ...]]
    scalars: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Scale:
    """How `u` depends on `t`: `log(u) = factor*l*f`, f = 1/t where `inverse`, else t; without a base, l is 1. factor > 0."""

    factor: Fraction
    base: Fraction | None
    inverse: bool

    def unit(self) -> str:
        """Return `factor*log(base)` as text."""
        if self.base is None:
            return str(self.factor)
        log = f"log({self.base})"
        return log if self.factor == 1 else f"{self.factor}*{log}"

    def meaning(self, vary: str) -> str:
        """Return what `u` stands for."""
        unit = self.unit()
        if self.inverse:
            return f"exp({unit}/{vary})"
        return f"exp({vary})" if unit == "1" else f"exp({unit}*{vary})"


@dataclass(slots=True)
class Values:
    """The values of a family as rational functions; built once, asked often."""

    family: Family
    scale: Scale | None = None
    constant: Constant | None = None
    tilts: tuple[Expression | None, ...] | str = ""  # the text says why there are none
    kept: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Choose the generators, and write every given value in them."""
        from sympy.polys.domains import QQ
        from sympy.polys.fields import field as field_of

        self.kept["field"], *generators = field_of(",".join(GENERATORS), QQ)
        self.kept |= dict(zip(GENERATORS, generators, strict=True))
        base = self.family.base
        if base is not None:
            self.constant = Constant(max(base, 1 / base))
        try:
            self.tilts = self._tilts()
        except OutOfScope as error:
            self.tilts = str(error)

    def number(self, value: Fraction) -> Expression:
        """Return a constant."""
        return self.kept["field"].field_new(self.kept["field"].domain(value.numerator, value.denominator))

    def read(self, term: Term) -> Expression:
        """Return the rational function that a part of the family is."""
        match term:
            case Number(value):
                return self.number(value)
            case Name():
                return self.kept["t"]
            case Negate(part):
                return -self.read(part)
            case Arithmetic("**", left, right):
                return self.read(left) ** int(as_fraction(self.read(right).numer.LC))
            case Arithmetic(operator, left, right):
                a, b = self.read(left), self.read(right)
                return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}[operator]()
        message = f"{term} is no rational function"
        raise OutOfScope(message)

    def scalar(self, name: str) -> Expression:
        """Return a given scalar."""
        if name == "beta" and self.family.beta is None:
            return self.kept["t"]
        given = {"alpha": self.family.alpha, "beta": self.family.beta, **self.family.scalars}[name]
        assert given is not None
        return self.read(given)

    def entry(self, name: str, y: int) -> Expression | None:
        """Return an entry of a given family or of `r` or `w`; None is minus infinity."""
        if name not in self.kept:
            self.kept[name] = self._vector(name)
        return self.kept[name][y]

    def _vector(self, name: str) -> tuple[Expression | None, ...]:
        family = self.family
        if name == "w":
            if isinstance(self.tilts, str):
                raise OutOfScope(self.tilts)
            return self.tilts
        if name != "r":
            return tuple(map(self.read, family.vectors[name]))
        unit = self.number(Fraction(1))
        if family.base is not None:
            unit = self.kept["l"] if family.base > 1 else -self.kept["l"]
            unit = unit if family.beta is None else unit * self.read(family.beta)
        return tuple(None if each is None else self.read(each) * unit for each in family.rewards)

    def _tilts(self) -> tuple[Expression | None, ...]:
        """Return the tilts: a rational times a whole power of `u` each."""
        family, inverse = self.family, self.family.beta is None
        sign = -1 if family.base is not None and family.base < 1 else 1
        divisor = Fraction(1)
        if family.base is None and family.beta is not None:
            found = self.read(family.beta)
            if names_of(found.numer) or names_of(found.denom) or not found:
                message = f"exp(r/beta) where beta is a function of {family.vary}"
                raise OutOfScope(message)
            divisor = 1 / as_fraction(found.numer.LC) * as_fraction(found.denom.LC)
        lines = [
            None if each is None else self._affine(self.read(each) * self.number(sign * divisor))
            for each in family.rewards
        ]
        finite = [each for each in lines if each is not None]
        slopes = [each[0] if inverse else each[1] for each in finite]
        offsets = [Fraction(0) if inverse else each[0] for each in finite]
        if inverse and any(slope for _, slope in finite):
            message = "rewards that change with beta"
            raise OutOfScope(message)
        step = reduce(_common, map(abs, slopes), Fraction(0))
        if step:
            self.scale = Scale(step, None if self.constant is None else self.constant.base, inverse)
        whole = [int(slope / step) if step else 0 for slope in slopes]
        if max(map(abs, whole), default=0) > LARGEST_EXPONENT:
            message = f"tilts with powers above {LARGEST_EXPONENT}; the limit keeps the algebra within seconds"
            raise OutOfScope(message)
        made = iter(
            [self._constant(offset) * self.kept["u"] ** power for offset, power in zip(offsets, whole, strict=True)]
        )
        return tuple(self.number(Fraction(0)) if each is None else next(made) for each in lines)

    def _affine(self, value: Expression) -> tuple[Fraction, Fraction]:
        numer, denom = value.numer, value.denom
        if names_of(denom) or max(numer.degrees()) > 1:
            message = f"exponents that are not of the form a + b*{self.family.vary}"
            raise OutOfScope(message)
        below = as_fraction(denom.LC)
        parts = {monomial[0]: as_fraction(each) / below for monomial, each in numer.terms()}
        return parts.get(0, Fraction(0)), parts.get(1, Fraction(0))

    def _constant(self, exponent: Fraction) -> Expression:
        """Return base**exponent (exp of it without a base) where that is rational."""
        if abs(exponent) > LARGEST_EXPONENT:
            message = f"a tilt with an exponent above {LARGEST_EXPONENT}"
            raise OutOfScope(message)
        value = recheck.exponential(exponent) if self.constant is None else recheck.power(self.constant.base, exponent)
        if not isinstance(value, Fraction):
            message = "a tilt that is irrational whatever varies"
            raise OutOfScope(message)
        return self.number(value)


def _common(left: Fraction, right: Fraction) -> Fraction:
    """Return the largest rational that both are whole multiples of."""
    below = math.lcm(left.denominator, right.denominator)
    return Fraction(math.gcd(int(left * below), int(right * below)), below)
