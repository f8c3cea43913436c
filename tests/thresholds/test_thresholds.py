"""Where claims flip: closed forms that are known, laws against the exact re-check, and refusals in a sentence."""

from __future__ import annotations

import json
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.cli import main
from prefshift_sym.errors import PrefshiftError
from prefshift_sym.readings.algebra.roots import simplest_between
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.thresholds import thresholds
from prefshift_sym.thresholds.worlds import varying

PEARSON = {"pc": "cov(r, p_A) > 0", "nc": "cov(r, p_U) < 0"}
W0 = {
    "n": 3,
    "alpha": "1/3",
    "beta": "1",
    "base": "2",
    "k": ["0", "2", "3"],
    "p_A": ["0", "1", "0"],
    "p_U": ["1/2", "0", "1/2"],
}
GOLDEN = "log(2)/log((1 + sqrt(5))/2)"


def found(claim="TPM_A >= alpha", vary="beta", world=(), low=None, high=None, timeout=30.0, **statement):
    read = statement_from({"claim": {"c": claim}, **statement})
    return thresholds(read, {**W0, **dict(world)}, vary, low=low, high=high, timeout=timeout)


def flips(result, role="claim"):
    return [flip for row in result.rows if row.role == role for flip in row.flips]


def shape(result, role="claim"):
    return [(flip.exact, flip.before, flip.at, flip.after) for flip in flips(result, role)]


def test_the_golden_ratio_comes_out_exactly():
    result = found(assume=PEARSON)
    (flip,) = flips(result)
    assert result.certified
    assert (flip.exact, flip.u, flip.polynomial) == (GOLDEN, "(1 + sqrt(5))/2", "u**2 - u - 1")
    assert (flip.before, flip.at, flip.after) == (False, True, True)
    value = math.log(2) / math.log((1 + math.sqrt(5)) / 2)
    assert flip.low < value < flip.high
    assert flip.high - flip.low <= Fraction(1, 10**10)
    assert [(p.kind, p.outcome) for p in result.pieces] == [
        ("interval", "counterexample"),
        ("point", "holds"),
        ("interval", "holds"),
    ]
    assert not flips(result, "assume")


def test_bounds_of_a_flip_are_checked_by_exact_evaluation():
    (flip,) = flips(found())
    world = varying(statement_from({"claim": {"c": "TPM_A >= alpha"}}), W0, "beta")
    for value, expected in ((Fraction(144042, 10**5), False), (Fraction(144043, 10**5), True)):
        assert abs(value - flip.low) < Fraction(1, 10**4)
        statement = {"claim": {"c": "TPM_A >= alpha"}}
        # The tilt at such a beta is a radical of high degree, so that a coarser point on the same side is asked.
        near = simplest_between(*((Fraction(143, 100), value) if not expected else (value, Fraction(145, 100))))
        lines = recheck.check({"statement": statement, "witness": world.at(near)}).lines
        assert lines[-1].holds is expected


@pytest.mark.parametrize(
    ("world", "expected"),
    [
        ({"beta": "3/2"}, f"3/2*{GOLDEN}"),  # r is fixed at beta0*k*log 2, so that all scales with beta0
        ({"k": ["0", "4", "6"]}, f"2*{GOLDEN}"),
        ({"k": ["1", "3", "4"]}, GOLDEN),  # a constant added to every reward changes nothing
        ({"base": "1/2", "k": ["0", "-2", "-3"]}, GOLDEN),
        ({"base": "4", "k": ["0", "1", "3/2"]}, "1/2*log(4)/log((1 + sqrt(5))/2)"),
    ],
)
def test_scaling_laws(world, expected):
    assert [each[0] for each in shape(found(world=world))] == [expected]


def test_rational_rewards_have_their_own_exponential():
    world = {key: value for key, value in W0.items() if key not in {"k", "base"}} | {"r": ["0", "2", "3"]}
    result = thresholds(statement_from({"claim": {"c": "TPM_A >= alpha"}}), world, "beta")
    assert shape(result) == [("1/log((1 + sqrt(5))/2)", False, True, True)]
    assert result.u == "exp(1/beta)"


