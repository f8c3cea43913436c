"""A limit that is reached just as its block ends leaves nothing behind: no timer, no handler, no late interruption."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import random, signal, time
from prefshift_sym.engine.limit import TimeIsUpError, limited

def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass

draw = random.Random(1)
for turn in range(1500):
    outer = turn % 3 == 0
    try:
        if outer:
            with limited(5), limited(0.001):
                spin(draw.uniform(0.0009, 0.0011))
        else:
            with limited(0.001):
                spin(draw.uniform(0.0009, 0.0011))
    except TimeIsUpError:
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0, turn
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL, turn
print("nothing is left")
"""


def test_a_limit_that_is_just_reached_leaves_nothing_behind() -> None:
    """In a process of its own, which a timer left behind would kill."""
    for _ in range(2):
        run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run
        assert run.stdout.strip() == "nothing is left"
        assert not run.stderr
