"""A certificate with anything changed in it proves something else, or nothing."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import prefshift_sym.recheck_certificate as checker
from prefshift_sym.engine.general import prove
from prefshift_sym.verdict import Proved
from tests.general.corpus import FALSE, TRUE, build

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOSEN = ["repaired, cov", "comonotone", "likelihood ratio", "dominance", "convex order", "Gibbs", "gap of a policy"]


@pytest.fixture(scope="module", params=CHOSEN)
def certificate(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return a certificate as it reads after a trip through JSON."""
    verdict = prove(build(request.param, TRUE[request.param]))
    assert isinstance(verdict, Proved), verdict
    return json.loads(json.dumps(verdict.certificate))  # type: ignore[no-any-return]


def combinations(node: Any) -> Iterator[list[Any]]:
    """Yield every combination in a proof that has parts."""
    if isinstance(node, list):
        if node[:1] == ["linear"] and node[2]:
            yield node[2]
        for part in node:
            yield from combinations(part)


def test_as_it_is_it_is_accepted(certificate: dict[str, Any]) -> None:
    """The control."""
    assert checker.check(certificate).accepted


def test_no_false_statement_accepts_it(certificate: dict[str, Any]) -> None:
    """The same steps under a statement that is false."""
    for title, entry in FALSE.items():
        forged = {**certificate, "statement": build(title, entry).as_mapping()}
        assert not checker.check(forged).accepted, title


def test_changed_numbers_are_refused(certificate: dict[str, Any]) -> None:
    """Every coefficient that carries weight is wanted as it is: doubled, negated, or left out."""
    places = sum(len(parts) for entry in certificate["proofs"] for parts in combinations(entry["claims"]))
    for place in range(places):
        for change in (lambda c: str(2 * Fraction(c)), lambda c: str(-Fraction(c)), None):
            forged = copy.deepcopy(certificate)
            flat = [
                (parts, k)
                for entry in forged["proofs"]
                for parts in combinations(entry["claims"])
                for k in range(len(parts))
            ]
            parts, k = flat[place]
            if change is None:
                del parts[k]
            else:
                parts[k][0] = change(parts[k][0])
            assert not checker.check(forged).accepted


def test_assumptions_left_out_are_missed(certificate: dict[str, Any]) -> None:
    """Without an assumption, or with it weakened to nothing, the steps do not go through."""
    for name in certificate["statement"]["assume"]:
        forged = copy.deepcopy(certificate)
        forged["statement"]["assume"][name] = "1 == 1"
        assert not checker.check(forged).accepted
        del forged["statement"]["assume"][name]
        assert not checker.check(forged).accepted


def test_dropped_setting_is_missed(certificate: dict[str, Any]) -> None:
    """Each setting assumption relied on is needed by this certificate."""
    for name in checker.check(certificate).relies_on:
        if name in checker.NAMES:
            forged = copy.deepcopy(certificate)
            forged["statement"]["without"] = [*forged["statement"]["without"], name]
            assert not checker.check(forged).accepted, name


def test_other_lemmas_are_refused(certificate: dict[str, Any]) -> None:
    """A lemma's name is part of the proof."""
    for old in checker.LEMMAS:
        text = json.dumps(certificate)
        if f'"lemma", "{old}"' in text:
            for new in set(checker.LEMMAS) - {old, "strict " + old, old.removeprefix("strict ")}:
                assert not checker.check(json.loads(text.replace(f'"lemma", "{old}"', f'"lemma", "{new}"'))).accepted


@pytest.mark.parametrize(
    "junk", [None, 3, [], {}, {"certificate": 1}, {"certificate": 1, "statement": {}, "proofs": [{}]}]
)
def test_junk_is_refused(junk: Any) -> None:
    """Whatever is not a certificate is refused, with a reason and without a crash."""
    report = checker.check(junk)
    assert not report.accepted
    assert report.reason


def test_alone_and_anywhere(certificate: dict[str, Any], tmp_path: Path) -> None:
    """The file runs alone, in isolated mode, from another folder; its exit codes are 0, 1 and 64."""
    script = tmp_path / "recheck_certificate.py"
    script.write_text(Path(checker.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    good, bad, junk = (tmp_path / name for name in ("good.json", "bad.json", "junk.json"))
    good.write_text(json.dumps(certificate), encoding="utf-8")
    bad.write_text(json.dumps({**certificate, "supports": [2]}), encoding="utf-8")
    junk.write_text("{", encoding="utf-8")
    for file, code in ((good, 0), (bad, 1), (junk, 64), (tmp_path / "none.json", 64)):
        run = subprocess.run([sys.executable, "-I", str(script), str(file)], capture_output=True, check=False)  # noqa: S603
        assert run.returncode == code, run
