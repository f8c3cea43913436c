"""The command line: `prefshift COMMAND`. Commands are loaded here; nothing heavy is, until a command runs."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from prefshift_sym import __version__
from prefshift_sym.commands import catalogue, check, decide, graphs, ladder, merge, paper, recheck, threshold, weaken
from prefshift_sym.errors import PrefshiftError

EXAMPLES = """examples:
  prefshift check                                   referee the paper's proofs, line by line
  prefshift decide mine.toml                        is this statement true, and why
  prefshift recheck found/mine.witness.json         check a counterexample again, without a solver
  prefshift paper proofs/lemma_1.py -o lemma.tex    a proof as a LaTeX article
  prefshift why "Theorem 2, repaired"               what a theorem rests on"""


class _Parser(argparse.ArgumentParser):
    """Usage errors have exit code 64, as everywhere in this program."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(64, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """Return the whole command line's parser."""
    result = _Parser(
        prog="prefshift",
        description="The referee for preference-tuning theory: exact counterexamples, proofs, and who relies on what.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("--version", action="version", version=f"prefshift {__version__}")
    commands = result.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for each in (check, decide, graphs, paper, recheck, catalogue, merge, threshold, weaken, ladder):
        each.add(commands)
    return result


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; every error is a sentence on standard error."""
    try:
        parsed = parser().parse_args(arguments)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        return int(parsed.run(parsed))
    except PrefshiftError as error:
        sys.stderr.write(f"prefshift: {error}\n")
        return 64
    except KeyboardInterrupt:
        sys.stderr.write("prefshift: interrupted; nothing was left running\n")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
