"""Another output: there are two at least, so that none has all of the mass, and one that is better than all others is better than some."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.text import about_the_reference, words
from prefshift_sym.engine.general.ways.known.stones import families, have
from prefshift_sym.engine.general.ways.points import pointwise
from prefshift_sym.engine.general.ways.sums import combining, impossible
from prefshift_sym.recheck_certificate import negate, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

WAY = "another"
SHAPES = ("p_ref[{0}]", "p_ref[{0}]*w[{0}]", "p_ref[{0}]*(w[{1}] - w[{0}])", "p_ref[{0}]*(w[{0}] - w[{1}])")


def by_another_output(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove a strict inequality about an output, or about none, by what the others leave to each."""
    relation, p = room.link(node, env)
    if WAY in room.under or len(room.names) > 1 or relation != ">":
        return None
    if not room.names:
        return by_less_than_all(prover, room, relation, p)
    inside, (name,) = room.branch(), room.names
    steps = weakly(prover, inside)
    ordered = any({"r", "w"} & set(families(formula)) for formula, _, _ in room.formulas)
    sieve = Sieve(inside)
    for shape in SHAPES if ordered else SHAPES[:2]:
        step = more(prover, inside, name, shape) if sieve.allows(shape.format("i_", name)) else None
        steps += [] if step is None else [step]
    found = prover.inequality(inside.below(WAY), node, env, depth) if steps else None
    return None if found is None else [*steps, *found]


def by_less_than_all(prover: Prover, room: Scratch, relation: str, p: Poly) -> Proof | None:
    """Prove a strict inequality about sums as no output has all of the mass of a policy."""
    entries = [(each[1], k) for a in pointwise.atoms_of(p) if a[0] == "S" for each, k in a[2] if each[0] == "e"]
    if not about_the_reference({family for family, _ in entries}):
        return None
    for policy in ("p_ref", "p_theta") if {("p_A", 2), ("p_ref", 2)} & {*entries} else ("p_ref",):
        inside = room.branch()
        steps = have(prover, inside, f"all({policy}[y_] < 1 for y_ in Y)")
        guesses = impossible.guessed(inside, len(inside.formulas) - 1) if steps else []
        closing = combining.combined(prover, inside, (relation, p), guesses, 0, steps)[0] if steps else None
        if closing is not None:
            return [*steps, closing]
    return None


def more(prover: Prover, room: Scratch, name: str, shape: str) -> list[Any] | None:
    """Let the room take that a sum over the outputs is more than its term at one: there is another, where it is positive."""
    inside = room.below(WAY)
    never = shown(prover, inside, f"all({shape.format('y_', name)} >= 0 for y_ in Y)", 2)
    lemma = prover.lemma(inside, "another", {"k": name}, 0) if never is not None else None
    other, k = prover.fresh(inside, "z"), len(inside.formulas) - 1
    skolem = ["skolem", k, [other]]
    if lemma is None or not inside.once(f"skolem {k}") or not prover.take(inside, skolem):
        return None
    positive = shown(prover, inside, f"{shape.format(other, name)} > 0", 1)
    if positive is None:
        return None
    at = len(inside.facts) - 1
    two = prover.lemma(inside, "two terms", {"F": f"lambda i_: {shape.format('i_', name)}", "j": name, "k": other}, 0)
    source = f"sum({shape.format('i_', name)} for i_ in Y) > {shape.format(name, name)}"
    close = ["linear", [], [["1", [at], None], ["1", [len(inside.facts) - 1], None]]]
    step = ["have", source, [never, lemma, skolem, positive, two, close]]
    return step if two is not None and prover.take(room, step) else None


def weakly(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that what is said of all other outputs holds of all, with >= in place of >; return the steps."""
    steps: list[Any] = []
    for k, (formula, env, _) in enumerate(list(room.formulas)):
        kind, parts = pieces(formula)
        inside, body = pieces(parts[1]) if kind == "all" and len(parts[0]) == 1 else ("", [])
        if inside != "implies" or pieces(body[1])[0] != "compare":
            continue
        test, compare = words(body[0], env, room.names), words(body[1], env, room.names)
        match parse(test or "0 < 0"), parse(compare or "0 < 0"):
            case ast.Compare(ast.Name(a), [ast.NotEq()], [ast.Name(b)]), ast.Compare(left, [op], [right]):
                own = parts[0][0]
                way = ">=" if isinstance(op, ast.Gt | ast.GtE) else "<="
                if own not in (a, b) or own in room.names or isinstance(op, ast.Eq | ast.NotEq):
                    continue
                source = f"{ast.unparse(left)} {way} {ast.unparse(right)}"
                step = _weak(prover, room, k, own, b if a == own else a, source)
                steps += [] if step is None else [step]
            case _:
                pass
    return steps


def _weak(prover: Prover, room: Scratch, k: int, name: str, other: str, source: str) -> list[Any] | None:
    """Prove a formula about two outputs: where they are one, and where they are not, by formula k."""
    inside, proofs = room.branch(), []
    inside.name([name])
    for relation in ("==", "!="):
        apart, steps = inside.branch(), list[Any]()
        apart.assume(parse(f"{name} {relation} {other}"), dict(apart.names), frozenset())
        if relation == "==":
            found = sorted(set(families(parse(source))))
            steps = pointwise.same(prover, apart, name, other, found)
        else:
            steps = [["use", k, [name]]]
            prover.take(apart, steps[0])
        proof = prover.goal(apart, parse(source), apart.names, 1)
        if proof is None:
            return None
        proofs.append([*steps, *proof])
    split = ["split", f"{name} == {other}", *proofs]
    step = ["have", f"all({source} for {name} in Y)", [["intro", [name], [split]]]]
    return step if prover.take(room, step) else None


def shown(prover: Prover, room: Scratch, source: str, depth: int) -> list[Any] | None:
    """Prove a formula; let the room take it; return the step."""
    with prover.premises():
        step = ["have", source, prover.goal(room.branch(), parse(source), room.names, depth)]
    return step if step[2] is not None and prover.take(room, step) else None


def same_output(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove that two names are of one output: two outputs would have too much of the mass."""
    _, p = room.link(node, env)
    if (
        depth <= 1
        or prover.size is not None
        or not p
        or not all(len(mono) == 1 and mono[0][0][:2] == ("e", "") for mono in p)
    ):
        return None
    source = f"{prover.show(room, p)} == 0"
    first, second = room.branch(), room.below(WAY)
    first.assume(parse(source), dict(first.names), frozenset())
    second.assume(negate(parse(source)), dict(second.names), frozenset())
    shown = linear.close(first, "==", p, prover.deadline, 0)
    absurd = prover.goal(second, parse("0 > 0"), {}, depth)
    return None if shown is None or absurd is None else [["split", source, [shown], absurd]]
