"""The derivation, read as numbers: in random true worlds every step holds, and no policy does better.

Fifty digits of mpmath stand against SymPy's algebra; nothing of the derivation is used but its formulas.
"""

from __future__ import annotations

import operator
from types import SimpleNamespace
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefshift_sym.derivation import derive_coefficients, derive_optimum
from prefshift_sym.theory.unfold import unfold
from tests.laws.evaluate import ORDER, Evaluator

DERIVATION = derive_coefficients(derive_optimum())
MATHS = mpmath.MPContext()
MATHS.dps = 50
REAL = MATHS.mpf
FUNCTIONS = {
    "exp": MATHS.exp,
    "log": MATHS.log,
    "number": lambda value: REAL(value.numerator) / value.denominator,
}
TOLERANT = {**ORDER, "==": lambda left, right: abs(left - right) < REAL(10) ** -35, "!=": operator.ne}


def masses(n: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 9), min_size=n, max_size=n)


@st.composite
def settings_of_the_paper(draw: st.DrawFn) -> Any:
    """Draw a world that meets every assumption of the setting, with its optimum worked out numerically."""
    n = draw(st.integers(2, 4))
    a, u = draw(masses(n).filter(any)), draw(masses(n).filter(any))
    for y in range(n):  # full support: every output has mass in one component
        if a[y] + u[y] == 0:
            a[y] = 1
    p_a, p_u = ([REAL(each) / sum(given_masses) for each in given_masses] for given_masses in (a, u))
    alpha, beta = REAL(draw(st.integers(1, 9))) / 10, REAL(draw(st.integers(1, 30))) / 10
    rewards = [REAL(each) / 3 for each in draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n))]
    tilt = [MATHS.exp(each / beta) for each in rewards]
    p_ref = [alpha * x + (1 - alpha) * y for x, y in zip(p_a, p_u, strict=True)]
    total = sum(x * y for x, y in zip(p_ref, tilt, strict=True))
    policy = [x * y / total for x, y in zip(p_ref, tilt, strict=True)]
    lam = beta * (MATHS.log(total) - 1)
    parts = [p * r - beta * p * MATHS.log(p / q) - lam * p for p, q, r in zip(policy, p_ref, rewards, strict=True)]
    families = {
        "p_A": p_a,
        "p_U": p_u,
        "r": rewards,
        "w": tilt,
        "p": policy,
        "L": parts,
        "slope": [REAL(0)] * n,
        "curvature": [-beta / p for p in policy],
    }
    scalars = {"alpha": alpha, "beta": beta, "lam": lam}
    return SimpleNamespace(n=n, scalars=scalars, families=families, p_ref=p_ref)


@pytest.mark.parametrize("label", [step.label for step in DERIVATION.steps])
@settings(deadline=None, max_examples=15)
@given(world=settings_of_the_paper())
def test_every_step_holds_at_the_optimum(label: str, world: Any) -> None:
    """Each formula of the derivation is true, to 35 digits, in a world where `p` is the optimum."""
    formula = unfold(DERIVATION.step(label).formula)
    assert Evaluator(world, FUNCTIONS, TOLERANT).formula(formula)


@settings(deadline=None)
@given(world=settings_of_the_paper(), other=st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_no_policy_does_better(world: Any, other: list[int]) -> None:
    """J is largest at the optimum, also against policies on the boundary, where it is beta*log(Z)."""
    weights = [each + (not any(other[: world.n])) for each in other[: world.n]]
    rival = [REAL(each) / sum(weights) for each in weights]
    best = objective(world, world.families["p"])
    assert objective(world, rival) <= best + REAL(10) ** -35
    total = sum(x * y for x, y in zip(world.p_ref, world.families["w"], strict=True))
    assert abs(best - world.scalars["beta"] * MATHS.log(total)) < REAL(10) ** -35


@settings(deadline=None, max_examples=25)
@given(world=settings_of_the_paper(), y=st.integers(0, 1))
def test_the_derivatives_are_limits_of_differences(world: Any, y: int) -> None:
    """The slope and the curvature are what central differences of the Lagrangian tend to."""
    scalars, reward, reference = world.scalars, world.families["r"][y], world.p_ref[y]

    def part(p: Any) -> Any:
        return p * reward - scalars["beta"] * p * MATHS.log(p / reference) - scalars["lam"] * p

    p, step = world.families["p"][y], world.families["p"][y] * REAL(10) ** -12
    slope = (part(p + step) - part(p - step)) / (2 * step)
    curvature = (part(p + step) - 2 * part(p) + part(p - step)) / step**2
    assert abs(slope) < REAL(10) ** -15
    assert abs(curvature / world.families["curvature"][y] - 1) < REAL(10) ** -10


def objective(world: Any, policy: list[Any]) -> Any:
    """J(p) = E_p r - beta*KL(p, p_ref), in nats, with 0*log(0) = 0."""
    parts = zip(policy, world.p_ref, world.families["r"], strict=True)
    return sum(p * r - (world.scalars["beta"] * p * MATHS.log(p / q) if p else 0) for p, q, r in parts)
