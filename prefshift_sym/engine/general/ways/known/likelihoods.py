"""What compares logarithms at two outputs, such as log-likelihood ratios, compares what they are of: by log x <= x - 1 at the quotient."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly


def of_pairs(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what formulas about two outputs say so, under their conditions; return the steps."""
    steps: list[Any] = []
    if prover.size is not None or not any("log(" in each for each in prover.statement["assume"].values()):
        return []
    for k, (formula, env, _) in enumerate(list(room.formulas)):
        kind, parts = pieces(formula)
        if kind == "all" and not env and len(parts[0]) == 2 and "log(" in shown_of(parts[1]):
            told = Told(prover, room.branch())
            with suppress(Refused):
                _without_logarithms(told, k, *parts)
                steps += told.steps
                prover.room = room = told.room
                room.idle |= {k}
    return steps


def _without_logarithms(told: Told, number: int, bound: list[str], body: ast.expr) -> None:
    """Take the formula of that number about what its logarithms are of."""
    here = told.branch()
    here.room.name(bound)
    kind, parts = pieces(body)
    here.take(["use", number, bound])
    if kind == "implies":
        here.room.assume(parts[0], here.room.names, frozenset())
        here.room.idle = frozenset(range(len(here.room.formulas) - 1))
        with told.prover.premises(BUDGET):
            here.have("so", shown_of(parts[1]))
    elif kind == "compare":
        here.at["so"] = here.next - 1
    else:
        raise Refused(kind)
    relation, p, _ = here.room.facts[here.at["so"]]
    above, below = _quotient(here, p)
    factors = dict.fromkeys(below.split("*"))
    for each in factors:
        here.have(each, f"{each} > 0")
    here.lemma("log", "log", {"A": f"lambda: {above}/({below})"})
    closed = here.product(("1", ["log"]), ("1", ["so", *below.split("*")]))
    compared = f"{above} {relation} {below}"
    proof = [*here.steps, ["have", compared, [closed]], ["linear", [], [["1", [-1], None]]]]
    guard = f"implies({shown_of(parts[0])}, {compared})" if kind == "implies" else compared
    whole = [["intro", bound, [["intro", [], proof]] if kind == "implies" else proof]]
    step = ["have", f"all({guard} {' '.join(f'for {name} in Y' for name in bound)})", whole]
    told.room.branch().step(step)  # it was not searched for
    told.take(step)


def _quotient(here: Told, p: Poly) -> tuple[str, str]:
    """Return what is above and below in the quotient whose logarithm a polynomial is; raise `Refused` where it is no such."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    own = {value: name for name, value in here.room.names.items()}
    for mono, c in p.items():
        if len(mono) != 1 or mono[0][1] != 1 or mono[0][0][:2] != ("f", "log") or c not in (1, -1):
            raise Refused("more than logarithms")
        sides[c > 0].append(f"({text(dict(mono[0][0][2]), own)})")
    if not sides[False]:
        raise Refused("no quotient")
    return "*".join(sides[True]) or "1", "*".join(sides[False])
