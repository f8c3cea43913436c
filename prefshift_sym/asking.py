"""Put many questions to `decide` at once, on all cores or on a cluster, and never the same one twice."""

from __future__ import annotations

import os
import threading
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    InvalidStateError,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Self

from prefshift_sym.engine.apart import ProcessDiedError, end_after, end_all
from prefshift_sym.engine.decide import decide
from prefshift_sym.verdict import Undecided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from prefshift_sym.store import Store
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict


BRIEF, BRIEF_SIZES = 3.0, (1, 2, 3)  # what a question is given that only colours the graph
MOST_ATTEMPTS = 3  # after which a question that ends the process that decides it is left alone


@dataclass(eq=False, slots=True)
class _Question:
    """A question on its way; `answer` outlives the workers that are tried for it."""

    statement: Statement
    timeout: float
    sizes: tuple[int, ...] | None
    likely: bool
    answer: Future[Verdict] = field(default_factory=Future)
    attempts: int = 0
    underway: Future[Verdict] | None = None


class Asker:
    """Workers that decide statements; answers are remembered. Use it as a context manager.

    `timeout` is what each question is given, in seconds of wall-clock time; `jobs` how many processes there are (one a
    core). `executor` has the work done elsewhere, by whatever can call a picklable function; it stays open. `store` is
    asked first, and takes in each answer as soon as it is there. `asked` counts the questions that were really put.
    A worker that dies is replaced, and what it worked on is asked again, at most twice: then `undecided` says so.
    """

    def __init__(
        self,
        *,
        timeout: float = 10.0,
        sizes: tuple[int, ...] | None = None,
        jobs: int | None = None,
        executor: Executor | None = None,
        store: Store | None = None,
    ) -> None:
        self.timeout, self.sizes, self.store, self.asked = timeout, sizes, store, 0
        self._jobs, self._closed, self._lock = jobs or os.cpu_count() or 1, False, threading.RLock()
        self._own: list[Executor] = []
        self._pool = executor or self._fresh_pool()
        self._alone: Executor | None = None
        self._asked: dict[tuple[Statement, bool], _Question] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
        for question in self._asked.values():
            if question.underway is not None:
                question.underway.cancel()
        for pool in self._own:
            pool.shutdown(wait=kind is None, cancel_futures=True)
            if kind is not None and isinstance(pool, ProcessPoolExecutor):
                for process in (pool._processes or {}).values():  # noqa: SLF001 - nothing may stay behind after Ctrl-C
                    process.kill()
        if kind is not None:
            end_all()

    def begin(self, statements: Iterable[Statement], *, briefly: bool = False, likely: bool = False) -> None:
        """Start on questions whose answers will be wanted soon; `briefly` allows each little time and small supports.

        `likely` statements are looked at for a proof first.
        """
        timeout, sizes = (min(BRIEF, self.timeout), BRIEF_SIZES) if briefly else (self.timeout, self.sizes)
        for statement in statements:
            if (statement, briefly) in self._asked:
                continue
            question = self._asked[statement, briefly] = _Question(statement, timeout, sizes, likely)
            known = self.store.get(statement, timeout=timeout, sizes=sizes) if self.store is not None else None
            if known is not None:
                question.answer.set_result(known)
            else:
                self.asked += 1
                self._put(question)

    def answer(self, statement: Statement, *, briefly: bool = False) -> Verdict:
        """Return the verdict on a statement, waiting for it if need be."""
        self.begin((statement,), briefly=briefly)
        return self._asked[statement, briefly].answer.result()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give each question that is put inside the block this long at most."""
        before, self.timeout = self.timeout, min(self.timeout, seconds)
        try:
            yield
        finally:
            self.timeout = before

    # -- workers ---------------------------------------------------------------------------------------------------

    def _fresh_pool(self) -> ProcessPoolExecutor:
        spawn = get_context("spawn")
        pool = ProcessPoolExecutor(self._jobs, mp_context=spawn, initializer=_end_with_parent)
        self._own.append(pool)
        return pool

    def _put(self, question: _Question) -> None:
        """Hand a question to the workers; one that was there at two deaths, to a process that is nobody else's."""
        while True:
            with self._lock:
                if self._closed:
                    question.answer.cancel()
                    return
                if question.attempts == MOST_ATTEMPTS - 1 and self._alone is None:
                    self._alone = ThreadPoolExecutor(self._jobs)  # off the main thread, `decide` takes its own process
                    self._own.append(self._alone)
                pool = (self._alone if question.attempts == MOST_ATTEMPTS - 1 else None) or self._pool
            try:
                underway = pool.submit(
                    decide,
                    question.statement,
                    timeout=question.timeout,
                    sizes=question.sizes,
                    likely=question.likely,
                )
            except BrokenExecutor:
                self._replace(pool)
                continue
            question.underway = underway
            underway.add_done_callback(lambda done: self._done(question, pool, done))
            return

    def _replace(self, pool: Executor) -> None:
        """Have processes of our own do what a pool that is broken, or a cluster that is gone, was to do."""
        with self._lock:
            if pool is self._pool and not self._closed:
                self._pool = self._fresh_pool()

    def _done(self, question: _Question, pool: Executor, done: Future[Verdict]) -> None:
        """Take in an answer, or put the question again. Runs wherever the executor calls back from."""
        error = CancelledError() if done.cancelled() else done.exception()
        try:
            if not self._closed and _died(error):
                self._again(question, pool, gone=isinstance(error, BrokenExecutor | CancelledError))
                return
            if error is not None:
                raise error
            if self.store is not None:
                self.store.put(question.statement, done.result(), timeout=question.timeout, sizes=question.sizes)
            question.answer.set_result(done.result())
        except BaseException as error:  # noqa: BLE001 - nobody hears it here; whoever waits for the answer must
            with suppress(InvalidStateError):  # unless nobody does any more
                question.answer.set_exception(error)

    def _again(self, question: _Question, pool: Executor, *, gone: bool) -> None:
        """Put a question again whose worker died; `gone` says that the whole pool went with it."""
        if gone:
            self._replace(pool)
        question.attempts += 1
        if question.attempts < MOST_ATTEMPTS:
            self._put(question)
        else:  # not for the store: elsewhere it may go well
            message = f"the process that decides it ended without an answer, {MOST_ATTEMPTS} times"
            question.answer.set_result(Undecided(message))


def _died(error: BaseException | None) -> bool:
    """Return whether an error means that a worker was lost, rather than that the question failed."""
    if isinstance(error, BrokenExecutor | CancelledError | ProcessDiedError):
        return True
    return type(error).__module__.startswith("distributed.")  # `KilledWorker`, a lost connection


def _end_with_parent() -> None:
    """Let a worker end with the process that started it, even if that is killed and can tell it nothing."""
    parent = parent_process()
    assert parent is not None
    end_after(parent.join)
