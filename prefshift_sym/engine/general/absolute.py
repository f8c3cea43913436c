"""A goal with absolute values of what is no output's own: one proof for each sign of what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.recheck_certificate import indices, negate, parse

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover


def by_signs(
    prover: Prover, room: Scratch, node: ast.Compare, env: Env, then: Callable[[Scratch], Proof | None]
) -> Proof | None:
    """Prove a goal, where `then` proves it in a room that knows all the signs that absolute values in it ask for."""
    _, p = room.link(node, env)
    asked = next((a for mono in p for a, _ in mono if a[0] == "ind" and not any(i[0] == "@" for i in indices(a))), None)
    if asked is None:
        return then(room)
    source = f"{prover.show(room, dict(asked[1]))} > 0"
    proofs = []
    for formula in (parse(source), negate(parse(source))):
        inside = room.branch()
        inside.assume(formula, dict(inside.names), frozenset())
        if any(asked in dict(mono) for mono in inside.link(node, env)[1]):
            return None
        found = by_signs(prover, inside, node, env, then)
        if found is None:
            return None
        proofs.append(found)
    return [["split", source, *proofs]]
