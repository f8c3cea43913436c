"""What would repair a refuted statement: changes after which its claim follows, each with its evidence.

Hypotheses of the catalogue are added to the statement's own assumptions; the smallest sets of them that give the claim are
found as `weaken` finds sets of assumptions. Of the statement's own, those that are then of no use are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from prefshift_sym.theory.catalogue import HYPOTHESES
from prefshift_sym.theory.facts import formula_of
from prefshift_sym.theory.setting import DEFINITIONS
from prefshift_sym.theory.uses import names_in, names_used
from prefshift_sym.values import replace
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undecided, Verdict
from prefshift_sym.weaken.analysis import weaken
from prefshift_sym.weaken.changes import Change, changes
from prefshift_sym.weaken.space import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefshift_sym.asking import Asker
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.theory.statement import Statement

MOST_ADDED = 2  # hypotheses of the catalogue; with more, hardly anything is left of the statement

PATIENCE = 8.0  # seconds a question may take: nobody waits long for the many that are tried

Left = tuple[Change, str]  # with the reason why it is not known


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that restores the claim. `spared` are the statement's own assumptions that are no longer of use."""

    change: Change
    verdict: Proved | Bounded
    added: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repairs:
    """What was found for a statement refuted at a support size; `undecided` are the changes with the reasons."""

    refuted_at: int
    found: tuple[Repair, ...]
    undecided: tuple[Left, ...]


def repairs(statement: Statement, asker: Asker, *, tell: Callable[[str], None] = lambda _: None) -> Repairs | None:
    """Return changes that restore the claim, smallest first; None for a statement that no witness refutes."""
    refuted = asker.answer(statement)
    if not isinstance(refuted, Refuted):
        return None
    with asker.within(PATIENCE):
        one, left_of_one = _changed(statement, refuted.world.n, asker, tell)
        other, left_of_other = _added(statement, refuted.world.n, asker, tell)
    return Repairs(refuted.world.n, (*one, *other), (*left_of_one, *left_of_other))


def _changed(
    statement: Statement, n: int, asker: Asker, tell: Callable[[str], None]
) -> tuple[list[Repair], list[Left]]:
    """Return the changes that restore the claim, of alternatives the first, and those of which it is not known."""
    found, left = list[Repair](), list[Left]()
    groups = list(changes(statement, n))
    asker.begin((each.statement for group in groups for each in group), likely=True)
    for number, group in enumerate(groups, 1):
        tell(f"repairs: change {number} of {len(groups)}")
        for each in group:
            verdict = asker.answer(each.statement)
            if _restores(verdict, n if each.statement.sizes == statement.sizes else None):
                found.append(Repair(each, verdict))
                break
            if isinstance(verdict, Undecided | Bounded):
                left.append((each, verdict.reason))
    return found, left


def _restores(verdict: Verdict, n: int | None) -> TypeGuard[Proved | Bounded]:
    """Return whether the claim follows again: at every size asked, or at least at the one where it was refuted."""
    return isinstance(verdict, Proved) or isinstance(verdict, Bounded) and (n is None or n in verdict.supports)


def _added(statement: Statement, n: int, asker: Asker, tell: Callable[[str], None]) -> tuple[list[Repair], list[Left]]:
    """Return the smallest sets of hypotheses that restore the claim, and those of which it is not known."""
    own = dict(statement.assume)
    names = {name: formula for name, formula in _hypotheses(statement) if formula not in own.values()}
    base = replace(statement, assume=(*names.items(), *statement.assume))
    space = Space(base, tuple(names), frozenset())
    (analysis,) = weaken(space, asker, sizes=(n,), tell=lambda text: tell(f"repairs: {text}"), most=MOST_ADDED)
    found, left = list[Repair](), list[Left]()
    for each in analysis.sufficient:
        added, whole = space.chosen(each.subset), space.statement(each.subset, statement.sizes)
        if not _restores(asker.answer(whole), n):
            continue  # it holds at this size, by a clash of assumptions or not at others
        kept = _without_idle(whole, tuple(own), asker, n)
        verdict = asker.answer(kept)
        assert _restores(verdict, n)
        spared = tuple(name for name in own if name not in dict(kept.assume))
        found.append(Repair(Change(_says(added, tuple(own), spared), kept), verdict, added, spared))
    for unknown in analysis.undecided:
        if unknown.subset.bit_count() <= MOST_ADDED:
            says = _says(space.chosen(unknown.subset), tuple(own), ())
            left.append((Change(says, space.statement(unknown.subset, statement.sizes)), unknown.reason))
    return sorted(found, key=lambda each: len(each.added)), left


def _hypotheses(statement: Statement) -> Iterator[tuple[str, Formula]]:
    """Yield the catalogue's hypotheses that speak of nothing but what the statement speaks of."""
    known = names_used(statement) - set(DEFINITIONS) | {"n"}
    claimed = {formula for _, formula in statement.claim}
    taken = {name for name, _ in statement.assume}
    for each in HYPOTHESES.values():
        formula = formula_of(each.text)
        if names_in(formula) - set(DEFINITIONS) <= known and formula not in claimed:
            yield (each.name if each.name not in taken else f"{each.name} (catalogue)"), formula


def _without_idle(statement: Statement, names: tuple[str, ...], asker: Asker, n: int) -> Statement:
    """Leave out the named assumptions as far as the claim still follows: all of them, or one after the other."""
    for dropped in (names, *((name,) for name in names)):
        fewer = replace(statement, assume=tuple(each for each in statement.assume if each[0] not in dropped))
        if fewer == statement:
            continue
        asker.begin((fewer,), likely=True)
        if _restores(asker.answer(fewer), n):
            statement = fewer
    return statement


def _says(added: tuple[str, ...], own: tuple[str, ...], spared: tuple[str, ...]) -> str:
    words = f"assume {' and '.join(added)}"
    if not own:
        return words
    if spared == own:
        return f"{words} in place of {', '.join(own)}"
    return f"{words} as well" + (f", and leave out {', '.join(spared)}" if spared else "")
