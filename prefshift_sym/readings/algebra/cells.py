"""The truth of a formula on every cell of the line: exact, for whole intervals and for single points.

A formula is worked out once a cell. Every comparison asks the signs of irreducible polynomials; those that are asked are
remembered, the line is cut at their roots, and the formula is worked out again, until nothing new is asked. Then each
sign, and so each choice by cases and the truth itself, is constant on each cell. No point is skipped, and all flips are
found. What is undefined is told as in the re-check: a division by zero is, whatever it is multiplied by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, assert_never

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Choose,
    Compare,
    Fold,
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
)
from prefshift_sym.readings.algebra.roots import as_fraction, generator_of, names_of
from prefshift_sym.theory.setting import DEFINITIONS
from prefshift_sym.theory.unfold import definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prefshift_sym.language.terms import Formula, Relation, Term
    from prefshift_sym.readings.algebra.line import Cell, Line
    from prefshift_sym.readings.algebra.reading import Expression

MOST_TERMS, MOST_ROUNDS, LARGEST_POWER, MOST_INSTANCES = 5_000, 60, 100, 20_000
Factors = frozenset["Expression"]


class _UndefinedError(ArithmeticError):
    """The formula divides by zero on this cell."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether a formula holds on a cell; None is undefined, and `why` says where."""

    holds: bool | None
    why: str = ""


@dataclass(slots=True)
class Reader:
    """Reads formulas of one family on the cells of its line."""

    line: Line
    memory: dict[Any, Any] = field(default_factory=dict)

    def settle(self, formula: Formula) -> Factors:
        """Return the polynomials at whose roots a formula's truth may change. Raises `OutOfScope` where it has no such."""
        known: Factors = frozenset()
        for _ in range(MOST_ROUNDS):
            asked: set[Expression] = set()
            for branch in self.line.branches:
                for cell in self.line.cells(branch, known):
                    self.truth(formula, cell, asked)
            if asked <= known:
                return known
            known |= asked
        message = f"{show(formula)[:80]}: too many cases"
        raise OutOfScope(message)

    def truth(self, formula: Formula, cell: Cell, asked: set[Expression] | None = None) -> Truth:
        """Return the truth on a cell, and put the polynomials whose signs were asked into `asked`."""
        run = _Run(self, cell, set() if asked is None else asked)
        try:
            return Truth(run.truth(formula, {}))
        except _UndefinedError as error:
            return Truth(None, str(error))

    def factors(self, polynomial: Expression) -> tuple[int, tuple[tuple[Expression, int], ...]]:
        """Return the sign of the content and the irreducible factors with their powers."""
        if polynomial not in self.memory:
            if len(polynomial) > MOST_TERMS:
                message = f"a polynomial with over {MOST_TERMS} terms"
                raise OutOfScope(message)
            content, found = polynomial.factor_list()
            self.memory[polynomial] = (1 if content > 0 else -1), tuple(found)
        return self.memory[polynomial]  # type: ignore[no-any-return]


