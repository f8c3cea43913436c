"""Total variation against a chi-square divergence: the square of the sum of |d| is at most the sum of d*d/q, for a policy q.

That is the Cauchy-Schwarz inequality for |d|/q and 1, weighed with q.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import atoms
from prefshift_sym.engine.general.ways.known.stones import short_lemma
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly


def over_policies(prover: Prover, room: Scratch, size: str, stage: Scene, goal: Poly) -> list[Any]:
    """Let the room take that for the policies that the goal has the chi-square divergence over; return the steps.

    `size` is |d|, as a text in the output i_.
    """
    spoken, steps = atoms(goal), list[Any]()
    for q in (f"{p}[i_]" for p in (*stage.policies, "p_theta")):
        try:
            num, _ = room.term(parse(f"sum({q}*(({size})/{q})**2 for i_ in Y)"), {})
        except Refused:
            continue
        if {atom for atom in atoms(num) if atom[0] == "S"} <= spoken:
            given = {"P": f"lambda i_: {q}", "F": f"lambda i_: ({size})/{q}", "G": "lambda i_: 1"}
            steps += short_lemma(prover, room, "cauchy schwarz", given)
    return steps
