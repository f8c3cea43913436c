"""A hard limit on work of our own, for parts that may not look at the clock in time.

It needs the main thread, where the operating system's timer can interrupt Python; elsewhere the parts' own limits hold.
"""

from __future__ import annotations

import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

AGAIN = 0.25  # seconds after which the timer interrupts once more, should the first time have been lost

_whole: list[bool] = []  # one for each block of `whole` that we are in: did a limit end within it?


class TimeIsUpError(Exception):
    """The limit was reached; it is not an error of the work that it ended."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `TimeIsUpError` inside the block once `seconds` have passed. Limits may nest; the inner one comes first."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def interrupt(_: int, frame: FrameType | None) -> None:
        if _whole:
            _whole[0] = True
            return
        # Python drops what is raised in a destructor or while it collects garbage; the timer comes again soon. Nor may
        # it interrupt a limit that is being set up or taken down: the rest of that would not be done.
        if frame is None or (frame.f_code.co_name not in {"__del__", "gc_callback"} and frame.f_code not in _OWN):
            raise TimeIsUpError

    # The inner limit never reaches beyond the outer one, so that the outer one need not interrupt within the block.
    start = time.monotonic()
    before = signal.signal(signal.SIGALRM, interrupt)
    outer, again = signal.setitimer(signal.ITIMER_REAL, 0)
    own = min(seconds, outer) if outer else seconds
    signal.setitimer(signal.ITIMER_REAL, max(own, 0.001), AGAIN)
    try:
        yield
    finally:
        # In this order: without a handler of ours a timer that still runs would end the process.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        left = outer - (time.monotonic() - start)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.001), again)
            if left <= 0:
                raise TimeIsUpError


@contextmanager
def whole() -> Iterator[None]:
    """Put limits off to the end of the block: it starts or ends a process, say, which nobody would own if cut in two."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _whole.append(False)
    try:
        yield
    finally:
        late = _whole.pop()
    if late:
        raise TimeIsUpError


_MANAGER = type(limited(0))
_OWN = {limited.__wrapped__.__code__, _MANAGER.__enter__.__code__, _MANAGER.__exit__.__code__}  # type: ignore[attr-defined]
