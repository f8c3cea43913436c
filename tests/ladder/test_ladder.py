"""The ladder's computation: arrows that the theory knows, laws of the relation, random worlds, merging and reduction."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.ladder import Arrow, Ladder, base_statement, ladder, rungs
from prefshift_sym.ladder_catalogue import DEFAULT, NAMED
from prefshift_sym.ladder_drawing.graph import Drawing
from prefshift_sym.theory.statement import Statement, statement_from
from prefshift_sym.verdict import World

from .conftest import CHAIN, CLAIM, PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

SEP, MLR, FOSD, ICX, SSD, GAP = CHAIN[:6]
BOTH = "positive correlation and negative correlation"
# (premise, conclusion) -> kind, the size at which it starts to fail, smaller ones at which it holds: theory, section 2.2
KNOWN = {
    (SEP, MLR): ("proved", None, "all"),
    (MLR, FOSD): ("proved", None, "all"),
    (FOSD, ICX): ("proved", None, "all"),
    (FOSD, SSD): ("proved", None, "all"),
    (ICX, CLAIM): ("proved", None, "all"),
    (SEP, CLAIM): ("proved", None, "all"),
    (MLR, SEP): ("refuted", 2, ()),
    (FOSD, MLR): ("refuted", 3, (2,)),
    (ICX, FOSD): ("refuted", 3, (2,)),
    (SSD, CLAIM): ("refuted", 3, (2,)),
    (GAP, CLAIM): ("refuted", 3, (2,)),
    (CLAIM, FOSD): ("refuted", 3, (2,)),
    ("mean gap", "reference-weighted correlation"): ("proved", None, "all"),
    ("reference-weighted correlation", "mean gap"): ("proved", None, "all"),
    (BOTH, CLAIM): ("refuted", 3, (2,)),
    (BOTH, "mean gap"): ("proved", None, "all"),
    ("positive tilt covariance and negative tilt covariance", CLAIM): ("proved", None, "all"),
    ("positive correlation and antitone", CLAIM): ("refuted", 3, (2,)),
}


@pytest.mark.parametrize("pair", KNOWN, ids=lambda pair: " => ".join(pair))
def test_arrows_of_the_theory(pair: tuple[str, str], chain: Ladder, paper: Ladder) -> None:
    found = (chain if pair in chain.arrows else paper).arrows[pair]
    assert (found.kind, found.fails_at, found.holds_at) == KNOWN[pair]


@pytest.fixture(params=["chain", "paper"])
def either(request: pytest.FixtureRequest) -> Ladder:
    return request.getfixturevalue(request.param)


def holds(arrow: Arrow, n: int) -> bool:
    return arrow.holds_at == "all" or n in arrow.holds_at


def test_no_arrow_is_left_out(either: Ladder) -> None:
    names = [each.name for each in either.rungs]
    assert set(either.arrows) == set(itertools.permutations(names, 2))


def test_holding_is_transitive_at_each_size(either: Ladder) -> None:
    names = [each.name for each in either.rungs]
    for n in (*either.sizes, None):
        row = {
            pair: each.holds_at == "all" if n is None else holds(each, n) and (each.fails_at or n + 1) > n
            for pair, each in either.arrows.items()
        }
        for a, b, c in itertools.permutations(names, 3):
            assert row[a, c] or not (row[a, b] and row[b, c])


def test_failing_is_refuted_by_a_witness_that_stands(either: Ladder) -> None:
    for each in either.arrows.values():
        assert (each.kind == "refuted") == (each.world is not None)
        if each.world is not None:
            refuted = either.witness(each)
            assert refuted is not None
            assert refuted.world.n == each.fails_at


def test_each_kind_says_what_it_may(either: Ladder) -> None:
    for each in either.arrows.values():
        match each.kind:
            case "proved":
                assert each.holds_at == "all"
            case "bounded":
                assert each.holds_at == either.sizes
            case "refuted":
                assert all(n < (each.fails_at or 0) for n in (*each.holds_at, *each.open_at))
            case "undecided":
                assert each.open_at
                assert each.reason
        assert bool(each.by) == bool(each.holds_at)


def worlds_of(n: int) -> st.SearchStrategy[World]:
    shares = st.lists(st.integers(0, 6), min_size=n, max_size=n).filter(any)
    vectors = shares.map(lambda parts: tuple(Fraction(part, sum(parts)) for part in parts))
    return st.builds(
        lambda alpha, base, k, p_a, p_u: World(n, alpha, Fraction(1), {"p_A": p_a, "p_U": p_u}, {}, base, tuple(map(Fraction, k))),
        st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10),
        st.sampled_from([Fraction(2), Fraction(3), Fraction(3, 2), Fraction(1, 2)]),
        st.lists(st.integers(-3, 3), min_size=n, max_size=n),
        vectors,
        vectors,
    )  # fmt: skip


def truths(found: Ladder, world: World) -> dict[str, bool | None] | None:
    """Return the exact truth of every rung in a world; None where the setting does not allow the world."""
    claims = tuple((f"{at}.{number}", formula) for at, each in enumerate(found.rungs) for number, (_, formula) in enumerate(each.formulas))  # fmt: skip
    report = recheck.check(witness_document(Statement(title="", claim=claims), world))
    if any(line.role == "setting" and not line.holds for line in report.lines):
        return None
    lines = iter([line.holds for line in report.lines if line.role == "claim"])
    return {each.name: all([next(lines) for _ in each.formulas]) for each in found.rungs}  # noqa: C419 - every line is to be taken


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([2, 3, 4, 5]).flatmap(worlds_of))
def test_no_world_contradicts_what_holds(chain: Ladder, paper: Ladder, world: World) -> None:
    for found in (chain, paper):
        true = truths(found, world)
        if true is None:
            continue
        for (one, other), each in found.arrows.items():
            if holds(each, world.n):
                assert true[other] or not true[one], (one, other, world)


# -- what is drawn -------------------------------------------------------------------------------------------------


def reached(count: int, edges: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    found = set(edges)
    for middle, one, other in itertools.product(range(count), repeat=3):
        if {(one, middle), (middle, other)} <= found:
            found.add((one, other))
    return found


def test_what_is_drawn_says_all_and_nothing_twice(either: Ladder) -> None:
    drawing = Drawing(either)
    count = len(drawing.nodes)
    for kinds in ({"proved"}, {"proved", "bounded"}):
        edges = [(each.premise, each.conclusion) for each in drawing.holding if each.arrow.kind in kinds]
        whole = {pair for pair, each in drawing.edges.items() if each.arrow.kind in kinds}
        assert reached(count, edges) == whole
        if kinds == {"proved"}:
            assert all(reached(count, [each for each in edges if each != left]) != whole for left in edges)


def test_every_failing_arrow_follows_from_those_drawn(either: Ladder) -> None:
    drawing = Drawing(either)
    entails = {pair for pair, each in drawing.edges.items() if each.arrow.kind in {"proved", "bounded"}}
    entails |= {(at, at) for at in range(len(drawing.nodes))}
    for (one, other), edge in drawing.edges.items():
        if edge.arrow.kind == "refuted":
            assert any(
                (each.premise, one) in entails
                and (other, each.conclusion) in entails
                and each.arrow.fails_at == edge.arrow.fails_at
                for each in drawing.failing
            )


def test_equivalent_hypotheses_are_one_node(paper: Ladder) -> None:
    merged = [each for each in Drawing(paper).nodes if len(each.names) > 1]
    assert [(each.names, each.kind) for each in merged] == [(("mean gap", "reference-weighted correlation"), "proved")]


# -- which hypotheses ----------------------------------------------------------------------------------------------


def test_the_default_is_the_catalogue_and_more() -> None:
    found = rungs(())
    assert [each.name for each in found] == list(DEFAULT)
    assert {name for each in found for name, _ in each.formulas} <= set(NAMED)
    assert len(rungs(list(NAMED))) == len(NAMED)


def test_a_statement_brings_its_own(asker: object) -> None:
    data = {
        "assume": {"small": "f[0] <= 1", "smaller": "f[0] <= 0"},
        "claim": {"c": "f[0] <= 2"},
        "families": ["f"],
        "n": [2, 3],
    }
    statement = statement_from({"title": "t", **data})
    found = ladder(base_statement(None, statement), rungs((), statement), asker, sizes=(2, 3))  # type: ignore[arg-type]
    assert [each.name for each in found.rungs] == ["small", "smaller", "f[0] <= 2"]
    assert found.arrows["smaller", "small"].kind == found.arrows["small", "f[0] <= 2"].kind == "proved"
    assert found.arrows["small", "smaller"].kind == "refuted"
    assert base_statement("f[0] <= 7", statement).families == ("f",)


def test_a_hypothesis_that_no_world_meets_is_told_apart(asker: object) -> None:
    found = ladder(base_statement(), rungs(("alpha > 1", "mean gap")), asker, sizes=(2,))  # type: ignore[arg-type]
    assert set(found.vacuous) == {"alpha > 1"}
    assert all(pair[0] != "alpha > 1" for pair in found.arrows)
    assert [each.names for each in Drawing(found).nodes if not each.claim] == [("mean gap",)]
    assert PAPER
