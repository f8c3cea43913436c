"""Families of worlds, one for each n: what the re-check says of all of them at once is what it says of each member."""

from __future__ import annotations

import copy
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.engine.confirm import family_document, witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.engine.family import Growing, family_of
from prefshift_sym.theory.statement import Statement, statement_from
from prefshift_sym.values import replace
from prefshift_sym.verdict import Refuted, World
from tests.recheck.test_classes import FORMULAS
from tests.soundness.many import worked_out

LAST = 12
MORE = {
    "few": "n <= 40",
    "even": "sum(p_A[i]**2 for i in Y) >= 1/9",
    "third": "mean(w) >= 2 and TPM_U < 1/2",
    "ranks": "sum(p_A[i]*rank(r, i) for i in Y) > (n + 1)/2",
    "gap": "abs(E(r, p_A) - E(r, p_U)) <= log(2)",
    "mixed": "E(r, p_A)*n - log(3) > cov(w, p_U)",
    "root": "all(p_A[i]**(1/2) <= 1 for i in Y)",
}
EVERY = statement_from({"assume": FORMULAS | MORE, "claim": {"c": "alpha < 0"}, "n": "all"})
THEOREM_2 = statement_from(
    {"assume": {"use": ["positive correlation", "negative correlation"]}, "claim": {"c": "TPM_A >= alpha"}, "n": "all"}
)


@st.composite
def families(draw: st.DrawFn) -> Growing:
    """Draw a world in one to three classes, of which one grows."""
    counts = tuple(draw(st.lists(st.integers(1, 2), min_size=1, max_size=3).filter(lambda each: sum(each) >= 2)))
    vectors = {}
    for name in ("p_A", "p_U"):
        masses = draw(st.lists(st.integers(0, 3), min_size=len(counts), max_size=len(counts)).filter(any))
        total = sum(masses)
        vectors[name] = tuple(Fraction(mass, total * count) for mass, count in zip(masses, counts, strict=True))
    k = tuple(Fraction(draw(st.integers(0, 2))) for _ in counts)
    world = World(sum(counts), Fraction(1, 3), Fraction(1), vectors, base=Fraction(2), k=k, counts=counts)
    return Growing(world, counts, draw(st.integers(0, len(counts) - 1)), draw(st.booleans()))


@settings(deadline=None, max_examples=12)
@given(families(), st.integers(0, 3))
def test_what_holds_of_a_family_holds_of_each_member(growing: Growing, later: int) -> None:
    first = growing.world.n + later
    whole = recheck.check(family_document(EVERY, growing.family(first)))
    said = {(each.role, each.name): each for each in whole.lines}
    for n in range(first, LAST + 1):
        member = recheck.check(witness_document(EVERY, growing.member(n)))
        for line in member.lines:
            of_all = said[line.role, line.name]
            # What is undefined for all is undefined for each; what varies, or is not worked out, says nothing.
            assert of_all.unsettled or of_all.holds is line.holds, (n, line)


@settings(deadline=None, max_examples=15)
@given(families())
def test_most_formulas_are_settled(growing: Growing) -> None:
    """The law above would be empty if nothing were."""
    lines = recheck.check(family_document(EVERY, growing.family(growing.world.n + 2))).lines
    assert sum(not each.unsettled for each in lines) >= len(lines) // 2


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.integers(-60, 60), min_size=1, max_size=4),
    st.lists(st.integers(0, 5), min_size=1, max_size=3).filter(lambda each: each[0] > 0),
    st.integers(1, 4),
)
def test_signs_of_rational_functions_are_those_of_their_values(top: list[int], bottom: list[int], first: int) -> None:
    n = recheck.Function((Fraction(0), Fraction(1)), (Fraction(1),), first)

    def polynomial(coefficients: list[int]) -> recheck.Value:
        total: recheck.Value = Fraction(0)
        for each in reversed(coefficients):
            total = recheck.add(recheck.multiply(total, n), Fraction(each))
        return total

    value = recheck.divide(polynomial(top), polynomial(bottom))
    values = [sum(c * m**i for i, c in enumerate(top)) for m in range(first, 200)]  # beyond, all roots lie behind
    assert recheck.signs(value) == {(each > 0) - (each < 0) for each in values}


W0 = {
    "first": 3,
    "counts": ["1", "n - 2", "1"],
    "alpha": "1/2",
    "beta": "1",
    "base": "2",
    "k": ["0", "2", "3"],
    "p_A": ["0", "1/(n - 2)", "0"],
    "p_U": ["1/2", "0", "1/2"],
    "values": {"TPM_A": "8/17"},
}


