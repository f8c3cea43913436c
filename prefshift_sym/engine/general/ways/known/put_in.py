"""What is left of an inequality once equalities are put in: a product of what is known, often, where the assumptions give numbers.

With `w[1] == x**2*w[0]` and `w[2] == x**3*w[0]`, what is to be shown may be a multiple of `(x - 1)*(x**2 - x - 1)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import substitute
from prefshift_sym.engine.general.programs.columns import divided, positives
from prefshift_sym.recheck_certificate import SIGNS, divide

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

LONGEST = 24


def masses(prover: Prover, room: Scratch, since: int = 0) -> list[Any]:
    """Let the room take what the facts since one come to once equalities are put in, but for what is known to be positive."""
    steps: list[Any] = []
    known = substitute.rules(room) if prover.size is not None and len(room.facts) > since else []
    for k, (relation, p, _) in enumerate(list(room.facts)) if known else ():
        asked = k >= since and relation in (">", ">=") and 1 < len(p) <= LONGEST
        left = substitute.put_in(room, p, known) if asked else None
        if left is None or not left[1]:
            continue
        rest, taken = divided(left[0], positives(room))
        if 0 < len(rest) < len(p) and set(rest) != {()}:
            parts = [["-1", refs, factor] for _, refs, factor in left[1]]
            step = [
                "have",
                f"{prover.show(room, rest)} {relation} 0",
                [["linear", [*taken], [["1", [k], None], *parts]]],
            ]
            steps += [step] if prover.learns(room, step) else []
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