def test_two_switches_and_a_touching_zero():
    # p_A - p_U is proportional to the coefficients of (x - 1)(x - 2)(x - 4) and of (x - 1)(x - 2)**2.
    two = {"k": ["0", "1", "2", "3"], "n": 4, "p_A": ["0", "14/15", "0", "1/15"], "p_U": ["8/15", "0", "7/15", "0"]}
    assert shape(found(world=two)) == [("1/2", True, True, False), ("1", False, True, True)]
    touch = {"k": ["0", "1", "2", "3"], "n": 4, "p_A": ["0", "8/9", "0", "1/9"], "p_U": ["4/9", "0", "5/9", "0"]}
    assert shape(found(world=touch)) == []
    assert shape(found("TPM_A > alpha", world=touch)) == [("1", True, False, True)]
    assert shape(found("TPM_A != alpha", world=touch)) == [("1", True, False, True)]


def test_a_root_of_higher_degree_is_isolated():
    world = {"k": ["0", "5", "7"], "p_A": ["0", "1", "0"], "p_U": ["1/2", "0", "1/2"]}
    result = found(world=world)
    (flip,) = flips(result)
    assert result.certified
    assert flip.exact.startswith("log(2)/log(u), u the root of u**3 - u - 1 between 1.3247")
    u = 2 ** (1 / float(flip.low))
    assert abs(2 * u**5 - 1 - u**7) < 1e-6


def test_alpha_varies():
    assert shape(found("TPM_A >= 1/2", "alpha")) == [("9/17", False, True, True)]
    result = found("alpha < 1", "alpha", low=Fraction(1, 2), high=Fraction(3, 2))
    assert shape(result) == [("1", True, False, False)]
    assert [piece.outcome for piece in result.pieces] == ["holds", "outside", "outside"]


def test_a_declared_gap_flips_at_a_logarithm():
    result = found(vary="delta", scalars=["delta"], assume={"gap": "E(r, p_A) - E(r, p_U) >= delta"})
    assert shape(result, "assume") == [("log(2)/2", True, True, False)]
    assert result.certified


def test_a_family_of_worlds_flips_where_its_entries_say():
    world = {"p_A": ["1/2 - t", "2*t", "1/2 - t"]}
    result = found(vary="t", world=world, high=Fraction(1))  # at 27/2, far outside, Z is 0
    (row,) = [row for row in result.rows if row.name == "probability vectors"]
    assert [(flip.exact, flip.at) for flip in row.flips] == [("0", True), ("1/2", True)]
    # E(w, p_A) - E(w, p_U) = (1/2 - t)*9 + 8*t - 9/2 = -t.
    assert shape(result) == [("0", True, True, False)]
    assert result.certified


def test_exponents_may_vary_too():
    # 2*x**t >= 1 + x**3 with x = 2, so u = 2**t flips where 2*u = 9.
    result = found(vary="t", world={"k": ["0", "t", "3"]})
    assert shape(result) == [("log(9/2)/log(2)", False, True, True)]


def test_undefined_points_are_told():
    result = found("1/(2*alpha - 1) > 0", "alpha")
    assert shape(result) == [("1/2", False, None, True)]
    assert result.pieces[1].outcome == "undefined"
    result = found("abs(2*alpha - 1)/(2*alpha - 1) == sign(2*alpha - 1)", "alpha")
    assert shape(result) == [("1/2", True, None, True)]


def test_negative_beta_where_it_is_allowed():
    result = found(without=["positive temperature"])
    assert [each[0] for each in shape(result)] == [GOLDEN]
    assert "beta = 0 is left out" in result.notes[0]
    assert shape(found("beta > 0", without=["positive temperature"])) == [("0", False, None, True)]


def test_beyond_algebra_flips_are_bracketed_and_not_called_certified():
    result = found("KL(p_theta, p_ref) <= 1/3", low=Fraction(1, 2), high=Fraction(2))
    (flip,) = flips(result)
    assert not result.certified
    assert not flip.exact
    assert (flip.before, flip.after) == (False, True)
    assert flip.high - flip.low <= Fraction(1, 1000)
    assert "grid" in next(row for row in result.rows if row.role == "claim").why_not
    assert [piece.kind for piece in result.pieces] == ["interval", "bracket", "interval"]


