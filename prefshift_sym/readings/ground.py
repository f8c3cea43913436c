"""Instantiate a formula at one support size: sums and quantifiers written out, every atom a polynomial against zero.

The rewards enter through an *order pattern*: output i belongs to reward class `pattern[i]`, classes ascend strictly.
Comparisons between rewards are then settled at once, outputs of equal reward share one variable for their tilt, and
what is left is polynomial. Going through all patterns is a case split, not a loss of generality.

Variables: `x0 < x1 < ...` stand for r/beta on the classes, `w0, w1, ...` for their exponentials; `p_A_0, ...` for
entries of families; scalars keep their names. What is transcendental or chosen by cases gets a variable of its own with
a side condition (`SideConditions` in `ground_values`).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Choose,
    Compare,
    Fold,
    Formula,
    Iff,
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Quantify,
    Rank,
    Shorthand,
    Term,
)
from prefshift_sym.language.walk import constant
from prefshift_sym.readings.ground_functions import Functions
from prefshift_sym.readings.ground_values import (
    Atom,
    Connective,
    Ground,
    Quotient,
    conjunction,
    disjunction,
    negation,
)
from prefshift_sym.readings.polynomial import Budget
from prefshift_sym.theory.setting import DEFINITIONS
from prefshift_sym.theory.signs import sign_of
from prefshift_sym.theory.unfold import definition, unfold_shorthands

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prefshift_sym.language.terms import Relation
    from prefshift_sym.readings.polynomial import Polynomial
    from prefshift_sym.theory.statement import Statement

MOST_INSTANCES = 50_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which reward class each output belongs to, and what the statement lets one assume of beta.

    `infinite` marks the lowest class as reward minus infinity (tilt 0). `beta_sign` is 1 or -1, or 0 where no sign is
    assumed, which will do for formulas about scalars only.
    """

    classes: tuple[int, ...]
    beta_sign: int = 1
    infinite: bool = False

    @property
    def n(self) -> int:
        """The support size."""
        return len(self.classes)

    @property
    def count(self) -> int:
        """How many distinct rewards there are."""
        return max(self.classes) + 1


