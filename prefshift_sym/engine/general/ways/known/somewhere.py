"""A sum of what is nowhere negative is positive where an assumption says that there is an output at which its term is."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.ways.known.vanishing import may_be_positive
from prefshift_sym.recheck_certificate import add, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly


def by_a_term(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that a sum over the outputs is positive by one term of it."""
    return positive(prover, room, goal.p)


def positive(prover: Prover, room: Scratch, p: Poly) -> Proof | None:
    """Prove `p > 0`."""
    if prover.size is not None or prover.inside or (speaks_of_logarithms(p) and not may_be_positive(p)):
        return None
    body, sieve = summand(prover, room, p), None
    for before, name in there_is(prover, room) if body else ():
        sieve = sieve or Sieve(room)
        if not sieve.allows(body):
            return None
        inside = room.branch()
        if not all(prover.take(inside, step) for step in before):
            continue
        steps, refs = at(prover, inside, body, name)
        if steps and reduce(add, [inside.facts[ref][1] for ref in refs]) == p:
            return [*before, *steps, ["linear", [], [["1", [ref], None] for ref in refs]]]
    return None


def there_is(prover: Prover, room: Scratch) -> Iterator[tuple[list[Any], str]]:
    """Yield outputs in scope, and steps that name one that an assumption says there is: by itself, or by what sums to more than 0."""
    yield from (([], name) for name in room.names)
    for k, (formula, _, _) in enumerate(room.formulas):
        if pieces(formula)[0] == "any" and len(pieces(formula)[1][0]) == 1:
            name = prover.fresh(room, pieces(formula)[1][0][0])
            yield [["skolem", k, [name]]], name
    for relation, p, tags in list(room.facts):
        sums = [mono[0][0] for mono in p if len(mono) == 1 and mono[0][0][0] == "S" and len(mono[0][0][1]) == 1]
        if (
            tags
            and relation in (">", ">=")
            and len(sums) == 1
            and set(p) <= {((sums[0], 1),), ()}
            and p.get((), 0) <= 0
        ):
            body = prover.show(room, {sums[0][2]: 1}, (sums[0][1][0], "i_"))
            some = prover.lemma(room.branch(), "some", {"F": f"lambda i_: {body}"}, 0)
            if some is not None:
                name = prover.fresh(room, "y")
                yield [some, ["skolem", len(room.formulas), [name]]], name


def at(prover: Prover, room: Scratch, body: str, name: str) -> tuple[list[Any], list[int]]:
    """Let the room take that the term at an output is positive, and the sum at least that; return the steps, and the facts."""
    there = re.sub(r"\bi_\b", name, body) + " > 0"
    with prover.premises():
        proof = prover.goal(room.branch(), parse(there), room.names, 2)
        step, refs = ["have", there, proof], [len(room.facts)]
        taken = proof is not None and prover.take(room, step)
        refs.append(len(room.facts))
        term = prover.lemma(room, "term", {"F": f"lambda i_: {body}", "k": name}, 2) if taken else None
    return ([], []) if term is None else ([step, term], refs)


def summand(prover: Prover, room: Scratch, p: Poly) -> str:
    """Return what a polynomial in sums over one output each sums, as a text in `i_`; "" if it is none.

    Where one distribution is in all of the sums, what stands beside them is that times the distribution's own sum.
    """
    every = {atom for mono in p for atom, _ in mono if atom[0] == "S"}
    own = [{each[1] for each, _ in atom[2] if each[0] == "e"} & (room.vectors | room.declared) for atom in every]
    shared = sorted(set.intersection(*own)) if own else []
    terms = []
    for mono, c in p.items():
        sums = [atom for atom, k in mono for _ in range(k) if atom[0] == "S"]
        if not sums and len(shared) == 1:
            terms.append(f"({prover.show(room, {mono: c})})*{shared[0]}[i_]")
            continue
        if len(sums) != 1 or len(sums[0][1]) != 1:
            return ""
        rest = tuple(pair for pair in mono if pair[0] != sums[0])
        terms.append(f"({prover.show(room, {rest: c})})*({prover.show(room, {sums[0][2]: 1}, (sums[0][1][0], 'i_'))})")
    return " + ".join(terms)
