"""Signs that the setting's assumptions in force make plain, read off the structure of a term.

This only ever says what follows by rules such as "a sum of positive terms is positive"; None means "not plain".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from prefshift_sym.language.terms import Apply, Arithmetic, At, Bound, Choose, Compare, Fold, Name, Negate, Number, Term
from prefshift_sym.language.walk import constant

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.theory.statement import Statement

Sign = Literal["positive", "nonnegative"] | None


def plainly_holds(condition: Formula, statement: Statement) -> bool:
    """Return whether a bare condition `term != 0`, `> 0` or `>= 0` is plain from signs."""
    match condition:
        case Compare((term, Number(value)), (("!=" | ">" | ">=") as relation,)) if not value:
            sign = sign_of(term, statement)
            opposite = sign_of(Negate(term), statement) if relation == "!=" else None
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

    def of(self, term: Term) -> Sign:
        value = constant(term)
        if value is not None:
            return _sign(value > 0, value >= 0)
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
