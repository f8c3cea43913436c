"""Goals that speak of the greatest or the least value over the outputs: what is affine in a mean is least at an end of its range.

A mean of some f lies between the least and the greatest f. Where the goal is c + d*mean, the sign of d says at which end it
is least; there it is a goal with one mean fewer, and the two differ by d times a distance that is known to be >= 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.programs.fixed import fixed_atoms, multipliers, put_in
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.stones import short_lemma
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.engine.general.ways.points.squares import as_square, roots
from prefshift_sym.recheck_certificate import Refused, add, divide, mul, negate, parse
from prefshift_sym.values import value

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_MEANS = 6


@value
class End:
    """A fact that bounds a mean, and the bound."""

    ref: int
    bound: Poly


Ends = dict[tuple[Any, int], End]  # by the mean, and 1 for its lower end, -1 for its upper one


def at_the_ends(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with maxima over the outputs at the ends of the ranges of its means."""
    p = goal.p
    atoms = {atom for mono in p for atom, _ in mono}
    extremes = {part for part in parts(tuple(atoms)) if part[:1] == ("M",)}
    means = [atom for atom in sorted(atoms) if atom[0] == "S" and len(atom[1]) == 1]
    signed = {tuple(pair for pair in mono if pair[0][0] != "ind"): 1 for mono in p}
    if not extremes or not 0 < len(means) <= MOST_MEANS or not all(_affine(signed, mean) for mean in means):
        return None
    inside = room.branch()
    steps, ends = ranges(prover, inside, extremes, means)
    if not ends:
        return None
    steps += spreads(prover, inside, extremes) + roots(prover, inside, p)
    found = by_signs(
        prover, inside, goal.node, goal.env, lambda room: descend(prover, room, *room.link(goal.node, goal.env), ends)
    )
    return None if found is None else [*steps, *found]


def ranges(prover: Prover, room: Scratch, extremes: set[Any], means: list[Any]) -> tuple[list[Any], Ends]:
    """Let the room take that every mean lies between the extremes of what it is the mean of; return the steps, and the ends."""
    steps: list[Any] = []
    ends: Ends = {}
    names = {value: name for name, value in room.names.items()}
    for mean in means:
        (bound,), inside = mean[1:]
        for top in sorted(extremes):
            for at, (atom, k) in enumerate(inside):
                sign = {((((atom[0], atom[1], top[1][0]), 1),), 1): 1, ((((atom[0], atom[1], top[1][0]), 1),), -1): -1}
                if k != 1 or atom[0] != "e" or len(top[2]) != 1 or top[2][0] not in sign:
                    continue
                s, rest = sign[top[2][0]], (*inside[:at], *inside[at + 1 :])
                body = text({rest: 1}, {**names, bound: "i_"})
                whole = f"({body})*({text({((top, 1),): 1}, names)} - ({text({((atom, 1),): s}, {bound: 'i_'})}))"
                step = short_lemma(prover, room, "sum", {"F": f"lambda i_: {whole}"})
                if not step:
                    continue
                steps += step
                found = room.cleared(room.term(parse(f"sum({whole} for i_ in Y)"), room.names))
                ref = where(room, found)
                mono = ((mean, 1),)
                if ref is not None and found.get(mono) == -s:
                    left = add({}, {m: c for m, c in found.items() if m != mono}, s)
                    ends[mean, -s] = End(ref, left)
    return steps, ends


def spreads(prover: Prover, room: Scratch, extremes: set[Any]) -> list[Any]:
    """Let the room take that the greatest value of a family is at least the least one; return the steps."""
    steps: list[Any] = []
    families = {f"{a[1]}" for top in extremes for mono, _ in top[2] for a, _ in mono if len(mono) == 1 and a[0] == "e"}
    for f in sorted(families):
        source = f"max({f}[y_] for y_ in Y) >= min({f}[y_] for y_ in Y)"
        proof = prover.goal(room.branch(), parse(source), {}, 2)
        step = ["have", source, proof]
        steps += [step] if proof is not None and prover.take(room, step) else []
    return steps


