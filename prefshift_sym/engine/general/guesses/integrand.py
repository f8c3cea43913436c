"""A goal in sums, as one sum over pairs of outputs (or over single ones) that may hold pair by pair.

Each monomial of the goal is a product of at most two sums; a missing one is put in as the sum of a distribution, which is
1. The pair (i, j) and the pair (j, i) are averaged, since terms of opposite sign often stand on opposite sides.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import pieces, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room

MOST_TERMS = 24


def integrands(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, bool, str]]:
    """Yield the body over i_ (and j_), whether it is over pairs, and a weight by which it could be strict."""
    for terms, pairs, weight in bodies(stage, room, goal):
        yield " + ".join(terms), pairs, weight


def bodies(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[list[str], bool, str]]:
    """Yield the same with the body in terms, one for each monomial of the goal."""
    if len(goal) > MOST_TERMS or room.size is not None or _few_hold(room, goal):
        return
    own = {value: name for name, value in room.names.items()}
    split = [(*split_sums(mono), c) for mono, c in goal.items()]
    if any(len(sums) > 2 or (wide and sums) or len(wide) > 1 for sums, wide, _, _ in split):
        return
    pairs = any(len(sums) == 2 or wide for sums, wide, _, _ in split)
    if not pairs and not any(sums for sums, _, _, _ in split):
        return
    fillers = stage.distributions or tuple(sorted(room.vectors | room.declared))
    straight = (True, False) if any(wide for _, wide, _, _ in split) else (False,)  # as it is written, or averaged
    choices = list(itertools.product(fillers, repeat=2)) if pairs else [(p, p) for p in fillers]
    mixed = {"p_A", "p_U"} <= set(fillers) and any(atom == ("v", "alpha") for mono in goal for atom, _ in mono)
    choices += [("p_ref", "p_ref")] if mixed else []
    for first, second in choices:
        for once in straight:
            terms = []
            for sums, wide, rest, c in split:
                ways = _over(sums, wide, (first, second), own, pairs=pairs)
                body = ways[0] if once or not pairs else f"1/2*({' + '.join(ways)})"
                terms.append(f"({text({rest: c}, own)})*({body})")
            yield terms, pairs, f"{first}[i_]*{second}[j_]" if pairs else f"{first}[i_]"


def _few_hold(room: Room, goal: Poly) -> bool:
    """Return whether the logarithm of a sum stands beside those of entries that may be 0, and that no formula bounds."""
    spoken = [each for mono in goal for atom, _ in mono for each, _ in (atom[2] if atom[0] == "S" else ((atom, 1),))]
    logarithms = [atom for atom in spoken if atom[:2] == ("f", "log")]
    if not any("'S'" in str(atom) for atom in logarithms):
        return False
    vanish = {
        family for atom in logarithms for family in _entry(atom) if room.signs(single(("e", family, "?0"))) != {1}
    }
    every = [parts for formula, _, _ in room.formulas for kind, parts in [pieces(formula)] if kind == "all"]
    names = [names_of(body, {}) - {*bound} for bound, body in every if len(bound) == 1]
    return bool(vanish) and not vanish & set[str]().union(*(own for own in names if len(own) > 1))  # by something else


def _entry(atom: Any) -> list[str]:
    """Return the family, if it is of an entry of one that an atom is the logarithm."""
    match atom:
        case ("f", "log", ((((("e", family, _), 1),), _),)):
            return [family]
    return []


def split_sums(mono: Any) -> tuple[list[Any], list[Any], Any]:
    """Return the single sums of a monomial, its double sums, and what is left."""
    sums: list[Any] = []
    wide: list[Any] = []
    rest: list[Any] = []
    for atom, k in mono:
        if atom[0] == "S" and len(atom[1]) <= 2:
            (sums if len(atom[1]) == 1 else wide).extend([atom] * k)
        elif atom == ("v", "n"):
            sums += [("S", ("#0",), ())] * k
        else:
            rest.append((atom, k))
    return sums, wide, tuple(rest)


def _over(sums: list[Any], wide: list[Any], fillers: tuple[str, str], own: dict[str, str], *, pairs: bool) -> list[str]:
    """Return one monomial's sums as a body over i_ and j_, for each of the two ways to name a pair."""

    def body(atom: Any, *names: str) -> str:
        return text({atom[2]: 1}, {**own, **dict(zip(atom[1], names, strict=True))})

    if not pairs:
        return [body(sums[0], "i_") if sums else f"{fillers[0]}[i_]"]
    if wide:
        ways = [body(wide[0], *names) for names in itertools.permutations(("i_", "j_"))]
    elif len(sums) == 2:
        ways = [f"({body(sums[0], i)})*({body(sums[1], j)})" for i, j in itertools.permutations(("i_", "j_"))]
    elif sums:
        filler = fillers[0] if ("e", fillers[0]) not in {a[:2] for a, _ in sums[0][2]} else fillers[1]
        ways = [f"({body(sums[0], i)})*{filler}[{j}]" for i, j in itertools.permutations(("i_", "j_"))]
    else:
        ways = [f"{fillers[0]}[{i}]*{fillers[1]}[{j}]" for i, j in itertools.permutations(("i_", "j_"))]
    return ways
