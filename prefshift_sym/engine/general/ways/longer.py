"""The ways to an inequality that short ones do not find, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.ways.known import stones
from prefshift_sym.engine.general.ways.points import nonzero, pointwise, tilted

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof


def ways(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Iterator[Proof | None]:
    """Yield what longer ways find: large products of facts take long and are seldom what is missing, so they wait."""
    relation, p = room.link(node, env)
    open_to_sums = relation != "==" and prover.size is None and depth > 1 and not prover.inside
    polys = (p, *(q for _, q, _ in room.facts))
    at_a_point = not any(atom[0] in "SMf" for q in polys for mono in q for atom, _ in mono)
    # most claims that a cold start is long for need none of these
    from prefshift_sym.engine.general.ways import another
    from prefshift_sym.engine.general.ways.points import either_case, numbers, powers, roots
    from prefshift_sym.engine.general.ways.sums import combining, levels, summing

    yield nonzero.clash(prover, room)
    yield either_case.by_a_mass(prover, room, node, env) if prover.size is None else None
    if not at_a_point:
        yield numbers.by_numbers(prover, room, node, env) or powers.by_powers(prover, room, node, env)
    yield from of_functions(prover, room, node, env)
    yield levels.by_levels(prover, room, node, env, depth)
    yield tilted.by_the_tilts(prover, room, node, env) if prover.size is None and depth > 0 else None
    if relation != "==" and prover.inside:
        yield roots.as_square(prover, room, node, env)
        yield combining.within(prover, room.branch(), node, env)
    if open_to_sums and not at_a_point and (yield from summing.ways(prover, room, node, env, depth)):
        return
    split_too = relation == "==" or not pointwise.unordered(prover, room, p)
    if not split_too and prover.size is not None:  # else that was tried before
        yield pointwise.split(prover, room, node, env, depth)
    # Cases come sooner where the number of goals is limited, or where nothing sums.
    sooner = relation != "==" and (prover.inside or at_a_point)
    if sooner:
        yield pointwise.cases(prover, room, node, env, depth, split_too=split_too)
    if open_to_sums and at_a_point and (yield from summing.ways(prover, room, node, env, depth)):
        return
    if open_to_sums and relation == ">":
        yield stones.by_contradiction(prover, room, node, env, depth)
    closed = linear.close(room, relation, p, prover.deadline, 2, first=2)
    yield None if closed is None else [closed]
    if relation != "==" and not sooner:
        yield pointwise.cases(prover, room, node, env, depth, split_too=split_too)
    yield another.by_another_output(prover, room, node, env, depth) if open_to_sums else None


def of_functions(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Iterator[Proof | None]:
    """Yield what is special of square roots and of logarithms, where a goal has such."""
    functions = {part[1] for part in parts(tuple(room.link(node, env)[1])) if part[:1] == ("f",)}
    if "sqrt" in functions:
        from prefshift_sym.engine.general.ways.points import alike
        from prefshift_sym.engine.general.ways.sums import term_by_term

        yield alike.by_their_squares(prover, room, node, env)
        yield term_by_term.by_terms(prover, room, node, env)
    if "log" in functions:
        from prefshift_sym.engine.general.ways.points import evaluated, weighted

        yield evaluated.by_values(prover, room, node, env)
        yield weighted.by_weights(prover, room, node, env)
