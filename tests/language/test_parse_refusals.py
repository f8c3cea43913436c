"""What is no formula is refused in a sentence: with the column, what was expected, and the way out."""

from __future__ import annotations

import pytest

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.parse import parse_formula, parse_term
from prefshift_sym.language.show import show
from prefshift_sym.theory.setting import SIGNATURE

REFUSED = [
    # numbers
    ("alpha > 0.5", 9, "0.5 is a floating-point number; write the exact fraction 1/2"),
    ("alpha > .125", 9, "write the exact fraction 1/8"),
    ("alpha > 1e-3", 9, "write the exact fraction 1/1000"),
    ("alpha > 1_0.5", 9, "write the exact fraction 21/2"),
    ("alpha > 1j", 9, "only numbers, names"),
    ("alpha > True", 9, "True and False are not numbers"),
    (f"alpha > {'1' * 101}", 9, "at most 100 digits"),
    # names
    ("TPM_B >= alpha", 1, "unknown name 'TPM_B'; did you mean 'TPM_"),
    ("alpa > 0", 1, "did you mean 'alpha'?"),
    ("zzz > 0", 1, "known here: "),
    ("p_A > 0", 1, "write an entry of it, such as p_A[i]"),
    ("p_B[0] > 0", 1, "unknown family 'p_B'; did you mean 'p_"),
    ("alpha[0] > 0", 1, "a single number and takes no index"),
    ("Y > 0", 1, "unknown name 'Y'"),
    # indices
    ("p_A[z] > 0", 5, "bound by no `for z in Y`"),
    ("p_A[-1] > 0", 5, "a bound name or a constant from 0 to n-1"),
    ("sum(p_A[i + 1] for i in Y) > 0", 9, "a bound name or a constant from 0 to n-1"),
    ("p_A[1/2] > 0", 5, "a bound name or a constant"),
    ("p_A[0.5] > 0", 5, "a bound name or a constant"),
    ("p_A[0:1] > 0", 5, "a bound name or a constant"),
    ("p_A[0, 1] > 0", 5, "a bound name or a constant"),
    ("p_A[True] > 0", 5, "a bound name or a constant"),
    ("p_A['0'] > 0", 5, "a bound name or a constant"),
    # loops
    ("sum(p_A[i] for i in range(3)) == 1", 16, "`for i in Y`"),
    ("sum(1 for i, j in Y) > 0", 11, "`for i in Y`"),
    ("sum(1 for i in Y for i in Y) > 0", 22, "the index 'i' is in use already"),
    ("sum(1 for r in Y) > 0", 11, "would hide the name 'r'"),
    ("sum(1 for exp in Y) > 0", 11, "would hide the name 'exp'"),
    ("sum(1 for i in Y if i) > 0", 21, "a formula is expected here"),
    ("sum(i) > 0", 1, "sum is called with the wrong arguments"),
    ("all(alpha > 0)", 1, "all(... for i in Y)"),
    # functions
    ("sin(alpha) > 0", 1, "'sin' is not a function of the language"),
    ("expp(alpha) > 0", 1, "did you mean 'exp'?"),
    ("exp(alpha, beta) > 0", 1, "exp is called with the wrong arguments"),
    ("max(alpha) > 0", 1, "max is called with the wrong arguments"),
    ("E(w) > 0", 1, "E is called with the wrong arguments"),
    ("E(w, 1 - p_A) > 0", 6, "E takes families by name"),
    ("E(w, alpha) > 0", 6, "'alpha' is a single number"),
    ("rank(r) > 0", 1, "rank is called with the wrong arguments"),
    ("implies(alpha > 0) ", 1, "implies takes two formulas"),
    # numbers for formulas, and formulas for numbers
    ("alpha", 1, "a formula is expected here"),
    ("alpha > 0 and beta", 15, "a formula is expected here"),
    ("(alpha > 0) + 1 > 0", 2, "a number is expected here, not a comparison"),
    ("(alpha > 0) == (beta > 0)", 2, "a number is expected here, not a comparison"),
    ("alpha in Y", 1, "only < <= == != >= > compare terms"),
    ("alpha is beta", 1, "only < <= == != >= > compare terms"),
    # operators
    ("alpha // 2 > 0", 1, "only numbers, names, + - * / **"),
    ("alpha % 2 > 0", 1, "only numbers, names, + - * / **"),
    ("+alpha > 0", 1, "only numbers, names, + - * / **"),
    ("alpha ^ 2 > 0", 1, "only numbers, names, + - * / **"),
    ("alpha > > 0", 9, "not a formula of the language: invalid syntax"),
    ("   alpha > > 0", 12, "not a formula of the language: invalid syntax"),
    # what would be lost or misread
    ("alpha > 0  # and beta > 1", 12, "a formula has no comments"),
    ("alpha > 0 # c\n and beta < 0", 11, "a formula has no comments"),
    ("", 1, "the formula is empty"),
    ("  \n ", 1, "the formula is empty"),
]


