"""Is the statement defined in every world that its assumptions allow?

What must hold is collected by `readings.domain`. Most of it is plain from signs; what is not is asked like any other
claim, of the facts that are defined without it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import Compare, Name
from prefshift_sym.readings.domain import ZERO, Obligation, obligations
from prefshift_sym.theory.facts import in_force
from prefshift_sym.theory.signs import plainly_holds
from prefshift_sym.theory.unfold import unfold_shorthands
from prefshift_sym.theory.uses import names_in
from prefshift_sym.values import replace, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Formula
    from prefshift_sym.theory.statement import Statement

BETA_NOT_ZERO = Compare((Name("beta"), ZERO), ("!=",))


@value
class Question:
    """An obligation that is not plain, as a statement of its own; `where` names the formula that has it."""

    statement: Statement
    obligation: Obligation
    where: str

    @property
    def sentence(self) -> str:
        """Return what may go wrong, and where."""
        return f"{self.where}: {self.obligation.place} is undefined unless {show(self.obligation.needs)}"


def questions(statement: Statement) -> Iterator[Question]:
    """Yield what must still be shown for the statement to be defined, each once."""
    seen: set[Formula] = set()
    total: list[tuple[str, Formula]] = []
    partial: list[tuple[str, str, Formula, tuple[Obligation, ...]]] = []
    for role, formulas in (("assumption", statement.assume), ("claim", statement.claim)):
        for name, formula in formulas:
            others = tuple(each for other, each in statement.assume if other != name or role == "claim")
            open_ones = tuple(
                each
                for each in obligations(unfold_shorthands(formula))
                if not plainly_holds(each.needs, statement) and not plainly_holds(each.condition, statement, others)
            )
            if not open_ones and role == "assumption":
                total.append((name, formula))
            partial.append((role, name, formula, open_ones))
    for role, name, formula, open_ones in partial:
        for each in open_ones:
            if each.condition not in seen:
                seen.add(each.condition)
                asked = replace(statement, assume=tuple(total), claim=(("defined", each.condition),))
                yield Question(asked, each, f"{role} {name!r}")
        if role == "assumption" and open_ones:
            total.append((name, formula))  # defined by now, so that later parts may rest on it


def temperature_may_vanish(statement: Statement, deadline: float) -> bool:
    """Return whether the assumptions about scalars allow beta = 0, where the tilt means nothing."""
    from prefshift_sym.engine.solver import shared  # few statements come here, and it takes a solver's readings
    from prefshift_sym.readings import smt
    from prefshift_sym.readings.ground import Grounder, Pattern

    scalars = frozenset({"alpha", "beta", "n", *statement.scalars})
    formulas = [formula for _, formula in in_force(statement) if names_in(formula) <= scalars]
    for n in (statement.smallest, statement.smallest + 1):
        grounder = Grounder(statement, Pattern((0,) * n, beta_sign=0))
        try:
            grounds = [grounder.formula(formula) for formula in formulas]
        except OutOfScope:
            return True
        grounds += [*grounder.values.side.always, grounder.formula(Compare(BETA_NOT_ZERO.terms, ("==",)))]
        if shared().ask(smt.script(grounds), seconds=deadline - time.monotonic()).answer != "unsat":
            return True
    return False
