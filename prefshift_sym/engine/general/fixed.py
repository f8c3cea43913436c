"""Scalars that an assumption fixes, such as beta == 1: a linear program may put the number in, and say afterwards what that took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Poly, add, mul, power, ratio, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch

Fixed = dict[Any, tuple[int, Poly]]  # a scalar, the fact that fixes it, and that fact's polynomial


def fixed_scalars(room: Scratch) -> Fixed:
    """Return the scalars that a fact says are a number."""
    found: Fixed = {}
    for ref, (relation, p, _) in enumerate(room.facts):
        others = set(p) - {()}
        if relation == "==" and len(others) == 1:
            ((mono,),) = (others,)
            if len(mono) == 1 and mono[0][0][0] == "v" and mono[0][1] == 1:
                found.setdefault(mono[0][0], (ref, p))
    return found


def put_in(p: Poly, fixed: Fixed) -> Poly:
    """Return a polynomial with the numbers for these scalars."""
    for atom, (_, rule) in fixed.items():
        if any(each == atom for mono in p for each, _ in mono):
            value = _value(atom, rule)
            total: Poly = {}
            for mono, c in p.items():
                powers = dict(mono)
                k = powers.pop(atom, 0)
                rest = tuple(pair for pair in mono if pair[0] != atom)
                total = add(total, mul({rest: c}, power(value, k)))
            p = total
    return p


def multipliers(p: Poly, fixed: Fixed) -> Iterator[tuple[int, Poly, Poly]]:
    """Yield facts with the factors that they take to add up to a polynomial that is zero with the numbers put in."""
    for atom, (ref, rule) in fixed.items():
        left = put_in(p, {atom: (ref, rule)})
        lead = rule[((atom, 1),)]
        factor: Poly = {}
        for mono, c in p.items():
            powers = dict(mono)
            k = powers.pop(atom, 0)
            rest = {tuple(pair for pair in mono if pair[0] != atom): ratio(c, lead)}
            for j in range(k):  # v**k - c**k is (v - c) times the sum of v**j c**(k - 1 - j)
                factor = add(factor, mul(rest, mul(power(single(atom), j), power(_value(atom, rule), k - 1 - j))))
        if factor:
            yield ref, factor, rule
        p = left


def _value(atom: Any, rule: Poly) -> Poly:
    """Return the number as a polynomial."""
    number = ratio(-rule.get((), 0), rule[((atom, 1),)])
    return {(): number} if number else {}
