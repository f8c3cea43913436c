"""A policy that is read as something else sums to 1, as it did: beside every sum that a claim has, since products of two sums are compared."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.stones import have
from prefshift_sym.recheck_certificate import Refused, parse, single

if TYPE_CHECKING:
    from prefshift_sym.engine.general.search import Prover

MOST = 4


def beside(prover: Prover) -> list[Any]:
    """Make that known; return the steps."""
    room, steps = prover.room, list[Any]()
    policies = sorted((room.declared | room.vectors) & room.definitions.keys()) if prover.size is None else []
    for name in policies:
        total = f"sum({name}[i_] for i_ in Y)"
        first = len(room.facts)
        whole = have(prover, room, f"{total} == 1") if room.term(parse(total), {})[0] != {(): 1} else []
        steps += whole
        for each in dict.fromkeys(sums(prover)) if len(room.facts) > first else ():
            proof = [["linear", [], [["1", [first], each]]]]
            step = ["have", f"({each})*{total} == {each}", proof]
            steps += [step] if prover.learns(room, step) else []
    return steps


def sums(prover: Prover) -> list[str]:
    """Return the single sums that stand alone in the claims."""
    found: list[str] = []
    for part in (each for source in prover.statement["claim"].values() for each in ast.walk(parse(source))):
        if isinstance(part, ast.Compare):
            with suppress(Refused):  # it speaks of an output
                _, p = prover.room.link(part, {})
                alone = [[atom for atom, _ in mono if atom[0] == "S"] for mono in p]
                found += [prover.show(prover.room, single(each[0])) for each in alone if len(each) == 1]
    return found[:MOST]
