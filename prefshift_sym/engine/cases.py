"""A statement at one size, written out for the solver: a case for each order pattern of the rewards.

What the assumptions determine is put in before the claim is written out; the tilt is a positive real for each class of
outputs, with sound facts about exp for as much of it as the statement speaks of.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.engine import exponential
from prefshift_sym.engine.patterns import patterns
from prefshift_sym.engine.solver import Answer
from prefshift_sym.readings import determined, smt
from prefshift_sym.readings.determined import is_numbered
from prefshift_sym.readings.ground import Grounder, Pattern
from prefshift_sym.readings.ground_values import Atom, Ground, conjunction, negation
from prefshift_sym.readings.logarithms import LOG, log_bounds
from prefshift_sym.readings.polynomial import Polynomial
from prefshift_sym.theory.facts import in_force
from prefshift_sym.theory.uses import names_in, speaks_of_reference_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Formula
    from prefshift_sym.readings.polynomial import Monomial
    from prefshift_sym.theory.statement import Statement


@dataclass(slots=True)
class Case:
    """A question at one pattern: the assertions, how the claim depends on the rewards, and the solver's answer."""

    pattern: Pattern
    assertions: list[Ground]
    homogeneous: bool  # only ratios of rewards count, so that k stands for k*log(base) whatever the base
    shift_invariant: bool  # adding one number to all rewards changes nothing
    pairs: list[exponential.Pair]  # every (x, e) in use with e = exp(x)
    answer: Answer = field(default_factory=lambda: Answer("unknown"))
    strayed: Answer | None = None  # the last candidate whose exponentials were not close to the real ones
    curve: exponential.Curve = field(default_factory=exponential.Curve)

    @property
    def absolute(self) -> bool:
        """Return whether rewards are compared with numbers, so that the size of exp(x) matters."""
        return bool(self.pairs) and not self.homogeneous


def cases(statement: Statement, n: int) -> Iterator[Case]:
    """Yield the cases of a size. Raises `OutOfScope` where grounding does not reach."""
    claim = [formula for _, formula in statement.claim]
    facts = sorted((formula for _, formula in in_force(statement)), key=_not_about_rewards)  # most patterns end there
    for pattern in patterns(statement, n):
        case = _case(statement, pattern, facts, claim)
        if case is not None:
            yield case


def _case(statement: Statement, pattern: Pattern, facts: list[Formula], claim: list[Formula]) -> Case | None:
    grounder = Grounder(statement, pattern)
    premises: dict[Formula, Ground] = {}
    for formula in facts:
        premises[formula] = grounder.formula(formula)
        if premises[formula] is False:
            return None
    values, side = grounder.values, grounder.values.side
    given = [premises[formula] for _, formula in statement.assume]
    if speaks_of_reference_only(statement):
        one, other = ([Polynomial.variable(f"{name}_{i}") for i in range(pattern.n)] for name in ("p_A", "p_U"))
        given += [Atom(u - a, "==") for a, u in zip(one, other, strict=True)]
    before = [*premises.values(), *given[len(statement.assume) :]]
    known = determined.solved([*before, *side.always], given, side, values)
    chain = ([Polynomial.variable(f"{stem}{i}") for i in range(int(pattern.infinite), pattern.count)] for stem in "xw")
    order = [each for classes in chain for each in exponential.increasing(classes[:: pattern.beta_sign])]
    if False in known.grounds or False in (known.put_in(each, values) for each in order):
        return None
    grounder.put_in(known.values)
    goal = negation(conjunction([grounder.formula(formula) for formula in claim]))
    if goal is False:
        return None
    before += [goal, *side.always]
    used = _variables(before) | frozenset().union(
        *((x + e).variables for x, e in (*side.exponentials, *side.logarithms))
    )
    known = determined.solved(before, given, side, values)
    if False in known.grounds:
        return None
    opaque = known.left_of(side.logarithms, 0) + (exponentials := known.left_of(side.exponentials, 1))
    extra = {name for each in values.memory.values() for name in each.top.variables}
    own = [Polynomial.variable(name) - value for name, value in known.values.items() if name not in extra]
    left = [*(atom.polynomial for ground in known.grounds for atom in determined.atoms(ground)), *own]
    shift = not opaque and _shift_invariant(left, known.grounds)
    homogeneous = (
        not opaque and "beta" not in _variables(known.grounds) and all(_homogeneous(each, "x") for each in left)
    )
    lowest = int(pattern.infinite)
    if shift and {f"w{lowest}", f"x{lowest}"} & used:
        variable = Polynomial.variable
        unit = [Atom(variable(f"w{lowest}") - Polynomial.constant(1), "=="), Atom(variable(f"x{lowest}"), "==")]
        # Where nothing else is determined, the solver does best with the unit in plain sight.
        known = known.with_equations(list(unit), values) if known.values else determined.Solved([*known.grounds, *unit])
    pairs = _pairs(pattern, used, opaque)
    background = _background(statement, pattern, used, pairs, opaque, exponentials)
    assertions = [*known.grounds, *(known.put_in(each, values) for each in background), *known.definitions()]
    assertions += _logarithms(assertions, homogeneous=homogeneous)
    if False in assertions:
        return None
    return Case(pattern, assertions, homogeneous, shift, [*pairs, *opaque] if pairs or opaque else [])


