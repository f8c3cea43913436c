"""The process that holds Z3: reads a question a line, answers a line. Its owner kills it when time is up.

A question is `{"script": SMT-LIB text, "pins": [[SMT-LIB text, ...], ...], "milliseconds": N, "steps": N}`, where steps
are the solver's own, without limit where it is 0. With pins, each list is asserted in turn on top of the script, and the
first that is satisfiable is answered; without, the script itself is.
Every answer is a word of the solver's, to be checked by others: `sat` comes with a model, rounded where it is irrational.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from typing import Any


def main() -> None:
    """Serve until standard input closes; then leave at once, even in the middle of a question."""
    questions: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_serve, args=(questions,), daemon=True).start()
    for line in sys.stdin:
        questions.put(line)
    os._exit(0)


def _serve(questions: queue.SimpleQueue[str]) -> None:
    while True:
        question = json.loads(questions.get())
        try:
            reply = answer(**question)
        except Exception as error:  # noqa: BLE001 - the owner must hear of whatever went wrong, in place of silence
            reply = {"answer": "unknown", "reason": f"the solver failed: {error}"}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


def answer(script: str, pins: list[list[str]], milliseconds: int, steps: int = 0) -> dict[str, Any]:
    """Return the solver's answer to one question."""
    import z3

    if script == "version":
        return {"answer": "z3 " + z3.get_version_string()}
    end = time.monotonic() + milliseconds / 1000
    unknown = ""
    for position, pinned in enumerate(pins or [[]]):
        left = int(1000 * (end - time.monotonic()))
        if left <= 0:
            return {"answer": "unknown", "reason": "time out"}
        solver = z3.SolverFor("QF_NRA") if not pins else z3.Solver()
        solver.set("timeout", left if not pins else min(left, 1500))
        solver.set("random_seed", 0)
        if steps:
            solver.set("rlimit", steps)
        solver.from_string(script + "".join(f"\n(assert {each})" for each in pinned))
        result = solver.check()
        if result == z3.sat:
            model = solver.model()
            values = {str(name): _rational(model[name]) for name in model.decls() if name.arity() == 0}
            return {"answer": "sat", "model": values, "pin": position}
        if result == z3.unknown:
            unknown = solver.reason_unknown() or "gave up"
    return {"answer": "unknown", "reason": unknown} if unknown else {"answer": "unsat"}


def _rational(value: Any) -> str:
    import z3

    if z3.is_algebraic_value(value):
        value = value.approx(30)
    return str(value.as_fraction())


if __name__ == "__main__":
    main()
