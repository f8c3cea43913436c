"""Stepping stones: formulas worth knowing before an inequality in sums is tried, each proved where it can be, once a room.

Some are what an order or a divergence says where it leaves no room: two laws are equal, two policies are the same.
"""

from __future__ import annotations

import itertools
import re
from ast import (
    BinOp,
    Call,
    Compare,
    Constant,
    Eq,
    GeneratorExp,
    Mult,
    Name,
    Subscript,
    fix_missing_locations,
    unparse,
    walk,
)
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.information import mixtures, speaks_of_logarithms
from prefshift_sym.engine.general.guesses.integrand import bodies
from prefshift_sym.engine.general.guesses.orders import tails
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import positives, strip
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known import positivity, vanishing, zeros
from prefshift_sym.engine.general.ways.points import nonzero
from prefshift_sym.recheck_certificate import Refused, negate, parse, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

BUDGET = 40  # inequalities that a lemma's premises may take
DOMINATES = "all(sum(({p}[above] - {q}[above]) if r[above] >= r[level] else 0 for above in Y) >= 0 for level in Y)"
HOEFFDING = "(max(r[y_] for y_ in Y) - min(r[y_] for y_ in Y))**2 <= 8*beta*(E(r, {p}) - E(r, {q}))"
Lemma = tuple[str, dict[str, str]]


def beforehand(prover: Prover, room: Scratch) -> list[Any]:
    """Make known that p_ref is positive before formulas with logarithms are read, or with the range of the rewards.

    A logarithm splits where its factors are positive, and the range bounds divergences from p_ref.
    """
    whole = " ".join(prover.texts)
    if prover.size is not None or not re.search(r"\b((KL|log|prod)\(|(max|min)\(r\[)", whole):
        return []
    if re.search(r"\b(p_ref|p_theta|Z|TPM_A|TPM_U)\b", whole):
        return have(prover, room, "all(p_ref[y_] > 0 for y_ in Y)")
    # means of the tilt beside the range of the rewards: what bounds them bounds their logarithms
    return positivity.standard(prover) if "w" in whole and "(r[" in whole else []


def mixed(prover: Prover, room: Scratch) -> list[Any]:
    """Make known that further policies which the statement takes logarithms of are positive at every output."""
    if prover.size is not None or not any("log(" in each for each in prover.texts):
        return []
    return [
        step
        for body in mixtures(room, prover.texts)
        for step in have(prover, room, f"all({body.replace('i_', 'y_')} > 0 for y_ in Y)")
    ]


def under_roots(prover: Prover, node: ast.expr) -> list[Any]:
    """Make known that a product is not negative by its factors, each on its own, where a formula has its square root."""
    steps: list[Any] = []
    for part in walk(node):
        match part:
            case Call(Name("sqrt"), [BinOp(left, Mult(), right) as product], []):
                for factor in (left, right, product):
                    with suppress(Refused):  # it speaks of an output
                        prover.room.term(factor, {})
                        steps += have(prover, prover.room, f"{unparse(factor)} >= 0")
            case _:
                pass
    return steps


def levels(prover: Prover, room: Scratch) -> list[Any]:
    """Make known between what numbers a family lies that takes a few only, as the indicator of a set does."""
    steps = zeros.factors(prover)
    for formula, _, _ in list(room.formulas) if prover.size is None else ():
        kind, parts = pieces(formula)
        options = pieces(parts[1])[1] if kind == "all" and pieces(parts[1])[0] == "or" else ()
        values: dict[str, list[int]] = {}
        for each in options:
            match each:
                case Compare(Subscript(Name(family), _), [Eq()], [Constant(int(value))]):
                    values.setdefault(family, []).append(value)
                case _:
                    break
        for family, found in values.items():
            if len(found) == len(options):
                steps += have(prover, room, f"all({family}[y_] >= {min(found)} for y_ in Y)")
                steps += have(prover, room, f"all({family}[y_] <= {max(found)} for y_ in Y)")
    return steps


