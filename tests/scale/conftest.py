"""Statements of every verdict, decided once."""

import pytest

from prefshift_sym.engine.decide import decide
from prefshift_sym.theory.statement import statement_from

TEXTS = {
    "proved": {"claim": {"c": "KL(p_theta, p_ref) >= 0"}},
    "bounded": {"claim": {"c": "64*sum(p_A[y]**4 for y in Y) >= 1"}, "n": [2, 3, 4]},
    "refuted": {"claim": {"c": "TPM_A >= alpha"}, "families": ["f"], "scalars": ["s"]},
    "vacuous": {"claim": {"c": "TPM_A >= alpha"}, "assume": {"a": "alpha > 1"}},
    "undefined": {"claim": {"c": "all(post_A[y] >= 0 for y in Y)"}, "without": ["full support"]},
    "undecided": {"claim": {"c": "TPM_A + TPM_U == 1"}, "without": ["finite support"]},
}


@pytest.fixture(scope="session")
def statements():
    return {name: statement_from({"title": name, **data}) for name, data in TEXTS.items()}


@pytest.fixture(scope="session")
def verdicts(statements):
    found = {name: decide(statement, timeout=30) for name, statement in statements.items()}
    assert {name: each.name for name, each in found.items()} == {name: name for name in TEXTS}
    return found
