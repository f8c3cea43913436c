"""Who relies on what: each citation of each step is left out in turn, and the question is asked again.

The edges of the graph are measured, not declared. A citation is `needed` when the step fails without it (a witness shows
it, or the step is no longer defined), `idle` when the step still holds, `replaceable` when it still holds but not without
one other citation as well, `unknown` when the question stays open.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from prefshift_sym.check import question
from prefshift_sym.theory.uses import sums_over_outputs
from prefshift_sym.verdict import Bounded, Proved, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from prefshift_sym.asking import Asker
    from prefshift_sym.check import StepReport, TheoremReport
    from prefshift_sym.theory.citable import Fact
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict

Need = Literal["needed", "idle", "replaceable", "unknown"]
MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Reliance:
    """What leaving one citation out does to a step; `verdict` is the answer without it."""

    citation: Fact
    need: Need
    verdict: Verdict


def measure(report: StepReport, recorded_report: TheoremReport, asker: Asker) -> tuple[Reliance, ...]:
    """Leave out each citation of a step that holds; shows nothing for a step that does not."""
    if not report.holds or report.step.fact.kind == "lemma" or report.step.derivation is not None:
        return ()
    cites = report.step.cites
    found = {each: _without(report, recorded_report, (each,), asker) for each in cites}
    idle = [each for each in cites if _holds(found[each])]
    paired: set[Fact] = set()
    if len(idle) > 1 and not _holds(_without(report, recorded_report, tuple(idle), asker)):
        for one in idle:  # alone it gives what none of them gives: it is one of several that will do
            if _holds(_without(report, recorded_report, tuple(each for each in idle if each is not one), asker)):
                paired.add(one)
    for pair in itertools.islice(itertools.combinations(idle, 2), MOST_PAIRS):
        if not _holds(_without(report, recorded_report, pair, asker)):
            paired.update(pair)
    return tuple(Reliance(each, _need(verdict, each in paired), verdict) for each, verdict in found.items())


def begin(report: TheoremReport, asker: Asker) -> None:
    """Start on all the questions that `measure` will ask first."""
    for step in report.steps:
        if step.holds and step.step.fact.kind != "lemma" and step.step.derivation is None:
            cites = [each for each in step.step.cites if each.name != "finite support"]
            asker.begin((_left_out(step, report, (each,)) for each in cites), briefly=True)


def _left_out(step: StepReport, report: TheoremReport, out: Iterable[Fact]) -> Statement:
    out = set(out)
    fact = step.step.fact
    assert fact.formula is not None
    return question(report.recorded, fact.name, fact.formula, [each for each in step.step.cites if each not in out])


def _without(step: StepReport, report: TheoremReport, out: tuple[Fact, ...], asker: Asker) -> Verdict:
    statement = _left_out(step, report, out)
    if any(each.name == "finite support" for each in out):
        formulas = (*statement.assume, *statement.claim)
        if any(sums_over_outputs(formula) for _, formula in formulas):
            return Undecided("without finite support the sums over Y may not exist")
        statement = replace(statement, without=statement.without - {"finite support"})
    return asker.answer(statement, briefly=True)


def _holds(verdict: Verdict) -> bool:
    return isinstance(verdict, Proved | Bounded)


def _need(verdict: Verdict, in_pair: bool) -> Need:  # noqa: FBT001 - one of two facts about the citation
    if _holds(verdict):
        return "replaceable" if in_pair else "idle"
    if isinstance(verdict, Undecided) and "finite support" not in verdict.reason:
        return "unknown"
    return "needed"


def graph(reports: Iterable[TheoremReport], asker: Asker) -> nx.DiGraph:
    """Return the graph with an edge from what is relied on to what relies on it, from assumption to step to theorem."""
    import networkx as nx

    reports = list(reports)
    for report in reports:
        begin(report, asker)
    result = nx.DiGraph()
    for report in reports:
        title = report.recorded.title
        result.add_node(title, kind="theorem", verdict=report.verdict_name())
        for step in report.steps:
            node = f"{title}: {step.step.fact.name}"
            state = "unsupported" if step.unsupported and step.holds else step.verdict.name
            result.add_node(node, kind="step", verdict=state, place=step.step.place)
            for source, need in _edges(step, report, asker):
                result.add_node(
                    source.name if source.kind in {"setting", "hypothesis", "axiom"} else f"{title}: {source.name}"
                )
                name = source.name if source.kind in {"setting", "hypothesis", "axiom"} else f"{title}: {source.name}"
                result.nodes[name].setdefault("kind", source.kind)
                result.add_edge(name, node, need=need)
            if step.step.lemma is not None:
                result.add_edge(step.step.lemma.title, node, need="needed")
        result.add_edge(f"{title}: conclusion", title, need="needed")
    return result


def _edges(step: StepReport, report: TheoremReport, asker: Asker) -> Iterator[tuple[Fact, str]]:
    measured = measure(step, report, asker)
    if measured:
        yield from ((each.citation, each.need) for each in measured)
    else:
        yield from ((each, "cited") for each in step.step.cites)


def rests_on(network: nx.DiGraph, title: str) -> list[str]:
    """Return the assumptions, hypotheses, axioms and lemmas that a theorem rests on, idle citations left aside."""
    import networkx as nx

    live = nx.subgraph_view(network, filter_edge=lambda a, b: network.edges[a, b]["need"] != "idle")
    kinds = {"setting", "hypothesis", "axiom", "theorem"}
    return sorted(each for each in nx.ancestors(live, title) if network.nodes[each].get("kind") in kinds)


def falls_without(network: nx.DiGraph, assumption: str) -> list[str]:
    """Return the steps and theorems that rest on an assumption, idle citations left aside."""
    import networkx as nx

    live = nx.subgraph_view(network, filter_edge=lambda a, b: network.edges[a, b]["need"] != "idle")
    return sorted(nx.descendants(live, assumption))


def as_text(network: nx.DiGraph) -> str:
    """Return the graph as lines: each node with what it relies on."""
    lines = []
    for node, data in network.nodes(data=True):
        if data.get("kind") in {"step", "theorem"}:
            lines.append(f"{node} [{data.get('verdict', '')}]")
            lines += [f"    {network.edges[source, node]['need']:<12}{source}" for source in network.predecessors(node)]
    return "\n".join(lines)


def as_dot(network: nx.DiGraph) -> str:
    """Return the graph in Graphviz's language."""
    shapes = {"setting": "box", "hypothesis": "box", "axiom": "hexagon", "step": "ellipse", "theorem": "doubleoctagon"}
    lines = ["digraph reliance {", "  rankdir=LR;"]
    for node, data in network.nodes(data=True):
        label = json.dumps(node if "verdict" not in data else f"{node}\n{data['verdict']}")
        lines.append(f"  {json.dumps(node)} [shape={shapes.get(data.get('kind', ''), 'box')}, label={label}];")
    for source, target, data in network.edges(data=True):
        style = "dashed" if data["need"] in {"idle", "replaceable"} else "solid"
        lines.append(
            f"  {json.dumps(source)} -> {json.dumps(target)} [style={style}, label={json.dumps(data['need'])}];"
        )
    return "\n".join([*lines, "}"])


def as_json(network: nx.DiGraph) -> str:
    """Return the graph as JSON: nodes and edges with what is known of them."""
    nodes = [{"name": node, **data} for node, data in network.nodes(data=True)]
    edges = [{"from": source, "to": target, **data} for source, target, data in network.edges(data=True)]
    return json.dumps({"schema": 1, "nodes": nodes, "edges": edges}, indent=2)
