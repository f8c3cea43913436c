"""What was found of the sets of assumptions at one support size, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from prefshift_sym.verdict import Bounded, Proved, Refuted, Undefined, Vacuous
    from prefshift_sym.weaken.space import Space

Role = Literal["needed", "idle", "replaceable", "open"]


@dataclass(frozen=True, slots=True)
class Sufficient:
    """A set that gives the claim. `minimal` is whether no smaller one does, for certain; `verdict` is the evidence."""

    subset: int
    verdict: Proved | Bounded | Vacuous
    minimal: bool = True


@dataclass(frozen=True, slots=True)
class Insufficient:
    """A set that does not give the claim: a world refutes it, or the claim is undefined there."""

    subset: int
    verdict: Refuted | Undefined


@dataclass(frozen=True, slots=True)
class Open:
    """A set of which nothing is known, with the reason."""

    subset: int
    reason: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answer at one support size n, smallest sets first. `questions` counts what had to be decided for it."""

    space: Space
    n: int
    sufficient: tuple[Sufficient, ...]
    insufficient: tuple[Insufficient, ...]
    undecided: tuple[Open, ...]
    questions: int

    @property
    def complete(self) -> bool:
        """Whether every set of assumptions is settled by the ones listed."""
        return not self.undecided

    @property
    def fails(self) -> bool:
        """Whether even all assumptions together do not give the claim."""
        return any(each.subset == self.space.whole for each in self.insufficient)

    def role(self, name: str) -> Role:
        """Return whether an assumption is needed (all others do not suffice), idle, replaceable by others, or open.

        Idle is one that is in no minimal sufficient set; where nothing suffices, every assumption is open.
        """
        bit = 1 << self.space.names.index(name)
        if self.fails:
            return "open"
        if self.breaks(name) is not None:
            return "needed"
        inside = [bool(each.subset & bit) for each in self.sufficient]
        if not self.complete or not inside:
            return "open"
        return "replaceable" if any(inside) else "idle"

    def breaks(self, name: str) -> Insufficient | None:
        """Return what shows that all other assumptions do not suffice, if they do not."""
        others = self.space.whole & ~(1 << self.space.names.index(name))
        return next((each for each in self.insufficient if each.subset == others), None)