def document(statement: Statement = THEOREM_2, **changes: Any) -> dict[str, Any]:
    return {"kind": "family", "statement": statement.as_mapping(), "family": {**copy.deepcopy(W0), **changes}}


def test_the_first_witness_grows_to_every_size() -> None:
    report = recheck.check(document())
    assert (report.stands, report.smallest) == (True, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"p_A": ["0", "1/(n - 1)", "0"]},
        {"p_A": ["1/2", "1/(2*(n - 2))", "0"]},
        {"p_A": ["0", "1/2", "0"]},
        {"p_U": ["1/2", "0", "1/3"]},
        {"k": ["0", "2", "2"]},
        {"alpha": "1/n - 1/3"},
        {"alpha": "(n - 2)/2"},
        {"beta": "-1"},
        {"values": {"TPM_A": "8/18"}},
        {"values": {"TPM_A": "8/17 + 1/n"}},
        {"values": {"log(Z - Z)": "1"}},
    ],
)
def test_a_changed_number_is_refused(change: dict[str, Any]) -> None:
    report = recheck.check(document(**change))
    assert not report.stands
    assert report.reason


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": 2}, "counts"),
        ({"first": 0}, "first"),
        ({"first": "3"}, "first"),
        ({"counts": ["1", "n - 4", "3"]}, "counts"),
        ({"counts": ["1", "n - 1", "1"]}, "add up to n \\+ 1"),
        ({"counts": ["2", "n/2 - 1", "n/2 - 1"]}, "counts"),
        ({"counts": ["1", "n - 2", "0", "1"]}, "counts"),
        ({"counts": ["1", "4 - n", "2*n - 5"]}, "counts"),
        ({"counts": ["1", "n**2 - 2", "1"]}, "counts"),
        ({"counts": [1, "n - 2", 1]}, "text"),
        ({"counts": []}, "counts"),
        ({"counts": "n"}, "counts"),
        ({"p_A": ["0", "1/(n - 7)", "0"]}, "zero at some n"),
        ({"p_A": ["0", "m", "0"]}, "not allowed"),
        ({"p_A": ["0", "2**(1/2)", "0"]}, "rational function"),
        ({"p_A": ["0", "sum(1 for i in Y)", "0"]}, "rational function"),
        ({"p_A": ["0", "1/(n - 2)"]}, "list of 3"),
        ({"k": ["0", "n", "3"]}, "k"),
        ({"base": "n"}, "base"),
        ({"beta": "n"}, "beta"),
        ({"before": [{"n": 1}]}, "n = 2 is missing"),
        ({"before": "none"}, "before"),
    ],
)
def test_what_is_no_family_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(recheck.BadDocument, match=said):
        recheck.check(document(**change))


@pytest.mark.parametrize(
    "claim",
    [
        "TPM_A >= alpha or n > 40",
        "n <= 40 or TPM_A >= alpha",
        "max(p_A[i] for i in Y) < 1/41",
        "sum(p_A[i]**2 for i in Y) < 1/39",
        "cov(r, p_A) <= 1/1000",
    ],
)
def test_what_is_false_up_to_some_size_only_is_no_family(claim: str) -> None:
    statement = statement_from({"claim": {"c": claim}, "n": "all"})
    report = recheck.check(document(statement))
    assert not report.stands
    assert "not settled" in report.reason


def test_a_family_of_a_statement_about_some_sizes_is_refused() -> None:
    some = statement_from({"claim": {"c": "TPM_A >= alpha"}, "n": [3, 4]})
    assert not recheck.check(document(some)).stands
    assert recheck.check(document(replace(some, sizes=None))).stands


PAIRS = {"h": "all(implies(r[i] > r[j], p_A[i] >= p_A[j]) for i in Y for j in Y)", "u": "cov(r, p_U) < 0"}


def test_sizes_below_the_first_need_witnesses_of_their_own() -> None:
    verdict = decide(statement_from({"assume": PAIRS, "claim": {"c": "TPM_A >= alpha"}}), every_size=True)
    assert isinstance(verdict, Refuted)
    assert verdict.family is not None
    assert verdict.family.smallest == verdict.support == 3
    assert [world.n for world in verdict.family.before] == [3]
    whole = family_document(statement_from({"assume": PAIRS, "claim": {"c": "TPM_A >= alpha"}}), verdict.family)
    assert recheck.check(whole).smallest == 3
    whole["family"]["before"][0]["p_A"] = ["1", "0", "0"]
    assert not recheck.check(whole).stands


