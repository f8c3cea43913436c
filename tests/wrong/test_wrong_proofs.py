"""Every script here is wrong in its own way, and is refused for that reason and no other, at its line."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prefshift_sym import recheck
from prefshift_sym.check import check, expectation, questions
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.errors import ProofError
from prefshift_sym.scripts import load
from prefshift_sym.verdict import Refuted

if TYPE_CHECKING:
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import TheoremReport
    from prefshift_sym.proof import Recorded

SCRIPTS = Path(__file__).parent / "scripts"
BROKEN = SCRIPTS / "27_broken_syntax.py.txt"  # not called .py, or every linter would stop at it
ALL = sorted([*SCRIPTS.glob("*.py"), BROKEN])


@dataclass(frozen=True)
class Wrong:
    """The step that is to be refused, and how: its verdict, how many outputs its witness has, a part of the sentence.

    `theorem` is what the whole proof is called: `refuted` where the claim is false too, else `unsupported`.
    """

    step: str
    verdict: str
    theorem: str
    sentence: str
    outputs: int = 0


COUNTEREXAMPLE = "is refuted by an exact counterexample"
CHECKED = {
    "01_sign": Wrong("unfolded", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "02_strictness": Wrong("positive", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "03_dropped_citation": Wrong("conclusion", "refuted", "unsupported", COUNTEREXAMPLE, 2),
    "04_division_by_zero": Wrong(
        "ratio", "undefined", "unsupported", "p_A[y]/p_U[y] is undefined unless p_U[y] != 0, and the assumptions allow"
    ),
    "05_cancelled_factor": Wrong(
        "cancelled", "undefined", "unsupported", "p_ref[y]/p_ref[y] is undefined unless p_ref[y] != 0"
    ),
    "06_alpha_may_be_zero": Wrong("covered", "refuted", "unsupported", COUNTEREXAMPLE, 2),
    "07_alpha_may_be_one": Wrong("share", "refuted", "unsupported", COUNTEREXAMPLE, 1),
    "08_beta_may_be_negative": Wrong("grows", "refuted", "unsupported", COUNTEREXAMPLE, 2),
    "09_infinite_rewards": Wrong("tilt", "refuted", "unsupported", COUNTEREXAMPLE, 2),
    "10_vacuous": Wrong("anything", "vacuous", "unsupported", "is vacuous (no world meets"),
    "12_a_and_u_swapped": Wrong("swapped", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "13_gibbs_reversed": Wrong("gibbs", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "14_log_of_product": Wrong(
        "split", "undefined", "unsupported", "log(p_A[y]*w[y]) is undefined unless p_A[y]*w[y] > 0"
    ),
    "15_uses_a_refuted_theorem": Wrong(
        "borrowed", "proved", "unsupported", "it leans on lemma 'Tuning never loses aligned mass'"
    ),
    "16_affirming_the_consequent": Wrong("ordered", "refuted", "refuted", COUNTEREXAMPLE, 3),
    "17_two_outputs_only": Wrong("kept", "refuted", "refuted", COUNTEREXAMPLE, 3),
    "18_wrong_index": Wrong("partition", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "19_not_a_distribution": Wrong("tilt", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "29_too_little_cited": Wrong("reference", "refuted", "unsupported", COUNTEREXAMPLE, 1),
    "30_lemma_hypothesis_unmet": Wrong("borrowed", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "31_squared_inequality": Wrong("squared", "refuted", "refuted", COUNTEREXAMPLE, 2),
    "33_shared_maximum": Wrong("best", "refuted", "unsupported", COUNTEREXAMPLE, 2),
}
NOT_RECORDED = {  # the line where the script is refused, and a part of the sentence that says why
    "11_circular": (14, "step 'itself' uses 'Masses sum to one' in its own proof; a theorem cannot rest on itself"),
    "20_label_twice": (10, "the label 'mass' is used twice in 'Masses'"),
    "21_hypothesis_not_given": (9, "step 'smuggled' cites 'positively correlated', which the theorem does not assume"),
    "22_step_of_another_proof": (17, "step 'conclusion' cites 'not zero', which is no earlier line of this proof"),
    "23_no_conclusion": (7, "the proof of 'Masses' does not conclude"),
    "24_float": (9, "0.1 is a floating-point number; write Fraction('1/10')"),
    "25_chain": (9, "`TPM_A > 0` is a formula and neither true nor false in Python; for a chain write between("),
    "26_unknown_name": (9, "step 'typed in haste': column 1: unknown name 'TMP_A'; did you mean 'TPM_A'?"),
    "27_broken_syntax": (6, "this is not Python: '(' was never closed"),
    "28_exception": (9, "the script stopped with ZeroDivisionError: "),
    "32_truth_value": (9, "`TPM_A >= 0` is a formula and neither true nor false in Python"),
    "34_no_fact": (8, "step 'conclusion' cites 'probability vectors', which is no fact"),
    "35_no_theorem": (None, "the script records no theorem"),
}
HOLES = {"36_two_outputs_lemma"}  # not refused as yet: see below


@pytest.fixture(scope="session")
def recorded(asker: Asker) -> dict[str, Recorded]:
    """Record all scripts, the last theorem of each being the wrong one, and put all their questions at once."""
    found = {name: load(SCRIPTS / f"{name}.py")[-1] for name in CHECKED}
    asker.begin(statement for each in found.values() for _, statement in questions(each))
    return found


def test_every_script_has_its_row():
    assert {path.name.split(".")[0] for path in ALL} == CHECKED.keys() | NOT_RECORDED.keys() | HOLES
    assert not CHECKED.keys() & NOT_RECORDED.keys()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_script_says_what_is_wrong_with_it(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r'"""\w.{20,}\."""', first)


def _step(report: TheoremReport, name: str):
    return next(each for each in report.steps if each.step.fact.name == name)


def _place(sentence: str) -> tuple[Path, int | None]:
    """The file and the line that a sentence begins with."""
    found = re.match(r"([^:]+)(?::(\d+))?: ", sentence)
    assert found, sentence
    return Path(found[1]).resolve(), int(found[2]) if found[2] else None


def _line_of(path: Path, label: str) -> int:
    """The line where the last theorem of a script records a step, read off its text."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if (label == "conclusion" and node.func.attr == "conclude")
        or any(word.arg == "label" and getattr(word.value, "value", "") == label for word in node.keywords)
    ]
    return max(call.lineno for call in calls)


