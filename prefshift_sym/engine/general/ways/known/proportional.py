"""An equality about any two outputs, such as that two policies are proportional, holds of the sums over one of them."""

from __future__ import annotations

from ast import Compare, Eq
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def sums(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, where the equality speaks of a distribution at both outputs; return the steps."""
    told = Told(prover, room)
    for number, first, second, (left, right) in _equalities(prover, room):
        here = told.branch()
        with suppress(Refused):
            here.room.name([first])
            before = here.next
            here.lemma("zero", "sum of zeros", {"F": f"lambda {second}: {left} - ({right})"})
            source = f"sum({left} for {second} in Y) == sum({right} for {second} in Y)"
            proof = [["intro", [first], [*here.steps, ["linear", [], [["1", [before], "1"]]]]]]
            step = ["have", f"all({source} for {first} in Y)", proof]
            told.checked(step)
            room.idle |= {number}
    return told.steps


def _equalities(prover: Prover, room: Scratch) -> Iterator[tuple[int, str, str, tuple[str, str]]]:
    """Yield the numbers of such formulas, the names of the two outputs, and both sides."""
    policies = room.vectors | room.declared
    for k, (formula, env, _) in enumerate(list(room.formulas)) if prover.size is None else ():
        kind, parts = pieces(formula)
        match parts[1] if kind == "all" and not env and len(parts[0]) == 2 else None:
            case Compare(left, [Eq()], [right]) if k not in room.idle:
                sides = shown_of(left), shown_of(right)
                if "log(" not in "".join(sides) and _at_both(parts[1], parts[0], names_of(parts[1], {}) & policies):
                    yield k, *parts[0], sides
            case _:
                pass


def _at_both(body: ast.expr, bound: list[str], policies: set[str]) -> bool:
    """Return whether a distribution stands at both outputs."""
    return any(all(f"{policy}[{name}]" in shown_of(body) for name in bound) for policy in policies)
