"""Close a goal by putting in what equalities say, one atom after another: enough where the assumptions give every number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import Poly, add, mul, ratio

if TYPE_CHECKING:
    from prefshift_sym.recheck_certificate import Room

Rule = tuple[Any, Any, Poly, int]
ROUNDS, LONGEST = 200, 400


def rules(room: Room) -> list[Rule]:
    """Return equalities that are solved for an atom: the atom, its coefficient, the whole, and which fact it is."""
    found: list[Rule] = []
    taken: set[Any] = set()
    for ref, (relation, p, _) in enumerate(room.facts):
        if relation != "==" or not p:
            continue
        for mono, c in sorted(p.items(), reverse=True):
            if len(mono) == 1 and mono[0][1] == 1 and mono[0][0] not in taken:
                atom = mono[0][0]
                others = {a for other in p if other != mono for a, _ in other}
                if atom not in others and not others & taken:
                    taken.add(atom)
                    found.append((atom, c, p, ref))
                    break
    return found


def close(room: Room, relation: str, goal: Poly) -> list[Any] | None:
    """Return a closing step where nothing but a number of the right sign is left."""
    known = rules(room)
    found = put_in(room, goal, known) if known else None
    if found is None:
        return None
    goal, parts = found
    left = goal.get((), 0)
    if set(goal) - {()} or not {"==": left == 0, ">=": left >= 0, ">": left > 0}[relation]:
        return None
    return ["linear", [], [*parts, *([[str(left), [], None]] if left else [])]]


def put_in(room: Room, goal: Poly, known: list[Rule]) -> tuple[Poly, list[Any]] | None:
    """Return what is left of a goal once equalities are put in, and the parts of a combination that this takes."""
    parts: list[Any] = []
    names = {value: name for name, value in room.names.items()}
    for _ in range(ROUNDS):
        rule = next((r for r in known if any(r[0] == a for mono in goal for a, _ in mono)), None)
        if rule is None:
            break
        atom, c, p, ref = rule
        factor: Poly = {}
        for mono, d in goal.items():
            powers = dict(mono)
            if atom in powers:
                powers[atom] -= 1
                rest = tuple(sorted((a, k) for a, k in powers.items() if k))
                factor = add(factor, {rest: ratio(d, c)})
        goal = add(goal, mul(factor, p), -1)
        parts.append(["1", [ref], text(factor, names)])
        if len(goal) > LONGEST:
            return None
    return goal, parts
