"""Guess pointwise inequalities whose sums give the goal: an optimistic linear program first, then a proof of those it used."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses import written
from prefshift_sym.engine.general.guesses.catalogue import Candidate, candidates
from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.guesses.integrand import MOST_TERMS, bodies
from prefshift_sym.engine.general.guesses.orders import tails
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.recheck_certificate import LEMMAS, Refused, freeze, indices, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly, Room

ROUNDS, BUDGET = 30, 60
STRICT, ORDERS = (
    ("strict sum", "strict double sum"),
    (
        "dominance",
        "strict dominance",
        "dominance of masses",
        "dominance of a function",
        "convex order",
        "convex order of a function",
        "concave order of a function",
    ),
)
SUMS = (*STRICT, "sum", "double sum", "term", "two terms")  # of what is >= 0
# How many guesses are tried before there are more, the likeliest first, and how hard.
HANDFULS: tuple[tuple[int | None, tuple[int, ...]], ...] = (
    (2, (0,)),
    (4, (0, 1)),
    (12, (0, 1)),
    (24, (0, 1)),
    (None, (0, 1)),
)
Option = tuple[Candidate, "Poly"]


def by_sums(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove an inequality from sums over the outputs of inequalities that hold at every output, or pair of outputs."""
    room, relation, p = room.branch(), goal.relation, goal.p
    bodies = written.pairs(goal.node, goal.env) if len(p) > MOST_TERMS else ()
    asked = (
        Candidate("double sum", {"F": f"lambda i_, j_: {body}"}, f"sum({body} for i_ in Y for j_ in Y)", True)
        for body in bodies
    )
    guesses = options(
        prover, room, p, itertools.chain(asked, ordered(room, goal.node, goal.env)), strict=relation == ">"
    )
    some: list[Option] = []
    steps: list[Any] = []
    for more, levels in HANDFULS:
        new = list(itertools.islice(guesses, more))
        some += new
        if prover.late() or not new:
            return None
        for level in levels:
            found, some = combined(prover, room, (relation, p), some, level, steps)
            if found is not None:
                return [*steps, found]
    return None


def ordered(room: Scratch, node: ast.Compare, env: Env) -> Iterator[Candidate]:
    """Yield what an order among the assumptions says of the function that a goal sums, as it is written."""
    if room.size is not None or isinstance(node.left, ast.Name):
        return
    found = [each for each in written.weighed(node, env) if "sum(" in each[1] or "rank(" in each[1]]
    found = found if found and any(each.kind == "ind" for each in tails(room)) else []
    for (weight, up), name in itertools.product(found, ("dominance", "dominance of masses")):
        yield Candidate(
            name, {"D": f"lambda i_: {weight}", "G": f"lambda i_: {up}"}, f"sum(({weight})*({up}) for i_ in Y)"
        )


