"""The assumptions clash: no reward is both positively and negatively correlated with A, so anything would follow."""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import positively_correlated, setting

opposite = hypothesis("opposite", "cov(r, p_A) < 0")


@theorem("Anything", "TPM_A >= alpha", given=[positively_correlated, opposite])
def wrong(proof):
    anything = proof.have("TPM_A >= alpha", by=[positively_correlated, opposite, *setting], label="anything")
    proof.conclude(by=[anything])
