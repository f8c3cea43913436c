"""The fold of the frozen tree into LaTeX on one line, in the notation of the paper."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

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
from prefshift_sym.language.walk import walk
from prefshift_sym.readings.latex import boxes as b
from prefshift_sym.readings.latex.names import entry_box, index_box, name_box

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula, Node, Term
    from prefshift_sym.readings.latex.boxes import Box

RELATIONS = {"<": "<", "<=": r"\le", "==": "=", "!=": r"\ne", ">=": r"\ge", ">": ">"}
AND, OR = b.symbol(r"\text{ and }", 2.4), b.symbol(r"\text{ or }", 1.7)
IMPLIES, IFF = b.symbol(r" \implies ", 3.3), b.symbol(r" \iff ", 3.3)
IF, ELSE = b.symbol(r"\text{ if }", 1.3), b.symbol(r"\text{ else }", 2.3)
COMMA, COLON, WITH = b.symbol(r",\ ", 0.6), b.symbol(r"\colon\ ", 0.8), b.symbol(r"\text{ with } ", 2.6)
GIVEN, END = b.symbol(r" \bigm\vert ", 0.9), b.symbol(r" \bigr\}", 0.6)
LARGEST_EXPONENT, WIDEST_EXPONENT, WIDEST_RANGE, MOST_CASES = 12, 6.0, 7.0, 5


@lru_cache(maxsize=8192)  # breaking lines asks for the same parts again and again
def box(node: Node, *, small: bool = False) -> Box:
    """Return a term or a formula on one line; `small` is for exponents, where fractions have a slash."""
    match node:
        case Number(value):
            return number(value, small=small)
        case Name(name):
            return name_box(name)
        case Bound(name):
            return index_box(name)
        case At(family, index):
            return entry_box(family, box(index))
        case Rank(family, index):
            of = b.subscripted(b.symbol(r"\operatorname{rank}", 2.0), name_box(family))
            return b.row(of, b.delimited(box(index)))
        case Arithmetic("**", base, exponent):
            return power(base, exponent)
        case Arithmetic("/", Fold() as total, right) if not small and (below := box(right)).height == b.FLAT:
            # 1/n in front of a sum reads better than a sum squeezed into a fraction.
            return product(quotient(b.symbol("1", 0.5), below), box(total))
        case Arithmetic("/", left, right):
            return quotient(box(left, small=small), box(right, small=small), small=small)
        case Arithmetic("*", left, right):
            return product(box(left, small=small), box(right, small=small))
        case Arithmetic("+" | "-" as sign, left, right):
            # On the right, a sum needs its brackets after a minus only: a + (b - c) is a + b - c.
            first = b.bracketed(box(left, small=small), b.SUM)
            second = right_of(sign, box(right, small=small), right)
            return b.row(first, b.symbol(f" {sign} ", b.OPERATION), second, level=b.SUM)
        case Negate(term):
            return b.row(b.symbol("-", 0.8), b.bracketed(box(term, small=small), b.SLASH), level=b.SIGN)
        case Apply("exp", (argument,)) if (above := as_exponent(argument)) is not None:
            return b.raised(b.symbol("e", 0.5), above)
        case Apply(function, arguments):
            return applied(function, tuple(box(argument, small=small) for argument in arguments))
        case Choose():
            return choice(node)
        case Fold(_, body):
            return b.row(
                *fold_start(node),
                b.bracketed(box(body), b.PRODUCT),
                *fold_end(node),
                level=b.PRODUCT,
                runs_on=True,
            )
        case Shorthand(name, families):
            return shorthand(name, tuple(name_box(family) for family in families))
        case Compare(terms, relations):
            first, *others = (b.bracketed(box(term), b.SUM) for term in terms)
            pairs = zip(relations, others, strict=True)
            return b.row(first, *(part for sign, term in pairs for part in (relation(sign), term)), level=b.COMPARISON)
        case And(parts):
            joined = separated([b.bracketed(box(part), b.COMPARISON) for part in parts], AND)
            return replace(joined, level=b.CONJUNCTION)
        case Or(parts):
            joined = separated([b.bracketed(box(part), b.COMPARISON) for part in parts], OR)
            return replace(joined, level=b.DISJUNCTION)
        case Not(part):
            return b.row(b.symbol(r"\neg", 0.7), b.delimited(box(part)), level=b.ATOM)
        case Implies(premise, conclusion):
            sides = (b.bracketed(box(side), b.DISJUNCTION) for side in (premise, conclusion))
            return replace(separated(list(sides), IMPLIES), level=b.IMPLICATION)
        case Iff(left, right):
            sides = (b.bracketed(box(side), b.DISJUNCTION) for side in (left, right))
            return replace(separated(list(sides), IFF), level=b.IMPLICATION)
        case Quantify(_, body):
            return b.row(quantifier(node), quantified(body), level=b.QUANTIFIED)
        case _:
            assert_never(node)  # type: ignore[arg-type]  # mypy misses that Arithmetic is complete


def number(value: Fraction, *, small: bool = False) -> Box:
    """Return an exact rational."""
    if value < 0:
        return b.row(b.symbol("-", 0.8), b.bracketed(number(-value, small=small), b.SLASH), level=b.SIGN)
    top, bottom = (b.symbol(str(part), 0.5 * len(str(part))) for part in (value.numerator, value.denominator))
    return top if value.denominator == 1 else quotient(top, bottom, small=small)


def separated(parts: list[Box], between: Box) -> Box:
    """Return boxes with another one between each two."""
    first, *others = parts
    return b.row(first, *(piece for part in others for piece in (between, part)))


def relation(sign: str) -> Box:
    """Return a relation sign with its space."""
    return b.symbol(f" {RELATIONS[sign]} ", b.RELATION)


def right_of(sign: str, right: Box, term: Term) -> Box:
    """Return the right side of a sum: bracketed after a minus, and where it starts with a sign."""
    leading = term
    while isinstance(leading, Arithmetic) and leading.operator in "+-":
        leading = leading.left
    starts_with_sign = isinstance(leading, Negate) or (isinstance(leading, Number) and leading.value < 0)
    return b.bracketed(right, b.SLASH if sign == "-" or starts_with_sign else b.SUM)


def product(left: Box, right: Box) -> Box:
    """Return a product; a dot stands only where two numbers would run into each other."""
    left, right = b.bracketed(left, b.PRODUCT, closed=True), b.bracketed(right, b.PRODUCT)
    return b.row(left, times(left, right), right, level=b.PRODUCT, runs_on=right.runs_on)


def times(left: Box, right: Box) -> Box:
    """Return what stands between two factors."""
    if right.tex[:1].isdigit() or (left.tex[-1:].isdigit() and right.tex.startswith(r"\frac")):
        return b.symbol(r" \cdot ", b.OPERATION)
    if right.tex.startswith(("\\sum", "\\prod", "\\max", "\\min", "\\log", "\\exp")):
        return b.symbol(" ", b.THIN)  # TeX puts the space before an operator itself
    return b.symbol(r"\,", b.THIN)


def quotient(top: Box, bottom: Box, *, small: bool = False) -> Box:
    """Return a fraction, or a slash in exponents and where fractions would stack up."""
    if not small and max(top.height, bottom.height) < b.TALLEST:
        return b.fraction(top, bottom)
    over = b.symbol("/" if small else r" \big/ ", 0.5 if small else 0.7)
    sides = b.bracketed(top, b.PRODUCT, closed=True), b.bracketed(bottom, b.POWER)
    return b.row(sides[0], over, sides[1], level=b.SLASH)


def as_exponent(node: Term) -> Box | None:
    """Return a term that can be set as an exponent; None for one too long, too tall or stacked."""
    if sum(1 for _ in itertools.islice(walk(node), LARGEST_EXPONENT + 1)) > LARGEST_EXPONENT:
        return None
    exponent = box(node, small=True)
    fits = exponent.height <= b.BRACKETED and exponent.stacked == 0 and exponent.width <= WIDEST_EXPONENT
    return exponent if fits else None


def power(base: Term, exponent: Term) -> Box:
    """Return a power; one whose exponent cannot be set as one is written as a function."""
    below, above = box(base), as_exponent(exponent)
    if above is None:
        return b.row(b.symbol(r"\operatorname{pow}", 2.0), b.delimited(b.listed((below, box(exponent)))), level=b.POWER)
    return b.raised(b.bracketed(below, b.ATOM, closed=True), above)


def applied(function: str, arguments: tuple[Box, ...]) -> Box:
    """Return a function of its arguments."""
    first = arguments[0]
    match function:
        case "abs":
            return b.delimited(first, r"\lvert", r"\rvert")
        case "sqrt" if first.height <= b.FRACTION:
            inner = b.in_text(first)
            height = b.TALLEST if first.height == b.FRACTION else b.FRACTION
            return replace(
                inner,
                tex=rf"\sqrt{{{inner.tex}}}",
                width=inner.width + 1.0,
                level=b.POWER,
                height=height,
                runs_on=False,
            )
        case "sqrt":
            return b.raised(b.delimited(first), b.symbol("1/2", 1.5))
        case "log" if first.level >= b.POWER and first.stacked == 0:
            return b.row(b.symbol(r"\log ", 1.6), first, level=b.PRODUCT, runs_on=True)
        case "sign":
            return b.row(b.symbol(r"\operatorname{sign}", 2.0), b.delimited(first), level=b.POWER)
        case _:
            return b.row(b.symbol(f"\\{function}", 2.0), b.delimited(b.listed(arguments)), level=b.POWER)


def choice(node: Choose) -> Box:
    """Return a choice: an indicator, cases, or (where cases would nest) words."""
    match node:
        case Choose(test, Number(Fraction(numerator=1, denominator=1)), Number(Fraction(numerator=0))):
            return b.row(b.symbol(r"\mathbf{1}", 0.6), b.delimited(box(test), "[", "]"))
        case Choose(test, then, other):
            pass
    # An `else` that chooses again goes on as one more row, as it would be written by hand.
    rows = [(box(then), box(test))]
    while isinstance(other, Choose) and not _is_indicator(other):
        rows.append((box(other.then), box(other.test)))
        other = other.other
    last = box(other)
    if len(rows) > MOST_CASES or max(part.height for part in (*itertools.chain(*rows), last)) > b.FRACTION:
        words = [piece for value, condition in rows for piece in (value, IF, condition, ELSE)]
        return b.row(
            *(b.bracketed(piece, b.SUM) if piece.level == b.CHOOSE else piece for piece in words),
            last,
            level=b.CHOOSE,
        )
    lines = [rf"{value.tex} & \text{{if }} {condition.tex}," for value, condition in rows]
    tex = r"\begin{cases} " + r" \\ ".join([*lines, rf"{last.tex} & \text{{otherwise}}"]) + r" \end{cases}"
    values = max(b.in_text(value).width for value in (last, *(value for value, _ in rows)))
    conditions = max(4.5, *(1.2 + b.in_text(condition).width for _, condition in rows))
    return b.Box(tex, values + conditions + 2.2, b.CHOOSE, b.TALLEST)


def _is_indicator(node: Choose) -> bool:
    one, zero = Number(Fraction(1)), Number(Fraction(0))
    return (node.then, node.other) == (one, zero)


def shorthand(name: str, families: tuple[Box, ...]) -> Box:
    """Return an expectation, a mean, a covariance or a divergence of families."""
    match name:
        case "E":
            under = b.subscripted(b.symbol(r"\mathbb{E}", 0.7), families[1])
            return b.row(under, b.symbol("[", 0.3), families[0], b.symbol("]", 0.3))
        case "KL":
            divergence = b.subscripted(b.symbol(r"\mathbb{D}", 0.75), b.letters("KL", r"\mathrm"))
            inside = b.row(families[0], b.symbol(r" \,\|\, ", 0.9), families[1])
            return b.row(divergence, b.symbol("(", 0.4), inside, b.symbol(")", 0.4))
        case _:
            return b.row(
                b.symbol(rf"\operatorname{{{name}}}", 2.3),
                b.symbol("(", 0.4),
                b.listed(families),
                b.symbol(")", 0.4),
            )


def ranges(indices: tuple[str, ...]) -> Box:
    """Return the indices with the set that they range over."""
    return b.row(b.listed(tuple(index_box(name) for name in indices)), b.symbol(r" \in Y", 2.1))


def _conditions(where: Formula) -> list[Box]:
    return [box(part) for part in where.parts] if isinstance(where, And) else [box(where)]


def _beneath(node: Fold) -> Box | None:
    """Return the range with its condition beneath it, or None where the condition is too much."""
    if node.where is None:
        return ranges(node.indices)
    lines = [ranges(node.indices), *_conditions(node.where)]
    if max(line.width for line in lines) > WIDEST_RANGE or max(line.height for line in lines) > b.BRACKETED:
        return None
    tex = r" \\ ".join(line.tex for line in lines)
    return b.Box(rf"\substack{{{tex}}}", max(line.width for line in lines))


def fold_start(node: Fold) -> tuple[Box, ...]:
    """Return what stands before the body: the sign with its range."""
    below = _beneath(node)
    sign = b.operator(f"\\{node.kind}", below or ranges(node.indices))
    return (sign, b.symbol(" " if below else r" \bigl\{ ", b.THIN if below else 0.6))


def fold_end(node: Fold) -> tuple[Box, ...]:
    """Return what stands after the body: nothing, or a condition that did not fit beneath the sign."""
    condition = left_over(node)
    return () if condition is None else (GIVEN, box(condition), END)


def left_over(node: Fold) -> Formula | None:
    """Return the condition of a sum that does not fit beneath its sign."""
    return None if _beneath(node) is not None else node.where


def quantifier(node: Quantify) -> Box:
    """Return a quantifier with its range, as it stands before a formula."""
    condition = () if node.where is None else (COMMA, b.bracketed(box(node.where), b.COMPARISON))
    return b.row(quantifier_sign(node), *condition, COLON)


def quantifier_sign(node: Quantify) -> Box:
    """Return a quantifier with its range, without its condition."""
    sign = b.symbol(r"\forall\," if node.kind == "all" else r"\exists\,", 0.8)
    return b.row(sign, ranges(node.indices))


def quantified(body: Formula) -> Box:
    """Return the body of a quantifier: in brackets, unless it is a comparison or quantifies again."""
    inner = box(body)
    return inner if inner.level == b.QUANTIFIED else b.bracketed(inner, b.COMPARISON)


def ranging(node: Quantify) -> Box:
    """Return a quantifier with its range, as it stands after a whole formula: `for all y in Y`."""
    condition = () if node.where is None else (WITH, box(node.where))
    return b.row(ranging_words(node), *condition)


def ranging_words(node: Quantify) -> Box:
    """Return `for all y in Y`, without the condition."""
    words = b.symbol(r"\text{for all } " if node.kind == "all" else r"\text{for some } ", 3.9)
    return b.row(words, ranges(node.indices))
