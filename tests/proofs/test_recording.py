"""What the recorder and the checker must not let through, whatever a script does."""

from __future__ import annotations

import pytest

from prefshift_sym.check import check, expectation
from prefshift_sym.errors import PrefshiftError, ProofError
from prefshift_sym.scripts import load
from prefshift_sym.verdict import Bounded, Proved, Undecided

HEAD = """
from prefshift_sym import axiom, hypothesis, theorem
from prefshift_sym.proof import Step
from prefshift_sym.theory.citable import Fact, read
from prefshift_sym.theory.vocabulary import finite_support, p_A, setting, w

"""
FALSE_THEOREMS = {
    "another line called the conclusion": """
@theorem("False", "TPM_A >= alpha")
def false(proof):
    proof.have("1 == 1", by=setting, label="conclusion")
    proof.concluded = True
""",
    "the refusal of a second conclusion swallowed": """
@theorem("False", "TPM_A >= alpha")
def false(proof):
    proof.have("1 == 1", by=setting, label="conclusion")
    try:
        proof.conclude(by=setting)
    except Exception:
        pass
""",
    "the claim exchanged": """
@theorem("False", "TPM_A >= alpha")
def false(proof):
    proof._claim = read("1 == 1")
    proof.conclude(by=setting)
""",
    "a fact of a kind that there is not": """
made_up = Fact("made up", read("TPM_A >= alpha"), "theorem")

@theorem("False", "TPM_A >= alpha")
def false(proof):
    proof.conclude(by=[made_up, *setting])
""",
    "a line that says it is a lemma": """
@theorem("False", "TPM_A >= alpha")
def false(proof):
    made_up = Fact("made up", read("TPM_A >= alpha"), "lemma")
    proof.steps.append(Step(made_up, (), "here", 1))
    proof.conclude(by=[made_up, *setting])
""",
}
NOT_CARRIED = "not closed yet; see the report"


def _load(tmp_path, text):
    path = tmp_path / "script.py"
    path.write_text(HEAD + text, encoding="utf-8")
    return path, load(path)


@pytest.mark.parametrize("way", FALSE_THEOREMS)
def test_no_way_to_a_false_theorem(way, tmp_path, asker):
    try:
        _, (false,) = _load(tmp_path, FALSE_THEOREMS[way])
        report = check(false, asker)
    except PrefshiftError:
        return
    assert report.theorem is None
    assert expectation(report, refuted=False)


def test_an_axiom_is_named_in_what_a_line_cites(tmp_path):
    _, (one,) = _load(
        tmp_path,
        """
always = axiom("squares", "all(f[y]**2 >= 0 for y in Y)", families=("f",))

@theorem("A square", "all(w[y]**2 >= 0 for y in Y)")
def square(proof):
    used = proof.use(always, f=w, label="used")
    proof.conclude(by=[used, *setting])
""",
    )
    step = one.step("used")
    assert [(each.name, each.kind) for each in step.cites] == [("squares", "axiom")]
    assert step.fact.theorem == "squares"
    assert step.obligations == ()


def test_a_lemma_needs_a_replacement_for_each_of_its_names(tmp_path):
    lemma = """
@theorem("Lemma", "sum(p[y] for y in Y) == 1", distributions=["p"])
def lemma(proof):
    proof.conclude(by=setting)

@theorem("User", "TPM_A > 0")
def user(proof):
    proof.use(lemma{}, by=setting, label="used")
    proof.conclude(by=setting)
"""
    for given in ("", ", q=p_A", ", p=p_A, q=p_A"):
        with pytest.raises(ProofError, match="is about .'p'.; give a replacement for each, no more"):
            _load(tmp_path, lemma.format(given))
    _, (_, user) = _load(tmp_path, lemma.format(", p=p_A"))
    assert [name for name, _ in user.step("used").obligations] == ["p is a distribution"]


@pytest.mark.parametrize("given", ["", ", g=p_A", ", f=w, g=p_A"])
def test_an_axiom_needs_a_replacement_for_each_of_its_names(given, tmp_path):
    with pytest.raises(ProofError):
        _load(
            tmp_path,
            f"""
always = axiom("squares", "all(f[y]**2 >= 0 for y in Y)", families=("f",))

@theorem("User", "TPM_A > 0")
def user(proof):
    used = proof.use(always{given}, label="used")
    proof.conclude(by=[used, *setting])
""",
        )


def test_an_axiom_about_a_declared_family_is_not_cited_bare(tmp_path):
    with pytest.raises(ProofError):
        _load(
            tmp_path,
            """
always = axiom("squares", "all(f[y]**2 >= 0 for y in Y)", families=("f",))

@theorem("User", "TPM_A > 0")
def user(proof):
    proof.conclude(by=[always, *setting])
""",
        )


