"""The steps as statements: a solver agrees at small supports, and every citation is needed.

`log` and `exp` are opaque functions here, with only the facts that a step is about; Z3 is given just what
the step cites. Then each citation is left out in turn, and the step must fail, or lose its meaning.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
import z3

from prefshift_sym.derivation import derive_coefficients, derive_optimum
from prefshift_sym.language.terms import (
    And,
    Apply,
    Arithmetic,
    At,
    Bound,
    Compare,
    Fold,
    Implies,
    Name,
    Negate,
    Not,
    Number,
    Quantify,
)
from prefshift_sym.language.walk import walk
from prefshift_sym.readings.domain import obligations
from prefshift_sym.theory.facts import assumption
from prefshift_sym.theory.unfold import unfold
from tests.laws.evaluate import ORDER

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula, Node

DERIVATION = derive_coefficients(derive_optimum())
STATEMENTS = [step.label for step in DERIVATION.steps if step.move not in {"given", "differentiate"}]
REAL = z3.RealSort()
OPAQUE = {name: z3.Function(name, REAL, REAL) for name in ("log", "exp")}
# For these the solver has no rules: `recheck` checks them, and only their definedness is looked at here.
BEYOND = {"logarithm splits", "policy up to the multiplier", "tilted reference", "multiplier"}


def reading(node: Node, n: int, outputs: dict[str, int]) -> Any:  # noqa: C901, PLR0911, PLR0912 - a case each
    """Return a Z3 formula or term; every name is a real constant, every sum is written out."""
    match node:
        case Number(value):
            return z3.RealVal(str(value))
        case Name("n"):
            return z3.RealVal(n)
        case Name(name):
            return z3.Real(name)
        case At(family, Bound(index)):
            return z3.Real(f"{family}[{outputs[index]}]")
        case Arithmetic(sign, left, right):
            first, second = reading(left, n, outputs), reading(right, n, outputs)
            return {"+": first + second, "-": first - second, "*": first * second, "/": first / second}[sign]
        case Negate(part):
            return -reading(part, n, outputs)
        case Apply(name, (argument,)):
            return OPAQUE[name](reading(argument, n, outputs))
        case Compare(terms, relations):
            values = [reading(each, n, outputs) for each in terms]
            links = zip(values, relations, values[1:], strict=False)
            return z3.And([ORDER[relation](left, right) for left, relation, right in links])
        case Not(part):
            return z3.Not(reading(part, n, outputs))
        case Implies(premise, conclusion):
            return z3.Implies(reading(premise, n, outputs), reading(conclusion, n, outputs))
        case And(parts):
            return z3.And([reading(part, n, outputs) for part in parts])
        case Fold("sum", body, indices):
            return z3.Sum([reading(body, n, chosen) for chosen in choices(indices, n, outputs)])
        case Quantify("all", body, indices):
            return z3.And([reading(body, n, chosen) for chosen in choices(indices, n, outputs)])
        case _:
            message = f"no step has this: {node}"
            raise TypeError(message)


def choices(indices: tuple[str, ...], n: int, outputs: dict[str, int]) -> list[dict[str, int]]:
    combinations = itertools.product(range(n), repeat=len(indices))
    return [{**outputs, **dict(zip(indices, each, strict=True))} for each in combinations]


def follows(facts: list[Formula], claim: Formula, n: int) -> bool:
    """Return whether the facts give the claim at size n; a solver that gives up is an error, not an answer.

    What follows with the defined names as unknowns follows; only otherwise are they unfolded.
    """
    if _unsatisfiable([*facts, Not(claim)], n) == z3.unsat:
        return True
    answer = _unsatisfiable([unfold(fact) for fact in (*facts, Not(claim))], n)
    assert answer != z3.unknown
    return bool(answer == z3.unsat)


def _unsatisfiable(formulas: list[Formula], n: int) -> Any:
    solver = z3.Solver()
    solver.set("timeout", 20_000)
    solver.add(*(reading(formula, n, {}) for formula in formulas))
    return solver.check()


def facts_of(label: str, leave_out: str | None = None) -> list[Formula]:
    cited = [name for name in DERIVATION.step(label).cites if name != leave_out]
    steps = {step.label: step.formula for step in DERIVATION.steps}
    formulas = (steps.get(name) or assumption(name) for name in cited)
    return [formula for formula in formulas if formula is not None]


def defined(label: str, n: int, leave_out: str | None = None) -> bool:
    """Return whether the cited facts and the claim all mean something, by the cited facts."""
    facts = facts_of(label, leave_out)
    needs = [each.condition for fact in (*facts, DERIVATION.step(label).formula) for each in obligations(unfold(fact))]
    return all(follows(facts, need, n) for need in needs)


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("label", STATEMENTS)
def test_each_step_is_defined_by_what_it_cites(label: str, n: int) -> None:
    """No line divides by zero or takes a bad logarithm in a world that its own citations allow."""
    assert defined(label, n)


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("label", [label for label in STATEMENTS if label not in BEYOND])
def test_each_step_follows_from_what_it_cites(label: str, n: int) -> None:
    """A solver that is given the citations, and nothing else, finds no world in which the step is false."""
    assert follows(facts_of(label), DERIVATION.step(label).formula, n)


@pytest.mark.parametrize(
    ("label", "left_out"), [(label, name) for label in STATEMENTS for name in DERIVATION.step(label).cites]
)
def test_no_citation_is_idle(label: str, left_out: str) -> None:
    """Without any one of its citations a step fails, or is undefined, at one or at two outputs.

    Two are beyond this solver: `finite support` lets a sum over Y be worked with, so there must be one; and
    `finite rewards` lets one calculate with a reward, so there must be one.
    """
    claim = DERIVATION.step(label).formula
    parts = [part for fact in (*facts_of(label), claim) for part in walk(unfold(fact))]
    if left_out == "finite support":
        assert any(isinstance(part, Fold) for part in parts)
        return
    if left_out == "finite rewards" and any(isinstance(part, At) and part.family == "r" for part in parts):
        return
    assert not all(
        defined(label, n, left_out)
        and (follows(facts_of(label, left_out), claim, n) if label not in BEYOND else n == 1)
        for n in (1, 2)
    )
