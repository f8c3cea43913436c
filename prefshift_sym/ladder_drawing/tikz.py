"""The ladder in LaTeX: a document of one page as large as the picture, which TikZ draws; the witnesses beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.ladder_drawing.layout import layout
from prefshift_sym.ladder_drawing.words import at, in_short, known, label, legend, world_line
from prefshift_sym.paper.prose import escaped
from prefshift_sym.readings import latex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.ladder_drawing.graph import Drawing, Edge, Node
    from prefshift_sym.ladder_drawing.layout import Layout

# In cm: a box's width, from box to box, from row to row, the page's width, a column's of a list.
BOX, ACROSS, DOWN, LEAST, COLUMN = 3.6, 4.1, 2.9, 17.0, 9.0
CLEAR = 0.8  # cm above and below the middle of a row, between which an arrow that passes by is upright
STYLES = {"proved": "proved arrow", "bounded": "bounded arrow", "undecided": "undecided arrow"}
HEAD = r"""% Needs pdflatex with TikZ; the tikzpicture and the definitions above it can be put into another document.
\documentclass[border=6mm,varwidth=%WIDTH%cm]{standalone}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\usepackage{amsmath,amssymb,multicol,tikz}
\definecolor{proved}{HTML}{1B6E4B}
\definecolor{bounded}{HTML}{8A5A00}
\definecolor{refuted}{HTML}{A3242B}
\definecolor{undecided}{HTML}{5B6470}
\tikzset{
  hypothesis/.style={draw=black!40, rounded corners=2pt, align=center, text width=%BOX%cm, inner sep=3pt,
    font=\footnotesize, execute at begin node={\hyphenpenalty=10000\exhyphenpenalty=10000\relax}},
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
\newenvironment{columns}{\begin{minipage}{%WIDTH%cm}\footnotesize\raggedright
  \setlength{\parskip}{1pt}\begin{multicols}{%COLUMNS%}}{\end{multicols}\end{minipage}\par}
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
    head = head.replace("%COLUMNS%", str(max(2, int(width / COLUMN))))
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


def _place(found: Layout, node: int, up: float = 0.0) -> str:
    return f"({found.x[node] * ACROSS:.2f},{up - found.row[node] * DOWN:.2f})"


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
    passing = [place for each in way[1:-1] for place in (_place(found, each, CLEAR), _place(found, each, -CLEAR))]
    stops = [f"(h{way[0]}.south)", *passing, f"(h{way[-1]}.north)"]
    return (
        f"\\draw[{STYLES[arrow.kind]}] {f' --{number} '.join(stops[:2])}{''.join(f' -- {each}' for each in stops[2:])};"
    )


def _beneath(drawing: Drawing) -> Iterator[str]:
    """Yield the legend, what fails without being a converse that is drawn, and the witnesses."""
    ladder = drawing.ladder
    yield escaped(f"The ladder at {at(ladder.sizes)}. {legend(drawing)}") + "\\par"
    drawn = {(edge.conclusion, edge.premise) for edge in drawing.holding}
    late = [each for each in drawing.failing if each.arrow.holds_at and (each.premise, each.conclusion) not in drawn]
    yield from _list("Implications that hold at small sizes and fail later", (_failing(drawing, each) for each in late))
    vacuous = (f"{escaped(name)}: {escaped(reason)}" for name, reason in ladder.vacuous.items())
    yield from _list("Hypotheses that no world meets", vacuous)
    worlds = (f"W{number}: {escaped(world_line(world))}" for number, world in enumerate(drawing.worlds, 1))
    yield from _list("Witnesses, with $w = e^{r/\\beta}$", worlds)


def _failing(drawing: Drawing, edge: Edge) -> str:
    one, other = (escaped(drawing.nodes[each].names[0]) for each in (edge.premise, edge.conclusion))
    return f"{one} $\\not\\Rightarrow$ {other}: {escaped(known(drawing, edge.arrow))}"


def _list(title: str, entries: Iterator[str]) -> Iterator[str]:
    """Yield a list in columns, with its title; nothing where it is empty."""
    listed = [f"{entry}\\par" for entry in entries]
    if listed:
        yield f"\\medskip\\textbf{{{title}}}\\par\n\\begin{{columns}}"
        yield from listed
        yield "\\end{columns}"
