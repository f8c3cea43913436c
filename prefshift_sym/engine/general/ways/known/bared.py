"""What an assumption says of the tilt at an output, bare of what hides it: of logarithms, and of the reference's mass there.

`r[i] <= beta*log(X)` says `w[i] <= X`, and `p_theta[i] >= p_ref[i]` that `w[i] >= Z`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import Refused, divide, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly

BETA = (("v", "beta"), 1)


def tilts(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what formulas about an output say so, under their conditions; return the steps."""
    steps: list[Any] = []
    if prover.size is not None or not any("log" in each or "p_theta" in each for each in prover.texts):
        return []
    logarithms = any("log(" in each or "KL(" in each for each in prover.statement["claim"].values())
    for k, (formula, env, _) in enumerate(list(room.formulas)):
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 1 or env or not re.search(r"log|p_theta", shown_of(parts[1])):
            continue
        inside, (own,) = room.branch(), parts[0]
        inside.names |= {own: inside.fresh()}
        kind, body = pieces(parts[1])
        test, bound = body if kind == "implies" else (None, parts[1])
        try:
            relation, p = inside.link(pieces(bound)[1], inside.names) if pieces(bound)[0] == "compare" else ("", {})
            shown = without_logarithms(p, relation, inside.names[own], own) or divided(inside, p, relation, own)
        except Refused:
            continue
        guard = "" if test is None else f"implies({shown_of(test)}, "
        found = have(prover, room, f"all({guard}{shown}{')' if guard else ''} for {own} in Y)") if shown else []
        room.idle |= {k} if found and not logarithms else set()
        steps += found
    return steps


def shown_of(node: ast.expr) -> str:
    """Return a formula as text."""
    return ast.unparse(ast.fix_missing_locations(node))


def without_logarithms(p: Poly, relation: str, index: str, name: str) -> str | None:
    """Return how the tilt compares, where a polynomial compares beta times a logarithm with a reward."""
    rewards = {mono: c for mono, c in p.items() if mono == ((("e", "r", index), 1),)}
    logs = [(mono, c) for mono, c in p.items() if len(mono) == 2 and BETA in mono]
    if len(p) != 2 or len(rewards) != 1 or len(logs) != 1:
        return None
    (c,) = rewards.values()
    ((mono, d),) = logs
    (atom,) = (atom for atom, _ in mono if atom != BETA[0])
    if atom[:2] != ("f", "log") or c + d or abs(c) != 1:
        return None
    tilt, other = f"w[{name}]", text(dict(atom[2]), {index: name})
    return f"{tilt} {relation} {other}" if c > 0 else f"{other} {relation} {tilt}"


def divided(room: Scratch, p: Poly, relation: str, name: str) -> str | None:
    """Return what is left to compare, where the mass of the reference at the output divides a polynomial."""
    ref = room.cleared(room.term(parse(f"p_ref[{name}]"), room.names))
    rest = divide(p, ref) if len(p) >= len(ref) else None
    return f"{text(rest, {room.names[name]: name})} {relation} 0" if rest and rest != {(): 1} else None
