"""The optimum of objective (1), derived: SymPy differentiates the Lagrangian, solves, and normalises.

Per prompt, the paper's objective (1) is J(p) = sum_y p(y) r(y) - beta KL(p || p_ref), over the policies p
on the support Y of the reference; rewards and KL in nats. (As printed it is defined as its own maximum,
writes "in" for "drawn from", and leaves the KL outside the expectation over prompts.) With a multiplier
`lam` for sum_y p(y) = 1, the Lagrangian is sum_y L[y] + lam, and p[y] occurs in L[y] alone.

What rests on what. SymPy proposes the derivatives and the solutions. `recheck` repeats the differentiations
with rules of its own, and puts the solutions back into the equations they solve; the other steps are
statements for a decision procedure (`Derivation.statement`). The first-order condition is only necessary,
and only inside: where some p(y) = 0 the derivative does not exist. That the point found is the maximum over
*all* policies is shown by Gibbs' inequality, in a proof of its own, not here.

Source: the paper, equation (1) and section 1.3; the method is Lagrange's.
"""

from __future__ import annotations

from prefshift_sym.derivation.lagrangian import record_first_order, record_hypotheses, record_second_order
from prefshift_sym.derivation.solution import record_normalisation, record_solution
from prefshift_sym.derivation.steps import Derivation, Recorder


def derive_optimum() -> Derivation:
    """Derive `p_ref[y]*exp(r[y]/beta)/Z` from objective (1), with every move as a step.

    Raises `ProofError` or `OutOfScope` where a move does not come out, which would be a fault of this
    package or a change in SymPy; the steps themselves are not checked here (see `recheck` and
    `Derivation.statement`).
    """
    record = Recorder()
    record_hypotheses(record)
    record_first_order(record)
    record_solution(record)
    record_normalisation(record)
    record_second_order(record)
    return Derivation(tuple(record.steps), optimum=record.equation("optimum")[1])
