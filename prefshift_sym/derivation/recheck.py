"""A second look at the moves that SymPy made: no solver is called, and nothing of the recording is reused.

What rests on what: a derivative is formed again by rules of our own over the frozen tree; a solution is put
back into the equation that it solves; a rewritten equation is compared with the one that it comes from. That
the two sides of such a check agree is then a question of the expansion of one numerator, with entries, Z,
logarithms and exponentials as unknowns, which is SymPy's word again: but for an expansion only. All of it is
at one output with Z as a name, and so for every support size. Whether a line is *defined* is not asked here:
that is part of its statement (`Derivation.statement`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.derivation.differentiate import differentiate
from prefshift_sym.derivation.solution import partition_function
from prefshift_sym.derivation.steps import is_equation, positive_terms, replace, sides, term
from prefshift_sym.errors import ProofError
from prefshift_sym.language.terms import Apply, Arithmetic, At, Bound, Compare
from prefshift_sym.language.walk import families_in, free_indices, scalars_in, substitute_indices
from prefshift_sym.readings.algebra import Algebra, same
from prefshift_sym.theory.setting import ASSUMPTIONS
from prefshift_sym.theory.unfold import definition

if TYPE_CHECKING:
    from prefshift_sym.derivation.steps import Derivation, DerivationStep
    from prefshift_sym.language.terms import Term

P = term("p[y]")


def recheck(derivation: Derivation) -> tuple[str, ...]:
    """Check every step that SymPy made; return the labels of those left to a decision procedure.

    Those are the moves "deduce": inequalities, and a sum over Y, each a statement (`Derivation.statement`).
    Raises `ProofError` for a step that fails.
    """
    return tuple(step.label for step in derivation.steps if not recheck_step(derivation, step.label))


def recheck_step(derivation: Derivation, label: str) -> bool:
    """Return whether the step was checked here, or was given; False where a solver has to be asked.

    Raises `ProofError` for a step that fails its check, with the two sides that differ.
    """
    step = derivation.step(label)
    match step.move:
        case "given":
            return True
        case "differentiate":
            _check_derivative(derivation, step)
        case "split":
            _check_split(derivation, step)
        case "solve":
            _check_solution(derivation, step)
        case "tilt":
            _check_tilt(derivation, step)
        case "sum":
            _check_sum(derivation, step)
        case "rewrite" | "read off":
            _check_rewriting(derivation, step)
        case "deduce":
            return False
    return True


def _check_derivative(derivation: Derivation, step: DerivationStep) -> None:
    # The first cited step is the equation that is differentiated; its right side is a term in p[y].
    _, before = sides(derivation.step(step.cites[0]).formula)
    _, after = sides(step.formula)
    if not (families_in(before) <= {"p", "p_ref", "r"} and scalars_in(before) <= {"beta", "lam"}):
        message = f"{step.label!r}: beside p, only p_ref, r, beta and lam are known not to depend on p"
        raise ProofError(message)
    _agree(step, differentiate(before, P), after)


def _check_split(derivation: Derivation, step: DerivationStep) -> None:
    """Check the logarithm of a quotient of two cited positives: the rule itself, with no algebra at all."""
    cited = (derivation.step(name).formula for name in step.cites)
    positive = positive_terms(cited)
    match sides(step.formula):
        case (
            Apply("log", (Arithmetic("/", top, bottom),)),
            Arithmetic("-", Apply("log", (first,)), Apply("log", (second,))),
        ) if (top, bottom) == (first, second) and top in positive and bottom in positive:
            return
        case _:
            message = f"{step.label!r}: only the logarithm of a quotient of two terms cited as positive splits"
            raise ProofError(message)


def _check_solution(derivation: Derivation, step: DerivationStep) -> None:
    """Put the solution back: the cited equation, with the unknown replaced, must hold identically."""
    left, right = sides(derivation.step(step.cites[0]).formula)
    unknown, solution = sides(step.formula)
    if left == Apply("log", (unknown,)):  # log(p) == x, and so p == exp(x)
        _agree(step, Apply("exp", (right,)), solution)
    else:
        _agree(step, replace(left, unknown, solution), replace(right, unknown, solution))


def _check_tilt(derivation: Derivation, step: DerivationStep) -> None:
    """Write the tilt out again: with exp(r/beta) for w, both sides are as in the cited step."""
    before = sides(derivation.step(step.cites[0]).formula)
    after = sides(step.formula)
    for cited, claimed in zip(before, after, strict=True):
        _agree(step, cited, replace(claimed, term("w[y]"), term("exp(r[y]/beta)")))


def _check_rewriting(derivation: Derivation, step: DerivationStep) -> None:
    """Compare with the first equation cited, the others put into it and definitions written out.

    Equal up to the sign, or up to a factor that is not zero because it is a factor of one.
    """
    cited = [
        formula for formula in (derivation.step(name).formula for name in _steps_cited(step)) if is_equation(formula)
    ]
    claim, *equations = [tuple(map(_written_out, sides(formula))) for formula in (step.formula, *cited)]
    if not equations:
        _agree(step, *claim)
        return
    (left, right), *others = equations
    for old, new in others:
        left, right = replace(left, old, new), replace(right, old, new)
    algebra = Algebra()
    wanted, found = (algebra.read(Arithmetic("-", *pair)) for pair in (claim, (left, right)))
    factors = [algebra.read(factor) for factor in _factors_of_one(left, right)]
    if not any(same(factor * wanted, found) for factor in (1, -1, *factors)):
        message = f"{step.label!r} does not come out of {step.cites[0]!r}: {wanted} and {found} are not both zero"
        raise ProofError(message)


def _steps_cited(step: DerivationStep) -> tuple[str, ...]:
    return tuple(name for name in step.cites if name not in ASSUMPTIONS)


def _written_out(term_: Term) -> Term:
    """Write out the definitions that concern one output alone; w and Z stay names."""
    for name in ("alpha_A", "alpha_U", "p_theta", "p_ref"):
        at_y = substitute_indices(definition(name), {"y_": Bound("y")})
        term_ = replace(term_, At(name, Bound("y")), at_y)
    return term_


def _factors_of_one(left: Term, right: Term) -> tuple[Term, ...]:
    match left, right:
        case Arithmetic("*", first, second), one if one == term("1"):
            return first, second
        case _:
            return ()


def _check_sum(derivation: Derivation, step: DerivationStep) -> None:
    """For every support size: the summand is a factor without the output, times the summand of Z."""
    _, summand = sides(derivation.step(step.cites[0]).formula)
    match step.formula:
        case Compare((Arithmetic("*", first, second), one), ("==",)) if one == term("1"):
            factor = second if first == term("Z") else first
            body = term("p_ref[y]*w[y]")
            if term("Z") in (first, second) and not free_indices(factor) and partition_function(body) == term("Z"):
                _agree(step, Arithmetic("*", factor, body), summand)
                return
        case _:
            pass
    message = f"{step.label!r}: a factor that is the same for every output, times Z, was expected to be one"
    raise ProofError(message)


def _agree(step: DerivationStep, left: Term, right: Term) -> None:
    algebra = Algebra()
    first, second = algebra.read(left), algebra.read(right)
    if not same(first, second):
        message = f"{step.label!r} does not come out: {first} is not {second}"
        raise ProofError(message)