def stones(prover: Prover, room: Scratch, goal: Poly) -> list[Any]:
    """Let the room take what the goal's own form asks for; return the steps."""
    steps: list[Any] = []
    for mono in goal:
        for atom, _ in mono:
            if atom[0] in "MA":  # some output attains it
                own = {value: name for name, value in room.names.items()} | {atom[1][0]: "z_"}
                given = {
                    name: f"lambda z_: {text(dict(each), own)}" for name, each in zip("XC", atom[2:], strict=False)
                }
                steps += short_lemma(prover, room, "attained among" if len(given) > 1 else "attained", given)
    return [*steps, *joined(prover, room, goal), *vanishing.term_by_term(prover, room)]


def joined(prover: Prover, room: Scratch, goal: Poly) -> list[Any]:
    """Join the goal's sums over pairs of outputs into one, where fractions may cancel inside it."""
    fractions = [atom for mono in goal for atom, _ in mono if atom[0] == "S" and any(a[0] == "inv" for a, _ in atom[2])]
    steps: list[Any] = []
    for terms, pairs, _ in bodies(scene(room, goal), room, goal) if fractions else ():
        for k in range(1, len(terms) if pairs else 0):
            parts = {"F": f"lambda i_, j_: {' + '.join(terms[:k])}", "G": f"lambda i_, j_: {terms[k]}"}
            steps += short_lemma(prover, room, "double sum of two", parts)
    return steps


def further(prover: Prover, room: Scratch, goal: Poly) -> list[Any]:
    """Let the room take what may help where nothing else did; return the steps."""
    steps: list[Any] = []
    sums = any(atom[0] == "S" for mono in goal for atom, _ in mono)
    if sums and compares_pairs(room):
        for p, q in compared(room, goal):
            steps += have(prover, room, DOMINATES.format(p=p, q=q))
    if sums and any(atom[0] == "M" for _, p, _ in room.facts for mono in p for atom, _ in mono):
        for p, q in compared(room, goal):
            steps += have(prover, room, HOEFFDING.format(p=p, q=q))
        for p, q in compared(room, goal):  # bounds by the range of the rewards are bounds of logarithms
            steps += have(prover, room, f"log(E(w, {p})) >= log(E(w, {q}))")
    for name, given in (*equalities(room), *(supports(room) if sums else ())):
        steps += in_words(prover, room, name, given)
    return steps


def in_words(prover: Prover, room: Scratch, name: str, given: dict[str, str]) -> list[Any]:
    """Let the room take a lemma, and that two policies are the same in words that what sums over the outputs can read."""
    steps = short_lemma(prover, room, name, given)
    if steps and name == "gibbs with equality":
        p, q = (given[each].removeprefix("lambda i_: ").replace("i_", "y_") for each in "PQ")
        steps += have(prover, room, f"all({p} == {q} for y_ in Y)")
    return steps


def consequences(prover: Prover, room: Scratch, formula: ast.expr) -> list[Any]:
    """Let the room take what follows from a formula that was just assumed, in words that other ways can read.

    Where all rewards are equal, every tilt is the mean one.
    """
    match formula:
        case _ if prover.size is not None:
            pass
        case Call(
            Name("all"), [GeneratorExp(Compare(Subscript(Name("r"), _), [Eq()], [Subscript(Name("r"), _)]), [_, _])], []
        ):
            return mean_tilt(prover, room)
        case _:
            pass
    return []


