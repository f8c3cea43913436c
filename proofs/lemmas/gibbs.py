"""Gibbs' inequality: the Kullback-Leibler divergence is never negative, for distributions of any finite size.

It follows from log x <= x - 1, which is taken as an axiom on the logarithm, like log(1/x) = -log x. In nats.
"""

from prefshift_sym import axiom, hypothesis, theorem
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.theory.vocabulary import finite_support

tangent = axiom(
    "log x <= x - 1",
    "all(implies(x[y] > 0, log(x[y]) <= x[y] - 1) for y in Y)",
    families=("x",),
    says="the logarithm lies below its tangent at 1",
    source="the definition of the logarithm",
)
reciprocal = axiom(
    "log(1/x) = -log x",
    "all(implies(x[y] > 0, log(1/x[y]) == -log(x[y])) for y in Y)",
    families=("x",),
    says="the logarithm of a reciprocal",
    source="the definition of the logarithm",
)
absolutely_continuous = hypothesis(
    "q is positive", "all(q[y] > 0 for y in Y)", signature=SIGNATURE.declare(distributions=("p", "q")), says="p << q"
)


@theorem(
    "Gibbs' inequality",
    "KL(p, q) >= 0",
    given=[absolutely_continuous],
    distributions=("p", "q"),
    establishes="gibbs",
    source="Gibbs; Cover and Thomas, Elements of Information Theory (2006), Theorem 2.6.3",
)
def gibbs(proof):
    """Apply log x <= x - 1 at x = q/p wherever p is positive, weigh by p, and add up."""
    ratio = "q[here]/p[here] if p[here] > 0 else 1"
    bound = proof.use(tangent, x=ratio, label="bound", says="log x <= x - 1, at x = q/p where p is positive")
    turned = proof.use(reciprocal, x=ratio, label="turned", says="log(1/x) = -log x, at the same x")
    below = proof.have(
        "all(implies(p[y] > 0, log(p[y]/q[y]) >= 1 - q[y]/p[y]) for y in Y)",
        by=[absolutely_continuous, bound, turned],
        label="below",
        says="log(p/q) = -log(q/p) >= 1 - q/p",
    )
    weighed = proof.have(
        "all((0 if p[y] == 0 else p[y]*log(p[y]/q[y])) >= p[y] - q[y] for y in Y)",
        by=[absolutely_continuous, below],
        label="weighed",
        says="times p[y]; where p[y] = 0 the term is 0, and -q[y] is below it",
    )
    proof.conclude(
        by=[absolutely_continuous, weighed, finite_support], says="sum over y; both distributions sum to one"
    )
