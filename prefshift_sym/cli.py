"""The command line: `prefshift COMMAND`. Only the command that is asked for is loaded, and nothing heavy until it runs."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from importlib import import_module

from prefshift_sym import __version__
from prefshift_sym.errors import PrefshiftError

# Each command and the module that has it, in the order in which help lists them.
MODULES = {
    "check": "check",
    "decide": "decide",
    "graph": "graphs",
    "why": "graphs",
    "impact": "graphs",
    "paper": "paper",
    "recheck": "recheck",
    "catalogue": "catalogue",
    "merge": "merge",
    "threshold": "threshold",
    "weaken": "weaken",
    "ladder": "ladder",
}

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


def parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser for one command, loading no other; for the whole command line where there is none of that name."""
    result = _Parser(
        prog="prefshift",
        description="The referee for preference-tuning theory: exact counterexamples, proofs, and who relies on what.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("--version", action="version", version=f"prefshift {__version__}")
    commands = result.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    wanted = [MODULES[command]] if command in MODULES else MODULES.values()
    for module in dict.fromkeys(wanted):
        import_module(f"prefshift_sym.commands.{module}").add(commands)
    return result


def main(arguments: list[str] | None = None, *, since: float | None = None) -> int:
    """Run one command and return its exit code; every error is a sentence on standard error.

    `since` is when the program began to load, on the `time.monotonic` clock: limits of time count from there.
    """
    begun = argparse.Namespace(since=time.monotonic() if since is None else since)
    given = sys.argv[1:] if arguments is None else arguments
    try:
        parsed = parser(*given[:1]).parse_args(given, begun)
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
