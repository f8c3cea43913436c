"""The assumptions that are weighed against each other, and the statement that each set of them makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from prefshift_sym import recheck
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.errors import StatementError
from prefshift_sym.theory.setting import ASSUMPTIONS
from prefshift_sym.values import replace
from prefshift_sym.verdict import MINUS_INFINITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import World

# What a sum over Y takes to be written at all, and a bound on n, which each support size meets or does not, are not weighed.
NOT_WEIGHED = ("finite support", "at least two outputs")
MOST = 40  # assumptions; beyond, neither the sets nor the answer can be taken in


@dataclass(frozen=True)
class Space:
    """A statement whose assumptions are weighed: its own, then those of the setting. Bit i of a set is `names[i]`.

    Assumptions of the base that have no name here are kept in every question; they come last in the base.
    """

    base: Statement
    names: tuple[str, ...]
    setting: frozenset[str]

    @property
    def whole(self) -> int:
        """The set of all assumptions weighed."""
        return (1 << len(self.names)) - 1

    @cached_property
    def always(self) -> frozenset[str]:
        """The assumptions that are in every question."""
        return frozenset(name for name, _ in self.base.assume) - set(self.names)

    def chosen(self, subset: int) -> tuple[str, ...]:
        """Return the names of a set, in the statement's order."""
        return tuple(name for at, name in enumerate(self.names) if subset >> at & 1)

    def statement(self, subset: int, sizes: tuple[int, ...] | None) -> Statement:
        """Return the question whether a set gives the claim, at these sizes (None: at every one the statement allows)."""
        kept = set(self.chosen(subset)) | self.always
        assume = tuple((name, formula) for name, formula in self.base.assume if name in kept)
        without = self.base.without | {name for name in self.setting if name not in kept}
        return replace(self.base, title="", source="", assume=assume, without=without, sizes=sizes)

    @cached_property
    def _everything(self) -> Statement:
        # The one assumption that says what a world may look like on paper is read off the world itself.
        return replace(self.base, without=self.base.without | {"finite rewards"}, sizes=None)

    def met(self, world: World) -> tuple[int, bool | None]:
        """Return which assumptions a world meets, exactly, and whether the claim holds there (None: it is undefined).

        An assumption that is undefined in the world is not met.
        """
        truths: dict[str, bool | None] = {"finite rewards": MINUS_INFINITY not in (world.k or world.r or ())}
        claims: list[bool | None] = []
        for line in recheck.check(witness_document(self._everything, world)).lines:
            name = line.name
            if line.role == "claim":
                claims.append(line.holds)
                continue
            if line.role == "setting" and name.removesuffix(" is a probability vector") in {"p_A", "p_U"}:
                name = "probability vectors"
            truths[name] = truths.get(name, True) and line.holds
        subset = sum(1 << at for at, name in enumerate(self.names) if truths.get(name))
        weighed = {*self.names, *self.base.without, "finite rewards"}
        if any(not holds for name, holds in truths.items() if name not in weighed):
            return 0, True  # no world of the statement at all, whatever is chosen
        return subset, None if None in claims else all(claims)


def space(statement: Statement, *, keep_setting: bool = False) -> Space:
    """Return the assumptions to weigh: the statement's own, and the setting's unless `keep_setting`.

    Raises `StatementError` where there is nothing to weigh, or too much.
    """
    own = tuple(name for name, _ in statement.assume)
    setting = () if keep_setting else _setting(statement, own)
    if not own and not setting:
        message = f"{statement.file or 'the statement'}: there is no assumption to weigh; add some to [assume]"
        raise StatementError(message)
    if len(own) + len(setting) > MOST:
        message = f"{statement.file or 'the statement'}: {len(own) + len(setting)} assumptions are more than {MOST}; weigh fewer at once"
        raise StatementError(message)
    return Space(statement, (*own, *setting), frozenset(setting))


def _setting(statement: Statement, own: Sequence[str]) -> tuple[str, ...]:
    """Return the setting's assumptions in force. A statement's own of the same name would be taken for one of them."""
    clash = [name for name in own if name in ASSUMPTIONS]
    if clash:
        message = f"{statement.file or 'the statement'}: [assume] has {clash[0]!r}, as the setting has; rename it"
        raise StatementError(message)
    return tuple(name for name in ASSUMPTIONS if name not in statement.without and name not in NOT_WEIGHED)
