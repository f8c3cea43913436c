"""What the ladder is drawn of when nobody names anything: the catalogue, more hypotheses of the theory, and some together.

The further ones have names in the ladder only: as the premise of a statement they are best written out.
"""

from __future__ import annotations

from prefshift_sym.theory.catalogue import HYPOTHESES, STOCHASTIC_ORDERS, Hypothesis


def _one_reward(family: str) -> str:
    return f"all(implies({family}[i] > 0 and {family}[j] > 0, r[i] == r[j]) for i in Y for j in Y)"


def _variance(family: str) -> str:
    return f"E(r, {family})**2 - sum({family}[i]*r[i]**2 for i in Y)"  # less its sign, so that both sides are sums


PLUS_MINUS_PLUS = (
    "any(any(all(implies(r[i] < r[p], p_A[i] >= p_U[i]) for i in Y)"
    " and all(implies(r[i] >= r[p] and r[i] < r[q], p_A[i] <= p_U[i]) for i in Y)"
    " and all(implies(r[i] >= r[q], p_A[i] >= p_U[i]) for i in Y) for q in Y) for p in Y)"
)

FURTHER: dict[str, Hypothesis] = {
    each.name: each
    for each in (
        Hypothesis(
            "higher top mass",
            "sum(p_A[i] - p_U[i] if all(r[i] >= r[j] for j in Y) else 0 for i in Y) >= 0",
            "the outputs of the highest reward are at least as likely under A as under U",
            "what decides for small beta",
        ),
        Hypothesis(
            "even win rate",
            "sum(p_A[i]*p_U[j]*sign(r[i] - r[j]) for i in Y for j in Y) >= 0",
            "a draw from A has the higher reward of a pair at least as often as one from U",
            "pairwise preferences",
        ),
        Hypothesis(
            "even Bradley-Terry win rate",
            "2*sum(p_A[i]*p_U[j]*w[i]/(w[i] + w[j]) for i in Y for j in Y) >= 1",
            "a draw from A is preferred to one from U with probability at least 1/2",
            "Bradley and Terry (1952)",
        ),
        Hypothesis(
            "higher best output",
            "any(p_A[i] > 0 and all(implies(p_U[j] > 0, r[i] > r[j]) for j in Y) for i in Y)",
            "some output of A has a higher reward than every output of U",
            "best of many draws",
        ),
        Hypothesis(
            "plus-minus-plus signs",
            PLUS_MINUS_PLUS,
            "as the reward rises, p_A - p_U is first >= 0, then <= 0, then >= 0",
            f"Karlin and Novikoff (1963); {STOCHASTIC_ORDERS}",
        ),
        Hypothesis(
            "one reward within U", _one_reward("p_U"), "all outputs of U have the same reward", "no spread in U"
        ),
        Hypothesis(
            "one reward within A", _one_reward("p_A"), "all outputs of A have the same reward", "no spread in A"
        ),
        Hypothesis(
            "higher variance",
            f"{_variance('p_A')} <= {_variance('p_U')}",
            "the reward varies at least as much under A as under U",
            "a second moment",
        ),
    )
}
NAMED: dict[str, Hypothesis] = {**HYPOTHESES, **FURTHER}

ALONE = (  # of the further ones; the rest is of interest with others only, or (Bradley-Terry) takes a solver minutes
    "higher top mass",
    "even win rate",
    "higher best output",
)
TOGETHER = (  # hypotheses of the theory that are two or three at once
    "positive correlation and negative correlation",
    "positive Spearman correlation and negative Spearman correlation",
    "positive Kendall correlation and negative Kendall correlation",
    "positive tilt covariance and negative tilt covariance",
    "comonotone and antitone",
    "positive correlation and antitone",
    "comonotone and negative correlation",
    "hazard rate order and reversed hazard rate order",
    "hazard rate order and reversed hazard rate order and distinct rewards",
    "mean gap and two-valued reward",
    "positive correlation and negative correlation and two-valued reward",
    "mean gap and higher top mass",
    "mean gap and higher variance",
    "mean gap and one reward within U",
    "mean gap and one reward within A",
    "weak mean gap and plus-minus-plus signs",
)
DEFAULT = (*HYPOTHESES, *ALONE, *TOGETHER)
