"""`prefshift threshold STATEMENT WORLD --vary beta`: where claim and assumptions flip as one number varies."""

from __future__ import annotations

import argparse
import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from prefshift_sym.commands.decide import seconds
from prefshift_sym.commands.show import out

if TYPE_CHECKING:
    from prefshift_sym.thresholds import Flip, Row, Thresholds

EPILOG = """examples:
  prefshift threshold mine.toml found/mine.witness.json --vary beta
  prefshift threshold mine.toml world.json --vary alpha --from 1/10 --to 9/10 --json
  prefshift threshold mine.toml family.toml --vary t     where entries of the world speak of t, such as p_A = ["t", "1 - t"]

exit code: 0 all flips found by exact algebra, 2 some were only sought on a grid, 64 bad input"""
TRUTHS = {True: "holds", False: "fails", None: "is undefined"}


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "threshold",
        help="where a claim flips as one number of a world varies",
        description="Find where the claims and assumptions of a statement flip, in a world of which one number varies. "
        "Where beta varies, the rewards are held fixed.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("statement", type=Path, metavar="STATEMENT", help="a statement file (TOML)")
    parser.add_argument(
        "world", type=Path, metavar="WORLD", help="a witness that `decide --witness` wrote, or a world (JSON, TOML)"
    )
    parser.add_argument(
        "--vary", required=True, metavar="NAME", help="beta, alpha, a declared scalar, or a name in the world"
    )
    parser.add_argument("--from", dest="low", type=exact, metavar="A", help="where the range begins, such as 1/2")
    parser.add_argument("--to", dest="high", type=exact, metavar="B", help="where the range ends")
    parser.add_argument(
        "--timeout", type=seconds, default=30.0, metavar="S", help="seconds that the search may take (30)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(run=run)


def exact(text: str) -> Fraction:
    """Read an exact number."""
    try:
        if len(text) <= 200 and "e" not in text.lower():
            return Fraction(text)
    except (ValueError, ZeroDivisionError):
        pass
    message = f"{text[:60]!r} is not an exact number, such as 2, 1/3 or 0.25"
    raise argparse.ArgumentTypeError(message)


def run(arguments: argparse.Namespace) -> int:
    """Find the thresholds and print them."""
    from prefshift_sym.theory.statement import read_statement
    from prefshift_sym.thresholds import read_world_file, thresholds

    statement = read_statement(arguments.statement)
    world = read_world_file(arguments.world)
    found = thresholds(
        statement,
        world,
        arguments.vary,
        low=arguments.low,
        high=arguments.high,
        timeout=arguments.timeout,
        place=str(arguments.world),
    )
    if arguments.json:
        head = {"schema": 1, "kind": "thresholds", "file": str(arguments.statement), "title": statement.title}
        out(json.dumps({**head, **found.as_json()}))
    else:
        title = f" ({statement.title})" if statement.title else ""
        out(f"{arguments.statement}{title}, {found.vary} from {found.low} to {found.high}")
        for line in lines(found):
            out(f"  {line}")
    return 0 if found.certified else 2


def lines(found: Thresholds) -> list[str]:
    """Return what was found, for people."""
    from prefshift_sym.thresholds.report import OUTCOMES

    result = []
    for row in found.rows:
        if row.role != "setting" or row.flips or not row.certified:
            result += _row(row, found)
    for piece in found.pieces:
        outcome = OUTCOMES.get(piece.outcome, "nothing is said")
        where = {
            "interval": f"{piece.low} < {found.vary} < {piece.high}",
            "point": f"{found.vary} = {piece.low}",
            "bracket": f"{piece.low} <= {found.vary} <= {piece.high}",
        }[piece.kind]
        reason = f" ({piece.reason})" if piece.outcome in {"outside", "undefined", ""} else ""
        checked = f"; re-checked exactly at {found.vary} = {piece.sample}" if piece.sample is not None else ""
        result.append(f"{where}: {outcome}{reason}{checked}")
    if found.u and any(flip.u for row in found.rows for flip in row.flips):
        result.append(f"u = {found.u}, with the rewards held fixed" if found.vary == "beta" else f"u = {found.u}")
    result += [f"note: {note}" for note in found.notes]
    result.append(
        "certified: all flips are found, by exact algebra"
        if found.certified
        else "not certified: some flips were only sought on a grid, and there may be more; each bracket is re-checked exactly"
    )
    return result


def _row(row: Row, found: Thresholds) -> list[str]:
    name = f"{row.role} {row.name!r}"
    how = "" if row.certified else f" (sought: {row.why_not})"
    why = f" ({row.undefined})" if row.undefined else ""
    if not row.flips and not row.certified:
        return [f"{name}: no flip was found, and it {TRUTHS[row.always]} at every point that was tried{how}"]
    if not row.flips:
        return [f"{name} never flips: it {TRUTHS[row.always]} throughout{why}{how}"]
    return [f"{name} flips{how}{why}", *(f"  {_flip(flip, found.vary)}" for flip in row.flips)]


def _flip(flip: Flip, vary: str) -> str:
    from prefshift_sym.thresholds.report import between

    sides = f"{TRUTHS[flip.before]} below, {TRUTHS[flip.after]} above"
    if flip.edge:
        return f"at {vary} = {flip.exact}, where {flip.edge}: {TRUTHS[flip.at]} there, {TRUTHS[flip.after]} beside it"
    if not flip.exact:
        return f"between {vary} = {flip.low} and {vary} = {flip.high}: {sides}"
    place = f"at {vary} = {flip.exact}" + ("" if flip.low == flip.high else f", between {between(flip.low, flip.high)}")
    origin = f" [u = {flip.u}, a root of {flip.polynomial}]" if flip.polynomial else ""
    return f"{place}: {sides}, {TRUTHS[flip.at]} there{origin}"
