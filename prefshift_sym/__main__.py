"""`python -m prefshift_sym` is `prefshift`. Until all is loaded, Ctrl-C ends it without a word."""

import gc
import signal
import sys
import time


def main() -> int:
    """Run the command line and return its exit code."""
    start = time.monotonic()
    # Nearly all that a short command makes is code and tables, and they stay: looking for cycles among them time and again
    # took a twentieth of it. Long ones still collect, a little later.
    gc.set_threshold(20_000)
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from prefshift_sym import cli

    signal.signal(signal.SIGINT, before)
    return cli.main(since=start)


if __name__ == "__main__":
    sys.exit(main())
