"""One support size at a time: does the claim hold for every world of that size, on the solver's word?

Each order pattern of the rewards is asked separately, with the tilt as positive reals that meet sound facts about exp.
`unsat` for all of them means that the claim holds at that size. `sat` is only a candidate, for `concretise`.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefshift_sym.engine import exponential
from prefshift_sym.engine.patterns import patterns
from prefshift_sym.engine.solver import Answer, shared
from prefshift_sym.errors import OutOfScope
from prefshift_sym.readings import smt
from prefshift_sym.readings.ground import Grounder, Pattern
from prefshift_sym.readings.ground_values import Atom, Connective, Ground, conjunction, negation
from prefshift_sym.readings.polynomial import Polynomial
from prefshift_sym.theory.facts import in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.language.terms import Formula
    from prefshift_sym.theory.statement import Statement

MOST_ROUNDS = 20  # of refinement
SLICES = (0.4, 3.0, 30.0)  # seconds a pattern may take, round by round: the easy ones first


@dataclass(slots=True)
class Case:
    """A question at one pattern: the assertions, how the claim depends on the rewards, and the solver's answer."""

    pattern: Pattern
    assertions: list[Ground]
    homogeneous: bool  # only ratios of rewards count, so that k stands for k*log(base) whatever the base
    shift_invariant: bool  # adding one number to all rewards changes nothing
    pairs: list[exponential.Pair]  # every (x, e) in use with e = exp(x)
    answer: Answer = field(default_factory=lambda: Answer("unknown"))
    curve: exponential.Curve = field(default_factory=exponential.Curve)

    @property
    def absolute(self) -> bool:
        """Return whether rewards are compared with numbers, so that the size of exp(x) matters."""
        return bool(self.pairs) and not self.homogeneous


def cases(statement: Statement, n: int) -> Iterator[Case]:
    """Yield the cases of a size. Raises `OutOfScope` where grounding does not reach."""
    claim = [formula for _, formula in statement.claim]
    facts = [formula for _, formula in in_force(statement)]
    for pattern in patterns(statement, n):
        case = _case(statement, pattern, facts, claim)
        if case is not None:
            yield case


def holds(statement: Statement, n: int, deadline: float) -> list[Case]:
    """Ask every case of size n; return those not answered `unsat` (none: it holds). Stops at the first `sat`."""
    waiting = []
    for case in cases(statement, n):
        if time.monotonic() > deadline:
            message = "time out while writing the formula out"
            raise OutOfScope(message)
        waiting.append(case)
    for limit in SLICES:
        for case in waiting:
            left = deadline - time.monotonic()
            case.answer = _asked(case, min(limit, left))
            if case.answer.answer == "sat":
                return [case, *(each for each in waiting if each is not case)]
        waiting = [case for case in waiting if case.answer.answer != "unsat"]
        if not waiting or time.monotonic() >= deadline:
            break
    return waiting


def _asked(case: Case, seconds: float) -> Answer:
    """Ask one case; where a candidate's exponentials are far off the real ones, say where these lie, and ask again."""
    end = time.monotonic() + seconds
    answer = shared().ask(smt.script(case.assertions), seconds=seconds)
    for _ in range(MOST_ROUNDS if case.absolute else 0):
        if answer.answer != "sat":
            break
        lemmas = list(case.curve.lemmas(case.pairs, answer.model))
        if not lemmas:
            break
        case.assertions += lemmas
        refined = shared().ask(smt.script(case.assertions), seconds=end - time.monotonic())
        if refined.answer == "unknown":
            break
        answer = refined
    return answer


