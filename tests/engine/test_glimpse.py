"""The order in which parts are tried is a matter of time only: a short look decides on it, and on nothing else."""

from pathlib import Path

import pytest

from prefshift_sym.engine import decide as engine
from prefshift_sym.engine import glimpse
from prefshift_sym.theory.statement import read_statement, statement_from

CORPUS = Path(__file__).parents[1] / "statements"
PEARSON = {"use": ["positive correlation", "negative correlation"]}


def test_it_sees_a_counterexample_and_the_sizes_without():
    statement = statement_from({"assume": PEARSON, "claim": {"c": "TPM_A >= alpha"}})
    seen, held = glimpse.glimpse(statement, (2, 3, 4), 20)
    assert held == [2]
    assert seen is not None
    assert seen.world.n == 3


def test_it_sees_none_where_there_is_none():
    statement = statement_from({"assume": {"use": ["likelihood ratio order"]}, "claim": {"c": "TPM_A >= alpha"}})
    assert glimpse.glimpse(statement, (2, 3), 20) == (None, [2, 3])
    assert glimpse.glimpse(statement, (2, 3), 0.001) == (None, [])


@pytest.mark.parametrize("name", ["B78", "G61"])
def test_no_witness_depends_on_it(name, monkeypatch):
    (file,) = CORPUS.glob(f"{name}_*.toml")
    statement = read_statement(file)
    with_it = engine.decide(statement)
    monkeypatch.setattr(glimpse, "glimpse", lambda *_: (None, []))
    assert engine.decide(statement) == with_it


@pytest.mark.parametrize("name", ["B51", "B57", "D61", "C52"])
def test_no_witness_depends_on_a_glance(name, monkeypatch):
    (file,) = CORPUS.glob(f"{name}_*.toml")
    statement = read_statement(file)
    with_it = engine.decide(statement)
    monkeypatch.setattr(engine, "GLANCE", ())
    assert engine.decide(statement) == with_it
