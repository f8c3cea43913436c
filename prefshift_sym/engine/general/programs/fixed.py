"""What an equality fixes: a scalar or an entry, such as beta == 1, or a maximum over the outputs, such as max(w) == w[z].

A linear program may put the value in, and say afterwards what that took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import Poly, add, mul, power, ratio, single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch

Fixed = dict[
    Any, tuple[int, Poly]
]  # a scalar, an entry or a maximum, the fact that fixes it, and that fact's polynomial


def fixed_atoms(room: Scratch) -> Fixed:
    """Return the scalars and entries that a fact says are a number, and the maxima that one says are something without maxima."""
    found: Fixed = {}
    values: set[Any] = set()  # no value speaks of what is fixed itself, so that all may be put in at once
    equal = [(ref, fact) for ref, fact in enumerate(room.facts) if fact[0] == "=="]
    for ref, (relation, p, _) in sorted(equal, key=lambda each: len(each[1][1].keys() - {()})):  # numbers first
        others = set(p) - {()}
        if relation != "==" or not 1 <= len(others) <= 2:
            continue
        for mono in others:
            (atom, k), *more = mono
            rest = {a for each in others - {mono} for a, _ in each}
            if more or k > 1 or atom[0] not in ("M" if rest else "ve") or atom in found.keys() | values | rest:
                continue
            if not rest & found.keys():
                found[atom] = ref, p
                values |= rest
    return found


def put_in(p: Poly, fixed: Fixed) -> Poly:
    """Return a polynomial with the values for these atoms: first the numbers, all at once."""
    spoken = {atom for mono in p for atom, _ in mono} if fixed else ()
    values = {atom: _value(atom, rule) for atom, (_, rule) in fixed.items() if atom in spoken}
    numbers = {atom: value.get((), 0) for atom, value in values.items() if value.keys() <= {()}}
    if numbers:
        whole: Poly = {}
        for mono, c in p.items():
            for atom, k in mono:
                c *= numbers[atom] ** k if atom in numbers else 1
            rest = tuple(pair for pair in mono if pair[0] not in numbers)
            whole[rest] = whole.get(rest, 0) + c
        p = {mono: c for mono, c in whole.items() if c}
    for atom, value in values.items():
        if atom not in numbers:
            total: Poly = {}
            for mono, c in p.items():
                powers = dict(mono)
                k = powers.pop(atom, 0)
                rest = tuple(pair for pair in mono if pair[0] != atom)
                total = add(total, mul({rest: c}, power(value, k)))
            p = total
    return p


def multipliers(p: Poly, fixed: Fixed) -> Iterator[tuple[int, Poly, Poly]]:
    """Yield facts with the factors that they take to add up to a polynomial that is zero with the values put in."""
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
    """Return the value as a polynomial."""
    lead = rule[((atom, 1),)]
    return {mono: ratio(-c, lead) for mono, c in rule.items() if mono != ((atom, 1),)}
