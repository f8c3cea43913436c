"""Further statements whose truth is known: what divergences, total variation and affinities of policies say of each other."""

from __future__ import annotations

from typing import Any

P, PQ, PQH = ({"distributions": [*names]} for names in ("p", "pq", "pqh"))
FULL = "all(q[y] > 0 for y in Y)"
CHI = "sum((p_theta[y] - p_ref[y])**2/p_ref[y] for y in Y)"
MOVED = "sum(abs(p_theta[y] - p_ref[y]) for y in Y)"
TOP, LOW = "max(w[y] for y in Y)", "min(w[y] for y in Y)"
ROOTS = "sum(sqrt(p_theta[y]*p_ref[y]) for y in Y)"
VARIANCES = "(sum(p_ref[y]*w[y]**2 for y in Y) - Z**2)*(sum(p_ref[y]*post_A[y]**2 for y in Y) - alpha**2)"
OVERLAP = (
    "iff(sum(p_ref[y]*(post_A[y] - alpha)**2 for y in Y) == alpha*(1 - alpha), all(p_A[y]*p_U[y] == 0 for y in Y))"
)
DIFFER = "any(r[i] != r[j] for i in Y for j in Y)"
OBJECTIVE = "E(r, p) - beta*KL(p, p_ref)"
ABOVE = "beta*log(sum(p_ref[y]*w[y] for y in Y if r[y] >= t))"
NEVER = "all(implies(r[y] < t, p[y] == 0) for y in Y)"
HALF = "all(h[y] == (p[y] + q[y])/2 for y in Y)"
CONCAVE = "2*(E(r, h) - beta*KL(h, p_ref)) >= E(r, p) - beta*KL(p, p_ref) + E(r, q) - beta*KL(q, p_ref)"
MIXED = "KL(h, p_ref) <= t*KL(p, p_ref) + (1 - t)*KL(q, p_ref)"
LARGEST = f"KL(p_theta, p_ref) <= log({TOP}/Z)"
LEAST = "min(p_ref[y] for y in Y)"
TWICE = "all(q[y] <= 2*p_ref[y] for y in Y)"
BEST_OF_TWO = "all(q[y] == p_ref[y]*(2*sum(p_ref[z] for z in Y if r[z] < r[y]) + sum(p_ref[z] for z in Y if r[z] == r[y])) for y in Y)"
HALVES = "all(sqrt(w[y]) == exp(r[y]/(2*beta)) for y in Y)"
HALF_TILT = "all(q[y]*sum(p_ref[j]*sqrt(w[j]) for j in Y) == p_ref[y]*sqrt(w[y]) for y in Y)"
FIRST, SECOND = "(w[i]/(w[i] + w[j]))", "(w[j]/(w[i] + w[j]))"
CROSS = f"all(-{FIRST}*log(x) - {SECOND}*log(1 - x) >= -{FIRST}*log({FIRST}) - {SECOND}*log({SECOND}) for i in Y for j in Y)"
CROSS_ENTROPY = "-t*log(x) - (1 - t)*log(1 - x) >= -t*log(t) - (1 - t)*log(1 - t)"
BETWEEN, Q, QC, X, TX = (
    "0 < x < 1",
    {"distributions": ["q"]},
    {"distributions": ["q"], "scalars": ["c"]},
    {"scalars": ["x"]},
    {"scalars": ["t", "x"]},
)
T, PT, PQHT = ({"distributions": [*names], "scalars": ["t"]} for names in ("", "p", "pqh"))

TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a divergence is at most chi-square": ([], f"KL(p_theta, p_ref) <= {CHI}", {}),
    "a component's divergence is at most chi-square": ([], "KL(p_A, p_ref) <= sum(p_A[y]**2/p_ref[y] for y in Y) - 1", {}),
    "a divergence is at most the logarithm of chi-square": ([FULL], "KL(p, q) <= log(sum(p[y]**2/q[y] for y in Y))", PQ),
    "total variation against chi-square": ([], f"{MOVED}**2 <= {CHI}", {}),
    "total variation against the root of chi-square": ([], f"{MOVED} <= sqrt({CHI})", {}),
    "total variation of components against chi-square": (["all(p_U[y] > 0 for y in Y)"], "(sum(abs(p_A[y] - p_U[y]) for y in Y)/2)**2 <= (sum(p_A[y]**2/p_U[y] for y in Y) - 1)/4", {}),
    "Kantorovich's inequality for chi-square": ([], f"4*{TOP}*{LOW}*{CHI} <= ({TOP} - {LOW})**2", {}),
    "Kantorovich's inequality for a family": (["all(f[y] > 0 for y in Y)"], "4*max(f[y] for y in Y)*min(f[y] for y in Y)*sum(p_A[y]*f[y]**2 for y in Y) <= (max(f[y] for y in Y) + min(f[y] for y in Y))**2*E(f, p_A)**2", {"families": ["f"]}),
    "Pinsker's inequality at an output": ([], "all(2*(p_theta[y] - p_ref[y])**2 <= KL(p_theta, p_ref) for y in Y)", {}),
    "Pinsker's inequality for any two at an output": ([FULL], "all(2*(p[y] - q[y])**2 <= KL(p, q) for y in Y)", PQ),
    "Pinsker's inequality for an event": ([], "2*sum(p_theta[y] - p_ref[y] for y in Y if r[y] >= t)**2 <= KL(p_theta, p_ref)", T),
    "the logarithm of the affinity": ([], f"2*log({ROOTS}) >= -KL(p_theta, p_ref)", {}),
    "the affinity of a component": ([], "2 - 2*sum(sqrt(p_A[y]*p_ref[y]) for y in Y) <= KL(p_A, p_ref)", {}),
    "rewards differ where tuning costs something": ([], f"iff(KL(p_theta, p_ref) > 0, {DIFFER})", {}),
    "the posterior's covariance with the tilt": ([], f"(TPM_A - alpha)**2*Z**2 <= {VARIANCES}", {}),
    "posteriors vary most where supports are disjoint": ([], OVERLAP, {}),
    "posteriors vary at most so": ([], "sum(p_ref[y]*(post_A[y] - alpha)**2 for y in Y) <= alpha*(1 - alpha)", {}),
    "the largest amplification, whatever the support": ([], LARGEST, {"without": ["full support"]}),
    "the objective is concave": ([HALF], CONCAVE, PQH),
    "a divergence is convex": (["0 < t < 1", "all(h[y] == t*p[y] + (1 - t)*q[y] for y in Y)"], MIXED, PQHT),
    "what expunges an output is below the optimum": (["any(p[y] == 0 for y in Y)"], f"{OBJECTIVE} < beta*log(Z)", P),
    "what is elsewhere diverges": ([], "implies(any(p[i] > p_theta[i] for i in Y), KL(p, p_theta) > 0)", P),
    "what expunges a numbered output is below the optimum": (["p[0] == 0"], f"{OBJECTIVE} < beta*log(Z)", P),
    "the best that is never below a level": ([NEVER], f"{OBJECTIVE} <= {ABOVE}", PT),
    "a divergence of what is never below a level": ([NEVER], "KL(p, p_ref) >= -log(sum(p_ref[y] for y in Y if r[y] >= t))", PT),
    "a divergence is at most the rarest output's surprise": ([], f"KL(p_theta, p_ref) <= log(1/{LEAST})", {}),
    "a divergence is at most the greatest surprise": ([], "KL(p_theta, p_ref) <= max(-log(p_ref[y]) for y in Y)", {}),
    "a divergence from a reference that is bounded below": (["0 < c", "all(p_ref[y] >= c for y in Y)"], "KL(p_theta, p_ref) <= log(1/c)", {"scalars": ["c"]}),
    "a divergence of what is at most twice as likely": ([TWICE], "KL(q, p_ref) <= log(2)", Q),
    "a divergence of what is at most twice as likely at the most": (["max(q[y]/p_ref[y] for y in Y) <= 2"], "KL(q, p_ref) <= log(2)", Q),
    "a divergence from the optimum of what is bounded by it": (["c > 0", "all(q[y] <= c*p_theta[y] for y in Y)"], "KL(q, p_theta) <= log(c)", QC),
    "the divergence of the best of two": ([BEST_OF_TWO], "KL(q, p_ref) <= log(2)", Q),
    "no single term is above the soft value": ([], "max(r[y] + beta*log(p_ref[y]) for y in Y) <= beta*log(Z)", {}),
    "no logarithm of a mass is positive": ([], "max(log(p_theta[y]) for y in Y) <= 0", {}),
    "a cross-entropy of two outputs": ([BETWEEN], CROSS, X),
    "a cross-entropy of two masses": ([BETWEEN, "0 < t < 1"], CROSS_ENTROPY, TX),
    "a cross-entropy of the aligned mass": ([BETWEEN], "TPM_A*log(TPM_A/x) + (1 - TPM_A)*log((1 - TPM_A)/(1 - x)) >= 0", X),
    "the root of a tilt": ([], HALVES, {}),
    "the root of a tilted mass": ([], "all(sqrt(p_theta[y]*p_ref[y]) == p_ref[y]*sqrt(w[y])/sqrt(Z) for y in Y)", {}),
    "the affinity as a sum of roots": ([], f"{ROOTS} == sum(p_ref[y]*sqrt(w[y]) for y in Y)/sqrt(Z)", {}),
    "the square of the affinity": ([], f"{ROOTS}**2 == sum(p_ref[y]*exp(r[y]/(2*beta)) for y in Y)**2/Z", {}),
    "half of the way to the optimum, by roots": ([HALF_TILT], "E(r, q) <= E(r, p_theta)", Q),
}  # fmt: skip
FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a divergence is at most half of chi-square": ([], f"2*KL(p_theta, p_ref) <= {CHI}", {}),
    "a divergence is at most chi-square the other way": ([], f"KL(p_ref, p_theta) <= {CHI}", {}),
    "total variation against half of chi-square": ([], f"2*{MOVED}**2 <= {CHI}", {}),
    "more than Kantorovich's inequality for chi-square": ([], f"5*{TOP}*{LOW}*{CHI} <= ({TOP} - {LOW})**2", {}),
    "Kantorovich's inequality for a family of either sign": ([], "4*max(f[y] for y in Y)*min(f[y] for y in Y)*sum(p_A[y]*f[y]**2 for y in Y) >= (max(f[y] for y in Y) + min(f[y] for y in Y))**2*E(f, p_A)**2", {"families": ["f"]}),
    "more than Pinsker's inequality at an output": ([], "all(3*(p_theta[y] - p_ref[y])**2 <= KL(p_theta, p_ref) for y in Y)", {}),
    "more than Pinsker's inequality for an event": ([], "3*sum(p_theta[y] - p_ref[y] for y in Y if r[y] >= t)**2 <= KL(p_theta, p_ref)", T),
    "more than the logarithm of the affinity": ([], f"log({ROOTS}) >= -KL(p_theta, p_ref)/5", {}),
    "more than the affinity of a component": ([], "3 - 3*sum(sqrt(p_A[y]*p_ref[y]) for y in Y) <= KL(p_A, p_ref)", {}),
    "all rewards differ where tuning costs something": ([], "iff(KL(p_theta, p_ref) > 0, all(implies(i != j, r[i] != r[j]) for i in Y for j in Y))", {}),
    "half of the posterior's covariance with the tilt": ([], f"2*(TPM_A - alpha)**2*Z**2 <= {VARIANCES}", {}),
    "posteriors vary most where supports meet somewhere": ([], OVERLAP.replace("all(p_A", "any(p_A"), {}),
    "posteriors vary less": ([], "2*sum(p_ref[y]*(post_A[y] - alpha)**2 for y in Y) <= alpha*(1 - alpha)", {}),
    "the mean amplification, whatever the support": ([], LARGEST.replace(TOP, "mean(w)"), {"without": ["full support"]}),
    "the objective is convex": ([HALF], CONCAVE.replace(">=", "<="), PQH),
    "a divergence is convex under weights of either sign": (["all(h[y] == t*p[y] + (1 - t)*q[y] for y in Y)"], MIXED, PQHT),
    "what expunges an output is below the reference": (["any(p[y] == 0 for y in Y)"], f"{OBJECTIVE} < E(r, p_ref)", P),
    "what is elsewhere than another diverges": ([], "implies(any(p[i] > p_ref[i] for i in Y), KL(p, p_theta) > 0)", P),
    "what expunges no output is below the optimum": (["all(p[y] > 0 for y in Y)"], f"{OBJECTIVE} < beta*log(Z)", P),
    "the best that is sometimes below a level": (["any(r[y] < t and p[y] == 0 for y in Y)", "any(r[y] >= t for y in Y)"], f"{OBJECTIVE} <= {ABOVE}", PT),
    "a divergence is at most the likeliest output's surprise": ([], f"KL(p_theta, p_ref) <= log(1/{LEAST.replace('min', 'max')})", {}),
    "a divergence is at most the least surprise": ([], "KL(p_theta, p_ref) <= min(-log(p_ref[y]) for y in Y)", {}),
    "a divergence is at most the logarithm of 2": ([], "KL(p_theta, p_ref) <= log(2)", {}),
    "a divergence of what is at most twice as likely is less": ([TWICE], "KL(q, p_ref) <= log(3/2)", Q),
    "a divergence to what is at most twice as likely": ([TWICE, FULL], "KL(p_ref, q) <= log(2)", Q),
    "a divergence from a reference that is somewhere bounded below": (["0 < c", "any(p_ref[y] >= c for y in Y)"], "KL(p_theta, p_ref) <= log(1/c)", {"scalars": ["c"]}),
    "the soft value is at most a single term": ([], "max(r[y] + beta*log(p_ref[y]) for y in Y) >= beta*log(Z)", {}),
    "a cross-entropy of two masses is at most the entropy": ([BETWEEN, "0 < t < 1"], CROSS_ENTROPY.replace(">=", "<="), TX),
    "a cross-entropy of what is no mass": (["x > 0", "0 < t < 1"], "t*log(x) + (1 - t)*log(2 - t) <= t*log(t) + (1 - t)*log(1 - t)", TX),
    "the cube root of a tilt": ([], HALVES.replace("2*beta", "3*beta"), {}),
    "the square of the affinity at a third": ([], f"{ROOTS}**2 == sum(p_ref[y]*exp(r[y]/(3*beta)) for y in Y)**2/Z", {}),
    "beyond the optimum, by roots": ([HALF_TILT], "E(r, q) >= E(r, p_theta)", Q),
}  # fmt: skip
UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "the best above a level that none may reach": ([], f"{OBJECTIVE} <= {ABOVE}", PT),
    "a divergence from what may vanish": ([], "KL(p_ref, p_A) <= sum(p_A[y]**2/p_ref[y] for y in Y) - 1", {}),
    "chi-square over what may vanish": ([], "KL(p, q) <= log(sum(p[y]**2/q[y] for y in Y))", PQ),
}  # fmt: skip
