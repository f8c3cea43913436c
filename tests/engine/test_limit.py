"""A hard limit on our own work: it interrupts, and limits nest."""

import time

import pytest

from prefshift_sym.engine.limit import TimeIsUpError, limited


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_it_interrupts():
    with pytest.raises(TimeIsUpError), limited(0.05):
        spin(5)


def test_an_outer_limit_counts_the_time_inside_an_inner_one():
    reached = []
    with pytest.raises(TimeIsUpError), limited(0.3):
        for turn in range(20):
            with limited(10):
                spin(0.1)
            reached.append(turn)
    assert len(reached) <= 6


def test_nothing_comes_after_the_block():
    with limited(0.05):
        pass
    spin(0.2)
