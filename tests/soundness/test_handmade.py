"""Forged certificates are refused, and close to them what the lemmas and steps are for is accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from prefshift_sym.engine.general import prove
from prefshift_sym.recheck_certificate import Room, check, freeze, main, parse
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Proved
from tests.soundness.forged import (
    DIVIDES,
    FORGED,
    LAST,
    MIXTURE,
    NOT_NEGATIVE,
    POSITIVE,
    SAME_ORDER,
    TRIVIAL,
    TWICE,
    another,
    bent,
    certificate,
    differ,
    have,
    nested,
    two_terms,
)


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_certificate_is_refused(name: str) -> None:
    """Read as JSON, as a stranger's file would be."""
    report = check(json.loads(json.dumps(FORGED[name])))
    assert not report.accepted


def test_there_is_another_output_and_two_are_terms_of_a_sum() -> None:
    """What the forgeries of these lemmas change a little."""
    two = two_terms("all(implies(i != j, p_A[i] + p_A[j] <= 1) for i in Y for j in Y)", "p_A[y]", NOT_NEGATIVE, differ("i", "j"))  # fmt: skip
    other = another("all(any(z != i for z in Y) for i in Y for j in Y)", differ("z", "i"))
    assert check(two).accepted
    assert check(two).relies_on == ("finite support", "probability vectors")
    assert check(other).accepted
    assert check(other).relies_on == ("at least two outputs", "finite support")


@pytest.mark.parametrize(
    ("claim", "size"),
    [
        ("prod(w[y]/beta for y in Y)*beta**n == prod(w[y] for y in Y)", None),
        ("prod(w[i] for i in Y for j in Y) == prod(w[i] for i in Y)**n", None),
        ("prod(2 for y in Y) == 2**n", None),
        ("prod(2 for y in Y if 0 > 1) == 1", None),
        ("prod(r[y] for y in Y if r[y] > 0) > 0", None),
        ("prod(w[y] for y in Y) > 0", None),
        ("prod(p_A[y] for y in Y) == p_A[0]*p_A[1]", 2),
        ("prod(2 for y in Y if 0 > 1) == 1", 2),
        ("prod(-w[y] for y in Y) == prod(w[y] for y in Y)", 2),
    ],
)
def test_products_over_outputs(claim: str, size: int | None) -> None:
    """What the forgeries of products change a little: factors that are positive where they count, and as many as there are."""
    body = claim.removesuffix(" > 0")
    steps = [TRIVIAL] if body == claim else [["known", body], ["linear", [], [["1", [-1], None]]]]
    report = check(certificate(claim, steps, n="all" if size is None else [size], size=size))
    assert report.accepted, report.reason


def test_an_inverse_under_a_logarithm() -> None:
    """What is known not to be 0 cancels its inverse there, as it does elsewhere."""
    claim, known = "x*log(exp(1/x)) == 1", {"assume": {"a": "x != 0"}, "scalars": ["x"]}
    assert check(certificate(claim, [TRIVIAL], **known)).accepted
    assert check(certificate("beta*log(prod(w[y] for y in Y)) == n*mean(r)", [TRIVIAL])).accepted


def test_an_absolute_value_is_bounded_on_both_sides() -> None:
    """Two comparisons in place of one, as an assumption and as a claim; the greatest of some is below what each is below."""
    parts = [["linear", [], [["1", [6], None]]]], [["linear", [], [["1", [7], None]]]]
    true = certificate("max(x, -x) <= 1", [["intro", [], *parts]], assume={"a": "abs(x) <= 1"}, scalars=["x"])
    assert check(true).accepted
    cases = [["cases", -1, *([["or", k, [["linear", [], [["1", [6], None]]]]]] for k in (0, 1))]]
    assert check(certificate("1 <= abs(x)", cases, assume={"a": "abs(x) >= 1"}, scalars=["x"])).accepted


