"""The store: what goes in comes out, what was forged or damaged does not, and a bad file gives a sentence."""

import sqlite3
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from prefshift_sym import evidence
from prefshift_sym.evidence import evidenced
from prefshift_sym.store import Store, StoreError, StoreWarning, question_text
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.values import replace
from prefshift_sym.verdict import Bounded, Proved, Undecided

KINDS = ("proved", "bounded", "refuted", "vacuous", "undefined", "undecided")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept.sqlite"


@pytest.mark.parametrize("kind", KINDS)
def test_every_verdict_comes_out_as_it_went_in(kind, statements, verdicts, path):
    with Store(path) as store:
        store.put(statements[kind], verdicts[kind], timeout=5)
    with Store(path) as store:
        assert store.get(statements[kind], timeout=5) == verdicts[kind]
        assert len(store) == 1


def test_the_key_is_the_question(statements, verdicts, path):
    statement = statements["proved"]
    with Store(path) as store:
        store.put(statement, verdicts["proved"], timeout=5)
        renamed = replace(statement, title="another title", source="elsewhere", file="x.toml")
        assert store.get(renamed, timeout=5).certificate["statement"]["title"] == "another title"
        assert store.get(statement, timeout=5, sizes=(2,)) is None
        for change in ({"sizes": (2,)}, {"without": frozenset({"finite rewards"})}, {"scalars": ("delta",)}):
            assert store.get(replace(statement, **change), timeout=5) is None
        assert store.get(replace(statement, claim=(("renamed", statement.claim[0][1]),)), timeout=5) is None


def test_the_key_names_the_engine_and_the_solver(statements, monkeypatch):
    before = question_text(statements["proved"], None)
    monkeypatch.setattr("prefshift_sym.store.solver_name", lambda: "z3 99")
    changed = question_text(statements["proved"], None)
    monkeypatch.setattr("prefshift_sym.store.engine_version", lambda: "99")
    assert len({before, changed, question_text(statements["proved"], None)}) == 3


def test_a_question_that_lacked_time_is_asked_again_when_there_is_more(statements, verdicts, path):
    with Store(path) as store:
        store.put(statements["bounded"], Undecided("time out", (2,)), timeout=5)
        assert store.get(statements["bounded"], timeout=5) == Undecided("time out", (2,))
        assert store.get(statements["bounded"], timeout=1) is not None
        assert store.get(statements["bounded"], timeout=6) is None
        store.put(statements["bounded"], verdicts["bounded"], timeout=6)
        assert store.get(statements["bounded"], timeout=1) == verdicts["bounded"]


@pytest.mark.parametrize("kind", ["refuted", "undefined", "vacuous", "proved", "undecided"])
def test_what_time_cannot_change_serves_any_time(kind, statements, verdicts, path):
    with Store(path) as store:
        store.put(statements[kind], verdicts[kind], timeout=0.5)
        assert store.get(statements[kind], timeout=500) == verdicts[kind]


def forged(kind, verdicts):
    verdict = verdicts[kind]
    match kind:
        case "refuted":
            world = verdict.world
            yield replace(verdict, world=replace(world, alpha=Fraction(2)))
            yield replace(verdict, world=replace(world, families={**world.families, "p_A": world.families["p_U"]}))
            yield replace(verdict, world=replace(world, families={}))
            yield replace(verdict, world=replace(world, k=None))
            yield replace(verdict, values={"TPM_A": "1/7"})
            yield replace(verdict, supports=(5, 6, 7))
            yield verdicts["proved"]
        case "proved":
            yield replace(verdict, supports=(2, 3))
            yield replace(verdict, relies_on=())
            yield replace(verdict, certificate={})
            yield replace(verdict, certificate={**verdict.certificate, "proofs": []})
            yield replace(verdict, certificate={**verdict.certificate, "proofs": 7})
            yield replace(verdict, example=replace(verdict.example, alpha=Fraction(3)))
            yield verdicts["refuted"]
        case "bounded":
            yield replace(verdict, supports=(2, 3, 4, 5))
            yield replace(verdict, solver="an oracle 1.0")
            yield replace(verdict, example=replace(verdict.example, families={}))
        case "undefined":
            yield replace(verdict, reason="the moon is full")
            yield replace(verdict, world=verdicts["refuted"].world)


@pytest.mark.parametrize("kind", ["refuted", "proved", "bounded", "undefined"])
def test_forged_evidence_is_dropped_with_a_warning(kind, statements, verdicts, path):
    for wrong in forged(kind, verdicts):
        with Store(path) as store:
            store.put(statements[kind], wrong, timeout=5)
            with pytest.warns(StoreWarning, match=f"kept.sqlite: the verdict kept for '{kind}' is dropped"):
                assert store.get(statements[kind], timeout=5) is None
            assert (len(store), store.dropped) == (0, 1)


def test_a_certificate_of_another_statement_is_dropped(verdicts, path):
    false = statement_from({"title": "false", "claim": {"c": "KL(p_theta, p_ref) >= 1/10"}})
    said = []
    with Store(path, warn=said.append) as store:
        store.put(false, verdicts["proved"], timeout=5)
        assert store.get(false, timeout=5) is None
    assert len(said) == 1
    assert "certificate is refused" in said[0]


