"""What is made known at the outset, in order: each sees at once whether it applies, and may use what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known import (
    at_a_level,
    bared,
    close,
    coincide,
    either,
    flat,
    gaps,
    halves,
    jensen,
    likelihoods,
    named_outputs,
    normalised,
    one_reward,
    positivity,
    posterior,
    proportional,
    put_in,
    reference,
    shares,
    shifted,
    spaced,
    stones,
    supports,
    translate,
    two_levels,
    undiverged,
    vanishing,
    whole,
)
from prefshift_sym.engine.general.ways.sums import affine, peaks, unequal

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

    Learn = Callable[[Prover, Scratch], list[Any]]


def _of_the_reference(prover: Prover, room: Scratch) -> list[Any]:
    return reference.alone(prover, room) or stones.beforehand(prover, room)


BEFORE_ASSUMPTIONS: tuple[Learn, ...] = (_of_the_reference, unequal.rows)
FROM_ASSUMPTIONS: tuple[Learn, ...] = (
    whole.outputs,
    halves.of_tilts,
    one_reward.of_policies,
    coincide.at_outputs,
    at_a_level.of_policies,
    undiverged.policies,
    jensen.below_means,
    gaps.tilts,
    stones.levels,
    two_levels.of_the_rewards,
    affine.chords,
    either.way_round,
    translate.in_other_words,
    close.tilts,
    shifted.rewards,
    bared.tilts,
    shares.of_scalars,
    peaks.of_facts,
    supports.means,
    spaced.tilts,
    flat.rewards,
    likelihoods.of_outputs,
    proportional.sums,
    vanishing.term_by_term,
    vanishing.of_pairs,
    one_reward.at_an_end,
    named_outputs.in_order,
    named_outputs.tangents,
    vanishing.entries,
    put_in.masses,
    positivity.closed_sums,
)
FOR_CLAIMS: tuple[Learn, ...] = (stones.mixed, jensen.below_means, posterior.parts, normalised.beside)


def learn(prover: Prover, lessons: tuple[Learn, ...]) -> None:
    """Let the prover's room learn what applies, as steps of the setup; a step may put another room in its place."""
    for each in lessons:
        prover.setup += each(prover, prover.room)
