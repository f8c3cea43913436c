"""A verdict in print: a coloured word, and beneath it for which support sizes and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from prefshift_sym.paper.prose import escaped, references
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undecided, Undefined, Vacuous

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.paper.parts import PaperStep
    from prefshift_sym.verdict import Verdict


LONGEST_RUN = 3  # sizes, before the middle ones are left out


def label(word: str) -> str:
    """Return a coloured label; the word carries the meaning, the colour only helps the eye."""
    return rf"\verdict{{{word}}}"


def sizes(supports: Literal["all"] | tuple[int, ...]) -> str:
    """Return support sizes in words: `for every $n$`, or the list, with runs drawn together."""
    if supports == "all":
        return "for every $n$"
    runs: list[list[int]] = []
    for size in sorted(set(supports)):
        if runs and runs[-1][-1] == size - 1:
            runs[-1].append(size)
        else:
            runs.append([size])
    parts = [", ".join(map(str, run)) if len(run) <= LONGEST_RUN else rf"{run[0]}, \dots, {run[-1]}" for run in runs]
    return f"for ${{n = {', '.join(parts)}}}$" if parts else ""


def scope(verdict: Verdict) -> str:
    """Return what a verdict says beyond its name, as LaTeX; empty where that is nothing."""
    match verdict:
        case Proved(supports):
            return sizes(supports)
        case Bounded(supports, solver):
            return f"{sizes(supports)}, by {escaped(solver)}".removeprefix(", ")
        case Refuted(world):
            return f"at $n = {world.n}$"
        case Undecided() | Vacuous() | Undefined():
            return ""  # the reason may be long: it is told in the text
        case _:
            assert_never(verdict)


def reason(verdict: Verdict) -> str:
    """Return why nothing more is claimed, as LaTeX; empty for a verdict that needs no such reason."""
    return escaped(getattr(verdict, "reason", ""))


def margin(step: PaperStep, numbers: Mapping[str, str]) -> str:
    """Return a step's margin note: its verdict, what that covers, and what the step rests on."""
    name = step.verdict.name
    covers = scope(step.verdict)
    if step.supported or not step.holds:
        lines = [label(name), covers] if covers else [label(name)]
    else:
        lines = [label("unsupported"), f"itself {name} {covers}".strip()]
    lines.append(f"from {references(step.rests_on, numbers)}" if step.rests_on else "citing nothing")
    return r" \\ ".join(lines)
