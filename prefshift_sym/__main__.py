"""`python -m prefshift_sym` is `prefshift`. Until all is loaded, Ctrl-C ends it without a word."""

import gc
import signal
import sys
import time

INTERRUPTED = 130  # the exit code after Ctrl-C


def main() -> int:
    """Run the command line and return its exit code."""
    start = time.monotonic()
    # Nearly all that a short command makes is code and tables, and they stay: looking for cycles among them time and again
    # took a twentieth of it. Long ones still collect, a little later.
    gc.set_threshold(20_000)
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from prefshift_sym import cli

    signal.signal(signal.SIGINT, before)
    code = cli.main(since=start)
    if code == INTERRUPTED:
        _end_within(3.0)
    return code


def _end_within(seconds: float) -> None:
    """End then, whatever Python still waits for: a worker that was killed as it began may never answer."""
    import os
    import threading

    last = threading.Timer(seconds, os._exit, (INTERRUPTED,))
    last.daemon = True
    last.start()


if __name__ == "__main__":
    sys.exit(main())
