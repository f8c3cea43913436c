"""From a checked proof to the plain values that the article is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.paper import PaperAssumption, PaperStep, PaperTheorem, article
from prefshift_sym.reliance import measure
from prefshift_sym.verdict import Proved

if TYPE_CHECKING:
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import StepReport, TheoremReport


def latex(report: TheoremReport, asker: Asker) -> str:
    """Return the LaTeX article of a checked theorem."""
    return article(paper_theorem(report, asker))


def paper_theorem(report: TheoremReport, asker: Asker) -> PaperTheorem:
    """Return the article's input: assumptions in the order in which they are first cited, then the steps."""
    recorded = report.recorded
    facts = {each.name: each for each in recorded.given}
    facts |= {
        each.name: each
        for step in recorded.steps
        for each in step.cites
        if each.kind in {"setting", "hypothesis", "axiom"}
    }
    assumptions = tuple(
        PaperAssumption(each.name, each.formula, each.says, each.source, of_setting=each.kind == "setting")
        for each in facts.values()
    )
    verdict = report.statement
    if report.theorem is not None:
        verdict = report.steps[-1].verdict if report.theorem.solvers else Proved(report.theorem.supports, {})
    return PaperTheorem(
        title=recorded.title,
        claim=(("claim", recorded.claim),),
        assumptions=assumptions,
        steps=tuple(_step(each, report, asker) for each in report.steps),
        verdict=verdict,
        source=recorded.source,
        prose=recorded.prose,
        families=recorded.families,
        distributions=recorded.distributions,
        scalars=recorded.scalars,
    )


def _step(report: StepReport, whole: TheoremReport, asker: Asker) -> PaperStep:
    step = report.step
    measured = measure(report, whole, asker)
    assert step.fact.formula is not None
    return PaperStep(
        label=step.fact.name,
        formula=step.fact.formula,
        verdict=report.verdict,
        says=step.fact.says,
        cites=tuple(each.name for each in step.cites),
        relies_on=tuple(each.citation.name for each in measured if each.need != "idle") if measured else None,
        supported=not report.unsupported,
        source=f"line {step.line}",
    )
