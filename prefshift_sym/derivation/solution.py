"""From the first-order condition to the optimum: solve for the probability, then for the multiplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.derivation.lagrangian import LOGARITHMS, REWARDS, P
from prefshift_sym.derivation.steps import everywhere, formula, term
from prefshift_sym.errors import ProofError
from prefshift_sym.language.terms import Arithmetic, Bound, Compare, Fold
from prefshift_sym.language.walk import free_indices, substitute_indices
from prefshift_sym.readings.algebra import Algebra
from prefshift_sym.theory.unfold import definition

if TYPE_CHECKING:
    from prefshift_sym.derivation.steps import Recorder
    from prefshift_sym.language.terms import Term
    from prefshift_sym.readings.algebra import Expression

W, W_WRITTEN_OUT, Z, LAM = (term(text) for text in ("w[y]", "exp(r[y]/beta)", "Z", "lam"))
# What a line needs only to mean anything: w and a division by beta need beta != 0, one by Z needs Z != 0.
# Without a finite support, the sum that Z is need not exist.
SUMS = ("positive temperature", "finite support")
NORMALISER = ("partition function positive", *SUMS)


def record_solution(record: Recorder) -> None:
    """Record the solution of the first-order condition for `p[y]`, up to the multiplier."""
    condition = record.equation("first-order condition")[0]
    record.record(
        "logarithm of the policy",
        everywhere(term("log(p[y])"), _solve(condition, term("log(p[y])"))),
        says="Solve for log p(y): the condition is linear in it, with the factor beta.",
        cites=("first-order condition", *LOGARITHMS, *REWARDS),
        move="solve",
    )
    logarithm, value = record.equation("logarithm of the policy")
    record.record(
        "policy up to the multiplier",
        everywhere(P, _solve(Arithmetic("-", logarithm, value), P)),
        says="Exponentiate.",
        cites=("logarithm of the policy", *LOGARITHMS, *REWARDS),
        move="solve",
    )
    record.record(
        "tilted reference",
        everywhere(P, _with_tilt(record.equation("policy up to the multiplier")[1])),
        says="The exponential of a sum is a product, and w(y) is exp(r(y)/beta): the policy is the "
        "reference, tilted by the reward, times a factor that is the same for every output.",
        cites=("policy up to the multiplier", *REWARDS),
        source="line 71, up to the factor",
        move="tilt",
    )


def record_normalisation(record: Recorder) -> None:
    """Record what the sum over Y makes of the factor, and with it the optimum."""
    factor, rest = common_factor(record.equation("tilted reference")[1])
    record.record(
        "normalisation",
        Compare((_times(factor, partition_function(rest)), term("1")), ("==",)),
        says="The probabilities sum to one; the common factor comes out of the sum, and what is left is the "
        "partition function Z.",
        cites=("tilted reference", "candidate policy", *SUMS),
        source="line 69",
        move="sum",
    )
    record.record(
        "partition function positive",
        formula("Z > 0"),
        says="Every summand of Z is positive, and there is at least one.",
        cites=("reference positive", "finite rewards", *SUMS),
        source="line 69, used without saying so",
        move="deduce",
    )
    record.record(
        "common factor",
        Compare((factor, term("1/Z")), ("==",)),
        says="So the factor is 1/Z; Z is not zero, as a factor of one.",
        cites=("normalisation", *SUMS),
        source="line 71",
        move="rewrite",
    )
    record.record(
        "multiplier",
        Compare((LAM, solve_multiplier(factor)), ("==",)),
        says="Which determines the multiplier: beta*log(Z) is the value of the objective at the optimum.",
        cites=("common factor", *NORMALISER),
        move="solve",
    )
    record.record(
        "optimum",
        everywhere(P, _put_in(record.equation("tilted reference")[1], factor, term("1/Z"))),
        says="Put it in: the only stationary policy is the tilted reference, normalised.",
        cites=("tilted reference", "common factor", *NORMALISER),
        source="line 71",
        move="rewrite",
    )
    record.record(
        "optimum by name",
        formula("all(p[y] == p_theta[y] for y in Y)"),
        says="It is what the setting calls p_theta.",
        cites=("optimum", *NORMALISER),
        source="line 71",
        move="rewrite",
    )
    record_converse(record)


def record_converse(record: Recorder) -> None:
    """Record that what was found is an interior policy, so that the derivation is not about nothing."""
    record.record(
        "optimum positive",
        formula("all(p_theta[y] > 0 for y in Y)"),
        says="Conversely, p_theta gives every output a positive probability.",
        cites=("reference positive", "finite rewards", *SUMS),
        source="line 84",
        move="deduce",
    )
    record.record(
        "optimum sums to one",
        formula("sum(p_theta[y] for y in Y) == 1"),
        says="It sums to one: it is a policy, and an interior one, as was supposed.",
        cites=NORMALISER,
        source="line 69, 'a valid probability distribution'",
        move="deduce",
    )


def solve_multiplier(factor: Term) -> Term:
    """Return the multiplier `lam`, in nats, at which the common factor times Z is one: `beta*(log(Z) - 1)`.

    Raises `ProofError` where SymPy finds no solution, or more than one.
    """
    algebra = Algebra()
    equation = algebra.read(factor) * algebra.symbol(Z) - 1
    return algebra.write(_only_solution(equation, algebra.symbol(LAM)))


def common_factor(product: Term) -> tuple[Term, Term]:
    """Split a product into the factor without the output y, and the rest."""
    import sympy

    algebra = Algebra()
    expression = algebra.read(product)
    indexed = [symbol for symbol in expression.free_symbols if free_indices(algebra.write(symbol))]
    factor, rest = sympy.expand(expression, power_exp=True).as_independent(*indexed, as_Add=False)
    return algebra.write(sympy.powsimp(factor)), algebra.write(rest)


def partition_function(summand: Term) -> Term:
    """Return the name Z for the sum of a summand over Y. Raises `ProofError` where it is another sum."""
    defined = definition("Z")
    bound = {index: Bound("y") for index in getattr(defined, "indices", ())}
    if not isinstance(defined, Fold) or substitute_indices(defined.body, bound) != summand:
        message = "what is left of the sum is not the partition function of Lemma 1"
        raise ProofError(message)
    return Z


def _solve(condition: Term, unknown: Term) -> Term:
    """Return the only value of a term at which the condition vanishes, as a sum or as a product."""
    import sympy

    algebra = Algebra()
    solution = _only_solution(algebra.read(condition), algebra.read(unknown))
    return algebra.write(sympy.powsimp(sympy.expand(sympy.expand(solution), power_exp=True)))


def _only_solution(equation: Expression, unknown: Expression) -> Expression:
    import sympy

    solutions = sympy.solve(equation, unknown)
    if len(solutions) != 1:
        message = f"SymPy finds {len(solutions)} solutions for {unknown}, and one was to be found"
        raise ProofError(message)
    return solutions[0]


def _with_tilt(policy: Term) -> Term:
    import sympy

    algebra = Algebra()
    product = sympy.expand(algebra.read(policy), power_exp=True)
    tilted = product.subs(algebra.read(W_WRITTEN_OUT), algebra.symbol(W))
    return algebra.write(sympy.powsimp(tilted))


def _put_in(whole: Term, part: Term, value: Term) -> Term:
    algebra = Algebra()
    return algebra.write(algebra.read(whole).subs(algebra.read(part), algebra.read(value)))


def _times(left: Term, right: Term) -> Term:
    algebra = Algebra()
    return algebra.write(algebra.read(left) * algebra.read(right))
