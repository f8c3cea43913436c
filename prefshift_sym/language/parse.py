"""Read text into the frozen tree. Python's own `ast` reads it, from a whitelist of nodes; nothing is ever evaluated.

This is the only place where text becomes a formula. Limits on length, depth and digits come first, so that no text can
cost more than a moment; every refusal names the column and the way out.
"""

from __future__ import annotations

import ast
import itertools
import math
import re
import warnings
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, cast

from prefshift_sym.errors import LanguageError
from prefshift_sym.language import signature as names
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
from prefshift_sym.language.walk import children

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Function, Node, Operator, Relation

LONGEST, DEEPEST, MOST_DIGITS, LARGEST_EXPONENT = 20_000, 200, 100, 1_000
LONGEST_WORD = 120  # characters of a name or a number, so that no error has to repeat more than that
LARGEST_POWER = 1_000_000  # what nested powers may multiply up to: bits of a constant, degree of a polynomial

OPERATORS: dict[type, str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
RELATIONS: dict[type, str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!=", ast.GtE: ">=", ast.Gt: ">",
}  # fmt: skip


def parse_formula(text: str, signature: Signature, *, place: str = "") -> Formula:
    """Read a formula (something true or false). Raises `LanguageError`, with the column, for anything else."""
    reader = _Reader(text, signature, place)
    return reader.formula(reader.root(), {})


def parse_term(text: str, signature: Signature, *, place: str = "") -> Term:
    """Read a term (a number). Raises `LanguageError`, with the column, for anything else."""
    reader = _Reader(text, signature, place)
    return reader.term(reader.root(), {})


class _Reader:
    def __init__(self, text: str, signature: Signature, place: str) -> None:
        self.text, self.signature, self.place = text, signature, place

    def root(self) -> ast.expr:
        if len(self.text) > LONGEST:
            message = f"the text has {len(self.text)} characters and the limit is {LONGEST}; split it up"
            self.refuse(message, column=LONGEST + 1)
        if not self.text.strip():
            self.refuse("the formula is empty; write one, such as TPM_A >= alpha", column=1)
        self.check_characters()
        self.check_depth()
        lead = len(self.text) - len(self.text.lstrip())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # `1(2)` and the like warn before we refuse them in our own words
                return ast.parse(self.one_line.strip(), mode="eval").body
        except SyntaxError as error:
            reason = (error.msg or "it cannot be read").split(".")[0].split(" (")[0]
            self.refuse(f"not a formula of the language: {reason}", column=lead + max(error.offset or 1, 1))
        except (ValueError, RecursionError, MemoryError):
            message = "the text is too deep or has an over-long number; split the formula up"
            self.refuse(message, column=lead + 1)

    @property
    def one_line(self) -> str:
        """The text with line ends and tabs as spaces, so that a column is a place in the text as written."""
        return "".join(" " if character.isspace() else character for character in self.text)

    def check_characters(self) -> None:
        # Python folds some letters into others (a full-width `alpha` would be read as `alpha`), and a comment would
        # swallow every line after it: neither gets as far as Python.
        for column, character in enumerate(self.text, 1):
            if character == "#":
                self.refuse("a formula has no comments; put the remark into the file, outside the text", column=column)
            if not (character.isascii() and (character.isprintable() or character.isspace())):
                message = f"{character!a} is not a character of the language; names are plain ASCII, such as alpha"
                self.refuse(message, column=column)
        for word in re.finditer(r"[\w.]+", self.text):
            if len(word[0]) > LONGEST_WORD:
                self.refuse(f"no name and no number is longer than {LONGEST_WORD}", column=word.start() + 1)

    def check_depth(self) -> None:
        depth = 0
        for column, character in enumerate(self.text, 1):
            depth += (character in "([{") - (character in ")]}")
            if depth > DEEPEST:
                self.refuse(f"brackets nest deeper than {DEEPEST}; split the formula up", column=column)

    def refuse(self, message: str, node: ast.AST | None = None, *, column: int | None = None) -> NoReturn:
        offset = getattr(node, "col_offset", None)
        if offset is not None:
            lead = len(self.text) - len(self.text.lstrip())
            column = lead + offset + 1
        raise LanguageError(message, text=self.one_line, column=column, place=self.place)

    # -- formulas ------------------------------------------------------------------------------------------------

    def formula(self, node: ast.expr, bound: Mapping[str, str], depth: int = 0) -> Formula:
        self.limit(node, depth)
        deeper = depth + 1
        match node:
            case ast.Compare(left, ops, comparators):
                relations = tuple(self.relation(op, node) for op in ops)
                terms = tuple(self.term(part, bound, deeper) for part in (left, *comparators))
                return Compare(terms, relations)
            case ast.BoolOp(op, values):
                parts = tuple(self.formula(value, bound, deeper) for value in values)
                return And(parts) if isinstance(op, ast.And) else Or(parts)
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.formula(operand, bound, deeper))
            case ast.Call(ast.Name("implies" | "iff" as name), [first, second], []):
                left_right = self.formula(first, bound, deeper), self.formula(second, bound, deeper)
                return Implies(*left_right) if name == "implies" else Iff(*left_right)
            case ast.Call(ast.Name("implies" | "iff" as name)):
                self.refuse(f"{name} takes two formulas: {name}(p, q)", node)
            case ast.Call(ast.Name("all" | "any" as kind), [ast.GeneratorExp(body, loops)], []):
                indices, where, inner = self.loops(loops, bound, depth)
                return Quantify("all" if kind == "all" else "any", self.formula(body, inner, deeper), indices, where)
            case ast.Call(ast.Name("all" | "any" as kind)):
                self.refuse(f"{kind} ranges over outputs: {kind}(... for i in Y)", node)
            case _:
                self.refuse("a formula is expected here: compare two numbers, such as TPM_A >= alpha", node)

    def relation(self, op: ast.cmpop, node: ast.expr) -> Relation:
        if type(op) not in RELATIONS:
            self.refuse("only < <= == != >= > compare terms", node)
        return cast("Relation", RELATIONS[type(op)])

    def loops(
        self, generators: list[ast.comprehension], bound: Mapping[str, str], depth: int
    ) -> tuple[tuple[str, ...], Formula | None, Mapping[str, str]]:
        indices: list[str] = []
        own: set[str] = set()
        where: list[Formula] = []
        for loop in generators:
            match loop:
                case ast.comprehension(ast.Name(index), ast.Name("Y"), _, 0):
                    pass
                case _:
                    self.refuse("a loop is written `for i in Y`, with a plain index name", loop.target)
            if index in self.signature.families | self.signature.scalars | names.RESERVED:
                self.refuse(f"the index {index!r} would hide the name {index!r}; call it i, j or y", loop.target)
            if index in own:
                self.refuse(f"the index {index!r} is in use already; choose another one", loop.target)
            own.add(index)
            # an inner loop hides an outer one's index, as in Python; from here on the two have different names, and the
            # outer one's is kept where no text can ask for it
            hidden = {f"for {bound[index]}": bound[index]} if index in bound else {}
            bound = {**bound, **hidden, index: self.unused(index, bound)}
            indices.append(bound[index])
            where.extend(self.formula(condition, bound, depth + 1) for condition in loop.ifs)
        condition = None if not where else where[0] if len(where) == 1 else And(tuple(where))
        return tuple(indices), condition, bound

    def unused(self, index: str, bound: Mapping[str, str]) -> str:
        taken = {*bound.values(), *self.signature.families, *self.signature.scalars, *names.RESERVED}
        return next(name for k in itertools.count(1) if (name := index if k == 1 else f"{index}{k}") not in taken)

    # -- terms ---------------------------------------------------------------------------------------------------

    def term(self, node: ast.expr, bound: Mapping[str, str], depth: int = 0) -> Term:
        self.limit(node, depth)
        deeper = depth + 1
        match node:
            case ast.Constant(bool()):
                self.refuse("True and False are not numbers; write 1 or 0, or a comparison", node)
            case ast.Constant(int(value)):
                if abs(value) >= 10**MOST_DIGITS:
                    self.refuse(f"numbers have at most {MOST_DIGITS} digits", node)
                return Number(Fraction(value))
            case ast.Constant(float(value)):
                self.refuse_float(node, value)
            case ast.Name(name):
                return self.name(name, node, bound)
            case ast.Subscript(ast.Name(family), index):
                return At(self.family(family, node), self.index(index, bound))
            case ast.BinOp(left, op, right) if type(op) in OPERATORS:
                operator = cast("Operator", OPERATORS[type(op)])
                pair = Arithmetic(operator, self.term(left, bound, deeper), self.term(right, bound, deeper))
                return self.power(pair, node) if operator == "**" else pair
            case ast.UnaryOp(ast.USub(), operand):
                return Negate(self.term(operand, bound, deeper))
            case ast.IfExp(test, then, other):
                branches = self.term(then, bound, deeper), self.term(other, bound, deeper)
                return Choose(self.formula(test, bound, deeper), *branches)
            case ast.Call(ast.Name(name), arguments, []):
                return self.call(name, arguments, node, bound, deeper)
            case ast.Compare() | ast.BoolOp():
                self.refuse(
                    "a number is expected here, not a comparison; `x if c else y` turns one into the other", node
                )
            case _:
                self.refuse("only numbers, names, + - * / **, comparisons and the listed functions are allowed", node)

    def call(self, name: str, arguments: list[ast.expr], node: ast.expr, bound: Mapping[str, str], depth: int) -> Term:
        match name, arguments:
            case ("sum" | "prod" | "max" | "min") as kind, [ast.GeneratorExp(body, loops)]:
                indices, where, inner = self.loops(loops, bound, depth)
                return Fold(kind, self.term(body, inner, depth), indices, where)
            case ("max" | "min") as extremum, [_, _, *_]:
                return Apply(extremum, tuple(self.term(part, bound, depth) for part in arguments))
            case ("exp" | "log" | "sqrt" | "abs" | "sign") as function, [argument]:
                return Apply(cast("Function", function), (self.term(argument, bound, depth),))
            case "rank", [ast.Name(family), index]:
                return Rank(self.family(family, arguments[0]), self.index(index, bound))
            case ("E" | "mean" | "cov" | "KL") as short, _ if len(arguments) == names.SHORTHANDS[short]:
                return Shorthand(short, tuple(self.family_argument(short, part) for part in arguments))
            case _ if name in names.RESERVED:
                self.refuse(f"{name} is called with the wrong arguments; see the table of functions", node)
            case _:
                known = frozenset(names.RESERVED - {"Y"})
                self.refuse(
                    f"{name!r} is not a function of the language{self.signature.suggest(name, among=known)}", node
                )

    def power(self, pair: Arithmetic, node: ast.expr) -> Arithmetic:
        # The size comes first: a constant exponent is worked out only where that takes no time.
        modest = _power_size(pair.right) <= LARGEST_EXPONENT
        exponent = _constant(pair.right) if modest else None
        if not modest or (exponent is not None and abs(exponent) > LARGEST_EXPONENT):
            self.refuse(f"constant exponents go up to {LARGEST_EXPONENT}", node)
        if _power_size(pair) > LARGEST_POWER:
            self.refuse("powers of powers grow too large here; multiply the exponents out, or split it up", node)
        return pair

    def name(self, name: str, node: ast.expr, bound: Mapping[str, str]) -> Term:
        if name in bound:
            return Bound(name)
        if name in self.signature.scalars:
            return Name(name)
        if name in self.signature.families:
            self.refuse(f"{name!r} is a family over the outputs; write an entry of it, such as {name}[i]", node)
        self.refuse(f"unknown name {name!r}{self.signature.suggest(name)}", node)

    def family(self, name: str, node: ast.expr) -> str:
        if name in self.signature.families:
            return name
        if name in self.signature.scalars:
            self.refuse(f"{name!r} is a single number and takes no index", node)
        self.refuse(f"unknown family {name!r}{self.signature.suggest(name, among=self.signature.families)}", node)

    def family_argument(self, short: str, node: ast.expr) -> str:
        match node:
            case ast.Name(name):
                return self.family(name, node)
            case _:
                self.refuse(f"{short} takes families by name; declare a family, or write the sum out", node)

    def index(self, node: ast.expr, bound: Mapping[str, str]) -> Bound | Number:
        match node:
            case ast.Name(name) if name in bound:
                return Bound(bound[name])
            case ast.Constant(int(value)) if not isinstance(value, bool) and 0 <= value < 10**MOST_DIGITS:
                return Number(Fraction(value))
            case ast.Name(name):
                self.refuse(f"the index {name!r} is bound by no `for {name} in Y`", node)
            case _:
                self.refuse("an index is a bound name or a constant from 0 to n-1", node)

    def refuse_float(self, node: ast.expr, value: float) -> NoReturn:
        written = ast.get_source_segment(self.one_line.strip(), node) or repr(value)
        way_out = "write an exact fraction"
        # A huge exponent, as in 1e999999999, would make an endless fraction: it is told nothing more.
        if len(written) <= MOST_DIGITS and ("e" not in written.lower() or 1e-30 < abs(value) < 1e30):
            way_out = f"write the exact fraction {Fraction(written.replace('_', ''))}"
        self.refuse(f"{written} is a floating-point number; {way_out}", node)

    def limit(self, node: ast.expr, depth: int) -> None:
        if depth > DEEPEST:
            self.refuse(f"the formula nests deeper than {DEEPEST}; split it up", node)


