"""What a step relies on is measured: each citation is left out, and a world shows whether it was needed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from prefshift_sym import recheck
from prefshift_sym.check import check, question
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.reliance import assumptions_of, falls_without, graph, mark, measure, rests_on
from prefshift_sym.reliance_drawing import as_dot, as_json, as_text
from prefshift_sym.scripts import load
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undefined

if TYPE_CHECKING:
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import StepReport, TheoremReport
    from prefshift_sym.reliance import Reliance

PROOFS = Path(__file__).resolve().parents[2] / "proofs"
REPAIRED = PROOFS / "theorem_2_repaired.py"
AS_STATED = PROOFS / "refuted" / "theorem_2_as_stated.py"
NEVER_STATED = {"mixture interior", "positive temperature", "finite support"}
TITLE = "Theorem 2, as stated"

HEAD = """
from prefshift_sym import axiom, hypothesis, theorem
from prefshift_sym.theory.vocabulary import *

half = hypothesis("half", "alpha > 1/2")
most = hypothesis("most", "alpha > 2/3")
nearly_all = hypothesis("nearly all", "alpha > 3/4")
"""
TINY = (
    HEAD
    + """
@theorem("Tiny", "alpha > 1/3 and 1 - alpha > 0", given=[half, most])
def tiny(proof):
    either = proof.have("alpha > 1/3", by=[half, most, positive_temperature], label="either")
    below = proof.have("1 - alpha > 0", by=[mixture_interior, half, finite_rewards], label="below")
    proof.conclude(by=[either, below])


@theorem("Small", "alpha > 1/4", given=[half, most])
def small(proof):
    lemma = proof.use(tiny, by=[half, most, mixture_interior], label="lemma")
    proof.conclude(by=[lemma])
