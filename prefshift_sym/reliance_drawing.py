"""The reliance graph as text, in Graphviz's language and as JSON.

Each citation and each assumption has its mark, and one that is needed what shows it: a world that meets all the others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

SHAPES = {"setting": "box", "hypothesis": "box", "axiom": "hexagon", "step": "ellipse", "theorem": "doubleoctagon"}
SPARED = frozenset({"idle", "replaceable"})


def as_text(network: nx.DiGraph) -> str:
    """Return the graph as lines: each node with what it relies on."""
    return "\n".join(_lines(network))


def _lines(network: nx.DiGraph) -> Iterator[str]:
    for node, data in network.nodes(data=True):
        if data.get("kind") in {"step", "theorem"}:
            yield f"{node} [{data.get('verdict', '')}]"
            for source in network.predecessors(node):
                yield from _marked(source, network.edges[source, node])
        if data.get("assumptions"):
            yield "    its claim, by whatever proof:"
            for each in data["assumptions"]:
                yield from _marked(each["name"], each)


def _marked(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    yield f"    {data['need']:<12}{name}"
    shown = _shown(data)
    if shown:
        yield f"                {shown}"


def _shown(data: Mapping[str, Any]) -> str:
    """Return what a mark rests on, on one line: the world without it, or a reason; "" where there is nothing to show."""
    return f"without it: {_world(data['witness'])}" if "witness" in data else str(data.get("reason", ""))


def _world(witness: Mapping[str, Any]) -> str:
    """Return a witness on one line."""
    named = dict(witness)
    size = f"n = {named.pop('n')}"
    if "k" in named:
        base = named.pop("base")
        named = {"r": f"{_value(named.pop('k'))}*beta*log({base})", **named}
    return ", ".join([size, *(f"{name} = {_value(value)}" for name, value in named.items())])


def _value(value: object) -> str:
    return f"({', '.join(map(str, value))})" if isinstance(value, list) else str(value)


def as_dot(network: nx.DiGraph) -> str:
    """Return the graph in Graphviz's language; what shows a mark is the tooltip of its edge."""
    lines = ["digraph reliance {", "  rankdir=LR;"]
    for node, data in network.nodes(data=True):
        shape = SHAPES.get(data.get("kind", ""), "box")
        lines.append(f"  {json.dumps(node)} [shape={shape}, label={json.dumps(_label(node, data))}];")
    for source, target, data in network.edges(data=True):
        style = "dashed" if data["need"] in SPARED else "solid"
        shown = _shown(data)
        tooltip = f", tooltip={json.dumps(shown)}" if shown else ""
        lines.append(
            f"  {json.dumps(source)} -> {json.dumps(target)} [style={style}, label={json.dumps(data['need'])}{tooltip}];"
        )
    return "\n".join([*lines, "}"])


def _label(node: str, data: Mapping[str, Any]) -> str:
    """Return a node's text: its name, its verdict, and for a theorem its assumptions by their marks."""
    lines = [node, *([data["verdict"]] if "verdict" in data else [])]
    marks: dict[str, list[str]] = {}
    for each in data.get("assumptions", ()):
        marks.setdefault(each["need"], []).append(each["name"])
    return "\n".join([*lines, *(f"{need}: {', '.join(names)}" for need, names in marks.items())])


def as_json(network: nx.DiGraph) -> str:
    """Return the graph as JSON: nodes and edges with what is known of them; every number is a rational in a string."""
    nodes = [{"name": node, **data} for node, data in network.nodes(data=True)]
    edges = [{"from": source, "to": target, **data} for source, target, data in network.edges(data=True)]
    return json.dumps({"schema": 1, "nodes": nodes, "edges": edges}, indent=2)
