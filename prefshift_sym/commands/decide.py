"""`prefshift decide FILE...`: the verdict on statements."""

from __future__ import annotations

import argparse
import json
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from prefshift_sym.commands.show import (
    coloured,
    complain,
    exit_code,
    family_table,
    in_short,
    out,
    progress,
    witness_table,
)
from prefshift_sym.errors import PrefshiftError
from prefshift_sym.verdict import SOUGHT, Bounded, Proved, Refuted, Undecided, Undefined, Vacuous, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from prefshift_sym.theory.statement import Statement

WRITTEN_OUT = 100  # outputs of a witness that JSON has one by one; beyond, classes of them with their `counts`
EXAMPLES = """examples:
  prefshift decide mine.toml
  prefshift decide *.toml --json --jobs 2
  prefshift decide mine.toml --support 2..5 --timeout 60 --witness found/ --certificate found/

exit code, the highest of the statements': 0 proved or bounded, 1 refuted, 2 undecided, 3 vacuous, 4 undefined, 64 bad input"""


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "decide",
        help="decide statement files",
        description="Decide whether the assumptions of each statement give its claims.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a statement file (TOML)")
    parser.add_argument("--json", action="store_true", help="one JSON object a statement, one a line")
    parser.add_argument("--timeout", type=seconds, default=30.0, metavar="S", help="seconds a statement may take (30)")
    parser.add_argument("--support", type=supports, metavar="2..5", help="support sizes to search: 3, 2,3 or 2..5")
    parser.add_argument(
        "--smallest",
        action="store_true",
        help="look for the smallest counterexample (outputs, then distinct values, denominators, exponents) and a proof",
    )
    parser.add_argument(
        "--full-support", action="store_true", help="likewise, with p_A and p_U positive everywhere in it"
    )
    parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="statements decided side by side (1)")
    parser.add_argument(
        "--witness", type=path, metavar="DIR", help="write each counterexample, and family of them, there, for recheck"
    )
    parser.add_argument("--certificate", type=path, metavar="DIR", help="write each certificate there, for recheck")
    parser.set_defaults(run=run)


def path(text: str) -> Path:
    """Read a path."""
    from pathlib import Path  # it takes longer to load than a small search, and most decisions write nothing

    return Path(text)


def jobs(text: str) -> int:
    """Read a number of jobs."""
    if text.isdecimal() and 0 < int(text) <= 1024:
        return int(text)
    message = f"{text!r} is not a number of jobs from 1 to 1024, such as 2"
    raise argparse.ArgumentTypeError(message)


def seconds(text: str) -> float:
    """Read a positive number of seconds."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        message = f"{text!r} is not a number of seconds above 0, such as 30"
        raise argparse.ArgumentTypeError(message)
    return value


def supports(text: str) -> tuple[int, ...]:
    """Read support sizes: `3`, `2,3` or `2..5`."""
    found = re.fullmatch(r"(\d{1,7})\.\.(\d{1,7})", text)
    if found and int(found[1]) <= int(found[2]) <= int(found[1]) + 1000:
        return tuple(range(int(found[1]), int(found[2]) + 1))
    if re.fullmatch(r"\d{1,7}(,\d{1,7})*", text) and all(int(each) for each in text.split(",")):
        return tuple(sorted({int(each) for each in text.split(",")}))
    message = f"{text!r} is not a range of support sizes; write 3, 2,3 or 2..5"
    raise argparse.ArgumentTypeError(message)


def run(arguments: argparse.Namespace) -> int:
    """Decide the files in order; a bad one never stops the others."""
    from prefshift_sym.engine.solver import solver_name

    for place in filter(None, (arguments.witness, arguments.certificate)):
        _ready(place)
    names = []
    with progress(len(arguments.files)) as tell:
        for file, statement, outcome, elapsed in _outcomes(arguments, tell):
            if isinstance(outcome, str):
                complain(outcome)
                names.append("error")
                if arguments.json:
                    _print_json({"schema": 1, "file": file, "verdict": "error", "reason": outcome})
                continue
            assert statement is not None
            names.append(outcome.name)
            _keep(arguments, file, statement, outcome)
            if arguments.json:
                _print_json(as_json(file, statement, outcome, elapsed, solver_name()))
            else:
                _print(file, statement, outcome, elapsed)
    return exit_code(iter(names))


def _ready(place: Path) -> None:
    """Make a folder before hours of work go by. Raises `PrefshiftError` where that cannot be."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{place}: no folder can be made there ({error.strerror}); give one that can be written to"
        raise PrefshiftError(message) from None