def test_tilts_are_in_the_order_of_the_rewards() -> None:
    """Where beta is known to be positive; where it is negative, they are in the reverse order."""
    steps = [["intro", ["i", "j"], [TRIVIAL]]]
    assert check(certificate(SAME_ORDER, steps)).relies_on == ("positive temperature",)
    reverse = SAME_ORDER.replace("r[i] > r[j]", "r[i] < r[j]")
    assert check(certificate(reverse, steps, without=["positive temperature"], assume={"a": "beta < 0"})).accepted


def test_a_sum_over_half_of_the_pairs() -> None:
    """What is the same either way round is half of the sum over all pairs, less the diagonal."""
    for claim in (
        "sum(p_A[i]*p_A[j] for i in Y for j in Y if i < j) == 1/2 - sum(p_A[i]**2 for i in Y)/2",
        "sum(1 for i in Y for j in Y if j > i) == n*(n - 1)/2",
        "sum(p_A[i]*p_U[j] for i in Y for j in Y if i > j) == sum(p_A[j]*p_U[i] for i in Y for j in Y if i < j)",
        "sum((p_A[i]*p_U[j] - p_A[j]*p_U[i])*(r[i] - r[j]) for i in Y for j in Y if i < j) == E(r, p_A) - E(r, p_U)",
        "sum(p_A[i]*r[j] for i in Y for j in Y if i != j) == sum(r[j] for j in Y) - E(r, p_A)",
    ):
        assert check(certificate(claim, [TRIVIAL])).accepted, claim


def test_assumptions_are_taken_in_out_of_order() -> None:
    """The second makes sense of the first, and so is taken in before it; then both are known."""
    true = certificate("x > 0 and x <= 1", [["intro", [], [["linear", [], [["1", [6], None]]]], [["linear", [], [["1", [7], None]]]]]],
                       setup=[["assume", 1], ["assume"]], assume=DIVIDES, scalars=["x"])  # fmt: skip
    report = check(json.loads(json.dumps(true)))
    assert report.accepted, report.reason
    assert {"a", "b"} <= set(report.relies_on)


def test_the_greatest_among_some() -> None:
    """Of the outputs with mass under A there are some, and none of them is above the greatest of them."""
    given = {"X": "lambda y: r[y]", "C": "lambda y: p_A[y]", "k": "i"}
    steps = [
        ["lemma", "greatest among", given, [[["linear", [], [["1", [-1], None]]]]]],
        ["linear", [], [["1", [-1], None]]],
    ]
    claim = "all(implies(p_A[i] > 0, max(r[y] for y in Y if p_A[y] > 0) >= r[i]) for i in Y)"
    report = check(certificate(claim, [["intro", ["i"], [["intro", [], steps]]]], setup=[POSITIVE]))
    assert report.accepted, report.reason


def test_outputs_by_their_numbers() -> None:
    """Output 0 is always there, output 1 where n >= 2; as a witness, too."""
    known = [["known", "p_A[0]"], ["linear", [], [["1", [-1], None]]]]
    assert check(certificate("p_A[0] >= 0", known)).accepted
    assert check(certificate("any(p_A[i] >= 0 for i in Y)", [["witness", ["0"], known]])).accepted
    more = have("n > 1", ["linear", [], [["1", [5], None], ["1", [], None]]])
    assert check(
        certificate("p_A[1] >= 0", [["known", "p_A[1]"], ["linear", [], [["1", [-1], None]]]], setup=[more])
    ).accepted


def test_a_family_is_read_as_what_it_is_said_to_be() -> None:
    """Through other definitions, either way round, inside `and`; the proof relies on what it was read by."""
    given = {"half": "all(1/2 == f[i] and f[i] > 0 for i in Y)", "sum": "all(g[i] == f[i] + f[i] for i in Y)"}
    steps = [["assume"], ["define", -1, "f"], ["assume"], ["define", -1, "g"]]
    report = check(
        certificate("sum(g[i]*p_A[i] for i in Y) == 1", [TRIVIAL], setup=steps, assume=given, families=["f", "g"])
    )
    assert report.accepted, report.reason
    assert {"half", "sum", "probability vectors"} <= set(report.relies_on)
    assert not check(
        certificate("sum(g[i]*p_A[i] for i in Y) == 1", [TRIVIAL], setup=steps[:3], assume=given, families=["f", "g"])
    ).accepted


