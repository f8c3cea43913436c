"""Outputs that there must be: where there is none, the opposite of what is known could be proved, or a sum is above itself."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.engine.general.ways.sums import impossible
from prefshift_sym.recheck_certificate import negate, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

WAY, MOST_WITNESSES = "contradiction", 16


def exists(prover: Prover, room: Scratch, node: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove an `any`: an output in scope is a witness, or some output is in each case, or there must be one."""
    names, body = pieces(node)[1]
    named = room.branch()  # with a name for each output that there is known to be
    single = len(names) == 1 and prover.size is None and not prover.inside
    steps = impossible.outputs(prover, named, len(named.formulas)) if single else []
    for each in itertools.islice(itertools.product(prover.indices(named), repeat=len(names)), MOST_WITNESSES):
        inner = {**env, **{b: named.at(name) for b, name in zip(names, each, strict=True)}}
        found = prover.goal(named.branch(), body, inner, 1 if steps else depth - 1)  # else there are other ways
        if found is not None:
            return [*steps, ["witness", list(each), found]]
    found = pointwise.cases(prover, room, node, env, depth)
    if found is not None or prover.size is not None or prover.inside or depth <= 0 or WAY in room.under:
        return found
    return by_the_best(prover, room, node, env, depth) or by_contradiction(prover, room, node, env, depth)


def by_contradiction(prover: Prover, room: Scratch, node: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove an `any`: where it is false, what is known is contradictory."""
    source = words(node, env, room.names)
    if source is None:
        return None
    first, second = room.branch(), room.below(WAY)
    k = len(first.formulas)
    first.assume(parse(source), dict(first.names), frozenset())
    second.assume(negate(parse(source)), dict(second.names), frozenset())
    absurd = impossible.contradiction(prover, second, k, depth)
    if absurd is None:
        return None
    names = []
    for bound in pieces(node)[1][0]:
        names.append(prover.fresh(first, bound))
        first.names[names[-1]] = ""  # taken
    for name in names:
        del first.names[name]
    skolem, inner = ["skolem", k, names], dict(env)
    if not prover.take(first, skolem):
        return None
    inner |= {b: first.at(name) for b, name in zip(pieces(node)[1][0], names, strict=True)}
    shown = prover.goal(first, pieces(node)[1][1], inner, 1)
    return None if shown is None else [["split", source, [skolem, ["witness", names, shown]], absurd]]


def by_the_best(prover: Prover, room: Scratch, node: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove an `any` of an output that is compared with all others: it is one with the greatest reward, or with the least."""
    names, body = pieces(node)[1]
    if len(names) != 1 or not room.finite or not _compares_with_all(body):
        return None
    for shape, relation in (("r[z_]", ">="), ("-r[z_]", "<=")):
        inside = room.below(WAY)
        best = have_the_best(prover, inside, shape, f"any(all(r[z_] {relation} r[y_] for y_ in Y) for z_ in Y)")
        if best is None:
            return None
        name = prover.fresh(inside, "z")
        skolem = ["skolem", len(inside.formulas) - 1, [name]]
        inside.done.add(f"skolem {len(inside.formulas) - 1}")
        taken = prover.take(inside, skolem)
        found = prover.goal(inside, body, {**env, names[0]: inside.at(name)}, depth - 1) if taken else None
        if found is not None:
            return [best, skolem, ["witness", [name], found]]
    return None


def have_the_best(prover: Prover, room: Scratch, shape: str, source: str) -> list[Any] | None:
    """Let the room take that some output is at least as good (or bad) as all; the maximum itself need not be spoken of."""
    inside = room.branch()
    name = prover.fresh(inside, "z")
    attained = ["lemma", "attained", {"X": f"lambda z_: {shape}"}, []]
    steps: list[list[Any]] = [attained, ["skolem", len(inside.formulas), [name]]]
    if not all(prover.take(inside, step) for step in steps):
        return None
    inside.done.add(f"skolem {len(inside.formulas) - 1}")
    shown = prover.goal(inside, parse(source), {}, 2)
    step = ["have", source, [*steps, *(shown or [])]]
    return step if shown is not None and prover.take(room, step) else None


def _compares_with_all(node: ast.expr) -> bool:
    """Return whether rewards or tilts are compared in an `all` within a formula."""
    return any(
        isinstance(part, ast.Call)
        and isinstance(part.func, ast.Name)
        and part.func.id == "all"
        and {"r", "w"} & {each.id for each in ast.walk(part) if isinstance(each, ast.Name)}
        for part in ast.walk(node)
    )
