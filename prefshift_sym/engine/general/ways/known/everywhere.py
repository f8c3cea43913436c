"""What a formula divides by, or takes a root of, at an output may be a sum over all outputs: it has a sign as every term of it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.integrand import bodies
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.recheck_certificate import freeze, indices

if TYPE_CHECKING:
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly


def steps(prover: Prover, p: Poly, *, weak: bool) -> list[Any]:
    """Return the step that makes the sign of such a sum known at every output; the prover's room takes it."""
    room = prover.room
    if not any(atom[0] == "S" for mono in p for atom, _ in mono):
        return []
    free = sorted(name for name in indices(freeze(p)) if name[0] == "@")
    sums = {name for mono in p for atom, _ in mono if atom[0] == "S" for name in indices(atom)}
    if prover.size is not None or len(free) != 1 or free[0] not in sums:
        return []
    inside = room.branch()
    inside.name(["at_"])
    q = inside.rename(p, {free[0]: inside.names["at_"]})
    found = [(" + ".join(terms), weight) for terms, wide, weight in bodies(scene(inside, q), inside, q) if not wide]
    for body, weight in found[-1:]:  # a mixture's, where alpha occurs
        relation, name, given = (">=", "sum", {}) if weak else (">", "strict sum", {"W": f"lambda i_: {weight}"})
        with prover.premises():
            step = prover.lemma(inside, name, {"F": f"lambda i_: {body}"} | given, 3)
        if step is not None and inside.facts[-1][1] == q:
            proof = [["intro", ["at_"], [step, ["linear", [], [["1", [-1], None]]]]]]
            whole = ["have", f"all({prover.show(inside, q)} {relation} 0 for at_ in Y)", proof]
            return [whole] if prover.take(room, whole) else []
    return []
