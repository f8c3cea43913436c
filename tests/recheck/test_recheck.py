"""The witness re-checker: what stands, what falls when anything is changed, and what is refused at the door."""

import copy
import json
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck

FLAGSHIP = {
    "schema": 1,
    "kind": "witness",
    "statement": {
        "assume": {"a": "cov(r, p_A) > 0", "b": "cov(r, p_U) < 0"},
        "claim": {"c": "TPM_A >= alpha"},
        "n": "all",
    },
    "witness": {
        "n": 3,
        "alpha": "1/2",
        "beta": "1",
        "base": "2",
        "k": ["0", "2", "3"],
        "p_A": ["0", "1", "0"],
        "p_U": ["1/2", "0", "1/2"],
        "values": {"TPM_A": "8/17"},
    },
}


def changed(path, value):
    document = copy.deepcopy(FLAGSHIP)
    *outer, last = path
    place = document
    for key in outer:
        place = place[key]
    place[last] = value
    return document


def holds(text, **witness):
    """Return whether the flagship's world, or one with other values, makes a claim false; None where undefined."""
    document = copy.deepcopy(FLAGSHIP)
    document["statement"] = {"claim": {"c": text}, **witness.pop("statement", {})}
    document["witness"].pop("values")
    document["witness"].update(witness)
    (claim,) = [line for line in recheck.check(document).lines if line.role == "claim"]
    return claim.holds


def test_the_flagship_stands():
    report = recheck.check(FLAGSHIP)
    assert report.stands
    assert [line.values for line in report.lines if line.role == "claim"] == [("8/17", "1/2")]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("witness", "alpha"), "1"),
        (("witness", "alpha"), "1/3"),
        (("witness", "beta"), "-1"),
        (("witness", "base"), "3"),
        (("witness", "k", 1), "3"),
        (("witness", "k", 2), "2"),
        (("witness", "p_A", 1), "2"),
        (("witness", "p_U"), ["1", "0", "0"]),
        (("witness", "values", "TPM_A"), "8/16"),
        (("statement", "claim", "c"), "TPM_A <= alpha"),
        (("statement", "assume", "a"), "cov(r, p_A) < 0"),
        (("statement", "n"), [2]),
    ],
)
def test_any_change_makes_it_fall(path, value):
    assert not recheck.check(changed(path, value)).stands


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("witness", "alpha"), 0.5),
        (("witness", "alpha"), "0.5"),
        (("witness", "base"), "1"),
        (("witness", "k"), ["0", "2"]),
        (("witness", "k", 0), "-inf"),
        (("witness", "n"), True),
        (("statement", "without"), ["full suport"]),
        (("statement", "families"), ["r"]),
        (("statement", "claim"), {}),
    ],
)
def test_bad_documents_are_refused_in_a_sentence(path, value):
    with pytest.raises(recheck.BadDocument, match=r"\w+ \w+"):
        recheck.check(changed(path, value))


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true') > 0",
        "().__class__ > 0",
        "(" * 10_000 + "1" + ")" * 10_000 + " > 0",
        "(lambda: 1)() > 0",
        "(x := 1) > 0",
        "f'{alpha}' > 0",
        "0.5 > 0",
        "p_B[0] > 0",
        "sum(r[i] for i in range(3)) > 0",
        "r[alpha] > 0",
        "",
        "alpha if beta",
    ],
)
def test_attacks_are_refused(text):
    with pytest.raises(recheck.BadDocument):
        recheck.check(changed(("statement", "claim", "c"), text))


def test_a_tower_of_powers_ends():
    assert holds("9**9**9 > 0") is None


@pytest.mark.parametrize("power", ["1" + "0" * 60, "-1" + "0" * 600, "1" + "0" * 60 + "/7"])
def test_a_power_that_nobody_could_write_down_ends(power):
    report = recheck.check(changed(("witness", "k", 0), power))
    assert not report.stands
    assert "too large" in report.reason or "does not hold" in report.reason


