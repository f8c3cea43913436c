"""What an article is made from: plain values, to which a checked proof is converted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefshift_sym.theory.facts import assumption
from prefshift_sym.theory.setting import ASSUMPTIONS, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Collection

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Formula
    from prefshift_sym.verdict import Verdict


@dataclass(frozen=True, slots=True)
class PaperAssumption:
    """A named assumption; `formula` is None for `finite support`, which no formula says."""

    name: str
    formula: Formula | None
    says: str = ""
    source: str = ""
    of_setting: bool = False


@dataclass(frozen=True, slots=True)
class PaperStep:
    """A step of the proof, with the checker's word on it.

    `cites` holds names of assumptions and labels of earlier steps; `relies_on` what of these the step was
    found to need, None where that was not measured. `supported` is False where something that the step
    cites was not established, however good the step itself is. `source` is the step's place in the script,
    as `file:line`.
    """

    label: str
    formula: Formula
    verdict: Verdict
    says: str = ""
    cites: tuple[str, ...] = ()
    relies_on: tuple[str, ...] | None = None
    supported: bool = True
    source: str = ""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """What the step rests on: as measured, else all that it cites."""
        return self.cites if self.relies_on is None else self.relies_on

    @property
    def holds(self) -> bool:
        """Whether the step follows from what it cites, by the checker's word."""
        return self.verdict.name in {"proved", "bounded"}


@dataclass(frozen=True, slots=True)
class PaperTheorem:
    """A theorem with its proof, as checked: the input of `article`.

    `assumptions` are numbered A1, A2, ... in their order, `steps` S1, S2, ...; `verdict` is the word on the
    claim as a whole, if there is one. `without` names the assumptions of the setting that the theorem
    drops. `prose` is told before the theorem; a blank line starts a new paragraph.
    """

    title: str
    claim: tuple[tuple[str, Formula], ...]
    assumptions: tuple[PaperAssumption, ...]
    steps: tuple[PaperStep, ...] = ()
    verdict: Verdict | None = None
    source: str = ""
    prose: str = ""
    without: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    numbers: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Give the assumptions and the steps their numbers, for all that refer to them."""
        numbers = {each.name: f"A{number}" for number, each in enumerate(self.assumptions, 1)}
        numbers |= {each.label: f"S{number}" for number, each in enumerate(self.steps, 1)}
        object.__setattr__(self, "numbers", numbers)

    @property
    def signature(self) -> Signature:
        """The names in scope: the setting's and the declared ones."""
        return SIGNATURE.declare(families=self.families, distributions=self.distributions, scalars=self.scalars)


def setting_assumptions(without: Collection[str] = ()) -> tuple[PaperAssumption, ...]:
    """Return the setting's own assumptions, less those dropped."""
    return tuple(
        PaperAssumption(each.name, assumption(each.name), each.says, each.source, of_setting=True)
        for each in ASSUMPTIONS.values()
        if each.name not in without
    )
