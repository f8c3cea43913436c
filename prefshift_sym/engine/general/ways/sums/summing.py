"""The ways to an inequality that sums over the outputs, the more special ones first, and what a goal must have for each.

A way is loaded where a goal asks for it: most claims that a cold start is long for need few.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.goal import Goal
from prefshift_sym.engine.general.ways.known import stones

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Generator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

STRICT, WEAK, EITHER = (">",), (">=",), (">", ">=")
ANYTHING, LOGARITHMS, EXPONENTIALS, ROOTS, EXTREMES, CHOICES = "", "'log'", "'exp'", "'sqrt'", "'M'", "'max'|'ind'"

# which comparisons, what is spoken of, and where the way is
WAYS = (
    (STRICT, ANYTHING, "known.somewhere.by_a_term"),
    (WEAK, EXTREMES, "sums.ranged.by_one_output"),
    (WEAK, LOGARITHMS, "sums.blends.by_blends"),
    (STRICT, LOGARITHMS, "sums.distinct.by_distinct"),
    (WEAK, ANYTHING, "sums.partitions.by_partitions"),
    (EITHER, EXPONENTIALS, "sums.compared.by_logarithms"),
    (WEAK, ANYTHING, "known.counted.at_most"),
    (EITHER, ANYTHING, "sums.divided.by_the_rest"),
    (EITHER, ANYTHING, "sums.gap.by_mean_rewards"),
    (EITHER, ANYTHING, "sums.ranged.by_the_range"),
    (EITHER, ANYTHING, "sums.spelled_out.by_equalities"),
    (EITHER, ANYTHING, "sums.parts.by_parts"),
    (WEAK, ROOTS, "sums.bhattacharyya.by_affinity"),
    (EITHER, ROOTS, "sums.affinity.by_affinity"),
    (EITHER, ANYTHING, "sums.bounded_by.by_what_is_bounded"),
    (WEAK, ANYTHING, "sums.kantorovich.by_bounds"),
    (WEAK, ANYTHING, "sums.correlated.by_variances"),
    (WEAK, LOGARITHMS, "sums.divergence.by_chi_square"),
    (WEAK, LOGARITHMS, "sums.mixing.by_mixtures"),
    (WEAK, LOGARITHMS, "sums.restricted.by_a_part"),
    (EITHER, LOGARITHMS, "sums.topmost.where_attained"),
    (WEAK, LOGARITHMS, "sums.likely.by_likelihoods"),
    (WEAK, LOGARITHMS, "sums.events.by_events"),
    (EITHER, ANYTHING, "sums.overlap.by_overlap"),
    (WEAK, ROOTS, "sums.oscillation.by_oscillation"),
    (WEAK, CHOICES, "sums.variation.by_variation"),
    (EITHER, LOGARITHMS, "points.monotone.by_logarithms"),
    (EITHER, ANYTHING, "sums.unequal.by_two_outputs"),
    (EITHER, EXPONENTIALS, "sums.peaks.by_tilts"),
    (EITHER, ANYTHING, "sums.affine.by_the_chord"),
    (EITHER, LOGARITHMS, "sums.soft.by_soft_values"),
    (EITHER, EXTREMES, "points.squares.of_shares"),
    (EITHER, ANYTHING, "sums.named.by_a_best_output"),
    (EITHER, ANYTHING, "sums.named.by_names"),
    (EITHER, EXTREMES, "sums.extremes.at_the_ends"),
    (EITHER, ROOTS, "points.roots.by_roots"),
    (EITHER, f"{EXTREMES}|{ROOTS}", "points.squares.of_ranges"),
    (WEAK, LOGARITHMS, "sums.both_ways_round.by_pairs"),
    (WEAK, ANYTHING, "sums.pairs_drawn.by_rows"),
    (WEAK, CHOICES, "sums.upward.by_events"),
    (EITHER, ANYTHING, "sums.combining.by_sums"),
    (STRICT, ANYTHING, "sums.differing.by_a_difference"),
    (STRICT, ANYTHING, "sums.unequal.by_unequal_rewards"),
    (EITHER, ANYTHING, "points.squares.of_others"),
    (EITHER, CHOICES, "points.absolute.by_signs_alone"),
)


def ways(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Generator[Proof | None, None, bool]:
    """Yield what sums over the outputs give, and what helps them; return whether all that follows was tried from there."""
    goal = Goal.of(room, node, env, depth)
    spoken = repr(goal.p)
    for relations, pattern, place in WAYS:
        if goal.relation in relations and re.search(pattern, spoken):
            yield _at(place)(prover, room, goal)
    for prepare in (stones.stones, stones.further):
        inside = room.branch()  # what is made known on the way is no part of another way
        steps = prepare(prover, inside, goal.p)
        if steps:
            found = prover.inequality(inside, node, env, depth)
            yield None if found is None else [*steps, *found]
            return True
    return False


@cache
def _at(place: str) -> Callable[[Prover, Scratch, Goal], Proof | None]:
    module, _, name = place.rpartition(".")
    way: Callable[[Prover, Scratch, Goal], Proof | None] = getattr(import_module(f"..{module}", __package__), name)
    return way