def _not_about_rewards(formula: Formula) -> bool:
    return not names_in(formula) <= {"r", "w", "beta", "n"}


def _variables(grounds: list[Ground]) -> frozenset[str]:
    return frozenset().union(*map(smt.variables, grounds))


def _logarithms(assertions: list[Ground], *, homogeneous: bool) -> Iterator[Ground]:
    """Yield bounds of the logarithms in use; where only ratios of rewards count, a single one may be any unit."""
    names = sorted(name for name in _variables(assertions) if name.startswith(LOG))
    for name in names:
        low, high = log_bounds(Fraction(name.removeprefix(LOG)))
        variable = Polynomial.variable(name)
        if homogeneous and len(names) == 1:
            yield Atom(variable, ">")
        else:
            yield Atom(variable - Polynomial.constant(low), ">")
            yield Atom(Polynomial.constant(high) - variable, ">")


def _pairs(pattern: Pattern, used: frozenset[str], opaque: list[exponential.Pair]) -> list[exponential.Pair]:
    """Return (x, w) by class, x ascending, where some x is in use; else the order of the tilts is all that counts."""
    if not (opaque or any(is_numbered(name, "x") for name in used)):
        return []
    variable = Polynomial.variable
    chain = [(variable(f"x{i}"), variable(f"w{i}")) for i in range(int(pattern.infinite), pattern.count)]
    return chain[:: pattern.beta_sign]


def _background(
    statement: Statement,
    pattern: Pattern,
    used: frozenset[str],
    pairs: list[exponential.Pair],
    opaque: list[exponential.Pair],
    exponentials: list[exponential.Pair],
) -> Iterator[Ground]:
    """Yield the signs of scalars and the facts about exp that the variables in use call for."""
    variable = Polynomial.variable
    if "alpha" in used and "mixture interior" not in statement.without:
        yield Atom(variable("alpha"), ">")
        yield Atom(Polynomial.constant(1) - variable("alpha"), ">")
    if "beta" in used:
        yield Atom(variable("beta") if pattern.beta_sign > 0 else -variable("beta"), ">")
    tilts = [variable(f"w{i}") for i in range(int(pattern.infinite), pattern.count)][:: pattern.beta_sign]
    if tilts and (pairs or any(is_numbered(name, "w") for name in used)):
        yield Atom(tilts[0], ">")
        yield from exponential.increasing(tilts)
    if pairs or opaque:
        yield from exponential.increasing([x for x, _ in pairs])
        yield from exponential.ordered(pairs)
        others = [exponential.ORIGIN, *opaque]
        yield from (Atom(e, ">") for _, e in exponentials)
        yield from (exponential.unordered(left, right) for left in others for right in pairs)
        yield from (exponential.unordered(left, right) for left, right in itertools.combinations(others, 2))


def _homogeneous(polynomial: Polynomial, stem: str) -> bool:
    """Return whether every term has the same degree in `x0, x1, ...` and logarithms (or in `w0, ...`)."""
    degrees = {
        sum(power for name, power in monomial if is_numbered(name, stem) or (stem == "x" and name.startswith(LOG)))
        for monomial in polynomial.terms
    }
    return len(degrees) <= 1


def _shift_invariant(polynomials: list[Polynomial], grounds: list[Ground]) -> bool:
    """Return whether adding one number to every reward keeps all signs: homogeneous in w, and x by differences only.

    That may rest on linear equations between probabilities, such as that they sum to one.
    """
    if not all(_homogeneous(each, "w") for each in polynomials):
        return False
    slopes = [slope for each in polynomials if (slope := _slope(each))]
    if not slopes:
        return True
    known: dict[str, Polynomial] = {}
    for equation in determined.equations(grounds):
        rest = determined.replaced(equation, known)
        linear = all(len(each) <= 1 and all("_" in name and power == 1 for name, power in each) for each in rest.terms)
        name = max(rest.variables, default=None) if linear else None
        if name is not None:
            value = Polynomial.variable(name) - rest * Polynomial.constant(1 / rest.terms[(name, 1),])
            known = {each: determined.replaced(old, {name: value}) for each, old in known.items()} | {name: value}
    return not any(determined.replaced(slope, known) for slope in slopes)


def _slope(polynomial: Polynomial) -> Polynomial:
    """Return the derivative as all the x grow together."""
    slope: dict[Monomial, Fraction] = {}
    for monomial, value in polynomial.terms.items():
        for name, power in monomial:
            if is_numbered(name, "x"):
                lowered = tuple((each, p - (each == name)) for each, p in monomial if each != name or p > 1)
                slope[lowered] = slope.get(lowered, Fraction(0)) + value * power
    return Polynomial({monomial: value for monomial, value in slope.items() if value})