"""
)


def _step(report: TheoremReport, name: str) -> StepReport:
    return next(each for each in report.steps if each.step.fact.name == name)


def _needs(report: TheoremReport, name: str, asker: Asker) -> dict[str, str]:
    return {each.citation.name: each.need for each in measure(_step(report, name), report, asker)}


def _checked(folder: Path, text: str, asker: Asker) -> tuple[TheoremReport, ...]:
    path = folder / "script.py"
    path.write_text(text, encoding="utf-8")
    return tuple(check(each, asker) for each in load(path))


@pytest.fixture(scope="session")
def stated(asker) -> TheoremReport:
    (only,) = load(AS_STATED)
    return check(only, asker)


@pytest.fixture(scope="session")
def stated_graph(stated, asker) -> nx.DiGraph:
    return graph([stated], asker)


@pytest.fixture(scope="session")
def tiny(asker, tmp_path_factory) -> tuple[TheoremReport, ...]:
    return _checked(tmp_path_factory.mktemp("tiny"), TINY, asker)


@pytest.fixture(scope="session")
def tiny_graph(tiny, asker) -> nx.DiGraph:
    network = graph(tiny, asker)
    mark(network, tiny, asker)
    return network


# -- what the paper never says -----------------------------------------------------------------------------------


def test_the_paper_rests_on_what_it_never_states(stated_graph):
    assert set(rests_on(stated_graph, TITLE)) >= NEVER_STATED
    assert all(stated_graph.nodes[each]["kind"] == "setting" for each in NEVER_STATED)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("positive temperature", "monotone"),
        ("mixture interior", "monotone"),
        ("mixture interior", "supports"),
        ("finite rewards", "supports"),
        ("mixture interior", "interior"),
        ("finite support", "cardinality"),
        ("probability vectors", "cardinality"),
    ],
)
def test_a_line_needs_it(name, step, stated_graph):
    assert stated_graph.edges[name, f"{TITLE}: {step}"]["need"] == "needed"
    assert f"{TITLE}: {step}" in falls_without(stated_graph, name)


@pytest.mark.parametrize("name", sorted(NEVER_STATED))
def test_the_theorem_falls_without_it(name, stated_graph):
    assert TITLE in falls_without(stated_graph, name)


def test_a_line_that_fails_shows_what_it_cites_and_measures_nothing(stated, stated_graph, asker):
    assert measure(_step(stated, "preserved"), stated, asker) == ()
    into = {need for _, _, need in stated_graph.in_edges(f"{TITLE}: preserved", data="need")}
    assert into == {"cited"}
    assert stated_graph.nodes[f"{TITLE}: preserved"]["verdict"] == "refuted"
    assert stated_graph.nodes[f"{TITLE}: above"]["verdict"] == "unsupported"


@pytest.mark.skipif(not REPAIRED.exists(), reason="the repaired theorem is not there yet")
def test_the_repaired_theorem_rests_on_them_too(asker):
    reports = [check(each, asker) for each in load(REPAIRED)]
    network = graph(reports, asker)
    title = reports[-1].recorded.title
    assert network.nodes[title]["verdict"] in {"proved", "bounded"}
    assert set(rests_on(network, title)) >= NEVER_STATED


# -- leaving a citation out --------------------------------------------------------------------------------------


def test_a_needed_citation_has_a_witness_that_stands(tiny, asker):
    report, step = tiny[0], _step(tiny[0], "below")
    found: dict[str, Reliance] = {each.citation.name: each for each in measure(step, report, asker)}
    verdict = found["mixture interior"].verdict
    assert isinstance(verdict, Refuted)
    assert verdict.world.alpha >= 1
    assert verdict.world.alpha > 0
    kept = [each for each in step.step.cites if each.name != "mixture interior"]
    left = question(report.recorded, "below", step.step.fact.formula, kept)
    assert recheck.check(json.loads(json.dumps(witness_document(left, verdict.world)))).stands


def test_every_needed_citation_of_the_paper_has_a_reason(stated, asker):
    seen = Counter()
    for step in stated.steps:
        for each in measure(step, stated, asker):
            seen[each.need] += 1
            if each.need == "needed" and each.citation.name != "finite support":
                assert isinstance(each.verdict, Refuted | Undefined)
            elif each.need in {"idle", "replaceable"}:
                assert isinstance(each.verdict, Proved | Bounded)
    assert seen["needed"] > 10


def test_idle_and_replaceable_are_told_apart(tiny, asker):
    assert _needs(tiny[0], "either", asker) == {
        "half": "replaceable",
        "most": "replaceable",
        "positive temperature": "idle",
    }
    assert _needs(tiny[0], "below", asker) == {"mixture interior": "needed", "half": "idle", "finite rewards": "idle"}
    assert _needs(tiny[0], "conclusion", asker) == {"either": "needed", "below": "needed"}


def test_the_order_of_citations_does_not_matter(tmp_path, asker, tiny):
    turned = TINY.replace("[half, most, positive_temperature]", "[positive_temperature, most, half]")
    assert turned != TINY
    assert _needs(_checked(tmp_path, turned, asker)[0], "either", asker) == _needs(tiny[0], "either", asker)


def test_leaving_a_citation_out_asks_without_it(tiny):
    report = tiny[0]
    step = _step(report, "below")
    whole = question(report.recorded, "below", step.step.fact.formula, step.step.cites)
    assert "mixture interior" not in whole.without
    assert "positive temperature" in whole.without, "what is not cited is not there"
    assert [name for name, _ in whole.assume] == ["half"]
    less = question(report.recorded, "below", step.step.fact.formula, step.step.cites[1:])
    assert "mixture interior" in less.without


def test_a_replaceable_pair_is_found_among_many_idle_ones(tmp_path, asker):
    text = HEAD + (
        '\n@theorem("Many", "alpha > 1/3", given=[half, most])\ndef many(proof):\n'
        "    proof.conclude(by=[probability_vectors, positive_temperature, full_support, finite_rewards, half, most])\n"
    )
    (report,) = _checked(tmp_path, text, asker)
    needs = _needs(report, "conclusion", asker)
    assert needs["half"] == needs["most"] == "replaceable"


def test_what_three_citations_give_alike_rests_on_something(tmp_path, asker):
    text = HEAD + (
        '\n@theorem("Three", "alpha > 1/3", given=[half, most, nearly_all])\ndef three(proof):\n'
        "    proof.conclude(by=[half, most, nearly_all])\n"
    )
    (report,) = _checked(tmp_path, text, asker)
    assert rests_on(graph([report], asker), "Three")


# -- why and impact ----------------------------------------------------------------------------------------------


def test_why(tiny_graph):
    assert rests_on(tiny_graph, "Tiny") == ["half", "mixture interior", "most"]
    why = rests_on(tiny_graph, "Small")
    assert {"Tiny", "half", "most", "mixture interior"} <= set(why)
    assert "positive temperature" not in why, "it is cited, and idle"


def test_impact(tiny_graph):
    fallen = falls_without(tiny_graph, "mixture interior")
    assert {"Tiny", "Tiny: below", "Tiny: conclusion", "Small", "Small: lemma", "Small: conclusion"} <= set(fallen)
    assert "Tiny: either" not in fallen
    assert falls_without(tiny_graph, "positive temperature") == []
    assert falls_without(tiny_graph, "finite rewards") == []


def test_why_and_impact_are_two_sides(stated_graph, tiny_graph):
    for network in (stated_graph, tiny_graph):
        titles = [node for node, kind in network.nodes(data="kind") if kind == "theorem"]
        sources = [node for node, kind in network.nodes(data="kind") if kind in {"setting", "hypothesis", "axiom"}]
        for title in titles:
            for source in sources:
                assert (source in rests_on(network, title)) == (title in falls_without(network, source))


def test_an_axiom_is_seen_behind_a_theorem(tmp_path, asker):
    text = HEAD + (
        '\nsquares = axiom("squares", "all(f[y]**2 >= 0 for y in Y)", families=("f",))\n\n\n'
        '@theorem("A square", "all(w[y]**2 >= 0 for y in Y)")\ndef square(proof):\n'
        '    used = proof.use(squares, f=w, label="used")\n'
        "    proof.conclude(by=[used, *setting])\n"
    )
    (report,) = _checked(tmp_path, text, asker)
    network = graph([report], asker)
    assert report.theorem is not None
    assert network.nodes["squares"]["kind"] == "axiom"
    assert "A square: used" in falls_without(network, "squares")


# -- the graph and how it is written -----------------------------------------------------------------------------


def test_the_graph_has_each_step_and_no_circle(stated, stated_graph, tiny_graph):
    for network in (stated_graph, tiny_graph):
        assert nx.is_directed_acyclic_graph(network)
        assert all(data.get("kind") for _, data in network.nodes(data=True))
        needs = {need for _, _, need in network.edges(data="need")}
        assert needs <= {"needed", "idle", "replaceable", "unknown", "cited"}
    steps = {node for node, kind in stated_graph.nodes(data="kind") if kind == "step"}
    assert steps == {f"{TITLE}: {each.step.fact.name}" for each in stated.steps}
    for each in stated.steps:
        assert stated_graph.nodes[f"{TITLE}: {each.step.fact.name}"]["place"] == each.step.place


def test_json_says_what_the_graph_says(stated_graph, tiny_graph):
    for network in (stated_graph, tiny_graph):
        data = json.loads(as_json(network))
        assert data["schema"] == 1
        assert {each["name"] for each in data["nodes"]} == set(network.nodes)
        assert {(each["from"], each["to"], each["need"]) for each in data["edges"]} == set(network.edges(data="need"))
        for each in data["nodes"]:
            assert {"name", "kind"} <= each.keys()


QUOTED = r'"(?:[^"\\]|\\.)*"'
DOT_NODE = re.compile(rf"  ({QUOTED}) \[shape=(\w+), label=({QUOTED})\];")
DOT_EDGE = re.compile(
    rf"  ({QUOTED}) -> ({QUOTED}) \[style=(solid|dashed), label=({QUOTED})(?:, tooltip=({QUOTED}))?\];"
)


def _dot(text: str) -> tuple[dict[str, str], dict[tuple[str, str], tuple[str, str]]]:
    first, second, *body, last = text.splitlines()
    assert (first, second, last) == ("digraph reliance {", "  rankdir=LR;", "}")
    nodes, edges = {}, {}
    for line in body:
        if found := DOT_EDGE.fullmatch(line):
            edges[json.loads(found[1]), json.loads(found[2])] = (found[3], json.loads(found[4]))
        else:
            found = DOT_NODE.fullmatch(line)
            assert found, line
            nodes[json.loads(found[1])] = found[2]
    return nodes, edges


def test_dot_is_well_formed_and_says_what_the_graph_says(stated_graph, tiny_graph):
    for network in (stated_graph, tiny_graph):
        nodes, edges = _dot(as_dot(network))
        assert set(nodes) == set(network.nodes)
        assert {pair: need for pair, (_, need) in edges.items()} == {
            (source, target): need for source, target, need in network.edges(data="need")
        }
        for style, need in edges.values():
            assert (style == "dashed") == (need in {"idle", "replaceable"})
        for node, shape in nodes.items():
            kind = network.nodes[node]["kind"]
            assert shape == {"step": "ellipse", "theorem": "doubleoctagon", "axiom": "hexagon"}.get(kind, "box")


def test_dot_survives_quotes_and_line_ends_in_titles(asker, tmp_path):
    text = HEAD + (
        '\n@theorem("A \\"quoted\\" title -> {here}; \\\\", "alpha > 1/3", given=[half])\ndef quoted(proof):\n'
        "    proof.conclude(by=[half])\n"
    )
    (report,) = _checked(tmp_path, text, asker)
    nodes, _ = _dot(as_dot(graph([report], asker)))
    assert 'A "quoted" title -> {here}; \\' in nodes


def test_text_lists_each_step_with_what_it_relies_on(tiny_graph):
    lines = as_text(tiny_graph).splitlines()
    start = lines.index("Tiny: either [proved]")
    assert sorted(lines[start + 1 : start + 4]) == [
        "    idle        positive temperature",
        "    replaceable half",
        "    replaceable most",
    ]
    assert "Tiny [proved]" in lines


# -- the assumptions of a theorem ----------------------------------------------------------------------------------


def _marks(network: nx.DiGraph, title: str) -> dict[str, str]:
    return {each["name"]: each["need"] for each in network.nodes[title]["assumptions"]}


def test_each_assumption_of_a_theorem_is_marked(tiny_graph):
    marks = _marks(tiny_graph, "Tiny")  # alpha > 1/3 and 1 - alpha > 0
    assert {name: need for name, need in marks.items() if need != "idle"} == {
        "half": "replaceable",
        "most": "replaceable",
        "mixture interior": "needed",
    }
    assert {"positive temperature", "full support", "at least two outputs"} <= set(marks)


def test_a_needed_assumption_has_a_witness_that_stands(tiny, asker):
    report = tiny[0]
    found = {each.citation.name: each for each in assumptions_of(report, asker)}
    shown = found["mixture interior"]
    assert shown.witness is not None
    kept = [each.citation for each in found.values() if each is not shown]
    left = question(report.recorded, "the claim", report.recorded.claim, kept)
    assert recheck.check(json.loads(json.dumps(witness_document(left, shown.witness)))).stands
    assert found["half"].witness is None


def test_a_theorem_without_a_proof_has_no_marks(stated, asker):
    network = graph([stated], asker)
    mark(network, [stated], asker)
    assert network.nodes[TITLE]["assumptions"] == []


def test_every_format_shows_the_marks_with_their_witnesses(tiny_graph):
    witness = next(each["witness"] for each in tiny_graph.nodes["Tiny"]["assumptions"] if "witness" in each)
    alpha = witness["alpha"]
    lines = as_text(tiny_graph).splitlines()
    at = lines.index("    its claim, by whatever proof:")
    below = lines[at : lines.index("Tiny: either [proved]")]
    shown = below[below.index("    needed      mixture interior") + 1]
    assert shown.startswith("                without it: n = ")
    assert f"alpha = {alpha}" in shown
    assert "    replaceable half" in below

    dot = as_dot(tiny_graph)
    assert "\\nneeded: mixture interior" in dot
    edges = [found for found in map(DOT_EDGE.fullmatch, dot.splitlines()) if found]
    needed = next(
        each for each in edges if json.loads(each[1]) == "mixture interior" and json.loads(each[4]) == "needed"
    )
    assert json.loads(needed[5]).startswith("without it: n = ")

    nodes = {each["name"]: each for each in json.loads(as_json(tiny_graph))["nodes"]}
    marks = {each["name"]: each for each in nodes["Tiny"]["assumptions"]}
    assert marks["mixture interior"]["witness"]["alpha"] == alpha
    edges = json.loads(as_json(tiny_graph))["edges"]
    assert any(each["need"] == "needed" and "witness" in each for each in edges)
