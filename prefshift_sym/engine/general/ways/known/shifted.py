"""Two rewards with the same differences: one is the other and a number, so that their tilts, and the means of these, are proportional."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof


def rewards(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, where a formula compares their differences; return the steps."""
    steps: list[Any] = []
    asked = prover.size is None and room.finite and room.sums
    for number, (formula, env, _) in enumerate(list(room.formulas)) if asked else ():
        kind, parts = pieces(formula)
        other = _other(room, *parts) if kind == "all" and not env and len(parts[0]) == 2 else None
        told = Told(prover, room.branch())
        with suppress(Refused):
            if other is not None:
                _shifted(told, number, other)
                steps += [step for step in told.steps if prover.take(room, step)]
                room.done |= told.room.done  # that output has its name
    return steps


def _other(room: Scratch, bound: list[str], body: ast.expr) -> str | None:
    """Return the family whose differences are those of the rewards."""
    inside = room.branch()
    inside.names |= {name: inside.fresh() for name in bound}
    try:
        relation, p = inside.link(pieces(body)[1], inside.names) if pieces(body)[0] == "compare" else ("", {})
    except Refused:
        return None
    entries = {mono[0][0]: c for mono, c in p.items() if len(mono) == 1 and mono[0][1] == 1 and mono[0][0][0] == "e"}
    others = {atom[1] for atom in entries} - {"r"}
    if relation != "==" or len(entries) != len(p) or len(p) != 4 or len(others) != 1:
        return None
    (other,) = others
    i, j = inside.names.values()
    c = entries.get(("e", other, i), 0)
    same = {("e", other, i): c, ("e", other, j): -c, ("e", "r", i): -c, ("e", "r", j): c}
    return other if entries == same else None


def _shifted(told: Told, number: int, other: str) -> None:
    """Take how rewards, and tilts where exponentials are spoken of, compare at every output with one, and so their means."""
    k = told.attained("is", "r[i_]")
    rewards = f"{other}[{{0}}] - {other}[{k}] - (r[{{0}}] - r[{k}])"
    here = told.branch()
    here.room.name(["y_"])
    here.take(["use", number, ["y_", k]])
    _everywhere(told, rewards, [*here.steps, ["linear", [], [["1", [here.next - 1], None]]]])
    if any("exp(" in each for each in told.prover.texts):
        sides = f"lambda: (r[{k}] + {other}[y_])/beta", f"lambda: (r[y_] + {other}[{k}])/beta"
        here = told.branch()
        here.room.name(["y_"])
        here.take(["use", number, ["y_", k]])
        with told.prover.premises(BUDGET):
            for name, (more, less) in (("up", sides), ("down", sides[::-1])):
                here.lemma(name, "exp order", {"A": more, "B": less})
        both = ["both", *([here.product(("1", [name]))] for name in ("up", "down"))]
        _everywhere(told, f"exp({other}[{{0}}]/beta)*w[{k}] - w[{{0}}]*exp({other}[{k}]/beta)", [*here.steps, both])


def _everywhere(told: Told, gap: str, proof: Proof) -> None:
    """Take that a gap is 0 at every output, by its proof at y_, and so are its means under policies."""
    told.checked(["have", f"all({gap.format('y_')} == 0 for y_ in Y)", [["intro", ["y_"], proof]]])
    for policy in ("p_ref", *sorted(told.room.vectors | told.room.declared)):
        with suppress(Refused), told.prover.premises(BUDGET):
            told.lemma(policy, "sum of zeros", {"F": f"lambda i_: {policy}[i_]*({gap.format('i_')})"})
