"""What is made known at the outset, in order: each sees at once whether it applies, and may use what came before.

What few statements need is loaded for those whose texts, or whose names, ask for it: a cold start does without the rest.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known import (
    at_a_level,
    bared,
    either,
    flat,
    named_outputs,
    normalised,
    one_reward,
    positivity,
    posterior,
    proportional,
    put_in,
    reference,
    stones,
    translate,
    two_levels,
    undiverged,
    vanishing,
    whole,
)
from prefshift_sym.engine.general.ways.sums import affine, unequal

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

    Learn = Callable[[Prover, Scratch], list[Any]]
    Asks = Callable[[Prover], object]


def _of_the_reference(prover: Prover, room: Scratch) -> list[Any]:
    return reference.alone(prover, room) or stones.beforehand(prover, room)


def _where(asks: Asks, place: str) -> Learn:
    """Return the lesson at `package.module.function` for the statements that ask for it."""
    module, _, name = f"{__package__}.{place}".rpartition(".")

    def lesson(prover: Prover, room: Scratch) -> list[Any]:
        found: list[Any] = getattr(import_module(module), name)(prover, room) if asks(prover) else []
        return found

    return lesson


def _texts(pattern: str) -> Asks:
    return lambda prover: any(re.search(pattern, each) for each in prover.texts)


def _declares_families(prover: Prover) -> bool:
    return bool(prover.statement["families"])


def _declares_scalars(prover: Prover) -> bool:
    return bool(prover.statement["scalars"])


BEFORE_ASSUMPTIONS: tuple[Learn, ...] = (_of_the_reference, unequal.rows)
FROM_ASSUMPTIONS: tuple[Learn, ...] = (
    whole.outputs,
    _where(_texts(r"sqrt\(w\["), "known.halves.of_tilts"),
    one_reward.of_policies,
    _where(_texts(r"abs\(|\*\*"), "known.coincide.at_outputs"),
    at_a_level.of_policies,
    undiverged.policies,
    _where(_texts(r"exp\("), "known.jensen.below_means"),
    _where(_texts(r"log\("), "known.gaps.tilts"),
    stones.levels,
    two_levels.of_the_rewards,
    affine.chords,
    either.way_round,
    translate.in_other_words,
    _where(_texts(r"exp\("), "known.close.tilts"),
    _where(_declares_families, "known.shifted.rewards"),
    bared.tilts,
    _where(_declares_scalars, "known.shares.of_scalars"),
    _where(_texts(r"exp\("), "sums.peaks.of_facts"),
    _where(_texts(r"exp\(|E\(r|r\["), "known.supports.means"),
    _where(_texts(r"exp\("), "known.spaced.tilts"),
    flat.rewards,
    _where(_texts(r"log\("), "known.likelihoods.of_outputs"),
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
FOR_CLAIMS: tuple[Learn, ...] = (
    stones.mixed,
    _where(_texts(r"exp\("), "known.jensen.below_means"),
    posterior.parts,
    normalised.beside,
)


def learn(prover: Prover, lessons: tuple[Learn, ...]) -> None:
    """Let the prover's room learn what applies: the steps that it takes are those of the setup."""
    for each in lessons:
        each(prover, prover.room)