@pytest.mark.parametrize("replacement", ["p_A[i] for i in Y", "1 for i in Y) + sum(2"])
def test_a_replacement_is_one_term_about_here(replacement, tmp_path):
    with pytest.raises(ProofError) as refusal:
        _load(
            tmp_path,
            f"""
@theorem("Lemma", "all(f[y]**2 >= 0 for y in Y)", families=["f"])
def lemma(proof):
    proof.conclude(by=setting)

@theorem("User", "TPM_A > 0")
def user(proof):
    proof.use(lemma, f={replacement!r}, by=setting, label="used")
    proof.conclude(by=setting)
""",
        )
    assert "the script stopped with" not in str(refusal.value)


def test_a_script_that_exits_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "script.py"
    path.write_text("import sys\n\nsys.exit(0)\n", encoding="utf-8")
    try:
        load(path)
    except ProofError as refusal:
        assert str(refusal).startswith(f"{path}:3: ")  # noqa: PT017 - SystemExit must not pass for it
    except SystemExit:
        pytest.fail("the script ends the referee")


def test_broken_syntax_of_a_lemma_is_told_with_the_lemmas_place(tmp_path):
    (tmp_path / "broken_lemma.py").write_text("x = 1\ny = 2\n(\n", encoding="utf-8")
    path = tmp_path / "script.py"
    path.write_text("import broken_lemma\n", encoding="utf-8")
    with pytest.raises(ProofError) as refusal:
        load(path)
    assert "broken_lemma.py:3" in str(refusal.value)


@pytest.mark.parametrize("content", [b"x = 1\0\n", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused_without_a_line_called_none(content, tmp_path):
    path = tmp_path / "script.py"
    path.write_bytes(content)
    with pytest.raises(ProofError) as refusal:
        load(path)
    assert ":None:" not in str(refusal.value)


def test_lemmas_of_two_folders_named_proofs_are_not_mixed_up(tmp_path):
    for folder, title in (("one", "First"), ("two", "Second")):
        lemmas, own = tmp_path / folder / "proofs" / "lemmas_here", tmp_path / folder / "proofs" / "own"
        lemmas.mkdir(parents=True)
        own.mkdir()
        (lemmas / "__init__.py").write_text("", encoding="utf-8")
        (lemmas / "mass.py").write_text(
            HEAD + f'@theorem("{title}", "TPM_A > 0")\ndef mass(proof):\n    proof.conclude(by=setting)\n',
            encoding="utf-8",
        )
        script = own / "script.py"
        script.write_text(
            HEAD
            + "from lemmas_here.mass import mass\n\n\n@theorem('User', 'TPM_A > 0')\ndef user(proof):\n"
            + "    used = proof.use(mass, label='used')\n    proof.conclude(by=[used])\n",
            encoding="utf-8",
        )
        (user,) = load(script)
        assert user.step("used").lemma.title == title


class Stub:
    """Answers without asking: what a lemma claims holds at two and three outputs by a solver's word, the rest for all."""

    def begin(self, statements):
        for _ in statements:
            pass

    def answer(self, statement):
        return Bounded((2, 3), "some solver 1.0") if statement.title.startswith("Lemma") else Proved("all", {})


def test_a_theorem_has_no_more_than_its_lemmas_have(tmp_path):
    """Neither more sizes, nor fewer solvers to believe; and so on through lemmas of lemmas."""
    _, (lemma, user, second) = _load(
        tmp_path,
        """
@theorem("Lemma", "TPM_A > 0")
def lemma(proof):
    proof.conclude(by=setting)

@theorem("User", "TPM_A > 0")
def user(proof):
    used = proof.use(lemma, by=setting, label="used")
    proof.conclude(by=[used, *setting])

@theorem("User of the user", "TPM_A > 0")
def second(proof):
    used = proof.use(user, by=setting, label="used")
    proof.conclude(by=[used, *setting])
""",
    )
    for each in (lemma, user, second):
        theorem = check(each, Stub()).theorem
        assert theorem.supports == (2, 3)
        assert theorem.solvers == ("some solver 1.0",)


def test_the_sentence_names_the_lemma_that_fails_not_what_a_solver_gave_up(tmp_path):
    """The line itself is bounded, with a reason; what is wrong is the lemma."""

    class Failing(Stub):
        def answer(self, statement):
            if statement.title.startswith("Lemma"):
                return Undecided("never found out")
            return Bounded((2, 3), "some solver 1.0", "every n: no certificate was found")

    _, (_, user) = _load(
        tmp_path,
        """
given = [hypothesis("half", "alpha > 1/2")]

@theorem("Lemma", "TPM_A > 0", given=given)
def lemma(proof):
    proof.conclude(by=setting)

@theorem("User", "TPM_A > 0", given=given)
def user(proof):
    used = proof.use(lemma, by=[*given, *setting], label="used")
    proof.conclude(by=[used, *setting])
""",
    )
    assert "it leans on lemma 'Lemma'" in expectation(check(user, Failing()), refuted=False)
