"""One pool of deciders for all the proof scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from prefshift_sym.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def asker() -> Iterator[Asker]:
    with Asker(timeout=20.0) as shared:
        yield shared
