"""A hard limit on our own work: it interrupts, and limits nest."""

import subprocess
import time

import pytest

from prefshift_sym.engine.limit import TimeIsUpError, limited, whole
from prefshift_sym.engine.solver import Solver


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


def test_what_is_whole_is_finished_before_the_limit_interrupts():
    done = []
    with pytest.raises(TimeIsUpError), limited(0.02):
        with whole():
            with whole():
                spin(0.1)
                done.append("inner")
            done.append("outer")
        spin(5)
        done.append("too late")
    assert done == ["inner", "outer"]


def test_what_is_whole_and_in_time_goes_on():
    with limited(5), whole():
        pass
    with whole():
        pass


def test_a_solver_that_is_cut_short_owns_the_process_it_started(monkeypatch):
    class Slow(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            spin(0.1)

    monkeypatch.setattr(subprocess, "Popen", Slow)
    solver = Solver()
    with pytest.raises(TimeIsUpError), limited(0.03):
        solver.ask("(declare-const x Real)", seconds=10)
    assert solver._process is None
    assert not subprocess._active, "every process was waited for"


def test_a_solver_that_is_cut_short_while_it_is_asked_can_be_ended():
    solver = Solver()
    writer, _ = solver._streams()
    writer.write("a question that is not sent yet")  # it waits to be written, and the worker will have ended by then
    process = solver._process
    solver.close()
    assert solver._process is None
    assert process.stdin.closed
    assert process.stdout.closed
