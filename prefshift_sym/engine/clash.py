"""Assumptions that contradict each other: the others have the opposite of one as their consequence, by a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.engine import general
from prefshift_sym.language.terms import Not
from prefshift_sym.values import replace
from prefshift_sym.verdict import Proved, Vacuous

if TYPE_CHECKING:
    from prefshift_sym.theory.statement import Statement


def clash(statement: Statement, deadline: float, effort: int) -> Vacuous | None:
    """Return `vacuous` where a certificate of that effort shows it at every size asked for."""
    for k, (name, formula) in enumerate(statement.assume):
        others = (*statement.assume[:k], *statement.assume[k + 1 :])
        asked = replace(statement, assume=others, claim=(("the opposite", Not(formula)),))
        answer = general.prove(asked, deadline=deadline, effort=effort)
        if isinstance(answer, Proved):
            rest = "the other assumptions and the setting's" if others else "the setting's assumptions"
            reason = f"no world meets {name!r}: {rest} have its opposite as a consequence, by a certificate"
            return Vacuous(reason, answer.supports)
    return None
