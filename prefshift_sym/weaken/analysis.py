"""The dialogue between sets that suffice and worlds that refute, one support size after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undecided, Undefined, Vacuous
from prefshift_sym.weaken.found import Analysis, Insufficient, Open, Sufficient
from prefshift_sym.weaken.hitting import HittingSets, bits
from prefshift_sym.weaken.worlds import near, swept

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.asking import Asker
    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict, World
    from prefshift_sym.weaken.space import Space

AT_ONCE = 4  # questions under way: enough for the cores, few enough that answers can still spare some

Scope = int | None


@dataclass
class _Known:
    """What is known of all sizes together: an answer for every size serves each of them."""

    space: Space
    sufficient: dict[Scope, dict[int, Proved | Bounded | Vacuous]] = field(default_factory=dict)
    broken: dict[int, dict[int, Insufficient]] = field(default_factory=dict)
    open: dict[int, dict[int, str]] = field(default_factory=dict)
    asked: set[tuple[int, Scope]] = field(default_factory=set)

    def suffices(self, subset: int, n: int) -> Proved | Bounded | Vacuous | None:
        """Return the evidence that a set suffices at size n, if there is some."""
        found = (self.sufficient.get(scope, {}).get(subset) for scope in (None, n))
        return next((verdict for verdict in found if verdict is not None), None)

    def scope(self, subset: int, n: int) -> Scope:
        """Return whether to ask about every size at once: not where a world of some size is known to refute it."""
        refuted = any(subset & ~met == 0 for worlds in self.broken.values() for met in worlds)
        if self.space.base.sizes is not None or refuted or (subset, None) in self.asked:
            return n
        return None


def weaken(
    space: Space,
    asker: Asker,
    *,
    sizes: tuple[int, ...],
    tell: Callable[[str], None] = lambda _: None,
    mine: Callable[[Statement], bool] = lambda _: True,
    most: int | None = None,
) -> tuple[Analysis, ...]:
    """Return the minimal sufficient and maximal insufficient sets of assumptions at each of the sizes.

    `tell` hears of the progress. `mine` says which questions to ask here; sets that others are to ask about stay open. With
    `most`, so do sets of more assumptions than that, and those that contain an undecided one.
    """
    known = _Known(space)
    return tuple(_Dialogue(known, asker, n, tell, mine, most).analysis() for n in sizes)


@dataclass
class _Dialogue:
    known: _Known
    asker: Asker
    n: int
    tell: Callable[[str], None]
    mine: Callable[[Statement], bool]
    most: int | None
    candidates: HittingSets = field(default_factory=HittingSets)
    questions: int = 0

    def __post_init__(self) -> None:
        self.space = self.known.space
        self.broken = self.known.broken.setdefault(self.n, {})
        self.open = self.known.open.setdefault(self.n, {})

    def analysis(self) -> Analysis:
        for met, world in swept(self.space, self.n, lambda met: not self.fails_already(met)):
            self.fails(met, world)
        for name in self.space.setting:  # worlds that break the setting differ in kind, so each is looked for
            self.look_for(self.space.whole & ~(1 << self.space.names.index(name)))
        while unsettled := self.unsettled():
            self.progress(len(unsettled))
            self.ask(unsettled)
        return self.result()

    def unsettled(self) -> list[int]:
        """Return the candidates that are not known to suffice, smallest first. None of them is known to fail."""
        few = (each for each in self.candidates.minimal if not self.is_left(each))
        return sorted(
            (each for each in few if self.known.suffices(each, self.n) is None),
            key=lambda each: (each.bit_count(), each),
        )

    # -- what fails --------------------------------------------------------------------------------------------------

    def fails_already(self, subset: int) -> bool:
        """Return whether a set is known not to be enough."""
        return any(subset & ~met == 0 for met in self.broken)

    def look_for(self, subset: int) -> None:
        """Look among small worlds for one that breaks a set."""
        found = None if self.fails_already(subset) else near(self.space, subset, self.n)
        if found is not None:
            self.fails(*found)

    def fails(self, met: int, world: World) -> None:
        """Take in a world that breaks the claim and meets these assumptions."""
        refuted = confirmed(self.space.statement(met, (world.n,)), world, (world.n,), "a search of small worlds")
        if refuted is not None:
            self.insufficient(met, refuted, world.n)

    def insufficient(self, subset: int, verdict: Refuted | Undefined, n: int) -> None:
        """Take in that a set, and with it each smaller one, is not enough at size n."""
        self.known.broken.setdefault(n, {}).setdefault(subset, Insufficient(subset, verdict))
        if n == self.n:
            self.candidates.add(self.space.whole & ~subset)

    # -- questions ---------------------------------------------------------------------------------------------------

    def ask(self, unsettled: list[int]) -> None:
        """Put the first few questions, and learn from each answer that still matters when it comes."""
        batch = [(subset, self.known.scope(subset, self.n)) for subset in unsettled]
        elsewhere = [subset for subset, scope in batch if not self.mine(self.statement(subset, scope))]
        for subset in elsewhere:
            self.leave_open(subset, "left to another shard")
        if elsewhere:
            return
        batch = batch[:AT_ONCE]
        # What no small world refuted often holds at every size; what holds at one size is found by going through it.
        self.asker.begin([self.statement(subset, None) for subset, scope in batch if scope is None], likely=True)
        self.asker.begin([self.statement(subset, scope) for subset, scope in batch if scope is not None])
        for subset, scope in batch:
            self.known.asked.add((subset, scope))
            self.questions += 1
            self.learn(subset, scope, self.asker.answer(self.statement(subset, scope)))
            self.progress(len(unsettled))

    def statement(self, subset: int, scope: Scope) -> Statement:
        return self.space.statement(subset, None if scope is None else (scope,))

    def learn(self, subset: int, scope: Scope, verdict: Verdict) -> None:
        """Take in an answer about a set."""
        match verdict:
            case Proved() | Vacuous(supports="all"):
                self.known.sufficient.setdefault(scope, {})[subset] = verdict
            case Bounded() | Vacuous():
                for n in verdict.supports:
                    assert isinstance(n, int)
                    self.known.sufficient.setdefault(n, {})[subset] = verdict
            case Refuted(world):
                self.fails(self.space.met(world)[0], world)
            case Undefined():
                self.undefined(subset, verdict)
            case Undecided(reason):
                if scope is not None:
                    self.leave_open(subset, reason)

    def undefined(self, subset: int, verdict: Undefined) -> None:
        """Take in that a set allows a world where the statement means nothing: as bad as a world that refutes it."""
        if verdict.world is None:  # at every size, and for want of one assumption: see which
            self.insufficient(subset, verdict, self.n)
            self.without_one(subset)
            return
        met, _ = self.space.met(verdict.world)
        self.insufficient(met | subset, verdict, verdict.world.n)

    def without_one(self, subset: int) -> None:
        """Ask what all assumptions but one say, for those that a set lacks: that may spare many questions."""
        for bit in bits(self.space.whole & ~subset):
            others = self.space.whole & ~bit
            asked = self.statement(others, self.n)
            if not self.fails_already(others) and self.known.suffices(others, self.n) is None and self.mine(asked):
                self.questions += 1
                answer = self.asker.answer(asked)
                if isinstance(answer, Undefined) and answer.world is None:
                    self.insufficient(others, answer, self.n)

    def leave_open(self, subset: int, reason: str) -> None:
        """Keep a set as neither: its larger ones are looked at all the same."""
        self.open[subset] = reason
        if self.most is None:
            self.candidates.add(self.space.whole & ~subset)

    def is_left(self, subset: int) -> bool:
        """Return whether a set is not to be asked about."""
        return self.most is not None and (subset in self.open or subset.bit_count() > self.most)

    # -- the answer --------------------------------------------------------------------------------------------------

    def progress(self, waiting: int) -> None:
        found = sum(self.known.suffices(each, self.n) is not None for each in self.candidates.minimal)
        self.tell(f"n = {self.n}: {self.questions} sets decided, {found} suffice, {waiting} to look at")

    def result(self) -> Analysis:
        unknown = {each: why for each, why in self.open.items() if not self.fails_already(each)}
        enough = {each: self.known.suffices(each, self.n) for each in self.candidates.minimal}
        sufficient = tuple(
            Sufficient(each, verdict, minimal=not any(other & ~each == 0 for other in unknown))
            for each, verdict in sorted(enough.items(), key=lambda pair: (pair[0].bit_count(), pair[0]))
            if verdict is not None
        )
        large = (each for each, verdict in enough.items() if verdict is None and each not in unknown)
        unknown |= dict.fromkeys(large, f"more than {self.most} assumptions")
        largest = [each for each in self.broken if not any(each != met and each & ~met == 0 for met in self.broken)]
        insufficient = tuple(self.broken[each] for each in sorted(largest, key=lambda each: (each.bit_count(), each)))
        undecided = tuple(Open(each, why) for each, why in sorted(unknown.items()))
        return Analysis(self.space, self.n, sufficient, insufficient, undecided, self.questions)
