"""Where the paper's Theorem 2 is true: with two outputs. (Huang, Theorem 2, n = 2.)"""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import negatively_correlated, positively_correlated, setting


@theorem(
    "Theorem 2 with two outputs",
    "TPM_A >= alpha",
    given=[positively_correlated, negatively_correlated],
    sizes=[2],
    source="Huang, Theorem 2",
)
def two_outputs(proof):
    """Two points lie on a line, so that on two outputs every function of the reward is affine."""
    proof.conclude(by=[positively_correlated, negatively_correlated, *setting])
