"""Guess pointwise inequalities whose sums give the goal: an optimistic linear program first, then a proof of those it used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general import linear
from prefshift_sym.engine.general.catalogue import Candidate, candidates
from prefshift_sym.engine.general.filter import Sieve
from prefshift_sym.engine.general.stones import stones
from prefshift_sym.recheck_certificate import LEMMAS, Refused, freeze, parse

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.search import Env, Proof, Prover
    from prefshift_sym.recheck_certificate import Room

ROUNDS, BUDGET = 30, 60
STRICT, ORDERS = ("strict sum", "strict double sum"), ("dominance", "strict dominance")


def by_sums(prover: Prover, room: Room, node: ast.Compare, env: Env) -> Proof | None:
    """Prove an inequality from sums over the outputs of inequalities that hold at every output, or pair of outputs."""
    relation, goal = room.link(node, env)
    steps = stones(prover, room, goal)
    options: list[tuple[Candidate, Any]] = []
    seen = {(freeze(p), relation == ">") for relation, p, _ in room.facts}
    sieve = Sieve(room)
    for candidate in candidates(prover, room, goal, strict=relation == ">"):
        if prover.late():
            return None
        if candidate.lemma in prover.barred:
            continue
        parts = [candidate.given[name].partition(":")[2] for name in ("F", "W") if name in candidate.given]
        if parts and not sieve.allows(*parts):
            continue
        try:
            p = room.cleared(room.term(parse(candidate.total), room.names))
        except Refused:
            continue
        # An order may be used in several ways for the same sum.
        key = freeze(p), candidate.lemma in STRICT
        if p and set(p) != {()} and (key not in seen or candidate.lemma in ORDERS):
            seen.add(key)
            options.append((candidate, p))
    real = len(room.facts)
    for level in (0, 1):
        for _ in range(ROUNDS):
            guess = room.branch()
            guess.facts += [(">" if c.lemma in STRICT else ">=", p, frozenset()) for c, p in options]
            closed = linear.close(guess, relation, goal, prover.deadline, level)
            if closed is None:
                break
            wanted = sorted({ref - real for _, refs, _ in closed[-1] for ref in refs if ref >= real} |
                            {ref - real for ref in (closed[1] if closed[0] == "linear" else []) if ref >= real})  # fmt: skip
            if not wanted:
                return [*steps, closed]
            bad = set()
            for k in wanted:
                step = proved(prover, room, options[k][0])
                if step is None:
                    bad.add(k)
                else:
                    steps.append(step)
                    bad.add(k)  # it is a fact now
            options = [option for k, option in enumerate(options) if k not in bad]
            real = len(room.facts)
    return None


def proved(prover: Prover, room: Room, candidate: Candidate) -> list[Any] | None:
    """Prove a candidate; let the room take it."""
    known = hash(frozenset((relation, freeze(p)) for relation, p, _ in room.facts))
    key = f"{candidate.lemma} {candidate.given} {sorted(room.names)} {len(room.formulas)} {known}"
    if key in prover.lemmas:
        return None  # it failed here before
    prover.budget, prover.inside = BUDGET, True
    try:
        step = prover.lemma(room, candidate.lemma, candidate.given, depth=4 if LEMMAS[candidate.lemma][1] else 1)
    finally:
        prover.budget, prover.inside = None, False
    if step is None:
        prover.lemmas[key] = None
    return step
