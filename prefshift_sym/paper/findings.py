"""What the checker found: the broken lines with their counterexamples, and what rests on what in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.paper.preamble import ROOM
from prefshift_sym.paper.prose import FITTED, escaped, linked_label, prose, references
from prefshift_sym.paper.witness import witness
from prefshift_sym.readings import latex
from prefshift_sym.verdict import Bounded, Refuted, Undefined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Formula
    from prefshift_sym.paper.parts import PaperTheorem
    from prefshift_sym.verdict import Verdict


def broken_lines(theorem: PaperTheorem) -> str:
    """Return the section on the steps (or the claim itself) that are refuted; empty where none is."""
    shown: list[object] = []
    parts: list[str] = []
    broken = [step for step in theorem.steps if step.verdict.name in {"refuted", "undefined"}]
    for step in broken:
        number, name = linked_label(theorem.numbers[step.label]), prose(step.label, theorem.signature)
        follows = (
            "is not defined in every world that it speaks of" if step.verdict.name == "undefined" else "does not follow"
        )
        cited = references(step.cites, theorem.numbers)
        named = number if step.label == theorem.numbers[step.label] else f"{number}, {name},"
        opening = rf"\finding{{{named}}} {follows}{f' from {cited}' if cited else ''}."
        parts += [opening, *_world(step.verdict, (step.formula,), theorem, shown, "cited")]
        fallen = _resting_on(step.label, theorem)
        if fallen:
            parts.append(f"What rests on it is unsupported: {references(fallen, theorem.numbers)}.")
    if theorem.verdict is not None and theorem.verdict.name in {"refuted", "undefined"}:
        parts.append(r"\finding{The theorem itself} is " + f"{theorem.verdict.name}.")
        parts += _world(theorem.verdict, tuple(formula for _, formula in theorem.claim), theorem, shown, "assumed")
    if not parts:
        return ""
    title = "Counterexample" if not broken else "The broken line" if len(broken) == 1 else "The broken lines"
    return "\n".join([rf"\section{{{title}}}", *parts])


def _world(
    verdict: Verdict, formulas: tuple[Formula, ...], theorem: PaperTheorem, shown: list[object], assumed: str
) -> Iterator[str]:
    world = verdict.world if isinstance(verdict, Refuted | Undefined) else None
    if world is None:
        return
    if world in shown:
        yield f"The same table serves as a counterexample{_again(shown, world)}."
        return
    shown.append(world)
    if isinstance(verdict, Refuted):
        fails = "this" if len(formulas) == 1 else "one of these"
        yield f"In the following world all that is {assumed} holds, and {fails} fails:"
        yield from (latex.display(formula, room=ROOM, around=FITTED, end=".") for formula in formulas)
    else:
        yield "Here is such a world."
    yield witness(world, verdict.values if isinstance(verdict, Refuted) else {}, theorem.signature)


def _again(shown: list[object], world: object) -> str:
    return "" if shown[-1] == world else f" (table {shown.index(world) + 1})"


def _resting_on(label: str, theorem: PaperTheorem) -> list[str]:
    found = {label}
    for step in theorem.steps:
        if found & set(step.rests_on):
            found.add(step.label)
    return [step.label for step in theorem.steps if step.label in found and step.label != label]


def reliance(theorem: PaperTheorem) -> str:
    """Return the section that follows each step down to the assumptions, and names what nothing rests on."""
    if not theorem.steps:
        return ""
    numbers, assumed = theorem.numbers, [each.name for each in theorem.assumptions]
    foundations = _foundations(theorem)
    lines = [r"\section{What rests on what}", r"\begin{itemize}"]
    for step in theorem.steps:
        needs, ends = references(step.rests_on, numbers), references(sorted(foundations[step.label]), numbers)
        tail = f"; in the end on {ends}" if ends and set(step.rests_on) != foundations[step.label] else ""
        number = linked_label(numbers[step.label])
        lines.append(rf"  \item {number} rests on {needs}{tail}." if needs else rf"  \item {number} rests on nothing.")
    idle = [name for name in assumed if all(name not in below for below in foundations.values())]
    if idle:
        lines.append(rf"  \item Nothing rests on {references(idle, numbers)}.")
    lines += [rf"  \item {line}" for line in _taken_on_trust(theorem)]
    return "\n".join([*lines, r"\end{itemize}"])


def _taken_on_trust(theorem: PaperTheorem) -> Iterator[str]:
    trusted: dict[str, list[str]] = {}
    for step in theorem.steps:
        if isinstance(step.verdict, Bounded):
            trusted.setdefault(step.verdict.solver, []).append(step.label)
    for solver, labels in trusted.items():
        yield f"The word of {escaped(solver)} is taken for {references(labels, theorem.numbers)}."
    if not trusted and all(step.verdict.name == "proved" for step in theorem.steps):
        yield "No step rests on a solver's word alone."


def _foundations(theorem: PaperTheorem) -> dict[str, set[str]]:
    """Return, for each step, everything that no step shows and that it rests on in the end."""
    found: dict[str, set[str]] = {}
    for step in theorem.steps:
        found[step.label] = set().union(*(found.get(name, {name}) for name in step.rests_on))
    return found
