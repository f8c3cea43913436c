"""Assumptions with the square root of the tilt say the same with exp(r/(2*beta)), which is a tilt at twice the temperature."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, add, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

ROOT, SUM = re.compile(r"sqrt\(w\[(\w+)\]\)"), re.compile(r"sum\(\((.*?) for (\w+) in Y\)\)")
EXP = r"exp(r[\1]/(2*beta))"


def of_tilts(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take them so; the steps go into the setup one by one, after those that what they say asks for."""
    if (
        prover.size is not None
        or not room.finite
        or not any("sqrt(w[" in each for each in prover.statement["assume"].values())
    ):
        return []
    for k, (formula, env, _) in enumerate(list(room.formulas)):
        kind, parts = pieces(formula)
        if kind == "all" and len(parts[0]) == 1 and not env and ROOT.search(shown_of(parts[1])):
            if not prover.makes_sense(parse(ROOT.sub(EXP, shown_of(formula)))):
                continue
            told = Told(prover, room.branch())
            with suppress(Refused):
                _said(told, k, parts[0][0], shown_of(parts[1]))
                prover.adopt(told.room, told.steps)
                room.idle |= {k}
    return []


def _said(told: Told, number: int, name: str, body: str) -> None:
    """Take what a formula says of the output with the exponential in place of the root."""
    same = []
    for inside, own in dict.fromkeys(SUM.findall(body)):
        if ROOT.search(inside):
            same.append(f"sum {inside}")
            other = ROOT.sub(EXP, inside)
            told.lemma(same[-1], "sum of zeros", {"F": f"lambda {own}: {inside} - ({other})"})
    here = told.branch()
    here.room.name([name])
    here.have("root", f"sqrt(w[{name}]) == exp(r[{name}]/(2*beta))")
    here.at["said"] = here.next
    here.take(["use", number, [name]])
    source = ROOT.sub(EXP, body)
    relation, p = here.room.link(parse(source), here.room.names)  # type: ignore[arg-type]
    if relation != here.room.facts[here.at["said"]][0]:
        raise Refused(source)
    columns = [Column(here.room.facts[here.at[each]][1], (here.at[each],), equal=True) for each in (*same, "root")]
    fact = Column(here.room.facts[here.at["said"]][1], (here.at["said"],), equal=relation == "==")
    more = linear.moved(columns, add(p, fact.poly))
    closed = linear.solve(here.room, relation, p, (), [*columns, fact, *more], (), told.prover.deadline)
    if closed is None or not atoms(p):
        raise Refused(source)
    told.checked(["have", f"all({source} for {name} in Y)", [["intro", [name], [*here.steps, closed]]]])
