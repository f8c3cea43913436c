"""`prefshift catalogue`: the named hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.commands.show import out

if TYPE_CHECKING:
    import argparse


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "catalogue",
        help="list the named hypotheses",
        description='List the hypotheses that a statement file can name: use = ["likelihood ratio order"] in [assume].',
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Print each hypothesis with its sentence, formula and source."""
    from prefshift_sym.theory.catalogue import HYPOTHESES

    for each in HYPOTHESES.values():
        out(f"{each.name}\n    {each.says} ({each.source})\n    {each.text}")
    return 0
