"""Hostile texts: each is refused with its column, in a moment, and nothing of it is run."""

from __future__ import annotations

import builtins
import os
import sys
import time
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.parse import LONGEST, parse_formula, parse_term
from prefshift_sym.language.show import show
from prefshift_sym.language.walk import walk
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.theory.unfold import unfold

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula

A_MOMENT = 5.0  # seconds of the processor: the worst of them takes a five-hundredth of that

ATTACKS = {
    "system call": "__import__('os').system('x')",
    "compared system call": "__import__('os').system('x') > 0",
    "eval": "eval('1') > 0",
    "open": "open('/etc/passwd') > 0",
    "dunder": "alpha.__class__.__bases__[0] > 0",
    "attribute": "alpha.real > 0",
    "method": "p_A.pop() > 0",
    "called entry": "p_A[0](1) > 0",
    "lambda": "(lambda: 1)() > 0",
    "walrus": "(alpha := 1) > 0",
    "f-string": "f'{alpha}' > 0",
    "f-string call": "f'{__import__(\"os\")}' > 0",
    "string": "'alpha' > 0",
    "bytes": "b'alpha' > 0",
    "string index": "p_A['x'] > 0",
    "list comprehension": "sum([1 for i in Y]) > 0",
    "set comprehension": "sum({1 for i in Y}) > 0",
    "dictionary comprehension": "sum({1: 1 for i in Y}) > 0",
    "bare generator": "(1 for i in Y) > 0",
    "other set": "sum(1 for i in range(9**9)) > 0",
    "other name": "sum(1 for i in alpha) > 0",
    "literal set": "sum(1 for i in (1, 2)) > 0",
    "asynchronous": "sum(1 async for i in Y) > 0",
    "starred": "max(*[1, 2]) > 0",
    "double starred": "exp(**{}) > 0",
    "starred argument beside others": "max(alpha, *p_A) > 0",
    "keyword": "exp(x=1) > 0",
    "keyword in a fold": "sum((1 for i in Y), start=2) > 0",
    "tower": "9**9**9 > 0",
    "negative tower": "9**-9**9 > 0",
    "bracketed tower": "9**(9**9) > 0",
    "tower of thousands": "((9**1000)**1000)**1000 > 0",
    "hidden tower": "max(max(9**1000, 1)**1000, 1)**1000 > 0",
    "tower of a name": "((alpha**1000)**1000)**1000 > 0",
    "exponent in disguise": "2**((9**1000)**300*(9**1000)**300) > 0",
    "sum in an exponent": "2**(1000 + 1000) > 0",
    "large float": "1e999999999 > 0",
    "small float": "1e-999999999 > 0",
    "infinity": "1e400 > alpha",
    "long float": f"{'9' * 5000}.5 > 0",
    "many digits": "9" * 5000 + " > 0",
    "hexadecimal": f"0x{'f' * 500} > 0",
    "brackets": "(" * 10_000 + "1" + ")" * 10_000 + " > 0",
    "fewer brackets": "(" * 5_000 + "1" + ")" * 5_000 + " > 0",
    "open brackets": "(" * 300,
    "square brackets": "p_A[" * 300 + "0" + "]" * 300 + " > 0",
    "minuses": "-" * 10_000 + "1 > 0",
    "nots": "not " * 4_000 + "alpha > 0",
    "long sum": "1" + "+1" * 9_000 + " > 0",
    "long tower": "2" + "**2" * 5_000 + " > 0",
    "calls": "exp(" * 250 + "1" + ")" * 250 + " > 0",
    "conditionals": "1 if alpha > 0 else " * 900 + "1 > 0",
    "over-long": "alpha > 0 and " * 2_000 + "beta > 0",
    "over-long name": "a" * (LONGEST + 1),
    "long name": "a" * 10_000 + " > 0",
    "null byte": "alpha\0 > 0",
    "control character": "alpha\x1b[2J > 0",
    "look-alike": "аlpha > 0",  # noqa: RUF001 - a Cyrillic letter, on purpose
    "full-width": "ａlpha > 0",  # noqa: RUF001 - Python would read it as `alpha`
    "greek": "α > 0",  # noqa: RUF001 - on purpose
    "ligature": "ﬁ > 0",
    "unicode digits": "alpha > ٣",
    "no-break space": "alpha\u00a0> 0",
    "right to left": "alpha \u202e> 0",
    "surrogate": "alpha \ud800> 0",
    "comment": "alpha > 0 #",
    "comment that swallows": "alpha > 0 # fine\n and beta < 0",
    "continuation": "alpha > 0 \\\n and beta > 0",
    "two statements": "alpha > 0; beta > 0",
    "statement": "import os",
    "assignment": "alpha = 0",
    "type comment": "alpha > 0 # type: ignore",
    "yield": "(yield alpha) > 0",
    "await": "(await alpha) > 0",
    "ellipsis": "... > 0",
    "none": "None > 0",
    "tuple": "(alpha, beta) > 0",
    "list": "[alpha] > 0",
    "dictionary": "{alpha: 1}[alpha] > 0",
    "slice": "p_A[::] > 0",
    "matrix product": "alpha @ beta > 0",
    "shift": "1 << 10**9 > 0",
    "unterminated": "'''alpha",
    "back-quotes": "`alpha` > 0",
    "printing": "print(alpha) > 0",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_it_is_refused_in_a_moment(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `LanguageError` with a column comes back at once; nothing is evaluated, imported or warned of."""

    def never(*_: Any, **__: Any) -> None:
        message = "something of the text was run"
        raise AssertionError(message)

    for module, name in ((os, "system"), (builtins, "eval"), (builtins, "exec"), (builtins, "open")):
        monkeypatch.setattr(module, name, never)
    before, start = set(sys.modules), time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(LanguageError) as caught:
            parse_formula(text, SIGNATURE)
    assert time.process_time() - start < A_MOMENT
    assert caught.value.column is not None
    assert 1 <= caught.value.column <= len(text) + 1
    assert f"column {caught.value.column}: " in str(caught.value)
    assert len(str(caught.value)) < 1000
    assert set(sys.modules) == before


@pytest.mark.parametrize(
    "text",
    [
        "exp(" * 190 + "alpha" + ")" * 190 + " > TPM_A",
        "implies(alpha > 0, " * 190 + "Z > 0" + ")" * 190,
        "not " * 190 + "alpha > TPM_A",
        "alpha" + " - TPM_A" * 190 + " > 0",
        "max(alpha, " * 190 + "Z" + ")" * 190 + " > 0",
        "(1 if alpha > 0 else " * 190 + "Z" + ")" * 190 + " > 0",
    ],
)
def test_what_is_just_allowed_can_be_worked_with(text: str) -> None:
    """A formula near the limit of depth can be compared, hashed, shown, read back, walked and unfolded."""
    formula: Formula = parse_formula(text, SIGNATURE)
    again = parse_formula(show(formula), SIGNATURE)
    assert formula == again
    assert hash(formula) == hash(again)
    assert len(list(walk(unfold(formula)))) > len(list(walk(formula)))


def test_powers_up_to_the_limit_are_read() -> None:
    """What is refused is the excess; a power as one writes it is not."""
    for text in ("2**1000", "alpha**1000", "(alpha**10)**10", "alpha**(1/2)", "alpha**beta", "2**(10*alpha)"):
        assert show(parse_term(text, SIGNATURE)) == text
    with pytest.raises(LanguageError, match="constant exponents go up to 1000"):
        parse_term("alpha**1001", SIGNATURE)
