"""A policy that keeps to some outputs diverges from one that does not: Gibbs' inequality with the terms of the others left out.

With M the sum of q over the outputs kept, sum(p*log(p*M/q)) >= 0, as log x <= x - 1 at q/(p*M), which sums to 1 over them.
What M is is read off the logarithms in the goal: a whole sum without the terms of a few outputs, or a sum of q over a set.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import indices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room


def truncations(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield a lemma's name, its arguments, and the sum that it makes known to be >= 0."""
    own = {value: name for name, value in room.names.items()}
    logs = sorted({atom[2] for mono in goal for atom, _ in mono if atom[:2] == ("f", "log")})
    for key in logs:
        p = dict(key)
        if any(name[0] == "#" for mono in p for atom, _ in mono if atom[0] != "S" for name in indices(atom)):
            continue
        kept, whole, at = _summand(p, own), text(p, own), _outputs(p, own)
        inside = {each for mono in p for atom, _ in mono if atom[0] == "S" for each, _ in atom[2]}
        everywhere = all(each[0] == "e" and each[1] in room.vectors | room.declared | {"w"} for each in inside)
        if kept is None or (everywhere and not at):
            continue  # as Gibbs' inequality is
        for q, policy in itertools.product(_wholes(stage, p), stage.distributions):
            body = q if kept == "" else kept
            divergence = f"(0 if {policy}[i_] == 0 else {policy}[i_]*log({policy}[i_]*({whole})/({q})))"
            each = f"{divergence} - {policy}[i_] + ({body})/({whole})"
            total = f"sum({each} for i_ in Y)"
            given = {"F": f"lambda i_: {each}"}
            less = " - ".join([total, *(f"({body.replace('i_', k)})/({whole})" for k in at)])
            if len(at) == 1:
                yield "term", given | {"k": at[0]}, less
            elif len(at) == 2:
                yield "two terms", given | {"j": at[0], "k": at[1]}, less
            elif not at:
                yield "sum", given, total


def _wholes(stage: Scene, p: Poly) -> list[str]:
    """Return what a sum may be over all outputs."""
    tilted = any("'w'" in str(atom) for mono in p for atom, _ in mono)
    mixed = any(atom == ("v", "alpha") for mono in p for atom, _ in mono)
    names = ["p_ref"] if mixed else [name for name in stage.distributions]
    return [f"{name}[i_]*w[i_]" if tilted else f"{name}[i_]" for name in names]


def _outputs(p: Poly, own: dict[str, str]) -> list[str]:
    """Return the outputs that a polynomial speaks of, as a room names them."""
    return sorted({own.get(k, k) for mono in p for atom, _ in mono if atom[0] != "S" for k in indices(atom)})


def _summand(p: Poly, own: dict[str, str]) -> str | None:
    """Return what single sums in a polynomial add up, at `i_`; "" where there are none, None where there are others."""
    terms = []
    for mono, c in p.items():
        sums = [atom for atom, k in mono if atom[0] == "S" for _ in range(k)]
        if len(sums) > 1 or any(len(atom[1]) > 1 for atom in sums):
            return None
        rest = tuple(pair for pair in mono if pair[0] not in sums)
        terms += [f"({text({rest: c}, own)})*({text({atom[2]: 1}, {**own, atom[1][0]: 'i_'})})" for atom in sums]
    return " + ".join(terms)
