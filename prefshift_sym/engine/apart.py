"""Decide in a process of its own, for callers that are not on the main thread of theirs.

A limit on our own work needs the operating system's timer, which interrupts main threads only; and threads that share
one solver would wait for one another. So a question asked in a thread (of a thread pool, of a Dask worker) goes to a
child: the question is pickled to its standard input, the answer comes back on its standard output. The child is killed
when it is late, and ends by itself when its standard input closes: nothing outlives a worker that is killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.errors import PrefshiftError
from prefshift_sym.verdict import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict

START, GRACE = 20.0, 0.5  # seconds a child may take to load on a busy machine; seconds an answer may be late

_running: set[subprocess.Popen[bytes]] = set()


class ProcessDiedError(PrefshiftError):
    """A process ended before it answered; the question may be asked again."""


def decide_apart(statement: Statement, *, timeout: float, sizes: tuple[int, ...] | None = None) -> Verdict:
    """Return the verdict, decided in a child within about `timeout` seconds.

    Raises `ProcessDiedError` where the child ended without an answer, and whatever `decide` raised in it.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "prefshift_sym.engine.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us
    )
    assert child.stdin is not None
    assert child.stdout is not None
    _running.add(child)
    limit = START + 1.1 * timeout + GRACE
    end, late = time.monotonic() + limit, threading.Timer(limit, child.kill)
    late.daemon = True
    late.start()
    try:
        with suppress(BrokenPipeError):  # it died before it read the question: there will be no answer either
            child.stdin.write(pickle.dumps((statement, timeout, sizes)))
            child.stdin.flush()
        written = child.stdout.read()
    finally:
        late.cancel()
        child.kill()
        child.wait()
        _running.discard(child)
        child.stdout.close()
        with suppress(BrokenPipeError):
            child.stdin.close()
    if not written and time.monotonic() >= end:
        return Undecided("time out")
    try:
        answer, error = pickle.loads(written)  # noqa: S301 - our own child wrote it
    except (EOFError, pickle.UnpicklingError):
        message = f"the process that decided {statement.title!r} ended without an answer"
        raise ProcessDiedError(message) from None
    if error is not None:
        raise error
    return answer  # type: ignore[no-any-return]


def end_all() -> None:
    """Kill every child of this process: nothing may stay behind after Ctrl-C."""
    for child in tuple(_running):
        child.kill()


def main() -> None:
    """Be the child: read one question, write one answer."""
    from prefshift_sym.engine.decide import decide
    from prefshift_sym.engine.limit import TimeIsUpError, limited

    statement, timeout, sizes = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent wrote it
    end_after(lambda: os.read(sys.stdin.fileno(), 1))
    outcome: tuple[Verdict | None, Exception | None]
    try:
        with limited(1.1 * timeout + GRACE):
            outcome = decide(statement, timeout=timeout, sizes=sizes), None
    except TimeIsUpError:
        outcome = Undecided("time out"), None
    except Exception as error:  # noqa: BLE001 - the parent must hear of whatever went wrong
        outcome = None, _portable(error)
    sys.stdout.buffer.write(pickle.dumps(outcome))
    sys.stdout.buffer.flush()
    os._exit(0)


def _portable(error: Exception) -> Exception:
    """Return the error, or one that tells the same where it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - pickling runs the error's own code
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def end_after(wait: Callable[[], object]) -> None:
    """Let this process end once `wait` returns, in the middle of whatever it does."""

    def watch() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # the timer is for the main thread
        wait()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
