"""Guesses about how concentrated a policy is: where its own masses are squared, or stand beside their logarithms, under sums.

A policy whose masses follow the tilt gains where it is weighed by itself: p_i*p_j*(w_i - w_j)*(g(p_i) - g(p_j)) >= 0 for g that rises.
And w deviates from its mean as weighed with the squares of the masses, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly

Lemma = tuple[str, dict[str, str], str]


def concentrations(stage: Scene, goal: Poly) -> Iterator[Lemma]:
    """Yield such sums, for the policies that the goal has so."""
    sums = [atom for mono in goal for atom, _ in mono if atom[0] == "S" and len(atom[1]) == 1]
    for p in stage.distributions if "w" in stage.families else ():
        own = [[(each, k) for each, k in inside if "'e', " + repr(p) in repr(each)] for _, _, inside in sums]
        squared = any(each[0] == "e" and k > 1 for some in own for each, k in some)
        logged = any(each[:2] == ("f", "log") for some in own for each, _ in some)
        for sign in "+-" if squared or logged else "":
            up, down = ("i_", "j_") if sign == "+" else ("j_", "i_")
            for rise in [f"({p}[{up}] - {p}[{down}])"] * squared + [f"(log({p}[{up}]) - log({p}[{down}]))"] * logged:
                body = f"{p}[i_]*{p}[j_]*(w[i_] - w[j_])*{rise}"
                yield "double sum", {"F": f"lambda i_, j_: {body}"}, f"sum({body} for i_ in Y for j_ in Y)"
        if squared:
            body = f"{p}[i_]**2*(w[i_] - E(w, {p}))**2"
            yield "sum", {"F": f"lambda i_: {body}"}, f"sum({body} for i_ in Y)"
