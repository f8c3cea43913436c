"""Laws of the LaTeX reading, on random formulas and random text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prefshift_sym.language.signature import NAME_SHAPE
from prefshift_sym.paper.prose import escaped, prose
from prefshift_sym.readings import latex
from prefshift_sym.readings.latex.lines import NARROWEST
from prefshift_sym.theory.setting import SIGNATURE
from tests.laws.strategies import formulas

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula

ROOM = 29.5
slow = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def balanced(tex: str) -> bool:
    """Return whether braces, environments and bracket sizes come in pairs."""
    depth = 0
    bare = tex.replace(r"\\", "").replace(r"\{", "").replace(r"\}", "")
    for character in bare:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0 and all(
        tex.count(left) == tex.count(right)
        for left, right in (
            (r"\begin{", r"\end{"),
            (r"\bigl", r"\bigr"),
            (r"\Bigl", r"\Bigr"),
            (r"\biggl", r"\biggr"),
            (r"\Biggl", r"\Biggr"),
        )
    )


@slow
@given(formulas(depth=4))
def test_every_formula_has_a_balanced_display(formula: Formula) -> None:
    """A display never fails, and what it opens it closes."""
    assert balanced(latex.inline(formula))
    assert balanced(latex.display(formula, room=ROOM, around=r"\fitted"))


@slow
@given(formulas(depth=4))
def test_no_line_is_wider_than_its_room(formula: Formula) -> None:
    """Random formulas have no part that cannot be broken, so every line keeps to the room it has."""
    for line in latex.rows(formula, ROOM):
        assert line.indent + line.content.width <= ROOM + 0.5 or line.content.width <= NARROWEST


@given(st.from_regex(NAME_SHAPE, fullmatch=True), st.from_regex(NAME_SHAPE, fullmatch=True))
def test_different_names_look_different(first: str, second: str) -> None:
    """No two declared names are printed alike."""
    assert (first == second) == (latex.name_box(first).tex == latex.name_box(second).tex)


def test_names_that_only_just_differ() -> None:
    """The pairs that a rule for subscripts is most likely to confuse."""
    names = [
        "x2",
        "x_2",
        "x2_",
        "x_2_",
        "x__2",
        "x_y2",
        "x_y_2",
        "xy2",
        "x_A",
        "x_A2",
        "x_A_2",
        "xA",
        "lam",
        "LAM",
        "alpha",
        "a_lpha",
        "alph_a",
    ]
    assert len({latex.name_box(name).tex for name in names}) == len(names)


@given(st.text(max_size=80))
def test_any_text_can_be_set(text: str) -> None:
    """Whatever an author writes, LaTeX sees no command, group or character that it cannot set."""
    for shown in (escaped(text), prose(text, SIGNATURE)):
        assert balanced(shown)
        assert all(" " <= each <= "\u017f" and not "\x7f" <= each <= "\xa0" for each in shown.replace("\n", ""))
    assert not re.search(r"(?<!\\)[#%&~^]", escaped(text).replace("\u00a0", "").replace("~", ""))
