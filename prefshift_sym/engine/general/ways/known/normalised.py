"""A policy that is read as something else sums to 1, as it did: beside every sum that a claim has, since products of two sums are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.stones import claimed, have
from prefshift_sym.recheck_certificate import parse, single

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

MOST = 4


def beside(prover: Prover, room: Scratch) -> list[Any]:
    """Make that known; return the steps."""
    steps: list[Any] = []
    policies = sorted((room.declared | room.vectors) & room.definitions.keys()) if prover.size is None else []
    for name in policies:
        total = f"sum({name}[i_] for i_ in Y)"
        first = len(room.facts)
        steps += have(prover, room, f"{total} == 1") if room.term(parse(total), {})[0] != {(): 1} else []
        for each in dict.fromkeys(sums(prover)) if len(room.facts) > first else ():
            proof = [["linear", [], [["1", [first], each]]]]
            step = ["have", f"({each})*{total} == {each}", proof]
            steps += [step] if prover.learns(room, step) else []
    return steps


def sums(prover: Prover) -> list[str]:
    """Return the single sums that stand alone in the claims."""
    alone = ([atom for atom, _ in mono if atom[0] == "S"] for p in claimed(prover) for mono in p)
    return [prover.show(prover.room, single(each[0])) for each in alone if len(each) == 1][:MOST]
