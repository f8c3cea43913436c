"""Statements about mixtures in any share, outputs that differ, pairs that are drawn, and claims up to a number: true, and false ones close by."""

from __future__ import annotations

from typing import Any

MIXED = ["0 <= t <= 1", "all(m[i] == t*p[i] + (1 - t)*q[i] for i in Y)"]
TUNED = ["0 <= t <= 1", "all(m[i] == t*p_theta[i] + (1 - t)*p_ref[i] for i in Y)"]
M: dict[str, Any] = {"distributions": ["p", "q", "m"], "scalars": ["t"]}
MT: dict[str, Any] = {"distributions": ["m"], "scalars": ["t"]}
Q: dict[str, Any] = {"distributions": ["q"]}
T: dict[str, Any] = {"scalars": ["t"]}
UNEQUAL = "any(r[i] != r[j] for i in Y for j in Y)"
VARIATION = "sum(abs(p_theta[y] - p_ref[y]) for y in Y)/2"
RATIO = "all(implies(r[i] > r[j], p_A[i]*p_U[j] >= p_A[j]*p_U[i]) for i in Y for j in Y)"
BEST_OF_TWO = "all(p_A[i] == p_U[i]*(2*sum(p_U[j] for j in Y if r[j] < r[i]) + sum(p_U[j] for j in Y if r[j] == r[i])) for i in Y)"
BEYOND = "all(sum((p_A[i] - p_U[i]) if g[i] >= g[j] else 0 for i in Y) >= 0 for j in Y)"
RANGE = "(max(r[y] for y in Y) - min(r[y] for y in Y))"
TOP = "all(implies(p_A[y] > 0, r[y] == max(r[j] for j in Y)) for y in Y)"
BEST = "all(implies(p_A[y] > 0, all(r[j] <= r[y] for j in Y)) for y in Y)"
DRAWN = "sum({p}[i]*{p}[j]*max(r[i], r[j]) for i in Y for j in Y)"
BT, OTHER = "(w[{i}]/(w[{i}] + w[{j}]))", "(v[{i}]/(v[{i}] + v[{j}]))"
SIGMOID = "(1/(1 + exp({f}[j] - {f}[i])))"
COLDER = "(exp({f}[i]/beta)/(exp({f}[i]/beta) + exp({f}[j]/beta)))"
CROSS = "-sum({s}*log({x}) for i in Y for j in Y)"
NUMBERS = [
    "r[1] == r[0] + beta*log(2)", "r[2] == r[0] + beta*log(3)", "p_A[1] == 1/2 and p_A[2] == 1/2",
    "p_U[0] == 1/2 and p_U[1] == 1/2", "alpha == 1/2",
]  # fmt: skip
GOLDEN = [
    "x > 1", "w[1] == x**2*w[0]", "w[2] == x**3*w[0]", "p_A[1] == 1", "p_U[0] == 1/2", "p_U[2] == 1/2",
]  # fmt: skip

