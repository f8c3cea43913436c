"""Worlds that break the claim, looked for among the small ones."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

from prefshift_sym.engine import search
from prefshift_sym.weaken.sweep import sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefshift_sym.verdict import World
    from prefshift_sym.weaken.space import Space

LOOKED_AT = 8  # candidates of a search that are evaluated exactly, before it is given up
NEAR = 5.0  # seconds for a small world that meets a given set: far more than it takes, so that load changes nothing
MOST_FAILURES = 50  # worlds of a sweep that floating point misjudged, before it is given up


def swept(space: Space, n: int, novel: Callable[[int], bool]) -> Iterator[tuple[int, World]]:
    """Yield worlds of size n that meet the setting and break the claim, each with a novel set that it meets exactly."""
    weighed = len(space.names) - len(space.setting)  # these come first, so their bits are those of the sweep
    assert space.names[:weighed] == tuple(name for name, _ in space.base.assume[:weighed])
    setting, always = space.whole >> weighed << weighed, ((1 << len(space.always)) - 1) << weighed

    def wanted(own: int) -> bool:
        return own & always == always and novel(own & ~always | setting)

    failures = 0
    for world in sweep(space.base, n, wanted):
        met, claim = space.met(world)
        if claim is False and novel(met):
            yield met, world
            continue
        failures += 1
        if failures > MOST_FAILURES:
            return


def near(space: Space, subset: int, n: int) -> tuple[int, World] | None:
    """Return a small world of size n that meets a set and breaks the claim, with all that it meets; None if none is near."""
    statement = space.statement(subset, (n,))
    for world in itertools.islice(search.search(statement, n, 0, time.monotonic() + NEAR), LOOKED_AT):
        met, claim = space.met(world)
        if claim is False and met & subset == subset:
            return met, world
    return None
