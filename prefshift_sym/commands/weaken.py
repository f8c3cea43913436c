"""`prefshift weaken STATEMENT`: which assumptions are needed, idle or replaceable, and what smaller sets suffice."""

from __future__ import annotations

import argparse
import json
import re
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefshift_sym.commands.decide import seconds, supports
from prefshift_sym.commands.show import coloured, out, progress, witness_table
from prefshift_sym.errors import StatementError
from prefshift_sym.verdict import Refuted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.weaken import Analysis, Insufficient, Space

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
        help="which assumptions are needed, idle or replaceable",
        description="Find the minimal sufficient and the maximal insufficient sets of assumptions, each with its evidence.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="STATEMENT", help="a statement file (TOML)")
    parser.add_argument("--support", type=supports, metavar="2,3", help="support sizes, one analysis each (2,3)")
    parser.add_argument("--keep-setting", action="store_true", help="weigh the statement's own assumptions only")
    parser.add_argument("--timeout", type=seconds, default=10.0, metavar="S", help="seconds a question may take (10)")
    parser.add_argument("--jobs", type=int, metavar="N", help="questions under way side by side (one a core)")
    parser.add_argument(
        "--store", type=Path, metavar="FILE.sqlite", help="keep verdicts there, and ask none of them again"
    )
    parser.add_argument("--dask", metavar="ADDRESS", help="have the workers of this Dask scheduler decide")
    parser.add_argument(
        "--shard", type=_shard, metavar="I/N", help="ask the I-th of N parts of the questions; with --store"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a support size, one a line")
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
    from prefshift_sym.weaken import space, weaken

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
    for each in found:
        if arguments.json:
            out(json.dumps(as_json(arguments.file, each)))
        else:
            for line in as_text(each):
                out(line)
    return 0 if all(each.complete for each in found) else 2


def as_json(file: str, found: Analysis) -> dict[str, Any]:
    """Return the answer at one support size as plain data; every number is an exact rational in a string."""
    space = found.space
    return {
        "schema": 1,
        "file": file,
        "support": found.n,
        "assumptions": {name: found.role(name) for name in space.names},
        "minimal_sufficient": [
            {"assumptions": space.chosen(each.subset), "verdict": each.verdict.name, "minimal": each.minimal}
            for each in found.sufficient
        ],
        "maximal_insufficient": [_broken(space, each) for each in found.insufficient],
        "undecided": [{"assumptions": space.chosen(each.subset), "reason": each.reason} for each in found.undecided],
        "questions": found.questions,
    }


def _broken(space: Space, each: Insufficient) -> dict[str, Any]:
    verdict = each.verdict
    evidence = {"witness": verdict.world.as_mapping()} if isinstance(verdict, Refuted) else {"reason": verdict.reason}
    missing = space.chosen(space.whole & ~each.subset)
    return {"assumptions": space.chosen(each.subset), "missing": missing, "verdict": verdict.name, **evidence}


def as_text(found: Analysis) -> Iterator[str]:
    """Yield the answer at one support size for people."""
    space = found.space
    yield f"n = {found.n}: {len(space.names)} assumptions, {found.questions} questions"
    for name in space.names:
        yield f"  {name}: {found.role(name)}"
    yield "  smallest sets that give the claim:" if found.sufficient else "  no set gives the claim"
    for each in found.sufficient:
        open_below = "" if each.minimal else "; whether fewer do is open"
        yield f"    {', '.join(space.chosen(each.subset)) or 'none at all'} [{coloured(each.verdict.name)}{open_below}]"
    yield "  largest sets that do not:"
    for broken in found.insufficient:
        missing = ", ".join(space.chosen(space.whole & ~broken.subset))
        yield f"    all without {missing} [{coloured(broken.verdict.name)}]" if missing else "    all of them"
        if isinstance(broken.verdict, Refuted):
            yield from witness_table(broken.verdict.world, "      ")
        else:
            yield f"      {broken.verdict.reason}"
    for each_open in found.undecided:
        yield f"  undecided: {', '.join(space.chosen(each_open.subset)) or 'none at all'}: {each_open.reason}"