# fmt: off
TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "divergences are convex, in any share": (MIXED, "KL(m, p_ref) <= t*KL(p, p_ref) + (1 - t)*KL(q, p_ref)", M),
    "the objective, part of the way to the optimum": (TUNED, "E(r, m) - beta*KL(m, p_ref) >= E(r, p_ref)", MT),
    "total variation, part of the way": (TUNED, "sum(abs(m[y] - p_ref[y]) for y in Y) == t*sum(abs(p_theta[y] - p_ref[y]) for y in Y)", MT),
    "convex in what is diverged from": (TUNED, "KL(p_theta, m) <= (1 - t)*KL(p_theta, p_ref)", MT),
    "convex in what is diverged from, two policies": (["all(m[i] == p[i]/2 + q[i]/2 for i in Y)", "all(q[y] > 0 for y in Y)"], "KL(p, m) <= KL(p, q)/2", {"distributions": ["p", "q", "m"]}),
    "as much reward costs less divergence at the optimum": (["E(r, q) == E(r, p_theta)", "any(q[y] != p_theta[y] for y in Y)"], "KL(q, p_ref) > KL(p_theta, p_ref)", Q),
    "no dearer and no worse is the optimum": (["KL(q, p_ref) <= KL(p_theta, p_ref)", "E(r, q) >= E(r, p_theta)"], "all(q[y] == p_theta[y] for y in Y)", Q),
    "cheaper is worse": (["KL(q, p_ref) < KL(p_theta, p_ref)"], "E(r, q) < E(r, p_theta)", Q),
    "what moves the share moves the policy": (["TPM_A > alpha"], f"{VARIATION} > 0", {}),
    "what moves the share has a range": (["TPM_A != alpha"], "max(r[y] for y in Y) > min(r[y] for y in Y)", {}),
    "what moves the share diverges": (["TPM_A > alpha"], "KL(p_theta, p_ref) > 0", {}),
    "a distance is a divergence": (["sum(abs(q[y] - p_ref[y]) for y in Y) > 0"], "KL(q, p_ref) > 0", Q),
    "a square distance": (["any(p_theta[y] != p_ref[y] for y in Y)"], "sum((p_theta[y] - p_ref[y])**2 for y in Y) > 0", {}),
    "all of it at the top, not so of the other": ([TOP, "any(p_U[y] > 0 and r[y] < max(r[j] for j in Y) for y in Y)"], "TPM_A > alpha", {}),
    "all of it on best outputs, not so of the other": ([BEST, "any(p_U[y] > 0 and r[y] < max(r[j] for j in Y) for y in Y)"], "TPM_A > alpha", {}),
    "a mean below the greatest": (["any(p_U[y] > 0 and r[y] < max(r[j] for j in Y) for y in Y)"], "E(r, p_U) < max(r[j] for j in Y)", {}),
    "a mean times that of the inverse, strictly": ([UNEQUAL], "Z*sum(p_ref[i]/w[i] for i in Y) > 1", {}),
    "a likelihood ratio keeps an order": ([RATIO], "all(implies(r[i] > r[j] and p_A[j] >= p_U[j], p_A[i] >= p_U[i]) for i in Y for j in Y)", {}),
    "aligned-leaning outputs gain": ([RATIO], "sum(p_theta[i] for i in Y if post_A[i] >= alpha) >= sum(p_ref[i] for i in Y if post_A[i] >= alpha)", {}),
    "the better of two draws": ([], f"{DRAWN.format(p='p_theta')} >= {DRAWN.format(p='p_ref')}", {}),
    "the best of two from the other component": ([BEST_OF_TWO], "TPM_A >= alpha", {}),
    "a cross-entropy of preferences": (["all(v[i] > 0 for i in Y)"], f"{CROSS.format(s=BT.format(i='i', j='j'), x=OTHER.format(i='i', j='j'))} >= {CROSS.format(s=BT.format(i='i', j='j'), x=BT.format(i='i', j='j'))}", {"families": ["v"]}),
    "the loss of a direct preference model": ([], f"{CROSS.format(s=SIGMOID.format(f='r'), x=SIGMOID.format(f='h'))} >= {CROSS.format(s=SIGMOID.format(f='r'), x=SIGMOID.format(f='r'))}", {"families": ["h"]}),
    "the loss of a direct preference model, at a temperature": ([], f"{CROSS.format(s='p_ref[i]*p_ref[j]*' + COLDER.format(f='r'), x=COLDER.format(f='h'))} >= {CROSS.format(s='p_ref[i]*p_ref[j]*' + COLDER.format(f='r'), x=COLDER.format(f='r'))}", {"families": ["h"]}),
    "dominance in another reward": ([BEYOND], "E(g, p_A) >= E(g, p_U)", {"families": ["g"]}),
    "dominance in another reward, from below": ([BEYOND.replace(">= g[j]", "> g[j]")], "sum((p_A[i] - p_U[i])*exp(g[i]/beta) for i in Y) >= 0", {"families": ["g"]}),
    "dominance in what the reward follows": ([BEYOND, "all(implies(g[i] >= g[j], r[i] >= r[j]) for i in Y for j in Y)"], "TPM_A >= alpha", {"families": ["g"]}),
    "a component that tuning makes of the other": (["all(p_A[i]*sum(p_U[j]*w[j] for j in Y) == p_U[i]*w[i] for i in Y)"], "TPM_A >= alpha", {}),
    "a share up to a total variation": ([f"{VARIATION} <= t"], "abs(TPM_A - alpha) <= t", T),
    "a share up to a total variation, strictly": ([f"{VARIATION} < t"], "abs(TPM_A - alpha) < t", T),
    "a share up to the root of a divergence": (["KL(p_theta, p_ref) <= t"], "TPM_A >= alpha - sqrt(t/2)", T),
    "a bound of what is not negative": (["KL(p_theta, p_ref) <= t"], "t >= 0", T),
    "a gap that has a name": (["E(r, q) - E(r, p_ref) == t"], f"2*t**2 <= {RANGE}**2*KL(q, p_ref)", {**Q, **T}),
    "a divergence that has a name": (["t == KL(p_theta, p_ref)"], f"beta*t <= {RANGE}", T),
    "an output that is all aligned": (["any(post_A[y] == 1 for y in Y)"], "any(p_U[y] == 0 for y in Y)", {}),
    "a tuned mean that is the greatest": (["E(r, p_theta) == max(r[y] for y in Y)"], "all(r[i] == r[j] for i in Y for j in Y)", {}),
    "a convex combination of two bounds": (["x >= a", "y >= b", "0 <= d <= 1"], "d*x + (1 - d)*y >= d*a + (1 - d)*b", {"scalars": ["x", "y", "a", "b", "d"]}),
    "odds in numbers": (NUMBERS, "log(TPM_A/TPM_U) == log(5) - log(3)", {"n": [3]}),
    "a threshold, both ways": (GOLDEN, "iff(TPM_A >= alpha, x**2 <= x + 1)", {"n": [3], "scalars": ["x"]}),
    "no reward strictly between two": (["all(not (r[i] < r[j] and r[j] < r[k]) for i in Y for j in Y for k in Y)", "cov(r, p_A) > 0", "cov(r, p_U) < 0"], "TPM_A >= alpha", {}),
    "logarithms of whole numbers": (["all(b[y] <= 4*p_ref[y] for y in Y)"], "KL(b, p_ref) <= 2*log(2)", {"distributions": ["b"]}),
    "logarithms of whole numbers, compared": ([], "2*log(3) > 3*log(2)", {}),
    "a number below e": ([], "exp(1/2) > 33/20 - 1/100", {}),
}

FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "divergences are linear, in any share": (MIXED, "KL(m, p_ref) >= t*KL(p, p_ref) + (1 - t)*KL(q, p_ref)", M),
    "any part of the way, and beyond": (["t >= 0", TUNED[1]], "E(r, m) - beta*KL(m, p_ref) >= E(r, p_ref)", MT),
    "strictly between, at the ends too": (TUNED, "E(r, m) - beta*KL(m, p_ref) > E(r, p_ref)", MT),
    "cheaper is no worse": (["KL(q, p_ref) < KL(p_theta, p_ref)"], "E(r, q) >= E(r, p_theta)", Q),
    "no cheaper and no worse is the optimum": (["KL(q, p_ref) >= KL(p_theta, p_ref)", "E(r, q) >= E(r, p_theta)"], "all(q[y] == p_theta[y] for y in Y)", Q),
    "what moves the policy moves the share": ([f"{VARIATION} > 0"], "TPM_A != alpha", {}),
    "all of it at the top, perhaps of the other too": ([TOP], "TPM_A > alpha", {}),
    "some of it at the top": (["any(p_A[y] > 0 and r[y] == max(r[j] for j in Y) for y in Y)"], "TPM_A >= alpha", {}),
    "a mean times that of the inverse, one reward": ([], "Z*sum(p_ref[i]/w[i] for i in Y) > 1", {}),
    "a likelihood ratio keeps no order of one side": (["all(implies(r[i] > r[j], p_A[i] >= p_A[j]) for i in Y for j in Y)"], "all(implies(r[i] > r[j] and p_A[j] >= p_U[j], p_A[i] >= p_U[i]) for i in Y for j in Y)", {}),
    "unaligned-leaning outputs gain": ([RATIO], "sum(p_theta[i] for i in Y if post_A[i] < alpha) >= sum(p_ref[i] for i in Y if post_A[i] < alpha)", {}),
    "the worse of two draws": ([], f"{DRAWN.format(p='p_theta').replace('max', 'min')} >= {DRAWN.format(p='p_ref')}", {}),
    "the worst of two from the other component": ([BEST_OF_TWO.replace("r[j] < r[i]", "r[j] > r[i]")], "TPM_A >= alpha", {}),
    "the loss of a direct preference model, above that of its own preferences": ([], f"{CROSS.format(s=SIGMOID.format(f='r'), x=SIGMOID.format(f='h'))} >= {CROSS.format(s=SIGMOID.format(f='h'), x=SIGMOID.format(f='h'))}", {"families": ["h"]}),
    "dominance in what does not follow the reward": ([BEYOND, "all(implies(g[i] > g[j], r[i] >= r[j]) for i in Y for j in Y)"], "TPM_A >= alpha", {"families": ["g"]}),
    "dominance in another reward alone": ([BEYOND], "E(r, p_A) >= E(r, p_U)", {"families": ["g"]}),
    "a share up to half of a total variation": ([f"{VARIATION} <= t"], "abs(TPM_A - alpha) <= t/2", T),
    "a share up to a total variation of the components": (["sum(abs(p_A[y] - p_U[y]) for y in Y)/2 <= t"], "abs(TPM_A - alpha) <= t", T),
    "a gap that has a name, and too much of it": (["E(r, q) - E(r, p_ref) == t"], f"3*t**2 <= {RANGE}**2*KL(q, p_ref)", {**Q, **T}),
    "an output that is partly aligned": (["any(post_A[y] > 0 for y in Y)"], "any(p_U[y] == 0 for y in Y)", {}),
    "a mean of a component that is the greatest": (["E(r, p_A) == max(r[y] for y in Y)"], "all(r[i] == r[j] for i in Y for j in Y)", {}),
    "an affine combination of two bounds": (["x >= a", "y >= b", "d <= 1"], "d*x + (1 - d)*y >= d*a + (1 - d)*b", {"scalars": ["x", "y", "a", "b", "d"]}),
    "odds in other numbers": (NUMBERS, "log(TPM_A/TPM_U) == log(6) - log(3)", {"n": [3]}),
    "a threshold elsewhere": (GOLDEN, "iff(TPM_A >= alpha, x**2 <= x + 2)", {"n": [3], "scalars": ["x"]}),
    "no reward strictly between two at an output": (["all(not (r[i] < r[j] and r[j] < r[k] and i == j) for i in Y for j in Y for k in Y)", "cov(r, p_A) > 0", "cov(r, p_U) < 0"], "TPM_A >= alpha", {}),
    "logarithms of whole numbers, the other way": ([], "3*log(2) > 2*log(3)", {}),
    "logarithms of other whole numbers": (["all(b[y] <= 4*p_ref[y] for y in Y)"], "KL(b, p_ref) <= log(3)", {"distributions": ["b"]}),
}
# fmt: on

UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a divergence from what has a share of 0": (MIXED, "KL(p, m) >= 0", M),
    "a preference without weights": ([], "sum(v[i]/(v[i] + v[j]) for i in Y for j in Y) >= 0", {"families": ["v"]}),
}