def test_one_output_has_one_value() -> None:
    """Where two numbers of outputs are equal, so is everything that is said of the outputs."""
    step = [
        "lemma",
        "same",
        {"i": "i", "j": "j", "G": "lambda y: p_A[y]*w[y]"},
        [[["linear", [], [["1", [-1], None]]]]],
    ]
    goal = "all(implies(i == j, p_A[i]*w[i] == p_A[j]*w[j]) for i in Y for j in Y)"
    closing = [["intro", ["i", "j"], [["intro", [], [step, ["linear", [], [["1", [-1], None]]]]]]]]
    report = check(json.loads(json.dumps(certificate(goal, closing))))
    assert report.accepted, report.reason


def test_logarithms_split_over_the_mixture_and_over_fractions() -> None:
    """The mixture is one factor, though it is three terms long."""
    assume = {"a": "all(p_ref[i] > 0 for i in Y)"}
    goal = "all(log(2*p_ref[i]*(w[i] + 1)/3) == log(2) - log(3) + log(p_ref[i]) + log(1 + w[i]) for i in Y)"
    setup = [["assume"], have("all(w[i] + 1 > 0 for i in Y)", ["intro", ["i"], [["known", "w[i]"], ["linear", [], [["1", [-1], None], ["1", [], None]]]]]),
             have("all(p_ref[i]*(w[i] + 1) > 0 for i in Y)", ["intro", ["i"], [["use", -2, ["i"]], ["use", -1, ["i"]], ["linear", [], [["1", [-1, -2], None]]]]])]  # fmt: skip
    assert check(certificate(goal, [["intro", ["i"], [TRIVIAL]]], setup=setup, assume=assume)).accepted


def test_the_root_of_a_product_is_positive_where_its_factors_are() -> None:
    """Whatever they are divided by; with one of them `>= 0` only, or of a sign that is not known, it is refused."""
    steps = [["known", "sqrt((x + y)*(x - y)/z**2)"], ["linear", [], [["1", [-1], None]]]]
    for given, accepted in (("x - y > 0", True), ("x - y >= 0", False), ("x - y != 0", False)):
        assume = {"a": f"x + y > 0 and {given} and z != 0 and (x + y)*(x - y) >= 0"}
        report = check(certificate("sqrt((x + y)*(x - y)/z**2) > 0", steps, assume=assume, scalars=["x", "y", "z"]))
        assert report.accepted == accepted, report.reason


RISES = "all(implies(r[i] >= r[j], {}) for i in Y for j in Y)"
TAILS = "all(implies(r[j] > r[k], sum(a[i] for i in Y if r[i] >= r[j])*sum(u[i] for i in Y if r[i] >= r[k]) >= sum(a[i] for i in Y if r[i] >= r[k])*sum(u[i] for i in Y if r[i] >= r[j])) for j in Y for k in Y)"
WEAKER = {  # each premise of the hazard rate lemma, and what is too little
    "all(a[i] >= 0 for i in Y)": "all(a[i] >= -1 for i in Y)",
    "all(u[i] >= 0 for i in Y)": "all(u[i] >= -1 for i in Y)",
    "all(g[i] > 0 for i in Y)": "all(g[i] >= 0 for i in Y)",
    RISES.format("g[i] >= g[j]"): RISES.format("g[i] >= g[j] - 1"),
    RISES.format("f[i]*g[j] >= f[j]*g[i]"): RISES.format("f[i]*g[j] >= f[j]*g[i]").replace("r[i] >=", "r[i] >"),
    TAILS: TAILS.replace("r[j] > r[k]", "r[j] > r[k] and r[k] > 0"),
}
WEIGHED = "sum(a[i]*f[i] for i in Y)*sum(u[i]*g[i] for i in Y) >= sum(u[i]*f[i] for i in Y)*sum(a[i]*g[i] for i in Y)"


