"""The minimal hitting sets of a family of sets that grows (Berge's multiplication). Sets are the bits of integers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def bits(chosen: int) -> Iterator[int]:
    """Yield the single bits of a set, lowest first."""
    while chosen:
        yield chosen & -chosen
        chosen &= chosen - 1


class HittingSets:
    """All minimal sets that meet every set added so far; none at all once an empty set was added."""

    def __init__(self) -> None:
        self.minimal: set[int] = {0}

    def add(self, edge: int) -> None:
        """Add a set that must be met."""
        missing = {each for each in self.minimal if not each & edge}
        kept = self.minimal - missing
        # A longer set is minimal again unless it contains one that met the new set already: two that were lengthened by
        # the same bit were incomparable before, and by different bits neither contains the other.
        longer = {each | bit for each in missing for bit in bits(edge)}
        self.minimal = kept | {each for each in longer if not any(each & other == other for other in kept)}
