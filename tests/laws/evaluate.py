"""What an unfolded formula means in a world: the language's semantics in one screen, to compare with.

Numbers are exact fractions, or mpmath's reals where `exp` and `log` are given. Division by zero and bad
logarithms raise `ZeroDivisionError` or `ValueError`; guards are honoured by evaluating no more than is
needed.
"""

from __future__ import annotations

import itertools
import math
import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

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
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from prefshift_sym.language.terms import Formula, Node, Term

ORDER = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
Outputs = dict[str, int]


class Evaluator:
    """The values of names, and of functions beyond arithmetic; `order` may be a tolerant comparison."""

    def __init__(
        self,
        world: Any,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        order: Mapping[str, Callable[[Any, Any], bool]] = ORDER,
    ) -> None:
        self.world, self.functions, self.order = world, functions or {}, order

    def term(self, node: Term, outputs: Outputs | None = None) -> Any:  # noqa: C901, PLR0911, PLR0912 - a case each
        outputs = outputs or {}
        match node:
            case Number(value):
                return self.number(value)
            case Name("n"):
                return self.number(Fraction(self.world.n))
            case Name(name):
                return self.world.scalars[name]
            case Bound(name):
                return self.number(Fraction(outputs[name]))
            case At(family, Bound(name)):
                return self.world.families[family][outputs[name]]
            case At(family, Number(value)):
                return self.world.families[family][int(value)]
            case Arithmetic(sign, left, right):
                return self.arithmetic(sign, self.term(left, outputs), self.term(right, outputs))
            case Negate(part):
                return -self.term(part, outputs)
            case Apply("max" | "min" as name, arguments):
                return (max if name == "max" else min)(self.term(each, outputs) for each in arguments)
            case Apply(name, (argument,)):
                return self.functions[name](self.term(argument, outputs))
            case Choose(test, then, other):
                return self.term(then if self.formula(test, outputs) else other, outputs)
            case Fold(kind, body):
                return self.fold(kind, [self.term(body, chosen) for chosen in self.choices(node, outputs)])
            case _:
                message = f"unfold first: {node}"
                raise TypeError(message)

    def formula(self, node: Formula, outputs: Outputs | None = None) -> bool:  # noqa: PLR0911 - a case each
        outputs = outputs or {}
        match node:
            case Compare(terms, relations):
                values = [self.term(each, outputs) for each in terms]
                links = zip(values, relations, values[1:], strict=False)
                return all(self.order[relation](left, right) for left, relation, right in links)
            case And(parts):
                return all(self.formula(part, outputs) for part in parts)
            case Or(parts):
                return any(self.formula(part, outputs) for part in parts)
            case Not(part):
                return not self.formula(part, outputs)
            case Implies(premise, conclusion):
                return not self.formula(premise, outputs) or self.formula(conclusion, outputs)
            case Iff(left, right):
                return self.formula(left, outputs) == self.formula(right, outputs)
            case Quantify(kind, body):
                truths = (self.formula(body, chosen) for chosen in self.choices(node, outputs))
                return all(truths) if kind == "all" else any(truths)

    def choices(self, node: Node, outputs: Outputs) -> Iterator[Outputs]:
        assert isinstance(node, Fold | Quantify)
        for combination in itertools.product(range(self.world.n), repeat=len(node.indices)):
            chosen = {**outputs, **dict(zip(node.indices, combination, strict=True))}
            if node.where is None or self.formula(node.where, chosen):
                yield chosen

    def fold(self, kind: str, values: list[Any]) -> Any:
        # The empty sum and product are numbers of the world's own kind: Python's `1**-1` is a float.
        match kind:
            case "sum":
                return sum(values, start=self.number(Fraction(0)))
            case "prod":
                return math.prod(values, start=self.number(Fraction(1)))
            case _:
                return max(values) if kind == "max" else min(values)

    def number(self, value: Fraction) -> Any:
        return self.functions["number"](value) if "number" in self.functions else value

    def arithmetic(self, sign: str, left: Any, right: Any) -> Any:
        match sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
            case _:
                return left ** (int(right) if right == int(right) else right)
