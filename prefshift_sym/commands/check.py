"""`prefshift check [SCRIPT...]`: referee proof scripts, line by line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefshift_sym.commands.show import coloured, complain, in_short, out, progress, sizes, witness_table
from prefshift_sym.errors import PrefshiftError
from prefshift_sym.language.show import show
from prefshift_sym.verdict import Refuted

if TYPE_CHECKING:
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import StepReport, TheoremReport

EXAMPLES = """examples:
  prefshift check                       every script of ./proofs, or of the installed copy
  prefshift check proofs/lemma_1.py
  prefshift check --json --no-latex

exit code: 0 when each script meets its folder's expectation (those below refuted/ must be refuted, at the step they
name; all others must pass), 1 when one does not, 64 for a script that cannot be read"""


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = parsers.add_parser(
        "check",
        help="check proof scripts, line by line",
        description="Check each step of each proof from what it cites and nothing else.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("scripts", nargs="*", type=Path, metavar="SCRIPT", help="a proof script, or a folder of them")
    parser.add_argument("--timeout", type=float, default=10.0, metavar="S", help="seconds a question may take (10)")
    parser.add_argument("--latex", type=Path, default=Path("prefshift-paper"), metavar="DIR", help="where articles go")
    parser.add_argument("--no-latex", action="store_true", help="write no articles")
    parser.add_argument("--json", action="store_true", help="one JSON object a theorem, one a line")
    parser.set_defaults(run=run)


def default_scripts() -> Path:
    """Return ./proofs where it is there, else the copy that is installed with the package."""
    here = Path("proofs")
    return here if here.is_dir() else Path(__file__).resolve().parent.parent / "_proofs"


def found_scripts(named: list[Path]) -> list[Path]:
    """Return the scripts named, folders taken apart."""
    from prefshift_sym.scripts import scripts_below

    return [
        script for path in named or [default_scripts()] for script in (scripts_below(path) if path.is_dir() else [path])
    ]


def run(arguments: argparse.Namespace) -> int:
    """Check the scripts; say where expectations are not met."""
    from prefshift_sym.asking import Asker
    from prefshift_sym.check import check, expectation
    from prefshift_sym.scripts import load, must_be_refused

    unmet, unread, articles, theorems = [], 0, 0, 0
    with Asker(timeout=arguments.timeout) as asker, progress() as tell:
        loaded = []
        for path in found_scripts(arguments.scripts):
            try:
                loaded.append((path, load(path)))
            except PrefshiftError as error:
                complain(str(error))
                unread += 1
        reports = []
        for path, recorded in loaded:
            for each in recorded:
                report = check(each, asker, tell)
                reports.append((path, report))
        _measure_ahead([report for _, report in reports], asker)
        for path, report in reports:
            theorems += 1
            sentence = expectation(report, refuted=must_be_refused(path))
            tell(f"{report.recorded.title}: what each step relies on")
            if arguments.json:
                out(json.dumps(_as_json(path, report, sentence, asker)))
            else:
                _print(path, report, sentence, asker)
            if sentence:
                unmet.append((sentence, report))
            if not arguments.no_latex:
                articles += _write(arguments.latex, path, report, asker)
    for sentence, report in unmet:
        complain(sentence)
        if report.broken is not None and isinstance(report.broken.verdict, Refuted):
            for line in witness_table(report.broken.verdict.world):
                complain(line)
    if not arguments.json:
        met = theorems - len(unmet)
        out(f"{met} of {theorems} theorems are as their folder says.")
        if articles:
            out(f"LaTeX: {articles} articles in {arguments.latex}/")
    return 64 if unread else 1 if unmet else 0


def _measure_ahead(reports: list[TheoremReport], asker: Asker) -> None:
    from prefshift_sym.reliance import begin

    for report in reports:
        begin(report, asker)


def _print(path: Path, report: TheoremReport, sentence: str, asker: Asker) -> None:
    recorded = report.recorded
    out(f"{recorded.title}  ({path}{'; ' + recorded.source if recorded.source else ''})")
    out(f"  claim: {show(recorded.claim)}")
    width = max(len(each.step.fact.name) for each in report.steps)
    for step in report.steps:
        state = "unsupported" if step.unsupported and step.holds else step.verdict.name
        detail = (
            f"leans on {step.unsupported!r}, which does not hold" if state == "unsupported" else in_short(step.verdict)
        )
        out(f"  {step.step.fact.name.ljust(width)}  {coloured(state)} {detail}")
        if step.step.fact.says:
            out(f'  {" " * width}  "{step.step.fact.says}"')
        out(f"  {' ' * width}  {show(step.step.fact.formula) if step.step.fact.formula else ''}")
        relied = _relied(step, report, asker)
        if relied:
            out(f"  {' ' * width}  relies on: {relied}")
        if isinstance(step.verdict, Refuted):
            out(
                f"  {' ' * width}  {step.step.place}: this line is false; a world that meets what it cites and breaks it:"
            )
            for line in witness_table(step.verdict.world, " " * (width + 6)):
                out(line)
    name = report.verdict_name()
    if report.theorem is not None:
        out(f"  {coloured(name)} for {sizes(report.theorem.supports)}")
    else:
        out(
            f"  {coloured(name)}: the proof does not stand{', and neither does the claim' if name == 'refuted' else ''}"
        )
        if isinstance(report.statement, Refuted):
            for line in witness_table(report.statement.world):
                out(line)
            out("    " + ", ".join(f"{name} = {value}" for name, value in report.statement.values.items()))
    out(f"  NOT AS EXPECTED: {sentence}" if sentence else "  as its folder says")
    out()


def _relied(step: StepReport, report: TheoremReport, asker: Asker) -> str:
    from prefshift_sym.reliance import measure

    words = []
    for each in measure(step, report, asker):
        if each.need != "idle":
            words.append(
                each.citation.name + {"needed": "", "replaceable": " (or another)", "unknown": " (?)"}[each.need]
            )
    return ", ".join(words)


def _as_json(path: Path, report: TheoremReport, sentence: str, asker: Asker) -> dict[str, Any]:
    from prefshift_sym.reliance import measure

    steps = []
    for step in report.steps:
        found: dict[str, Any] = {"label": step.step.fact.name, "place": step.step.place, "verdict": step.verdict.name}
        found["unsupported"] = step.unsupported
        found["formula"] = show(step.step.fact.formula) if step.step.fact.formula else ""
        found["relies_on"] = {each.citation.name: each.need for each in measure(step, report, asker)}
        if isinstance(step.verdict, Refuted):
            found["witness"] = step.verdict.world.as_mapping()
        steps.append(found)
    return {
        "schema": 1,
        "file": str(path),
        "title": report.recorded.title,
        "verdict": report.verdict_name(),
        "as_expected": not sentence,
        "reason": sentence,
        "steps": steps,
    }


def _write(folder: Path, path: Path, report: TheoremReport, asker: Asker) -> int:
    from prefshift_sym.publish import latex

    folder.mkdir(parents=True, exist_ok=True)
    safe = "".join(each if each.isalnum() else "_" for each in report.recorded.title.lower()).strip("_")
    (folder / f"{path.stem}--{safe}.tex").write_text(latex(report, asker), encoding="utf-8")
    return 1
