"""What an assumption says of the rewards that a policy's outputs have, of its means: no lower than a level, or no higher."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import closed
from prefshift_sym.engine.general.ways.known.at_a_level import Said, said_of_rewards
from prefshift_sym.engine.general.ways.known.one_reward import averaged
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import NEVER, Told
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def means(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that mean rewards, and mean tilts where exponentials are spoken of, lie on that side; return the steps."""
    steps: list[Any] = []
    claims = " ".join(prover.statement["claim"].values())
    asked = prover.size is None and room.finite and room.sums and re.search(r"exp\(|E\(r|r\[", claims)
    for said in list(said_of_rewards(room)) if asked else ():
        told = Told(prover, room.branch())
        with suppress(Refused):
            if said.policy is not None and said.relation != "==" and closed(parse(said.level)):
                _beyond(told, said, said.policy)
        steps += taken(prover, room, told)
    return steps


def taken(prover: Prover, room: Scratch, told: Told) -> list[Any]:
    """Let the room take what was told, but leave the formulas idle: the means are what is asked for."""
    before = len(room.formulas)
    steps = [step for step in told.steps if prover.take(room, step)]
    room.idle |= set(range(before, len(room.formulas)))
    return steps


def _beyond(told: Told, said: Said, policy: str) -> None:
    """Take that a policy's mean reward, and its mean tilt, lie beyond a level and that level's tilt."""
    low = "-" if said.relation == "<=" else ""
    gap = f"{low}(r[{{}}] - ({said.level}))"
    rewards = _in_words(told, said.number, f"all(implies({policy}[y_] > 0, {gap.format('y_')} >= 0) for y_ in Y)")
    averaged(told, "sum", policy, rewards, gap)
    if any("exp(" in each for each in told.prover.texts):
        tilt = f"{low}(w[{{}}] - exp(({said.level})/beta))"
        there = told.branch()
        there.room.name(["y_"])
        positive = f"{policy}[y_] > 0"
        for each in (positive, positive, f"{gap.format('y_')} >= 0"):  # a case knows its premise, too
            there.room.assume(parse(each), there.room.names, frozenset())
        sides = ("lambda: r[y_]/beta", f"lambda: ({said.level})/beta")
        with told.prover.premises(BUDGET):
            there.lemma("tilt", "exp order", dict(zip("AB", sides[::-1] if low else sides, strict=True)))
        shown = [*there.steps, there.product(("1", ["tilt"]))]
        proof = ["intro", [], [["use", rewards, ["y_"]], ["cases", len(told.room.formulas), NEVER, shown]]]
        source = f"all(implies({policy}[y_] > 0, {tilt.format('y_')} >= 0) for y_ in Y)"
        told.checked(["have", source, [["intro", ["y_"], [proof]]]])
        averaged(told, "sum", policy, len(told.room.formulas) - 1, tilt)


def _in_words(told: Told, number: int, source: str) -> int:
    """Take what formula `number` says in other words, by its cases if these are an implication's; return the number of that."""
    cases = ["cases", len(told.room.formulas), NEVER, [["linear", [], [["1", [-1], None]]]]]
    try:
        told.checked(["have", source, [["intro", ["y_"], [["intro", [], [["use", number, ["y_"]], cases]]]]]])
    except Refused:
        with told.prover.premises(BUDGET):
            told.formula(source)
    return len(told.room.formulas) - 1