@pytest.mark.parametrize(("text", "column", "says"), REFUSED)
def test_it_is_refused_with_its_column(text: str, column: int, says: str) -> None:
    """The sentence names the column, counted from one in the text as written, and says what to do."""
    with pytest.raises(LanguageError) as caught:
        parse_formula(text, SIGNATURE, place="claim.toml")
    assert caught.value.column == column
    assert str(caught.value).startswith(f"claim.toml: column {column}: ")
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["alpha = 1/2", "2 alpha > 0", "alpha >", "alpha > (1", "alpha > 1)", "(alpha > 1]"])
def test_what_python_cannot_read_is_refused_in_a_sentence(text: str) -> None:
    """The column is Python's own, and may differ between its versions; it is always within the text."""
    with pytest.raises(LanguageError, match="not a formula of the language: ") as caught:
        parse_formula(text, SIGNATURE)
    assert caught.value.column is not None
    assert 1 <= caught.value.column <= len(text) + 1


def test_the_caret_stands_under_the_place() -> None:
    """The text is shown, with a caret under the column; also for a place far along a long line."""
    for lead in ("", "alpha > 0 and " * 20):
        text = f"{lead}alpha > 0.5"
        with pytest.raises(LanguageError) as caught:
            parse_formula(text, SIGNATURE)
        _, shown, caret = str(caught.value).split("\n")
        assert shown[caret.index("^") :].startswith("0.5")


def test_a_column_counts_lines_as_one() -> None:
    """Line ends count as one character, so that a place in a text of several lines is found."""
    text = "alpha > 0\n  and bta > 0"
    with pytest.raises(LanguageError) as caught:
        parse_formula(text, SIGNATURE)
    assert caught.value.column is not None
    assert text[caught.value.column - 1 :].startswith("bta")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0 < alpha < 1", "0 < alpha < 1"),
        ("0 < alpha <= beta == 1", "0 < alpha <= beta == 1"),
        ("alpha\t>\n0", "alpha > 0"),
        ("((alpha)) > (0)", "alpha > 0"),
        ("alpha**-2 > 1/3", "alpha**-2 > 1/3"),
        ("-alpha**2 < 0", "-alpha**2 < 0"),
        ("(-alpha)**2 > 0", "(-alpha)**2 > 0"),
        ("not not alpha > 0", "not not alpha > 0"),
        (
            "sum(1 for i in Y for j in Y if i < j) == n*(n - 1)/2",
            "sum(1 for i in Y for j in Y if i < j) == n*(n - 1)/2",
        ),
        (
            "sum(1 for i in Y if 0 < i for j in Y if i < j) >= 0",
            "sum(1 for i in Y for j in Y if 0 < i and i < j) >= 0",
        ),
    ],
)
def test_what_is_read_as_in_mathematics(text: str, shown: str) -> None:
    """Chains, signs, powers and brackets are read as written, and nothing is evaluated or reordered."""
    assert show(parse_formula(text, SIGNATURE)) == shown


def test_a_term_is_no_formula() -> None:
    """Terms are read as terms only."""
    assert show(parse_term("TPM_A - alpha", SIGNATURE)) == "TPM_A - alpha"
    with pytest.raises(LanguageError, match="a number is expected here"):
        parse_term("TPM_A >= alpha", SIGNATURE)


@pytest.mark.parametrize("name", ["exp", "Y", "alpha", "p_A", "lambda", "_x", "2x", "a-b", "", "x" * 41, "é", "\uff41"])
def test_bad_names_are_refused(name: str) -> None:
    """A declared name is a plain identifier, not taken and not reserved."""
    with pytest.raises(LanguageError, match=r"cannot be a name|is taken already"):
        SIGNATURE.declare(scalars=(name,))


def test_a_name_is_declared_once() -> None:
    """Not twice, be it as two kinds of thing."""
    with pytest.raises(LanguageError, match="taken already"):
        SIGNATURE.declare(families=("f",), scalars=("f",))
