"""`prefshift graph`, `why` and `impact`: who relies on what."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from prefshift_sym.commands.check import found_scripts
from prefshift_sym.commands.show import complain, out, progress
from prefshift_sym.errors import closest

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three commands to the parser."""
    graph = parsers.add_parser(
        "graph",
        help="show what each step of a proof relies on",
        description="Leave each citation of each step out in turn, and each assumption of each theorem, and show what "
        "relies on it: needed (with a world that shows it), idle, or replaceable (one of several that will do).",
        epilog="example:\n  prefshift graph proofs/theorem_2_repaired.py --format dot > graph.dot",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    graph.add_argument("scripts", nargs="+", type=Path, metavar="SCRIPT")
    graph.add_argument("--format", choices=("text", "dot", "json"), default="text")
    graph.set_defaults(run=run_graph)
    for name, argument, told, example in (
        ("why", "THEOREM", "what a theorem rests on", 'prefshift why "Theorem 2, repaired"'),
        ("impact", "ASSUMPTION", "what falls without an assumption", 'prefshift impact "positive temperature"'),
    ):
        parser = parsers.add_parser(
            name,
            help=told,
            description=f"Say {told}, over every script of ./proofs (or those of --in).",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("name", metavar=argument)
        parser.add_argument("--in", dest="scripts", nargs="+", type=Path, default=[], metavar="SCRIPT")
        parser.set_defaults(run=run_why if name == "why" else run_impact)


def _network(scripts: list[Path], *, marked: bool = False) -> nx.DiGraph:
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import check
    from prefshift_sym.reliance import graph, mark
    from prefshift_sym.scripts import load

    with Asker() as asker, progress() as tell:
        recorded = [each for path in found_scripts(scripts) for each in load(path)]
        reports = [check(each, asker, tell) for each in recorded]
        network = graph(reports, asker)
        if marked:
            mark(network, reports, asker)
        return network


def run_graph(arguments: argparse.Namespace) -> int:
    """Print the graph."""
    from prefshift_sym import reliance_drawing as drawing

    writers = {"text": drawing.as_text, "dot": drawing.as_dot, "json": drawing.as_json}
    out(writers[arguments.format](_network(arguments.scripts, marked=True)))
    return 0


def run_why(arguments: argparse.Namespace) -> int:
    """Print what a theorem rests on."""
    from prefshift_sym.reliance import rests_on

    network = _network(arguments.scripts)
    titles = [node for node, data in network.nodes(data=True) if data.get("kind") == "theorem"]
    if arguments.name not in titles:
        return _unknown(arguments.name, titles, "theorem")
    out(f"{arguments.name} [{network.nodes[arguments.name]['verdict']}] rests on:")
    for each in rests_on(network, arguments.name):
        out(f"  {each}  ({network.nodes[each]['kind']})")
    return 0


def run_impact(arguments: argparse.Namespace) -> int:
    """Print what falls without an assumption."""
    from prefshift_sym.reliance import falls_without

    network = _network(arguments.scripts)
    names = [node for node, data in network.nodes(data=True) if data.get("kind") not in {"step", "theorem"}]
    if arguments.name not in names:
        return _unknown(arguments.name, names, "assumption")
    fallen = falls_without(network, arguments.name)
    out(f"without {arguments.name!r}, {len(fallen)} steps and theorems fall:")
    for each in fallen:
        out(f"  {each}")
    return 0


def _unknown(name: str, known: Iterable[str], kind: str) -> int:
    known = sorted(known)
    close = closest(name, known)
    hint = f"did you mean {close!r}?" if close else f"there are: {', '.join(known)}"
    complain(f"no {kind} is called {name!r}; {hint}")
    return 64
