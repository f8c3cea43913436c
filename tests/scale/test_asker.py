"""The asker: any executor gives the same answers, a worker's death loses nothing, a killed run goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from prefshift_sym import asking
from prefshift_sym.asking import MOST_ATTEMPTS, Asker
from prefshift_sym.engine import apart
from prefshift_sym.engine.decide import decide
from prefshift_sym.store import Store, StoreError
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.values import replace
from prefshift_sym.verdict import Undecided

ROOT = Path(__file__).parents[2]
SPAWN = get_context("spawn")
# Nothing settles this one, so that whoever is killed while busy with it surely had not answered.
HARD = statement_from({"title": "hard", "claim": {"c": "exp(TPM_A) >= 1 + TPM_A + TPM_A**2/2"}})


def soon(test, what):
    """Wait until something holds, which it does at once or in a moment."""
    end = time.monotonic() + 30
    while not test():
        assert time.monotonic() < end, what
        time.sleep(0.01)


def gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def bare(verdicts):
    """Leave certificates out, which the checker has accepted: one statement may have several."""
    return {name: replace(each, certificate={}) if name == "proved" else each for name, each in verdicts.items()}


def answers(statements, **options):
    with Asker(timeout=30, **options) as asker:
        asker.begin(statements.values())
        return bare({name: asker.answer(each) for name, each in statements.items()}), asker.asked


@pytest.mark.parametrize(
    "make", [None, lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2, mp_context=SPAWN)]
)
def test_any_executor_gives_the_same_answers(make, statements, verdicts):
    if make is None:
        assert answers(statements) == (bare(verdicts), 6)
        return
    with make() as executor:
        assert answers(statements, executor=executor) == (bare(verdicts), 6)
        assert executor.submit(int, "7").result() == 7  # it is the caller's, and stays open


def test_what_is_kept_is_not_asked_again(statements, verdicts, tmp_path):
    with Store(tmp_path / "kept.sqlite") as store:
        assert answers(statements, store=store) == (bare(verdicts), 6)
    with Store(tmp_path / "kept.sqlite") as store:
        assert answers(statements, store=store) == (bare(verdicts), 0)
        store._file.execute("DELETE FROM verdicts WHERE verdict LIKE '%refuted%'")
        assert answers(statements, store=store) == (bare(verdicts), 1)


RUN = """
import sys
from prefshift_sym.asking import Asker
from prefshift_sym.store import Store
from prefshift_sym.theory.statement import statement_from
from tests_scale_claims import CLAIMS

if __name__ == "__main__":
    with Store(sys.argv[1]) as store, Asker(timeout=20, jobs=1, store=store) as asker:
        asker.begin(map(statement_from, CLAIMS))
        print(*asker._pool._processes, flush=True)
        for claim in CLAIMS:
            asker.answer(statement_from(claim))
            print("answered", flush=True)