def _case(statement: Statement, pattern: Pattern, facts: list[Formula], claim: list[Formula]) -> Case | None:
    grounder = Grounder(statement, pattern)
    premises = [grounder.formula(formula) for formula in facts]
    goal = negation(conjunction([grounder.formula(formula) for formula in claim]))
    if goal is False or False in premises:
        return None
    grounds = [*premises, goal, *grounder.values.side.always]
    atoms = [atom for ground in grounds for atom in _atoms(ground)]
    side = grounder.values.side
    opaque = [*side.exponentials, *side.logarithms]
    used = frozenset().union(*(atom.polynomial.variables for atom in atoms), frozenset())
    used |= frozenset().union(*((x + e).variables for x, e in opaque), frozenset())
    shift = not opaque and all(_shift_invariant(atom.polynomial) for atom in atoms)
    homogeneous = not opaque and "beta" not in used and all(_homogeneous(atom.polynomial, "x") for atom in atoms)
    pairs = _pairs(pattern, used, opaque)
    assertions = [*grounds, *_background(statement, pattern, used, pairs, opaque, side.exponentials)]
    if shift:
        lowest = int(pattern.infinite)
        if f"w{lowest}" in used or f"x{lowest}" in used:
            assertions.append(Atom(Polynomial.variable(f"w{lowest}") - Polynomial.constant(1), "=="))
            assertions.append(Atom(Polynomial.variable(f"x{lowest}"), "=="))
    return Case(pattern, assertions, homogeneous, shift, [*pairs, *opaque] if pairs or opaque else [])


def _pairs(pattern: Pattern, used: frozenset[str], opaque: list[exponential.Pair]) -> list[exponential.Pair]:
    """Return (x, w) by class, x ascending, where some x is in use; else the order of the tilts is all that counts."""
    if not (opaque or any(_numbered(name, "x") for name in used)):
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
    side_exponentials: list[exponential.Pair],
) -> Iterator[Ground]:
    """Yield the signs of scalars and the facts about exp that the variables in use call for."""
    variable = Polynomial.variable
    if "alpha" in used and "mixture interior" not in statement.without:
        yield Atom(variable("alpha"), ">")
        yield Atom(Polynomial.constant(1) - variable("alpha"), ">")
    if "beta" in used:
        yield Atom(variable("beta") if pattern.beta_sign > 0 else -variable("beta"), ">")
    tilts = [variable(f"w{i}") for i in range(int(pattern.infinite), pattern.count)][:: pattern.beta_sign]
    if tilts and (pairs or any(_numbered(name, "w") for name in used)):
        yield Atom(tilts[0], ">")
        yield from exponential.increasing(tilts)
    if pairs or opaque:
        yield from exponential.increasing([x for x, _ in pairs])
        yield from exponential.ordered(pairs)
        others = [exponential.ORIGIN, *opaque]
        yield from (Atom(e, ">") for _, e in side_exponentials)
        yield from (exponential.unordered(left, right) for left in others for right in pairs)
        yield from (exponential.unordered(left, right) for left, right in itertools.combinations(others, 2))


def _numbered(name: str, stem: str) -> bool:
    return name[0] == stem and name[1:].isdigit()


def _atoms(ground: Ground) -> Iterator[Atom]:
    match ground:
        case Atom():
            yield ground
        case Connective(_, parts):
            for part in parts:
                yield from _atoms(part)
        case bool():
            return


def _homogeneous(polynomial: Polynomial, stem: str) -> bool:
    """Return whether every term has the same degree in the variables `x0, x1, ...` (or `w0, ...`)."""
    degrees = {sum(power for name, power in monomial if _numbered(name, stem)) for monomial in polynomial.terms}
    return len(degrees) <= 1


def _shift_invariant(polynomial: Polynomial) -> bool:
    """Return whether adding one number to every reward keeps the atom: homogeneous in w, and x by differences only."""
    if not _homogeneous(polynomial, "w"):
        return False
    slope: dict[object, object] = {}
    for monomial, value in polynomial.terms.items():
        for name, power in monomial:
            if _numbered(name, "x"):
                lowered = tuple((each, p - (each == name)) for each, p in monomial if each != name or p > 1)
                total = slope.get(lowered, 0) + value * power  # type: ignore[operator]
                slope[lowered] = total
    return not any(slope.values())