@dataclass(slots=True)
class _Run:
    """One formula on one cell."""

    reader: Reader
    cell: Cell
    asked: set[Expression]
    divisors: list[Expression] = field(default_factory=list)
    instances_left: int = MOST_INSTANCES

    @property
    def values(self) -> Any:
        return self.reader.line.values

    def number(self, value: Fraction | int) -> Expression:
        return self.values.number(Fraction(value))

    # -- signs -----------------------------------------------------------------------------------------------------

    def sign(self, value: Expression) -> int:
        """Return the sign on the cell of a rational function whose denominator is not zero there."""
        result = 1
        for polynomial in (value.numer, value.denom):
            if not polynomial:
                return 0
            content, factors = self.reader.factors(polynomial)
            result *= content
            for factor, power in factors:
                if generator_of(factor) is not None:
                    self.asked.add(factor)
                result *= self.reader.line.sign(self.cell, factor) ** power
        return result

    def compare(self, left: Expression | None, right: Expression | None) -> int:
        if left is None or right is None:
            return (right is None) - (left is None)
        return self.sign(left - right)

    def require(self, value: Expression, node: Term) -> None:
        """Stop where a divisor is zero on the cell."""
        if self.sign(value) == 0:
            message = f"a division by zero, in {show(node)[:80]}"
            raise _UndefinedError(message)
        self.divisors.append((value, node))

    # -- formulas --------------------------------------------------------------------------------------------------

    def truth(self, node: Formula, at: Mapping[str, int]) -> bool:
        match node:
            case Compare((Bound(left), Bound(right)), ("==" | "!=" as relation,)):
                return (at[left] == at[right]) is (relation == "==")
            case Compare(terms, relations):
                sides = [self.term(term, at) for term in terms]
                signs = [self.compare(a, b) for a, b in pairwise(sides)]
                return all(_related(each, relation) for each, relation in zip(signs, relations, strict=True))
            case And(parts):
                return all(self.truth(part, at) for part in parts)
            case Or(parts):
                return any(self.truth(part, at) for part in parts)
            case Not(part):
                return not self.truth(part, at)
            case Implies(premise, conclusion):
                return not self.truth(premise, at) or self.truth(conclusion, at)
            case Iff(first, second):
                return self.truth(first, at) == self.truth(second, at)
            case Quantify(kind, body, indices, where):
                answers = [self.truth(body, inner) for inner, _ in self.instances(indices, where, at)]
                return all(answers) if kind == "all" else any(answers)
            case _:
                assert_never(node)

    def instances(
        self, indices: tuple[str, ...], where: Formula | None, at: Mapping[str, int]
    ) -> Iterator[tuple[dict[str, int], int]]:
        """Yield the outputs of bound indices, and how many instances each stands for (see `recheck` on classes)."""
        first, *rest = indices
        for y, times in self.outputs(at):
            self.instances_left -= 1
            if self.instances_left < 0:
                message = f"a formula with over {MOST_INSTANCES} instances"
                raise OutOfScope(message)
            inner = {**at, first: y}
            if rest:
                for last, more in self.instances(tuple(rest), where, inner):
                    yield last, times * more
            elif where is None or self.truth(where, inner):
                yield inner, times

    def outputs(self, at: Mapping[str, int]) -> Iterator[tuple[int, int]]:
        counts = self.values.family.counts
        if not self.values.family.grouped:
            yield from ((y, 1) for y in range(len(counts)))
            return
        bound, m = set(at.values()), len(counts)
        yield from ((y, 1) for y in sorted(bound))
        for c, count in enumerate(counts):
            taken = sum(y % m == c for y in bound)
            if taken < count:
                yield next(y for y in range(c, (taken + 1) * m, m) if y not in bound), count - taken

    # -- terms; None is a reward of minus infinity -----------------------------------------------------------------

    def term(self, node: Term, at: Mapping[str, int]) -> Expression | None:
        match node:
            case Number(value):
                return self.number(value)
            case Bound(name):
                if self.values.family.grouped:
                    message = "outputs ordered by their numbers, in a world given by classes"
                    raise OutOfScope(message)
                return self.number(at[name])
            case Name("n"):
                return self.number(sum(self.values.family.counts))
            case Name(name):
                return self.defined(name, -1) if name in DEFINITIONS else self.values.scalar(name)
            case At(family, index):
                return self.entry(family, self.output(index, at))
            case Negate(term):
                return -self.finite(term, at)
            case Arithmetic("**", base, exponent):
                return self.power(self.finite(base, at), self.finite(exponent, at), node)
            case Arithmetic(operator, left, right):
                first, second = self.finite(left, at), self.finite(right, at)
                if operator == "/":
                    self.require(second, node)
                    return first / second
                return {"+": lambda: first + second, "-": lambda: first - second, "*": lambda: first * second}[
                    operator
                ]()
            case Apply("abs" | "sign" as function, (argument,)):
                value = self.finite(argument, at)
                sign = self.sign(value)
                return self.number(sign) if function == "sign" else -value if sign < 0 else value
            case Apply("max" | "min" as function, arguments):
                return self.extremum(function, [self.finite(each, at) for each in arguments])
            case Choose(test, then, other):
                return self.term(then if self.truth(test, at) else other, at)
            case Fold(kind, body, indices, where):
                parts = [(self.finite(body, inner), times) for inner, times in self.instances(indices, where, at)]
                return self.fold(kind, parts, node)
            case Rank(family, index):
                return self.rank(family, self.output(index, at))
            case Shorthand(name, families):
                return self.shorthand(name, families)
            case Apply():
                message = f"{show(node)[:60]}: no algebraic function of what varies"
                raise OutOfScope(message)
            case _:
                assert_never(node)

    def finite(self, node: Term, at: Mapping[str, int]) -> Expression:
        value = self.term(node, at)
        if value is None:
            message = "arithmetic on a reward of minus infinity"
            raise OutOfScope(message)
        return value

    def output(self, index: Bound | Number, at: Mapping[str, int]) -> int:
        if isinstance(index, Bound):
            return at[index.name]
        if self.values.family.grouped:
            message = "an output named by its number, in a world given by classes"
            raise OutOfScope(message)
        return int(index.value)

    def entry(self, family: str, y: int) -> Expression | None:
        y %= len(self.values.family.counts)
        return self.defined(family, y) if family in DEFINITIONS and family != "w" else self.values.entry(family, y)

    def defined(self, name: str, y: int) -> Expression:
        """Return a defined quantity; it is worked out once, and its divisors are looked at on every cell."""
        kept = self.reader.memory.get((name, y))
        if kept is None:
            outer, self.divisors = self.divisors, []
            value = self.finite(definition(name), {"y_": y} if y >= 0 else {})
            kept = self.reader.memory[name, y] = value, tuple(self.divisors)
            self.divisors = outer + self.divisors
            return value
        for divisor, node in kept[1]:
            self.require(divisor, node)
        return kept[0]

    def power(self, base: Expression, exponent: Expression, node: Term) -> Expression:
        if names_of(exponent.numer) or names_of(exponent.denom):
            message = f"{show(node)[:60]}: an exponent that varies"
            raise OutOfScope(message)
        whole = as_fraction(exponent.numer.LC) / as_fraction(exponent.denom.LC) if exponent else Fraction(0)
        if whole.denominator != 1 or abs(whole) > LARGEST_POWER:
            message = f"{show(node)[:60]}: an exponent that is not whole, or above {LARGEST_POWER}"
            raise OutOfScope(message)
        if whole < 0:
            self.require(base, node)
        return base ** int(whole) if whole else self.number(1)

    def extremum(self, kind: str, values: list[Expression]) -> Expression:
        if not values:
            message = f"the {kind} of nothing"
            raise _UndefinedError(message)
        best = values[0]
        for value in values[1:]:
            if self.compare(value, best) == (1 if kind == "max" else -1):
                best = value
        return best

    def fold(self, kind: str, parts: list[tuple[Expression, int]], node: Term) -> Expression:
        if kind in {"max", "min"}:
            return self.extremum(kind, [value for value, _ in parts])
        total = self.number(int(kind == "prod"))
        for value, times in parts:
            total = total + value * times if kind == "sum" else total * self.power(value, self.number(times), node)
        return total

    def rank(self, family: str, y: int) -> Expression:
        here, counts = self.entry(family, y), self.values.family.counts
        signs = [self.compare(self.entry(family, other), here) for other in range(len(counts))]
        return self.number(Fraction(1 + sum((1 - each) * count for each, count in zip(signs, counts, strict=True)), 2))

    def shorthand(self, name: str, families: tuple[str, ...]) -> Expression:
        if name == "KL":
            message = "a Kullback-Leibler divergence is no algebraic function of what varies"
            raise OutOfScope(message)
        if name == "E":
            return self.average(*families)
        size = sum(self.values.family.counts)
        if name == "mean":
            return self.average(families[0]) / size
        first, second = (self.average(each) / size for each in families)
        return self.average(*families) / size - first * second

    def average(self, *families: str) -> Expression:
        """Return the sum over Y of the product of families."""
        total = self.number(0)
        for y, count in enumerate(self.values.family.counts):
            product = self.number(count)
            for family in families:
                value = self.entry(family, y)
                if value is None:
                    message = "arithmetic on a reward of minus infinity"
                    raise OutOfScope(message)
                product = product * value
            total = total + product
        return total


def _related(sign: int, relation: Relation) -> bool:
    return {
        "<": sign < 0,
        "<=": sign <= 0,
        "==": sign == 0,
        "!=": sign != 0,
        ">=": sign >= 0,
        ">": sign > 0,
    }[relation]
