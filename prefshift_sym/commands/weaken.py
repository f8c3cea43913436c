"""`prefshift weaken STATEMENT`: which assumptions are needed, idle or replaceable, and what smaller sets suffice."""

from __future__ import annotations

import argparse
import json
import re
import zlib
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from prefshift_sym.commands.decide import jobs, seconds, supports
from prefshift_sym.commands.show import out, progress
from prefshift_sym.errors import StatementError

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.weaken import Analysis, Repairs

EPILOG = """examples:
  prefshift weaken mine.toml
  prefshift weaken mine.toml --support 3,50 --keep-setting --json
  prefshift weaken mine.toml --store night.sqlite        interrupted, it goes on where it stopped
  prefshift weaken mine.toml --shard 1/2 --store a.sqlite    one of two machines; then `prefshift merge`, and run with all

exit code: 0 every set of assumptions is settled, 2 some are undecided, 64 bad input"""


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "weaken",
        help="which assumptions are needed, idle or replaceable; what repairs a false claim",
        description="Find the minimal sufficient and the maximal insufficient sets of assumptions, each with its evidence; "
        "for a claim that is false, find what would repair it.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="STATEMENT", help="a statement file (TOML)")
    parser.add_argument("--support", type=supports, metavar="2,3", help="support sizes, one analysis each (2,3)")
    parser.add_argument("--keep-setting", action="store_true", help="weigh the statement's own assumptions only")
    parser.add_argument("--timeout", type=seconds, default=10.0, metavar="S", help="seconds a question may take (10)")
    parser.add_argument("--jobs", type=jobs, metavar="N", help="questions under way side by side (one a core)")
    parser.add_argument(
        "--store", type=Path, metavar="FILE.sqlite", help="keep verdicts there, and ask none of them again"
    )
    parser.add_argument("--dask", metavar="ADDRESS", help="have the workers of this Dask scheduler decide")
    parser.add_argument(
        "--shard", type=_shard, metavar="I/N", help="ask the I-th of N parts of the questions; with --store"
    )
    parser.add_argument("--no-repairs", action="store_true", help="do not look for changes that repair a false claim")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object a support size and one of repairs, one a line"
    )
    parser.set_defaults(run=run)


def _shard(text: str) -> tuple[int, int]:
    """Read which of how many parts: `1/4`."""
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        message = f"{text!r} is not a part of the questions, such as 1/4"
        raise argparse.ArgumentTypeError(message)
    return int(found[1]), int(found[2])


def _mine(shard: tuple[int, int] | None) -> Callable[[Statement], bool]:
    """Return which questions to ask here: by a digest, so that every machine agrees."""
    if shard is None:
        return lambda _: True
    from prefshift_sym.store import question_text

    part, parts = shard
    return lambda asked: zlib.crc32(question_text(asked, None).encode()) % parts == part - 1


def run(arguments: argparse.Namespace) -> int:
    """Weigh the assumptions, and print the answer size by size."""
    from prefshift_sym.asking import Asker
    from prefshift_sym.theory.statement import read_statement
    from prefshift_sym.weaken import repairs, space, weaken

    if arguments.shard and not arguments.store:
        message = "--shard: a store was expected, to keep this part's verdicts in; add --store FILE.sqlite"
        raise StatementError(message)
    statement = read_statement(Path(arguments.file))
    weighed = space(statement, keep_setting=arguments.keep_setting)
    sizes = arguments.support or statement.sizes or (2, 3)
    allowed = tuple(n for n in sizes if n >= statement.smallest and n in (statement.sizes or (n,)))
    if not allowed:
        message = (
            f"{arguments.file}: none of the support sizes {', '.join(map(str, sizes))} is one that the statement allows"
        )
        raise StatementError(message)
    with ExitStack() as stack:
        store = executor = None
        if arguments.store:
            from prefshift_sym.store import Store

            store = stack.enter_context(Store(arguments.store))
        if arguments.dask:
            from prefshift_sym.cluster import dask_executor

            executor = stack.enter_context(dask_executor(arguments.dask))
        tell = stack.enter_context(progress())
        asker = stack.enter_context(
            Asker(timeout=arguments.timeout, jobs=arguments.jobs, store=store, executor=executor)
        )
        found = weaken(weighed, asker, sizes=allowed, tell=tell, mine=_mine(arguments.shard))
        wanted = not arguments.no_repairs and not arguments.shard
        repaired = repairs(statement, asker, tell=tell) if wanted and any(each.fails for each in found) else None
    _print(arguments, found, repaired)
    return 0 if all(each.complete for each in found) else 2


def _print(arguments: argparse.Namespace, found: tuple[Analysis, ...], repaired: Repairs | None) -> None:
    from prefshift_sym.commands import weaken_show as show

    if arguments.json:
        objects = [show.as_json(arguments.file, each) for each in found]
        objects += [show.repairs_as_json(arguments.file, repaired)] if repaired else []
        lines = [json.dumps(each) for each in objects]
    else:
        texts = [*map(show.as_text, found), *([show.repairs_as_text(repaired)] if repaired else [])]
        lines = list(chain.from_iterable(texts))
    for line in lines:
        out(line)
