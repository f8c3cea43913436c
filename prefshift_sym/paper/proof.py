"""The theorem and its proof, with a margin note beside each step: its verdict, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.paper.preamble import ROOM
from prefshift_sym.paper.prose import FITTED, escaped, paragraphs, prose, references, sentence
from prefshift_sym.paper.verdicts import margin, reason
from prefshift_sym.readings import latex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.paper.parts import PaperStep, PaperTheorem


def statement(theorem: PaperTheorem) -> str:
    """Return the section that states the theorem."""
    signature = theorem.signature
    parts = [r"\section{The theorem}"]
    if theorem.prose.strip():
        parts += [paragraphs(theorem.prose, signature), ""]
    given = references([each.name for each in theorem.assumptions], theorem.numbers)
    title = f"[{prose(theorem.source, signature)}]" if theorem.source else ""
    parts.append(rf"\begin{{claim}}{title}")
    several = " all of these hold:" if len(theorem.claim) > 1 else ""
    parts.append(f"{f'Assume {given}. Then' if given else 'Without any assumption,'}{several}")
    for name, formula in theorem.claim:
        if len(theorem.claim) > 1:
            parts.append(rf"\par\noindent\textit{{{prose(name, signature)}}}:")
        parts.append(latex.display(formula, room=ROOM, around=FITTED, end="."))
    parts.append(r"\end{claim}")
    if theorem.verdict is not None and reason(theorem.verdict):
        parts.append(f"The verdict is {theorem.verdict.name}: {reason(theorem.verdict)}.")
    return "\n".join(parts)


def proof(theorem: PaperTheorem) -> str:
    """Return the section with the proof."""
    if not theorem.steps:
        return "\\section{Proof}\nNo proof is recorded."
    parts = [r"\section{Proof}"]
    for step in theorem.steps:
        parts += _step(step, theorem.numbers, theorem.signature)
    if all(step.holds and step.supported for step in theorem.steps):
        parts.append(r"\hfill$\square$")
    return "\n".join(parts)


def _step(step: PaperStep, numbers: Mapping[str, str], signature: Signature) -> list[str]:
    place = [f"% {escaped(step.source.rsplit('/', 1)[-1])}"] if step.source else []
    cited = references(step.cites, numbers)
    unused = [name for name in step.cites if name not in step.rests_on]
    remark = f" (It cites {references(unused, numbers)} without need.)" if unused else ""
    told = sentence(step.says, signature) if step.says else ""
    by = f"By {cited}:" if cited else "With nothing cited:"
    number = numbers[step.label]
    name = "" if step.label == number else rf"\enspace\textit{{{prose(step.label, signature)}}}."
    parts = [
        *place,
        rf"\step{{{number}}}{{{name}}}\beside{{{margin(step, numbers)}}}%",
        " ".join(part for part in (told + remark, by) if part),
        latex.display(step.formula, room=ROOM, around=FITTED, end="."),
    ]
    if reason(step.verdict):
        parts.append(rf"\noindent The step is {step.verdict.name}: {reason(step.verdict)}.")
    return parts
