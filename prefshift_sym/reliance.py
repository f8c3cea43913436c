"""Who relies on what: each citation of each step is left out in turn, and the question is asked again.

The edges of the graph are measured, not declared. A citation is `needed` when the step fails without it (a witness shows
it, or the step is no longer defined), `idle` when the step still holds, `replaceable` when it still holds but not without
one other citation as well, `unknown` when the question stays open. The assumptions of a theorem are marked by the same
words for what they do to its claim, however it was proved.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from prefshift_sym.check import question
from prefshift_sym.theory.citable import Fact
from prefshift_sym.theory.setting import ASSUMPTIONS
from prefshift_sym.theory.uses import sums_over_outputs
from prefshift_sym.values import replace
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undecided, Undefined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import networkx as nx

    from prefshift_sym.asking import Asker
    from prefshift_sym.check import StepReport, TheoremReport
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.proof import Recorded
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict, World

Need = Literal["needed", "idle", "replaceable", "unknown"]
MOST_PAIRS = 10


@dataclass(frozen=True, slots=True)
class Reliance:
    """What leaving one citation out does to a step, or an assumption to a claim; `verdict` is the answer without it."""

    citation: Fact
    need: Need
    verdict: Verdict

    @property
    def witness(self) -> World | None:
        """The world that shows that it is needed, if there is one."""
        return self.verdict.world if isinstance(self.verdict, Refuted | Undefined) else None

    @property
    def reason(self) -> str:
        """Why it is needed where no world shows it, or why that is unknown; "" otherwise."""
        return self.verdict.reason if isinstance(self.verdict, Undefined | Undecided) else ""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A formula of a proof with all that it may be left to rest on."""

    recorded: Recorded
    name: str
    formula: Formula
    cites: tuple[Fact, ...]

    def without(self, out: Collection[Fact]) -> Statement:
        """Return the question whether the formula follows from what is left."""
        kept = [each for each in self.cites if each not in out]
        statement = question(self.recorded, self.name, self.formula, kept)
        if any(each.name == "finite support" for each in out) and not _sums(statement):
            return replace(statement, without=statement.without - {"finite support"})
        return statement

    def answer(self, out: Collection[Fact], asker: Asker) -> Verdict:
        """Return what is said of the formula when these are left out."""
        statement = self.without(out)
        if any(each.name == "finite support" for each in out) and _sums(statement):
            return Undecided("without finite support the sums over Y may not exist")
        return asker.answer(statement, briefly=True)

    def begin(self, asker: Asker) -> None:
        """Start on the questions that leave out one citation."""
        cites = [each for each in self.cites if each.name != "finite support"]
        asker.begin((self.without((each,)) for each in cites), briefly=True)

    def measured(self, asker: Asker) -> tuple[Reliance, ...]:
        """Leave out each citation, and those that can be spared in pairs and all together."""
        found = {each: self.answer((each,), asker) for each in self.cites}
        idle = [each for each in self.cites if _holds(found[each])]
        paired: set[Fact] = set()
        if len(idle) > 1 and not _holds(self.answer(idle, asker)):
            for one in idle:  # alone it gives what none of them gives: it is one of several that will do
                if _holds(self.answer([each for each in idle if each is not one], asker)):
                    paired.add(one)
        for pair in itertools.islice(itertools.combinations(idle, 2), MOST_PAIRS):
            if not _holds(self.answer(pair, asker)):
                paired.update(pair)
        return tuple(Reliance(each, _need(verdict, each in paired), verdict) for each, verdict in found.items())


def _whole_step(step: StepReport, report: TheoremReport) -> _Whole | None:
    """Return what a step rests on; None for one that does not hold, and for what stands by other means."""
    fact = step.step.fact
    if not step.holds or fact.kind == "lemma" or fact.formula is None or step.step.derivation is not None:
        return None
    return _Whole(report.recorded, fact.name, fact.formula, step.step.cites)


def measure(report: StepReport, recorded_report: TheoremReport, asker: Asker) -> tuple[Reliance, ...]:
    """Leave out each citation of a step that holds; shows nothing for a step that does not."""
    whole = _whole_step(report, recorded_report)
    return () if whole is None else whole.measured(asker)


def begin(report: TheoremReport, asker: Asker) -> None:
    """Start on all the questions that `measure` will ask first."""
    for step in report.steps:
        whole = _whole_step(step, report)
        if whole is not None:
            whole.begin(asker)


def _sums(statement: Statement) -> bool:
    return any(sums_over_outputs(formula) for _, formula in (*statement.assume, *statement.claim))


def assumptions_of(report: TheoremReport, asker: Asker) -> tuple[Reliance, ...]:
    """Leave each hypothesis of a theorem and each assumption of the setting out of its claim; nothing where it has no proof."""
    if report.theorem is None:
        return ()
    recorded = report.recorded
    facts = (*recorded.given, *(Fact.of_setting(name) for name in ASSUMPTIONS))
    whole = _Whole(recorded, "the claim", recorded.claim, facts)
    whole.begin(asker)
    return whole.measured(asker)


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
            for source, known in _edges(step, report, asker):
                name = source.name if source.kind in {"setting", "hypothesis", "axiom"} else f"{title}: {source.name}"
                result.add_node(name)
                result.nodes[name].setdefault("kind", source.kind)
                result.add_edge(name, node, **known)
            if step.step.lemma is not None:
                result.add_edge(step.step.lemma.title, node, need="needed")
        result.add_edge(f"{title}: conclusion", title, need="needed")
    return result


def mark(network: nx.DiGraph, reports: Iterable[TheoremReport], asker: Asker) -> None:
    """Give each theorem's node, as `assumptions`, what each of its assumptions does to its claim."""
    for report in reports:
        marks = [{"name": each.citation.name, **_known(each)} for each in assumptions_of(report, asker)]
        network.nodes[report.recorded.title]["assumptions"] = marks


def _edges(step: StepReport, report: TheoremReport, asker: Asker) -> Iterator[tuple[Fact, dict[str, Any]]]:
    measured = measure(step, report, asker)
    if measured:
        yield from ((each.citation, _known(each)) for each in measured)
    else:
        yield from ((each, {"need": "cited"}) for each in step.step.cites)


def _known(found: Reliance) -> dict[str, Any]:
    """Return what is known of a citation as plain data, with its witness or the reason."""
    if found.witness is not None:
        return {"need": found.need, "witness": found.witness.as_mapping()}
    return {"need": found.need, **({"reason": found.reason} if found.reason else {})}


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