def test_points_of_both_kinds_that_coincide_are_one():
    # u = 2 at beta = 1, and the second claim names beta = 1 itself.
    result = found("TPM_A >= 4/13 and beta <= 1")
    assert shape(result)[-1][0] == "1"
    assert len({each[0] for each in shape(result)}) == len(shape(result))


@pytest.mark.parametrize("low", [None, Fraction(1, 10)])
def test_the_scale_of_rational_rewards_varies_and_at_zero_both_kinds_meet(low):
    # cov(r, p_A) is a multiple of c, and the claim's two sides of u - 1 with u = exp(c): both are 0 at c = 0.
    world = {key: value for key, value in W0.items() if key not in {"base", "k"}} | {"r": ["0", "2*c", "3*c"]}
    read = statement_from({"claim": {"c": "TPM_A >= alpha"}, "assume": PEARSON})
    result = thresholds(read, world, "c", low=low, high=Fraction(10))
    golden = ("log((1 + sqrt(5))/2)", True, True, False)
    assert result.certified
    assert shape(result)[-1] == golden
    assert shape(result)[:-1] == ([] if low else [("0", False, True, True)])
    assert shape(result, "assume") == ([] if low else [("0", False, False, True)] * 2)


def test_classes_of_outputs_are_read_as_the_outputs_written_out():
    grouped = {"counts": [1, 1, 2], "n": 4, "p_U": ["1/2", "0", "1/4"]}
    spread = {"n": 4, "k": ["0", "2", "3", "3"], "p_A": ["0", "1", "0", "0"], "p_U": ["1/2", "0", "1/4", "1/4"]}
    claim = (
        "TPM_A >= alpha and all(rank(w, i) <= n for i in Y) and any(p_A[i] > p_A[j] for i in Y for j in Y if i != j)"
    )
    assert shape(found(claim, world=grouped)) == shape(found(claim, world=spread)) == [(GOLDEN, False, True, True)]


CLAIMS = (
    "TPM_A >= alpha",
    "cov(alpha_A, p_A) > 0",
    "max(p_theta[i] for i in Y) <= 2/3",
    "TPM_A > 1/2 or p_theta[0] >= p_ref[0]",
    "post_A[1]*w[1] >= Z",
    "rank(p_theta, 0) + rank(w, 1) >= 3",
    "implies(p_theta[2] > 1/2, 1/(p_theta[1] - 1/4) > alpha)",
    "all(implies(r[i] > r[j], p_theta[i] >= p_ref[j]) for i in Y for j in Y)",
    "beta*p_theta[1] > -1 or alpha > 1/2",
)


@st.composite
def cases(draw):
    def distribution():
        masses = draw(st.lists(st.integers(0, 4), min_size=3, max_size=3).filter(any))
        return [str(Fraction(each, sum(masses))) for each in masses]

    world = {
        "alpha": str(Fraction(draw(st.integers(1, 6)), 7)),
        "beta": str(draw(st.sampled_from(("1", "2", "1/2")))),
        "k": [str(draw(st.integers(-2, 4))) for _ in range(3)],
        "p_A": distribution(),
        "p_U": distribution(),
    }
    return draw(st.sampled_from(CLAIMS)), draw(st.sampled_from(("alpha", "beta"))), world


@settings(deadline=None, max_examples=60, derandomize=True)
@given(cases(), st.fractions(min_value=Fraction(1, 8), max_value=Fraction(7, 8), max_denominator=8))
def test_law_the_truth_reported_is_that_of_the_exact_re_check(case, part):
    claim, vary, world = case
    result = found(claim, vary, world)
    (row,) = [row for row in result.rows if row.role == "claim"]
    value = part if vary == "alpha" else part * 4
    if any(flip.low <= value <= flip.high for flip in row.flips):
        return
    below = [flip for flip in row.flips if flip.high < value]
    above = [flip for flip in row.flips if flip.low > value]
    expected = below[-1].after if below else above[0].before if above else row.always
    statement = statement_from({"claim": {"c": claim}})
    document = {
        "statement": statement.as_mapping(),
        "witness": varying(statement, {**W0, **world}, vary).at(value),
    }
    (line,) = [line for line in recheck.check(document).lines if line.role == "claim"]
    assert line.holds is expected


