"""How far apart a mean of squares and the square of the mean are, for a function between bounds (Kantorovich's inequality).

For 0 < L <= f <= H and weights that sum to W, let X be the sum of f. The sum of (H - f)*(f - L) is >= 0, and so is the square of
(H + L)*X - 2*H*L*W: the first times 4*H*L*W, and the second, add up to (H + L)**2*X**2 - 4*H*L*W times the sum of f*f.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses.deviations import ends
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, positives, strip
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "kantorovich"


def by_bounds(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal in which a family that is squared under a sum occurs with its bounds."""
    relation, p = goal.relation, goal.p
    found = list(_squared(p))
    if not found or WAY in room.under:
        return None
    stage = scene(room, p)
    every = [(f, weight, *both) for f, weight in found for both in ends(stage, room, f)]
    for f, weight, low, high in every:
        if not _speaks_of(room, p, low, high):
            continue
        told = Told(prover, room.below(WAY))
        with suppress(Refused):
            _known(told, f"{f}[i_]", weight, low, high)
            rest, taken = strip(p, positives(told.room))
            column = Column(told.room.facts[told.at["apart"]][1], (told.at["apart"],))
            positive = positives(told.room)
            columns = [column, *(linear.times(column, (ref,), positive) for ref in positive)]
            closed = linear.solve(told.room, relation, rest, taken, columns, (), prover.deadline)
            if closed is not None:
                return [*told.steps, closed]
    return None


def _squared(p: Poly) -> Iterator[tuple[str, str]]:
    """Yield the families whose squares stand under sums over an output i_, with the weights that they have there."""
    sums = sorted({atom for mono in p for atom, _ in mono if atom[0] == "S" and len(atom[1]) == 1})
    found = dict[tuple[str, str], None]()
    for _, (bound,), mono in sums:
        for atom, k in mono:
            if atom[0] == "e" and k == 2:
                rest = tuple(pair for pair in mono if pair != (atom, k))
                found[atom[1], text({rest: 1}, {bound: "i_"})] = None
    both = {f for f, weight in found if weight == "p_A[i_]"} & {f for f, weight in found if weight == "p_U[i_]"}
    yield from ((f, "p_ref[i_]") for f in sorted(both))
    yield from found


def _speaks_of(room: Scratch, p: Poly, *bounds: str) -> bool:
    """Return whether the goal has bounds that are no numbers."""
    spoken = {atom for mono in p for atom, _ in mono}
    return all(atom in spoken for each in bounds for mono in room.term(parse(each), {})[0] for atom, _ in mono)


def _known(told: Told, f: str, weight: str, low: str, high: str) -> None:
    """Make that known."""
    one, total, squares = (f"sum({weight}{each} for i_ in Y)" for each in ("", f"*{f}", f"*{f}**2"))
    told.have("low", f"{low} > 0")
    told.have("apart", f"{high} >= {low}")
    told.have("high", f"{high} > 0", [told.product(("1", ["apart"]), ("1", ["low"]))])
    told.summed("whole", [weight])
    told.summed("between", [weight, f"{high} - {f}", f"{f} - {low}"])
    told.square("square", f"({high} + {low})*{total} - 2*{high}*{low}*{one}")
    source = f"({high} + {low})**2*{total}**2 >= 4*{high}*{low}*{one}*{squares}"
    whole = ["whole"] if told.room.term(parse(one), {})[0] != {(): 1} else []
    told.have("apart", source, [told.product(("4", ["high", "low", *whole, "between"]), ("1", ["square"]))])
