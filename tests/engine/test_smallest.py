"""The smallest witness: the same that an exhaustive, exact enumeration finds, and "proven" only where all of it was done."""

import itertools
import time
from fractions import Fraction

import pytest

from prefshift_sym import recheck
from prefshift_sym.engine import decide as engine
from prefshift_sym.engine import search
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.engine.smallest import key, smallest_of
from prefshift_sym.evidence import evidenced
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.values import replace
from prefshift_sym.verdict import SOUGHT, Refuted, Undecided, World
from prefshift_sym.verdict_json import from_json, to_json


def statement(claim="TPM_A >= alpha", assume=(), **more):
    return statement_from({"assume": {f"a{i}": text for i, text in enumerate(assume)}, "claim": {"c": claim}, **more})


THEOREM_2 = statement(assume=["cov(r, p_A) > 0", "cov(r, p_U) < 0"])
F = Fraction


def test_the_smallest_size_comes_first():
    """With two outputs it takes thirds, with three halves would do."""
    assert decide(statement(assume=["cov(r, p_A) > 0"])).support == 2


def test_theorem_2_has_its_smallest_witness():
    plain, whole = decide(THEOREM_2), decide(THEOREM_2, smallest=True, timeout=120)
    assert plain.minimality is SOUGHT
    assert whole.world == plain.world
    assert whole.minimality.proven
    assert whole.minimality.reason.startswith("n = 2 by a certificate; of the worlds with as many outputs")


def test_theorem_2_with_full_support():
    verdict = decide(THEOREM_2, full_support=True, timeout=240)
    assert verdict.world.families == {"p_A": (F(1, 5), F(3, 5), F(1, 5)), "p_U": (F(2, 5), F(1, 5), F(2, 5))}
    assert verdict.world.k == (0, 2, 3)
    assert verdict.values["TPM_A"] == "21/43"
    assert verdict.minimality.proven
    assert "full support" in verdict.minimality.reason


@pytest.mark.parametrize("wanted", [{"smallest": True}, {"every_size": True}, {"full_support": True}])
def test_a_refutation_with_all_that_was_asked_for_passes_as_evidence(wanted):
    question = statement(assume=["cov(r, p_A) > 0"])
    verdict = decide(question, timeout=60, **wanted)
    assert evidenced(question, verdict, None) == verdict
    assert evidenced(question, from_json(to_json(verdict)), None) == verdict


def test_a_family_that_was_changed_is_no_evidence():
    verdict = decide(THEOREM_2, every_size=True)
    forged = replace(verdict, family=replace(verdict.family, alpha=F(2)))
    with pytest.raises(ValueError, match="family"):
        evidenced(THEOREM_2, forged, None)


def enumerated(question, n):
    """Every world of the first lattice that refutes the question, exactly."""
    halves = [v for v in itertools.product((F(0), F(1, 2), F(1)), repeat=n) if sum(v) == 1]
    for k, a, u in itertools.product(itertools.product(range(4), repeat=n), halves, halves):
        if min(k) == 0:
            world = World(n, F(1, 2), F(1), {"p_A": a, "p_U": u}, base=F(2), k=tuple(map(F, k)))
            if recheck.check(witness_document(question, world)).stands:
                yield world


QUESTIONS = {
    "plain": ("TPM_A >= alpha", [], 2),
    "one output named": ("p_theta[0] >= p_ref[0]", ["r[0] >= r[1]", "p_A[0] > 0"], 2),
    "weak pearson": ("TPM_A >= alpha", ["cov(r, p_A) >= 0", "cov(r, p_U) <= 0"], 3),
    "three rewards": ("E(w, p_A) <= E(w, p_U)", ["all(r[i] != r[j] for i in Y for j in Y if i != j)"], 3),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_is_the_smallest_of_an_exact_enumeration(name):
    claim, assume, n = QUESTIONS[name]
    question = statement(claim, assume, n=n)
    worlds = [key(world) for world in enumerated(question, n)]
    found = decide(question, smallest=True, timeout=60)
    if not worlds:
        assert not isinstance(found, Refuted) or "up to 2," not in found.minimality.reason
        return
    assert found.minimality.proven
    assert "up to 2," in found.minimality.reason
    assert key(found.world) == min(worlds)


def test_what_was_not_ruled_out_is_not_proven(monkeypatch):
    found = decide(THEOREM_2)
    monkeypatch.setattr(engine, "decide", lambda *_, **__: Undecided("time out"))
    verdict = smallest_of(THEOREM_2, found, None, time.monotonic() + 20, full_support=False)
    assert not verdict.minimality.proven
    assert "n = 2 was not ruled out" in verdict.minimality.reason
    verdict = smallest_of(THEOREM_2, found, None, time.monotonic() + 20, full_support=True)
    assert not verdict.minimality.proven
    assert verdict.world == found.world


def test_a_lattice_that_time_cut_short_proves_nothing():
    found = decide(statement(n=2))
    verdict = smallest_of(statement(n=2), found, None, time.monotonic(), full_support=False)
    assert not verdict.minimality.proven
    assert "no lattice with 2 outputs" in verdict.minimality.reason


def test_where_nothing_rests_on_a_vector_its_first_value_is_no_proof():
    """Its values were not gone through, and another might print better."""
    question = statement("all(p_A[i] <= 1/2 for i in Y)", without=["full support"], n=2)
    verdict = decide(question, smallest=True)
    assert verdict.name == "refuted"
    assert not verdict.minimality.proven


def test_full_support_that_the_assumptions_forbid_leaves_the_witness():
    verdict = decide(statement(assume=["any(p_A[y] == 0 for y in Y)"], n=2), full_support=True)
    assert verdict.name == "refuted"
    assert not verdict.minimality.proven
    assert "no witness" in verdict.minimality.reason


def test_rewards_of_both_signs_are_searched():
    """An implicit reward has a partition function of 1: some tilts lie above it, and some below."""
    implicit = {"alive": "all(q[y] > 0 for y in Y)", "implicit": "all(r[y] == beta*log(q[y]/p_ref[y]) for y in Y)"}
    asked = statement_from({
        "distributions": ["q"], "n": 2, "assume": implicit, "claim": {"same": "all(q[y] == p_ref[y] for y in Y)"},
    })  # fmt: skip
    world = next(search.search(asked, 2, 3, time.monotonic() + 60))
    assert min(world.k) < 0 < max(world.k)
