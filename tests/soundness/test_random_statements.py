"""Ten thousand random statements: no random exact world contradicts the engine's verdict on any of them.

The suite takes every 25th statement. All of them, about half an hour on one core, with the counts of each thousand:

    PREFSHIFT_SOUNDNESS=all python -m pytest -s tests/soundness/test_random_statements.py

A statement is drawn from its own number, so that an objection names all that is needed to repeat it:
`decide(statement_from(drawn(NUMBER)), timeout=SECONDS, sizes=SIZES)`.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Any

import pytest

from prefshift_sym import recheck, recheck_certificate
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undefined, Vacuous, Verdict
from tests.soundness.grammar import Grammar
from tests.soundness.worlds import judged, sizes_of, worlds

ALL = os.environ.get("PREFSHIFT_SOUNDNESS") == "all"
STATEMENTS, CHUNKS = 10_000, 10
STEP = 1 if ALL else 25
SECONDS, SIZES = 0.25, (2, 3)
EVERY_SIZE = (1, 2, 3, 4)
WORLDS = 40


def drawn(number: int) -> dict[str, Any]:
    """Return the statement of that number."""
    return Grammar(random.Random(f"statement {number}")).statement(f"random statement {number}")


def against(number: int, data: dict[str, Any], sizes: tuple[int, ...], *, met: bool = False) -> str:
    """Return what some random world of those sizes says against a verdict that all is well, or (`met`) vacuous."""
    sizes = sizes_of(data, tuple(n for n in sizes if n in EVERY_SIZE))
    for at in worlds(random.Random(f"worlds {number}"), data, sizes, WORLDS):
        seen = judged(data, at)
        if met and seen.met:
            return f"this world meets the assumptions: {at}"
        if not met and (seen.refutes or seen.undefined):
            return f"in this world the claim is {seen.undefined or 'false'}: {at}"
    return ""


def objection(number: int, data: dict[str, Any], verdict: Verdict) -> str:
    """Return what speaks against a verdict, or nothing."""
    statement = statement_from(data)
    match verdict:
        case Refuted(world):
            return "" if recheck.check(witness_document(statement, world)).stands else f"no witness: {world}"
        case Undefined(world=world) if world is not None:
            lines = recheck.check(witness_document(statement, world)).lines
            return "" if any(line.holds is None for line in lines) else f"all is defined in {world}"
        case Proved(supports, certificate):
            if not recheck_certificate.check(certificate).accepted:
                return "the certificate is refused"
            if statement.sizes is not None and supports != statement.sizes:
                return f"{supports} are not the sizes asked for"
            return against(number, data, EVERY_SIZE)
        case Bounded(supports):
            return against(number, data, supports)
        case Vacuous(supports=supports):
            return against(number, data, EVERY_SIZE if supports in {(), "all"} else supports, met=True)
    return ""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_world_contradicts_a_verdict(chunk: int) -> None:
    """Proved, bounded and vacuous statements have no counterexample; refuted and undefined ones have a true witness."""
    size = STATEMENTS // CHUNKS
    counts: Counter[str] = Counter()
    objections = []
    for number in range(chunk * size, (chunk + 1) * size, STEP):
        data = drawn(number)
        verdict = decide(statement_from(data), timeout=SECONDS, sizes=SIZES)
        counts[verdict.name] += 1
        found = objection(number, data, verdict)
        if not found and isinstance(verdict, Proved | Bounded) and verdict.example is not None:
            document = witness_document(statement_from(data), verdict.example)
            found = "" if recheck.check(document).met else "its example does not meet the assumptions"
        if found:
            objections.append((number, verdict.name, data, found))
            print(objections[-1], flush=True)
    print(f"statements {chunk * size} to {(chunk + 1) * size - 1}: {dict(counts)}", flush=True)
    assert not objections
    assert len(counts) >= 4, "the grammar draws statements of many kinds"
