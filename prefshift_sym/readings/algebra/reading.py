"""From the frozen tree to SymPy, and the memory of which symbol stands for which part of it."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    Apply,
    Arithmetic,
    At,
    Bound,
    Choose,
    Fold,
    Name,
    Negate,
    Number,
    Rank,
    Shorthand,
)
from prefshift_sym.readings.algebra.conditions import decide
from prefshift_sym.readings.algebra.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from prefshift_sym.language.terms import Term

Expression: TypeAlias = Any  # a SymPy expression; SymPy ships no types
MOST_COMBINATIONS = 10_000


class Algebra:
    """A correspondence between symbols and parts of trees: what is read through it can be written back.

    `n` is the support size, or None for a single symbolic output.
    """

    def __init__(self, n: int | None = None) -> None:
        self.n = n
        self._atoms: dict[Expression, Term] = {}

    def read(self, term: Term) -> Expression:
        """Return the SymPy expression of an unfolded term (defined names that are left in it stay symbols).

        Raises `OutOfScope` for what algebra over plain symbols cannot represent: `abs`, `sign`, `max`, `min`,
        `rank`, shorthands, conditions on anything but indices, a sum over Y at a single symbolic output, an
        output that the support does not have, a division by zero, the logarithm or root of a constant that
        has none.
        """
        return self._read(term, {})

    def write(self, expression: Expression) -> Term:
        """Return the tree of a SymPy expression over symbols that this object has made.

        Raises `OutOfScope` for a foreign symbol, or a function that the language does not have.
        """
        return write(expression, self._atoms)

    def symbol(self, atom: Term) -> Expression:
        """Return the symbol that stands for a name or an entry, such as `p[y]`; the same one each time."""
        import sympy

        symbol = sympy.Symbol(show(atom))
        self._atoms[symbol] = atom
        return symbol

    def split_logarithms(self, expression: Expression, positive: Iterable[Term]) -> Expression:
        """Return the expression with logarithms of products and quotients of the `positive` atoms split.

        This is the one place where SymPy is told a sign. The caller passes just those names and entries that
        are positive by facts it cites; a logarithm of anything else stays whole.
        """
        import sympy

        signed = {self.symbol(atom): sympy.Dummy(positive=True) for atom in positive}
        split = sympy.expand_log(expression.xreplace(signed))
        return split.xreplace({dummy: symbol for symbol, dummy in signed.items()})

    def _read(self, term: Term, outputs: Mapping[str, int]) -> Expression:
        import sympy

        match term:
            case Number(value):
                return sympy.Rational(value.numerator, value.denominator)
            case Name("n") if self.n is not None:
                return sympy.Integer(self.n)
            case Bound(index) if index in outputs:
                return sympy.Integer(outputs[index])
            case Name() | Bound():
                return self.symbol(term)
            case At():
                return self.symbol(self._entry(term, outputs))
            case Arithmetic(operator, left, right):
                pair = self._read(left, outputs), self._read(right, outputs)
                return _defined(_combine(operator, *pair), term)
            case Negate(part):
                return -self._read(part, outputs)
            case Apply("exp" | "log" | "sqrt" as function, (argument,)):
                return _defined(getattr(sympy, function)(self._read(argument, outputs)), term)
            case Choose(test, then, other):
                return self._read(then if decide(test, outputs, self.n) else other, outputs)
            case Fold("sum" | "prod" as kind, body):
                parts = [self._read(body, chosen) for chosen in self._choices(term, outputs)]
                return sympy.Add(*parts) if kind == "sum" else sympy.Mul(*parts)
            case Apply() | Fold() | Rank() | Shorthand():
                message = f"{show(term)[:60]}: algebra has sums, products, powers, exp, log and sqrt only"
                raise OutOfScope(message)
            case _:
                assert_never(term)

    def _entry(self, term: At, outputs: Mapping[str, int]) -> At:
        match term.index:
            case Bound(name) if name in outputs:
                return At(term.family, Number(Fraction(outputs[name])))
            case Number(value) if self.n is None or value < self.n:
                return term
            case Bound() if self.n is None:
                return term
            case _:
                message = f"{show(term)}: there is no such output at n = {self.n}"
                raise OutOfScope(message)

    def _choices(self, term: Fold, outputs: Mapping[str, int]) -> Iterator[dict[str, int]]:
        if self.n is None:
            message = f"{show(term)[:60]}: a sum over Y has no expression at one symbolic output; name it"
            raise OutOfScope(message)
        if self.n ** len(term.indices) > MOST_COMBINATIONS:
            message = f"{show(term)[:60]}: written out at n = {self.n}, it has over {MOST_COMBINATIONS} parts"
            raise OutOfScope(message)
        for combination in itertools.product(range(self.n), repeat=len(term.indices)):
            chosen = {**outputs, **dict(zip(term.indices, combination, strict=True))}
            if term.where is None or decide(term.where, chosen, self.n):
                yield chosen


def _combine(operator: str, left: Expression, right: Expression) -> Expression:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return left**right


def _defined(expression: Expression, term: Term) -> Expression:
    """Refuse what SymPy would carry along as an infinity or a complex number."""
    import sympy

    if expression.has(sympy.zoo, sympy.nan, sympy.oo) or (expression.is_number and not expression.is_real):
        message = f"{show(term)[:60]}: this divides by zero, or takes a logarithm or root that does not exist"
        raise OutOfScope(message)
    return expression