def descend(prover: Prover, room: Scratch, relation: str, p: Poly, ends: Ends) -> Proof | None:
    """Prove `p relation 0` by going to the ends of one mean after another."""
    mean = next((mean for mean, _ in ends if _affine(p, mean)), None)
    if mean is None:
        return in_factors(prover, room, relation, p)
    slope, rest = dict[Any, Any](), dict[Any, Any]()
    for mono, c in p.items():
        if (mean, 1) in mono:
            slope[tuple(pair for pair in mono if pair != (mean, 1))] = c
        else:
            rest[mono] = c
    shown = prover.show(room, slope)
    signs = room.signs(slope)
    if signs <= {0, 1} or signs <= {0, -1}:
        inside, sign = room.branch(), 1 if signs <= {0, 1} else -1
        step = ["known", shown if sign > 0 else f"-({shown})"]
        found = _at(prover, inside, relation, (slope, rest, sign), ends, mean) if prover.take(inside, step) else None
        return None if found is None else [step, *found]
    proofs = []
    for sign, formula in ((1, parse(f"{shown} >= 0")), (-1, negate(parse(f"{shown} >= 0")))):
        inside = room.branch()
        inside.assume(formula, dict(inside.names), frozenset())
        found = _at(prover, inside, relation, (slope, rest, sign), ends, mean)
        if found is None:
            return None
        proofs.append(found)
    return [["split", f"{shown} >= 0", *proofs]]


def in_factors(prover: Prover, room: Scratch, relation: str, p: Poly) -> Proof | None:
    """Prove an inequality as it is, or as a product with a factor that is known, or as a square."""
    fixed = fixed_atoms(room)
    settled = put_in(p, fixed)
    if settled != p:
        inside = room.branch()
        proof = in_factors(prover, inside, relation, settled)
        step = ["have", f"{prover.show(room, settled)} {relation} 0", proof]
        if proof is None or not prover.take(inside, step):
            return None
        at = where(inside, settled)
        rest = [["1", [ref], prover.show(room, factor)] for ref, factor, _ in multipliers(p, fixed)]
        return [step, ["linear", [], [["1", [at], None], *rest]]]
    found = as_square(prover, room, p) if relation == ">=" else None
    for ref, (known, q, _) in enumerate(room.facts) if found is None else ():
        quotient = divide(p, q) if known in (relation, ">") and 1 < len(q) <= len(p) else None
        if not quotient or set(quotient) == {()}:
            continue
        inside = room.branch()
        proof = in_factors(prover, inside, relation, quotient)
        step = ["have", f"{prover.show(room, quotient)} {relation} 0", proof]
        if proof is None or not prover.take(inside, step):
            break
        at = where(inside, quotient)
        return None if at is None else [step, ["linear", [], [["1", [ref, at], None]]]]
    return found or prover.goal(room.branch(), parse(f"{prover.show(room, p)} {relation} 0"), dict(room.names), 1)


def where(room: Scratch, p: Poly, start: int = 0) -> int | None:
    """Return which fact is about this very polynomial."""
    return next((k for k, (_, each, _) in enumerate(room.facts) if k >= start and each == p), None)


def _affine(p: Poly, mean: Any) -> bool:
    """Return whether a mean occurs, and only as a factor on its own."""
    return any((mean, 1) in mono for mono in p) and not any(
        (atom == mean and k > 1) or (atom != mean and mean in parts(atom)) for mono in p for atom, k in mono
    )


def _at(
    prover: Prover, room: Scratch, relation: str, goal: tuple[Poly, Poly, int], ends: Ends, mean: Any
) -> Proof | None:
    """Prove `slope*mean + rest relation 0`, where the sign of the slope is the last thing that the room was told."""
    slope, rest, sign = goal
    end, up = ends.get((mean, sign)), where(room, mul(slope, {(): sign}))
    if end is None or up is None:
        return None
    there = add(rest, mul(slope, end.bound))
    rise = [["1", [up, end.ref], None]]
    if not there:
        return [["linear", [], rise]] if relation == ">=" else None
    source = f"{prover.show(room, there)} {relation} 0"
    try:
        proof = descend(prover, room.branch(), relation, there, {key: e for key, e in ends.items() if key[0] != mean})
    except Refused:
        return None
    step, before = ["have", source, proof], len(room.facts)
    if proof is None or not prover.take(room, step):
        return None
    ref = where(room, there, before)
    return None if ref is None else [step, ["linear", [], [["1", [ref], None], *rise]]]
