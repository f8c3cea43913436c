"""One pool of deciders for all the wrong proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefshift_sym.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Iterator

collect_ignore_glob = ["scripts/*"]  # wrong on purpose: --doctest-modules must not import them


@pytest.fixture(scope="session")
def asker() -> Iterator[Asker]:
    with Asker(timeout=20.0) as shared:
        yield shared
