"""Section 1.4: "the output probability for y given x is shrunk by a factor of e^{r/beta}". It forgets 1/Z."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import setting


@theorem(
    "Shrunk by a factor of exp(r/beta)",
    "all(p_theta[y] == w[y]*p_ref[y] for y in Y)",
    source="Huang, section 1.4",
    broken_at="conclusion",
)
def mass_factor(proof):
    """The factor is exp(r/beta)/Z."""
    proof.conclude(by=setting)