def _constant(term: Term) -> Fraction | None:
    """Return the value of a term without names, as far as it is arithmetic on numbers; `None` for any other."""
    match term:
        case Number(value):
            return value
        case Negate(part):
            value_of = _constant(part)
            return None if value_of is None else -value_of
        case Arithmetic(operator, left, right):
            first, second = _constant(left), _constant(right)
            if first is None or second is None:
                return None
            return _combine(operator, first, second)
        case _:
            return None


def _combine(operator: Operator, first: Fraction, second: Fraction) -> Fraction | None:
    match operator:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "/":
            return first / second if second else None
        case "**":  # bounded: the parser has refused a larger one by the time this is asked
            whole = second.denominator == 1 and (first != 0 or second >= 0)
            return Fraction(first**second.numerator) if whole else None


def _power_size(node: Node) -> int:
    """Return a bound on the bits (of a constant) or the degree (of a polynomial) that multiplying out would give."""
    match node:
        case Number(value):
            return max(value.numerator.bit_length(), value.denominator.bit_length())
        case Arithmetic("**", base, right):
            exponent = _constant(right)
            times = 1 if exponent is None else max(1, math.ceil(abs(exponent)))
            return _power_size(base) * times
        case Arithmetic(_, left, right):
            return _power_size(left) + _power_size(right)
        case _:
            return max(map(_power_size, children(node)), default=1)
