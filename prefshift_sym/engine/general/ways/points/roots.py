"""A goal that is affine in a square root: x <= y, of which one side is a multiple of the root, by x*x <= y*y and y >= 0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import substitute
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points import squares
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.engine.general.ways.points.pointwise import root
from prefshift_sym.engine.general.ways.points.squares import has_a_root, in_turn
from prefshift_sym.recheck_certificate import Refused, add, mul

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_TERMS = 24


def by_roots(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove such a goal, in every case of the signs that absolute values ask for."""
    p = goal.p
    if not has_a_root(p) or "roots" in room.under:
        return None
    return by_signs(
        prover,
        room.below("roots"),
        goal.node,
        goal.env,
        lambda inside: rooted(prover, inside, goal.node, goal.env, goal.depth),
    )


def rooted(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove `p >= 0` for p = a*root + b: were y - x negative, (x - y)*(x - y) + 2*y*(x - y) = x*x - y*y would be positive."""
    relation, p = room.link(node, env)
    every = {(atom, k) for mono in p for atom, k in mono if atom[:2] == ("f", "sqrt")}
    if len(every) != 1 or relation != ">=" or len(p) > MOST_TERMS:
        return None
    (pair,) = every
    slope: Poly = {tuple(each for each in mono if each != pair): c for mono, c in p.items() if pair in mono}
    multiple, rest = mul(slope, {(pair,): 1}), {mono: c for mono, c in p.items() if pair not in mono}
    signs = room.signs(slope)
    if pair[1] != 1 or not (signs <= {0, 1} or signs <= {0, -1}):
        return None
    x, y = (add({}, rest, -1), multiple) if signs <= {0, 1} else (add({}, multiple, -1), rest)
    under = mul(mul(slope, slope), {(): 1}), text(dict(pair[0][2]), _names(room))
    square = f"({prover.show(room, under[0])})*({under[1]})"
    shown = {"x": prover.show(room, x), "y": prover.show(room, y)}
    squared = {key: square if each is not rest and pair in _pairs(each) else f"({shown[key]})**2" for key, each in (("x", x), ("y", y))}  # fmt: skip
    steps, inside = root(prover, room, f"lambda: {under[1]}"), room.branch()
    if not all(prover.take(inside, step) for step in steps):
        return None
    sources = (f"{shown['y']} >= 0", f"{squared['x']} <= {squared['y']}", f"({shown['x']})**2 <= ({shown['y']})**2")
    proofs = in_turn(prover, inside, sources, depth - 1)
    if proofs is None:
        return None
    steps, at = [*steps, *proofs[0]], proofs[1]
    less, y_at, both = len(inside.facts), at[0], at[2]
    absurd = ["absurd", [["1", [less, less], None], ["2", [less, y_at], None], ["1", [both], None]]]
    source = f"{prover.show(room, p)} >= 0"
    found = [*steps, ["split", source, [["linear", [], [["1", [less], None]]]], [absurd]]]
    try:
        room.branch().prove(node, env, found)
    except Refused:
        return None
    return found


def as_square(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove `p >= 0` where p is a perfect square once what roots are of is written as their squares."""
    relation, p = room.link(node, env)
    if relation != ">=" or not has_a_root(p):
        return None
    known = [rule for rule in substitute.rules(room) if has_a_root(rule[2])]
    left, parts = (known and substitute.put_in(room, p, known)) or ({}, [])
    square = squares.as_square(prover, room, left) if left and parts else None
    step, inside = ["have", f"{prover.show(room, left)} >= 0", square], room.branch()
    if square is None or not prover.take(inside, step):
        return None
    return [step, ["linear", [], [["1", [len(room.facts)], None], *parts]]]


def _names(room: Scratch) -> dict[str, str]:
    return {value: name for name, value in room.names.items()}


def _pairs(p: Poly) -> set[Any]:
    return {pair for mono in p for pair in mono}
