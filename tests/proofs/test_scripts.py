"""The proofs of this repository: each is as its folder says, and the flagship breaks where the paper's proof does."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prefshift_sym import asking, recheck
from prefshift_sym.check import Theorem, check, expectation, questions
from prefshift_sym.engine import decide
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.errors import ProofError
from prefshift_sym.proof import Recorded
from prefshift_sym.scripts import load, must_be_refused, scripts_below
from prefshift_sym.verdict import Proved, Refuted

if TYPE_CHECKING:
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import StepReport, TheoremReport

PROOFS = Path(__file__).resolve().parents[2] / "proofs"
SCRIPTS = scripts_below(PROOFS)
FLAGSHIP = PROOFS / "refuted" / "theorem_2_as_stated.py"
LEAN_ON_THE_BROKEN_LINE = {
    "above": "preserved",
    "below": "preserved",
    "divided": "above",
    "reciprocal": "divided",
    "shifted": "reciprocal",
    "conclusion": "shifted",
}

GOOD = '''
from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem("The odds of A", "TPM_A/TPM_U > 0")
def odds(proof):
    """Both masses are positive."""
    sum_up = proof.have(
        "TPM_A + TPM_U == 1",
        by=setting,
        label="sum up",
    )
    inside = proof.have("TPM_A > 0 and TPM_U > 0", by=setting, label="inside")
    proof.conclude(by=[sum_up, inside, *setting])
'''


def _named(path: Path) -> str:
    return str(path.relative_to(PROOFS))


def _step(report: TheoremReport, name: str) -> StepReport:
    return next(each for each in report.steps if each.step.fact.name == name)


def _script(folder: Path, text: str, name: str = "script.py") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def recorded(asker: Asker) -> dict[Path, tuple[Recorded, ...]]:
    """Record every script of proofs/ and put all their questions at once."""
    found = {path: load(path) for path in SCRIPTS}
    asker.begin(statement for each in found.values() for one in each for _, statement in questions(one))
    return found


def test_there_are_scripts():
    assert FLAGSHIP in SCRIPTS


@pytest.mark.parametrize("path", SCRIPTS, ids=_named)
def test_each_script_is_as_its_folder_says(path, recorded, asker):
    for each in recorded[path]:
        report = check(each, asker)
        assert expectation(report, refuted=must_be_refused(path)) == ""
        assert (report.theorem is None) == must_be_refused(path)


@pytest.mark.parametrize("path", SCRIPTS, ids=_named)
def test_each_line_has_its_place_in_the_script(path, recorded):
    lines = path.read_text(encoding="utf-8").splitlines()
    for each in recorded[path]:
        assert Path(each.file) == path
        for step in each.steps:
            assert Path(step.file) == path
            assert re.search(r"\bproof\.(have|use|derived|conclude)\(", lines[step.line - 1])


# -- the flagship ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def flagship(recorded, asker) -> TheoremReport:
    (only,) = recorded[FLAGSHIP]
    return check(only, asker)


def test_the_broken_line_is_refuted_with_three_outputs(flagship):
    broken = flagship.broken
    assert broken is not None
    assert broken.step.fact.name == flagship.recorded.broken_at == "preserved"
    assert isinstance(broken.verdict, Refuted)
    assert broken.verdict.support == 3
    assert {2, 3} <= set(broken.verdict.supports), "two outputs were searched first, and there it is true"
    line = FLAGSHIP.read_text(encoding="utf-8").splitlines()[broken.step.line - 1]
    assert line.strip() == "preserved = proof.have("


def test_no_other_line_is_refuted(flagship):
    assert [each.step.fact.name for each in flagship.steps if isinstance(each.verdict, Refuted)] == ["preserved"]


def test_later_lines_are_unsupported(flagship):
    leaning = {each.step.fact.name: each.unsupported for each in flagship.steps if each.unsupported}
    assert leaning == LEAN_ON_THE_BROKEN_LINE


def test_lines_beside_the_broken_one_stand(flagship):
    for name in ("monotone", "supports", "constants", "cardinality", "interior"):
        step = _step(flagship, name)
        assert isinstance(step.verdict, Proved)
        assert step.verdict.supports == "all"
        assert step.unsupported == ""


def test_the_claim_itself_is_false(flagship):
    assert flagship.theorem is None
    assert flagship.verdict_name() == "refuted"
    assert isinstance(flagship.statement, Refuted)
    assert flagship.statement.support == 3
    mass, alpha = Fraction(flagship.statement.values["TPM_A"]), flagship.statement.world.alpha
    assert mass < alpha


def test_the_witness_stands_by_itself(flagship):
    broken = flagship.broken
    document = json.loads(json.dumps(witness_document(broken.question, broken.verdict.world)))
    assert recheck.check(document).stands


def test_it_must_break_at_the_line_that_it_names(flagship):
    fields = {name: getattr(flagship.recorded, name) for name in Recorded.__slots__}
    moved = type(flagship)(
        Recorded(**{**fields, "broken_at": "monotone"}), flagship.steps, flagship.theorem, flagship.statement
    )
    sentence = expectation(moved, refuted=True)
    assert Path(sentence.split(":")[0]).resolve() == FLAGSHIP
    assert "step 'monotone' was to be refuted, and step 'preserved' is" in sentence


def test_outside_refuted_it_would_fail(flagship):
    sentence = expectation(flagship, refuted=False)
    assert sentence.startswith(f"{flagship.broken.step.place}: step 'preserved' of 'Theorem 2, as stated' is refuted")


# -- planted faults ----------------------------------------------------------------------------------------------


def test_the_good_script_passes(tmp_path, asker):
    (good,) = load(_script(tmp_path, GOOD))
    report = check(good, asker)
    assert expectation(report, refuted=False) == ""
    assert report.theorem.supports == "all"
    assert report.theorem.claim == good.claim


def test_a_planted_sign_fails_with_place_and_witness(tmp_path, asker):
    planted = GOOD.replace("TPM_A + TPM_U == 1", "TPM_A - TPM_U == 1")
    assert planted != GOOD
    path = _script(tmp_path, planted)
    (false,) = load(path)
    report = check(false, asker)
    line = planted.splitlines().index("    sum_up = proof.have(") + 1
    assert expectation(report, refuted=False) == (
        f"{path}:{line}: step 'sum up' of 'The odds of A' is refuted by an exact counterexample"
    )
    assert report.theorem is None
    assert report.verdict_name() == "unsupported", "the claim is true all the same"
    verdict = report.broken.verdict
    assert Fraction(verdict.values["TPM_A"]) - Fraction(verdict.values["TPM_U"]) != 1
    assert recheck.check(witness_document(report.broken.question, verdict.world)).stands
    assert _step(report, "inside").holds
    assert _step(report, "conclusion").unsupported == "sum up"


@pytest.mark.skipif(not (PROOFS / "theorem_2_repaired.py").exists(), reason="the repaired theorem is not there yet")
def test_the_repaired_theorem_with_its_claim_reversed_fails(tmp_path, asker):
    text = (PROOFS / "theorem_2_repaired.py").read_text(encoding="utf-8")
    planted = text.replace("TPM_A > alpha", "TPM_A < alpha").replace("TPM_A >= alpha", "TPM_A <= alpha")
    assert planted != text
    path = _script(tmp_path / "proofs", planted)
    reports = [check(each, asker) for each in load(path)]
    assert any(expectation(each, refuted=False).startswith(f"{path}:") for each in reports)


def test_a_passing_proof_below_refuted_is_reported(tmp_path, asker):
    path = _script(tmp_path / "refuted", GOOD)
    assert must_be_refused(path)
    (good,) = load(path)
    sentence = expectation(check(good, asker), refuted=True)
    assert re.match(
        rf"{re.escape(str(path))}:\d+: 'The odds of A' stands below refuted/, and its proof passes", sentence
    )


# -- what keeps a theorem a theorem ------------------------------------------------------------------------------


def test_a_theorem_cannot_be_made_by_hand(flagship):
    for seal in (None, object(), "the seal", True):
        with pytest.raises(ProofError, match="cannot be made by hand"):
            Theorem("Mine", flagship.recorded.claim, "all", (), seal)


def test_a_theorem_is_no_formula(tmp_path, asker):
    (good,) = load(_script(tmp_path, GOOD))
    theorem = check(good, asker).theorem
    assert isinstance(theorem, Theorem)
    with pytest.raises(AttributeError):
        theorem.claim = None
    with pytest.raises(TypeError, match="not true or false"):
        bool(check(good, asker).steps[0].verdict)


@pytest.mark.parametrize("path", SCRIPTS, ids=_named)
def test_running_a_script_asks_nothing(path, monkeypatch):
    def never(*_args, **_options):
        pytest.fail("a script that runs only records")

    monkeypatch.setattr(decide, "decide", never)
    monkeypatch.setattr(asking, "decide", never)
    monkeypatch.setattr(asking.Asker, "__init__", never)
    monkeypatch.setattr(asking.Asker, "begin", never)
    assert load(path)


def test_a_script_is_recorded_anew_each_time():
    first, second = load(FLAGSHIP), load(FLAGSHIP)
    assert first == second
    assert first is not second
    assert len(first) == 1


def test_lemmas_come_first_and_refuted_last(tmp_path):
    for name in ("a.py", "refuted/b.py", "lemmas/c.py", "lemmas/__init__.py"):
        _script((tmp_path / name).parent, "", Path(name).name)
    assert [str(path.relative_to(tmp_path)) for path in scripts_below(tmp_path)] == [
        "lemmas/c.py",
        "a.py",
        "refuted/b.py",
    ]


def test_a_lemma_beside_the_script_is_found_and_forgotten(tmp_path, asker):
    lemma = GOOD.replace('"The odds of A", "TPM_A/TPM_U > 0"', '"About A", "TPM_A > 0"')
    main = "from odds_lemma import odds\n" + GOOD.replace("def odds(", "def whole(").replace(
        "proof.conclude(by=[", "used = proof.use(odds, label='lemma')\n    proof.conclude(by=[used, "
    )
    for folder, claim in ((tmp_path / "one", "TPM_A > 0"), (tmp_path / "two", "TPM_A < 0")):
        _script(folder, lemma.replace('"TPM_A > 0")', f'"{claim}")'), "odds_lemma.py")
        (whole,) = load(_script(folder, main))
        report = check(whole, asker)
        assert report.recorded.step("lemma").lemma.title == "About A"
        assert (report.theorem is not None) == (claim == "TPM_A > 0")
        if report.theorem is None:
            assert _step(report, "lemma").unsupported == "lemma 'About A'"
            assert _step(report, "conclusion").unsupported == "lemma"
