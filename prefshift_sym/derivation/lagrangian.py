"""First and second order: from the Lagrangian of objective (1) to conditions on one probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.derivation.steps import everywhere, formula, term
from prefshift_sym.readings.algebra import Algebra

if TYPE_CHECKING:
    from prefshift_sym.derivation.steps import Recorder
    from prefshift_sym.language.terms import Term

P, LAGRANGIAN, SLOPE, CURVATURE = (term(text) for text in ("p[y]", "L[y]", "slope[y]", "curvature[y]"))
# What a line needs only to mean anything: log(p/p_ref) needs both to be positive; arithmetic with a reward
# needs it finite, which the setting says of the tilt w, and so with beta != 0.
LOGARITHMS = ("interior policy", "reference positive")
REWARDS = ("finite rewards", "positive temperature")


def record_hypotheses(record: Recorder) -> None:
    """Record the candidate policy, the Lagrangian, and that it is stationary."""
    record.record(
        "interior policy",
        formula("all(p[y] > 0 for y in Y)"),
        says="Take a policy p that gives every output of the support a positive probability. The boundary, "
        "where some p(y) is 0, is not reached by a first-order condition: there the derivative is plus "
        "infinity. That what is found below is the maximum over all policies is for Gibbs' inequality.",
        source="objective (1), line 21",
        move="given",
    )
    record.record(
        "candidate policy",
        formula("sum(p[y] for y in Y) == 1"),
        says="Its probabilities sum to one.",
        source="objective (1), line 21",
        move="given",
    )
    record.record(
        "Lagrangian",
        formula("all(L[y] == p[y]*r[y] - beta*p[y]*log(p[y]/p_ref[y]) - lam*p[y] for y in Y)"),
        says="Per prompt, the objective with the constraint that p sums to one, at multiplier lam, is "
        "the sum over y of L(y), plus lam. Only L(y) has p(y) in it, so that one can look at one output.",
        source="objective (1), line 21; rewritten in line 64",
        move="given",
    )
    record.record(
        "stationary",
        formula("all(slope[y] == 0 for y in Y)"),
        says="At a maximum inside, the derivative of the Lagrangian with respect to each p(y) is zero.",
        source="implicit: the paper cites the closed form as well known, line 61",
        move="given",
    )


def record_first_order(record: Recorder) -> None:
    """Record the derivative of the Lagrangian, and that it vanishes."""
    record.record(
        "reference positive",
        formula("all(p_ref[y] > 0 for y in Y)"),
        says="Every output of the support has a positive probability under the reference, which mixes two "
        "distributions with positive weights, and each output has some mass in one of them.",
        cites=("probability vectors", "mixture interior", "full support"),
        source="never stated; line 43 sums over supp p_theta",
        move="deduce",
    )
    record.record(
        "logarithm splits",
        everywhere(term("log(p[y]/p_ref[y])"), split(term("log(p[y]/p_ref[y])"), record.positive(LOGARITHMS))),
        says="Both are positive, so the logarithm of the ratio is the difference of the logarithms.",
        cites=LOGARITHMS,
        move="split",
    )
    lagrangian = split(record.equation("Lagrangian")[1], record.positive(LOGARITHMS))
    record.record(
        "Lagrangian, split",
        everywhere(LAGRANGIAN, lagrangian),
        says="Put the difference into the Lagrangian.",
        cites=("Lagrangian", "logarithm splits", *LOGARITHMS, *REWARDS),
        source="line 64",
        move="rewrite",
    )
    slope = derivative(lagrangian)
    record.record(
        "first derivative",
        everywhere(SLOPE, slope),
        says="Differentiate L(y) with respect to p(y); its derivative is a real number where the reward is "
        "finite and p(y) is positive.",
        cites=("Lagrangian, split", *LOGARITHMS, *REWARDS),
        move="differentiate",
    )
    record.record(
        "first-order condition",
        everywhere(slope, term("0")),
        says="Set the derivative to zero.",
        cites=("first derivative", "stationary", *LOGARITHMS, *REWARDS),
        move="rewrite",
    )


def record_second_order(record: Recorder) -> None:
    """Record the second derivative, and that it is negative: the Lagrangian is strictly concave."""
    record.record(
        "second derivative",
        everywhere(CURVATURE, derivative(record.equation("first derivative")[1])),
        says="Differentiate once more.",
        cites=("first derivative", *LOGARITHMS, *REWARDS),
        move="differentiate",
    )
    record.record(
        "strictly concave",
        formula("all(curvature[y] < 0 for y in Y)"),
        says="The second derivative is negative for a positive temperature, and no p(y) occurs in another's "
        "derivative, so inside the simplex the stationary point is the only maximum. (For beta < 0 it would "
        "be the minimum.)",
        cites=("second derivative", "interior policy", "positive temperature"),
        move="deduce",
    )


def split(whole: Term, positive: tuple[Term, ...]) -> Term:
    """Return a term with its logarithms split as far as the positive terms allow."""
    algebra = Algebra()
    return algebra.write(algebra.split_logarithms(algebra.read(whole), positive))


def derivative(of: Term) -> Term:
    """Return the derivative with respect to `p[y]`, by SymPy."""
    import sympy

    algebra = Algebra()
    return algebra.write(sympy.expand(sympy.diff(algebra.read(of), algebra.symbol(P)), log=False))
