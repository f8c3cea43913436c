"""Derive, at the outset, the signs that definedness needs: Z > 0, p_ref[y] > 0, and the like, from whatever shape they have.

A moment with a distribution p in it is positive because the sum of p is 1 and the rest is positive where p is; a sum of
other positive things because there is an output; a polynomial because it is a combination of such.
"""

from __future__ import annotations

import ast
import itertools
from contextlib import suppress
from math import prod
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.guesses.integrand import bodies
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known import everywhere, replaced, somewhere
from prefshift_sym.recheck_certificate import Poly, Refused, factors, freeze, indices, parse, pieces, single

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

MOST_FACTORS = 3  # of a sum whose sign is asked for without a look at points first


def steps(prover: Prover, p: Poly, *, weak: bool = False) -> list[Any] | None:
    """Return steps after which the room knows that the polynomial is not zero; the prover's room takes them.

    What a square root is of need only not be negative: that is `weak`.
    """
    room = prover.room
    if not p:
        return None
    if {atom for mono in p for atom, _ in mono} == {("v", "n")}:  # an output by its number
        last = linear.close(room, ">", p, prover.deadline, 1)
        known: list[Any] = ["have", f"{text(p, {})} > 0", [last]]
        return [known] if last is not None and prover.take(room, known) else None
    if at_all := everywhere.steps(prover, p, weak=weak):
        return at_all
    found: list[Any] = standard(prover) if prover.size is not None else []
    if weak and (step := known_sign(prover, p, (">=",))) is not None:
        return [*found, step]  # what it is of need not have signs of its own
    masked = not weak and any(part[:1] == ("ind",) for part in parts(tuple(p)))
    if masked and prover.size is None and (whole := whole_sum(prover, p, (each for each, _ in kept(room)))):
        return whole
    closed = not weak and not any(name[0] == "@" for name in indices(freeze(p)))
    if closed and next(weights(room), None) and (whole := whole_sum(prover, p, (*weights(room), "1"))):
        return [*found, *whole]
    for atom in sorted({atom for mono in p for atom, _ in mono}):
        found += atom_steps(prover, atom)
    each = factors(p)[1]
    if len(each) > 1:
        for key in each:
            found += (steps(prover, dict(key)) or []) if 0 in room.signs(dict(key)) else []
    if 0 not in room.signs(p):
        return found
    if prover.size is None and not weak and (other := replaced.steps(prover, p)):
        return [*found, *other]
    plain = weak or all(_plain(room, atom) for mono in p for atom, _ in mono)
    proof = None if plain else somewhere.positive(prover, room, p)
    step = None if proof is None else ["have", f"{text(p, {})} > 0", proof]
    if step is None or not prover.take(room, step):
        step = known_sign(prover, p, (">=",) if weak else (">", "<"))
    if step is not None:
        return [*found, step] if weak or 0 not in room.signs(p) else None
    return [*found, *(whole_sum(prover, p, (*weights(room), "1")) or [] if closed else [])] or None


def _plain(room: Scratch, atom: Any) -> bool:
    """Return whether an atom is a scalar, or a sum of masses and tilts, each of which is positive where it counts."""
    vectors = {*room.vectors, *room.declared, "w"}
    return atom[0] == "v" or (atom[0] == "S" and all(each[0] == "e" and each[1] in vectors for each, _ in atom[2]))


def known_sign(prover: Prover, p: Poly, relations: tuple[str, ...]) -> list[Any] | None:
    """Return the step that makes known, at all outputs that it speaks of, that a polynomial is as one of the relations says."""
    room = prover.room
    free = sorted(name for name in indices(freeze(p)) if name[0] == "@")
    names = {name: f"y_{k}" for k, name in enumerate(free)}
    shown = text(p, names)
    loops = " ".join(f"for {name} in Y" for name in names.values())
    for relation in relations:
        source = f"all({shown} {relation} 0 {loops})" if free else f"{shown} {relation} 0"
        proof = prover.goal(room.branch(), parse(source), {}, 2)
        if proof is not None:
            step = ["have", source, proof]
            prover.take(room, step)
            return step
    return None


