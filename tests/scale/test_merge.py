"""`prefshift merge`: stores of several machines become one; a bad one is told in a sentence."""

import pytest

from prefshift_sym.cli import main
from prefshift_sym.store import Store


@pytest.fixture
def stores(statements, verdicts, tmp_path):
    for number, kinds in enumerate((("proved", "refuted"), ("refuted", "vacuous"))):
        with Store(tmp_path / f"{number}.sqlite") as store:
            for kind in kinds:
                store.put(statements[kind], verdicts[kind], timeout=5)
    return [str(tmp_path / f"{number}.sqlite") for number in range(2)]


def test_it_merges(stores, statements, verdicts, tmp_path, capsys):
    all_of_them = str(tmp_path / "all.sqlite")
    assert main(["merge", all_of_them, *stores]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.rpartition(": ")[2] for line in shown] == ["2 verdicts are new", "1 verdicts are new", "3 verdicts"]
    with Store(all_of_them) as store:
        assert store.get(statements["vacuous"], timeout=5) == verdicts["vacuous"]


def test_a_bad_store_does_not_stop_the_others(stores, tmp_path, capsys):
    (tmp_path / "bad.sqlite").write_text("no store " * 100)
    arguments = [stores[0], str(tmp_path / "bad.sqlite"), str(tmp_path / "none.sqlite"), stores[1]]
    assert main(["merge", *arguments]) == 64
    shown = capsys.readouterr()
    assert shown.out.splitlines()[-1].endswith("0.sqlite: 3 verdicts")
    bad, none = shown.err.splitlines()
    assert "bad.sqlite: a store of verdicts was expected" in bad
    assert "none.sqlite: there is no such file" in none
    assert not (tmp_path / "none.sqlite").exists()


def test_a_bad_target_is_a_sentence(stores, tmp_path, capsys):
    (tmp_path / "bad.sqlite").write_text("no store " * 100)
    assert main(["merge", str(tmp_path / "bad.sqlite"), *stores]) == 64
    assert capsys.readouterr().err.startswith("prefshift: ")
