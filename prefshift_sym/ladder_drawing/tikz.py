"""The ladder in LaTeX: a document of one page as large as the picture, which TikZ draws; the witnesses beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.ladder_drawing.dot import LEGEND
from prefshift_sym.ladder_drawing.layout import layout
from prefshift_sym.ladder_drawing.words import at, in_short, known, label, world_line
from prefshift_sym.paper.prose import escaped
from prefshift_sym.readings import latex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.ladder_drawing.graph import Drawing, Edge, Node
    from prefshift_sym.ladder_drawing.layout import Layout

BOX, ACROSS, DOWN, LEAST = 3.6, 4.1, 2.9, 17.0  # cm: a box's width, from box to box, from row to row, the page's width
STYLES = {"proved": "proved arrow", "bounded": "bounded arrow", "undecided": "undecided arrow"}
HEAD = r"""% Needs pdflatex with TikZ; the tikzpicture and the definitions above it can be put into another document.
\documentclass[border=6mm,varwidth=%WIDTH%cm]{standalone}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage{amsmath,amssymb,tikz}
\definecolor{proved}{HTML}{1B6E4B}
\definecolor{bounded}{HTML}{8A5A00}
\definecolor{refuted}{HTML}{A3242B}
\definecolor{undecided}{HTML}{5B6470}
\tikzset{
  hypothesis/.style={draw=black!40, rounded corners=2pt, align=center, text width=%BOX%cm, inner sep=3pt,
    font=\footnotesize},
  claim/.style={hypothesis, draw=black, thick},
  proved/.style={hypothesis, fill=proved!12},
  bounded/.style={hypothesis, fill=bounded!12},
  refuted/.style={hypothesis, fill=refuted!12},
  undecided/.style={hypothesis, fill=undecided!12},
  arrow/.style={->, >=stealth, rounded corners=6pt, draw=black!70},
  proved arrow/.style={arrow},
  bounded arrow/.style={arrow, dashed},
  undecided arrow/.style={arrow, dotted, bend left=12},
  converse/.style={midway, fill=white, inner sep=1pt, font=\tiny},
}
\raggedright
\setlength{\parindent}{0pt}
\setlength{\parskip}{3pt}
\emergencystretch=4em
"""


def as_tex(drawing: Drawing) -> str:
    """Return a complete document."""
    pairs = [(edge.premise, edge.conclusion) for edge in drawing.holding]
    found = layout(len(drawing.nodes), pairs)
    width = max(LEAST, (max(found.x.values(), default=0.0) + 1) * ACROSS)
    head = HEAD.replace("%WIDTH%", f"{width:.1f}").replace("%BOX%", f"{BOX}")
    return "\n".join([f"{head}\\begin{{document}}", *_body(drawing, found), "\\end{document}"]) + "\n"


def _body(drawing: Drawing, found: Layout) -> Iterator[str]:
    yield r"\begin{tikzpicture}"
    for number, node in enumerate(drawing.nodes):
        style = "claim" if node.says is None else node.says.kind
        yield f"\\node[{style}] (h{number}) at {_place(found, number)} {{{_box(drawing, node)}}};"
    for edge in drawing.holding:
        yield _arrow(drawing, found, edge)
    for edge in drawing.open:
        yield f"\\draw[{STYLES['undecided']}] (h{edge.premise}) to (h{edge.conclusion});"
    yield "\\end{tikzpicture}\n\n\\medskip"
    yield from _beneath(drawing)


def _place(found: Layout, node: int) -> str:
    return f"({found.x[node] * ACROSS:.2f},{-found.row[node] * DOWN:.2f})"


def _box(drawing: Drawing, node: Node) -> str:
    if node.says is None:
        formulas = r"$ and $".join(latex.inline(formula) for _, formula in drawing.ladder.base.claim)
        others = f"\\\\{escaped(f'{node.kind} equivalent: ' + ', '.join(node.names[1:]))}" if node.names[1:] else ""
        return f"${formulas}${others}"
    return f"{escaped(label(node))}\\\\\\textcolor{{{node.says.kind}}}{{{escaped(in_short(drawing, node.says))}}}"


def _arrow(drawing: Drawing, found: Layout, edge: Edge) -> str:
    way = found.ways[edge.premise, edge.conclusion]
    arrow, converse = edge.arrow, drawing.converse(edge)
    number = f" node[converse] {{{converse.fails_at}}}" if converse.kind == "refuted" else ""
    stops = [f"(h{way[0]}.south)", *(_place(found, each) for each in way[1:-1]), f"(h{way[-1]}.north)"]
    return (
        f"\\draw[{STYLES[arrow.kind]}] {f' --{number} '.join(stops[:2])}{''.join(f' -- {each}' for each in stops[2:])};"
    )


def _beneath(drawing: Drawing) -> Iterator[str]:
    """Yield the legend, what fails without being a converse that is drawn, and the witnesses."""
    ladder = drawing.ladder
    yield escaped(f"The ladder at {at(ladder.sizes)}. Arrows: {LEGEND} Where nothing else is said, a dashed arrow")
    yield escaped(f"is bounded at {at(ladder.sizes)}.") + "\\par"
    drawn = {(edge.conclusion, edge.premise) for edge in drawing.holding}
    failing = [edge for edge in drawing.failing if (edge.premise, edge.conclusion) not in drawn]
    late = [edge for edge in failing if edge.arrow.holds_at]
    if late:
        yield "\\medskip\\textbf{Implications that hold at small sizes and fail later}\\par"
    for edge in late:
        one, other = (drawing.nodes[each].names[0] for each in (edge.premise, edge.conclusion))
        yield f"{escaped(one)} $\\not\\Rightarrow$ {escaped(other)}: {escaped(known(drawing, edge.arrow))}\\par"
    for name, reason in ladder.vacuous.items():
        yield f"No world meets {escaped(name)}: {escaped(reason)}\\par"
    if drawing.worlds:
        yield "\\medskip\\textbf{Witnesses}; $w = e^{r/\\beta}$\\par"
    for number, world in enumerate(drawing.worlds, 1):
        yield f"W{number}: {escaped(world_line(world))}\\par"
