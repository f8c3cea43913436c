"""A divergence against the affinity of the two policies: KL(p, q) >= 2*(1 - s) and KL(p, q) >= -2*log s, s the sum of sqrt(p*q).

For c = 1 and for c = s, log x <= x - 1 at x = sqrt(p*q)/(c*p), weighed with 2*p, where the logarithm of a root is half of that of
what it is the root of; summed over the outputs that says that -KL(p, q) - 2*log c <= 2*s/c - 2.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.differences import at_an_output
from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms, positives
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.affinity import rooted
from prefshift_sym.engine.general.ways.sums.events import policies
from prefshift_sym.recheck_certificate import BETA, ONE, Refused, add, divide, factors, mul, negate, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "bhattacharyya"


def by_affinity(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that has a divergence and such roots."""
    relation, p = goal.relation, goal.p
    asked = WAY not in room.under and speaks_of_logarithms(p)
    source = words(goal.node, goal.env, room.names) if asked else None
    told = Told(prover, room.below(WAY))
    for one, other, root in _roots(room, p, source) if source is not None else ():
        s = f"sum({root} for i_ in Y)"
        for c in ("1", s) if _has_logarithm(room, p, s) else ("1",):
            with suppress(Refused):
                _apart(told, one, other, root, c)
    closed = linear.close(told.room, relation, p, prover.deadline, 1) if told.steps else None
    return None if closed is None else [*told.steps, closed]


def _roots(room: Scratch, p: Poly, source: str) -> Iterator[tuple[str, str, str]]:
    """Yield the policies that the goal has a divergence of, and the root of their product as it is written."""
    written = [(roots, "*".join(f"sqrt({x})" for x in roots)) for weight, roots in rooted(source) if weight == "1"]
    found = {root: at_an_output(room, "*".join(f"({x})" for x in roots)) for roots, root in written}
    for one, other in policies(scene(room, p), room, p) if found else ():
        product = at_an_output(room, f"{one}[i_]*{other}[i_]")
        yield from ((f"{one}[i_]", f"{other}[i_]", root) for root, each in found.items() if each == product)


def _has_logarithm(room: Scratch, p: Poly, s: str) -> bool:
    """Return whether a goal has the logarithm of a sum."""
    with suppress(Refused):
        return atoms(room.term(parse(f"log({s})"), {})[0]) <= atoms(p)
    return False


def _apart(told: Told, one: str, other: str, root: str, c: str) -> None:
    """Make that known."""
    rest = f"(0 if {one} == 0 else {one}*(log({one}/{other}) + 2*log({c})))"
    body, proofs = f"{rest} - 2*{one} + 2*{root}/{c}", list[Any]()
    goal = parse(f"{body} >= 0")
    if c != "1":
        told.have("s", f"{c} > 0")
    inside = told.branch()
    inside.room.name(["i_"])
    for formula in (parse(f"{one} > 0"), negate(parse(f"{one} > 0"))):
        there = inside.branch()
        there.at["here"] = there.next
        there.room.assume(formula, there.room.names, frozenset())
        if proofs:
            there.have("root", f"{root} >= 0")
            closed = linear.close(there.room, *there.room.link(goal, there.room.names), told.prover.deadline, 1)  # type: ignore[arg-type]
            proofs.append([*there.steps, closed])
            break
        there.have("root", f"{root} > 0")
        there.have("is", f"({root})**2 == {one}*{other}")
        _half(there, one, other, root)
        there.lemma("log", "log", {"A": f"lambda: {root}/({one}*{c})"})
        refs = [there.at["halves"], there.at["here"], *([there.at["s"]] if c != "1" else [])]
        positive = {k: q for k, q in positives(there.room).items() if q == BETA}
        columns = [Column(there.room.facts[there.at["log"]][1], (there.at["log"],))]
        product = ONE
        for k in refs:
            product = mul(product, there.room.facts[k][1])
        columns += [linear.times(columns[0], (k,), positive) for k in positive]
        columns.append(Column(product, tuple(refs)))
        _, p = there.room.link(goal, there.room.names)  # type: ignore[arg-type]
        proofs.append([*there.steps, linear.solve(there.room, ">=", p, (), columns, (), told.prover.deadline)])
    if any(proof[-1] is None for proof in proofs):
        message = "not so"
        raise Refused(message)
    told.take(["lemma", "sum", {"F": f"lambda i_: {body}"}, [[["intro", ["i_"], [["split", f"{one} > 0", *proofs]]]]]])


def _half(there: Told, one: str, other: str, root: str) -> None:
    """Make known that the logarithm of the root is at least half of the sum of the two: by that of their product over its square."""
    there.lemma("square", "log", {"A": f"lambda: {one}*{other}/({root})**2"})
    source = f"2*log({root}) >= log({one}) + log({other})"
    goal = there.room.link(parse(source), there.room.names)[1]  # type: ignore[arg-type]
    same, square = (there.room.facts[there.at[name]][1] for name in ("is", "square"))
    plain = {mono: c for mono, c in square.items() if not any(_is_logarithm(atom) for atom, _ in mono)}
    rest = add(square, plain, -1)
    factor, scale = (divide(p, q) if p and q else None for p, q in ((plain, same), (rest, goal)))
    if factor is None or scale is None:
        message = "not so"
        raise Refused(message)
    for key in factors(scale)[1]:
        there.take(["known", there.prover.show(there.room, dict(key))])
    lifts = [k for key, times in factors(scale)[1].items() for k in _positive(there, key)[:1] * times]
    combination = [["1", [there.at["square"]], None], ["-1", [there.at["is"]], there.prover.show(there.room, factor)]]
    there.have("halves", source, [["linear", lifts, combination]])


def _positive(there: Told, key: Any) -> list[int]:
    """Return which facts say that a factor is positive."""
    return [k for k, (relation, p, _) in enumerate(there.room.facts) if relation == ">" and p == dict(key)]


def _is_logarithm(atom: Any) -> bool:
    """Return whether an atom is a logarithm, or a reward, which is that of a tilt times beta."""
    return atom[:2] in (("f", "log"), ("e", "r"))
