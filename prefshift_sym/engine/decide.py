"""Do these assumptions give this claim? The one question that everything else asks.

The parts are asked in turn, cheapest first: is the statement defined; is there a small exact counterexample; is there a
certificate for every support size; does a solver settle it one size at a time, and do its candidates survive the exact
re-check. Each comes more than once, with more effort each time, as most statements need little of one or the other.
Every part that gives up leaves a reason.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.engine import definedness, search
from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.engine.lattice import LEVELS
from prefshift_sym.engine.limit import TimeIsUpError, limited
from prefshift_sym.engine.sizes import sizes_to_search
from prefshift_sym.engine.solver import solver_name
from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.terms import Compare, Number, Or
from prefshift_sym.recheck import BadDocument
from prefshift_sym.theory.facts import formula_of
from prefshift_sym.theory.uses import sums_over_outputs
from prefshift_sym.values import replace
from prefshift_sym.verdict import Bounded, Proved, Refuted, Undecided, Undefined, Vacuous, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import World

# How much each part may do is counted where a witness depends on it, so that the same question gets the same witness
# whatever the load; time only ends what would not end.
SIMPLER_TESTS = 100_000  # of worlds with a witness's own rewards
GLANCE = 500, 60  # of small worlds of each size at the first two levels: most false statements need no more
EASY = 50  # units of the search for a certificate, next: one true statement in six needs no more
EFFORT = 500  # units of the search for a certificate, before the second level of small worlds
LIKELY = 5_000  # the same, before any search, where a statement is likely to be true, or would be defined only then
CLASH = 1_000  # the same, for the opposite of each assumption, where no small world meets them all
MORE = 16_000  # the same, before the solver is asked for more than a short look
SHORT, LONG = 0.5, 10.0  # seconds for a certificate that something is defined, and for the last attempt; most take less
BRIEF = 1_500  # of small worlds at the second level, before any search for a certificate
TESTS = (
    60_000,
    20_000,
    500_000,
    1_500_000,
)  # of small worlds, at each level and size; a hundred thousand take a second
SPECIAL = 2_000, 20_000, 200_000  # of worlds with what equations give, or with a second temperature, at each size
FAMILY = 0.5  # seconds to look for counterexamples at every size
NEVER = Compare((Number(Fraction(0)),) * 2, ("<",))
DEGENERATE = Or((formula_of("all(r[i] == r[j] for i in Y for j in Y)"), formula_of("all(p_A[i] == p_U[i] for i in Y)")))


def decide(
    statement: Statement,
    *,
    timeout: float = 30.0,
    sizes: tuple[int, ...] | None = None,
    every_size: bool = False,
    smallest: bool = False,
    full_support: bool = False,
    likely: bool = False,
) -> Verdict:
    """Return the verdict on a statement, within about `timeout` seconds of wall-clock time.

    `sizes` are the support sizes to search where the statement asks for all. With `every_size`, a refutation of such a
    statement comes with a family of counterexamples at every size, where one is found in a fraction of a second. With
    `smallest`, the rest of the time goes to the smallest witness and to a proof that it is; with `full_support`, both
    components of that witness are positive everywhere, if there is one. A statement that is `likely` to be true gets the
    same answer, sooner if there is a certificate. The same question gets the same answer, as long as time does not run
    out. Limits hold on a main thread only, so that another thread's question is put to a
    process of its own; there, `ProcessDiedError` is raised where that process ends without an answer.
    """
    start = time.monotonic()
    if threading.current_thread() is not threading.main_thread():
        from prefshift_sym.engine.apart import decide_apart  # a main thread needs none of it

        verdict = decide_apart(statement, timeout=timeout, sizes=sizes)
    else:
        verdict = _Decision(statement, time.monotonic() + timeout, sizes_to_search(statement, sizes)).verdict(
            likely=likely
        )
    if (smallest or full_support) and isinstance(verdict, Refuted):
        from prefshift_sym.engine.smallest import smallest_of

        with suppress(TimeIsUpError), limited(max(start + timeout - time.monotonic(), 0.01)):
            verdict = smallest_of(statement, verdict, sizes, start + 0.9 * timeout, full_support=full_support)
    if every_size and isinstance(verdict, Refuted):
        from prefshift_sym.engine.family import family_of

        limit = min(start + timeout, time.monotonic() + FAMILY)
        with suppress(TimeIsUpError, BadDocument), limited(limit + 0.1 - time.monotonic()):
            verdict = replace(verdict, family=family_of(statement, verdict, limit))
    return verdict


def _first(*parts: Callable[[], Verdict | None]) -> Verdict | None:
    """Return the first answer that is one; verdicts have no truth value, so `or` will not do."""
    return next((found for part in parts if (found := part()) is not None), None)


class _Decision:
    def __init__(self, statement: Statement, deadline: float, sizes: tuple[int, ...]) -> None:
        self.statement, self.deadline, self.sizes = statement, deadline, sizes
        self.held: list[int] = []
        self.gave_up: list[str] = []
        self.exhausted = False  # the search for a certificate came to its end: there is no use in asking again
        self.spent = 0  # units that did not suffice for one: nor do fewer

    def left(self) -> float:
        return self.deadline - time.monotonic()

    def verdict(self, *, likely: bool) -> Verdict:
        if not self.sizes:
            return Vacuous(
                "no support size that was to be searched, by default 1 to 12, is one that the assumptions allow"
            )
        undefined = self.undefined()
        if not isinstance(undefined, str):
            return undefined
        found = _first(
            *((lambda: self.proved(self.left() / 2, LIKELY),) if likely else ()),
            self.glanced,
            lambda: self.proved(self.left() / 4, EASY),
            lambda: self.searched_specially(0),
            self.searched_in_brief,
            lambda: self.proved(self.left() / 4, EFFORT),
            lambda: self.searched_specially(1),
            self.clashing,
            self.glimpsed,
            lambda: self.proved(self.left() / 3, MORE),
            lambda: self.searched((1,)),
            lambda: self.searched_specially(2),
            self.size_by_size,
            lambda: self.searched(range(2, len(LEVELS))),
            lambda: self.proved(min(self.left() / 2, LONG)),
        )
        return self.without_counterexample(undefined) if found is None else found

    # -- definedness ---------------------------------------------------------------------------------------------

    def undefined(self) -> Verdict | str:
        """Return the verdict `undefined`, or what could not be shown to be defined ("" where all was).

        Where that is not shown at once, a certificate for the whole statement shows it as well: the verdict is `proved` then.
        """
        unshown = ""
        for question in definedness.questions(self.statement):
            if question.obligation.needs == definedness.BETA_NOT_ZERO:
                if definedness.temperature_may_vanish(self.statement, self.deadline):
                    return Undefined(f"{question.sentence}; the assumptions allow beta = 0")
                continue
            asked = _Decision(question.statement, time.monotonic() + self.left() / 3, self.sizes)
            found = _first(lambda: asked.searched((0,)), lambda: asked.proved(SHORT))
            if found is None:
                whole = None if unshown else self.proved(self.left() / 4, LIKELY)
                if whole is not None:
                    return whole
                found = _first(lambda: asked.searched((1,)), asked.size_by_size)
            if isinstance(found, Refuted):
                return Undefined(
                    f"{question.sentence}, and the assumptions allow a world where that fails", found.world
                )
            if not isinstance(found, Proved) and set(asked.held) != set(self.sizes):
                unshown = unshown or f"it could not be shown that {question.sentence}"
        return unshown

    # -- refutation ----------------------------------------------------------------------------------------------

    def searched(self, levels: range | tuple[int, ...], tests: int | None = None) -> Refuted | None:
        """Go through small worlds at each size not settled yet; what is found is looked for at smaller sizes once more."""
        for level in levels:
            for n in self.sizes:
                found = None if n in self.held else self.searched_at(n, level, tests)
                if found is not None:
                    more = min(level + 1, len(LEVELS) - 1)
                    smaller = (self.searched_at(m, more) for m in self.sizes if m < n and m not in self.held)
                    return next((each for each in smaller if each is not None), found)
        return None

    def glanced(self) -> Refuted | None:
        """Return what the first two levels give, where a look at their first few worlds tells that they give something."""
        for level, tests in enumerate(GLANCE):
            for n in self.sizes:
                found = self.searched_at(n, level, tests)
                if found is not None and (level, n) == (0, self.sizes[0]):
                    return found
                if found is not None:
                    return self.searched_in_brief()
        return None

    def searched_in_brief(self) -> Refuted | None:
        """Go through the first level, and through some of the second."""
        found = self.searched((0,))
        return self.searched((1,), BRIEF) if found is None else found

    def searched_specially(self, effort: int) -> Refuted | None:
        """Go through worlds in which an equation gives a distribution, or a scalar is a temperature, if any is."""
        if not self.statement.distributions and not self.statement.scalars:
            return None
        from prefshift_sym.engine import implied  # few statements need it

        for n in self.sizes if implied.is_special(self.statement) else ():
            if self.left() > 0 and n not in self.held:
                share = time.monotonic() + self.left() / 4
                for world in implied.worlds(self.statement, n, effort, share, SPECIAL[effort]):
                    refuted = self.confirmed(world, "a search of small worlds")
                    if refuted is not None:
                        return refuted
        return None

    def searched_at(self, n: int, level: int, tests: int | None = None) -> Refuted | None:
        """Go through the small worlds of one size and level, or the first of them."""
        if self.left() <= 0:
            return None
        share = time.monotonic() + self.left() / 4
        for world in search.search(self.statement, n, level, share, tests or TESTS[level]):
            refuted = self.confirmed(world, "a search of small worlds")
            if refuted is not None:
                return refuted
        return None

    def glimpsed(self) -> Refuted | None:
        """Return what the rest of the second level and the solver give, where a short look tells that there is something.

        So a false statement need not wait for a long search for a certificate, nor a true one for a long search of worlds.
        """
        from prefshift_sym.engine.glimpse import glimpse

        seen, held = glimpse(self.statement, self.sizes, max(self.left() / 8, 0.01))
        self.held += held
        if seen is None:
            return None
        found = self.searched((1,))
        found = self.size_by_size() if found is None else found
        return seen if found is None else found

    def size_by_size(self) -> Refuted | None:
        """Ask the solver at each size; make its candidates exact."""
        from prefshift_sym.engine import bounded, concretise  # a small counterexample needs none of it

        for n in self.sizes:
            if n in self.held:
                continue
            half = self.left() / 2
            if half <= 0:
                self.gave_up.append(f"n = {n}: time out")
                continue
            try:
                with limited(half + 0.2):
                    open_cases = bounded.holds(self.statement, n, time.monotonic() + half)
                if not open_cases:
                    self.held.append(n)
                    continue
                for case in open_cases:
                    if case.answer.answer != "sat":
                        continue
                    for world in concretise.worlds(self.statement, case, self.left() / 4):
                        refuted = self.confirmed(world, solver_name())
                        if refuted is not None:
                            return self.simpler(refuted)
                    self.gave_up.append(f"n = {n}: a candidate of {solver_name()} was not made exact")
                    break
                else:
                    self.gave_up.append(f"n = {n}: {open_cases[0].answer.reason or 'the solver gave up'}")
            except TimeIsUpError:
                self.gave_up.append(f"n = {n}: time out")
            except OutOfScope as reason:
                self.gave_up.append(f"n = {n}: {reason}")
        return None

    def simpler(self, found: Refuted) -> Refuted:
        """Return a witness with the same rewards that is easier on the eye, if there is one."""
        deadline = time.monotonic() + self.left() / 4
        for world in search.simpler(self.statement, found.world, deadline, SIMPLER_TESTS):
            refuted = self.confirmed(world, found.found_by)
            if refuted is not None:
                return refuted
        return found

    def confirmed(self, world: World, found_by: str) -> Refuted | None:
        """Return the refutation where the exact re-check accepts the world."""
        return confirmed(self.statement, world, self.sizes, found_by)

    # -- truth ---------------------------------------------------------------------------------------------------

    def proved(self, seconds: float, effort: int | None = None) -> Verdict | None:
        """Return `proved`, or `vacuous` where the assumptions clash, if a certificate is found in the time given.

        A certificate shows that all is defined, too, whether that could be shown apart from it or not.
        """
        if (
            self.exhausted
            or (effort is not None and effort <= self.spent)
            or self.left() <= 0
            or ("finite support" in self.statement.without and self.sums())
        ):
            return None
        from prefshift_sym.engine import general  # a small counterexample needs none of it

        try:
            seconds = min(seconds, self.left())
            deadline = time.monotonic() + seconds
            with limited(seconds + 0.1):
                answer = general.prove(self.statement, deadline=deadline, effort=effort)
            self.exhausted = answer != general.EFFORT_SPENT and time.monotonic() < deadline
            self.spent = (effort or 0) if answer == general.EFFORT_SPENT else self.spent
        except TimeIsUpError:
            answer = "the time is up"
        except Exception as error:  # noqa: BLE001 - a fault in the search for a proof must not cost a counterexample
            answer = f"the search for a certificate failed ({type(error).__name__}: {error})"
        if isinstance(answer, str):
            self.gave_up = [each for each in self.gave_up if not each.startswith("every n")] + [f"every n: {answer}"]
            return None
        example, clash = self.example()
        if isinstance(clash, Vacuous):
            return clash
        return replace(answer, example=example, reason="" if clash is None else clash.reason)

    def clashing(self) -> Vacuous | None:
        """Return `vacuous` where assumptions are shown to contradict each other; asked only where no world is in sight."""
        asked = _Decision(replace(self.statement, claim=(("a world", NEVER),)), self.deadline, self.sizes)
        return None if not self.statement.assume or asked.searched((0,)) is not None else self.clash()

    def clash(self) -> Vacuous | None:
        """Return `vacuous` where others of the assumptions are shown to give the opposite of one."""
        from prefshift_sym.engine.clash import clash  # most statements hold in some world

        with suppress(TimeIsUpError), limited(max(self.left() / 4, 0.01)):
            return clash(self.statement, time.monotonic() + self.left() / 4, CLASH)
        return None

    def without_counterexample(self, undefined: str) -> Verdict:
        """Return what can be said where neither a counterexample nor a certificate was found."""
        reason = "; ".join(self.gave_up)
        if undefined:
            return Undecided(undefined, tuple(self.held))
        if "finite support" in self.statement.without and self.sums():
            return Undecided("out of scope: without finite support the sums over Y may not exist", tuple(self.held))
        if not self.held or (self.statement.sizes is not None and set(self.held) != set(self.sizes)):
            return Undecided(reason or "time out", tuple(self.held))
        example, clash = self.example()
        if isinstance(clash, Vacuous):
            return clash
        reason = "; ".join(each for each in (reason, "" if clash is None else clash.reason) if each)
        return Bounded(tuple(self.held), solver_name(), reason, example=example)

    def sums(self) -> bool:
        """Return whether any formula sums over Y or speaks of n."""
        formulas = (*self.statement.assume, *self.statement.claim)
        return any(sums_over_outputs(formula) for _, formula in formulas)

    def example(self) -> tuple[World | None, Vacuous | Undecided | None]:
        """Return a world that meets the assumptions, not a degenerate one if it can be helped; else what that means."""
        for claim in (DEGENERATE, NEVER):
            asked = _Decision(replace(self.statement, claim=(("a world", claim),)), self.deadline, self.sizes)
            parts = (lambda: asked.searched((0, 1)), *((self.clash, asked.size_by_size) if claim is NEVER else ()))
            found = _first(*parts)
            if isinstance(found, Refuted):
                return found.world, None
            if isinstance(found, Vacuous):
                return None, found
        if set(asked.held) == set(self.sizes):
            sizes = ", ".join(map(str, self.sizes))
            return None, Vacuous(f"no world of size {sizes} meets the assumptions ({solver_name()})", self.sizes)
        found_by_search = asked.searched((2,))
        if found_by_search is not None:
            return found_by_search.world, None
        return None, Undecided(
            "no world that meets the assumptions was found, and none was ruled out", tuple(self.held)
        )
