"""`python -m prefshift_sym` is `prefshift`. Until all is loaded, Ctrl-C ends it without a word."""

import signal
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from prefshift_sym import cli

    signal.signal(signal.SIGINT, before)
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
