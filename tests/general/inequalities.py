"""Named inequalities: between powers of means, in total variation, in oscillations and square roots; and false ones close by."""

from __future__ import annotations

from typing import Any

TANH = "abs(TPM_A - alpha)*(sqrt(max(w[y] for y in Y)/min(w[y] for y in Y)) + 1) <= sqrt(max(w[y] for y in Y)/min(w[y] for y in Y)) - 1"
POWER, POSITIVE = "sum(p_ref[y]*w[y]**t for y in Y) <= Z**t", "all(f[y] > 0 and g[y] > 0 for y in Y)"
CONJUGATE = (
    "sum(p_A[y]*f[y]*g[y] for y in Y) <= sum(p_A[y]*f[y]**a for y in Y)**(1/a)*sum(p_A[y]*g[y]**b for y in Y)**(1/b)"
)
LYAPUNOV = "t*log(sum(p_ref[y]*w[y]**s for y in Y)) <= s*log(sum(p_ref[y]*w[y]**t for y in Y))"
MOVED = "sum(abs(p_theta[y] - p_ref[y]) for y in Y)"
HOEFFDING = "log(E(w, p_A)) >= log(E(w, p_U)) - (max(r[y] for y in Y) - min(r[y] for y in Y))**2/(8*beta**2)"
HIGH, LOW = "sqrt(max(w[y] for y in Y))", "sqrt(min(w[y] for y in Y))"
OSCILLATION = (
    TANH.replace("TPM_A - alpha", "E(g, p_theta) - E(g, p_ref)").replace(
        "<= ", "<= (max(g[y] for y in Y) - min(g[y] for y in Y))*("
    )
    + ")"
)

# name -> (assumptions, claim, more keys)
TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a power of the mean": (["0 <= t", "t <= 1"], POWER, {"scalars": ["t"]}),
    "a power of the mean, above 1": (["t >= 1"], POWER.replace("<=", ">="), {"scalars": ["t"]}),
    "Hölder": (["0 <= t <= 1", POSITIVE], "sum(p_A[y]*f[y]**t*g[y]**(1 - t) for y in Y) <= sum(p_A[y]*f[y] for y in Y)**t*sum(p_A[y]*g[y] for y in Y)**(1 - t)", {"scalars": ["t"], "families": ["f", "g"]}),
    "Hölder, conjugate exponents": (["a > 1", "b > 1", "1/a + 1/b == 1", POSITIVE], CONJUGATE, {"scalars": ["a", "b"], "families": ["f", "g"]}),
    "Lyapunov": (["0 < s <= t"], LYAPUNOV, {"scalars": ["s", "t"]}),
    "colder, power means": (["b >= beta"], "sum(p_ref[y]*exp(r[y]/b) for y in Y)**b <= Z**beta", {"scalars": ["b"]}),
    "Rényi divergences": (["0 < s < t < 1"], "log(sum(p_theta[y]**s*p_ref[y]**(1 - s) for y in Y))/(s - 1) <= log(sum(p_theta[y]**t*p_ref[y]**(1 - t) for y in Y))/(t - 1)", {"scalars": ["s", "t"]}),
    "Bernoulli": (["t >= 1", "x > -1"], "(1 + x)**t >= 1 + t*x", {"scalars": ["t", "x"]}),
    "Young": (["a > 1", "1/a + 1/b == 1", "x > 0", "z > 0", "b > 0"], "x*z <= x**a/a + z**b/b", {"scalars": ["a", "b", "x", "z"]}),
    "data processing, the other way": ([], "alpha*log(alpha/TPM_A) + (1 - alpha)*log((1 - alpha)/TPM_U) <= KL(p_ref, p_theta)", {}),
    "masses by total variation": ([], f"2*abs(TPM_A - alpha) <= {MOVED}", {}),
    "means by total variation": ([], f"abs(E(g, p_theta) - E(g, p_ref)) <= (max(g[y] for y in Y) - min(g[y] for y in Y))/2*{MOVED}", {"families": ["g"]}),
    "an output by total variation": ([], f"all(2*abs(p_theta[k] - p_ref[k]) <= {MOVED} for k in Y)", {}),
    "total variation, what is above": ([], f"{MOVED} == 2*sum(max(p_theta[y] - p_ref[y], 0) for y in Y)", {}),
    "total variation of the optimum": ([], f"{MOVED}**2 <= 2*KL(p_theta, p_ref)", {}),
    "oscillation and tanh": ([], OSCILLATION, {"families": ["g"]}),
    "tanh at an output": ([], f"all(abs(p_theta[i] - p_ref[i])*({HIGH} + {LOW}) <= {HIGH} - {LOW} for i in Y)", {}),
    "affinity": ([], "sum(sqrt(p_theta[y]*p_ref[y]) for y in Y) <= 1", {}),
    "root of the mean": ([], "sum(p_ref[y]*sqrt(w[y]) for y in Y) <= sqrt(Z)", {}),
    "odds by Hoeffding": (["E(r, p_A) >= E(r, p_U)"], HOEFFDING, {}),
    "odds by Hoeffding, in numbers": (["beta == 1", "max(r[y] for y in Y) - min(r[y] for y in Y) <= 1", "E(r, p_A) >= E(r, p_U)"], "E(w, p_A) >= 22/25*E(w, p_U)", {}),
    "numbers": ([], "exp(1/8) <= 25/22 and exp(10) >= 100 and 69/100 <= log(2) <= 7/10", {}),
}  # fmt: skip

FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a power of the mean, below 2": (["0 <= t", "t <= 2"], POWER, {"scalars": ["t"]}),
    "Hölder, other exponents": (
        ["a > 1", "b > 1", "1/a + 1/b >= 1", POSITIVE],
        CONJUGATE,
        {"scalars": ["a", "b"], "families": ["f", "g"]},
    ),
    "Lyapunov, any order": (["s <= t"], LYAPUNOV, {"scalars": ["s", "t"]}),
    "masses by less than total variation": ([], f"3*abs(TPM_A - alpha) <= {MOVED}", {}),
    "less than oscillation and tanh": ([], OSCILLATION.replace("<= ", "<= 1/2*"), {"families": ["g"]}),
    "odds by less than Hoeffding": (["E(r, p_A) >= E(r, p_U)"], HOEFFDING.replace("8*", "9*"), {}),
    "a number below": ([], "exp(1/8) <= 113/100", {}),
    "another number below": ([], "log(2) <= 69/100", {}),
    "affinity of any two": ([], "sum(sqrt(p_A[y]*p_U[y]) for y in Y) >= 1/100", {}),
}
