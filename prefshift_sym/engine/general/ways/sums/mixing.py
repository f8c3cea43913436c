"""Divergences from a mixture of policies: a logarithm lies above its chords, so that log m is at least the mixture of the logarithms.

That is log x <= x - 1 at x = p/m for every policy p that is mixed, weighed with its share: the right sides add up to 0.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import reduce
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.parts import addends
from prefshift_sym.recheck_certificate import BETA, Refused, mul, negate, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

WAY = "mixing"
Shares = list[tuple[str, str]]  # shares, and the policies that have them, as terms in i_


def by_mixtures(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that weighs the logarithm of a mixture with a policy."""
    if WAY in room.under:
        return None
    told = Told(prover, room.below(WAY))
    policies = [*sorted((room.vectors | room.declared) - {*room.definitions}), "p_ref", "p_theta"]
    for mixture, shares in _mixtures(room):
        for policy in policies:
            with suppress(Refused), prover.premises(BUDGET):
                _weighed(told, f"{policy}[i_]", mixture, shares)
    closed = linear.close(told.room, goal.relation, goal.p, prover.deadline, 1) if told.steps else None
    return None if closed is None else [*told.steps, closed]


def _mixtures(room: Scratch) -> Iterator[tuple[str, Shares]]:
    """Yield policies that are defined as mixtures, and what they mix."""
    for name, (bound, body, _) in room.definitions.items():
        shares: Shares = []
        for sign, factors, rest in addends(body, 1):
            found = re.fullmatch(rf"\(?(\w+)\[{bound}\]\)?(/\(.*\))?", rest)
            if found is None or sign < 0:
                break
            shares.append((f"{'*'.join(factors) or '1'}{found[2] or ''}", f"{found[1]}[i_]"))
        else:
            if len(shares) > 1:
                yield f"{name}[i_]", shares


def _chords(some: Told, mixture: str, shares: Shares, source: str) -> None:
    """Take that the logarithm of the mixture is at least the mixture of the logarithms, where none is of 0."""
    room = some.room
    for share, each in shares:
        some.have(share, f"{share} >= 0")
        some.lemma(each, "log", {"A": f"lambda: {each}/{mixture}"})
    columns = [
        Column(reduce(mul, [room.facts[ref][1] for ref in refs]), refs)
        for share, each in shares
        for more in (
            (),
            *((ref,) for ref, (_, p, _) in enumerate(room.facts) if p == BETA),
        )  # log p_theta is divided by beta
        for refs in [(some.at[share], some.at[each], *more)]
    ]
    _, below = room.term(parse(f"{shares[0][1]}/{mixture}"), room.names)
    positive = (mul(dict(key), {(): -1}) if room.signs(dict(key)) == {-1} else dict(key) for key in below)
    shown = "*".join(f"({some.prover.show(room, each)})" for each in positive) or "1"
    some.have("mixture", f"{shown} > 0")
    relation, p = room.link(parse(source), room.names)  # type: ignore[arg-type]
    closed = linear.solve(room, relation, p, (), columns, (some.at["mixture"],), some.prover.deadline)
    if closed is None:
        raise Refused(source)
    some.have("chords", source, [closed])


def _weighed(told: Told, policy: str, mixture: str, shares: Shares) -> None:
    """Take that, weighed with a policy, the logarithm of the mixture is at least the mixture of the logarithms."""
    logs = " - ".join([f"log({mixture})", *(f"({share})*log({each})" for share, each in shares)])
    inside = told.branch()
    inside.room.name(["i_"])
    some, none = inside.branch(), inside.branch()
    some.room.assume(parse(f"{policy} > 0"), some.room.names, frozenset())
    _chords(some, mixture, shares, f"{logs} >= 0")
    some.combined("weighed", f"{policy}*({logs}) >= 0", 1)
    none.room.assume(negate(parse(f"{policy} > 0")), none.room.names, frozenset())
    split = ["split", f"{policy} > 0", [*some.steps, some.product(("1", ["weighed"]))], [["linear", [], []]]]
    given = {"F": f"lambda i_: {policy}*({logs}) if {policy} > 0 else 0"}
    told.checked(["lemma", "sum", given, [[["intro", ["i_"], [split]]]]])
