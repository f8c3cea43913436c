"""How far apart two policies may be at an event: Pinsker's inequality for its indicator, which is a single output's or a condition's."""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs.columns import atoms, without
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET
from prefshift_sym.recheck_certificate import LEMMAS, Refused, add, mul, parse, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST = "events", 4


def by_events(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal that has a divergence and events."""
    p = goal.p
    if WAY in room.under:
        return None
    stage = scene(room, p)
    points = [name for name in stage.points[:MOST] if _twice(p, lambda each: each[2:] == (room.names[name],))]
    conditions = stage.indicators[:MOST] if _twice(p, lambda each: each[0] == "S" and "'ind'" in repr(each)) else ()
    pairs = list(policies(stage, room, p)) if points or conditions else []
    told = Told(prover, room.below(WAY))
    for one, other in pairs:
        given = {"P": f"lambda i_: {one}[i_]", "Q": f"lambda i_: {other}[i_]"}
        for point in points:
            with suppress(Refused), prover.premises(BUDGET):
                _at_an_output(told, given, point)
        for shape in conditions:
            bounds = {"G": f"lambda i_: {shape.format('i_')}", "L": "lambda: 0", "H": "lambda: 1"}
            with suppress(Refused), prover.premises(BUDGET):
                told.lemma("apart", "pinsker", given | bounds)
    if not told.steps:
        return None
    found = by_signs(
        prover, told.room, goal.node, goal.env, lambda there: prover.inequality(there, goal.node, goal.env, 0)
    )
    return None if found is None else [*told.steps, *found]


def _at_an_output(told: Told, policies: dict[str, str], point: str) -> None:
    """Make Pinsker's inequality known for the indicator of an output in scope, whose sums are what stands at it."""
    given = {**policies, "G": f"lambda i_: 1 if i_ == {point} else 0", "L": "lambda: 0", "H": "lambda: 1"}
    inside = told.room.branch()
    env = {key: inside.argument(each) for key, each in given.items()}
    proofs = [told.prover.goal(inside.branch(), parse(each), env, 1) for each in LEMMAS["pinsker"][1][:-1]]
    if None in proofs:
        message = "no policies"
        raise Refused(message)
    apart = told.next
    told.take(
        [
            "lemma",
            "pinsker",
            given,
            [*proofs, [["intro", ["i_"], [["intro", [], _sign(point, "01"), _sign(point, "10")]]]]],
        ]
    )
    p, parts = told.room.facts[apart][1], [["1", [apart], None]]
    for body in _bodies(told.prover, told.room, p, point):
        alone = {"F": f"lambda i_: {body}*(1 if i_ == {point} else 0)", "k": point}
        zero = [["split", f"i_ > {point}", [["linear", [], []]], [["linear", [], []]]]]
        same = told.next
        told.take(["lemma", "alone", alone, [[["intro", ["i_"], [["intro", [], zero]]]]]])
        p, factor = _without(p, told.room.facts[same][1])
        parts.append(["1", [same], told.prover.show(told.room, factor)])
    shown = text(p, {value: name for name, value in told.room.names.items()})
    told.take(["have", f"{shown} >= 0", [["linear", [], parts]]])


def _sign(point: str, values: str) -> Proof:
    """Return the proof that the indicator of an output, or 1 less it, is >= 0: it is the first where the outputs differ."""
    differ: Proof
    same: Proof
    differ, same = ([["linear", [], [["1", [], None]] if each == "1" else []]] for each in values)
    return [["split", f"i_ > {point}", differ, [["split", f"i_ < {point}", differ, same]]]]


def _of_order(atom: Any, name: str) -> bool:
    """Return whether an atom is the indicator that an output's number is above or below another's."""
    return atom[0] == "ind" and {each for mono, _ in atom[1] for each, _ in mono} >= {("e", "", name)}


def _bodies(prover: Prover, room: Scratch, p: Poly, point: str) -> list[str]:
    """Return what is summed over the outputs above or below one."""
    found = dict[str, None]()
    for atom in sorted(each for each in atoms(p) if each[0] == "S" and len(each[1]) == 1):
        rest = tuple(pair for pair in atom[2] if not _of_order(pair[0], room.names[point]))
        if rest != atom[2]:
            found[prover.show(room, {rest: 1}, (atom[1][0], "i_"))] = None
    return list(found)


def _without(p: Poly, same: Poly) -> tuple[Poly, Poly]:
    """Return a polynomial without the first sum in an equality, and what times the equality was added to it."""
    first = min((mono for mono in same if len(mono) == 1 and mono[0][0][0] == "S"), default=None)
    if first is None:
        return p, {}
    (atom, _), whole = first[0], dict[Any, Any]()
    for _ in range(2):  # it is squared at most
        piece = {without(mono, atom): -ratio(c, same[first]) for mono, c in p.items() if atom in dict(mono)}
        p, whole = add(p, mul(piece, same)), add(whole, piece)
    return p, whole


def _twice(p: Poly, such: Callable[[Any], bool]) -> bool:
    """Return whether a goal has a product of two such atoms."""
    return any(sum(k for atom, k in mono if such(atom)) > 1 for mono in p)


def policies(stage: Scene, room: Scratch, p: Poly) -> Iterator[tuple[str, str]]:
    """Yield the policies that the goal has a divergence of."""
    spoken = {atom for atom in atoms(p) if atom[0] in "Sf"}
    defined = [p for p in sorted(room.declared & room.definitions.keys()) if p not in stage.policies]
    for one, other in itertools.permutations((*stage.policies, *defined, "p_theta"), 2):
        with suppress(Refused):
            total, _ = room.term(parse(f"KL({one}, {other})"), room.names)
            if {atom for atom in atoms(total) if atom[0] in "Sf"} <= spoken:
                yield one, other
