"""A sum of what is nowhere negative that is 0, or less, is 0 term by term: what is known of the sum is known of every output."""

from __future__ import annotations

import ast
import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.guesses.integrand import bodies
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.ways.points.pointwise import atoms_of
from prefshift_sym.recheck_certificate import SETTING, Refused, factors, mul, negate, parse, pieces, power

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_CONDITIONS = 2
Ways = list[tuple[str, list[str]]]  # a body, and the outputs that it is over


def term_by_term(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what such sums say of every output, or pair of outputs; return the steps."""
    steps: list[Any] = []
    sieve = None
    for ways in itertools.chain(_facts(room), _formulas(room)) if prover.size is None and room.sums else ():
        for body, names in ways if room.once(f"vanishing {ways}") else ():
            sieve = sieve or Sieve(room)
            if sieve.allows(body):
                with suppress(Refused):  # such as a logarithm that means something under a guard only
                    steps += _everywhere(prover, room, body, names)
                break
    return steps


def of_pairs(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what sums over pairs say of every pair, where a formula compares one with the number of pairs.

    And what sums are that treat one output apart, where a formula asks for one by its number.
    """
    sources = prover.statement["assume"].values()
    if prover.size is None and any(re.search(r"\w [=!]= \d+ else ", each) for each in prover.texts):
        from prefshift_sym.engine.general.ways.known import apart  # few statements do

        return apart.one_output(prover, room)
    if prover.size is not None or not any(each.count(" for ") > 1 and re.search(r"\bn\b", each) for each in sources):
        return []
    from prefshift_sym.engine.general.ways.known import counted  # few statements do

    return counted.every_pair(prover, room)


def _facts(room: Scratch) -> Iterator[Ways]:
    """Yield the summands of sums that are known to be 0 or less, as they may be written."""
    bounded = room.families - room.vectors - room.declared - {"r", "w"}
    for relation, p, _ in list(room.facts):
        every = atoms_of(p)
        inside = [atom for each in every if each[0] == "S" for atom, _ in each[2]]
        sums = inside and all(atom[0] in ("e", "v", "ind", "max") for atom in inside)
        sums = sums and all(atom[0] in "eSv" for atom in every)  # whose values are seen at points
        for sign in () if not sums else (-1, 1) if relation == "==" else (-1,) if relation == ">=" else ():
            q = mul(p, {(): sign})
            if not may_be_positive(q) and all(atom[0] in "ev" and atom[1] not in bounded for atom in inside):
                continue  # as most covariances: what is nowhere negative then has conditions, or families between bounds
            found = itertools.islice(bodies(scene(room, q), room, q), 4)
            yield [(" + ".join(terms), ["i_", "j_"] if pairs else ["i_"]) for terms, pairs, _ in found]


def may_be_positive(p: Poly) -> bool:
    """Return whether no term is negative, those of a mixture taken together."""
    total: dict[Any, float] = {}
    for mono, c in p.items():
        k = dict(mono).get(("v", "alpha"), 0)
        rest = tuple(pair for pair in mono if pair[0] != ("v", "alpha"))
        total[rest] = total.get(rest, 0) + float(c) / 3**k
    return min(total.values(), default=0) >= 0


def _formulas(room: Scratch) -> Iterator[Ways]:
    """Yield what formulas say is nowhere negative, and sums to 0, as one distribution that is nowhere above another does."""
    for formula, env, tags in list(room.formulas):
        kind, parts = pieces(formula)
        if kind != "all" or len(parts[0]) != 1 or env or tags & {*SETTING, "probability vectors"}:
            continue
        match pieces(parts[1]):
            case "compare", ast.Compare(left, [ast.GtE() | ast.LtE() as op], [right]):
                more, less = (left, right) if isinstance(op, ast.GtE) else (right, left)
                name = parts[0][0]
                if any(isinstance(part, ast.Call) for side in (left, right) for part in ast.walk(side)):
                    continue
                body = f"({ast.unparse(more)}) - ({ast.unparse(less)})"
                inside = room.branch()
                try:
                    inside.name(parts[0])
                    each = inside.term(parse(body), inside.names)[0]
                    if (
                        all(atom[0] in "ev" for atom in atoms_of(each))
                        and not inside.term(parse(f"sum({body} for {name} in Y)"), {})[0]
                    ):
                        yield [(body, [name])]
                except Refused:
                    continue


def _everywhere(prover: Prover, room: Scratch, body: str, names: list[str]) -> list[Any]:
    """Let the room take that a summand is 0 or less at every output, in each case that its conditions leave."""
    if any(name in room.names for name in names):
        return []
    loops = " ".join(f"for {name} in Y" for name in names)
    inside = room.branch()
    whole = ["have", f"all({body} <= 0 {loops})", _proof(prover, inside.branch(), body, names)]
    if whole[2] is None or not prover.take(inside, whole):
        return []
    steps, use = list[Any](), ["use", -1, names]  # the last formula, whatever the room has come to know by then
    inside.name(names)
    asked = [atom for atom in atoms_of(inside.term(parse(body), inside.names)[0]) if atom[0] == "ind"]
    tests = [f"{prover.show(inside, dict(key))} {'>' if sign > 0 else '<'} 0" for _, key, sign in asked]
    for which in itertools.product((True, False), repeat=len(tests)) if len(tests) <= MOST_CONDITIONS else ():
        case = inside.branch()
        given = [parse(test) if holds else negate(parse(test)) for test, holds in zip(tests, which, strict=True)]
        for each in given:
            case.assume(each, dict(case.names), frozenset())
        impossible = _never(prover, inside, given, use)
        if impossible is not None:  # these conditions never hold together
            source, proof = impossible
            step = ["have", f"all({source} {loops})", [whole, ["intro", names, proof]]]
            steps += [step] if prover.take(room, step) else []
            continue
        shown = _rest(prover, case, body)
        if shown is None or not prover.take(case, use):
            continue
        relation, p = case.link(parse(shown), case.names)  # type: ignore[arg-type]
        closed = linear.close(case, relation, p, prover.deadline, 1)
        if closed is not None:
            guard = " and ".join(ast.unparse(ast.fix_missing_locations(each)) for each in given)
            proof = [use, closed]
            proof = [whole, ["intro", names, [["intro", [], proof]] if given else proof]]
            step = ["have", f"all({f'implies({guard}, {shown})' if given else shown} {loops})", proof]
            steps += [step] if prover.take(room, step) else []
    return steps


def _never(prover: Prover, room: Scratch, given: list[ast.expr], use: list[Any]) -> tuple[str, Proof] | None:
    """Return what a summand says where it would be a positive number: that its last condition fails, if the other one holds."""
    if not given:
        return None
    base = room.branch()
    for each in given[:-1]:
        base.assume(each, dict(base.names), frozenset())
    holding, failing = base.branch(), base.branch()
    holding.assume(given[-1], dict(base.names), frozenset())
    failing.assume(negate(given[-1]), dict(base.names), frozenset())
    absurd = linear.close(holding, ">", {}, prover.deadline, 0) if prover.take(holding, use) else None
    link = failing.link(negate(given[-1]), base.names)  # type: ignore[arg-type]
    closed = linear.close(failing, *link, prover.deadline, 0) if absurd is not None else None
    if closed is None:
        return None
    shown = [ast.unparse(ast.fix_missing_locations(each)) for each in (*given[:-1], negate(given[-1]))]
    last = [["split", ast.unparse(ast.fix_missing_locations(given[-1])), [use, absurd], [closed]]]
    return (f"implies({shown[0]}, {shown[1]})", [["intro", [], last]]) if len(given) > 1 else (shown[0], last)


def _rest(prover: Prover, room: Scratch, body: str) -> str | None:
    """Return what a summand being 0 or less says, without its factors that are positive."""
    q = room.cleared(room.term(parse(body), room.names))
    c, parts = factors(q) if q else (0, {})
    rest: Poly = {(): 1 if c > 0 else -1}
    for key, k in parts.items():
        if room.signs(dict(key)) != {1}:
            rest = mul(rest, power(dict(key), k))
    return None if not q or set(rest) == {()} else f"{prover.show(room, rest)} <= 0"


def _proof(prover: Prover, room: Scratch, body: str, names: list[str]) -> Proof | None:
    """Prove that each term of a sum is 0 or less, as the sum is, and no term is negative."""
    room.name(names)
    last = names[-1]
    given = [{"F": f"lambda {last}: {body}", "k": last}]
    if len(names) > 1:
        given.append({"F": f"lambda {names[0]}: sum({body} for {last} in Y)", "k": names[0]})
    with prover.premises():
        steps = [prover.lemma(room, "term", each, 3) for each in given]
    relation, p = room.link(parse(f"{body} <= 0"), room.names)  # type: ignore[arg-type]
    closed = None if None in steps else linear.close(room, relation, p, prover.deadline, 1)
    return None if closed is None else [["intro", names, [*steps, closed]]]


def entries(prover: Prover, room: Scratch) -> list[Any]:
    """Make known at a size which masses are 0 because the others sum to 1: nothing else need speak of them then."""
    steps: list[Any] = []
    equal = {a[1] for relation, p, _ in room.facts if relation == "==" for mono in p for a, _ in mono if a[0] == "e"}
    for p, k in itertools.product(sorted(equal & (room.vectors | room.declared)), range(prover.size or 0)):
        source = f"{p}[{k}] <= 0"
        relation, gap = room.link(parse(source), {})  # type: ignore[arg-type]
        closed = (
            linear.close(room, relation, gap, prover.deadline, 0)
            if 0 not in room.signs(gap) or len(room.signs(gap)) > 1
            else None
        )
        step = ["have", source, [closed]]
        steps += [step] if closed is not None and prover.take(room, step) else []
    return steps
