"""Numbers for the atoms that meet every fact and not the goal: where there are some, no linear program has an answer.

Atoms are numbers of their own here, whatever they mean, for that is all that products of facts can tell of them. In floating
point: what is passed over by mistake is a proof that is missed, never one that is false.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.recheck_certificate import Poly

KEPT, STARTS, FEW, FAR = 24, 2, 4, 1e4
NONE, SOME = 1e-9, 1e-6  # what counts as zero, and what does not
DRAWN = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
OPPOSITE = {">=": "<", ">": "<=", "==": "!="}
AIMS = {">": (0.5, 1.0), ">=": (0.0, 1.0), "<": (-0.5, -1.0), "<=": (0.0, -1.0), "==": (0.0, 0.0), "!=": (0.5, -0.5)}
Fact = tuple[Any, ...]  # a relation to 0, and a polynomial


class Model:
    """Values of atoms, and which facts they meet."""

    def __init__(self, values: dict[Any, float], draw: Random) -> None:
        self.values, self.draw = values, draw
        self.derived: dict[Any, float] = {}
        self.met: dict[int, tuple[Fact, bool]] = {}  # by a fact's number in memory, which it keeps while it is held
        self.spoken: dict[int, tuple[frozenset[Any], Fact]] = {}  # the atoms that facts speak of

    def number(self, p: Poly) -> float:
        """Return the value of a polynomial."""
        total, values, derived = 0.0, self.values, self.derived
        for mono, c in p.items():
            product = c if type(c) is int else c.numerator / c.denominator
            for atom, k in mono:
                value = values.get(atom)
                if value is None:
                    value = derived.get(atom)
                    if value is None:
                        value = self.atom(atom)
                product *= value if k == 1 else value**k
            total += product
        return total

    def atom(self, atom: Any) -> float:
        """Return the value of an atom that has none yet: one that others determine, or a number drawn for it."""
        match atom:
            case ("ind", key, sign):
                value = 1.0 if self.number(dict(key)) * sign > NONE else 0.0
            case ("inv", key):
                inner = self.number(dict(key))
                value = 1 / inner if abs(inner) > SOME else 0.0
            case _:
                drawn = DRAWN[int(self.draw.random() * len(DRAWN))]
                value = self.values[atom] = 0.5 if atom == ("v", "alpha") else drawn
                return value
        self.derived[atom] = value
        return value

    def failing(self, facts: list[Fact]) -> Fact | None:
        """Return the first fact that is not met."""
        met = self.met
        for fact in facts:
            known = met.get(id(fact))
            if known is None:
                known = met[id(fact)] = fact, holds(fact[0], self.number(fact[1]))
            if not known[1]:
                return fact
        return None

    def repaired(self, relation: str, p: Poly) -> Model | None:
        """Return a model that meets one more comparison, by another value for one atom; others may fail then."""
        own = [atom for atom in dict.fromkeys(atom for mono in p for atom, _ in mono) if atom in self.values]
        start = int(self.draw.random() * len(own))
        for atom in own[start:] + own[:start]:
            slope = rest = 0.0
            for mono, c in p.items():
                powers = dict(mono)
                k = powers.pop(atom, 0)
                if k > 1:
                    break
                product = self.number({tuple(powers.items()): c})
                slope, rest = (slope + product, rest) if k else (slope, rest + product)
            else:
                if abs(slope) < SOME:
                    continue
                new = (AIMS[relation][self.draw.random() < 0.5] - rest) / slope
                # most atoms are known to be positive, and rewards may be anything
                if abs(new) < FAR and (new > NONE or self.values[atom] < NONE or atom[:2] == ("e", "r")):
                    return self.changed(atom, new)
        return None

    def changed(self, atom: Any, new: float) -> Model:
        """Return a model with another value for one atom; facts that do not speak of it are met as before."""
        model = Model({**self.values, atom: new}, self.draw)
        for key, known in self.met.items():
            mine = self.spoken.get(key)
            if mine is None:
                mine = self.spoken[key] = frozenset().union(*map(inside, known[0][1])), known[0]
            if atom not in mine[0]:
                model.met[key] = known
        model.spoken = self.spoken
        return model


@lru_cache(5000)
def inside(mono: Any) -> frozenset[Any]:
    """Return the atoms of a monomial, and those that determine them."""
    own = frozenset(atom for atom, _ in mono)
    deeper = [part for atom in own if atom[0] in ("ind", "inv") for part, _ in atom[1]]
    return own.union(*map(inside, deeper))


def drawing(room: Scratch) -> Random:
    """Return where numbers are drawn from, the same for all rooms of a search; one that needs none does without the import."""
    from random import Random

    if "draw" not in room.memory:
        room.memory["draw"] = Random(0), ()  # noqa: S311 - guesses, not secrets
    found: Random = room.memory["draw"][0]
    return found


def holds(relation: str, value: float) -> bool:
    """Tell whether a value meets a comparison with 0, beyond what rounding may do."""
    match relation:
        case ">":
            return value > SOME
        case ">=":
            return value >= -NONE
        case "==":
            return abs(value) <= NONE
        case "<":
            return value < -SOME
        case "<=":
            return value <= NONE
        case _:
            return abs(value) > SOME


def refuted(room: Scratch, relation: str, goal: Poly, *, search: bool) -> bool:
    """Tell whether numbers are known, or found where `search` asks for that, that meet every fact and not the goal."""
    if not goal and relation != ">":
        return False  # 0 >= 0
    asked: Fact = (OPPOSITE[relation], goal)
    good: list[Model] = []  # they meet the goal as well
    for k, model in enumerate(room.models):
        if model.failing(room.facts) is None:
            if not goal or holds(asked[0], model.number(goal)):
                room.models.insert(0, room.models.pop(k))
                return True
            good.append(model)
    for start in range(STARTS if search else 0):
        model = good[start] if start < len(good) else Model({}, drawing(room))
        for _ in range(FEW + len(room.facts) // 2):
            wrong = model.failing(room.facts)
            if wrong is None and model not in room.models:
                room.models.insert(0, model)
                del room.models[KEPT:]
            if wrong is None and (not goal or holds(asked[0], model.number(goal))):
                return True
            better = model.repaired(*(wrong or asked)[:2])
            if better is None:
                break
            model = better
    return False
