"""Random statements: no random exact world contradicts the engine's verdict on any of them.

The suite takes every 25th of ten thousand. All of them, about half an hour on one core: `python -m tests.soundness.many
10000`, or

    PREFSHIFT_SOUNDNESS=all python -m pytest -s tests/soundness/test_random_statements.py
"""

from __future__ import annotations

import os

import pytest

from tests.soundness.many import asked

ALL = os.environ.get("PREFSHIFT_SOUNDNESS") == "all"
STATEMENTS, CHUNKS = 10_000, 10
STEP = 1 if ALL else 25


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_world_contradicts_a_verdict(chunk: int) -> None:
    """Proved, bounded and vacuous statements have no counterexample; refuted and undefined ones have a true witness."""
    size = STATEMENTS // CHUNKS
    counts, objections = asked(range(chunk * size, (chunk + 1) * size, STEP))
    print(f"statements {chunk * size} to {(chunk + 1) * size - 1}: {dict(counts)}", flush=True)
    assert not objections
    assert len(counts) >= 4, "the grammar draws statements of many kinds"
