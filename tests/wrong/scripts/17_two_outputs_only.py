"""True with two outputs and claimed for every support: the tilt's covariance keeps the reward's sign only for n = 2."""

from prefshift_sym import theorem
from prefshift_sym.theory.vocabulary import positively_correlated, setting


@theorem("The tilt keeps the sign", "cov(w, p_A) > 0", given=[positively_correlated])
def wrong(proof):
    kept = proof.have("cov(w, p_A) > 0", by=[positively_correlated, *setting], label="kept")
    proof.conclude(by=[kept])