def mean_tilt(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that every tilt is Z, where all rewards are known to be equal."""
    inside, source = room.branch(), "w[y_] == Z"
    inside.name(["y_"])
    with suppress(Refused):
        zero = prover.lemma(inside, "sum of zeros", {"F": "lambda i_: p_ref[i_]*(w[i_] - w[y_])"}, 2)
        closed = linear.close(inside, *inside.link(parse(source), inside.names), prover.deadline, 0)  # type: ignore[arg-type]
        step = ["have", f"all({source} for y_ in Y)", [["intro", ["y_"], [zero, closed]]]]
        if zero is not None and closed is not None and prover.take(room, step):
            return [step]
    return []


def compares_pairs(room: Scratch) -> bool:
    """Return whether an assumption compares two outputs, or what lies beyond them, as orders of distributions do."""
    return any(
        pieces(f)[0] == "all" and len(pieces(f)[1][0]) == 2 and {*families(f)} & room.vectors
        for f, _, _ in room.formulas
    )


def compared(room: Scratch, goal: Poly) -> Iterator[tuple[str, str]]:
    """Yield which distribution is to dominate which, for a goal that compares two means of the tilt."""
    rest, _ = strip(goal, positives(room))
    means = {mono[0][0]: c for mono, c in rest.items() if len(mono) == 1 and mono[0][0][0] == "S"}
    for p, q in itertools.permutations(sorted(room.vectors | room.declared), 2):
        up, down = ({atom: c for atom, c in means.items() if ("e", v) in {a[:2] for a, _ in atom[2]}} for v in (p, q))
        if len(means) == len(rest) and up and down and min(up.values()) > 0 > max(down.values()):
            yield p, q


def by_contradiction(prover: Prover, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
    """Prove a strict inequality by what would follow from its negation: that two laws, or two policies, are the same."""
    _, goal = room.link(node, env)
    if next(equalities(room), None) is None:
        return None
    # As the author wrote it, where that can be: a guard may be lost in what is shown of the normal form.
    source = f"{prover.show(room, goal)} > 0" if env else unparse(fix_missing_locations(node))
    first, second = room.branch(), room.branch()
    first.assume(parse(source), dict(room.names), frozenset())
    second.assume(negate(parse(source)), dict(room.names), frozenset())
    steps = further(prover, second, goal)
    if not any(step[0] == "lemma" for step in steps):
        return None
    shown = prover.goal(first, node, env, 0)
    absurd = (
        nonzero.clash(prover, second, 2)
        or prover.goal(second.branch(), parse("0 > 0"), {}, depth - 1)
        or prover.goal(second, node, env, depth - 1)
    )
    return None if shown is None or absurd is None else [["split", source, shown, [*steps, *absurd]]]


def equalities(room: Scratch) -> Iterator[Lemma]:
    """Yield the lemmas that say what follows where a divergence or an order leaves no room."""
    if speaks_of_logarithms(*(p for _, p, _ in room.facts)):
        policies = sorted({*room.vectors, *room.declared, "p_ref", "p_theta"})
        for p, q in itertools.permutations(policies, 2):
            yield "gibbs with equality", {"P": f"lambda i_: {p}[i_]", "Q": f"lambda i_: {q}[i_]"}
    for each in tails(room):
        if each.kind == "ind":
            for f in ("w", "r"):
                yield "equal laws", {"D": f"lambda i_: {each.body.format('i_')}", "G": f"lambda i_: {f}[i_]"}
        else:
            yield "convex order with equality", {"D": f"lambda i_: {each.body.format('i_')}"}


def supports(room: Scratch) -> Iterator[Lemma]:
    """Yield that a distribution is positive somewhere, where an assumption speaks of where it is."""
    guards = [pieces(formula)[1][1] for formula, _, _ in room.formulas if pieces(formula)[0] == "all"]
    spoken = {name for guard in guards if pieces(guard)[0] == "implies" for name in families(pieces(guard)[1][0])}
    for p in sorted((room.vectors | room.declared) & spoken):
        yield "some", {"F": f"lambda i_: {p}[i_]"}


def families(node: ast.expr) -> Iterator[str]:
    """Yield the names of the families in a formula."""
    for part in walk(node):
        match part:
            case Subscript(Name(name), _):
                yield name
            case _:
                pass


def claimed(prover: Prover) -> Iterator[Poly]:
    """Yield what the comparisons in the claims come to, those that speak of no output."""
    for part in (each for source in prover.statement["claim"].values() for each in walk(parse(source))):
        if isinstance(part, Compare):
            with suppress(Refused):
                yield prover.room.link(part, {})[1]


def have(prover: Prover, room: Scratch, source: str) -> list[Any]:
    """Prove a formula and take it in, unless that was tried here before."""
    if prover.inside or not room.once(source):
        return []
    try:
        proof = prover.goal(room.branch(), parse(source), dict(room.names), 2)
    except Refused:
        proof = None
    step = ["have", source, proof]
    return [step] if proof is not None and prover.take(room, step) else []


def short_lemma(prover: Prover, room: Scratch, name: str, given: dict[str, str]) -> list[Any]:
    """Take a lemma in, where its premises follow at once, unless that was tried with the same facts."""
    taken = f"{name} {given}"
    if prover.inside or taken in room.done or not room.once(f"{taken} {room.said()}"):
        return []
    with prover.premises(BUDGET):
        step = prover.lemma(room, name, given, 2)
    if step is not None:
        room.done.add(taken)
    return [] if step is None else [step]