@pytest.mark.parametrize("way", ["hazard rate", "reversed hazard rate"])
def test_the_hazard_rate_lemmas_need_every_premise(way: str) -> None:
    """The certificate for what is true is refused once any assumption says a little less, or stands the other way."""

    def turned(source: str) -> str:
        other = (
            source.replace("r[i] >= r[j])", "r[i] <= r[j])")
            .replace("r[i] >= r[k])", "r[i] <= r[k])")
            .replace("g[i] >= g[j]", "g[i] <= g[j]")
        )
        return source if way == "hazard rate" else other.replace("g[j] - 1", "g[j] + 1")

    premises = {turned(premise): turned(weaker) for premise, weaker in WEAKER.items()}
    data = {
        "title": "",
        "assume": {f"h{k}": each for k, each in enumerate(premises)},
        "claim": {"c": WEIGHED},
        "families": ["a", "u", "f", "g"],
    }
    verdict = prove(statement_from(data))
    assert isinstance(verdict, Proved)
    assert {f"h{k}" for k in range(len(premises))} <= set(verdict.relies_on)
    assert way in {step[1] for step in verdict.certificate["proofs"][0]["claims"][0] if step[0] == "lemma"}
    for k, (premise, weaker) in enumerate(premises.items()):
        for instead in (weaker, premise.replace(">=", "<=") if ">=" in premise else premise.replace("> 0", "< 0")):
            forged = json.loads(json.dumps(verdict.certificate))
            forged["statement"]["assume"][f"h{k}"] = instead
            assert instead != premise
            assert not check(forged).accepted, instead


def test_orders_of_the_tilt_and_of_the_reward() -> None:
    """What the forgeries of these lemmas change a little."""
    for g, s, steps in (
        ("w[i]", "w[i]/beta", [["known", "w[j]"], LAST]),
        ("r[i]", "1", [["linear", [], [["1", [], None]]]]),
    ):
        report = check(bent("convex", g, s, "", [["or", 0, steps]]))
        assert report.accepted, report.reason


def test_conditions_on_every_output() -> None:
    """They are read as what holds where it is closest, and at a size as one for each output; some output is in the way of all."""
    best = "all(r[j] <= r[i] for j in Y)"
    for one, other in (
        (best, "r[i] >= max(r[j] for j in Y)"),
        (best, "not any(r[j] > r[i] for j in Y)"),
        ("all(r[j] - alpha < r[i] for j in Y)", "max(r[y] for y in Y) < r[i] + alpha"),
        ("all(r[j] == 0 for j in Y)", "all(r[j] <= 0 for j in Y) and 0 <= min(r[j] for j in Y)"),
        ("any(r[i]*r[j] < 1 for j in Y)", "min(r[i]*r[j] for j in Y) < 1"),
    ):
        goal = f"sum(p_A[i] for i in Y if {one}) == sum(p_A[i] for i in Y if {other})"
        report = check(certificate(goal, [TRIVIAL]))
        assert report.accepted, (goal, report.reason)
        assert "finite support" in report.relies_on
    parts = " and ".join(f"r[{j}] <= r[i]" for j in range(3))
    goal = f"sum(p_A[i] for i in Y if {best}) == sum(p_A[i] for i in Y if {parts})"
    assert check(certificate(goal, [TRIVIAL], n=[3], size=3)).accepted


ORDER = {  # the premises of an order of a function, and what is too little; f is what it is a function of
    "sum(d[i] for i in Y) == 0": "sum(d[i] for i in Y) >= 0",
    "all(sum(d[i]*max(f[i] - f[j], 0) for i in Y) >= 0 for j in Y)": "all(sum(d[i]*max(f[i] - f[j], 0) for i in Y) >= -1 for j in Y)",
    "all(s[j] >= 0 or sum(d[i]*f[i] for i in Y) == 0 for j in Y)": "all(s[j] >= 0 or sum(d[i]*f[i] for i in Y) >= 0 for j in Y)",
    "all(g[i] - g[j] >= s[j]*(f[i] - f[j]) for i in Y for j in Y)": "all(g[i] - g[j] >= s[j]*(f[i] - f[j]) for i in Y for j in Y if i < j)",
}


