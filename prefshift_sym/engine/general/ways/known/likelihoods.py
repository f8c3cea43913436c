"""What compares logarithms at an output, or at two, compares what they are of: by log x <= x - 1 at the quotient.

Log-likelihood ratios at two outputs are likelihood ratios; an implicit reward, beta*log(q[y]/p_ref[y]), is a tilt.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.monotone import powers, read
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, pieces

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def of_outputs(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what formulas about one output, or two, say so, under their conditions; return the steps."""
    steps: list[Any] = []
    if prover.size is not None or not any("log(" in each for each in prover.statement["assume"].values()):
        return []
    for k, (formula, env, _) in enumerate(list(room.formulas)):
        kind, parts = pieces(formula)
        plain = kind == "all" and not env and len(parts[0]) <= 2 and k not in room.idle
        if plain and "log(" in shown_of(parts[1]) and "KL(" not in shown_of(parts[1]):
            told = Told(prover, room.branch())
            with suppress(Refused):
                _without_logarithms(told, k, *parts)
                steps += told.steps
                prover.adopt(told.room, told.steps)
                room.idle |= {k} if len(parts[0]) > 1 else set()
    return steps


def _without_logarithms(told: Told, number: int, bound: list[str], body: ast.expr) -> None:
    """Take the formula of that number about what its logarithms are of."""
    here = told.branch()
    here.room.name(bound)
    kind, parts = pieces(body)
    before = here.next
    here.take(["use", number, bound])
    if kind == "implies":
        here.room.assume(parts[0], here.room.names, frozenset())
        here.room.idle = frozenset(range(len(here.room.formulas) - 1))
        with told.prover.premises(BUDGET):
            here.have("so", shown_of(parts[1]))
    elif kind == "compare":
        here.at["so"] = before
    else:
        raise Refused(kind)
    relation, p, _ = here.room.facts[here.at["so"]]
    logs, exponent, times = read(here.room, p)
    above, below = ([f"({here.prover.show(here.room, q)})" for q, c in logs if c == side] for side in (1, -1))
    if len(above) + len(below) != len(logs) or not below or (len(logs), bool(exponent)) == (1, False):
        raise Refused("no quotient")
    for side, sign in ((above, 1), (below, -1)):
        side += [more[1:]] if (more := powers(here.prover, here.room, exponent, sign, 1, times)) else []
    for each in dict.fromkeys((*above, *below)):
        here.have(each, f"{each} > 0")
    here.at |= {"beta": times[0]} if times else {}
    scale = ("beta",) if times else ()
    high, low = "*".join(above), "*".join(below)
    here.lemma("log", "log", {"A": f"lambda: {high}/({low})"})
    closed = here.product(("1", ["log"]), ("1", ["so", *below], *(["1"] if relation == "==" else [])), scale=scale)
    if relation == "==":
        here.lemma("back", "log", {"A": f"lambda: {low}/({high})"})
        closed = ["both", [closed], [here.product(("1", ["back"]), ("-1", ["so", *above], "1"), scale=scale)]]
    compared = f"{high} {relation} {low}"
    proof = [
        *here.steps,
        ["have", compared, [closed]],
        ["linear", [], [["1", [-1], *(["1"] if relation == "==" else [None])]]],
    ]
    guard = f"implies({shown_of(parts[0])}, {compared})" if kind == "implies" else compared
    whole = [["intro", bound, [["intro", [], proof]] if kind == "implies" else proof]]
    step = ["have", f"all({guard} {' '.join(f'for {name} in Y' for name in bound)})", whole]
    told.checked(step)
    if relation == "==" and len(bound) == 1 and kind == "compare":  # so do the sums
        difference = re.sub(rf"\b{bound[0]}\b", "i_", f"{high} - {low}")
        told.lemma("sums", "sum of zeros", {"F": f"lambda i_: {difference}"})
