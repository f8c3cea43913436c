"""`prefshift paper SCRIPT -o FILE.tex`: a complete article of a checked proof."""

from __future__ import annotations

import argparse
from pathlib import Path

from prefshift_sym.commands.show import complain, out, progress
from prefshift_sym.errors import PrefshiftError


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "paper",
        help="write a LaTeX article of a checked proof",
        description="Check a proof script, and write it as an article: each step with its verdict and what it relies on.",
        epilog="example:\n  prefshift paper proofs/refuted/theorem_2_as_stated.py -o theorem_2.tex --pdf",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("script", type=Path, metavar="SCRIPT")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.tex")
    parser.add_argument("--theorem", metavar="TITLE", help="which theorem, where the script has several (the last)")
    parser.add_argument("--pdf", action="store_true", help="compile it too, beside the .tex file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the article."""
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import check
    from prefshift_sym.publish import latex
    from prefshift_sym.scripts import load
    from prefshift_sym.typeset import typeset

    recorded = load(arguments.script)
    chosen = [each for each in recorded if arguments.theorem in {None, each.title}]
    if not chosen:
        titles = ", ".join(repr(each.title) for each in recorded)
        complain(f"{arguments.script} has no theorem {arguments.theorem!r}; it has {titles}")
        return 64
    with Asker() as asker, progress() as tell:
        tex = latex(check(chosen[-1], asker, tell), asker)
    try:
        arguments.output.write_text(tex, encoding="utf-8")
    except OSError as error:
        complain(f"{arguments.output}: the article cannot be written there ({error.strerror}); name another file")
        return 64
    out(f"wrote {arguments.output}")
    if arguments.pdf:
        try:
            pdf = arguments.output.with_suffix(".pdf")
            pdf.write_bytes(typeset(tex).pdf)
        except PrefshiftError as error:
            complain(str(error))
            return 64
        out(f"wrote {pdf}")
    return 0
