"""`prefshift ladder [STATEMENT.toml]`: which hypotheses imply which others, and which of them give the claim."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from prefshift_sym.commands.decide import jobs, seconds, supports
from prefshift_sym.commands.show import complain, out, progress

EXAMPLES = """examples:
  prefshift ladder                                      the whole catalogue, against TPM_A >= alpha; about two minutes
  prefshift ladder --hypotheses "mean gap" "first-order stochastic dominance" "cov(w, p_A) >= cov(w, p_U)"
  prefshift ladder mine.toml --format tex -o ladder.tex      a statement's assumptions, against its claim
  prefshift ladder --claim "TPM_A > alpha" --support 2,3 --store night.sqlite --format dot -o ladder.dot

A hypothesis is an assumption of the statement, a name that `prefshift catalogue` lists, one of those below, several
names joined by `and`, or a formula. A node has what its hypotheses say of the claim. `proved` is for every support size,
by a certificate or by other proved arrows; `bounded` holds at the sizes written, on the word of the solver named;
`refuted` comes with an exact witness; what is not settled in the time given is `undecided`.

further names: {further}

exit code: 0 when the ladder is drawn, whatever it says; 64 bad input"""
SUPPORT, SECONDS = (2, 3, 4), 3.0
FORMATS = ("text", "dot", "json", "tex")


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    from prefshift_sym.ladder_catalogue import FURTHER

    parser = parsers.add_parser(
        "ladder",
        help="draw which hypotheses imply which, and the claim",
        description="Order hypotheses by implication, each arrow with its evidence, and say which of them give the claim.",
        epilog=EXAMPLES.format(further=", ".join(FURTHER)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "statement", nargs="?", type=Path, metavar="STATEMENT.toml", help="setting, hypotheses and claim"
    )
    parser.add_argument(
        "--hypotheses",
        nargs="+",
        default=[],
        metavar="NAME",
        help="which hypotheses (the statement's assumptions, or else the catalogue and combinations of its names)",
    )
    parser.add_argument("--claim", metavar="FORMULA", help="the claim (the statement's, or else TPM_A >= alpha)")
    parser.add_argument(
        "--support", type=supports, metavar="2,3", help="support sizes to look at (the statement's, or 2..4)"
    )
    parser.add_argument("--timeout", type=seconds, default=SECONDS, metavar="S", help="seconds a question may take (3)")
    parser.add_argument("--jobs", type=jobs, metavar="N", help="questions decided side by side (one a core)")
    parser.add_argument("--store", type=Path, metavar="FILE.sqlite", help="keep verdicts there, and ask nothing twice")
    parser.add_argument("--dask", metavar="ADDRESS", help="have the workers of a Dask scheduler decide the questions")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text (the default), dot, json or tex")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write it (standard output)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw the ladder."""
    text = _drawn(arguments)
    if arguments.output is None:
        out(text.removesuffix("\n"))
        return 0
    try:
        arguments.output.write_text(text, encoding="utf-8")
    except OSError as error:
        complain(f"{arguments.output}: the ladder cannot be written there ({error.strerror}); name another file")
        return 64
    out(f"wrote {arguments.output}")
    return 0


def _drawn(arguments: argparse.Namespace) -> str:
    from prefshift_sym.asking import Asker
    from prefshift_sym.ladder import allowed, base_statement, ladder, rungs
    from prefshift_sym.ladder_drawing.as_json import as_json
    from prefshift_sym.ladder_drawing.dot import as_dot
    from prefshift_sym.ladder_drawing.graph import Drawing
    from prefshift_sym.ladder_drawing.text import as_text
    from prefshift_sym.ladder_drawing.tikz import as_tex
    from prefshift_sym.theory.statement import read_statement

    statement = None if arguments.statement is None else read_statement(arguments.statement)
    base = base_statement(arguments.claim, statement)
    hypotheses = rungs(arguments.hypotheses, statement)
    sizes = allowed(base, hypotheses, arguments.support or base.sizes or SUPPORT)
    with ExitStack() as stack:
        store, executor = None, None
        if arguments.store is not None:
            from prefshift_sym.store import Store

            store = stack.enter_context(Store(arguments.store, warn=complain))
        if arguments.dask is not None:
            from prefshift_sym.cluster import dask_executor

            executor = stack.enter_context(dask_executor(arguments.dask))
        asker = Asker(timeout=arguments.timeout, sizes=sizes[:2], jobs=arguments.jobs, executor=executor, store=store)
        stack.enter_context(asker)
        tell = stack.enter_context(progress())
        ahead = None if arguments.jobs is None else 2 * arguments.jobs
        drawing = Drawing(ladder(base, hypotheses, asker, sizes=sizes, ahead=ahead, tell=tell))
    return {"text": as_text, "dot": as_dot, "json": as_json, "tex": as_tex}[arguments.format](drawing)
