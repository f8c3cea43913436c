"""e to a rational number, and the logarithm of one, between rational numbers.

exp(q) is exp(q/2)**2, since their logarithms are the same; and 1 + q <= exp(q) <= 1/(1 - q) are tangents of exp at 0 and at q.
"""

from __future__ import annotations

from fractions import Fraction
from math import exp, floor, log, sqrt
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

FINENESS, DEEPEST, LARGEST = 1000, 12, 64


def by_numbers(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove an inequality between a number and e to a rational power, or between a number and the logarithm of one."""
    relation, p = room.link(node, env)
    if relation not in (">=", ">") or not p or not all(is_number(atom) for mono in p for atom, _ in mono):
        return None
    told, rest = Told(prover, room.branch()), p.get((), 0)
    terms = {mono: c for mono, c in p.items() if mono}
    try:
        if len(terms) == 1 and (exponent := power(next(iter(terms)))):
            ((_, c),) = terms.items()
            at = Fraction(-rest) / c
            some = between(at, exp(exponent)) if relation == ">" else at
            bound(told, "e", exponent, some, lower=c > 0)
            parts = [(str(abs(c)), ["e"]), (str(abs(c * (some - at))), [])]
            return [*told.steps, told.product(*parts[: 1 + (some != at)])]
        if (whole := ratio_of(terms)) and whole != 1:
            at = -Fraction(rest)
            some = between(at, log(whole)) if relation == ">" else at
            logarithm(told, "log", whole, lower=True, at=some)
            return [*told.steps, told.product(*[("1", ["log"]), (str(some - at), [])][: 1 + (some != at)])]
    except Refused:
        return None
    return None


def between(at: Fraction, end: float) -> Fraction:
    """Return a number a little beyond one, on the way to another: what is shown of it leaves room for a strict inequality."""
    return (at + Fraction(end).limit_denominator(FINENESS**2)) / 2


def is_number(atom: Any) -> bool:
    """Return whether an atom is e to some number, or the logarithm of one."""
    return atom[:2] in (("f", "exp"), ("f", "log")) and set(dict(atom[2])) == {()}


def power(mono: Any) -> Fraction | None:
    """Return what e is to the power of."""
    if any(atom[:2] != ("f", "exp") for atom, _ in mono):
        return None
    return sum((Fraction(dict(atom[2])[()]) * k for atom, k in mono), Fraction(0))


def ratio_of(terms: Poly) -> Fraction | None:
    """Return the number that whole multiples of logarithms of numbers add up to the logarithm of."""
    whole = Fraction(1)
    for mono, c in terms.items():
        if len(mono) != 1 or mono[0][1] != 1 or mono[0][0][:2] != ("f", "log"):
            return None
        if Fraction(c).denominator != 1 or abs(c) > LARGEST:
            return None
        whole *= Fraction(dict(mono[0][0][2])[()]) ** int(c)
    return whole


def bound(told: Told, name: str, q: Fraction, c: Fraction, *, lower: bool) -> None:
    """Make known that exp(q) >= c, or that it is <= c."""
    if c <= 0 or q == 0 or (exp(q) > c) != lower or name.count("'") > DEEPEST:
        message = "no such bound"
        raise Refused(message)
    relation, half = ">=" if lower else "<=", f"{name}'"
    base = 1 + q if lower else 1 / (1 - q) if q < 1 else c + 1
    if q < 0:  # by its inverse
        bound(told, half, -q, 1 / c, lower=not lower)
        parts: list[Any] = [(str(c), [half])]
    elif (base >= c) if lower else (base <= c):
        told.lemma(half, "exp", {"A": f"lambda: {q if lower else 0}", "B": f"lambda: {0 if lower else q}"})
        parts = [("1" if lower else str(base), [half]), (str(abs(base - c)), [])][: 1 + (base != c)]
    else:
        some = Fraction(sqrt(c) + (exp(q / 2) - sqrt(c)) / 16).limit_denominator(FINENESS**3)
        bound(told, half, q / 2, some, lower=lower)
        told.have(f"{name} f", f"exp({q / 2}) > 0")
        pair = f"exp({q})", f"exp({q / 2})**2"
        told.lemma(f"{name} is", "log", {"A": f"lambda: {pair[not lower]}/{pair[lower]}"})
        times = [half] if lower else [half, f"{name} f"]
        parts = [("1", [f"{name} is"]), ("1", [half, half]), (str(2 * some if lower else 2), times)]
        parts.append((str(abs(some * some - c)), []))
    told.have(name, f"exp({q}) {relation} {c}", [told.product(*parts)])


def logarithm(told: Told, name: str, c: Fraction, *, lower: bool, at: Fraction | None = None) -> None:
    """Make known a bound of log(c), at a number or close by."""
    if c < 1:
        logarithm(told, name, 1 / c, lower=not lower, at=None if at is None else -at)
        return
    steps = floor(FINENESS * log(c))
    end = at if at is not None else Fraction(steps if lower else steps + 1, FINENESS)
    bound(told, f"{name} e", end, c, lower=not lower)
    told.have(f"{name} scale", f"exp({end}) > 0")
    a, b = f"exp({end})", f"({c})"
    told.lemma(f"{name} log", "log", {"A": f"lambda: {a}/{b}" if lower else f"lambda: {b}/{a}"})
    if lower:
        proof = told.product(("1", [f"{name} log"]), (str(1 / c), [f"{name} e"]))
    else:
        proof = told.product(("1", [f"{name} log"]), ("1", [f"{name} e"]), scale=(f"{name} scale",))
    told.have(name, f"log({c}) {'>=' if lower else '<='} {end}", [proof])
