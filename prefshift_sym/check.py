"""Check recorded proofs: each step from what it cites, and nothing else. The one place where a `Theorem` is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefshift_sym.errors import ProofError
from prefshift_sym.theory.setting import ASSUMPTIONS
from prefshift_sym.theory.statement import Statement
from prefshift_sym.values import replace
from prefshift_sym.verdict import Bounded, Proved, Refuted, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    from prefshift_sym.asking import Asker
    from prefshift_sym.derivation import Derivation
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.proof import Recorded, Step
    from prefshift_sym.theory.citable import Fact

_SEAL = object()


@dataclass(frozen=True, slots=True)
class Theorem:
    """A theorem with a checked proof: another kind of thing than a formula. Only `check` makes one.

    `supports` are the sizes that every step holds at, "all" where each is proved; `solvers` whose word it rests on.
    """

    title: str
    claim: Formula
    supports: Literal["all"] | tuple[int, ...]
    solvers: tuple[str, ...]
    seal: object = field(repr=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            message = "a Theorem comes from checking a proof; it cannot be made by hand"
            raise ProofError(message)


@dataclass(frozen=True, slots=True)
class StepReport:
    """A step with its verdict; `unsupported` names what it leans on that does not hold, "" if all does."""

    step: Step
    question: Statement
    verdict: Verdict
    unsupported: str = ""
    lemma: Theorem | None = None

    @property
    def holds(self) -> bool:
        """Return whether the step follows from what it cites (proved, or bounded at its sizes)."""
        return isinstance(self.verdict, Proved | Bounded)


@dataclass(frozen=True, slots=True)
class TheoremReport:
    """A recorded theorem, its steps checked. `theorem` is there exactly when every step that it needs holds.

    `statement` is the verdict on the claim itself, asked where the proof fails; `broken` the first step that is refuted.
    """

    recorded: Recorded
    steps: tuple[StepReport, ...]
    theorem: Theorem | None
    statement: Verdict | None

    @property
    def broken(self) -> StepReport | None:
        """Return the first refuted step."""
        return next((each for each in self.steps if isinstance(each.verdict, Refuted)), None)

    def verdict_name(self) -> str:
        """Return `proved`, `bounded`, `refuted` (the claim is false), or `unsupported` (only the proof fails)."""
        if self.theorem is not None:
            return "bounded" if self.theorem.solvers else "proved"
        return "refuted" if isinstance(self.statement, Refuted) else "unsupported"


def question(recorded: Recorded, name: str, formula: Formula, cites: Iterable[Fact]) -> Statement:
    """Return the one question that a step is: do the cited facts, and no other assumption of the setting, give it?"""
    cites = list(cites)
    kept = {each.name for each in cites if each.kind == "setting"}
    return Statement(
        title=f"{recorded.title}: {name}",
        claim=((name, formula),),
        assume=tuple(
            (each.name, each.formula) for each in cites if each.kind != "setting" and each.formula is not None
        ),
        without=frozenset(ASSUMPTIONS) - kept,
        sizes=recorded.sizes,
        families=recorded.families,
        distributions=recorded.distributions,
        scalars=recorded.scalars,
        barred=frozenset({recorded.establishes} - {""}),
    )


def questions(recorded: Recorded) -> Iterator[tuple[Step, Statement]]:
    """Yield every question that the proof asks: one a step, and one an obligation of a lemma in use.

    A move of SymPy's that was checked again by other means asks nothing.
    """
    for step in recorded.steps:
        if step.fact.kind == "lemma":
            for name, formula in step.obligations:
                yield step, question(recorded, f"{step.fact.name}, {name}", formula, step.cites)
        elif step.fact.formula is not None and not (
            step.derivation is not None and _moves_right(step, step.derivation)
        ):
            yield step, question(recorded, step.fact.name, step.fact.formula, step.cites)


def statement_of(recorded: Recorded) -> Statement:
    """Return the theorem's own statement, under everything that the setting assumes."""
    facts = [*recorded.given]
    asked = question(recorded, "the claim", recorded.claim, facts)
    return replace(asked, without=frozenset(), title=recorded.title)


def check(recorded: Recorded, asker: Asker, progress: Callable[[str], None] = lambda _: None) -> TheoremReport:
    """Check every step of a recorded theorem, and the lemmas that it uses."""
    asked = list(questions(recorded))
    asker.begin(statement for _, statement in asked)
    reports: dict[str, StepReport] = {}
    for step in recorded.steps:
        progress(f"{recorded.title}: {step.fact.name}")
        reports[step.fact.name] = _step(recorded, step, [s for each, s in asked if each is step], reports, asker)
    conclusion = reports["conclusion"]
    if conclusion.step.fact.formula != recorded.claim:
        message = f"{conclusion.step.place}: the conclusion of {recorded.title!r} is not what the theorem claims"
        raise ProofError(message)
    steps = tuple(reports.values())
    theorem = _theorem(recorded, steps) if conclusion.holds and not conclusion.unsupported else None
    if theorem is not None and theorem.supports:
        return TheoremReport(recorded, steps, theorem, None)
    return TheoremReport(recorded, steps, None, asker.answer(statement_of(recorded)))


