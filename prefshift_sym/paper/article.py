"""The whole article. Its text depends on the theorem alone: no date, no path, nothing of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.paper.findings import broken_lines, reliance
from prefshift_sym.paper.preamble import PREAMBLE
from prefshift_sym.paper.proof import proof, statement
from prefshift_sym.paper.prose import prose
from prefshift_sym.paper.setting import assumptions, setting
from prefshift_sym.paper.verdicts import label, scope

if TYPE_CHECKING:
    from prefshift_sym.paper.parts import PaperTheorem


def article(theorem: PaperTheorem) -> str:
    """Return a complete LaTeX document."""
    title = prose(theorem.title, theorem.signature)
    parts = [
        PREAMBLE,
        r"\begin{document}",
        rf"\heading{{{title}}}{{{prose(theorem.source, theorem.signature)}}}{{{_verdict(theorem)}}}",
        setting(theorem),
        assumptions(theorem),
        statement(theorem),
        proof(theorem),
        broken_lines(theorem),
        reliance(theorem),
        r"\end{document}",
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _verdict(theorem: PaperTheorem) -> str:
    if theorem.verdict is None:
        return ""
    covers = scope(theorem.verdict)
    return label(theorem.verdict.name) + (rf" \\ {covers}" if covers else "")