@given(st.fractions(max_denominator=50), st.fractions(max_denominator=50))
def test_the_simplest_rational_lies_strictly_between(a, b):
    if a == b:
        return
    low, high = sorted((a, b))
    middle = simplest_between(low, high)
    assert low < middle < high
    assert all(
        not low < Fraction(top, bottom) < high
        for bottom in range(1, middle.denominator)
        for top in range(math.floor(low * bottom), math.ceil(high * bottom) + 1)
    )


@pytest.mark.parametrize(
    ("vary", "world", "fragment"),
    [
        ("gamma", {}, "nothing in the world is called 'gamma'"),
        ("TPM_A", {}, "cannot vary"),
        ("sum", {}, "taken already"),
        ("beta", {"k": ["0", "beta", "3"]}, "held fixed"),
        ("beta", {"beta": "0"}, "beta is 0"),
        ("beta", {"alpha": 0.5}, "1/2"),
        ("beta", {"alpha": None}, "alpha is missing"),
        ("beta", {"base": "1"}, "positive and not 1"),
        ("beta", {"k": ["0", "1"]}, "list of 3"),
        ("beta", {"k": ["-inf", "1", "2"]}, "finite rewards"),
        ("beta", {"n": 0}, "whole number"),
        ("beta", {"counts": [1, 1]}, "add up to"),
        ("beta", {"r": ["0", "1", "2"]}, "both"),
        ("beta", {"p_B": ["0"]}, "unknown key 'p_B'"),
        ("t", {"alpha": "1/t"}, "polynomial in t"),
        ("t", {"alpha": "__import__('os')"}, "column"),
    ],
)
def test_bad_worlds_are_refused_in_a_sentence(vary, world, fragment):
    with pytest.raises(PrefshiftError, match=r"\w+ \w+") as error:
        found(vary=vary, world=world)
    assert fragment in str(error.value)


def test_an_empty_range_is_refused():
    with pytest.raises(PrefshiftError, match="empty"):
        found(low=Fraction(2), high=Fraction(1))


@pytest.fixture
def files(tmp_path):
    statement, world = tmp_path / "t.toml", tmp_path / "w.json"
    statement.write_text('[claim]\n"c" = "TPM_A >= alpha"\n')
    world.write_text(json.dumps({"witness": W0}))
    return str(statement), str(world)


def test_the_command_prints_text_and_json(files, capsys):
    assert main(["threshold", *files, "--vary", "beta"]) == 0
    text = capsys.readouterr().out
    assert f"at beta = {GOLDEN}, between 1.44042009041 and 1.44042009042" in text
    assert "certified: all flips are found" in text
    assert main(["threshold", *files, "--vary", "beta", "--from", "1", "--to", "3/2", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    claim = data["formulas"][-1]
    assert (data["schema"], data["kind"], data["certified"]) == (1, "thresholds", True)
    assert claim["flips"][0]["exact"] == GOLDEN
    assert Fraction(claim["flips"][0]["low"]) < Fraction(claim["flips"][0]["high"])


def test_usage_errors_have_code_64(files, capsys, tmp_path):
    statement, world = files
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    empty = tmp_path / "empty.json"
    empty.write_text("[]")
    for arguments in (
        [statement, "nowhere.json", "--vary", "beta"],
        [statement, str(broken), "--vary", "beta"],
        [statement, str(empty), "--vary", "beta"],
        ["nowhere.toml", world, "--vary", "beta"],
        [statement, world, "--vary", "w"],
    ):
        assert main(["threshold", *arguments]) == 64
    for arguments in ([statement, world], [statement, world, "--vary", "beta", "--from", "soon"]):
        with pytest.raises(SystemExit) as stop:
            main(["threshold", *arguments])
        assert stop.value.code == 64
    assert "Traceback" not in capsys.readouterr().err
