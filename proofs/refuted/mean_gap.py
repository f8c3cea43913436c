"""Section 1.2's own idea of "aligned", a higher mean reward, does not give Theorem 2 either: exp is convex."""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import setting

gap = hypothesis("mean gap", "E(r, p_A) > E(r, p_U)", says="A has the higher mean reward", source="Huang, section 1.2")


@theorem("A mean gap suffices", "TPM_A >= alpha", given=[gap], source="Huang, section 1.2", broken_at="averaged")
def mean_gap(proof):
    """What is larger on average need not have the larger average exponential."""
    averaged = proof.have(
        "E(w, p_A) >= E(w, p_U)", by=[gap, *setting], label="averaged", says="apply exp to both sides"
    )
    proof.conclude(by=[averaged, *setting])
