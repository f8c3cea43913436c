"""Guesses from information theory, where logarithms occur: Gibbs' and Pinsker's inequalities, and log x <= x - 1 under a sum."""

from __future__ import annotations

import ast
import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs.columns import parts
from prefshift_sym.recheck_certificate import Refused, add, freeze, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.recheck_certificate import Poly, Room


def speaks_of_logarithms(*polys: Poly) -> bool:
    """Return whether a logarithm is anywhere inside."""
    return any("log" in part for p in polys for part in parts(tuple(p)))


def divergences(
    stage: Scene, room: Room, texts: Iterable[str], goal: Poly
) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield a lemma's name, its arguments, and the sum that it makes known to be >= 0."""
    vectors = [v for v in sorted(room.vectors | room.declared) if v in (*stage.distributions, *room.definitions)]
    policies = [f"{p}[i_]" for p in (*dict.fromkeys((*vectors, "p_ref")), "p_theta")]
    others = [pair for m in mixtures(room, texts) for pair in mixed(m, policies)]
    pairs = (part for part in parts(tuple(goal)) if len(part) == 2 and part[1] == 2 and isinstance(part[0], tuple))
    if any(atom[:2] == ("e", "w") for atom, _ in pairs):
        others.append(("p_theta[i_]", "p_theta[i_]*w[i_]/E(w, p_theta)"))  # tuned once more
    for p, q in [*others, *itertools.permutations(policies, 2), *((p, "1/n") for p in policies)]:
        given = {"P": f"lambda i_: {p}", "Q": f"lambda i_: {q}"}
        divergence = f"sum(0 if {p} == 0 else {p}*log(({p})/({q})) for i_ in Y)"
        yield "gibbs", given, f"{divergence} - sum({p} - {q} for i_ in Y)"
        for g, low, high in functions(stage, p, q) if (p, q) not in others else ():
            gap = f"sum(({p})*({g}) for i_ in Y) - sum(({q})*({g}) for i_ in Y)"
            bounds = {"G": f"lambda i_: {g}", "L": f"lambda: {low}", "H": f"lambda: {high}"}
            yield "pinsker", given | bounds, f"({high} - ({low}))**2*({divergence}) - 2*({gap})**2"


def mixed(mixture: str, policies: list[str]) -> list[tuple[str, str]]:
    """Return pairs of a policy and a mixture, and of the policies that are mixed with the optimum."""
    some = ["p_ref[i_]", "p_theta[i_]"] if "p_theta" in mixture else policies
    return [
        *itertools.product(some, [mixture]),
        *([(some[0], some[1])] if some != policies else []),
        *itertools.product([mixture], some),
    ]


def mixtures(room: Room, texts: Iterable[str]) -> list[str]:
    """Return further policies, as terms in `i_`, that formulas take logarithms of, or divide by inside one."""
    found: dict[Any, str] = {}
    for p in (f"{p}[i_]" for p in (*sorted({*room.vectors, *room.declared, "p_ref"}), "p_theta")):
        with suppress(Refused):  # what normalises it may not be known to be positive
            found[freeze(room.term(parse(f"sum({p}*r[i_] for i_ in Y)"), {})[0])] = ""
    for argument in (argument for each in texts for part in ast.walk(parse(each)) for argument in _logarithm(part)):
        for side in (argument.left, argument.right) if isinstance(argument, ast.BinOp) else (argument,):
            names = {ast.unparse(part.slice) for part in ast.walk(side) if isinstance(part, ast.Subscript)}
            if len(names) != 1 or any(isinstance(part, ast.GeneratorExp) for part in ast.walk(side)):
                continue
            body = re.sub(rf"\b{names.pop()}\b", "i_", ast.unparse(side))
            with suppress(Refused):
                whole, den = room.term(parse(f"sum({body} for i_ in Y)"), {})
                if set(whole) == {()} and not den:
                    body = body if whole[()] == 1 else f"({body})/({whole[()]})"
                    found.setdefault(freeze(room.term(parse(f"sum({body}*r[i_] for i_ in Y)"), {})[0]), body)
    return [body for body in found.values() if body]


