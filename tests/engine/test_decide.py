"""`decide` on the corpus of statements and on what is easy to get wrong: definedness, vacuity, sizes, time."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.engine import general
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.engine.search import search
from prefshift_sym.engine.solver import Solver
from prefshift_sym.theory.statement import read_statement, statement_from

CORPUS = Path(__file__).parents[1] / "statements"
EXPECTED = json.loads((CORPUS / "expected.json").read_text(encoding="utf-8"))
MEANT = {"TRUE": {"proved", "bounded"}, "FALSE": {"refuted"}, "VACUOUS": {"vacuous"}, "UNDEFINED": {"undefined"}}
QUICK = [
    "A51",
    "A53",
    "A54",
    "A55",
    "A56",
    "A61",
    "A63",
    "A70",
    "A72",
    "A75",
    "A78",
    "A81",
    "A83",
    "B51",
    "B53",
    "B55",
    "B57",
    "B58",
    "B62",
    "B66",
    "B77",
    "B84",
    "B88",
    "B89",
    "C53",
    "C56",
    "C60",
    "C65",
    "C71",
    "C72",
    "C83",
    "D61",
    "D64",
    "F69",
    "G52",
    "G61",
    "J68",
    "J70",
    "J73",
    "J75",
    "L58",
    "M52",
    "M55",
    "M58",
    "M60",
    "M72",
    "M73",
    "M78",
    "M84",
    "N52",
    "N56",
    "N65",
    "N67",
]


def file_of(name):
    (found,) = CORPUS.glob(f"{name}_*.toml")
    return found


@pytest.mark.parametrize("name", QUICK)
def test_corpus(name):
    verdict = decide(read_statement(file_of(name)), timeout=10)
    assert verdict.name in MEANT[EXPECTED[name]["verdict"]]
    if verdict.name == "refuted":
        assert recheck.check(witness_document(read_statement(file_of(name)), verdict.world)).stands


def ask(claim, assume=(), timeout=10, **more):
    return decide(
        statement_from({"assume": {f"a{i}": text for i, text in enumerate(assume)}, "claim": {"c": claim}, **more}),
        timeout=timeout,
    )


def test_guards_count():
    assert ask("all(implies(p_A[y] > 0, 1/p_A[y] >= 1) for y in Y)").name in {"proved", "bounded"}
    assert ask("all(1/p_A[y] >= 1 for y in Y)").name == "undefined"
    assert ask("all((1/p_A[y] if p_A[y] > 0 else 1) >= 1 for y in Y)").name in {"proved", "bounded"}


def test_undefined_is_told_even_where_it_is_also_false():
    assert ask("all(1/p_A[y] < 0 for y in Y)").name == "undefined"


def test_contradictory_assumptions_are_vacuous():
    assert ask("TPM_A >= alpha", ["TPM_A > 1"]).name == "vacuous"


@pytest.mark.parametrize(
    "opposite", ["KL(p_theta, p_ref) < 0", "E(r, p_theta) < E(r, p_ref)", "beta*log(Z) < E(r, p_ref)"]
)
def test_an_assumption_whose_opposite_is_a_theorem_is_vacuous(opposite):
    """Whatever is claimed, and whatever else is assumed; a certificate shows it for every n."""
    verdict = ask("TPM_A >= alpha", ["E(r, p_A) > E(r, p_U)", opposite])
    assert (verdict.name, verdict.supports) == ("vacuous", "all")


def test_assumptions_of_a_rare_world_are_not_vacuous():
    """Little divergence leaves room for a gap; with full support none leaves no room, and that has a certificate."""
    gap = "r[0] >= r[1] + 1/1000000"
    assert ask("TPM_A < alpha", [f"KL(p_theta, p_ref) <= 1/{10**20}", gap]).name != "vacuous"
    verdict = ask("TPM_A < alpha", ["KL(p_theta, p_ref) <= 0", gap])
    assert (verdict.name, verdict.supports) == ("vacuous", "all")


def test_an_assumption_about_n_moves_the_search():
    verdict = ask("TPM_A >= alpha", ["n == 5", "cov(r, p_A) > 0", "cov(r, p_U) < 0"], timeout=20)
    assert (verdict.name, verdict.support) == ("refuted", 5)


def test_a_verdict_is_no_truth_value():
    with pytest.raises(TypeError, match="neither|not true or false"):
        bool(ask("TPM_A + TPM_U == 1"))


def test_the_same_question_has_the_same_answer():
    question = ("E(w, p_A) >= E(w, p_U)", ["E(r, p_A) >= E(r, p_U)"])
    assert ask(*question) == ask(*question)


@pytest.mark.parametrize("names", [["comonotone", "negative correlation"], ["positive Spearman correlation"]])
def test_a_busy_machine_finds_the_same_witness(names, monkeypatch):
    """What the search may do is counted in tests and effort: with a clock that runs four times as fast, nothing changes."""
    statement = statement_from({"assume": {"use": names}, "claim": {"c": "TPM_A >= alpha"}})
    before = decide(statement)
    clock = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: 4 * clock())
    assert decide(statement).world == before.world


def test_effort_ends_a_search_for_a_certificate_and_comes_out_the_same():
    statement = statement_from({"assume": {"use": ["separation"]}, "claim": {"c": "TPM_A >= alpha"}})
    assert general.prove(statement, effort=20) == general.EFFORT_SPENT
    assert general.prove(statement, effort=2_000).certificate == general.prove(statement).certificate


def test_a_true_statement_shows_a_world_that_is_not_degenerate():
    verdict = ask("TPM_A + TPM_U == 1")
    assert len(set(verdict.example.k)) > 1
    assert verdict.example.families["p_A"] != verdict.example.families["p_U"]


def test_zero_probability_is_not_forgotten_beside_a_logarithm():
    """Where p[y] = 0 its logarithm is not asked for, and nothing may be concluded from it."""
    verdict = ask("all(p[y] > 0 for y in Y)", ["KL(p, p_ref) <= 2"], distributions=["p"])
    assert verdict.name == "refuted"


def test_the_worker_is_killed_at_its_limit():
    variables = [f"x{i}" for i in range(12)]
    hard = "".join(f"(declare-const {name} Real)" for name in variables)
    terms = " ".join(f"(* {a} {b} {c})" for a in variables for b in variables[:4] for c in variables[4:8])
    hard += f"(assert (= (+ {terms}) 7.0))" + "".join(
        f"(assert (= (+ (* {a} {a} {a} {b}) (* {b} {b})) {i}.5))"
        for i, (a, b) in enumerate(zip(variables, variables[1:], strict=False))
    )
    solver = Solver()
    start = time.monotonic()
    answer = solver.ask(hard, seconds=0.2)
    assert time.monotonic() - start < 2
    assert answer.answer in {"unknown", "sat", "unsat"}
    process = solver._process
    solver.close()
    assert process is None or process.poll() is not None


POOL = [
    "cov(r, p_A) > 0", "cov(r, p_U) < 0", "cov(w, p_A) >= 0", "E(r, p_A) > E(r, p_U)", "TPM_A >= alpha", "TPM_U < 1 - alpha",
    "all(implies(r[i] > r[j], p_A[i] >= p_A[j]) for i in Y for j in Y)", "any(p_A[y] == 0 for y in Y)", "r[0] < r[1]",
    "all(p_theta[y] <= p_ref[y] or r[y] > 0 for y in Y)", "max(w[y] for y in Y) <= 8*min(w[y] for y in Y)", "p_A[0] > p_U[0]",
    "E(w, p_A)*E(w, p_U) >= Z", "KL(p_A, p_ref) <= log(2)", "all(r[i] != r[j] for i in Y for j in Y if i < j)", "alpha <= 1/2",
]  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.sampled_from(POOL), max_size=2, unique=True), st.sampled_from(POOL))
def test_no_world_refutes_what_is_called_true(assume, claim):
    statement = statement_from({"assume": {f"a{i}": text for i, text in enumerate(assume)}, "claim": {"c": claim}})
    verdict = decide(statement, timeout=3, sizes=(2, 3))
    if verdict.name in {"proved", "bounded", "vacuous"}:
        for n in (2, 3):
            for world in search(statement, n, 2, time.monotonic() + 0.7):
                assert not recheck.check(witness_document(statement, world)).stands


def test_importing_decide_loads_no_solver():
    code = "import sys, prefshift_sym.engine.decide; assert not {'z3', 'sympy', 'networkx'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
