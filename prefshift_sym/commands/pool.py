"""Decide many statements, in order, each within its time: in this process, or side by side in others."""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.limit import TimeIsUpError, limited
from prefshift_sym.verdict import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict

    Ask = Callable[[Statement, float], Verdict]  # a picklable function of a statement and seconds

# A statement may take a tenth more than its limit and half a second, of which starting and ending take some.
OVER, GRACE = 1.05, 0.1  # a factor and seconds, after which what still works is interrupted
KILLED = 0.15  # seconds later, the process that it works in is killed


def decided(
    statements: Sequence[Statement], ask: Ask, *, timeout: float, jobs: int, since: float
) -> Iterator[tuple[Verdict, float]]:
    """Yield (verdict, seconds) for each statement, in order. A statement's failure never stops the others.

    `since` is when the program began to load: the first statement's time counts from there, up to half of it.
    """
    if jobs == 1:
        for statement in statements:
            yield _decided(statement, ask, max(timeout - (time.monotonic() - since), timeout / 2))
            since = time.monotonic()
        return
    running: dict[int, _Job] = {}
    try:
        for position in range(len(statements)):
            for ahead in range(position, min(position + max(jobs, 1), len(statements))):
                if ahead not in running:
                    with _uninterrupted():
                        running[ahead] = _Job(statements[ahead], ask, timeout)
            yield running.pop(position).result()
    finally:
        for job in running.values():
            job.stop()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait, so that no process is started that nobody knows of. One started here never hears it: it is killed."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Job:
    """One statement in a process of its own, so that its limit can be enforced whatever it is busy with."""

    def __init__(self, statement: Statement, ask: Ask, timeout: float) -> None:
        import multiprocessing  # slow to load, and one statement after the other needs none of it

        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        self.limit, self.start = OVER * timeout + GRACE + KILLED, time.monotonic()
        self.answers, theirs = context.Pipe(duplex=False)
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, statement, ask, timeout), daemon=True)
        self.process.start()
        theirs.close()

    def result(self) -> tuple[Verdict, float]:
        """Return the verdict, or why there is none."""
        try:
            left = self.start + self.limit - time.monotonic()
            if self.answers.poll(max(left, 0)):
                return self.answers.recv()  # type: ignore[no-any-return]
            return Undecided("time out"), time.monotonic() - self.start
        except EOFError:
            return Undecided("the process that decided it ended without an answer"), time.monotonic() - self.start
        finally:
            self.stop()

    def stop(self) -> None:
        """End the process; the solver that it started ends with it."""
        self.process.kill()
        self.process.join()
        self.answers.close()


def _work(answers: Connection, statement: Statement, ask: Ask, timeout: float) -> None:
    from multiprocessing import parent_process

    from prefshift_sym.engine.apart import end_after

    parent = parent_process()
    assert parent is not None
    end_after(parent.join)
    with suppress(BrokenPipeError):
        answers.send(_decided(statement, ask, timeout))


def _decided(statement: Statement, ask: Ask, timeout: float) -> tuple[Verdict, float]:
    start = time.monotonic()
    try:
        with limited(OVER * timeout + GRACE):
            verdict: Verdict = ask(statement, timeout)
    except TimeIsUpError:
        verdict = Undecided("time out")
    except Exception as error:  # noqa: BLE001 - whatever went wrong is told in place of a verdict
        verdict = Undecided(f"the engine failed on it, which is a fault of prefshift: {type(error).__name__}: {error}")
    return verdict, time.monotonic() - start
