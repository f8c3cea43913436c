"""Thousands of wrong certificates, each one change away from a right one: the checker refuses every one of them.

The suite takes a sample of each certificate's mutants, the same at every run. All of them, some minutes on one core:

    PREFSHIFT_SOUNDNESS=all python -m pytest -s tests/soundness/test_certificate_mutants.py
"""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from prefshift_sym.recheck_certificate import LEMMAS, check
from tests.soundness.certificates import QUICK, certificates
from tests.soundness.forgeries import forged, kept, uncovered
from tests.soundness.mutants import Mutant, wrong
from tests.soundness.worlds import judged

ALL = os.environ.get("PREFSHIFT_SOUNDNESS") == "all"
STEPS = 10**9 if ALL else 34  # of one certificate
WANTED = 2_000


def sample(name: str, mutants: list[Mutant]) -> list[Mutant]:
    """Return a few mutants, the same at every run: kinds in turn, so that the rare ones are there."""
    rng = random.Random(name)
    rng.shuffle(mutants)
    seen: Counter[str] = Counter()
    turn = []
    for mutant in mutants:
        turn.append((seen[mutant.kind], len(turn), mutant))
        seen[mutant.kind] += 1
    return [mutant for *_, mutant in sorted(turn, key=lambda each: each[:2])][:STEPS]


def test_certificates_are_found_and_accepted() -> None:
    """The control: all of them are found, on a slow machine too, and the checker accepts each."""
    found = certificates()
    assert len(found) == len(QUICK)
    assert all(check(document).accepted for document in found.values())


def test_wrong_steps_are_refused() -> None:
    """Missing proofs, other numbers, other facts, other lemmas: at least two thousand, none for its bad shape alone."""
    counts: Counter[str] = Counter()
    shapes, accepted = 0, []
    for name, document in certificates().items():
        for mutant in sample(name, list(wrong(document, random.Random(name)))):
            report = check(mutant.of(document))
            counts[mutant.kind] += 1
            shapes += report.reason.startswith("malformed")
            if report.accepted:
                accepted.append((name, mutant))
    print(f"wrong steps: {sum(counts.values())}, of them {shapes} of a bad shape: {dict(counts)}")
    assert not accepted
    assert sum(counts.values()) - shapes >= WANTED


def test_false_statements_are_refused() -> None:
    """The right steps under a statement that an exact world refutes."""
    counts: Counter[str] = Counter()
    accepted = []
    for name, document in certificates().items():
        for mutant, at in forged(document, random.Random(name)):
            changed = mutant.of(document)
            assert mutant.kind == "false claim besides" or judged(changed["statement"], at).refutes
            counts[mutant.kind] += 1
            if check(changed).accepted:
                accepted.append((name, mutant, at))
    print(f"false statements: {sum(counts.values())}: {dict(counts)}")
    assert not accepted
    assert sum(counts.values()) >= WANTED // 4


def test_what_is_not_covered_is_refused() -> None:
    """Other sizes, other claims, other versions."""
    for name, document in certificates().items():
        for mutant in uncovered(document):
            assert not check(mutant.of(document)).accepted, (name, mutant.kind)


def test_what_keeps_the_meaning_is_accepted() -> None:
    """Counted apart: no change of meaning, and no refusal."""
    count = 0
    for name, document in certificates().items():
        for mutant in kept(document, random.Random(name)):
            report = check(mutant.of(document))
            assert report.accepted, (name, mutant, report.reason)
            count += 1
    print(f"right ones: {count}")
    assert count >= WANTED // 10


GOALS = ["alpha > 2", "alpha < 0 or beta < 0", "any(p_A[i] > 1 for i in Y)", "TPM_A > TPM_U", "n == 7"]
EMPTY = [
    [["intro", []]],
    [["intro", ["i"]]],
    [["linear", [], []]],
    [["absurd", []]],
    [["cases", 0]],
    [["both"]],
    [["have", "0 == 1", [["intro", []]]], ["absurd", [["-1", [-1], None]]]],
]


@pytest.mark.parametrize("goal", GOALS)
def test_no_proof_proves_nothing(goal: str) -> None:
    """Closing steps without content, for goals of every form."""
    statement = {"title": "", "source": "", "without": [], "assume": {}, "claim": {"c": goal}, "n": "all"}
    statement |= {"families": [], "distributions": [], "scalars": []}
    for proof in [*EMPTY, *([["lemma", name, {}, []], ["intro", []]] for name in LEMMAS)]:
        proofs = [{"size": None, "setup": [], "claims": [proof]}]
        document = {"certificate": 1, "statement": statement, "supports": "all", "proofs": proofs}
        assert not check(document).accepted, proof
