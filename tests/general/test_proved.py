"""What is true for every n is proved; what is false, or undefined somewhere, never is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from prefshift_sym.engine.general import prove
from prefshift_sym.recheck_certificate import check
from prefshift_sym.verdict import Proved
from tests.general import (
    corpus,
    corpus_divergences,
    corpus_gaps,
    corpus_levels,
    corpus_outputs,
    corpus_reference,
    corpus_shares,
    corpus_supports,
)
from tests.general.corpus import GAP, RATIO, C, build

TRUE, FALSE, UNDEFINED = (
    {
        **getattr(corpus, kind),
        **getattr(corpus_levels, kind),
        **getattr(corpus_reference, kind),
        **getattr(corpus_outputs, kind),
        **getattr(corpus_gaps, kind),
        **getattr(corpus_divergences, kind),
        **getattr(corpus_supports, kind),
        **getattr(corpus_shares, kind),
    }
    for kind in ("TRUE", "FALSE", "UNDEFINED")
)
FOUND = 12_000  # units of the search for each certificate, which no load changes: most take less than a thousand
EFFORT = 1_000  # of a search that should find nothing


@pytest.mark.parametrize("title", TRUE)
def test_true_statements_are_proved(title: str) -> None:
    """The checker accepts, and every assumption of the statement's own is relied on where the claim needs it."""
    statement = build(title, TRUE[title])
    verdict = prove(statement, effort=FOUND)
    assert isinstance(verdict, Proved), verdict
    assert verdict.supports == (statement.sizes or "all")
    assert check(verdict.certificate).accepted
    assert {f"h{k}" for k in range(len(TRUE[title][0]))} <= set(verdict.relies_on)


@pytest.mark.parametrize("title", FALSE)
def test_false_statements_are_not(title: str) -> None:
    """A reason, never a proof."""
    assert isinstance(prove(build(title, FALSE[title]), effort=EFFORT), str)


@pytest.mark.parametrize("title", UNDEFINED)
def test_undefined_statements_are_not(title: str) -> None:
    """True wherever it means anything, perhaps, but it may mean nothing."""
    assert isinstance(prove(build(title, UNDEFINED[title]), effort=EFFORT), str)


@pytest.mark.parametrize("bound", ["n == 2", "n <= 2", "3 > n", "2 <= n and n <= 2"])
def test_assumptions_may_leave_few_sizes(bound: str) -> None:
    """No world of another size meets them, so that proofs at those sizes are for every n; a wider bound is not covered."""
    verdict = prove(build("sizes", ([bound, GAP], C, {})))
    assert isinstance(verdict, Proved)
    assert verdict.supports == "all"
    assert {"h0", "h1"} <= set(verdict.relies_on)
    for other in ("n <= 3", "n >= 2", "n != 3", "n == 3", "n < 2", "alpha <= 2"):
        certificate = {
            **verdict.certificate,
            "statement": {**verdict.certificate["statement"], "assume": {"h0": other, "h1": GAP}},
        }
        assert not check(certificate).accepted


def test_sizes_are_covered_by_a_general_proof() -> None:
    """A proof for every n is a proof for the sizes asked for."""
    verdict = prove(build("sizes", ([RATIO], C, {"n": [2, 5]})))
    assert isinstance(verdict, Proved)
    assert verdict.supports == (2, 5)


def test_no_heavy_import() -> None:
    """A certificate needs no solver and no computer algebra."""
    code = (
        "import sys; from prefshift_sym.engine.general import prove; "
        "print([m for m in ('sympy', 'z3', 'networkx') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout.strip() == "[]"