def _outcomes(
    arguments: argparse.Namespace,
    tell: Any,
) -> Iterator[tuple[str, Statement | None, Verdict | str, float]]:
    from prefshift_sym.commands.pool import decided
    from prefshift_sym.theory.statement import read_statement

    read: list[Statement | str] = []
    for file in arguments.files:
        try:
            read.append(read_statement(file))
        except PrefshiftError as error:
            read.append(str(error))
    good = [each for each in read if not isinstance(each, str)]
    verdicts = decided(good, _asked(arguments), timeout=arguments.timeout, jobs=arguments.jobs, since=arguments.since)
    for file, statement in zip(arguments.files, read, strict=True):
        tell(file)
        if isinstance(statement, str):
            yield file, None, statement, 0.0
        else:
            verdict, elapsed = next(verdicts)
            yield file, statement, verdict, elapsed


def _asked(arguments: argparse.Namespace) -> Callable[[Statement, float], Verdict]:
    """Return what decides a statement within some seconds, as the command line wants it."""
    wanted = {"smallest": arguments.smallest, "full_support": arguments.full_support}
    return partial(_decide, sizes=arguments.support, **wanted)


def _decide(statement: Statement, timeout: float, *, sizes: tuple[int, ...] | None, **wanted: bool) -> Verdict:
    from prefshift_sym.engine.decide import decide

    return decide(statement, timeout=timeout, sizes=sizes, every_size=sizes is None, **wanted)


def as_json(file: str, statement: Statement, verdict: Verdict, elapsed: float, solver: str) -> dict[str, Any]:
    """Return the contract's JSON object: every number an exact rational in a string."""
    found: dict[str, Any] = {"schema": 1, "file": file, "title": statement.title, "verdict": verdict.name}
    covered: Any = getattr(verdict, "supports", ())
    found["supports"] = covered if covered == "all" else list(covered)
    match verdict:
        case Proved(relies_on=relies_on) | Bounded(relies_on=relies_on):
            found |= {"relies_on": list(relies_on), "reason": getattr(verdict, "reason", "")}
        case Refuted(world, values, family=family, minimality=minimality):
            world = world.expanded() if world.n <= WRITTEN_OUT else world
            shown = world.as_mapping() | ({"values": dict(values)} if values else {})
            found |= {"support": world.n, "relies_on": [], "witness": shown}
            found |= {"minimality": {"proven": minimality.proven, "reason": minimality.reason}}
            found |= {} if family is None else {"family": {"smallest": family.smallest, **family.as_mapping()}}
        case Vacuous(reason) | Undefined(reason) | Undecided(reason):
            found |= {"relies_on": [], "reason": reason}
    return {**found, "seconds": round(elapsed, 3), "solver": solver}


def _print_json(value: dict[str, Any]) -> None:
    out(json.dumps({key: each for key, each in value.items() if key != "reason" or each}))

    sys.stdout.flush()


def _print(file: str, statement: Statement, verdict: Verdict, elapsed: float) -> None:
    title = f" ({statement.title})" if statement.title else ""
    out(f"{file}{title}")
    out(f"  {coloured(verdict.name)} {in_short(verdict)} [{elapsed:.2f} s]")
    match verdict:
        case Refuted(world, values, family=family, minimality=minimality):
            shown = [*witness_table(world), *_values(values)]
            for line in shown:
                out(line)
            if minimality is not SOUGHT:
                out(
                    f"    {'the smallest' if minimality.proven else 'not proven to be the smallest'}: {minimality.reason}"
                )
            if family is not None:
                out(f"    for every n >= {family.first}:")
                for line in (*family_table(family), *_values(family.values)):
                    if line not in shown:
                        out(line)
        case Proved(relies_on=relies_on, reason=reason):
            if relies_on:
                out(f"    relies on: {', '.join(relies_on)}")
            if reason:
                out(f"    but {reason}")
        case Bounded(reason=reason) if reason:
            out(f"    beyond these: {reason}")
        case _:
            pass


def _values(values: Mapping[str, str]) -> Iterator[str]:
    if values:
        yield "    " + ", ".join(f"{name} = {value}" for name, value in values.items())


def _keep(arguments: argparse.Namespace, file: str, statement: Statement, verdict: Verdict) -> None:
    from prefshift_sym.engine.confirm import family_document, witness_document

    documents: dict[str, Mapping[str, Any]] = {}
    place = arguments.witness if isinstance(verdict, Refuted) else arguments.certificate
    if place is None:
        return
    if isinstance(verdict, Refuted):
        documents["witness"] = witness_document(statement, verdict.world, dict(verdict.values))
        if verdict.family is not None:
            documents["family"] = family_document(statement, verdict.family)
    if isinstance(verdict, Proved):
        documents["certificate"] = verdict.certificate
    for kind, document in documents.items():
        target = place / f"{path(file).stem}.{kind}.json"
        try:
            target.write_text(json.dumps(dict(document), indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            message = f"{target}: the file cannot be written ({error.strerror}); give a folder that can be written to"
            raise PrefshiftError(message) from None
