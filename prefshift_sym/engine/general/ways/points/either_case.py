"""An inequality at outputs that holds where some mass is positive, as what is known divided by it says, and plainly where it is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, basics, positives, strip
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.recheck_certificate import mul, negate, parse, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST = 4


def by_a_mass(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a goal that speaks of outputs in scope only, in both cases of whether some policy has mass at one of them."""
    relation, whole = room.link(node, env)
    p, taken = strip(whole, positives(room))
    if relation not in (">", ">=") or any(atom[0] not in "ev" for atom in atoms(p)):
        return None
    names = {value: name for name, value in room.names.items()}
    for mass in _beside(room, p):
        if mass[2] not in names or room.signs(single(mass)) != {0, 1}:
            continue
        source, some, none = f"{mass[1]}[{names[mass[2]]}] > 0", room.branch(), room.branch()
        at = len(some.facts)
        some.assume(parse(source), dict(some.names), frozenset())
        none.assume(negate(parse(source)), dict(none.names), frozenset())
        times = _times(some, relation, mul(p, single(mass)), taken, prover.deadline)
        if times is not None:
            found = pointwise.settled(prover, none, node, env, 1)
            divided = [["linear", [at, *times[1]], times[2]]]
            return None if found is None else [["split", source, divided, found]]
    return None


def _beside(room: Scratch, p: Poly) -> list[Any]:
    """Return masses that facts multiply with what a polynomial speaks of: it may have to be multiplied by one, too."""
    own, policies = atoms(p), room.vectors | room.declared
    products = [mono for _, q, _ in room.facts if len(q) > 1 for mono in q if len(mono) == 2]
    found = {a for mono in products for a, _ in mono if any(b in own for b, _ in mono)} - own
    return sorted(atom for atom in found if atom[0] == "e" and atom[1] in policies)[:MOST]


def _times(room: Scratch, relation: str, p: Poly, taken: tuple[int, ...], deadline: float | None) -> list[Any] | None:
    """Return a closing step for a goal times a mass, which is not divided out again."""
    positive = positives(room)
    products, _ = next(iter(linear.catalogue(linear.connected(basics(room, positive), p), positive, p, 2)))
    closed = linear.solve(room, relation, p, taken, products, (), deadline)
    return closed if closed is not None and closed[0] == "linear" else None
