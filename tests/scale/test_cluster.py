"""A Dask cluster of two workers, one of which is killed in mid-run: nothing is lost, and the answers are the same."""

import importlib.util
import os
import signal
import sys

import pytest

from prefshift_sym.asking import Asker
from prefshift_sym.cluster import ClusterError, dask_executor
from prefshift_sym.engine_version import engine_version
from prefshift_sym.store import Store
from prefshift_sym.theory.statement import statement_from

from .test_asker import bare, soon

MISSING = importlib.util.find_spec("distributed") is None and os.environ.get("CI", "") != "true"  # CI must have it
dask = pytest.mark.skipif(MISSING, reason="needs the optional extra: install prefshift-sym[cluster]")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    engine_version.cache_clear()  # the source may have changed since this process read it, and the workers start now
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local:
        yield local


@dask
def test_a_worker_is_killed_in_mid_run(cluster, statements, verdicts, tmp_path):
    slow = [statement_from({"claim": {"c": f"TPM_A*TPM_U <= {k}/4"}, "n": 2}) for k in range(2, 6)]
    with (
        dask_executor(cluster.scheduler_address) as executor,
        Store(tmp_path / "kept.sqlite") as store,
        Asker(timeout=30, executor=executor, store=store) as asker,
    ):
        asker.begin([*slow, *statements.values()])
        victim, tasks = next(iter(cluster.workers.values())), executor._client.processing
        soon(lambda: tasks().get(victim.worker_address), "the worker has nothing to do")
        before = victim.pid
        os.kill(before, signal.SIGKILL)
        assert bare({name: asker.answer(each) for name, each in statements.items()}) == bare(verdicts)
        assert {asker.answer(each).name for each in slow} == {"bounded"}
        assert asker.asked == len(store) == 10
    soon(lambda: victim.pid not in (None, before), "the worker was not killed")


@dask
def test_the_cluster_goes_on_after_the_executor(cluster):
    for text in ("7", "8"):
        with dask_executor(cluster.scheduler_address) as executor:
            assert executor.submit(int, text).result(30) == int(text)


@dask
def test_a_worker_with_another_version_is_refused(cluster, monkeypatch):
    monkeypatch.setattr("prefshift_sym.cluster.engine_version", lambda: "99")
    with pytest.raises(ClusterError, match=r"tcp://.*expected to have prefshift-sym 99 .*install the same version"):
        dask_executor(cluster.scheduler_address)


@dask
def test_a_scheduler_that_does_not_answer_is_a_sentence():
    for address in ("tcp://127.0.0.1:9", "no address", "gopher://here:1"):
        with pytest.raises(ClusterError, match="a Dask scheduler was expected, and none answers.*dask scheduler"):
            dask_executor(address, patience=0.5)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"install prefshift-sym\[cluster\]"):
        dask_executor("tcp://127.0.0.1:8786")
