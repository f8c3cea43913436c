"""Worlds given by classes of outputs: the re-check reads them as it reads the same world written out, and refuses the rest."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.readings.floats import Environment, compiled
from prefshift_sym.theory.catalogue import HYPOTHESES
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.theory.symmetry import is_exchangeable
from prefshift_sym.verdict import World

FORMULAS = {name: each.text for name, each in HYPOTHESES.items()} | {
    "three outputs": "any(r[i] < r[j] and r[j] < r[k] for i in Y for j in Y for k in Y if i != j and j != k)",
    "pairs": "sum(p_A[i]*p_U[j] for i in Y for j in Y if i != j) < sum(p_A[i]*p_U[i] for i in Y)",
    "alone": "all(any(p_A[i] == p_A[j] for j in Y if j != i) for i in Y)",
    "nested": "sum(p_A[i]*sum(p_U[j] for j in Y if r[j] > r[i] or i == j) for i in Y) >= 1/3",
    "greatest": "max(p_A[i] for i in Y) >= mean(p_U) and min(w[i] for i in Y) < Z",
    "product": "prod(1 + p_A[i] for i in Y) > prod(1 + p_U[i] for i in Y)",
    "size": "any(n*p_A[i] > 1 for i in Y)",
    "divergence": "KL(p_theta, p_ref) > 1/10",
    "claim": "TPM_A >= alpha",
}
STATEMENT = statement_from({"assume": FORMULAS, "claim": {"c": "alpha < 0"}, "n": "all"})


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a small world in up to three classes of up to three outputs."""
    counts = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=3).filter(lambda each: 2 <= sum(each) <= 7)))
    families = {}
    for name in ("p_A", "p_U"):
        masses = draw(st.lists(st.integers(0, 3), min_size=len(counts), max_size=len(counts)).filter(any))
        total = sum(mass * count for mass, count in zip(masses, counts, strict=True))
        families[name] = tuple(Fraction(mass, total) for mass in masses)
    k = tuple(Fraction(draw(st.integers(0, 2))) for _ in counts)
    return World(sum(counts), Fraction(1, 3), Fraction(1), families, base=Fraction(2), k=k, counts=counts)


@settings(deadline=None, max_examples=12)
@given(worlds())
def test_classes_and_the_same_world_written_out_agree_on_every_formula(world: World) -> None:
    in_classes = recheck.check(witness_document(STATEMENT, world))
    written_out = recheck.check(witness_document(STATEMENT, world.expanded()))
    assert [(each.name, each.holds) for each in in_classes.lines] == [
        (each.name, each.holds) for each in written_out.lines
    ]


@settings(deadline=None, max_examples=12)
@given(worlds())
def test_the_sieve_reads_classes_as_the_recheck_does(world: World) -> None:
    lines = {each.name: each for each in recheck.check(witness_document(STATEMENT, world)).lines}
    assert world.counts is not None
    assert world.k is not None
    for name, formula in STATEMENT.assume:
        if lines[name].holds is None or "sum" not in FORMULAS[name]:
            continue
        tilts = [2.0 ** float(each) for each in world.k]
        values = {"counts": world.counts, "n": float(world.n), "alpha": 1 / 3, "beta": 1.0, "w": tilts}
        rewards = [0.6931471805599453 * float(each) for each in world.k]
        families = {each: list(map(float, entries)) for each, entries in world.families.items()}
        found = compiled(formula, grouped=True)(Environment({**values, "r": rewards, **families}))
        assert found is lines[name].holds, name


@pytest.mark.parametrize("claim", ["p_A[0] <= 1/2", "sum(p_A[i] for i in Y for j in Y if i < j) <= 1/2"])
def test_a_formula_that_tells_outputs_apart_is_refused(claim: str) -> None:
    statement = statement_from({"claim": {"c": claim}, "n": "all"})
    assert not is_exchangeable(statement)
    half = Fraction(1, 2)
    world = World(
        3, half, half, {"p_A": (half, half / 2), "p_U": (half, half / 2)}, base=Fraction(2), k=(0, 0), counts=(1, 2)
    )  # type: ignore[arg-type]
    with pytest.raises(recheck.BadDocument, match="counts"):
        recheck.check(witness_document(statement, world))


@pytest.mark.parametrize("counts", [[1, 1], [3, 0], ["1", 2], [True, 2], 3])
def test_counts_that_do_not_add_up_are_refused(counts: object) -> None:
    document = {
        "statement": {"claim": {"c": "TPM_A >= alpha"}},
        "witness": {"n": 3, "counts": counts, "alpha": "1/2", "beta": "1", "base": "2", "k": ["0", "1"]}
        | {name: ["1/3", "1/3"] for name in ("p_A", "p_U")},
    }
    with pytest.raises(recheck.BadDocument, match="counts"):
        recheck.check(document)


@pytest.mark.parametrize("n", [7, 50, 10**6])
def test_the_claim_of_theorem_2_falls_at_any_size(n: int) -> None:
    assume = {"use": ["positive correlation", "negative correlation", "mean gap"]}
    statement = statement_from({"assume": assume, "claim": {"c": "TPM_A >= alpha"}, "n": n})
    verdict = decide(statement)
    assert verdict.name == "refuted"
    assert verdict.world.n == n