def _step(
    recorded: Recorded, step: Step, asked: list[Statement], earlier: dict[str, StepReport], asker: Asker
) -> StepReport:
    verdicts = [asker.answer(statement) for statement in asked]
    worst = next((i for i, each in enumerate(verdicts) if not isinstance(each, Proved | Bounded)), None)
    if worst is None:
        worst = next((i for i, each in enumerate(verdicts) if isinstance(each, Bounded)), 0)
    if not verdicts:
        # An axiom, a lemma that asks nothing of what it is used for, and a move of SymPy's that was checked again hold
        # by what stands behind them.
        verdicts, asked = [Proved("all", {}, tuple(each.name for each in step.cites))], [statement_of(recorded)]
    lemma = None if step.lemma is None else check(step.lemma, asker).theorem
    return StepReport(step, asked[worst], verdicts[worst], _leans_on(recorded, step, lemma, earlier), lemma)


def _moves_right(step: Step, derivation: Derivation) -> bool:
    """Return whether a move of SymPy's was checked again by other means; False leaves it to the engine.

    A move is about the formulas that the derivation cites, so each must stand among the facts that the step cites.
    """
    from prefshift_sym.derivation import recheck_step

    move = derivation.step(step.fact.name)
    cited = {each.formula for each in step.cites} | {None}
    needed = [derivation.step(name).formula for name in move.cites if name not in ASSUMPTIONS]
    kept = {each.name for each in step.cites if each.kind == "setting"}
    if move.formula != step.fact.formula or not set(needed) <= cited or not set(move.cites) & set(ASSUMPTIONS) <= kept:
        return False
    return recheck_step(derivation, step.fact.name)


def _leans_on(recorded: Recorded, step: Step, lemma: Theorem | None, earlier: dict[str, StepReport]) -> str:
    """Return the first thing cited that does not hold, "" if all does."""
    if step.lemma is not None and lemma is None:
        return f"lemma {step.lemma.title!r}"
    if step.lemma is not None and not _covers(step.lemma.sizes, recorded.sizes):
        return f"lemma {step.lemma.title!r}, which is about sizes {step.lemma.sizes} only"
    if step.fact.kind == "lemma" and step.lemma is None and not any(each.kind == "axiom" for each in step.cites):
        return "a lemma that there is not"
    for cited in step.cites:
        report = earlier.get(cited.name) if cited.kind in {"step", "lemma"} else None
        if report is not None and (not report.holds or report.unsupported):
            return cited.name
    return ""


def _covers(lemma: tuple[int, ...] | None, theorem: tuple[int, ...] | None) -> bool:
    """Return whether a lemma stated for some sizes speaks of every size that a theorem is about."""
    return lemma is None or (theorem is not None and set(theorem) <= set(lemma))


def _theorem(recorded: Recorded, steps: tuple[StepReport, ...]) -> Theorem:
    lemmas = [each.lemma for each in steps if each.lemma is not None]
    partial = [each.verdict.supports for each in steps if isinstance(each.verdict, Proved | Bounded)]
    partial += [each.supports for each in lemmas]
    sizes = [set(each) for each in partial if each != "all"]
    supports: Literal["all"] | tuple[int, ...] = tuple(sorted(set.intersection(*sizes))) if sizes else "all"
    solvers = {each.verdict.solver for each in steps if isinstance(each.verdict, Bounded)}
    solvers.update(solver for each in lemmas for solver in each.solvers)
    return Theorem(recorded.title, recorded.claim, supports, tuple(sorted(solvers)), _SEAL)


def expectation(report: TheoremReport, *, refuted: bool) -> str:
    """Return "" where a report meets its folder's expectation, else a sentence with `file:line` on what it did not meet."""
    recorded, broken = report.recorded, report.broken
    if not refuted:
        if report.theorem is not None:
            return ""
        worst = broken or next((each for each in report.steps if not each.holds or each.unsupported), report.steps[-1])
        leans = (
            f"unsupported: it leans on {worst.unsupported}" if worst.unsupported else "no size is common to all steps"
        )
        reason = leans if worst.holds else getattr(worst.verdict, "reason", leans)
        why = "is refuted by an exact counterexample" if worst is broken else f"is {worst.verdict.name} ({reason})"
        return f"{worst.step.place}: step {worst.step.fact.name!r} of {recorded.title!r} {why}"
    if report.theorem is not None:
        return f"{recorded.place}: {recorded.title!r} stands below refuted/, and its proof passes"
    if recorded.broken_at and (broken is None or broken.step.fact.name != recorded.broken_at):
        found = f"step {broken.step.fact.name!r} is" if broken else "no step is"
        return f"{recorded.place}: step {recorded.broken_at!r} was to be refuted, and {found}"
    if broken is None and not isinstance(report.statement, Refuted):
        return f"{recorded.place}: neither a step nor the claim of {recorded.title!r} is refuted"
    return ""
