"""A room of the checker that remembers what it has read: the search reads the same formulas over and over.

What a term reads as depends on the signs that are known, so that what is remembered counts for one state of knowledge only.
The checker itself remembers nothing, and reads everything anew when it replays what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import ONE, Refused, Room, freeze

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from prefshift_sym.recheck_certificate import Poly


class EffortIsSpentError(Exception):
    """The search did as much as it was allowed to; unlike a limit in seconds, that does not depend on the machine's load."""


class Meter:
    """Counts what a search does, in comparisons read and columns of linear programs, and ends it at a limit."""

    def __init__(self, limit: int | None = None) -> None:
        self.spent, self.limit = 0, limit

    def spend(self, units: int) -> None:
        """Count; raise `EffortIsSpentError` beyond the limit."""
        self.spent += units
        if self.limit is not None and self.spent > self.limit:
            raise EffortIsSpentError


class Scratch(Room):
    """A room for the search."""

    def __init__(self, statement: dict[str, Any], size: int | None, meter: Meter) -> None:
        self.meter = meter
        self.state = object()  # what is known; branches share it until one of them learns more
        self.memory: dict[Any, tuple[Any, Any]] = {}
        self.models: list[Any] = []  # numbers that meet the facts of some room, for linear programs that have no answer
        self.done: set[Any] = set()  # what was tried here once, and is not to be tried again
        self.cased: frozenset[int] = frozenset()  # formulas whose cases are being gone through
        self.idle: frozenset[int] = frozenset()  # formulas that are said in fewer words, or of no use here
        self.under: frozenset[str] = frozenset()  # ways that led here: none is taken within itself
        super().__init__(statement, size)

    def at_work(self) -> list[tuple[ast.expr, dict[str, Any], frozenset[str]]]:
        """Return the formulas that are not idle."""
        return [each for k, each in enumerate(self.formulas) if k not in self.idle]

    def branch(self) -> Scratch:
        """Return a copy that may learn more, and remembers with this one."""
        copy = object.__new__(Scratch)
        copy.__dict__ = super().branch().__dict__
        copy.done = set(self.done)
        return copy

    def become(self, other: Scratch) -> None:
        """Know all that a copy of this room has come to know."""
        self.__dict__ = dict(other.__dict__)

    def below(self, way: str) -> Scratch:
        """Return a copy that knows which way led to it."""
        copy = self.branch()
        copy.under = self.under | {way}
        return copy

    def once(self, key: Any) -> bool:
        """Return whether something was not tried here yet; from now on it was."""
        fresh = key not in self.done
        self.done.add(key)
        return fresh

    def note(self, c: Any, key: Any, signs: frozenset[int], tags: frozenset[str]) -> bool:
        """Note a sign."""
        news = super().note(c, key, signs, tags)
        if news:
            self.state = object()
        return news

    def signs(self, p: Poly) -> frozenset[int]:
        """Return the signs that the polynomial may have."""
        key = (self.state, *p.items())
        found = self.memory.get(key)
        if found is None:
            found = self.memory[key] = super().signs(p), ()
        return found[0]

    def said(self) -> int:
        """Return a number for the facts that are known here: what failed with these facts fails again."""
        return hash(frozenset((relation, freeze(p)) for relation, p, _ in self.facts))

    def truth(self, formula: ast.expr, env: dict[str, Any]) -> bool | None:
        """Return whether a formula is known to be true or false, by signs alone."""
        try:
            value = self.indicator(formula, env)
        except Refused:
            return None
        return True if value == ONE else False if not value else None

    def has(self, output: str) -> bool:
        """Tell whether there is known to be an output of that number."""
        try:
            return bool(self.constant(int(output)))
        except Refused:
            return False

    def define(self, k: int, name: str) -> None:
        """Read a family as what a formula says that it is."""
        super().define(k, name)
        self.state = object()

    def reference(self) -> None:
        """Read p_ref as a family of its own."""
        super().reference()
        self.state = object()

    def forget(self, known: dict[Any, Any], state: object) -> None:
        """Go back to what was known before, and in which state that was."""
        if self.state is not state and known != self.known:
            self.known, self.state = known, object()

    def link(self, node: ast.Compare, env: dict[str, Any]) -> tuple[str, Poly]:
        """Read one comparison; refusals are remembered as well."""
        key = (self.state, *named("link", node, env))
        found = self.memory.get(key)
        if found is None:
            self.meter.spend(1)
            try:
                value: Any = super().link(node, env)
            except Refused as reason:
                value = reason
            # the node and the lambdas stay alive with their numbers
            found = self.memory[key] = value, (node, *env.values())
        if isinstance(found[0], Refused):
            raise found[0]
        return found[0]  # type: ignore[no-any-return]

    def remembered(self, node: ast.expr, env: dict[str, Any], read: Callable[[ast.expr, dict[str, Any]], Any]) -> Any:
        """Read something off a formula that does not depend on what is known."""
        key = named(read, node, env)
        if key not in self.memory:
            self.memory[key] = read(node, env), (node, *env.values())
        return self.memory[key][0]


def named(what: Any, node: ast.expr, env: dict[str, Any]) -> tuple[Any, ...]:
    """Return a key for what is read off a formula where its names mean this."""
    return (what, id(node), *((name, value if isinstance(value, str) else id(value)) for name, value in env.items()))
