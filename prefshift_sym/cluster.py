"""A Dask cluster as an `Executor`. Dask is an optional extra, loaded only when an address is given."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.solver import solver_name
from prefshift_sym.engine_version import engine_version
from prefshift_sym.errors import PrefshiftError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

PATIENCE = 10.0  # seconds that a scheduler may take to answer


class ClusterError(PrefshiftError):
    """A cluster that cannot be used; the message says which one, and the way out."""


def versions() -> tuple[str, str]:
    """Return the engine's and the solver's versions of the process that this runs in."""
    return engine_version(), solver_name()


class _Cluster(Executor):
    """An executor that closes its connection to the cluster with itself; the cluster goes on."""

    def __init__(self, client: Any) -> None:
        self._client, self._executor = client, client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a worker call a picklable function."""
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in `Executor`
        """Wait for what runs, unless it is to be cancelled, and disconnect."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def dask_executor(address: str, *, patience: float = PATIENCE) -> Executor:
    """Return an executor that has the workers of the Dask scheduler at `address`, such as "tcp://host:8786", work.

    `patience` is in seconds. Raises `ClusterError` where the extra is not installed, no scheduler answers, or a worker
    has another version of this package or its solver: its answers could not be told from ours.
    """
    try:
        from distributed import Client
    except ImportError:
        message = "a Dask cluster needs an optional extra, which is missing here: install prefshift-sym[cluster]"
        raise ClusterError(message) from None
    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        message = (
            f"{address}: a Dask scheduler was expected, and none answers ({type(error).__name__}: {error}); "
            "start one with `dask scheduler`, and give the address that it shows, such as tcp://host:8786"
        )
        raise ClusterError(message) from None
    try:
        _same_everywhere(client)
    except BaseException:
        client.close()
        raise
    return _Cluster(client)


def _same_everywhere(client: Any) -> None:
    """Raise `ClusterError` for a worker that is there already and would decide in another way than this process."""
    for worker, found in client.run(versions, on_error="return").items():
        if found != versions():
            has = f"has {' and '.join(found)}" if isinstance(found, tuple) else f"cannot load it ({found})"
            message = (
                f"{worker}: this worker was expected to have prefshift-sym {' and '.join(versions())}, and {has}; "
                "install the same version of prefshift-sym and z3-solver there, and start the worker again"
            )
            raise ClusterError(message)
