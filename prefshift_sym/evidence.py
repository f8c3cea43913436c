"""Check a verdict that comes from outside (a file, another machine) as far as it carries evidence, before it is believed.

`refuted` must pass `recheck.py`, and `proved` `recheck_certificate.py`, against the statement at hand, not against the
copy that came along; examples and the worlds of `undefined` are checked likewise. `bounded`, `vacuous` and `undecided`
rest on the word of the solver and the engine that they name, in a file as at first hand; so does how small a witness is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from prefshift_sym import recheck, recheck_certificate
from prefshift_sym.engine import definedness
from prefshift_sym.engine.confirm import confirmed, family_document, witness_document
from prefshift_sym.engine.sizes import sizes_to_search
from prefshift_sym.engine.solver import solver_name
from prefshift_sym.values import replace
from prefshift_sym.verdict import SOUGHT, Bounded, Proved, Refuted, Undefined

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict, World


def evidenced(statement: Statement, verdict: Verdict, sizes: tuple[int, ...] | None) -> Verdict:
    """Return the verdict, its evidence accepted. Raises `ValueError` with the reason where it is not.

    `sizes` are the support sizes that were to be searched, None for those that `decide` chooses.
    """
    try:
        match verdict:
            case Refuted(world, _, _, found_by, family):
                plain = replace(verdict, family=None, minimality=SOUGHT)
                if confirmed(statement, world, sizes_to_search(statement, sizes), found_by) != plain:
                    _refuse("its witness is refused")
                if family is not None and not recheck.check(family_document(statement, family)).stands:
                    _refuse("its family of witnesses is refused")
            case Undefined(_, world) if world is not None:
                _undefined_there(statement, verdict, world)
            case Proved():
                verdict = _proved(statement, verdict)
            case Bounded(solver=solver) if solver != solver_name():
                _refuse(f"it rests on the word of {solver}, and this is {solver_name()}")
            case Bounded(supports) if not set(supports) <= set(sizes_to_search(statement, sizes)):
                _refuse("it names support sizes that were not asked for")
        example = verdict.example if isinstance(verdict, Proved | Bounded) else None
        if example is not None and not recheck.check(witness_document(statement, example)).met:
            _refuse("its example does not meet the assumptions")
    except (LookupError, TypeError, AttributeError, ArithmeticError) as error:
        _refuse(f"its evidence is malformed ({type(error).__name__}: {error})")
    return verdict


def _refuse(reason: str) -> NoReturn:
    raise ValueError(reason)


def _proved(statement: Statement, verdict: Proved) -> Proved:
    """Return the verdict with its certificate under the statement's own title, once the checker accepts that."""
    certificate = {**verdict.certificate, "statement": statement.as_mapping()}
    report = recheck_certificate.check(certificate)
    if not report.accepted:
        _refuse(f"its certificate is refused: {report.reason}")
    if report.relies_on != verdict.relies_on or verdict.supports != (
        "all" if statement.sizes is None else statement.sizes
    ):
        _refuse("its certificate proves something else")
    if statement.barred & set(_lemmas(certificate["proofs"])):
        _refuse("its certificate uses a lemma that it may not")
    return replace(verdict, certificate=certificate)


def _lemmas(steps: Any) -> list[str]:
    """Return the lemmas that steps use, at any depth."""
    if isinstance(steps, dict):
        return [name for each in steps.values() for name in _lemmas(each)]
    if not isinstance(steps, list):
        return []
    own = [steps[1]] if len(steps) > 1 and steps[0] == "lemma" and isinstance(steps[1], str) else []
    return own + [name for each in steps for name in _lemmas(each)]


def _undefined_there(statement: Statement, verdict: Undefined, world: World) -> None:
    """Refuse a world in which what the verdict names is defined after all."""
    for question in definedness.questions(statement):
        if question.sentence in verdict.reason:
            if recheck.check(witness_document(question.statement, world)).stands:
                return
    _refuse("in its world everything is defined")