@pytest.mark.parametrize("name", sorted(CHECKED))
def test_refused_for_the_right_reason(name, recorded, asker):
    wrong, path = CHECKED[name], SCRIPTS / f"{name}.py"
    report = check(recorded[name], asker)
    step = _step(report, wrong.step)

    assert step.verdict.name == wrong.verdict
    assert report.theorem is None
    assert report.verdict_name() == wrong.theorem
    if wrong.verdict == "refuted":
        assert isinstance(step.verdict, Refuted)
        assert step.verdict.support == wrong.outputs
        assert report.broken is step
        document = witness_document(step.question, step.verdict.world)
        assert recheck.check(json.loads(json.dumps(document))).stands, "the witness stands by itself"
    else:
        assert report.broken is None
    for earlier in report.steps[: report.steps.index(step)]:
        assert earlier.holds, "nothing else is wrong before the step"
        assert not earlier.unsupported

    sentence = expectation(report, refuted=False)
    assert _place(sentence) == (path, _line_of(path, wrong.step))
    assert f": step {wrong.step!r} of {report.recorded.title!r} is " in sentence
    assert wrong.sentence in sentence


@pytest.mark.parametrize("name", sorted(name for name in CHECKED if CHECKED[name].step != "conclusion"))
def test_the_conclusion_leans_on_what_does_not_hold(name, recorded, asker):
    conclusion = check(recorded[name], asker).steps[-1]
    assert conclusion.step.fact.name == "conclusion"
    assert conclusion.unsupported == CHECKED[name].step


@pytest.mark.parametrize("name", sorted(NOT_RECORDED))
def test_not_even_recorded(name, tmp_path):
    line, sentence = NOT_RECORDED[name]
    path = SCRIPTS / f"{name}.py"
    if not path.exists():
        path = tmp_path / path.name
        path.write_bytes(BROKEN.read_bytes())
    with pytest.raises(ProofError) as refusal:
        load(path)
    assert _place(str(refusal.value)) == (path, line)
    assert sentence in str(refusal.value)


def test_dropped_assumptions_show_in_the_witness(recorded, asker):
    """The witness is a world that the forgotten assumption would have ruled out."""

    def world(name):
        verdict = _step(check(recorded[name], asker), CHECKED[name].step).verdict
        assert isinstance(verdict, Refuted)
        return verdict.world

    assert world("06_alpha_may_be_zero").alpha == 0
    assert world("07_alpha_may_be_one").alpha == 1
    assert world("08_beta_may_be_negative").beta < 0
    assert "-inf" in [*(world("09_infinite_rewards").k or ()), *(world("09_infinite_rewards").r or ())]
    assert sum(world("29_too_little_cited").families["p_U"]) != 1
    assert sum(world("03_dropped_citation").families["p_A"]) == 1
    assert min(world("03_dropped_citation").families["p_A"]) < 0


def test_a_lemma_covers_no_more_sizes_than_its_own_proof(asker):
    """36: false from three outputs on, proved for two, and claimed for all by way of a lemma."""
    lemma, wrong = load(SCRIPTS / "36_two_outputs_lemma.py")
    assert check(lemma, asker).theorem.supports == (2,)
    report = check(wrong, asker)
    assert report.theorem is None or report.theorem.supports == (2,)
