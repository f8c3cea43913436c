"""LaTeX itself accepts what is written, with no line over the margin."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from prefshift_sym import typeset as module
from prefshift_sym.language.parse import parse_formula, parse_term
from prefshift_sym.paper import article
from prefshift_sym.paper.preamble import PREAMBLE, ROOM
from prefshift_sym.readings import latex
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.typeset import TypesetError, is_installed, typeset
from tests.laws.strategies import formulas

from .samples import AS_STATED, HARD, REPAIRED
from .test_golden import FORMULAS, LONG, NAMES, TERMS, listed

if TYPE_CHECKING:
    from pathlib import Path

    from prefshift_sym.language.terms import Formula


@pytest.fixture(scope="module")
def installed() -> None:
    """Skip without LaTeX; on the machines that are there to check everything, fail."""
    if is_installed():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"LaTeX is missing, and nothing may be skipped here; {module.INSTALL}")
    pytest.skip(f"needs LaTeX: {module.INSTALL}")


def document(displays: list[str]) -> str:
    """Return a document of displays, in the article's own layout."""
    return PREAMBLE + "\\begin{document}\n" + "\n\n".join(displays) + "\n\\end{document}\n"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("theorem", "shrunk"), [(AS_STATED, 0), (REPAIRED, 0), (HARD, None)], ids=["refuted", "proved", "hard"]
)
def test_articles_compile(theorem: object, shrunk: int | None) -> None:
    """Articles compile; only the hard one has something that nothing but shrinking can fit."""
    result = typeset(article(theorem))  # type: ignore[arg-type]
    assert result.pdf.startswith(b"%PDF")
    assert result.overfull == ()
    assert shrunk is None or result.shrunk == shrunk


@pytest.mark.usefixtures("installed")
def test_the_pdf_is_the_same_each_time() -> None:
    """No clock gets into the PDF."""
    assert typeset(article(REPAIRED)).pdf == typeset(article(REPAIRED)).pdf


@pytest.mark.usefixtures("installed")
def test_every_golden_formula_compiles() -> None:
    """Every kind of node, within its margins."""
    terms = [f"${latex.inline(parse_term(text, NAMES))}$" for text in listed(TERMS)]
    rest = [
        latex.display(parse_formula(text, NAMES), room=ROOM, around=r"\fitted") for text in (*listed(FORMULAS), *LONG)
    ]
    result = typeset(document([*terms, *rest]))
    assert (result.overfull, result.shrunk) == ((), 0)


@pytest.mark.usefixtures("installed")
def test_random_formulas_compile_within_the_margins() -> None:
    """Our estimates of widths are good enough: nothing random has to be shrunk."""
    drawn: list[Formula] = []

    @seed(20)
    @settings(
        max_examples=120,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(formulas(depth=4))
    def draw(formula: Formula) -> None:
        drawn.append(formula)

    draw()
    result = typeset(document([latex.display(each, room=ROOM, around=r"\fitted") for each in drawn]))
    assert (result.overfull, result.shrunk) == ((), 0)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "text",
    [
        "1/(1 + " * 60 + "Z" + ")" * 60 + " > 0",
        "exp(" * 90 + "Z" + ")" * 90 + " > 0",
        "sqrt(" * 90 + "Z" + ")" * 90 + " > 0",
        "(Z**" * 90 + "n" + ")" * 90 + " > 0",
        "(1 if n > 2 else " * 60 + "Z" + ")" * 60 + " > 0",
        "(" * 60 + "Z" + " if n > 2 else 1)" * 60 + " > 0",
        "".join(f"sum(1 for i{k} in Y if " for k in range(40)) + "Z > 0" + ") > 0" * 40,
        "9" * 99 + "/7 > " + "8" * 99,
        " < ".join(["w[0]"] * 600),
    ],
    ids=[
        "fractions",
        "exponentials",
        "roots",
        "powers",
        "cases",
        "nested cases",
        "conditions",
        "digits",
        "chain",
    ],
)
def test_extremes_compile(text: str) -> None:
    """What nobody would write still comes out on the page, shrunk where it must be."""
    formula = parse_formula(text, SIGNATURE)
    assert typeset(document([latex.display(formula, room=ROOM, around=r"\fitted")])).overfull == ()


def test_without_latex_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without LaTeX hears what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TypesetError, match="apt-get install latexmk texlive-latex-recommended texlive-latex-extra"):
        typeset("")


@pytest.mark.usefixtures("installed")
def test_an_error_is_told_with_its_place() -> None:
    """LaTeX's own complaint reaches the user."""
    with pytest.raises(TypesetError, match="Undefined control sequence"):
        typeset("\\documentclass{article}\\begin{document}\\nosuchthing\\end{document}")


@pytest.mark.usefixtures("installed")
def test_a_missing_package_is_told_with_the_way_out() -> None:
    """A package that is not there is named."""
    with pytest.raises(TypesetError, match=r"nosuchpackage\.sty.*apt-get install"):
        typeset("\\documentclass{article}\\usepackage{nosuchpackage}\\begin{document}x\\end{document}")


@pytest.mark.usefixtures("installed")
def test_endless_documents_are_stopped() -> None:
    """A document that never ends is stopped at the time limit."""
    with pytest.raises(TypesetError, match="did not finish within 2 seconds"):
        typeset("\\documentclass{article}\\begin{document}\\def\\x{\\x}\\x\\end{document}", seconds=2)
