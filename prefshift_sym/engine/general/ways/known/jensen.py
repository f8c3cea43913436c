"""An exponential of a mean is at most the mean of the exponential (Jensen): worth knowing where the statement speaks of the first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.stones import claimed, have
from prefshift_sym.recheck_certificate import freeze, indices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly


def below_means(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, for the exponentials of means of rewards in the facts and the claims; return the steps."""
    if prover.size is not None or not any("exp(" in each for each in prover.texts):
        return []
    compared = itertools.chain((p for _, p, _ in room.facts), claimed(prover))
    every = (part for p in compared for part in parts(tuple(p)))
    keys = dict.fromkeys(part[2] for part in every if part[:2] == ("f", "exp") and len(part) == 3)
    return [step for key in keys for source in means(room, dict(key)) for step in have(prover, room, source)]


def means(room: Scratch, exponent: Poly) -> Iterator[str]:
    """Yield Jensen's inequality for an exponent that is affine in means under one distribution."""
    if any(name[0] == "@" for name in indices(freeze(exponent))):
        return
    inside, policies = [], set[str]()
    for mono, c in exponent.items():
        sums = [atom for atom, k in mono for _ in range(k) if atom[0] == "S"]
        if len(sums) > 1 or any(len(atom[1]) > 1 for atom in sums):
            return
        rest = tuple(pair for pair in mono if pair[0] not in sums)
        for _, (bound,), body in sums:
            policies |= {each[1] for each, k in body if each[0] == "e" and k == 1} & (room.vectors | room.declared)
            rest += tuple(pair for pair in body if pair[0][:2] not in {("e", p) for p in policies})
            rest = tuple(((*atom[:2], "i_") if atom[2:] == (bound,) else atom, k) for atom, k in rest)
        inside.append(text({rest: c}, {}))
    if len(policies) == 1 and any("[i_]" in each for each in inside):
        yield f"exp({text(exponent, {})}) <= sum({policies.pop()}[i_]*exp({' + '.join(inside)}) for i_ in Y)"
