"""Repairs of the paper's Theorem 2 and of others: what must be found, and that each restores the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefshift_sym import recheck
from prefshift_sym.asking import Asker
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Bounded, Proved, Refuted
from prefshift_sym.weaken import Repairs, repairs
from prefshift_sym.weaken.changes import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

THEOREM_2 = statement_from(
    {"title": "", "assume": {"A": "cov(r, p_A) > 0", "U": "cov(r, p_U) < 0"}, "claim": {"c": "TPM_A >= alpha"}}
)


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    with Asker(timeout=20.0, jobs=2) as shared:
        yield shared


@pytest.fixture(scope="module")
def of_theorem_2(asker: Asker) -> Repairs:
    found = repairs(THEOREM_2, asker)
    assert found is not None
    return found


def test_theorem_2_is_repaired_in_the_ways_known(of_theorem_2: Repairs) -> None:
    assert of_theorem_2.refuted_at == 3
    added = {frozenset(each.added): each for each in of_theorem_2.found if each.added}
    proved = (
        {"first-order stochastic dominance"},
        {"increasing convex order"},
        {"likelihood ratio order"},
        {"separation"},
        {"comonotone", "antitone"},
        {"positive tilt covariance", "negative tilt covariance"},
    )
    for names in proved:
        assert isinstance(added[frozenset(names)].verdict, Proved)
        assert added[frozenset(names)].spared == ("A", "U")
    two_valued = added[frozenset({"two-valued reward"})]
    assert isinstance(two_valued.verdict, Proved | Bounded)
    assert two_valued.spared == ()
    moved, smaller = of_theorem_2.found[:2]
    assert moved.change.says.endswith("cov(w, p_A) > 0, cov(w, p_U) < 0")
    assert isinstance(moved.verdict, Proved)
    assert smaller.change.statement.sizes == (2,)


def test_no_repair_contains_another(of_theorem_2: Repairs) -> None:
    added = [set(each.added) for each in of_theorem_2.found if each.added]
    assert not [(one, other) for one in added for other in added if one < other]


def test_the_witness_against_the_statement_is_none_against_a_repair(of_theorem_2: Repairs, asker: Asker) -> None:
    refuted = asker.answer(THEOREM_2)
    assert isinstance(refuted, Refuted)
    for each in of_theorem_2.found:
        if each.change.statement.sizes is None:
            report = recheck.check(witness_document(each.change.statement, refuted.world))
            assert not report.stands, each.change.says


def test_what_is_left_undecided_is_said(of_theorem_2: Repairs) -> None:
    found = {each.change.says for each in of_theorem_2.found}
    for change, reason in of_theorem_2.undecided:
        assert change.says not in found
        assert reason


def test_a_claim_too_strong_is_claimed_weaker(asker: Asker) -> None:
    statement = statement_from(
        {"title": "", "assume": {"f": "f[0] >= 0"}, "claim": {"c": "f[0] > 0 and f[0] > -1"}, "families": ["f"]}
    )
    found = repairs(statement, asker)
    assert found is not None
    assert [each.change.says for each in found.found] == [
        "claim no more than f[0] >= 0 and f[0] >= -1",
        "claim only f[0] >= 0",
        "claim only f[0] > -1",
    ]


def test_a_statement_that_holds_needs_no_repair(asker: Asker) -> None:
    assert repairs(statement_from({"title": "", "claim": {"c": "TPM_A <= 1"}}), asker) is None


def test_alternatives_come_strongest_first() -> None:
    groups = list(changes(THEOREM_2, 3))
    texts = [[each.says for each in group] for group in groups]
    assert [len(each) for each in texts] == [1, 1, 2]
    assert "8*beta" in texts[2][0]
    assert "4*beta" in texts[2][1]