def whole_sum(prover: Prover, p: Poly, weights: Iterable[str]) -> list[Any] | None:
    """Return steps that show a polynomial in single sums to be positive, as one sum of what is positive at every output."""
    if not (found := list(weights)):
        return None
    body = somewhere.summand(prover, prover.room, p)
    for weight in found if body else ():
        step = prover.lemma(prover.room, "strict sum", {"F": f"lambda i_: {body}", "W": f"lambda i_: {weight}"}, 2)
        if step is not None and 0 not in prover.room.signs(p):
            return [step]
    return None


def weights(room: Scratch) -> Iterator[str]:
    """Yield what is known to be positive in sum over some of the outputs, at an output `i_`."""
    some = room.families - room.vectors - room.declared - {"r", "w"}
    for relation, p, _ in list(room.facts):
        inside = [atom for mono in p for each, _ in mono if each[0] == "S" for atom, _ in each[2]]
        if relation == ">" and any(atom[0] == "ind" or atom[1] in some for atom in inside):
            found = [" + ".join(terms) for terms, wide, _ in bodies(scene(room, p), room, p) if not wide]
            yield from found[-1:]  # a mixture's, where alpha occurs


def kept(room: Scratch) -> Iterator[tuple[str, int]]:
    """Yield the distributions, at an output `i_`, that a formula says vanish under a condition, and which one does."""
    for k, (formula, env, _) in enumerate(room.formulas):
        kind, inside = pieces(formula)
        if kind == "all" and not env and len(inside[0]) == 1 and pieces(inside[1])[0] == "implies":
            match pieces(inside[1])[1][1]:
                case ast.Compare(ast.Subscript(ast.Name(p), ast.Name()), [ast.Eq() | ast.LtE()], [ast.Constant(0)]):
                    yield from [(f"{p}[i_]", k)] if p in room.vectors | room.declared else ()
                case _:
                    pass


def standard(prover: Prover) -> list[Any]:
    """Return what no atom may suggest: the mean of w under every distribution is positive."""
    if prover.standard or not prover.room.finite:
        return []
    prover.standard = True
    found = []
    for p in sorted(prover.room.vectors | prover.room.declared):
        step = prover.lemma(prover.room, "strict sum", {"F": f"lambda i: {p}[i]*w[i]", "W": f"lambda i: {p}[i]"}, 2)
        found += [] if step is None else [step]
    return found


def atom_steps(prover: Prover, atom: Any) -> list[Any]:
    """Return steps that settle the sign of one atom, where that is easy; the prover's room takes them."""
    room = prover.room
    if room.signs(single(atom)) in ({1}, {-1}) or any(name[0] == "@" for name in indices(atom)):
        return []
    match atom:
        case ("f", "sqrt", key):
            return steps(prover, dict(key)) or [] if 0 in room.signs(dict(key)) else []
        case ("S", (bound,), mono):
            names = {bound: "i"}
            body = text({mono: 1}, names)
            spoken = (part for part in parts(mono) if part[:1] == ("e",) and part[2] == bound)
            weights = list(dict.fromkeys(f"{part[1]}[i]" for part in spoken if part[1] in room.vectors | room.declared))
            sieve = None if _plain(room, atom) and len(mono) < MOST_FACTORS else Sieve(room)
            for weight in [*weights, "1"]:
                if sieve is not None and not sieve.allows(body.replace("[i]", "[i_]"), weight.replace("[i]", "[i_]")):
                    continue
                given = {"F": f"lambda i: {body}", "W": f"lambda i: {weight}"}
                step = prover.lemma(room, "strict sum", given, 2)
                if step is not None:
                    return [step]
            step = prover.lemma(room, "sum", {"F": f"lambda i: {body}"}, 1)
            return [step] if step is not None else []
        case ("S", bounds, mono) if len(bounds) == 2:
            names = dict(zip(bounds, "ij", strict=True))
            body = text({mono: 1}, names)
            entries = [
                f"{a[1]}[{names[a[2]]}]" for a, _ in mono if a[0] == "e" and a[1] in room.vectors | room.declared
            ]
            for weight in [*("*".join(pair) for pair in itertools.combinations(entries, 2)), "1"]:
                given = {"F": f"lambda i, j: {body}", "W": f"lambda i, j: {weight}"}
                step = prover.lemma(room, "strict double sum", given, 2)
                if step is not None:
                    return [step]
        case ("M", (bound,), key):
            signs = room.signs(room.rename(dict(key), {bound: room.fresh()}))
            body, inside = text(dict(key), {bound: "z"}), room.branch()
            attained: list[Any] = ["lemma", "attained", {"X": f"lambda z: {body}"}, []]
            known: list[Any] = [attained, ["skolem", len(room.formulas), ["m_1"]]]
            if signs in ({1}, {-1}) and all(prover.take(inside, step) for step in known):
                source = f"{text(single(atom), {})} {'>' if signs == {1} else '<'} 0"
                proof = prover.goal(inside, parse(source), {}, 1)
                step = ["have", source, [*known, *(proof or [])]]
                return [step] if proof is not None and prover.take(room, step) else []
        case _:
            pass
    return []


