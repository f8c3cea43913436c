"""The ways to an inequality that sums over the outputs, the more special ones first: each sees at once whether it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.ways.known import counted, somewhere, stones
from prefshift_sym.engine.general.ways.points import absolute, monotone, roots, squares
from prefshift_sym.engine.general.ways.sums import (
    affine,
    affinity,
    bhattacharyya,
    blends,
    combining,
    compared,
    correlated,
    differing,
    distinct,
    divergence,
    divided,
    events,
    extremes,
    gap,
    kantorovich,
    named,
    oscillation,
    overlap,
    partitions,
    parts,
    peaks,
    ranged,
    soft,
    unequal,
    variation,
)

if TYPE_CHECKING:
    import ast
    from collections.abc import Generator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover


def ways(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Generator[Proof | None, None, bool]:
    """Yield what sums over the outputs give, and what helps them; return whether all that follows was tried from there."""
    relation, p = room.link(node, env)
    yield somewhere.by_a_term(prover, room, relation, p)
    yield ranged.by_one_output(prover, room, relation, p)
    yield blends.by_blends(prover, room, node, env)
    yield distinct.by_distinct(prover, room, node, env, depth)
    yield partitions.by_partitions(prover, room, node, env)
    yield compared.by_logarithms(prover, room, node, env, depth)
    yield counted.at_most(prover, room, node, env)
    yield divided.by_the_rest(prover, room, node, env, depth)
    yield gap.by_mean_rewards(prover, room, node, env)
    yield ranged.by_the_range(prover, room, node, env)
    yield parts.by_parts(prover, room, node, env, depth)
    yield bhattacharyya.by_affinity(prover, room, node, env)
    yield affinity.by_affinity(prover, room, node, env, depth)
    yield kantorovich.by_bounds(prover, room, node, env)
    yield correlated.by_variances(prover, room, node, env)
    yield divergence.by_chi_square(prover, room, node, env)
    if speaks_of_logarithms(p):
        from prefshift_sym.engine.general.ways.sums import (
            likely,
            restricted,
            topmost,
        )  # a cold start seldom comes to that

        yield restricted.by_a_part(prover, room, node, env)
        yield topmost.where_attained(prover, room, node, env, depth)
        yield likely.by_likelihoods(prover, room, node, env)
    yield events.by_events(prover, room, node, env)
    yield overlap.by_overlap(prover, room, node, env)
    yield oscillation.by_oscillation(prover, room, node, env)
    yield variation.by_variation(prover, room, node, env)
    yield monotone.by_logarithms(prover, room, node, env, depth)
    yield unequal.by_two_outputs(prover, room, node, env)
    yield peaks.by_tilts(prover, room, node, env, depth)
    yield affine.by_the_chord(prover, room, node, env, depth)
    yield soft.by_soft_values(prover, room, node, env, depth)
    first = squares.bounds_by_a_range(p) or squares.has_a_root(p)
    soon = first and squares.bounds_shares(p)
    yield squares.by_squares(prover, room, node, env, depth) if soon else None
    yield named.by_a_best_output(prover, room, node, env, depth)
    yield named.by_names(prover, room, node, env, depth)
    yield extremes.at_the_ends(prover, room, node, env)
    yield roots.by_roots(prover, room, node, env, depth)
    yield squares.by_squares(prover, room, node, env, depth) if first and not soon else None
    yield combining.by_sums(prover, room.branch(), node, env)
    yield differing.by_a_difference(prover, room, node, env, depth)
    yield unequal.by_unequal_rewards(prover, room, node, env, depth)
    yield None if first else squares.by_squares(prover, room, node, env, depth)
    if absolute.asked(p) is not None:
        yield absolute.by_signs(prover, room, node, env, lambda inside: prover.inequality(inside, node, env, depth))
    for prepare in (stones.stones, stones.further):
        inside = room.branch()  # what is made known on the way is no part of another way
        steps = prepare(prover, inside, p)
        if steps:
            found = prover.inequality(inside, node, env, depth)
            yield None if found is None else [*steps, *found]
            return True
    return False
