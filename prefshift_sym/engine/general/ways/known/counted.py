"""What is summed over pairs of outputs is at most 1, and the sum is the number of pairs: then it is 1 at every pair.

As Kendall's rank correlation is 1: n*n pairs there are, and n of them are of one output and itself. Each comparison that the
summand asks about is gone through, so that what it says of two outputs is known in so many words.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points.pointwise import atoms_of, same
from prefshift_sym.recheck_certificate import SIGNS, divide, negate, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

NAMES, LOOPS = ["i_", "j_"], "for i_ in Y for j_ in Y"
N = ("v", "n")


def every_pair(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what such sums say of any two outputs; return the steps."""
    steps = divided(prover, room) if prover.size is None and room.sums else []
    sieve, found = None, list[Any]()
    for body in _bodies(room) if prover.size is None and room.sums else ():
        sieve = sieve or Sieve(room)
        if room.once(f"counted {body}") and sieve.allows(body):
            steps += [] if found else diagonal(prover, room)
            found += _everywhere(prover, room, body)
    prover.numbered = prover.numbered and not found  # in so many words they are known without numbers
    return [*steps, *found]


def divided(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take what a mean over pairs says of the sum: it is n - 1 times that, once cleared of fractions."""
    steps = list[Any]()
    for k, (relation, p, _) in enumerate(list(room.facts)):
        pairs = any(atom[0] == "S" and len(atom[1]) == 2 for mono in p for atom, _ in mono)
        rest = divide(p, {((N, 1),): 1, (): -1}) if pairs and relation in (">=", "==") else None
        if rest:
            positive = ["have", "n - 1 > 0", [linear.close(room, ">", {((N, 1),): 1, (): -1}, prover.deadline, 1)]]
            known = len(room.facts)
            if positive[2][0] is None or not prover.take(room, positive):
                break
            whole = ["have", f"{prover.show(room, rest)} {relation} 0", [["linear", [known], [["1", [k], None]]]]]
            steps += [positive, *([whole] if prover.take(room, whole) else [])]
    return steps


def _bodies(room: Scratch) -> Iterator[str]:
    """Yield, for sums over pairs that are compared with how many there are, what must not be negative at any pair for them to be equal."""
    for relation, p, _ in list(room.facts):
        for sign in (1, -1) if relation == "==" else (-1,) if relation == ">=" else ():
            if any(atom[1] for atom in entries(p)):  # and not of the order of the outputs alone
                yield from bodies_of(p, sign)


def bodies_of(p: Poly, sign: int) -> Iterator[str]:
    """Yield a polynomial in sums over pairs, n*n and n as one sum over pairs, averaged over both ways round."""
    terms = []
    for mono, c in p.items():
        match mono:
            case ((("S", (a, b), inside), 1),) if all(atom[0] == "ind" for atom, _ in inside):
                ways = [text({inside: 1}, dict(zip((a, b), each, strict=True))) for each in (NAMES, NAMES[::-1])]
                terms.append(f"({sign * c})*({ways[0]} + {ways[1]})/2")
            case ((atom, 2),) if atom == N:
                terms.append(f"({sign * c})")
            case ((atom, 1),) if atom == N:
                terms.append(f"({sign * c})*(1 if i_ == j_ else 0)")
            case _:
                return
    if any("ind" in str(mono) for mono in p):
        yield " + ".join(terms)


def diagonal(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that there are as many pairs of one output and itself as there are outputs."""
    apart = ["split", "j_ > i_", [["linear", [], []]], [["linear", [], []]]]
    alone = [
        "lemma",
        "alone",
        {"F": "lambda j_: 1 if i_ == j_ else 0", "k": "i_"},
        [[["intro", ["j_"], [["intro", [], [apart]]]]]],
    ]
    row = "sum(1 if i_ == j_ else 0 for j_ in Y)"
    rows = [
        ["have", f"all({row} == 1 for i_ in Y)", [["intro", ["i_"], [alone, ["linear", [], [["1", [-1], None]]]]]]],
        ["lemma", "sum of zeros", {"F": f"lambda i_: {row} - 1"}, [[["intro", ["i_"], [["use", len(room.formulas), ["i_"]], ["linear", [], [["1", [-1], None]]]]]]]],
    ]  # fmt: skip
    every = f"sum(1 if i_ == j_ else 0 {LOOPS})"
    step = ["have", f"{every} == n", [*rows, ["linear", [], [["1", [-1], None]]]]]
    return [step] if prover.take(room, step) else []


def _everywhere(prover: Prover, room: Scratch, body: str) -> list[Any]:
    """Let the room take that such a summand is 0 at any two outputs, and which families it says go together."""
    inside = room.branch()
    first = not_negative(prover, inside, body)
    if not first:
        return []
    formula, row = len(inside.formulas) - 1, f"sum({body} for j_ in Y)"
    at, known = ["use", formula, ["i_0", "j_0"]], ["linear", [], [["1", [-1], None]]]
    here = re.sub(r"\bi_\b", "i_0", body)
    sums = ["lemma", "sum", {"F": f"lambda j_: {here}"}, [[["intro", ["j_0"], [at, known]]]]]
    steps = [
        ["lemma", "term", {"F": f"lambda j_: {body}", "k": "j_"}, [[["intro", ["j_0"], [["use", formula, ["i_", "j_0"]], known]]]]],
        ["lemma", "term", {"F": f"lambda i_: {row}", "k": "i_"}, [[["intro", ["i_0"], [sums, known]]]]],
    ]  # fmt: skip
    case = inside.branch()
    case.name(NAMES)
    if not all(prover.take(case, step) for step in steps):
        return []
    closed = linear.close(case, *case.link(parse(f"{body} <= 0"), case.names), prover.deadline, 0)  # type: ignore[arg-type]
    first.append(["have", f"all({body} <= 0 {LOOPS})", [["intro", NAMES, [*steps, closed]]]])
    if closed is None or not prover.take(inside, first[-1]):
        return []
    found, formula = list[Any](), len(inside.formulas) - 1
    spoken = sorted(set(re.findall(r"(\w+)\[", body)), key=lambda family: (family != "r", family))
    for (f, g), way in itertools.product(itertools.combinations(spoken, 2), "><"):
        case = inside.branch()
        case.name(NAMES)
        case.assume(parse(f"{f}[i_] > {f}[j_]"), dict(case.names), frozenset())
        proof = by_every_case(prover, case, f"{g}[i_] {way} {g}[j_]", (body, formula))
        source = f"all(implies({f}[i_] > {f}[j_], {g}[i_] {way} {g}[j_]) {LOOPS})"
        step = ["have", source, [*first, ["intro", NAMES, [["intro", [], proof]]]]]
        found += [step] if proof is not None and prover.take(room, step) else []
    return found


def not_negative(prover: Prover, room: Scratch, body: str) -> list[Any]:
    """Let the room take that a summand is not negative at any two outputs."""
    inside = room.branch()
    inside.name(NAMES)
    proof = by_every_case(prover, inside, f"{body} >= 0")
    step = ["have", f"all({body} >= 0 {LOOPS})", [["intro", NAMES, proof]]]
    return [step] if proof is not None and prover.take(room, step) else []


def by_every_case(prover: Prover, room: Scratch, source: str, said: tuple[str, int] | None = None) -> Proof | None:
    """Prove an inequality at two outputs by every answer to what it asks, or to what a formula does that says something of them."""
    relation, p = room.link(parse(source), room.names)  # type: ignore[arg-type]
    return _cases(prover, room, relation, p, (room.term(parse(said[0]), room.names)[0], said[1]) if said else None)


def _cases(prover: Prover, room: Scratch, relation: str, p: Poly, said: tuple[Poly, int] | None) -> Proof | None:
    for ref, (known, q, _) in enumerate(room.facts):
        if known == ">" and not q:
            return [["absurd", [["1", [ref], None]]]]
    p = room.rename(p, {})  # in the normal form that what is known here gives, without a text to read
    if room.signs(p) <= SIGNS[relation]:
        return (
            [["known", prover.show(room, p)], ["linear", [], [["1", [-1], None]]]]
            if p and set(p) != {()}
            else constant(p)
        )
    more = room.rename(said[0], {}) if said else p
    asked = [atom for atom in atoms_of(p, more) if atom[0] == "ind"]
    closed = linear.close(room, relation, p, prover.deadline, 0) if said and not asked else None
    if closed is not None:
        return [closed]
    first = min(asked, key=lambda atom: ("'e', ''" not in str(atom), str(atom)), default=None)
    if first is None:
        used: list[Any] = ["use", said[1], NAMES] if said else []
        absurd = linear.close(room, ">", {}, prover.deadline, 0) if said and prover.take(room, used) else None
        return None if absurd is None else [used, absurd]
    proofs = []
    test = f"{prover.show(room, dict(first[1]))} {'>' if first[2] > 0 else '<'} 0"
    for formula in (parse(test), negate(parse(test))):
        inside = room.branch()
        inside.assume(formula, dict(inside.names), frozenset())
        equal = []
        if inside.signs(inside.term(parse("i_ - j_"), inside.names)[0]) == {0} and inside.once("same i_ j_"):
            spoken = entries(p, more, *(q for _, q, _ in inside.facts))
            here = {each[1] for each in spoken if each[1] and each[2] in inside.names.values()}
            equal = same(prover, inside, NAMES[0], NAMES[1], sorted(here - {"w"}))
            for _, key, _ in (atom for atom in asked if len(atom[1]) > 2):  # a product of differences is one of them
                at_one = prover.show(inside, dict(key), (inside.at(NAMES[1]), "y_"))
                step = prover.lemma(inside, "same", {"i": NAMES[0], "j": NAMES[1], "G": f"lambda y_: {at_one}"}, 0)
                equal += [] if step is None else [step]
        found = _cases(prover, inside, relation, p, (more, said[1]) if said else None)
        if found is None:
            return None
        proofs.append([*equal, *found])
    return [["split", test, *proofs]]


def constant(p: Poly) -> Proof:
    """Close a goal that compares a number with 0."""
    return [["linear", [], [[str(p[()]), [], None]] if p else []]]


def entries(*polys: Poly) -> set[Any]:
    """Return the entries inside."""
    return {part for p in polys for part in parts(tuple(p)) if part[:1] == ("e",) and len(part) == 3}


def at_most(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that a sum over pairs is at most, or at least, what it is where every summand is at its bound."""
    relation, p = goal.relation, goal.p
    body = next(bodies_of(p, 1), None)
    if body is None or not Sieve(room).allows(body):
        return None
    inside = room.branch()
    steps = [*diagonal(prover, inside), *not_negative(prover, inside, body)]
    use = [["use", len(inside.formulas) - 1, ["i_0", "j_0"]], ["linear", [], [["1", [-1], None]]]]
    steps.append(["lemma", "double sum", {"F": f"lambda i_, j_: {body}"}, [[["intro", ["i_0", "j_0"], use]]]])
    closed = linear.close(inside, relation, p, prover.deadline, 0) if prover.take(inside, steps[-1]) else None
    return None if closed is None else [*steps, closed]
