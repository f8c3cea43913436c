"""Divergences of a blend of policies that may vanish where they all do: log x <= x - 1 at x = m/p, weighed with p, m the blend.

That is p*log(p) - p*log(m) >= p - m, which holds where p vanishes, too; where m does, so does p, so that a sum of what p is a
factor of need not ask whether m does.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, negate, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST = "blends", 8


def by_blends(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with logarithms of such a blend, each weighed with a policy."""
    relation, p = goal.relation, goal.p
    found = _blended(room, p) if WAY not in room.under else []
    if not found:
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        for one, blend, bodies in found:
            _apart(told, one, blend)
            for body in bodies:
                _nowhere(told, one, blend, body)
        closed = linear.close(told.room, relation, p, prover.deadline, 1)
        if closed is not None:
            return [*told.steps, closed]
    return None


def _blended(room: Scratch, p: Poly) -> list[tuple[str, str, list[str]]]:
    """Return policies, blends that the goal weighs the logarithms of with these, and what it asks for the blend beside."""
    sums = sorted(atom for atom in atoms(p) if atom[0] == "S" and len(atom[1]) == 1)
    found = dict[tuple[str, str], list[str]]()
    for _, (bound,), mono in sums:
        logs = {atom[2] for atom, _ in mono if atom[:2] == ("f", "log")}
        keys = [atom for atom, _ in mono if atom[0] == "ind" and atom[1] in logs and atom[2] == 1 and len(atom[1]) > 1]
        policies = [
            atom[1] for atom, k in mono if atom[0] == "e" and k == 1 and atom[1] in room.vectors | room.declared
        ]
        for key in keys[:1]:
            whole = room.term(parse(f"sum({text(dict(key[1]), {bound: 'i_'})} for i_ in Y)"), {})[0]
            if len(policies) == 1 and set(whole) == {()}:
                blend = f"(({text(dict(key[1]), {bound: 'i_'})})/({whole[()]}))"
                own = [
                    text(
                        {tuple(pair for pair in each if pair[0] not in (key, ("e", policies[0], bound))): 1},
                        {bound: "i_"},
                    )
                    for _, _, each in sums
                    if {key, ("e", policies[0], bound)} <= {a for a, _ in each}
                    and not logs & {a[2] for a, _ in each if a[0] == "f"}
                ]
                found[f"{policies[0]}[i_]", blend] = own
    return [(one, blend, bodies) for (one, blend), bodies in found.items()][:MOST]


def _apart(told: Told, one: str, blend: str) -> None:
    """Make known that p*log(p) - p*log(m) - p + m sums to what is >= 0."""
    own = f"(0 if {one} == 0 else {one}*log({one})) - (0 if {blend} == 0 else {one}*log({blend})) - {one} + {blend}"
    inside = told.branch()
    inside.room.name(["i_"])
    some = inside.branch()
    some.room.assume(parse(f"{one} > 0"), some.room.names, frozenset())
    some.have("blend", f"{blend} > 0")
    some.lemma("log", "log", {"A": f"lambda: {blend}/{one}"})
    none = inside.branch()
    none.room.assume(negate(parse(f"{one} > 0")), none.room.names, frozenset())
    none.have("none", f"{one} == 0")
    none.have("blend", f"{blend} >= 0")
    either = [none.product(("1", ["blend"]), ("-1", ["none"], f"1{more}")) for more in (f" + log({blend})", "")]
    steps = [*none.steps, ["split", f"{blend} > 0", *([each] for each in either)]]
    proof = ["split", f"{one} > 0", [*some.steps, some.product(("1", ["log"]))], steps]
    told.take(["lemma", "sum", {"F": f"lambda i_: {own}"}, [[["intro", ["i_"], [proof]]]]])


def _nowhere(told: Told, one: str, blend: str, body: str) -> None:
    """Make known that p times something sums to the same whether or not the blend vanishes."""
    inside = told.branch()
    inside.room.name(["i_"])
    none = inside.branch()
    none.at["here"] = none.next
    none.room.assume(parse(f"{blend} <= 0"), none.room.names, frozenset())
    some = none.branch()
    some.room.assume(parse(f"{one} > 0"), some.room.names, frozenset())
    some.have("blend", f"{blend} > 0")
    absurd = ["absurd", some.product(("1", ["here"]), ("1", ["blend"]))[2]]
    none.room.assume(negate(parse(f"{one} > 0")), none.room.names, frozenset())
    none.have("none", f"{one} == 0")
    closed = [*none.steps, none.product(("1", ["none"], body))]
    vanishes = ["split", f"{one} > 0", [*some.steps, absurd], closed]
    given = {"F": f"lambda i_: {one}*({body})*(1 if {blend} <= 0 else 0)"}
    proof = ["split", f"{blend} <= 0", [vanishes], [["linear", [], []]]]
    told.take(["lemma", "sum of zeros", given, [[["intro", ["i_"], [proof]]]]])
