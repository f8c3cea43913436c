"""Laws of text: what is shown reads back as the same tree, so that text can stand for it everywhere."""

from __future__ import annotations

import string
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.parse import parse_formula, parse_term
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Choose,
    Compare,
    Fold,
    Iff,
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Operator,
    Or,
    Quantify,
)
from prefshift_sym.language.walk import walk
from prefshift_sym.theory.setting import SIGNATURE
from tests.laws.strategies import formulas, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.language.terms import Formula, Node, Term

DECLARED = SIGNATURE.declare(families=("f",), distributions=("p",), scalars=("delta",))


@given(terms(DECLARED))
def test_a_term_reads_back(term: Term) -> None:
    """parse(show(term)) is the term."""
    assert parse_term(show(term), DECLARED) == term


@given(formulas(DECLARED))
def test_a_formula_reads_back(formula: Formula) -> None:
    """parse(show(formula)) is the formula."""
    assert parse_formula(show(formula), DECLARED) == formula


ATOMS = (Name("alpha"), Number(Fraction(2)), At("r", Number(Fraction(0))))
TESTS = (Compare((ATOMS[0], ATOMS[1]), ("<",)), Compare((ATOMS[0], ATOMS[1], ATOMS[2]), ("<=", "!=")))


def over(parts: Iterable[Term]) -> Iterator[Term]:
    """Yield every operation on the parts, on either side: what brackets have to keep apart."""
    first, test = ATOMS[0], TESTS[0]
    for part in parts:
        yield Negate(part)
        yield Apply("exp", (part,))
        yield from (Apply("max", (part, first)), Apply("min", (first, part)))
        yield from (Choose(test, part, first), Choose(test, first, part))
        yield Fold("sum", part, ("i",), test)
        for operator in get_args(Operator):
            yield from (Arithmetic(operator, part, first), Arithmetic(operator, first, part))


def joined(parts: Iterable[Formula]) -> Iterator[Formula]:
    """Yield every connective over the parts, on either side."""
    first = TESTS[0]
    for part in parts:
        yield Not(part)
        yield from (And((part, first)), And((first, part)), Or((part, first)), Or((first, part)))
        yield from (Implies(part, first), Iff(first, part))
        yield from (Quantify("all", part, ("i",)), Quantify("any", first, ("i", "j"), part))


def test_brackets_between_any_two_operations() -> None:
    """Exhaustively: every operation inside every operation inside every operation, on every side."""
    nested = [each for each in over(over(over(ATOMS[:2]))) if not has_two_loops(each)]
    assert len(nested) > 9_000
    for each in nested:
        assert parse_term(show(each), SIGNATURE) == each


def test_brackets_between_any_two_connectives() -> None:
    """Exhaustively: every connective inside every connective inside every connective."""
    nested = [each for each in joined(joined(joined(TESTS))) if not has_two_loops(each)]
    assert len(nested) > 500
    for each in nested:
        assert parse_formula(show(each), SIGNATURE) == each


def test_brackets_between_terms_and_formulas() -> None:
    """Exhaustively: every operation as a side of a relation, and every connective as a condition."""
    for term in over(over(ATOMS[:1])):
        for formula in (Compare((term, ATOMS[0]), ("<",)), Compare((ATOMS[0], term, term), ("==", ">"))):
            assert has_two_loops(formula) or parse_formula(show(formula), SIGNATURE) == formula
    for test in joined(joined(TESTS)):
        for each in (Choose(test, *ATOMS[:2]), Fold("prod", ATOMS[0], ("k",), test)):
            assert has_two_loops(each) or parse_term(show(each), SIGNATURE) == each


def has_two_loops(node: Node) -> bool:
    """Return whether an index is bound inside its own scope: no text has that."""
    names = [name for part in walk(node) if isinstance(part, Fold | Quantify) for name in part.indices]
    return len(names) > len(set(names))


@given(formulas(), st.data())
def test_spaces_and_line_ends_mean_nothing(formula: Formula, data: st.DataObject) -> None:
    """A formula may be broken over lines wherever it has a space, and stand between blanks."""
    parts = show(formula).split(" ")
    blanks = data.draw(
        st.lists(st.sampled_from((" ", "\n", "\t", "  ", "\r\n")), min_size=len(parts), max_size=len(parts))
    )
    assert parse_formula("\n  " + "".join(map("".join, zip(parts, blanks, strict=True))), SIGNATURE) == formula


@given(formulas(), st.data())
def test_a_broken_text_is_refused_in_its_own_words(formula: Formula, data: st.DataObject) -> None:
    """Whatever one character is replaced by, the text is read or is refused with a column inside it."""
    text = show(formula)
    place = data.draw(st.integers(0, len(text) - 1))
    broken = text[:place] + data.draw(st.sampled_from(string.printable)) + text[place + 1 :]
    outcome = read_or_refusal(broken)
    if isinstance(outcome, LanguageError):
        assert outcome.column is not None
        assert 1 <= outcome.column <= len(broken) + 1
    else:
        assert parse_formula(show(outcome), SIGNATURE) == outcome


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text escapes as any other error."""
    outcome = read_or_refusal(text)
    assert not isinstance(outcome, LanguageError) or outcome.column is not None


def read_or_refusal(text: str) -> Formula | LanguageError:
    """Return the formula, or the error that refuses it; any other exception is a fault."""
    try:
        return parse_formula(text, SIGNATURE)
    except LanguageError as error:
        return error