def within(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove an inequality in sums that depend on outputs in scope, for a lemma's premise: it may hold output by output."""
    relation, goal = room.link(node, env)
    free = {name for mono in goal for atom, _ in mono if atom[0] == "S" for name in indices(atom) if name[0] == "@"}
    if relation != ">=" or not free or prover.size is not None:
        return None
    for terms, pairs, _ in itertools.islice(bodies(scene(room, goal), room, goal), 1):
        body = " + ".join(terms)
        holds = not pairs and Sieve(room).allows(body)
        step = prover.lemma(room, "sum", {"F": f"lambda i_: {body}"}, 4) if holds else None
        if step is None:
            continue
        steps = [step]
        for k in range(1, len(terms)):  # fractions may have found a common denominator in the sum
            two = {"F": f"lambda i_: {' + '.join(terms[:k])}", "G": f"lambda i_: {terms[k]}"}
            steps += [["lemma", "sum of two", two, []]] if prover.learns(room, ["lemma", "sum of two", two, []]) else []
        closed = linear.close(room, relation, goal, prover.deadline, 0)
        if closed is not None:
            return [*steps, closed]
    return None


def options(prover: Prover, room: Scratch, goal: Poly, first: Iterable[Candidate], *, strict: bool) -> Iterator[Option]:
    """Yield the guesses that are worth a try, with the sum that each would make known."""
    known = {(freeze(p), relation == ">") for relation, p, _ in room.facts}
    seen = set[Any]()
    sieve = Sieve(room)
    for candidate in itertools.chain(first, candidates(prover, room, goal, strict=strict)):
        if prover.late():
            return
        if candidate.lemma in prover.barred:
            continue
        parts = [candidate.given[name].partition(":")[2] for name in ("F", "W") if name in candidate.given]
        if candidate.lemma in SUMS and not sieve.allows(*parts):
            continue
        if not all(map(sieve.allows, candidate.asks)):
            continue
        try:
            p = room.cleared(room.term(parse(candidate.total), room.names))
        except Refused:
            continue
        if not p or set(p) == {()}:
            continue
        # An order may be used in several ways for the same sum, and so may the goal be written as one sum.
        key = freeze(p), candidate.lemma in STRICT
        how = key, candidate.whole and candidate.given["F"]
        if (key not in known and how not in seen) or candidate.lemma in ORDERS:
            seen.add(how)
            yield candidate, p


def combined(
    prover: Prover, room: Scratch, wanted: tuple[str, Poly], some: list[Option], level: int, steps: list[Any]
) -> tuple[list[Any] | None, list[Option]]:
    """Close the goal from facts and guesses; the guesses used are proved, or dropped. Returns what is left of them too."""
    for k in range(ROUNDS):
        real = len(room.facts)
        guess = room.branch()
        for candidate, p in some:  # the same fact each time, so that what was made of it counts
            fact = (">" if "W" in candidate.given else ">="), p, frozenset[str]()
            guess.facts.append(room.memory.setdefault(("guess", fact[0], id(p)), (fact, p))[0])
        # what a lower level gives was tried just now, until more is known
        closed = linear.close(guess, *wanted, prover.deadline, level, first=0 if k else level)
        if closed is None:
            break
        used = {ref - real for _, refs, _ in closed[-1] for ref in refs if ref >= real}
        used |= {ref - real for ref in (closed[1] if closed[0] == "linear" else []) if ref >= real}
        if not used:
            return closed, some
        steps += [step for k in sorted(used) if (step := proved(prover, room, some[k][0])) is not None]
        again = moved(closed, guess, room)
        if again is not None:
            return again, some
        some = [option for k, option in enumerate(some) if k not in used]  # each is a fact now, or out
    return None, some


def moved(closed: list[Any], guess: Room, room: Room) -> list[Any] | None:
    """Return a closing step with the facts that have come to be known in place of the guesses, if all of them have."""
    where = {(relation, freeze(p)): ref for ref, (relation, p, _) in enumerate(room.facts)}
    kept = [where.get((relation, freeze(p))) for relation, p, _ in guess.facts]
    kind, *scale, parts = closed
    if any(kept[ref] is None for refs in (*scale, *(refs for _, refs, _ in parts)) for ref in refs):
        return None
    new = [[kept[ref] for ref in refs] for refs in scale]
    return [kind, *new, [[c, [kept[ref] for ref in refs], factor] for c, refs, factor in parts]]


def proved(prover: Prover, room: Scratch, candidate: Candidate) -> list[Any] | None:
    """Prove a candidate; let the room take it."""
    key = f"{candidate.lemma} {candidate.given} {sorted(room.names)} {len(room.formulas)} {room.said()}"
    if key in prover.lemmas:
        return None  # it failed here before
    lemma = "double sum by order" if candidate.lemma == "double sum" and symmetric(room, candidate) else candidate.lemma
    with prover.premises(BUDGET):
        step = prover.lemma(room, lemma, candidate.given, depth=4 if LEMMAS[lemma][1] else 1)
    if step is None:
        prover.lemmas[key] = None
    return step


def symmetric(room: Scratch, candidate: Candidate) -> bool:
    """Tell whether a summand over two outputs is the same either way round, and turns on the order of their rewards."""
    inside = room.branch()
    inside.name(["i_", "j_"])
    i, j = inside.at("i_"), inside.at("j_")
    p = inside.cleared(inside.term(parse(candidate.given["F"].partition(":")[2]), inside.names))
    return p == inside.rename(p, {i: j, j: i}) and any(atom[:2] == ("e", "w") for mono in p for atom, _ in mono)
