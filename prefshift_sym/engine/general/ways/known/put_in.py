"""What is left of an inequality once equalities are put in: a product of what is known, often, where the assumptions give numbers.

With `w[1] == x**2*w[0]` and `w[2] == x**3*w[0]`, what is to be shown may be a multiple of `(x - 1)*(x**2 - x - 1)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import substitute
from prefshift_sym.engine.general.programs.columns import divided, positives
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import SIGNS, divide

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

LONGEST = 12


def masses(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take which facts say that one product is positive, once equalities are put in; return the steps."""
    steps: list[Any] = []
    known = substitute.rules(room) if prover.size is not None else []
    for relation, p, _ in list(room.facts) if known else ():
        left = substitute.put_in(room, p, known) if relation == ">" and 1 < len(p) <= LONGEST else None
        if left is not None and len(left[0]) == 1 < len(p) and set(left[0]) != {()}:
            steps += have(prover, room, f"{prover.show(room, left[0])} > 0")
    return steps


def product(prover: Prover, room: Scratch, relation: str, goal: Poly) -> Proof | None:
    """Prove an inequality that is a product of known ones once equalities are put in."""
    known = substitute.rules(room) if relation in (">", ">=") and prover.size is not None else []
    left = substitute.put_in(room, goal, known) if known else None
    if left is None or not left[1] or not 1 < len(left[0]) <= LONGEST:
        return None
    rest, parts = left
    rest, taken = divided(rest, {ref: p for ref, p in positives(room).items() if len(p) == 1})
    refs = [*taken]
    for ref, (sign, p, _) in enumerate(room.facts):
        if sign in (">", ">=") and (relation, sign) != (">", ">=") and set(p) != {()} and 1 <= len(p) <= len(rest):
            quotient = divide(rest, p)
            if quotient:
                refs, rest = [*refs, ref], quotient
    if not room.signs(rest) <= SIGNS[relation]:
        return None
    if set(rest) == {()}:
        return [["linear", [], [[str(rest[()]), refs, None], *parts]]]
    inside, step = room.branch(), ["known", prover.show(room, rest)]
    if not prover.take(inside, step):
        return None
    return [step, ["linear", [], [["1", [*refs, len(room.facts)], None], *parts]]]
