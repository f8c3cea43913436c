"""The exponential of the greatest reward over beta is the greatest tilt, and that of the least the least: a goal may say either."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, add, mul, parse, power

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

TOP, PEAK = "exp(max(r[y_] for y_ in Y)/beta)", "max(w[y_] for y_ in Y)"
BOTTOM, FOOT = "exp(-min(r[y_] for y_ in Y)/beta)", "min(w[y_] for y_ in Y)"


def by_tilts(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with such exponentials by the one with the extremes of the tilt in their place."""
    relation, p = goal.relation, goal.p
    if not room.finite or "peaks" in room.under or not _speaks_of_ends(p):
        return None
    tilted, left, by_one, by_other = _in_tilts(room, p)
    if tilted == p:
        return None
    inside = room.below("peaks")
    source = f"{prover.show(room, tilted)} {relation} 0"  # as if there were no exponentials
    steps, at = (
        [["have", source, prover.goal(inside.branch(), parse(source), room.names, goal.depth)]],
        len(inside.facts),
    )
    if steps[0][2] is None or not prover.take(inside, steps[0]):
        return None
    ends, refs = _ends(prover, inside)
    if not ends:
        return None
    factors = _multiples(prover, room, "1", refs, (by_one, by_other))
    found = [*steps, *ends, ["linear", [refs[2]] * left, [["1", [at], None], *factors]]]
    try:
        room.branch().prove(goal.node, goal.env, found)
    except Refused:
        return None
    return found


def of_facts(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what facts with such exponentials say of the extremes of the tilt; return the steps."""
    facts = [] if prover.size is not None or not room.finite else [*enumerate(room.facts)]
    asked = [(k, relation, p) for k, (relation, p, _) in facts if _speaks_of_ends(p) and relation in (">", ">=", "==")]
    steps, refs = _ends(prover, room) if asked else ([], [])
    told = Told(prover, room)
    for k, relation, p in asked if steps else ():
        fact, left, by_one, by_other = _in_tilts(room, p)
        factors = _multiples(prover, room, "-1", refs, (by_one, by_other))
        proof = [["linear", [], [["1", [k, *[refs[2]] * left], None], *factors]]]
        with suppress(Refused):
            told.checked(["have", f"{prover.show(room, fact)} {relation} 0", proof])
    return steps + told.steps


def _multiples(prover: Prover, room: Scratch, sign: str, refs: list[int], polys: tuple[Poly, Poly]) -> list[Any]:
    """Return the parts of a combination that put tilts in place of the exponentials, or the other way round."""
    return [[sign, [ref], prover.show(room, each)] for ref, each in zip(refs, polys, strict=False) if each]


def _speaks_of_ends(p: Poly) -> bool:
    """Tell whether there are exponentials of extremes."""
    return any(atom[:2] == ("f", "exp") and "'M'" in str(atom) for mono in p for atom, _ in mono)


def _in_tilts(room: Scratch, p: Poly) -> tuple[Poly, int, Poly, Poly]:
    """Return p, times some power of the least tilt, with tilts in place of exponentials; that power; and what the two have apart.

    That is some polynomial times how far the first exponential is from the greatest tilt, and another times how far the second
    one is from the inverse of the least.
    """
    top, peak, bottom, foot = (room.term(parse(each), {})[0] for each in (TOP, PEAK, BOTTOM, FOOT))
    (one,), (other,) = ([atom for mono in each for atom, _ in mono] for each in (top, bottom))
    left = max((dict(mono).get(other, 0) for mono in p), default=0)
    goal, by_one, by_other = dict[Any, Any](), dict[Any, Any](), dict[Any, Any]()
    for mono, c in p.items():
        powers = dict(mono)
        a, b = powers.pop(one, 0), powers.pop(other, 0)
        rest = mul({tuple(sorted(powers.items())): c}, power(foot, left - b))
        goal = add(goal, mul(rest, power(peak, a)))
        with_bottom = mul(rest, power(mul(bottom, foot), b))
        for j in range(a):  # E**a - M**a, and then (E*m)**b - 1
            by_one = add(by_one, mul(with_bottom, mul(power(top, j), power(peak, a - 1 - j))))
        for j in range(b):
            by_other = add(by_other, mul(mul(rest, power(peak, a)), power(mul(bottom, foot), j)))
    return goal, left, by_one, by_other


def _ends(prover: Prover, room: Scratch) -> tuple[list[Any], list[int]]:
    """Let the room take which extremes of the tilt these exponentials are, and that the least is positive; the steps, and where."""
    steps, at = list[Any](), list[int]()
    for source, how in ((f"{TOP} == {PEAK}", "r[{0}]"), (f"{BOTTOM}*{FOOT} == 1", "-r[{0}]"), (f"{FOOT} > 0", "")):
        at.append(len(room.facts))
        steps.append(["have", source, _same(prover, room.branch(), source, how)])
        if steps[-1][2] is None or not prover.take(room, steps[-1]):
            return [], []
    return steps, at


def _same(prover: Prover, room: Scratch, source: str, reward: str) -> Proof | None:
    """Prove such an equality by an output where the reward is greatest, or least, and so is the tilt."""
    steps: list[Any] = []

    def taken(*more: list[Any]) -> bool:
        steps.extend(more)
        return all(prover.take(room, step) for step in more)

    tilt, best, highest = reward.replace("r", "w") or "-w[{0}]", prover.fresh(room, "z"), prover.fresh(room, "u")
    tops = {name: {"X": f"lambda y_: {body.format('y_')}"} for name, body in ((best, reward), (highest, tilt))}
    for name in tops if reward else (highest,):
        if not taken(["lemma", "attained", tops[name], []], ["skolem", len(room.formulas), [name]]):
            return None
    if reward:
        uses = [
            ["lemma", "greatest", tops[one] | {"k": other}, []] for one, other in ((best, highest), (highest, best))
        ]
        order = f"r[{highest}] {'<=' if reward[0] == 'r' else '>='} r[{best}]"
        level = f"{TOP} == w[{best}]" if reward[0] == "r" else f"{BOTTOM}*w[{best}] == 1"
        if not taken(*uses):
            return None
        for each in (order, f"w[{highest}] == w[{best}]", level):
            proof = prover.goal(room.branch(), parse(each), room.names, 1)
            if proof is None or not taken(["have", each, proof]):
                return None
    last = prover.goal(room, parse(source), room.names, 2)
    return None if last is None else [*steps, *last]