"""


def test_a_killed_run_goes_on_where_it_stopped(tmp_path):
    claims = [{"claim": {"c": f"TPM_A*TPM_U <= {k}/4"}, "n": 2} for k in range(2, 12)]
    (tmp_path / "tests_scale_claims.py").write_text(f"CLAIMS = {claims!r}\n")
    (tmp_path / "run.py").write_text(RUN)
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    run = subprocess.Popen(
        [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "kept.sqlite")],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )
    with run:
        workers = [int(each) for each in run.stdout.readline().split()]
        assert run.stdout.readline() == run.stdout.readline() == "answered\n"
        run.kill()
        run.wait()
    assert workers
    soon(lambda: all(map(gone, workers)), "a worker outlives its run")
    with Store(tmp_path / "kept.sqlite") as store, Asker(timeout=20, store=store) as asker:
        done = len(store)
        assert 2 <= done < len(claims)
        asker.begin(map(statement_from, claims))
        assert asker.asked == len(claims) - done
        assert {asker.answer(statement_from(each)).name for each in claims} == {"bounded"}
        assert len(store) == len(claims)


# -- workers that die ---------------------------------------------------------------------------------------------------


def test_a_process_that_is_killed_is_replaced(statements, verdicts):
    with Asker(timeout=30, jobs=2) as asker:
        asker.timeout = 0.5
        asker.begin([HARD])
        asker.timeout = 30
        asker.begin(statements.values())
        first = asker._pool
        os.kill(next(iter(first._processes)), signal.SIGKILL)
        assert bare({name: asker.answer(each) for name, each in statements.items()}) == bare(verdicts)
        assert asker.answer(HARD).name == "undecided"
        assert asker._pool is not first
        assert asker.asked == 7


class Faulty(Executor):
    """An executor whose first answers are failures."""

    def __init__(self, *failures):
        self.failures, self.calls, self.shut = list(failures), 0, False

    def submit(self, fn, /, *args, **kwargs):
        self.calls += 1
        future = Future()
        failure = self.failures.pop(0) if self.failures else None
        if isinstance(failure, str):
            future.cancel()
            future.set_running_or_notify_cancel()
        elif failure is not None:
            future.set_exception(failure)
        else:
            future.set_result(fn(*args, **kwargs))
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.shut = True


class Gone(Exception):
    __module__ = "distributed.scheduler"


DIED = apart.ProcessDiedError("it died")


@pytest.mark.parametrize(
    ("failures", "calls"),
    [((DIED,), 2), ((DIED, DIED), 2), ((Gone(),), 2), ((BrokenExecutor(),), 1), (("cancelled",), 1)],
)
def test_a_question_whose_worker_died_is_asked_again(failures, calls, statements, verdicts, monkeypatch):
    executor = Faulty(*failures)
    with Asker(timeout=30, executor=executor) as asker:
        assert asker.answer(statements["refuted"]) == verdicts["refuted"]
        assert asker.asked == 1
    assert executor.calls == calls
    assert not executor.shut


def test_a_question_that_ends_every_process_is_given_up(statements, monkeypatch, tmp_path):
    tried = []

    def never(statement, **options):
        tried.append(statement)
        raise DIED

    monkeypatch.setattr(asking, "decide", never)
    with ThreadPoolExecutor(1) as executor, Store(tmp_path / "kept.sqlite") as store:
        with Asker(executor=executor, store=store) as asker:
            message = "the process that decides it ended without an answer, 3 times"
            assert asker.answer(statements["proved"]) == Undecided(message)
        assert len(tried) == MOST_ATTEMPTS
        assert len(store) == 0  # elsewhere it may go well


def test_a_failure_of_the_question_itself_is_not_asked_again(statements, monkeypatch):
    executor = Faulty(ZeroDivisionError("a fault"))
    with Asker(executor=executor) as asker, pytest.raises(ZeroDivisionError):
        asker.answer(statements["proved"])
    assert executor.calls == 1


def test_a_store_that_cannot_be_written_is_told_to_who_waits(statements, monkeypatch, tmp_path):
    with Store(tmp_path / "kept.sqlite") as store, Asker(store=store) as asker:
        store._file.execute("DROP TABLE verdicts")
        monkeypatch.setattr(store, "get", lambda *_, **__: None)
        with pytest.raises(StoreError, match="kept.sqlite"):
            asker.answer(statements["vacuous"])


# -- off the main thread ------------------------------------------------------------------------------------------------


def in_thread(work):
    """Call in a thread; return the thread and where its outcome goes."""
    outcome = []

    def run():
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 - looked at by the test
            outcome.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


def test_limits_hold_off_the_main_thread():
    thread, outcome = in_thread(lambda: decide(HARD, timeout=0.5))
    thread.join(30)
    assert outcome[0].name == "undecided"
    assert not apart._running


def test_a_child_that_is_killed_is_told():
    thread, outcome = in_thread(lambda: decide(HARD, timeout=20))
    soon(lambda: apart._running, "no child was started")
    apart.end_all()
    thread.join()
    assert isinstance(outcome[0], apart.ProcessDiedError)
    assert "'hard' ended without an answer" in str(outcome[0])


def test_a_child_that_is_late_is_killed(monkeypatch):
    monkeypatch.setattr(apart, "START", -1.0)
    assert apart.decide_apart(HARD, timeout=0.6) == Undecided("time out")


def test_an_error_in_the_child_arrives(monkeypatch):
    with pytest.raises(AttributeError):
        apart.decide_apart("no statement", timeout=1)


ORPHAN = """
import threading, time
from prefshift_sym.engine import apart
from prefshift_sym.engine.decide import decide
from prefshift_sym.theory.statement import statement_from
hard = statement_from({"claim": {"c": "exp(TPM_A) >= 1 + TPM_A + TPM_A**2/2"}})
threading.Thread(target=decide, args=(hard,)).start()
while not apart._running:
    time.sleep(0.01)
print(next(iter(apart._running)).pid, flush=True)
"""


def test_a_child_ends_with_its_parent():
    with subprocess.Popen([sys.executable, "-c", ORPHAN], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        assert not gone(child)
        parent.kill()
    soon(lambda: gone(child), "a child outlives its parent")


def test_a_daemonic_process_decides(statements, verdicts):
    with get_context("fork").Pool(1) as pool:  # its processes are daemonic
        assert pool.apply(decide, (statements["bounded"],)) == verdicts["bounded"]
        assert pool.apply(decide, (statements["vacuous"],)) == verdicts["vacuous"]