@pytest.mark.parametrize("way", ["convex", "concave"])
def test_the_orders_of_a_function_need_every_premise(way: str) -> None:
    """With all of them the certificate is accepted; with one that says less, or the opposite, or nothing, it is refused."""

    def turned(source: str) -> str:
        other = source.replace("max(f[i] - f[j], 0)", "min(f[i], f[j])").replace("g[j] >= s", "g[j] <= s")
        return source if way == "convex" else other

    before = ["linear", [], [["1", [-2], None]]]
    either = [["use", 4, ["j"]], ["cases", -1, [["or", 0, [before]]], [["or", 1, [before]]]]]
    proofs = [[["linear", [], [["1", [6], None]]]], [["intro", ["j"], [["use", 3, ["j"]], LAST]]],
              [["intro", ["j"], either]], [["intro", ["i", "j"], [["use", 5, ["i", "j"]], LAST]]]]  # fmt: skip
    given = {name: f"lambda i: {family}[i]" for name, family in zip("DRGS", "dfgs", strict=True)}
    steps = [["lemma", f"{way} order of a function", given, proofs], LAST]
    premises = {turned(premise): turned(weaker) for premise, weaker in ORDER.items()}
    goal = "sum(d[i]*g[i] for i in Y) >= 0"
    right = certificate(
        goal, steps, assume={str(k): each for k, each in enumerate(premises)}, families=["d", "f", "g", "s"]
    )
    report = check(json.loads(json.dumps(right)))
    assert report.accepted, report.reason
    assert {"0", "1", "2", "3"} <= set(report.relies_on)
    for k, (premise, weaker) in enumerate(premises.items()):
        opposite = premise.replace(">=", "><").replace("<=", ">=").replace("><", "<=").replace("== 0", "!= 0")
        for instead in (weaker, opposite, "1 == 1"):
            assert instead != premise
            assume = {**right["statement"]["assume"], str(k): instead}
            assert not check({**right, "statement": {**right["statement"], "assume": assume}}).accepted, instead


def test_bound_names_are_their_own_at_every_depth() -> None:
    """Written out again, a sum within a double sum is the same sum: a bound name hides the outer one of that name."""
    room = Room(certificate("1 == 1", [])["statement"], None)
    for step in nested()["proofs"][0]["setup"][:1]:
        room.step(step)
    p, _ = room.term(parse(TWICE), {})
    once = room.rename(p, {})
    assert freeze(room.rename(once, {})) == freeze(once)
    assert ("v", "n") not in {part for part in _parts(freeze(once))}


def _parts(thing: Any) -> list[Any]:
    return [thing, *(each for part in thing for each in _parts(part))] if isinstance(thing, tuple) else []


def test_a_key_that_stands_twice_is_unreadable(tmp_path: Path) -> None:
    """A reader may see the first claim, the checker the last one."""
    text = json.dumps(certificate("1 == 1", [TRIVIAL]))
    file = tmp_path / "certificate.json"
    file.write_text(text)
    assert main([str(file)]) == 0
    file.write_text(text.replace('"claim":', '"claim": {"c": "1 == 2"}, "claim":'))
    assert main([str(file)]) == 64


def test_the_reference_is_a_vector_of_its_own_and_one_component_is_what_it_leaves() -> None:
    """It is what the forgeries of this step are close to; the formula of the mixture, shown before, stays."""
    whole = certificate("sum(p_ref[y] for y in Y) == 1", [["reference"], TRIVIAL])
    assert check(whole).relies_on == ("finite support", "probability vectors")
    rest = "(p_ref[y] - alpha*p_A[y])/(1 - alpha)"
    left = have(f"all(p_U[y] == {rest} for y in Y)", ["intro", ["y"], [["use", -1, ["y"]], ["linear", [], [["-1", [-1], None]]]]])  # fmt: skip
    steps = [MIXTURE, ["reference"], left, ["define", -1, "p_U"], TRIVIAL]
    assert check(certificate("(1 - alpha)*E(w, p_U) == Z - alpha*E(w, p_A)", steps)).accepted
