"""How large a gap between the mean rewards suffices for Theorem 2's conclusion, for every support size.

A mean gap alone does not (`refuted/mean_gap.py`). Large enough for the curvature of the tilt it does, and how large is
known exactly; in simple terms, a temperature of at least range**2/(8*gap) is warm enough.
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import (
    finite_rewards,
    finite_support,
    mixture_interior,
    positive_temperature,
    probability_vectors,
)

tuned = [probability_vectors, mixture_interior, positive_temperature, finite_rewards, finite_support]
GAP = "(E(r, p_A) - E(r, p_U))"
RANGE = "(max(r[y] for y in Y) - min(r[y] for y in Y))"
SPREAD = "(max(w[y] for y in Y) - min(w[y] for y in Y))"

threshold = hypothesis(
    "gap beyond the chord",
    f"all({SPREAD}*{GAP} >= (r[j] - min(r[y] for y in Y))*{SPREAD} - {RANGE}*(w[j] - min(w[y] for y in Y)) for j in Y)",
    says="the mean gap is at least the distance, in reward, of every output from the chord between the extremes of the tilt",
)
warm = hypothesis("warm enough", f"8*beta*{GAP} >= {RANGE}**2", says="the temperature is at least range**2/(8*gap)")


@theorem("A gap beyond the chord suffices", "TPM_A >= alpha", given=[threshold], source="the least gap that does")
def by_threshold(proof):
    """E(w, p_U) lies on the chord at most, and E(w, p_A) at least as far below it as the gap allows."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[threshold, *tuned], label="above")
    proof.conclude(by=[above, *tuned])


@theorem(
    "A warm temperature suffices", "TPM_A >= alpha", given=[warm], source="Hoeffding 1963, with Jensen's inequality"
)
def by_warmth(proof):
    """beta*log E(w, p_A) >= E(r, p_A), and beta*log E(w, p_U) <= E(r, p_U) + range**2/(8*beta)."""
    above = proof.have("E(w, p_A) >= E(w, p_U)", by=[warm, *tuned], label="above")
    proof.conclude(by=[above, *tuned])
