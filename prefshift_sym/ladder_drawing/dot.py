"""The ladder as DOT, the language of Graphviz."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from prefshift_sym.ladder_drawing.words import at, in_short, label, legend, world_line

if TYPE_CHECKING:
    from prefshift_sym.ladder_drawing.graph import Drawing, Node

STYLES = {"proved": "solid", "bounded": "dashed", "undecided": "dotted"}
FILLS = {"proved": "#d8eee2", "bounded": "#f6ead2", "refuted": "#f7dcdd", "undecided": "#e6e9ec"}
WIDTH = 34  # characters of a line in a box


def as_dot(drawing: Drawing) -> str:
    """Return the nodes with their verdicts on the claim, and the arrows that no others entail."""
    title = f"The ladder to {drawing.ladder.claim}, at {at(drawing.ladder.sizes)}"
    lines = [
        "digraph ladder {",
        f"  label={_quoted(title, legend(drawing))};",
        '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];',
        '  edge [fontname="Helvetica", fontsize=9];',
    ]
    for number, node in enumerate(drawing.nodes):
        lines.append(f"  h{number} [label={_quoted(*_box(drawing, node))}, fillcolor={_quoted(_fill(node))}];")
    for edge in (*drawing.holding, *drawing.open):
        arrow, converse = edge.arrow, drawing.converse(edge)
        words = [at(arrow.holds_at)] if arrow.kind == "bounded" and arrow.holds_at != "all" else []
        words += [str(converse.fails_at)] if converse.kind == "refuted" and arrow.kind != "undecided" else []
        style = f"style={STYLES[arrow.kind]}, label={_quoted('; '.join(words))}"
        style += ", constraint=false" if arrow.kind == "undecided" else ""
        lines.append(f"  h{edge.premise} -> h{edge.conclusion} [{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _fill(node: Node) -> str:
    return "#ffffff" if node.says is None else FILLS[node.says.kind]


def _box(drawing: Drawing, node: Node) -> list[str]:
    if node.says is None:
        return [*_wrapped(label(node)), "the claim"]
    world = node.says.world
    return [*_wrapped(label(node)), in_short(drawing, node.says), *(_wrapped(world_line(world)) if world else ())]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _quoted(*lines: str) -> str:
    r"""Return a DOT string of several lines; its one escape of ours is `\n`, and a backslash is doubled."""
    whole = "\n".join(" ".join(line.split()) for line in lines)
    return json.dumps(whole, ensure_ascii=False)
