"""A thousand false statements, each refuted by an exact world: the general prover has a certificate for none of them.

The suite takes every fifth statement. All of them, about five minutes on one core:

    PREFSHIFT_SOUNDNESS=all python -m pytest -s tests/soundness/test_prover_on_false_statements.py

The deadline is on the search only: the checker is not told to hurry. `false_statement(NUMBER)` draws one again.
"""

from __future__ import annotations

import os
import time

import pytest

from prefshift_sym.engine.general import prove
from prefshift_sym.engine.limit import TimeIsUpError, limited
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Proved
from tests.soundness.falsehoods import false_statement
from tests.soundness.worlds import judged

ALL = os.environ.get("PREFSHIFT_SOUNDNESS") == "all"
STATEMENTS, CHUNKS = 1_000, 10
START, STEP = (0, 1) if ALL else (2, 5)  # these are quick to come by
SECONDS = 0.8 if ALL else 0.25


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_certificate_for_what_is_false(chunk: int) -> None:
    """The prover gives a reason why not, or runs out of time."""
    size = STATEMENTS // CHUNKS
    late, wrong = 0, []
    for number in range(chunk * size + START, (chunk + 1) * size, STEP):
        data, at = false_statement(number)
        assert judged(data, at).refutes
        try:
            with limited(SECONDS + 0.2):
                answer = prove(statement_from(data), deadline=time.monotonic() + SECONDS)
        except TimeIsUpError:
            late += 1
            continue
        late += answer == "the time is up"
        if isinstance(answer, Proved):
            wrong.append((number, data, at))
            print(wrong[-1], flush=True)
    print(f"false statements {chunk * size} to {(chunk + 1) * size - 1}: {len(wrong)} proved, {late} late", flush=True)
    assert not wrong
    assert late < size // STEP, "the prover is given the time to answer"