TRUTHS = [
    "log(8) == 3*log(2)",
    "sqrt(2)*sqrt(8) == 4",
    "exp(1)*exp(2) == exp(3)",
    "log(exp(1/2)) == 1/2",
    "exp(log(3)/2) == sqrt(3)",
    "sqrt(2) + sqrt(3) != sqrt(10)",
    "1/(1 + sqrt(2)) == sqrt(2) - 1",
    "log(w[2]/w[1]) == (r[2] - r[1])/beta",
    "KL(p_U, p_U) == 0 and KL(p_A, p_ref) == log(2)",
    "rank(r, 0) == 1 and rank(p_U, 0) == 5/2",
    "abs(-3) == 3 and sign(r[0]) == 0 and max(1, 2, 3) == 3",
    "implies(p_A[0] > 0, 1/p_A[0] > 0)",
    "mean(p_A) == 1/3 and E(p_A, p_A) == 1",
    "prod(w[y] for y in Y) == 32",
    "sum(1 for i in Y for j in Y if i < j) == 3",
    "0 < alpha < 1",
]


@pytest.mark.parametrize("text", TRUTHS)
def test_equality_is_decided_exactly(text):
    assert holds(text) is True


@pytest.mark.parametrize(
    "text", ["1/p_A[0] > 0", "log(p_A[0]) < 0", "sqrt(-alpha) > 0", "p_A[0]**(-1) > 0", "KL(p_A, p_U) > 0"]
)
def test_undefined_is_told(text):
    assert holds(text) is None


def test_irrational_tilts_and_rational_rewards():
    assert holds("w[1] == sqrt(2)", k=["0", "1/2", "3"]) is True
    document = copy.deepcopy(FLAGSHIP)
    document["witness"].pop("values")
    document["witness"].pop("k")
    document["witness"].pop("base")
    document["witness"]["r"] = ["0", "1", "3/2"]
    document["statement"]["claim"] = {"c": "w[1] == exp(1) and w[2]**2 == exp(3) and 4 < w[2] < 5"}
    assert [line.holds for line in recheck.check(document).lines if line.role == "claim"] == [True]


def test_infinite_rewards_only_where_allowed():
    dropped = {"statement": {"without": ["finite rewards"]}, "k": ["-inf", "2", "3"]}
    assert holds("w[0] == 0 and r[0] < r[1]", **copy.deepcopy(dropped)) is True
    assert holds("0*r[0] == 0", **copy.deepcopy(dropped)) is None


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.fractions(min_value=Fraction(1, 40), max_value=50, max_denominator=40), st.integers(1, 4))
def test_numbers_agree_with_mpmath(value, degree):
    with mpmath.workdps(60):
        exact = mpmath.mpf(value.numerator) / value.denominator
        pairs = [
            (recheck.logarithm(value), mpmath.log(exact)),
            (recheck.exponential(value), mpmath.exp(exact)),
            (recheck.power(value, Fraction(1, degree)), mpmath.root(exact, degree)),
        ]
        for number, expected in pairs:
            low, high = number.enclosure(150) if isinstance(number, recheck.Real) else (number, number)
            assert mpmath.mpf(low.numerator) / low.denominator <= expected + mpmath.mpf(10) ** -40
            assert mpmath.mpf(high.numerator) / high.denominator >= expected - mpmath.mpf(10) ** -40
            assert high - low < Fraction(1, 10**30) * max(1, abs(high))


def test_it_runs_alone_wherever_it_is_copied(tmp_path):
    script = Path(shutil.copy(recheck.__file__, tmp_path / "recheck.py"))
    for name, document, code in (
        ("good", json.dumps(FLAGSHIP), 0),
        ("bad", json.dumps(changed(("witness", "alpha"), "1/3")), 1),
        ("broken", "{", 64),
    ):
        (tmp_path / f"{name}.json").write_text(document)
        done = subprocess.run(
            [sys.executable, "-I", str(script), f"{name}.json"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code
        assert "Traceback" not in done.stderr