def _logarithm(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Call(ast.Name("log"), [argument], []):
            return [argument]
    return []


def functions(stage: Scene, p: str, q: str) -> Iterator[tuple[str, str, str]]:
    """Yield functions of an output whose means two policies may differ in, each with its least and greatest value."""
    if "p_ref" not in stage.distributions:  # else nothing is said of the components
        yield "post_A[i_]", "0", "1"
    yield from ((f"{f}[i_]", "0", "1") for f in stage.families if f not in ("r", "w"))
    if p[:-4] in stage.distributions and q[:-4] in stage.distributions:
        yield f"1 if {p} > {q} else 0", "0", "1"
    for f in stage.families:
        if any(body == f"{f}[{{0}}]" for _, body in stage.maxima):
            yield f"{f}[i_]", f"min({f}[y_] for y_ in Y)", f"max({f}[y_] for y_ in Y)"


def entropies(stage: Scene) -> Iterator[str]:
    """Yield what log x <= x - 1 says at x = w/t and at x = t/w, weighed by a policy, t a mean of w; `{0}` is the output."""
    policies = stage.policies
    for p, t in itertools.product(policies, ("Z", *(f"E(w, {q})" for q in stage.distributions))):
        yield f"{p}[{{0}}]*(w[{{0}}]/({t}) - 1 - log(w[{{0}}]/({t})))"
        yield f"{p}[{{0}}]*(w[{{0}}]*log(w[{{0}}]/({t})) - w[{{0}}] + {t})"
    for p, f in itertools.product(policies, (f for f in stage.families if f not in ("w", *policies))):
        yield f"{p}[{{0}}]*({f}[{{0}}]/E({f}, {p}) - 1 - log({f}[{{0}}]/E({f}, {p})))"


def uniform(stage: Scene, goal: Poly) -> Iterator[str]:
    """Yield what log x <= x - 1 says at n times a policy, and at w over its mean, where a goal speaks of n; `{0}` is the output."""
    if any(atom == ("v", "n") for mono in goal for atom, _ in mono):
        yield from (f"n*{p}[{{0}}] - 1 - log(n*{p}[{{0}}])" for p in ("p_theta", *stage.policies))
        yield "w[{0}]/mean(w) - 1 - log(w[{0}]/mean(w))"


def shares(goal: Poly) -> Iterator[str]:
    """Yield that p_ref is at least its share of a component, in logarithms, weighed by the component; `{0}` is the output."""
    spoken = {atom[2] for mono in goal for atom, _ in mono if atom[:2] == ("f", "log")}
    alpha: Poly = {((("v", "alpha"), 1),): 1}
    for p, share, value in (("p_A[{0}]", "alpha", alpha), ("p_U[{0}]", "(1 - alpha)", add({(): 1}, alpha, -1))):
        if freeze(value) in spoken:
            yield f"(0 if {p} == 0 else {p}*(log(p_ref[{{0}}]) - log({share}) - log({p})))"


def ranges(stage: Scene, room: Room, goal: Poly) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield Hoeffding's lemma, where the range of the rewards occurs, and what compares the logarithms of two means of w."""
    low, high = (f"{end}(r[y_] for y_ in Y)" for end in ("min", "max"))
    if not any(body in ("r[{0}]", "-r[{0}]") for _, body in stage.maxima):
        return
    rewards = any(
        entry[:2] == ("e", "r") for mono in goal for atom, _ in mono if atom[0] == "S" for entry, _ in atom[2]
    )
    policies = stage.policies if rewards or speaks_of_logarithms(goal) else stage.distributions
    policies = (*stage.distributions, "p_theta", *(p for p in policies if p not in stage.distributions))
    for p, top in itertools.product(policies, (high, *(f"{low} + {c}" for c in bounds(room)))):
        given = {"P": f"lambda i_: {p}[i_]", "L": f"lambda: {low}", "H": f"lambda: {top}"}
        spread = f"({top} - ({low}))**2/(8*beta**2)"
        if p == "p_theta":
            yield "hoeffding falling", given, f"-E(r, {p})/beta + {spread} - log(sum({p}[i_]/w[i_] for i_ in Y))"
        else:
            yield "hoeffding", given, f"E(r, {p})/beta + {spread} - log({'Z' if p == 'p_ref' else f'E(w, {p})'})"
    for p, q in itertools.permutations(stage.distributions, 2):
        ratio = f"E(w, {p})/E(w, {q})"
        yield "log", {"A": f"lambda: {ratio}"}, f"{ratio} - 1 - log({ratio})"


def speaks_of_a_range(*polys: Poly) -> bool:
    """Tell whether extremes of the rewards stand beside something other than an output's reward, or a mean one."""
    for p in polys:
        extreme = [any(atom[0] == "M" and "'r'" in str(atom[2]) for atom, _ in mono) for mono in p]
        several = extreme.count(True) > 1 or any(len(mono) > 1 for mono, top in zip(p, extreme, strict=True) if top)
        if any(extreme) and (several or any(atom[0] in "vf" for mono in p for atom, _ in mono)):
            return True
    return False


def bounds(room: Room) -> Iterator[str]:
    """Yield the numbers that an assumption bounds the range of the rewards by."""
    for relation, p, _ in room.facts:
        maxima = [mono for mono in p if len(mono) == 1 and mono[0][0][0] == "M" and p[mono] == -1]
        if relation in (">", ">=") and len(maxima) == 2 and len(p) == 3 and p.get((), 0) > 0:
            yield str(p[()])
