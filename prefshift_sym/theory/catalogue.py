"""The hypotheses that people would try in place of the paper's, each said once: name, formula, sentence, source.

A statement file uses them by name, `use = ["likelihood ratio order"]` in `[assume]`; `prefshift catalogue` lists them.
"A is above U" is meant in the order of the rewards throughout.
"""

from __future__ import annotations

from prefshift_sym.values import value


@value
class Hypothesis:
    """A named hypothesis as text of the language, with what it says and where it comes from."""

    name: str
    text: str
    says: str
    source: str


def _rank_correlation(family: str, relation: str) -> str:
    ranks = f"sum(rank(r, i)*rank({family}, i) for i in Y)"
    return f"n*{ranks} {relation} sum(rank(r, i) for i in Y)*sum(rank({family}, i) for i in Y)"


def _concordance(family: str, relation: str) -> str:
    return f"sum(sign(r[i] - r[j])*sign({family}[i] - {family}[j]) for i in Y for j in Y) {relation} 0"


def _dominance(test: str, relation: str = ">= 0") -> str:
    return f"all(sum((p_A[i] - p_U[i])*{test} for i in Y) {relation} for j in Y)"


def _tails(relation: str) -> str:
    """Return the order of tail ratios: for a higher threshold j and a lower one k, A_j*U_k >= A_k*U_j."""

    def tail(family: str, at: str) -> str:
        return f"sum({family}[i] if r[i] {relation} r[{at}] else 0 for i in Y)"

    higher = f"{tail('p_A', 'j')}*{tail('p_U', 'k')}"
    return f"all(implies(r[j] > r[k], {higher} >= {tail('p_A', 'k')}*{tail('p_U', 'j')}) for j in Y for k in Y)"


STOCHASTIC_ORDERS = "Shaked and Shanthikumar, Stochastic Orders (2007)"

HYPOTHESES: dict[str, Hypothesis] = {
    each.name: each
    for each in (
        Hypothesis(
            "positive correlation",
            "cov(r, p_A) > 0",
            "r and p_A are positively correlated (Pearson)",
            "Huang, Theorem 2",
        ),
        Hypothesis(
            "negative correlation",
            "cov(r, p_U) < 0",
            "r and p_U are negatively correlated (Pearson)",
            "Huang, Theorem 2",
        ),
        Hypothesis(
            "weak positive correlation",
            "cov(r, p_A) >= 0",
            "r and p_A are not negatively correlated",
            "Huang, Theorem 2",
        ),
        Hypothesis(
            "weak negative correlation",
            "cov(r, p_U) <= 0",
            "r and p_U are not positively correlated",
            "Huang, Theorem 2",
        ),
        Hypothesis(
            "reference-weighted correlation",
            "sum(p_ref[y]*r[y]*post_A[y] for y in Y) > E(r, p_ref)*E(post_A, p_ref)",
            "under the reference policy, r and the posterior of A are positively correlated",
            "the mean gap, said as a correlation",
        ),
        Hypothesis(
            "positive tilt covariance",
            "cov(w, p_A) >= 0",
            "the tilt exp(r/beta) and p_A have covariance >= 0",
            "the repair",
        ),
        Hypothesis(
            "negative tilt covariance",
            "cov(w, p_U) <= 0",
            "the tilt exp(r/beta) and p_U have covariance <= 0",
            "the repair",
        ),
        Hypothesis(
            "positive Spearman correlation",
            _rank_correlation("p_A", ">"),
            "the midranks of r and p_A correlate",
            "Spearman (1904)",
        ),
        Hypothesis(
            "negative Spearman correlation",
            _rank_correlation("p_U", "<"),
            "the midranks of r and p_U anticorrelate",
            "Spearman (1904)",
        ),
        Hypothesis(
            "positive Kendall correlation",
            _concordance("p_A", ">"),
            "more pairs agree than disagree in r and p_A",
            "Kendall (1938)",
        ),
        Hypothesis(
            "negative Kendall correlation",
            _concordance("p_U", "<"),
            "more pairs disagree than agree in r and p_U",
            "Kendall (1938)",
        ),
        Hypothesis(
            "comonotone",
            "all((r[i] - r[j])*(p_A[i] - p_A[j]) >= 0 for i in Y for j in Y)",
            "p_A never falls where the reward rises",
            "Chebyshev's sum inequality",
        ),
        Hypothesis(
            "antitone",
            "all((r[i] - r[j])*(p_U[i] - p_U[j]) <= 0 for i in Y for j in Y)",
            "p_U never rises where the reward rises",
            "Chebyshev's sum inequality",
        ),
        Hypothesis("mean gap", "E(r, p_A) > E(r, p_U)", "A has the higher expected reward", "Huang, section 1.2"),
        Hypothesis(
            "weak mean gap", "E(r, p_A) >= E(r, p_U)", "A's expected reward is not the lower one", "Huang, section 1.2"
        ),
        Hypothesis(
            "first-order stochastic dominance",
            "all(sum(p_A[i] - p_U[i] if r[i] >= r[j] else 0 for i in Y) >= 0 for j in Y)",
            "every upper set of rewards is at least as likely under A as under U",
            STOCHASTIC_ORDERS,
        ),
        Hypothesis(
            "second-order stochastic dominance",
            _dominance("max(r[j] - r[i], 0)", "<= 0"),
            "A is above U in the increasing concave order",
            STOCHASTIC_ORDERS,
        ),
        Hypothesis(
            "increasing convex order",
            _dominance("max(r[i] - r[j], 0)") + " and E(r, p_A) >= E(r, p_U)",
            "A is above U in expected excess over every level",
            STOCHASTIC_ORDERS,
        ),
        Hypothesis(
            "hazard rate order",
            _tails(">="),
            "the ratio of upper tails, A over U, rises with the reward",
            STOCHASTIC_ORDERS,
        ),
        Hypothesis(
            "reversed hazard rate order",
            _tails("<="),
            "the ratio of lower tails, A over U, rises with the reward",
            STOCHASTIC_ORDERS,
        ),
        Hypothesis(
            "likelihood ratio order",
            "all(implies(r[i] > r[j], p_A[i]*p_U[j] >= p_A[j]*p_U[i]) for i in Y for j in Y)",
            "the ratio p_A/p_U rises with the reward",
            STOCHASTIC_ORDERS,
        ),
        Hypothesis(
            "separation",
            "all(implies(p_A[i] > 0 and p_U[j] > 0, r[i] >= r[j]) for i in Y for j in Y)",
            "no output of A has a lower reward than an output of U",
            "the strongest order there is",
        ),
        Hypothesis(
            "two-valued reward",
            "all(r[i] == r[j] or r[j] == r[k] or r[i] == r[k] for i in Y for j in Y for k in Y)",
            "the reward takes at most two values, as thumbs up and down do",
            "Huang, section 1.1 (k = 1)",
        ),
        Hypothesis(
            "distinct rewards",
            "all(r[i] != r[j] for i in Y for j in Y if i != j)",
            "no two outputs have equal reward",
            "no ties",
        ),
    )
}
