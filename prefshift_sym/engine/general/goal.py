"""A comparison to prove, as it is written and as it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.recheck_certificate import Poly


class Goal(NamedTuple):
    """A comparison, what the indices in it stand for, how deep the search may go, and `p relation 0` that it says."""

    node: ast.Compare
    env: dict[str, Any]
    depth: int
    relation: str
    p: Poly

    @classmethod
    def of(cls, room: Scratch, node: ast.Compare, env: dict[str, Any], depth: int) -> Goal:
        """Return it as a room reads it."""
        return cls(node, env, depth, *room.link(node, env))
