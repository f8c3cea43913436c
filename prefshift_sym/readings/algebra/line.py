"""The line of the number that varies, cut into points and open intervals at the roots of polynomials.

Roots in `t` and in `u` are put in one order: `u` is a monotone function of `t` on each branch, and roots of the two kinds
are told apart by enclosures, or found equal exactly. Each cell has a rational value of `t` and one of `u` at which every
polynomial whose roots are among the cuts has the sign that it has on the whole cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import TYPE_CHECKING

from prefshift_sym import recheck
from prefshift_sym.errors import OutOfScope
from prefshift_sym.readings.algebra.roots import (
    MOST_BITS,
    Root,
    coefficients,
    generator_of,
    roots,
    sign_at,
    simplest_between,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefshift_sym.readings.algebra.family import Scale, Values
    from prefshift_sym.readings.algebra.reading import Expression
    from prefshift_sym.readings.algebra.roots import Bounds

Limit = Fraction | None  # None is infinite
LARGEST_POWER = 1_000  # of a base, where a power of it is worked out


@dataclass(frozen=True, slots=True)
class Branch:
    """An open interval of `t` on which `u` is defined and monotone, and the interval of `u` that it is taken to."""

    low: Limit
    high: Limit
    u_low: Limit
    u_high: Limit
    falling: bool  # whether `u` falls where `t` rises


@dataclass(frozen=True, slots=True)
class Cell:
    """A point, given by the roots that meet there, or an open interval between two points (None: the branch's end)."""

    roots: tuple[Root, ...]
    samples: dict[str, Fraction]
    before: Point | None = None
    after: Point | None = None
    signs: dict[Expression, int] = field(default_factory=dict)

    @property
    def is_point(self) -> bool:
        """Whether this is a single value of `t`."""
        return bool(self.roots)


Point = tuple[Root, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The values of a family, and the branches that `t` ranges over, ascending."""

    values: Values

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Two branches, below and above 0, where beta varies; else one."""
        one, zero = Fraction(1), Fraction(0)
        if self.values.family.beta is None:
            return Branch(None, zero, zero, one, falling=True), Branch(zero, None, one, None, falling=True)
        return (Branch(None, None, zero, None, falling=False),)

    def cells(self, branch: Branch, factors: Iterable[Expression]) -> list[Cell]:
        """Cut a branch at every root of the irreducible polynomials, and return the cells in the order of `t`."""
        found = [root for factor in sorted(factors, key=str) for root in self._roots(factor, branch)]
        found.sort(key=cmp_to_key(lambda a, b: self.order(a, b, branch)))
        points: list[Point] = []
        for root in found:
            if points and self.order(points[-1][0], root, branch) == 0:
                points[-1] = (*points[-1], root)
            else:
                points.append((root,))
        cells: list[Cell] = []
        for before, after in pairwise((None, *points, None)):
            samples = {name: self._sample(name, points, before, branch) for name in ("t", "u")}
            cells += [Cell(before, samples)] if before else []
            cells.append(Cell((), samples, before, after))
        return cells

    def sign(self, cell: Cell, factor: Expression) -> int:
        """Return the sign of an irreducible polynomial on a cell; right wherever its roots are among the cuts."""
        if factor not in cell.signs:
            generator = generator_of(factor)
            if any(root.factor == factor for root in cell.roots):
                cell.signs[factor] = 0
            else:
                # Where it is not zero at a point, its sign there is that beside the point.
                value = cell.samples[generator] if generator else Fraction(0)
                cell.signs[factor] = sign_at(factor, generator, value, self.values.constant)
        return cell.signs[factor]

    def enclosure(self, root: Root, bits: int) -> Bounds:
        """Return rational bounds on `t` at a root."""
        low, high = root.enclosure(bits)
        if root.generator == "t":
            return low, high
        logs = [*_log(low, bits), *_log(high, bits)]
        unit = self._unit(bits)
        inverse = self.scale.inverse
        if min(logs) <= 0 <= max(logs) and inverse:
            return self.enclosure(root, 2 * bits)
        corners = [c / log if inverse else log / c for c in unit for log in (min(logs), max(logs))]
        return min(corners), max(corners)

    @property
    def scale(self) -> Scale:
        """How `u` depends on `t`."""
        assert self.values.scale is not None
        return self.values.scale

    def order(self, left: Root, right: Root, branch: Branch) -> int:
        """Return the sign of left - right, as values of `t`, both on the branch."""
        if left is right:
            return 0
        sense = -1 if left.generator == "u" and branch.falling else 1
        same = left.generator == right.generator
        bits = 16
        while bits <= MOST_BITS:
            if same:
                (a, b), (c, d) = left.enclosure(bits), right.enclosure(bits)
            else:
                (a, b), (c, d), sense = self.enclosure(left, bits), self.enclosure(right, bits), 1
            if b < c or d < a:
                return sense if d < a else -sense
            if same and a == b == c == d:
                return 0
            if not same and bits == 16 and self._meet(left, right):
                return 0
            bits *= 2
        message = f"a root of {str(left.factor)[:60]} cannot be told from one of {str(right.factor)[:60]}"
        raise OutOfScope(message)

    def exact(self, root: Root) -> Fraction | None:
        """Return `t` at a root where it is rational: where u = b**q, its logarithm is a multiple of the unit."""
        if root.generator == "t" or root.rational is None:
            return root.rational
        base, value = self.scale.base, root.rational
        if base is None:
            return None
        (a, b), (c, d) = _log(value, 80), _log(base, 80)
        corners, slack = (a / c, a / d, b / c, b / d), Fraction(1, 2**60)
        power = simplest_between(min(corners) - slack, max(corners) + slack)
        if max(abs(power.numerator), power.denominator) > LARGEST_POWER or recheck.power(base, power) != value:
            return None
        return self.scale.factor / power if self.scale.inverse else power / self.scale.factor

    def _meet(self, left: Root, right: Root) -> bool:
        """Return whether a root in `t` and one in `u` are the same point: decided exactly; elsewhere they never are.

        Where `t` is rational, u is a rational power of a rational. Where it is not, but algebraic, u is transcendental
        (Gelfond-Schneider; without a base, Lindemann); and where `t` is log(b) times a rational, u is e to a rational.
        At t = 0 all that fails: u is 1 there.
        """
        plain, other = (left, right) if left.generator == "t" else (right, left)
        value, base = plain.rational, self.scale.base
        if value == 0 and not self.scale.inverse:
            return other.rational == 1
        if value is None or base is None or other.exact is not None or (self.scale.inverse and not value):
            return False
        power = self.scale.factor / value if self.scale.inverse else self.scale.factor * value
        if max(abs(power.numerator), power.denominator) > LARGEST_POWER:
            return False
        here = recheck.power(base, power)
        total: recheck.Value = Fraction(0)
        for degree, part in enumerate(coefficients(other.factor, "u")):
            term = recheck.multiply(part.get(0, Fraction(0)), recheck.power(here, Fraction(degree)))
            total = recheck.add(total, term)
        if recheck.sign(total) != 0:
            return False
        return recheck.compare(here, other.low) >= 0 >= recheck.compare(here, other.high)

    def _unit(self, bits: int) -> Bounds:
        factor, base = self.scale.factor, self.scale.base
        low, high = (Fraction(1), Fraction(1)) if base is None else _log(base, bits)
        return factor * low, factor * high

    def _roots(self, factor: Expression, branch: Branch) -> list[Root]:
        generator = generator_of(factor)
        if generator is None or (generator == "u" and self.values.scale is None):
            return []
        low, high = (branch.low, branch.high) if generator == "t" else (branch.u_low, branch.u_high)
        found = []
        for root in roots(factor, generator, self.values.constant):
            at_end = root.rational is not None and root.rational in (low, high)
            if at_end or (low is not None and not root.is_above(low)) or (high is not None and root.is_above(high)):
                continue
            found.append(root)
        return found

    def _sample(self, generator: str, points: list[Point], before: Point | None, branch: Branch) -> Fraction:
        """Return a rational between the roots in one generator on the two sides of the open cell after `before`."""
        place = next((i for i, point in enumerate(points) if point is before), -1)
        left = [root for point in points[: place + 1] for root in point if root.generator == generator][-1:]
        right = [root for point in points[place + 1 :] for root in point if root.generator == generator][:1]
        low, high = (branch.low, branch.high) if generator == "t" else (branch.u_low, branch.u_high)
        if generator == "u" and branch.falling:
            left, right = right, left
        bits = 8
        while bits <= MOST_BITS:
            a = left[0].enclosure(bits)[1] if left else low
            b = right[0].enclosure(bits)[0] if right else high
            if a is None or b is None or a < b:
                return simplest_between(a, b)
            bits *= 2
        message = "two roots lie too close together"
        raise OutOfScope(message)


def _log(value: Fraction, bits: int) -> Bounds:
    """Return rational bounds on the logarithm of a rational above 0."""
    found = recheck.logarithm(value)
    return found.enclosure(bits) if isinstance(found, recheck.Real) else (found, found)  # type: ignore[return-value]
