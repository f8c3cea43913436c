"""An inequality at outputs that holds where some mass is positive, as what is known divided by it says, and plainly where it is 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, basics, positives, strip
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.recheck_certificate import mul, negate, parse, single

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

MOST = 4


def by_a_mass(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove a goal that speaks of outputs in scope only, in both cases of whether some policy has mass at one of them."""
    relation, p = room.link(node, env)
    p, taken = strip(p, positives(room))
    if relation not in (">", ">=") or any(atom[0] not in "ev" for atom in atoms(p)):
        return None
    policies, names = room.vectors | room.declared, {value: name for name, value in room.names.items()}
    own, products = atoms(p), [mono for _, q, _ in room.facts if len(q) > 1 for mono in q if len(mono) == 2]
    beside = {
        a for mono in products for a, _ in mono for b, _ in mono if b in own
    } - own  # what the goal may be multiplied by
    masses = [atom for atom in sorted(beside) if atom[0] == "e" and atom[1] in policies and atom[2] in names]
    for mass in [each for each in masses if room.signs(single(each)) == {0, 1}][:MOST]:
        shown, none = f"{mass[1]}[{names[mass[2]]}]", room.branch()
        none.assume(negate(parse(f"{shown} > 0")), none.names, frozenset())
        some, at = room.branch(), len(room.facts)
        some.assume(parse(f"{shown} > 0"), dict(some.names), frozenset())
        positive = positives(some)
        columns = linear.connected(basics(some, positive), p)
        products, _ = next(iter(linear.catalogue(columns, positive, mul(p, single(mass)), 2)))
        closed = linear.solve(some, relation, mul(p, single(mass)), taken, products, (), prover.deadline)
        if closed is not None and closed[0] == "linear":
            found = pointwise.settled(prover, none, node, env, 1)
            return (
                None if found is None else [["split", f"{shown} > 0", [["linear", [at, *closed[1]], closed[2]]], found]]
            )
    return None
