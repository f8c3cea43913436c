"""Put many questions to `decide` at once, on all cores, and never the same one twice."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

from prefshift_sym.engine.decide import decide

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future
    from types import TracebackType

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict


BRIEF, BRIEF_SIZES = 3.0, (1, 2, 3)  # what a question is given that only colours the graph


class Asker:
    """A pool of processes that decide statements; answers are remembered. Use it as a context manager."""

    def __init__(self, *, timeout: float = 10.0, sizes: tuple[int, ...] | None = None, jobs: int | None = None) -> None:
        self.timeout, self.sizes = timeout, sizes
        self._pool = ProcessPoolExecutor(jobs or os.cpu_count() or 1, mp_context=get_context("spawn"))
        self._asked: dict[tuple[Statement, bool], Future[Verdict]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in (self._pool._processes or {}).values():  # noqa: SLF001 - nothing may stay behind after Ctrl-C
                process.kill()

    def begin(self, statements: Iterable[Statement], *, briefly: bool = False) -> None:
        """Start on questions whose answers will be wanted soon; `briefly` allows each little time and small supports."""
        timeout, sizes = (min(BRIEF, self.timeout), BRIEF_SIZES) if briefly else (self.timeout, self.sizes)
        for statement in statements:
            if (statement, briefly) not in self._asked:
                self._asked[statement, briefly] = self._pool.submit(decide, statement, timeout=timeout, sizes=sizes)

    def answer(self, statement: Statement, *, briefly: bool = False) -> Verdict:
        """Return the verdict on a statement, waiting for it if need be."""
        self.begin((statement,), briefly=briefly)
        return self._asked[statement, briefly].result()