def test_a_certificate_may_not_use_what_is_barred(statements, verdicts):
    statement, verdict = statements["proved"], verdicts["proved"]
    lemmas = set(evidence._lemmas(verdict.certificate["proofs"]))
    assert lemmas
    for lemma in lemmas:
        with pytest.raises(ValueError, match="lemma"):
            evidenced(replace(statement, barred=frozenset({lemma})), verdict, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "damage", ["verdict = replace(verdict, 'e', 'a')", "verdict = '{'", "digest = ''", "verdict = x'00ff'"]
)
def test_a_damaged_row_is_dropped_with_a_warning(kind, damage, statements, verdicts, path):
    with Store(path) as store:
        store.put(statements[kind], verdicts[kind], timeout=5)
    with sqlite3.connect(path) as file:
        file.execute(f"UPDATE verdicts SET {damage}")
    file.close()
    with Store(path) as store:
        with pytest.warns(StoreWarning, match="corrupted"):
            assert store.get(statements[kind], timeout=5) is None
        assert len(store) == 0


def test_a_row_under_another_key_is_dropped(statements, verdicts, path):
    with Store(path) as store:
        store.put(statements["vacuous"], verdicts["vacuous"], timeout=5)
        store.put(statements["proved"], verdicts["proved"], timeout=7)
        columns = "seconds, verdict, digest"
        rows = dict(store._file.execute("SELECT seconds, key FROM verdicts"))
        store._file.execute("DELETE FROM verdicts WHERE seconds = 7")
        store._file.execute(
            f"INSERT INTO verdicts (key, question, {columns}) SELECT ?, '', {columns} FROM verdicts", (rows[7.0],)
        )
        with pytest.warns(StoreWarning, match="corrupted"):
            assert store.get(statements["proved"], timeout=5) is None


def text(path):
    path.write_text("This is a diary, and not a short one. " * 100)


def other(path):
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE diary (day TEXT)")
    file.close()


def newer(path):
    Store(path).close()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()


def folder(path):
    path.mkdir()


@pytest.mark.parametrize("make", [text, other, newer, folder])
def test_a_file_that_is_no_store_gives_a_sentence_and_stays_as_it_is(make, path):
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=r"kept.sqlite: a store of verdicts .*expected.*; .*(name another|see that)"):
        Store(path)
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_truncated_store_gives_a_sentence(statements, verdicts, path):
    with Store(path) as store:
        for kind in KINDS:
            store.put(statements[kind], verdicts[kind], timeout=5)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreError, match="expected"), Store(path) as store:
        for kind in KINDS:
            store.get(statements[kind], timeout=5)


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path):
    with pytest.raises(StoreError, match="see that its folder exists"):
        Store(tmp_path / "nowhere" / "kept.sqlite")


WRITER = """
import sys
from prefshift_sym.store import Store
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Undecided
for k in range(10):
    with Store(sys.argv[1]) as store:
        store.put(statement_from({"claim": {"c": f"TPM_A >= {k}"}}), Undecided(sys.argv[2]), timeout=1)
        store.put(statement_from({"claim": {"c": f"TPM_A >= {k}/7 + {sys.argv[2]}"}}), Undecided("own"), timeout=1)
"""


def test_many_processes_may_write_at_once(path):
    root = Path(__file__).parents[2]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(k)], cwd=root) for k in range(1, 5)]
    assert [each.wait() for each in writers] == [0] * 4
    with Store(path) as store:
        assert len(store) == 10 + 4 * 10


def test_merge_takes_what_is_missing(statements, verdicts, tmp_path):
    one, two = Store(tmp_path / "1.sqlite"), Store(tmp_path / "2.sqlite")
    with one, two:
        for kind in ("proved", "refuted", "bounded"):
            one.put(statements[kind], verdicts[kind], timeout=5)
        one.put(statements["vacuous"], Undecided("time out"), timeout=1)
        for kind in ("refuted", "vacuous", "undefined"):
            two.put(statements[kind], verdicts[kind], timeout=5)
        assert one.merge(tmp_path / "2.sqlite") == 2
        assert one.merge(tmp_path / "2.sqlite") == one.merge(tmp_path / "1.sqlite") == 0
        for kind in KINDS[:5]:
            assert one.get(statements[kind], timeout=5) == verdicts[kind]
        assert (len(one), len(two)) == (6, 3)


def test_merge_leaves_damaged_rows_out(statements, verdicts, tmp_path):
    said = []
    with Store(tmp_path / "1.sqlite", warn=said.append) as one, Store(tmp_path / "2.sqlite") as two:
        two.put(statements["vacuous"], verdicts["vacuous"], timeout=5)
        two.put(statements["proved"], verdicts["proved"], timeout=5)
        two._file.execute("UPDATE verdicts SET verdict = verdict || ' ' WHERE verdict LIKE '%vacuous%'")
        assert one.merge(two.path) == 1
    assert [each.rpartition(": ")[2] for each in said] == ["a verdict is left out, because its row is corrupted"]


def test_proved_without_an_example_may_be_asked_again(statements, verdicts, path):
    verdict = replace(verdicts["proved"], example=None, reason="no world that meets the assumptions was found")
    assert isinstance(verdict, Proved)
    with Store(path) as store:
        store.put(statements["proved"], verdict, timeout=1)
        assert store.get(statements["proved"], timeout=2) is None
        assert store.get(statements["proved"], timeout=1) == verdict
        assert isinstance(verdicts["bounded"], Bounded)
