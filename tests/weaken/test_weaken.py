"""Minimal sufficient and maximal insufficient sets: the same as from all subsets one by one, with fewer questions."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefshift_sym.cli import main
from prefshift_sym.engine.decide import decide
from prefshift_sym.store import Store
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.weaken import space, weaken
from prefshift_sym.weaken.hitting import HittingSets

REPAIRED = {
    "assume": {"use": ["positive tilt covariance", "negative tilt covariance"]},
    "claim": {"c": "TPM_A >= alpha"},
}
FIVE = {
    "assume": {
        "use": [
            "positive tilt covariance",
            "negative tilt covariance",
            "comonotone",
            "likelihood ratio order",
            "mean gap",
        ]
    },
    "claim": {"c": "TPM_A >= alpha"},
}


@cache
def verdict(statement):
    return decide(statement, timeout=10.0)


class Here:
    """Decides in this process, and counts the questions."""

    def __init__(self) -> None:
        self.asked = set()

    def begin(self, statements, *, likely=False) -> None:
        self.asked |= set(statements)

    def answer(self, statement):
        self.asked.add(statement)
        return verdict(statement)


@given(st.lists(st.integers(0, 63), max_size=6))
def test_hitting_sets_are_those_of_brute_force(edges):
    found = HittingSets()
    for edge in edges:
        found.add(edge)
    hits = [each for each in range(64) if all(each & edge for edge in edges)]
    minimal = {each for each in hits if not any(other != each and other & each == other for other in hits)}
    assert found.minimal == minimal


@pytest.mark.parametrize(("data", "keep_setting"), [(REPAIRED, False), (FIVE, True)])
@pytest.mark.parametrize("n", [2, 3])
def test_the_sets_are_those_of_all_subsets_one_by_one(data, keep_setting, n):
    weighed = space(statement_from(data), keep_setting=keep_setting)
    here = Here()
    (found,) = weaken(weighed, here, sizes=(n,))
    every = {each: verdict(weighed.statement(each, (n,))).name for each in range(weighed.whole + 1)}
    assert set(every.values()) <= {"proved", "bounded", "refuted", "undefined"}
    enough = {each for each, name in every.items() if name in {"proved", "bounded"}}
    minimal = {each for each in enough if not any(other != each and other & ~each == 0 for other in enough)}
    failing = set(every) - enough
    maximal = {each for each in failing if not any(other != each and each & ~other == 0 for other in failing)}
    assert found.complete
    assert {each.subset for each in found.sufficient} == minimal
    assert {each.subset for each in found.insufficient} == maximal
    assert len(here.asked) <= 3 * (len(minimal) + len(maximal)) < len(every)


def test_needed_assumptions_have_evidence_and_the_idle_one_is_idle():
    weighed = space(statement_from(REPAIRED))
    (found,) = weaken(weighed, Here(), sizes=(3,))
    assert {name for name in weighed.names if found.role(name) == "idle"} == {"full support"}
    assert all(found.breaks(name) is not None for name in weighed.names if found.role(name) == "needed")


def test_a_false_theorem_is_suffered_by_no_set():
    data = {**REPAIRED, "assume": {"use": ["positive correlation", "negative correlation"]}}
    (found,) = weaken(space(statement_from(data), keep_setting=True), Here(), sizes=(3,))
    assert not found.sufficient
    assert [each.subset for each in found.insufficient] == [0b11]


def test_the_command_asks_nothing_twice(tmp_path, capsys):
    file, kept = tmp_path / "repaired.toml", tmp_path / "kept.sqlite"
    file.write_text('[assume]\nuse = ["comonotone", "antitone"]\n[claim]\nc = "TPM_A >= alpha"\n')
    words = ["weaken", str(file), "--support", "2", "--keep-setting", "--store", str(kept), "--json"]
    assert main(words) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["minimal_sufficient"] == [
        {"assumptions": ["comonotone", "antitone"], "verdict": "proved", "minimal": True}
    ]
    with Store(kept) as store:
        rows = len(store)
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out) == first
    with Store(kept) as store:
        assert len(store) == rows


def test_a_size_that_the_statement_does_not_allow_is_said_in_a_sentence(tmp_path, capsys):
    file = tmp_path / "three.toml"
    file.write_text('n = 3\n[assume]\nuse = ["comonotone"]\n[claim]\nc = "TPM_A >= alpha"\n')
    assert main(["weaken", str(file), "--support", "5"]) == 64
    assert "none of the support sizes 5" in capsys.readouterr().err


def test_shards_ask_each_question_once_between_them_and_merge_to_the_answer(tmp_path, capsys):
    file = tmp_path / "repaired.toml"
    file.write_text(
        '[assume]\nuse = ["comonotone", "antitone", "likelihood ratio order"]\n[claim]\nc = "TPM_A >= alpha"\n'
    )
    words = ["weaken", str(file), "--support", "2", "--keep-setting", "--json"]
    parts = [str(tmp_path / f"{part}.sqlite") for part in (1, 2)]
    for part, store in enumerate(parts, start=1):
        assert main([*words, "--shard", f"{part}/2", "--store", store]) in {0, 2}
    whole = str(tmp_path / "whole.sqlite")
    assert main(["merge", whole, *parts]) == 0
    capsys.readouterr()
    assert main([*words, "--store", whole]) == 0
    merged = json.loads(capsys.readouterr().out)
    assert main(words) == 0
    alone = json.loads(capsys.readouterr().out)
    assert merged["minimal_sufficient"] == alone["minimal_sufficient"]
    assert merged["assumptions"] == alone["assumptions"]


def test_a_shard_without_a_store_is_refused(tmp_path, capsys):
    assert main(["weaken", str(tmp_path / "any.toml"), "--shard", "1/2"]) == 64
    assert "--store" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-3", "two", "1.5"])
def test_a_number_of_jobs_that_is_none_is_refused_in_a_sentence(jobs, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["weaken", str(tmp_path / "any.toml"), f"--jobs={jobs}"])
    assert ended.value.code == 64
    assert "is not a number of jobs from 1 to 1024" in capsys.readouterr().err
