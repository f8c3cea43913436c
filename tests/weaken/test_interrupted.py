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

NAMES = '["positive tilt covariance", "negative tilt covariance", "comonotone", "antitone", "separation"]'
ENOUGH = 5  # of about a dozen verdicts, when the run is interrupted


def kept_in(path) -> int:
    if not path.exists():
        return 0
    with Store(path) as store:
        return len(store)


def analysed(file, path):
    with Store(path) as store, Asker(timeout=10.0, jobs=2, store=store) as asker:
        (found,) = weaken(space(read_statement(file)), asker, sizes=(2,))
        return as_json(str(file), found), asker.asked


def test_interrupted_half_way_it_goes_on_where_it_stopped(tmp_path):
    file, part, whole = tmp_path / "mine.toml", tmp_path / "part.sqlite", tmp_path / "whole.sqlite"
    file.write_text(f'[assume]\nuse = {NAMES}\n[claim]\nc = "TPM_A >= alpha"\n')
    command = [sys.executable, "-m", "prefshift_sym", "weaken", str(file), "--support", "2", "--store", str(part)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while kept_in(part) < ENOUGH and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    before = kept_in(part)
    assert before >= ENOUGH

    resumed, asked = analysed(file, part)
    uninterrupted, every = analysed(file, whole)
    assert json.dumps(resumed) == json.dumps(uninterrupted)
    assert asked == every - before == kept_in(part) - before > 0