class Grounder:
    """Grounds the formulas of one statement at one pattern; definitions are instantiated once and remembered."""

    def __init__(self, statement: Statement, pattern: Pattern) -> None:
        Budget.renew()
        self.statement, self.pattern = statement, pattern
        self.values = Functions(statement, pattern.count, pattern.beta_sign, infinite=pattern.infinite)
        self.defined: dict[tuple[str, int], Quotient] = {}
        self.instances = 0

    def formula(self, formula: Formula) -> Ground:
        """Return the ground formula. Raises `OutOfScope` where this reading does not reach."""
        return self._formula(unfold_shorthands(formula), {})

    def put_in(self, known: Mapping[str, Polynomial]) -> None:
        """Put in polynomials for variables from now on, so that what is written out stays short."""
        self.values.known = known
        self.defined.clear()

    # -- formulas ------------------------------------------------------------------------------------------------

    def _formula(self, node: Formula, at: Mapping[str, int]) -> Ground:
        match node:
            case Compare(terms, relations):
                pairs = zip(itertools.pairwise(terms), relations, strict=True)
                return conjunction(self._compare(left, relation, right, at) for (left, right), relation in pairs)
            case And(parts):
                return conjunction(self._formula(part, at) for part in parts)
            case Or(parts):
                return disjunction(self._formula(part, at) for part in parts)
            case Not(part):
                return negation(self._formula(part, at))
            case Implies(premise, conclusion):
                first = self._formula(premise, at)
                return True if first is False else disjunction((negation(first), self._formula(conclusion, at)))
            case Iff(left, right):
                first, second = self._formula(left, at), self._formula(right, at)
                both = conjunction((first, second))
                return disjunction((both, conjunction((negation(first), negation(second)))))
            case Quantify("all", body, indices, where):
                return conjunction(self._quantified(body, indices, where, at, wanted=True))
            case Quantify("any", body, indices, where):
                return disjunction(self._quantified(body, indices, where, at, wanted=False))
            case _:
                assert_never(node)  # type: ignore[arg-type]

    def _quantified(
        self, body: Formula, indices: tuple[str, ...], where: Formula | None, at: Mapping[str, int], *, wanted: bool
    ) -> Iterator[Ground]:
        for inner in self._instances(indices, at):
            guard = True if where is None else self._formula(where, inner)
            if guard is False:
                continue
            part = self._formula(body, inner)
            if guard is True:
                yield part
            else:
                yield disjunction((negation(guard), part)) if wanted else conjunction((guard, part))

    def _instances(self, indices: tuple[str, ...], at: Mapping[str, int]) -> Iterator[dict[str, int]]:
        for outputs in itertools.product(range(self.pattern.n), repeat=len(indices)):
            self.instances += 1
            if self.instances > MOST_INSTANCES:
                message = f"written out at n = {self.pattern.n}, the formula has too many instances"
                raise OutOfScope(message)
            yield {**at, **dict(zip(indices, outputs, strict=True))}

    def _compare(self, left: Term, relation: Relation, right: Term, at: Mapping[str, int]) -> Ground:
        order = self._reward_order(left, right, at)
        if order is not None:
            return {
                "<": order < 0,
                "<=": order <= 0,
                "==": order == 0,
                "!=": order != 0,
                ">=": order >= 0,
                ">": order > 0,
            }[relation]
        return self.values.compare(self._term(left, at), relation, self._term(right, at))

    def _reward_order(self, left: Term, right: Term, at: Mapping[str, int]) -> int | None:
        """Return the sign of left - right where both are entries of `r`, or both of `w`; else None."""
        match left, right:
            case (At("r", i), At("r", j)) | (At("w", i), At("w", j)):
                difference = self.pattern.classes[self._index(i, at)] - self.pattern.classes[self._index(j, at)]
                sign = (difference > 0) - (difference < 0)
                return sign * (self.pattern.beta_sign if isinstance(left, At) and left.family == "w" else 1)
            case _:
                return None

    # -- terms ---------------------------------------------------------------------------------------------------

    def _term(self, node: Term, at: Mapping[str, int]) -> Quotient:
        values = self.values
        match node:
            case Number(value):
                return values.number(value)
            case Bound(name):
                return values.number(Fraction(at[name]))
            case Name("n"):
                return values.number(Fraction(self.pattern.n))
            case Name(name):
                return self._definition(name, -1) if name in DEFINITIONS else values.scalar(name)
            case At(family, index):
                return self._entry(family, self._index(index, at))
            case Negate(term):
                return values.subtract(values.number(Fraction(0)), self._term(term, at))
            case Arithmetic("**", base, exponent):
                return self._power(base, exponent, at)
            case Arithmetic(operator, left, right):
                first, second = self._term(left, at), self._term(right, at)
                match operator:
                    case "+":
                        return values.add(first, second)
                    case "-":
                        return values.subtract(first, second)
                    case "*":
                        return values.multiply(first, second)
                    case "/":
                        return values.divide(first, second)
            case Apply(function, arguments):
                return values.apply(function, [self._term(argument, at) for argument in arguments])
            case Choose(test, then, other):
                condition = self._formula(test, at)
                if isinstance(condition, bool):
                    return self._term(then if condition else other, at)
                return values.choose(condition, self._term(then, at), self._term(other, at))
            case Fold(kind, body, indices, where):
                return self._fold(kind, body, indices, where, at)
            case Rank() | Shorthand():
                message = "shorthands are unfolded before grounding"
                raise TypeError(message)
            case _:
                assert_never(node)
        raise AssertionError

    def _fold(
        self, kind: str, body: Term, indices: tuple[str, ...], where: Formula | None, at: Mapping[str, int]
    ) -> Quotient:
        values = self.values
        guarded: list[tuple[Ground, Quotient]] = []
        for inner in self._instances(indices, at):
            guard = True if where is None else self._formula(where, inner)
            if guard is not False:
                guarded.append((guard, self._term(body, inner)))
        if kind in {"max", "min"}:
            return self._extremum(kind, guarded)
        neutral = values.number(Fraction(kind == "prod"))
        parts = [term if guard is True else values.choose(guard, term, neutral) for guard, term in guarded]
        return values.total(parts) if kind == "sum" else values.product(parts)

    def _extremum(self, kind: str, guarded: list[tuple[Ground, Quotient]]) -> Quotient:
        """Return the greatest or least of the terms whose guards hold; definedness has made sure that there is one."""
        if not guarded:
            message = f"a {kind} over no outputs"
            raise OutOfScope(message)
        if all(guard is True for guard, _ in guarded):
            return self.values.apply(kind, [term for _, term in guarded])
        relation: Relation = ">=" if kind == "max" else "<="
        found = guarded[-1][1]
        for guard, term in guarded[-2::-1]:
            others = (
                disjunction((negation(also), self.values.compare(term, relation, other)))
                for also, other in guarded
                if other != term
            )
            found = self.values.choose(conjunction((guard, *others)), term, found)
        return found

    def _power(self, base: Term, exponent: Term, at: Mapping[str, int]) -> Quotient:
        power = constant(exponent)
        below = self._term(base, at)
        if power is None:
            value = self._term(exponent, at).constant
            if value is None:
                # b**x = exp(x*log b) for a positive base, which definedness has made sure of.
                logarithm = self.values.apply("log", [below])
                return self.values.apply("exp", [self.values.multiply(self._term(exponent, at), logarithm)])
            power = value
        if power.denominator == 1:
            return self.values.integer_power(below, int(power))
        if power.denominator == 2:
            return self.values.integer_power(self.values.apply("sqrt", [below]), power.numerator)
        logarithm = self.values.apply("log", [below])
        return self.values.apply("exp", [self.values.multiply(self.values.number(power), logarithm)])

    def _entry(self, family: str, output: int) -> Quotient:
        if family in {"r", "w"}:
            return self.values.reward(family, self.pattern.classes[output])
        if family in DEFINITIONS:
            return self._definition(family, output)
        return self.values.entry(family, output)

    def _definition(self, name: str, output: int) -> Quotient:
        key = (name, output)
        if key not in self.defined:
            value = self._term(definition(name), {"y_": output})
            if self.plainly_positive(name) and not value.bottom:
                self.values.positive.add(value.top)
                self.values.nonzero.add(value.top)
                value = Quotient(value.top, (), 1)
            self.defined[key] = value
        return self.defined[key]

    def plainly_positive(self, name: str) -> bool:
        """Return whether a defined quantity is positive by the setting's assumptions in force."""
        term = At(name, Number(Fraction(0))) if DEFINITIONS[name].family else Name(name)
        return sign_of(term, self.statement) == "positive"

    def _index(self, index: Bound | Number, at: Mapping[str, int]) -> int:
        output = at[index.name] if isinstance(index, Bound) else int(index.value)
        if output >= self.pattern.n:
            message = f"output {output} does not exist at n = {self.pattern.n}; outputs are numbered from 0"
            raise OutOfScope(message)
        return output


__all__ = ["Atom", "Connective", "Ground", "Grounder", "Pattern"]