CLAIMS = {
    "Theorem 2": (THEOREM_2, 3),
    "mean gap": (statement_from({"assume": {"use": ["mean gap"]}, "claim": {"c": "TPM_A >= alpha"}}), 3),
    "one side": (statement_from({"assume": {"use": ["positive correlation"]}, "claim": {"c": "TPM_A >= alpha"}}), 2),
    "no assumption": (statement_from({"claim": {"c": "TPM_A >= alpha"}}), 2),
    "divergence": (statement_from({"claim": {"c": "KL(p_theta, p_ref) <= 1/100"}}), 2),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_refutation_comes_with_every_size(name: str) -> None:
    statement, smallest = CLAIMS[name]
    verdict = decide(statement, every_size=True)
    assert isinstance(verdict, Refuted)
    assert verdict.family is not None
    assert verdict.family.smallest == smallest == verdict.support
    assert recheck.check(family_document(statement, verdict.family)).stands


def test_only_statements_about_every_size_and_blind_to_the_order_of_outputs_have_families() -> None:
    for data in ({"claim": {"c": "TPM_A >= alpha"}, "n": 3}, {"claim": {"c": "p_A[0] >= p_U[0]"}}):
        statement = statement_from(data)
        verdict = decide(statement)
        assert isinstance(verdict, Refuted)
        assert family_of(statement, verdict, time.monotonic() + 5) is None


TEXTS = st.sampled_from(
    [
        "0",
        "1",
        "1/2",
        "1/3",
        "1/n",
        "2/n",
        "1/(n - 1)",
        "1/(n - 2)",
        "(n - 2)/n",
        "1 - 1/n",
        "1/(2*(n - 2))",
        "n/(n + 5)",
        "-1",
    ]
)


@settings(deadline=None, max_examples=80)
@given(
    st.dictionaries(
        st.sampled_from(["p_A", "p_U", "k", "alpha", "counts"]),
        st.tuples(st.integers(0, 2), TEXTS),
        min_size=1,
        max_size=2,
    )
)
def test_a_changed_family_stands_only_where_its_members_do(changes: dict[str, tuple[int, str]]) -> None:
    changed = document(first=4)
    for key, (place, text) in changes.items():
        if key == "alpha":
            changed["family"][key] = text
        else:
            changed["family"][key][place] = text
    changed["family"].pop("values")
    try:
        stands = recheck.check(changed).stands
    except recheck.BadDocument:
        return
    for n in range(4, LAST + 1) if stands else ():
        at = {key: worked_out(each, n) for key, each in changed["family"].items() if key != "first"}
        at |= {"n": n, "counts": [int(each) for each in at["counts"]]}
        assert recheck.check({"statement": changed["statement"], "witness": at}).stands


JUNK = st.sampled_from(
    [None, 3, -1, 1.5, True, "", "x", "n", "1/0", "-inf", [], [1], ["n"], [["x"]], {}, {"a": 1}, "1" * 500]
)
SINGLE = {**{key: W0[key] for key in ("alpha", "beta", "base", "k", "values")}, "n": 3} | {
    "p_A": ["0", "1", "0"],
    "p_U": ["1/2", "0", "1/2"],
}
ALL = {
    "kind": "family",
    "statement": {**THEOREM_2.as_mapping(), "scalars": ["c"], "distributions": ["p"]},
    "family": {**W0, "c": "1", "p": ["0", "0", "1"], "before": []},
}
ONE = {"kind": "witness", "statement": ALL["statement"], "witness": {**SINGLE, "c": "1", "p": ["0", "0", "1"]}}


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([ALL, ONE]), st.data())
def test_junk_is_refused_with_a_sentence(whole: dict[str, Any], data: st.DataObject) -> None:
    changed: Any = copy.deepcopy(whole)
    at = changed
    for _ in range(data.draw(st.integers(0, 3))):
        inner = at[data.draw(st.sampled_from(sorted(at)))] if isinstance(at, dict) and at else None
        if not isinstance(inner, dict | list) or not inner:
            break
        at = inner
    key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
    at[key] = data.draw(JUNK)
    try:
        report = recheck.check(changed)
    except recheck.BadDocument as reason:
        assert len(str(reason)) > 20
    else:
        assert report.reason
