"""A room that should be impossible: the opposite of what is known can be proved, or what was added last sums to more than itself."""

from __future__ import annotations

import ast
import itertools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.catalogue import Candidate
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import words
from prefshift_sym.engine.general.ways.known import bared, definitions, stones, vanishing
from prefshift_sym.engine.general.ways.points import nonzero, pointwise
from prefshift_sym.engine.general.ways.sums import combining
from prefshift_sym.recheck_certificate import TEXT, Refused, negate, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof


def contradiction(prover: Prover, room: Scratch, k: int, depth: int) -> Proof | None:
    """Prove anything in a room that should be impossible, by formula k, which is what was added last."""
    inside, steps = room.branch(), list[Any]()
    guesses = guessed(inside, k) if k < len(inside.formulas) else []
    closing, _ = combining.combined(prover, inside, (">", {}), guesses, 0, steps)
    if closing is not None:
        return [*steps, closing]
    closing = anew(prover, room, k)
    if closing is not None:
        return closing
    more = vanishing.term_by_term(prover, room) + outputs(prover, room, k)
    more += stones.consequences(prover, room, room.formulas[k][0]) if k < len(room.formulas) else []
    for source, absurd in opposites(prover, room):
        inside = room.branch()
        try:
            inside.defined(parse(source), inside.names)
            proof = prover.goal(inside.branch(), parse(source), inside.names, depth)
        except Refused:
            continue
        step = ["have", source, proof]
        if proof is not None and prover.take(inside, step):
            closing = [absurd] if absurd else nonzero.clash(prover, inside)
            return None if closing is None else [*more, step, *closing]
    return None


def anew(prover: Prover, room: Scratch, k: int) -> Proof | None:
    """Prove the same by what is known as it reads now, with families read as what formula k says that they are."""
    inside = room.branch()
    steps = definitions.take_in(prover, inside, k)
    for ref, (_, p, tags) in enumerate(list(inside.facts)):
        if tags and (steps or any(part[:1] == ("ind",) for part in parts(tuple(p)))):
            steps += [step] if prover.learns(inside, step := ["refresh", ref]) else []
    closing = linear.close(inside, ">", {}, prover.deadline, 0) if steps else None
    return None if closing is None else [*steps, closing]


def outputs(prover: Prover, room: Scratch, last: int) -> list[Any]:
    """Name the outputs that formulas before the last say there are; return the steps."""
    steps: list[Any] = []
    for k in range(min(last, len(room.formulas))):
        step = pointwise.naming(prover, room, k)
        steps += [step] if step is not None and prover.take(room, step) else []
    return steps


def opposites(prover: Prover, room: Scratch) -> Iterator[tuple[str, list[Any]]]:
    """Yield the opposite of each fact about sums that the statement assumes, and what then closes any goal."""
    own = len(prover.room.facts)
    for ref in reversed(range(len(room.facts))):
        relation, p, tags = room.facts[ref]
        differ = relation == "!=" and ref >= own  # at outputs that a formula says there are
        if differ or ((ref >= own or tags) and any(atom[0] == "S" for mono in p for atom, _ in mono)):
            shown = prover.show(room, p)
            at = len(room.facts)
            if relation in (">", ">="):
                yield (
                    f"{shown} {'<=' if relation == '>' else '<'} 0",
                    ["absurd", [["1", [ref], None], ["1", [at], None]]],
                )
            else:
                yield f"{shown} {'==' if relation == '!=' else '!='} 0", []


def guessed(room: Scratch, k: int) -> list[combining.Option]:
    """Return the sums of what a formula says, with what each would make known."""
    found = []
    for candidate in summed(room, k):
        with suppress(Refused):
            found.append((candidate, room.cleared(room.term(parse(candidate.total), room.names))))
    return found


def summed(room: Scratch, k: int) -> Iterator[Candidate]:
    """Yield sums of what an `all` says of every output, or pair of outputs, with weights; strict where it is."""
    kind, parts = pieces(room.formulas[k][0])
    if kind != "all" or len(parts[0]) > 2:
        return
    names, own = ["i_", "j_"][: len(parts[0])], {name: str(at) for at, name in enumerate(parts[0])}
    inside, options = pieces(parts[1])
    every = (
        options if inside in ("or", "and") else [negate(options[0]), options[1]] if inside == "implies" else parts[1:]
    )
    every = [parse(words(part, own, {name: str(at) for at, name in enumerate(names)}) or "0 < 0") for part in every]
    policies = sorted({*room.vectors, *room.declared, "p_ref", "p_theta", "w"})
    for part in every:
        weights = ["1"]
        for name in names if len(names) == 1 else ():
            weights += [f"{p}[{name}]" for p in policies]
        if inside in ("or", "implies"):  # where the others do not hold, this does
            others = [_vanishing(each) for each in every if each is not part]
            weights = [] if None in others else ["*".join(f"({each})" for each in others)]
        plain = [part, *_bare(room, part, names)] if pieces(part)[0] == "compare" else []
        for weight, each in itertools.product(weights, plain):
            yield from _weighted(pieces(each)[1], names, weight)


def _bare(room: Scratch, part: ast.expr, names: list[str]) -> Iterator[ast.expr]:
    """Yield a comparison without the mass of the reference at the output, where that divides it: p_theta > p_ref as w > Z."""
    if len(names) == 1 and "p_theta" in ast.unparse(part):
        inside = room.branch()
        inside.names |= {names[0]: inside.fresh()}
        with suppress(Refused):
            relation, p = inside.link(pieces(part)[1], inside.names)
            if relation in (">", ">=") and (shown := bared.divided(inside, p, relation, names[0])):
                yield parse(shown)


def _weighted(compare: ast.Compare, names: list[str], weight: str) -> Iterator[Candidate]:
    """Yield the sum of a comparison times a weight."""
    left, relation, right = ast.unparse(compare.left), TEXT[type(compare.ops[0])], ast.unparse(compare.comparators[0])
    sides = {">": [(left, right)], "<": [(right, left)], "=": [(left, right), (right, left)], "!": []}
    for more, less in sides[relation[0]]:
        body, over = f"{weight}*(({more}) - ({less}))", ", ".join(names)
        total = f"sum({body} {' '.join(f'for {name} in Y' for name in names)})"
        lemma = "sum" if len(names) == 1 else "double sum"
        if relation in ("<", ">"):
            where = "1" if weight == "w[i_]" else weight  # tilts are positive
            yield Candidate(f"strict {lemma}", {"F": f"lambda {over}: {body}", "W": f"lambda {over}: {where}"}, total)
        else:
            yield Candidate(lemma, {"F": f"lambda {over}: {body}"}, total)


def _vanishing(part: ast.expr) -> str | None:
    """Return what a formula says is 0 or less, such as a mass."""
    kind, compare = pieces(part)
    match compare:
        case ast.Compare(left, [ast.LtE() | ast.Eq()], [ast.Constant(0)]) if kind == "compare":
            return ast.unparse(left)
        case ast.Compare(ast.Constant(0), [ast.GtE() | ast.Eq()], [right]) if kind == "compare":
            return ast.unparse(right)
    return None
