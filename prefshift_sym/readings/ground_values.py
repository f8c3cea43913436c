"""The values of ground terms: quotients of polynomials, with a side condition for whatever is not polynomial.

A quotient keeps its denominator as a bag of factors, so that a common one (the partition function) never multiplies up.
A factor is `positive` where the setting's assumptions in force make it non-negative: that it is not zero is an
obligation (`domain`), discharged before any verdict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from prefshift_sym.errors import OutOfScope
from prefshift_sym.readings.polynomial import Polynomial, linear_combination, without_factor, without_one_minus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prefshift_sym.language.terms import Relation
    from prefshift_sym.theory.statement import Statement

ZERO, ONE = Polynomial.constant(0), Polynomial.constant(1)


@dataclass(frozen=True, slots=True)
class Atom:
    """`polynomial relation 0`."""

    polynomial: Polynomial
    relation: Literal[">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True)
class Connective:
    """A conjunction or disjunction of ground formulas, none of them a plain truth value."""

    kind: Literal["and", "or"]
    parts: tuple[Ground, ...]


Ground = bool | Atom | Connective


def conjunction(parts: Iterable[Ground]) -> Ground:
    """Return the conjunction, simplified by plain truth values."""
    return _connect("and", parts)


def disjunction(parts: Iterable[Ground]) -> Ground:
    """Return the disjunction, simplified by plain truth values."""
    return _connect("or", parts)


def _connect(kind: Literal["and", "or"], parts: Iterable[Ground]) -> Ground:
    absorbing = kind == "or"
    kept: dict[Ground, None] = {}
    for part in parts:
        if isinstance(part, bool):
            if part is absorbing:
                return absorbing
        elif isinstance(part, Connective) and part.kind == kind:
            kept.update(dict.fromkeys(part.parts))
        else:
            kept[part] = None
    if not kept:
        return not absorbing
    return next(iter(kept)) if len(kept) == 1 else Connective(kind, tuple(kept))


def negation(ground: Ground) -> Ground:
    """Return the negation, pushed down to the atoms."""
    match ground:
        case bool():
            return not ground
        case Atom(polynomial, relation):
            match relation:
                case ">":
                    return Atom(-polynomial, ">=")
                case ">=":
                    return Atom(-polynomial, ">")
                case "==":
                    return Atom(polynomial, "!=")
                case "!=":
                    return Atom(polynomial, "==")
        case Connective(kind, parts):
            return _connect("or" if kind == "and" else "and", map(negation, parts))


@dataclass(frozen=True, slots=True)
class Quotient:
    """`top / product(factor**power)`; `sign` is 1 where it is known non-negative, else 0."""

    top: Polynomial
    bottom: tuple[tuple[Polynomial, int], ...] = ()
    sign: int = 0

    @property
    def constant(self) -> Fraction | None:
        """Return the number that it is, or None."""
        return self.top.value if not self.bottom else None


@dataclass(slots=True)
class SideConditions:
    """What the extra variables stand for: pairs (x, e) with e = exp(x), and what must hold.

    The pairs of `logarithms` are such only where e > 0. Elsewhere the logarithm is not asked for, or the statement is
    undefined, which the obligations rule out; so nothing may be concluded from it there. The same goes for `always`: it
    says nothing where a denominator is zero, or the root of a negative number is taken.
    """

    exponentials: list[tuple[Polynomial, Polynomial]] = field(default_factory=list)
    logarithms: list[tuple[Polynomial, Polynomial]] = field(default_factory=list)
    always: list[Ground] = field(default_factory=list)


class Values:
    """Arithmetic on quotients for one statement at one pattern, with its side conditions."""

    def __init__(self, statement: Statement, classes: int, beta_sign: int, *, infinite: bool) -> None:
        self.statement, self.classes, self.beta_sign, self.infinite = statement, classes, beta_sign, infinite
        self.side = SideConditions()
        self.positive: set[Polynomial] = set()
        self.nonzero: set[Polynomial] = set()
        self.memory: dict[object, Quotient] = {}
        self.known: Mapping[str, Polynomial] = {}  # what is put in for a variable wherever it is asked for
        holds = {name for name in ("probability vectors", "mixture interior") if name not in statement.without}
        self.interior = "mixture interior" in holds
        self.nonnegative = set(statement.distributions) | ({"p_A", "p_U"} if "probability vectors" in holds else set())

    # -- atoms of terms ------------------------------------------------------------------------------------------

    def number(self, value: Fraction) -> Quotient:
        """Return a constant."""
        return Quotient(Polynomial.constant(value), (), int(value >= 0))

    def scalar(self, name: str) -> Quotient:
        """Return a scalar by name."""
        known = (name == "alpha" and self.interior) or (name == "beta" and self.beta_sign > 0)
        return Quotient(self.variable(name), (), int(known))

    def entry(self, family: str, output: int) -> Quotient:
        """Return an entry of a given or declared family."""
        return Quotient(self.variable(f"{family}_{output}"), (), int(family in self.nonnegative))

    def reward(self, family: str, index: int) -> Quotient:
        """Return the reward (beta times x) or the tilt of a class."""
        lowest = self.infinite and index == 0
        if family == "w":
            return self.number(Fraction(0)) if lowest else Quotient(self.variable(f"w{index}"), (), 1)
        if lowest:
            message = "arithmetic on a reward that may be minus infinity"
            raise OutOfScope(message)
        return Quotient(self.variable("beta") * self.variable(f"x{index}"))

    def variable(self, name: str) -> Polynomial:
        """Return a variable, or what is known to equal it."""
        return self.known[name] if name in self.known else Polynomial.variable(name)

    def fresh(self, stem: str, sign: int = 0) -> Quotient:
        """Return a new variable."""
        return Quotient(Polynomial.variable(f"{stem}{len(self.memory)}"), (), sign)

    # -- arithmetic ----------------------------------------------------------------------------------------------

    def total(self, parts: list[Quotient]) -> Quotient:
        """Return the sum of many quotients over their least common denominator."""
        common: Counter[Polynomial] = Counter()
        for part in parts:
            common |= Counter(dict(part.bottom))
        tops = [(Fraction(1), _raised(part, common)) for part in parts]
        return Quotient(linear_combination(tops), tuple(common.items()), int(all(part.sign for part in parts)))

    def add(self, left: Quotient, right: Quotient) -> Quotient:
        """Return left + right."""
        return self.total([left, right])

    def subtract(self, left: Quotient, right: Quotient) -> Quotient:
        """Return left - right; `1 - alpha` is known non-negative in the interior."""
        result = self.total([left, Quotient(-right.top, right.bottom)])
        one_minus_alpha = self.interior and not result.bottom and result.top == ONE - Polynomial.variable("alpha")
        return Quotient(result.top, result.bottom, int(one_minus_alpha))

    def multiply(self, left: Quotient, right: Quotient) -> Quotient:
        """Return left * right, with equal factors cancelled (none is zero, by the obligations)."""
        bottom = Counter(dict(left.bottom))
        bottom.update(dict(right.bottom))
        top = left.top * right.top
        for factor, other in ((left.top, right), (right.top, left)):
            if factor in dict(other.bottom) and bottom[factor]:
                bottom[factor] -= 1
                top = other.top
                break
        sign = int((left.sign and right.sign) or left == right)
        return Quotient(top, tuple((each, power) for each, power in bottom.items() if power), sign)

    def divide(self, left: Quotient, right: Quotient) -> Quotient:
        """Return left / right."""
        if right.constant is not None:
            if not right.constant:
                # No world of this pattern asks for it, or else the obligations would have failed: any value will do.
                self.memory["undefined", len(self.memory)] = anything = self.fresh("u")
                return anything
            return self.multiply(left, self.number(1 / right.constant))
        if right.sign and not right.bottom:
            self.positive.add(right.top)
        flipped = ONE
        for factor, power in right.bottom:
            flipped = flipped * factor**power
        if right.top.value is not None:
            return self.multiply(left, Quotient(flipped * Polynomial.constant(1 / right.top.value), (), right.sign))
        if right.sign and all(factor in self.positive for factor, _ in right.bottom):
            self.positive.add(right.top)
        return self.multiply(left, Quotient(flipped, ((right.top, 1),), right.sign))

    def product(self, parts: list[Quotient]) -> Quotient:
        """Return the product of many."""
        result = self.number(Fraction(1))
        for part in parts:
            result = self.multiply(result, part)
        return result

    def integer_power(self, base: Quotient, power: int) -> Quotient:
        """Return base**power; squares are non-negative."""
        if power < 0:
            return self.divide(self.number(Fraction(1)), self.integer_power(base, -power))
        result = self.product([base] * power)
        return Quotient(result.top, result.bottom, 1) if power % 2 == 0 else result

    # -- comparisons ---------------------------------------------------------------------------------------------

    def compare(self, left: Quotient, relation: Relation, right: Quotient) -> Ground:
        """Return `left relation right` as an atom against zero, factors of known sign divided out."""
        if relation in {"<", "<="}:
            left, right = right, left
        difference = self.total([left, Quotient(-right.top, right.bottom)])
        top = difference.top
        if relation not in {"==", "!="}:
            for factor, power in difference.bottom:
                if factor not in self.positive and power % 2:
                    top = top * factor
        top = self.simplified(top)
        plain: Literal[">", ">=", "==", "!="]
        plain = (
            ">" if relation in {"<", ">"} else ">=" if relation in {"<=", ">="} else "==" if relation == "==" else "!="
        )
        return self.settled(Atom(top, plain))

    def simplified(self, top: Polynomial) -> Polynomial:
        """Divide out factors known to be positive: beta, alpha, 1 - alpha and the tilts of finite rewards."""
        if self.beta_sign > 0:
            top = without_factor(top, "beta")
        elif self.beta_sign < 0:
            low = without_factor(without_factor(top, "beta"), "beta")
            odd = bool(top) and (degree(top, "beta") - degree(low, "beta")) % 2
            top = -low if odd else low
        if self.interior:
            top = without_one_minus(without_factor(top, "alpha"), "alpha")
        for index in range(self.classes):
            top = without_factor(top, f"w{index}")
        return top

    def settled(self, atom: Atom) -> Ground:
        """Decide an atom that is a number, or whose sign the order of the rewards settles."""
        value = atom.polynomial.value
        if value is None:
            value = self._sign_by_order(atom.polynomial)
        if value is None:
            return atom
        return {">": value > 0, ">=": value >= 0, "==": value == 0, "!=": value != 0}[atom.relation]

    def _sign_by_order(self, polynomial: Polynomial) -> Fraction | None:
        """Return a number of the sign of a linear form in the x, or in the tilts, where their order alone settles it.

        By Abel summation, sum(c_i*x_i) is a sum over the gaps between classes, each times the sum of the c above it. A form
        in the x must not see a shift; the tilts are positive besides, which makes the lowest one a gap of its own.
        """
        coefficients: dict[int, Fraction] = {}
        stem = ""
        for monomial, value in polynomial.terms.items():
            ((name, power),) = monomial if len(monomial) == 1 else (("", 0),)
            if power != 1 or name[0] not in "xw" or not name[1:].isdigit() or stem not in {"", name[0]}:
                return None
            stem = name[0]
            coefficients[int(name[1:])] = value
        if not self.beta_sign:
            return None
        upwards = sorted(coefficients, reverse=self.beta_sign < 0)
        sums = [sum((coefficients[each] for each in upwards[place:]), Fraction(0)) for place in range(len(upwards))]
        if stem == "x" and sums[0]:
            return None
        return sums[-1] if all(each * sums[-1] >= 0 for each in sums) else None


def _raised(part: Quotient, common: Counter[Polynomial]) -> Polynomial:
    own = dict(part.bottom)
    top = part.top
    for factor, power in common.items():
        missing = power - own.get(factor, 0)
        if missing:
            top = top * factor**missing
    return top


def degree(polynomial: Polynomial, name: str) -> int:
    """Return the highest power of a variable."""
    return max((dict(monomial).get(name, 0) for monomial in polynomial.terms), default=0)
