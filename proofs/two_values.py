"""Where the paper's correlations with the reward suffice, whatever the components: with two values of it. (Theorem S.)

They do just where the reward takes at most two values. What can be stated of that: two values are enough; the tilt bends between three, so that there is a direction without mass
along which the mean reward rises and the mean tilt falls; and components on either side of the uniform distribution in
such a direction have the paper's correlations, and A loses mass. What the language cannot state is the choice in between,
"for every reward with three values there are components": its quantifiers run over outputs, not over distributions.
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    mixture_interior,
    negatively_correlated,
    positive_temperature,
    positively_correlated,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]
DIRECTION = SIGNATURE.declare(families=("v",), scalars=("eps",))

two_values = hypothesis(
    "two values",
    "any(any(all(r[y] == r[p] or r[y] == r[q] for y in Y) for q in Y) for p in Y)",
    says="the reward takes at most two values",
)
one_way, other_way = (
    hypothesis(name, f"all({p}[y] == 1/n {sign} eps*v[y] for y in Y)", signature=DIRECTION)
    for name, p, sign in (("A one way from uniform", "p_A", "+"), ("U the other way", "p_U", "-"))
)
apart = hypothesis("apart", "eps > 0", signature=DIRECTION)
rises = hypothesis("the mean reward rises", "sum(v[y]*r[y] for y in Y) > 0", signature=DIRECTION)
falls = hypothesis("the mean tilt falls", "sum(v[y]*w[y] for y in Y) < 0", signature=DIRECTION)


@theorem(
    "Two values of the reward suffice",
    "TPM_A >= alpha",
    given=[two_values, positively_correlated, negatively_correlated],
    source="Theorem S, the half that suffices",
)
def enough(proof):
    """The tilt is an affine function of the reward, so that what is said of means of the one holds of means of the other."""
    above = proof.have(
        "E(w, p_A) >= E(w, p_U)", by=[two_values, positively_correlated, negatively_correlated, *tuned], label="above"
    )
    proof.conclude(by=[above, *tuned])


@theorem(
    "Three values bend",
    "all(implies(r[i] < r[j] < r[k], (w[j] - w[i])*(r[k] - r[i]) < (r[j] - r[i])*(w[k] - w[i]))"
    " for i in Y for j in Y for k in Y)",
    source="Theorem S: with t between the two ratios, v = -(1 - t), 1, -t at these three outputs",
)
def bend(proof):
    """The exponential is strictly convex."""
    proof.conclude(by=[positive_temperature, finite_rewards])


@theorem(
    "Against the grain",
    "cov(r, p_A) > 0 and cov(r, p_U) < 0 and TPM_A < alpha",
    given=[one_way, other_way, apart, rises, falls],
    families=("v",),
    scalars=("eps",),
    source="Theorem S, the half that fails, at any support size",
)
def against(proof):
    """Both correlations are those of the direction with the reward; the shift is that with the tilt."""
    proof.have("cov(r, p_A) > 0 and cov(r, p_U) < 0", by=[one_way, other_way, apart, rises, *tuned], label="correlated")
    proof.conclude(by=[one_way, other_way, apart, rises, falls, *tuned])
