"""Close an inequality by a few facts that were divided by something positive, times what is known of scalars."""

from __future__ import annotations

import itertools
from functools import reduce
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms, parts
from prefshift_sym.recheck_certificate import freeze, mul, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.recheck_certificate import Poly

MOST_SCALARS, MOST_TERMS = 6, 3


def cleared(room: Scratch, shown: str) -> list[int]:
    """Return the facts that say that what a term is divided by is positive."""
    den = room.term(parse(shown), room.names)[1]
    where = {freeze(q): k for k, (relation, q, _) in enumerate(room.facts) if relation == ">"}
    return [where[key] for key, k in den.items() for _ in range(k) if key in where]


def larger(one: list[int], other: list[int]) -> list[int]:
    """Return the union of two lists, each element as often as in the one that has more of it."""
    return [k for k in dict.fromkeys([*one, *other]) for _ in range(max(one.count(k), other.count(k)))]


def once(several: Iterable[list[int]]) -> list[int]:
    """Return the union of several lists."""
    return reduce(larger, several, [])


def close(room: Scratch, p: Poly, columns: list[Column], scales: list[int], deadline: float | None) -> list[Any] | None:
    """Return a closing step for `p >= 0` by columns times what is known of scalars; p may have to be scaled as they were."""
    spoken = {atom for q in (p, *(column.poly for column in columns)) for atom in parts(tuple(q)) if atom[:1] == ("v",)}
    facts = {
        k: q
        for k, (relation, q, _) in enumerate(room.facts)
        if relation in (">", ">=") and atoms(q) and atoms(q) <= spoken - {("v", "n")} and len(q) <= MOST_TERMS
    }
    facts = dict(list(facts.items())[-MOST_SCALARS:])
    same = [Column(q, (k,), equal=True) for k, (relation, q, _) in enumerate(room.facts) if relation == "==" and q]
    same = [column for column in same if atoms(column.poly) <= spoken]
    every = list[Column]()
    for column, k in itertools.product(columns, range(3)):
        for refs in itertools.combinations_with_replacement(facts, k):
            every.append(linear.times(column, refs, facts))
    lifts = (lift for k in range(len(scales), -1, -1) for lift in itertools.combinations(scales, k))
    for lift in dict.fromkeys(lifts):
        target = p
        for ref in lift:
            target = mul(target, room.facts[ref][1])
        more = linear.moved([*columns, *same], target) if same else []
        found = linear.solve(room, ">=", p, (), [*every, *same, *more], lift, deadline)
        if found is not None:
            return found
    return None