def closed_sums(prover: Prover, room: Scratch) -> list[Any]:
    """Return steps that settle the signs of the assumptions' sums over exponentials: they serve as scales."""
    found: list[Any] = []
    sources = [each for each in prover.statement["assume"].values() if "exp(" in each or "**" in each]
    for part in (part for source in sources if prover.size is None for part in ast.walk(parse(source))):
        match part:
            case ast.Call(ast.Name("sum"), [ast.GeneratorExp()], []) if any(map(_exponential, ast.walk(part))):
                try:
                    p = room.term(part, {})[0]
                except Refused:  # it depends on an output, or may not mean anything
                    continue
                if 0 in room.signs(p) and _seems_positive(p):
                    found += steps(prover, p) or []
            case _:
                pass
    return found


def _exponential(node: ast.AST) -> bool:
    """Return whether a term is e to some power, or a power that is no number."""
    match node:
        case ast.Call(ast.Name("exp")):
            return True
        case ast.BinOp(_, ast.Pow(), exponent):
            return not isinstance(exponent, ast.Constant)
    return False


def _seems_positive(p: Poly) -> bool:
    """Return whether a polynomial is positive where each of its sums alone is large, and alpha is 1/3."""
    sums = {atom for mono in p for atom, _ in mono if atom != ("v", "alpha")}
    values = [{atom: 9 if atom == large else 1 for atom in sums} | {("v", "alpha"): 1 / 3} for large in sums]
    return all(sum(c * prod(each[a] ** k for a, k in mono) for mono, c in p.items()) > 0 for each in values)


def closed_atoms(prover: Prover, node: ast.expr) -> list[Any]:
    """Return steps that settle the signs of the maxima over the outputs that a formula has, and of sums multiplied beside them."""
    found: list[Any] = []
    extreme = any(isinstance(part, ast.Name) and part.id in ("max", "min") for part in ast.walk(node))
    products = any(isinstance(part, ast.Name) and part.id == "prod" for part in ast.walk(node))
    for part in ast.walk(node):
        match part:
            case ast.Compare(left, _, [right]) if products:  # what is compared with a product has a logarithm, too
                for side in (left, right):
                    with suppress(Refused):
                        p = prover.room.term(side, {})[0]
                        found += steps(prover, p) or [] if 0 in prover.room.signs(p) and _seems_positive(p) else []
            case ast.Compare() if extreme and prover.size is None:
                with suppress(Refused):
                    _, p = prover.room.link(part, {})
                    for mono in p:
                        sums = [a for a, _ in mono if a[0] == "S" and {each[0] for each, _ in a[2]} <= {"e", "inv"}]
                        found += [step for atom in sums if len(sums) > 1 for step in atom_steps(prover, atom)]
            case ast.Call(ast.Name("max" | "min"), [ast.GeneratorExp()], []):
                try:
                    p = prover.room.term(part, {})[0]
                except Refused:
                    continue
                for mono in p:
                    for atom, _ in mono:
                        found += atom_steps(prover, atom)
            case _:
                pass
    return found
