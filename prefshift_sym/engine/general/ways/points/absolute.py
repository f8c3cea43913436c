"""A goal with absolute values of what is no output's own: one proof for each sign of what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import add, indices, negate, parse

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly


def asked(p: Poly) -> Any:
    """Return an atom that stands for an absolute value in a goal, of what is no output's in scope, or None."""
    every = (atom for mono in p for atom, _ in mono if atom[0] == "ind" or _long(atom))
    return next((atom for atom in every if not any(index[0] == "@" for index in indices(atom))), None)


def _long(atom: Any) -> bool:
    """Return whether an atom is the greater of a polynomial and its negative, which long ones have for an absolute value."""
    return atom[0] == "max" and len(atom) == 3 and not add(dict(atom[1]), dict(atom[2]))


def by_signs_alone(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal in every case of the signs that absolute values in it ask for, if there are any."""
    if asked(goal.p) is None:
        return None
    node, env = goal.node, goal.env
    return by_signs(prover, room, node, env, lambda inside: prover.inequality(inside, node, env, goal.depth))


def by_signs(
    prover: Prover, room: Scratch, node: ast.Compare, env: Env, then: Callable[[Scratch], Proof | None]
) -> Proof | None:
    """Prove a goal, where `then` proves it in a room that knows all the signs that absolute values in it ask for."""
    atom = asked(room.link(node, env)[1])
    if atom is None:
        return then(room)
    source = f"{prover.show(room, dict(atom[1]))} > 0"
    proofs = []
    for formula in (parse(source), negate(parse(source))):
        inside = room.branch()
        inside.assume(formula, dict(inside.names), frozenset())
        if any(atom in dict(mono) for mono in inside.link(node, env)[1]):
            return None
        found = by_signs(prover, inside, node, env, then)
        if found is None:
            return None
        proofs.append(found)
    return [["split", source, *proofs]]
