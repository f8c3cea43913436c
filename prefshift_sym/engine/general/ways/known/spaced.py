"""One reward that is some number higher than another, under a condition: so many times the other tilt is the tilt, and so means."""

from __future__ import annotations

import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.known.supports import taken
from prefshift_sym.engine.general.ways.points.told import NEVER, Told
from prefshift_sym.recheck_certificate import Refused, add, freeze, indices, parse, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def tilts(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take how many times one tilt another is, where one reward is some number higher; return the steps."""
    steps: list[Any] = []
    asked = prover.size is None and room.finite
    for k, (formula, env, _) in enumerate(list(room.formulas)) if asked else ():
        kind, parts = pieces(formula)
        if kind != "all" or env or len(parts[0]) != 2 or pieces(parts[1])[0] != "implies":
            continue
        higher = _higher(room, parts[0], pieces(parts[1])[1][1])
        told = Told(prover, room.branch())
        with suppress(Refused):
            if higher is not None:
                _times(told, k, parts[0], pieces(parts[1])[1], higher)
        steps += taken(prover, room, told)
    return steps


def _times(
    told: Told, number: int, bound: list[str], said: tuple[ast.expr, ast.expr], higher: tuple[str, str, str]
) -> None:
    """Take that of the tilts, under the same condition, and what it says of mean tilts if that is where two policies are positive."""
    test, conclusion = said
    more, less, level = higher
    here, n = told.branch(), len(told.room.formulas)
    here.room.name(bound)
    for each in (test, test, conclusion):  # a case knows its premise, too
        here.room.assume(each, dict(here.room.names), frozenset())
    with told.prover.premises(BUDGET):
        here.lemma("tilts", "exp order", {"A": f"lambda: r[{more}]/beta", "B": f"lambda: (r[{less}] + {level})/beta"})
    kind, parts = pieces(test)
    never = [["cases", n + 1, *[NEVER] * len(parts)]] if kind == "and" else NEVER
    cases = ["cases", n, never, [*here.steps, here.product(("1", ["tilts"]))]]
    proof = [["intro", bound, [["intro", [], [["use", number, bound], cases]]]]]
    loops, tilt = " ".join(f"for {name} in Y" for name in bound), f"w[{less}]*exp(({level})/beta)"
    told.checked(["have", f"all(implies({shown_of(test)}, w[{more}] >= {tilt}) {loops})", proof])
    about = len(told.room.formulas) - 1
    told.room.idle |= {number, about}
    for p, q in itertools.product(sorted(told.room.vectors | told.room.declared), repeat=2):
        if shown_of(test) in (f"{p}[{more}] > 0 and {q}[{less}] > 0", f"{q}[{less}] > 0 and {p}[{more}] > 0"):
            _averaged_over_pairs(told, about, bound, (f"{p}[{more}]", f"{q}[{less}]"), f"(w[{more}] - {tilt})")


def _averaged_over_pairs(told: Told, about: int, bound: list[str], masses: tuple[str, str], gap: str) -> None:
    """Take what two policies average of something over pairs to be 0 or more, as it is wherever both are positive."""
    here = told.branch()
    here.room.name(bound)
    for mass in masses:
        here.have(f"{mass} >= 0", f"{mass} >= 0")
    zeros, both = list[Any](), here.branch()
    for mass, other in (masses, masses[::-1]):
        none = here.branch() if mass == masses[0] else both.branch()
        none.room.assume(parse(f"{mass} <= 0"), none.room.names, frozenset())
        none.have("zero", f"{mass} == 0")
        zeros.append([*none.steps, none.product(("1", ["zero"], f"{other}*{gap}"))])
        both.at[mass] = both.next
        both.room.assume(parse(f"{mass} > 0"), both.room.names, frozenset())
    n = len(both.room.formulas)
    never = [["cases", n + 1, NEVER, NEVER]]  # one of the masses is not positive
    positive = [both.at[mass] for mass in masses]
    shown = [["use", about, bound], ["cases", n, never, [["linear", [], [["1", [*positive, -1], None]]]]]]
    split = ["split", f"{masses[0]} > 0", [["split", f"{masses[1]} > 0", shown, zeros[1]]], zeros[0]]
    given = {"F": f"lambda {', '.join(bound)}: {'*'.join((*masses, gap))}"}
    told.checked(["lemma", "double sum", given, [[["intro", bound, [*here.steps, split]]]]])


def _higher(room: Scratch, bound: list[str], conclusion: ast.expr) -> tuple[str, str, str] | None:
    """Return which of two outputs has the higher reward, and by what at least."""
    inside = room.branch()
    inside.names |= {name: inside.fresh() for name in bound}
    rewards = [
        {((("e", "r", inside.names[name]), 1),): sign for name, sign in zip(bound, signs, strict=True)}
        for signs in ((1, -1), (-1, 1))
    ]
    try:
        relation, p = (
            inside.link(pieces(conclusion)[1], inside.names) if pieces(conclusion)[0] == "compare" else ("", {})
        )
    except Refused:
        return None
    for gap, (more, less) in zip(rewards, (bound, bound[::-1]), strict=True):
        rest = add(gap, p, -1)
        if relation in (">", ">=") and rest and not any(name[0] == "@" for name in indices(freeze(rest))):
            return more, less, text(rest, {})
    return None
