"""`prefshift recheck FILE...`: check witnesses and certificates again, without a solver and without the engine."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from prefshift_sym.commands.show import complain, out


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "recheck",
        help="check a witness, a family of them or a certificate again",
        description="Re-check the files that `prefshift decide --witness DIR --certificate DIR` wrote.",
        epilog="example:\n  prefshift recheck found/mine.witness.json\n\n"
        "The checkers, recheck.py and recheck_certificate.py, are one file each and need only Python: copy them anywhere.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Re-check the files; 0 if all stand, 1 if one does not, 64 if one cannot be read."""
    return max(_one(path) for path in arguments.files)


def _one(path: Path) -> int:
    from prefshift_sym import recheck, recheck_certificate

    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=recheck_certificate.once)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        complain(f"{path}: this cannot be read as JSON ({error}); give a file that `prefshift decide` wrote")
        return 64
    if isinstance(document, dict) and "certificate" in document:
        accepted = recheck_certificate.check(document)
        out(f"{path}: {'the certificate is accepted' if accepted.accepted else 'refused'}: {accepted.reason}")
        return 0 if accepted.accepted else 1
    try:
        report = recheck.check(document)
    except recheck.BadDocument as error:
        complain(f"{path}: {error}")
        return 64
    for line in report.lines:
        if line.role != "setting":
            state = (
                "not settled"
                if line.unsettled
                else "undefined"
                if line.holds is None
                else "holds"
                if line.holds
                else "is false"
            )
            out(f"  {line.role} {line.name!r} {state}{' [' + '; '.join(line.values) + ']' if line.values else ''}")
    what = "the witness stands" if report.smallest is None else "the family stands"
    out(f"{path}: {what if report.stands else 'refused'}: {report.reason}")
    return 0 if report.stands else 1
