"""`prefshift merge OUT.sqlite IN.sqlite...`: put the verdicts that several machines found into one store."""

from __future__ import annotations

import argparse
from pathlib import Path

from prefshift_sym.commands.show import complain, out
from prefshift_sym.errors import PrefshiftError


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "merge",
        help="put several stores of verdicts into one",
        description="Take the verdicts of stores IN that store OUT has not into OUT, which is made where it is missing.",
        epilog="example:\n  prefshift merge all.sqlite night-1.sqlite night-2.sqlite\n\n"
        "Witnesses and certificates are checked again whenever they are used.\n\n"
        "exit code: 0 when every store was read, 64 when one could not be; the others are merged all the same",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("into", type=Path, metavar="OUT.sqlite", help="the store that takes them")
    parser.add_argument("stores", nargs="+", type=Path, metavar="IN.sqlite", help="a store to read")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Merge the stores in order; a bad one never stops the others."""
    from prefshift_sym.store import Store

    code = 0
    with Store(arguments.into, warn=complain) as store:
        for path in arguments.stores:
            try:
                out(f"{path}: {store.merge(path)} verdicts are new")
            except PrefshiftError as error:
                complain(str(error))
                code = 64
        out(f"{arguments.into}: {len(store)} verdicts")
    return code
