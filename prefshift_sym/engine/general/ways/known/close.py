"""Two rewards that are close at every output: so are their tilts, the partition functions, and the logarithms of these."""

from __future__ import annotations

from ast import BinOp, Call, Compare, Lt, LtE, Name, Sub, Subscript
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.recheck_certificate import parse, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def tilts(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, where the statement speaks of the tilts of both rewards; return the steps."""
    if prover.size is not None or not room.finite or not any("exp(" in each for each in prover.texts):
        return []
    said = [
        source
        for formula, env, _ in room.formulas
        if pieces(formula)[0] == "all" and not env
        for other, bound in _close(*pieces(formula)[1])
        for source in _said(other, bound, logarithms=prover.logarithms)
    ]
    clear = [source for source in said if prover.makes_sense(parse(source))]  # what that takes is in the setup first
    return [step for source in clear for step in have(prover, room, source)]


def _close(bound: list[str], body: ast.expr) -> Iterator[tuple[str, str]]:
    """Yield which family is close to the reward at every output, and how close."""
    match body:
        case Compare(
            Call(Name("abs"), [BinOp(Subscript(Name(one), Name(i)), Sub(), Subscript(Name(two), Name(j)))]),
            [LtE() | Lt()],
            [most],
        ) if [i] == [j] == bound and "r" in (one, two) and one != two and i not in names_of(most, {}):
            yield two if one == "r" else one, shown_of(most)
        case _:
            pass


def _said(other: str, bound: str, *, logarithms: bool) -> Iterator[str]:
    """Yield what that says of tilts and means, either way round."""
    mean, tilt, times = (
        f"sum(p_ref[i_]*exp({other}[i_]/beta) for i_ in Y)",
        f"exp({other}[y_]/beta)",
        f"exp(({bound})/beta)",
    )
    for here, there, one, two in ((tilt, "w[y_]", mean, "Z"), ("w[y_]", tilt, "Z", mean)):
        yield f"all({here} <= {there}*{times} for y_ in Y)"
        yield f"{one} <= {two}*{times}"
        if logarithms:
            yield f"log({one}) <= log({two}) + ({bound})/beta"
