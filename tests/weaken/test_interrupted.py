"""Interrupted half-way and run again: the same answer, and no question asked twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

from prefshift_sym.asking import Asker
from prefshift_sym.commands.weaken_show import as_json
from prefshift_sym.store import Store
from prefshift_sym.theory.statement import read_statement
from prefshift_sym.weaken import space, weaken

NAMES = [
    "positive tilt covariance", "negative tilt covariance", "comonotone", "antitone", "positive correlation",
    "negative correlation", "mean gap", "likelihood ratio order",
]  # fmt: skip
ENOUGH = 4  # of about a dozen verdicts, when the run is interrupted
TIMEOUT = 60.0  # seconds for a question: far more than one takes, so that a busy machine gives the same answers


def kept_in(path) -> int:
    if not path.exists():
        return 0
    with Store(path) as store:
        return len(store)


def analysed(file, path):
    with Store(path) as store, Asker(timeout=TIMEOUT, jobs=2, store=store) as asker:
        (found,) = weaken(space(read_statement(file), keep_setting=True), asker, sizes=(2,))
        return as_json(str(file), found), asker.asked


def interrupted(file, path) -> int:
    """Press Ctrl-C once some verdicts are kept; return the exit code."""
    command = [sys.executable, "-m", "prefshift_sym", "weaken", str(file), "--support", "2", "--store", str(path)]
    command += ["--timeout", str(TIMEOUT), "--keep-setting"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 300
    while kept_in(path) < ENOUGH and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    return process.returncode


def test_interrupted_half_way_it_goes_on_where_it_stopped(tmp_path):
    file, whole = tmp_path / "mine.toml", tmp_path / "whole.sqlite"
    file.write_text(f'[assume]\nuse = {json.dumps(NAMES)}\n[claim]\nc = "TPM_A >= alpha"\n')
    for attempt in range(5):  # a run that came to its end before the interrupt reached it shows nothing
        part = tmp_path / f"part{attempt}.sqlite"
        code = interrupted(file, part)
        if code != 0:
            break
    assert code == 130
    before = kept_in(part)
    uninterrupted, every = analysed(file, whole)
    assert every > before >= ENOUGH

    resumed, asked = analysed(file, part)
    assert uninterrupted["undecided"] == []
    assert json.dumps(resumed) == json.dumps(uninterrupted)
    assert asked == every - before == kept_in(part) - before > 0
