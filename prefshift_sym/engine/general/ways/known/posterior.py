"""What a policy has of A and what it has of U, by the posterior, adds up to what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import without
from prefshift_sym.engine.general.ways.known.stones import claimed
from prefshift_sym.recheck_certificate import freeze, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly

HERE = "#0"
PARTS = {"p_A": "alpha*p_A[i_]", "p_U": "(1 - alpha)*p_U[i_]"}
MOST = 4


def parts(prover: Prover, room: Scratch) -> list[Any]:
    """Make known that the sums of p_A*f/p_ref and p_U*f/p_ref, times their shares, add up to that of f, where one of them occurs."""
    steps: list[Any] = []
    told = any("post_A" in each or "/" in each for each in prover.texts)
    if prover.size is not None or not told or "i_" in room.names or not {"p_A", "p_U"} <= room.vectors:
        return []
    polys = [*(p for _, p, _ in room.facts), *claimed(prover)]
    rests = list(dict.fromkeys(rest for p in polys for rest in divided(prover, p)))
    for rest in rests[:MOST]:
        f = prover.show(room, {rest: 1}, (HERE, "i_"))
        step = shares(f)
        steps += [step] if prover.learns(room, step) else []
    return steps


def shares(f: str) -> list[Any]:
    """Return the step that says that what p_A and p_U have of a function, by their shares, adds up."""
    one, other = (f"lambda i_: {part}*({f})" for part in PARTS.values())
    return ["lemma", "sum of two", {"F": one, "G": other}, []]


def divided(prover: Prover, p: Poly) -> list[Any]:
    """Return what sums have beside an entry of p_A or p_U, where p_ref divides that."""
    room = prover.room.branch()
    room.name(["i_"])
    ref = "inv", freeze(room.rename(room.term(parse("p_ref[i_]"), room.names)[0], {room.at("i_"): HERE}))
    found = []
    for atom in sorted({atom for mono in p for atom, _ in mono if atom[0] == "S" and atom[1] == (HERE,)}):
        if not any(each == ref for each, _ in atom[2]):
            continue
        found += [without(atom[2], entry) for entry, _ in atom[2] if entry in {("e", name, HERE) for name in PARTS}]
    return found
