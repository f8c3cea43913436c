"""The setting "preference tuning": its names, their definitions, and its own assumptions, each said once.

Sources are the lines of the paper: the objective is its equation (1), the mixture its equation (2), the partition
function, the optimum and the coefficients are those of Lemma 1, the total probability masses those of Theorem 2.
Rewards and logarithms are in nats; every family is a vector over the outputs Y = {0, ..., n-1}.
"""

from __future__ import annotations

from prefshift_sym.language.signature import Signature
from prefshift_sym.values import value


@value
class Definition:
    """A defined quantity: `name[y] = text` where it is a family, `name = text` where it is a scalar."""

    name: str
    text: str
    says: str
    source: str
    family: bool


@value
class Assumption:
    """A named assumption of the setting, with the formula that it contributes, if it has one.

    `finite support` has none: it is what allows `n`, sums over Y and the uniform distribution to be written at all.
    """

    name: str
    text: str | None
    says: str
    source: str


GIVEN_FAMILIES = ("p_A", "p_U", "r")
GIVEN_SCALARS = ("n", "alpha", "beta")

DEFINITIONS: dict[str, Definition] = {
    each.name: each
    for each in (
        Definition("w", "exp(r[y]/beta)", "the exponential tilt", "Lemma 1", family=True),
        Definition("p_ref", "alpha*p_A[y] + (1 - alpha)*p_U[y]", "the reference policy", "equation (2)", family=True),
        Definition("Z", "sum(p_ref[y]*w[y] for y in Y)", "the partition function", "Lemma 1", family=False),
        Definition("p_theta", "p_ref[y]*w[y]/Z", "the optimum of objective (1)", "section 1.3", family=True),
        Definition("alpha_A", "alpha*w[y]/Z", "the coefficient of the aligned component", "Lemma 1", family=True),
        Definition(
            "alpha_U", "(1 - alpha)*w[y]/Z", "the coefficient of the unaligned component", "Lemma 1", family=True
        ),
        Definition(
            "TPM_A", "sum(alpha_A[y]*p_A[y] for y in Y)", "the total probability mass of A", "Theorem 2", family=False
        ),
        Definition(
            "TPM_U", "sum(alpha_U[y]*p_U[y] for y in Y)", "the total probability mass of U", "Theorem 2", family=False
        ),
        Definition("post_A", "alpha*p_A[y]/p_ref[y]", "the posterior of A given y", "equation (2)", family=True),
    )
}

SHORTHANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "E": (("f", "p"), "sum(f[y]*p[y] for y in Y)"),
    "mean": (("f",), "sum(f[y] for y in Y)/n"),
    "cov": (("f", "g"), "sum(f[y]*g[y] for y in Y)/n - sum(f[y] for y in Y)/n*(sum(g[y] for y in Y)/n)"),
    "KL": (("p", "q"), "sum(0 if p[y] == 0 else p[y]*log(p[y]/q[y]) for y in Y)"),
}

ASSUMPTIONS: dict[str, Assumption] = {
    each.name: each
    for each in (
        Assumption(
            "probability vectors",
            "all(p_A[y] >= 0 for y in Y) and sum(p_A[y] for y in Y) == 1 and "
            "all(p_U[y] >= 0 for y in Y) and sum(p_U[y] for y in Y) == 1",
            "p_A and p_U are probability distributions over Y",
            "equation (2)",
        ),
        Assumption("mixture interior", "0 < alpha < 1", "neither component is the whole mixture", "never stated"),
        Assumption("positive temperature", "beta > 0", "the KL coefficient is positive", "never stated"),
        Assumption(
            "full support",
            "all(p_A[y] + p_U[y] > 0 for y in Y)",
            "Y is the support of the reference policy",
            "section 1.3, WLOG",
        ),
        Assumption(
            "finite rewards", "all(w[y] > 0 for y in Y)", "no reward is minus infinity", "Theorem 2, third bullet"
        ),
        Assumption("finite support", None, "the support of the reference policy is finite", "never stated"),
        Assumption("at least two outputs", "n >= 2", "there is something to choose between", "never stated"),
    )
}

SIGNATURE = Signature(
    families=frozenset(GIVEN_FAMILIES) | {name for name, each in DEFINITIONS.items() if each.family},
    scalars=frozenset(GIVEN_SCALARS) | {name for name, each in DEFINITIONS.items() if not each.family},
    distributions=frozenset({"p_A", "p_U"}),
)
