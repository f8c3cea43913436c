"""Signs that the setting's assumptions in force make plain, read off the structure of a term.

This only ever says what follows by rules such as "a sum of positive terms is positive"; None means "not plain".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Choose,
    Compare,
    Fold,
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Quantify,
    Term,
)
from prefshift_sym.language.walk import constant

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.theory.statement import Statement

Sign = Literal["positive", "nonnegative"] | None


def plainly_holds(condition: Formula, statement: Statement, assume: tuple[Formula, ...] = ()) -> bool:
    """Return whether a condition `term != 0`, `> 0` or `>= 0`, guarded or not, is plain from signs.

    Positivity that `assume` (formulas defined without the condition) or the guards state in so many words is used.
    """
    signs = _Signs(statement)
    for formula in assume:
        signs.learn(formula)
    return _plain(condition, signs)


def _plain(condition: Formula, signs: _Signs) -> bool:
    match condition:
        case Quantify("all", body, _, None):
            return _plain(body, signs)
        case Implies(guard, body):
            inner = signs.copy()
            inner.learn(guard)
            return _plain(body, inner)
        case Compare((term, Number(value)), (("!=" | ">" | ">=") as relation,)) if not value:
            sign = signs.of(term)
            opposite = signs.of(Negate(term)) if relation == "!=" else None
            return "positive" in {sign, opposite} or (relation == ">=" and sign is not None)
        case _:
            return False


def sign_of(term: Term, statement: Statement) -> Sign:
    """Return what is plain of a term's sign."""
    return _Signs(statement).of(term)


class _Signs:
    def __init__(self, statement: Statement) -> None:
        have = statement.without
        self.probability = "probability vectors" not in have
        self.interior = "mixture interior" not in have
        self.warm = "positive temperature" not in have
        self.full = "full support" not in have
        self.finite = "finite rewards" not in have
        self.distributions = {*statement.distributions, *(("p_A", "p_U") if self.probability else ())}
        self.positive_families: set[str] = set()
        self.positive_terms: set[Term] = set()
        self.statement = statement

    def copy(self) -> _Signs:
        """Return the same knowledge, to learn more under a guard."""
        other = _Signs(self.statement)
        other.positive_families, other.positive_terms = set(self.positive_families), set(self.positive_terms)
        return other

    def learn(self, formula: Formula) -> None:
        """Take note of what a formula says to be positive, or not zero where it is not negative."""
        match formula:
            case And(parts):
                for part in parts:
                    self.learn(part)
            case Quantify("all", Compare((At(family, Bound(index)), Number(value)), (">",)), (bound,), None):
                if index == bound and value >= 0:
                    self.positive_families.add(family)
            case Compare((term, Number(value)), (">",)) if value >= 0:
                self.positive_terms.add(term)
            case Compare((Number(value), term), ("<",)) if value >= 0:
                self.positive_terms.add(term)
            case Not(Compare((term, Number(value)), ("==",))) | Compare((term, Number(value)), ("!=",)) if not value:
                if self.of(term) is not None:
                    self.positive_terms.add(term)
            case Not(Compare((term, Number(value)), ("<=",))) if value >= 0:
                self.positive_terms.add(term)
            case _:
                pass

    def of(self, term: Term) -> Sign:
        value = constant(term)
        if value is not None:
            return _sign(value > 0, value >= 0)
        if term in self.positive_terms or (isinstance(term, At) and term.family in self.positive_families):
            return "positive"
        match term:
            case Name(name):
                return self.scalar(name)
            case Bound():
                return "nonnegative"
            case At(family):
                return self.entry(family)
            case Arithmetic("-", Number(value), Name("alpha")) if value >= 1:
                return _sign(self.interior, False)
            case Arithmetic("+", left, right):
                signs = {self.of(left), self.of(right)}
                return _sign("positive" in signs and None not in signs, None not in signs)
            case Arithmetic("*" | "/", left, right):
                signs = {self.of(left), self.of(right)}
                return _sign(signs == {"positive"}, None not in signs)
            case Arithmetic("**", base, exponent):
                power = constant(exponent)
                even = power is not None and power.denominator == 1 and power % 2 == 0
                return self.of(base) or _sign(False, even)
            case Negate(Negate(inner)):
                return self.of(inner)
            case Apply("exp", _):
                return "positive"
            case Apply("sqrt", (argument,)):
                return self.of(argument) or "nonnegative"
            case Apply("abs", _):
                return "nonnegative"
            case Apply("max" | "min" as function, arguments):
                signs = {self.of(each) for each in arguments}
                if function == "max" and "positive" in signs:
                    return "positive"
                return _sign(signs == {"positive"}, None not in signs)
            case Choose(_, then, other):
                signs = {self.of(then), self.of(other)}
                return _sign(signs == {"positive"}, None not in signs)
            case Fold(kind, body, indices, where):
                sign = self.of(body)
                if kind == "sum" and where is None and self.average(body, indices):
                    return "positive"
                return sign if where is None or kind == "prod" else _sign(False, sign is not None and kind == "sum")
            case _:
                return None

    def scalar(self, name: str) -> Sign:
        mixture = self.probability and self.interior
        match name:
            case "n":
                return "positive"
            case "alpha":
                return _sign(self.interior, False)
            case "beta":
                return _sign(self.warm, False)
            case "Z" | "TPM_A" | "TPM_U":
                return _sign(mixture and self.finite, mixture)
            case _:
                return None

    def entry(self, family: str) -> Sign:
        mixture = self.probability and self.interior
        match family:
            case "w":
                return _sign(self.finite, True)
            case "p_ref" | "p_theta":
                return _sign(mixture and self.full and (family == "p_ref" or self.finite), mixture)
            case "alpha_A" | "alpha_U":
                return _sign(mixture and self.finite, mixture)
            case _:
                return _sign(False, family in self.distributions)

    def average(self, body: Term, indices: tuple[str, ...]) -> bool:
        """Return whether a sum is a positive quantity averaged by a distribution over its one index."""
        factors = list(_factors(body))
        weights = [
            f for f in factors if isinstance(f, At) and f.family in self.distributions and f.index == Bound(indices[0])
        ]
        if len(indices) != 1 or not weights:
            return False
        rest = [factor for factor in factors if factor is not weights[0]]
        return all(self.of(factor) == "positive" for factor in rest)


def _factors(term: Term) -> list[Term]:
    if isinstance(term, Arithmetic) and term.operator == "*":
        return [*_factors(term.left), *_factors(term.right)]
    return [term]


def _sign(positive: bool, nonnegative: bool) -> Sign:  # noqa: FBT001 - two truths, in order of strength
    return "positive" if positive else "nonnegative" if nonnegative else None
