"""A goal in products of two sums that divide, as one sum over pairs of outputs that divides at the first of them only.

Averaged over both ways round it would have a common denominator, and its sum other sums than the goal has. The same
serves a policy that is p_ref times some function: what speaks of that is at the first output. It is to be shown that a pair
and the pair the other way round are together not negative, in the order of their rewards.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.integrand import MOST_TERMS, split_sums
from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room

HERE = "#0"
PLAIN = {"r", "w", "p_ref"}
MOST = 40  # ways to put in distributions where a product has fewer than two sums


def oriented(stage: Scene, room: Room, goal: Poly) -> Iterator[str]:
    """Yield such bodies over i_ and j_; a missing sum is that of a distribution, which is 1."""
    own = {value: name for name, value in room.names.items()}
    split = [(*split_sums(mono), c) for mono, c in goal.items()]
    if (
        {"i_", "j_"} & room.names.keys()
        or len(goal) > MOST_TERMS
        or any(wide or len(sums) > 2 for sums, wide, _, _ in split)
    ):
        return
    policies, marks = _defined(room)
    if not any(_divides(each, marks) for sums, _, _, _ in split for each in sums):
        return
    plain = tuple(dict.fromkeys(("p_ref", *stage.distributions)))
    seen = set[str]()
    ways = itertools.product(plain, (*policies, *plain), plain)
    for beside, first, second in itertools.islice(ways, MOST):
        terms = []
        for sums, _, rest, c in split:
            both = [(_divides(each, marks), text({each[2]: 1}, {**own, each[1][0]: "{0}"})) for each in sums]
            apart = not any(divides for divides, _ in both)
            fillers = [first if apart else beside, second][: 2 - len(both)] if both else [first, second]
            both += [(name in policies, f"{name}[{{0}}]") for name in fillers]
            one, other = [each for _, each in sorted(both, key=lambda each: not each[0])]
            terms.append(f"({text({rest: c}, own)})*(({one.format('i_')})*({other.format('j_')}))")
        body = " + ".join(terms)
        if body not in seen:
            seen.add(body)
            yield body


def _defined(room: Room) -> tuple[list[str], set[Any]]:
    """Return the policies that are read as something else, and the atoms at an output that tell that from distributions."""
    policies, marks = sorted((room.declared | room.vectors) & room.definitions.keys()), set[Any]()
    inside = room.branch()
    inside.name(["i_"])
    for name in policies:
        p = inside.rename(inside.term(parse(f"{name}[i_]"), inside.names)[0], {inside.at("i_"): HERE})
        marks |= {
            atom
            for mono in p
            for atom, _ in mono
            if atom[:1] == ("e",) and atom[1] not in (room.vectors | room.declared | PLAIN)
        }
    return policies, marks


def _divides(atom: Any, marks: set[Any]) -> bool:
    """Return whether there is a fraction in what a sum adds up, or what such a policy alone is made of."""
    return any(each[0] == "inv" or each in marks for each, _ in atom[2])


def back(body: str) -> str:
    """Return the text of a body at a pair the other way round."""
    return re.sub(r"\b[ij]_\b", lambda name: "j_" if name[0] == "i_" else "i_", body)
