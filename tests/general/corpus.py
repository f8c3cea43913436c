"""Statements whose truth is known, for the tests of the general prover: true ones, and false ones that lie close by."""

from __future__ import annotations

from typing import Any

from prefshift_sym.theory.statement import Statement, statement_from
from tests.general import inequalities
from tests.general.inequalities import TANH

UP = "all(implies(r[i] > r[j], p_A[i] >= p_A[j]) for i in Y for j in Y)"
DOWN = "all(implies(r[i] > r[j], p_U[i] <= p_U[j]) for i in Y for j in Y)"
RATIO = "all(implies(r[i] > r[j], p_A[i]*p_U[j] >= p_A[j]*p_U[i]) for i in Y for j in Y)"
APART = "all(implies(p_A[i] > 0 and p_U[j] > 0, r[i] >= r[j]) for i in Y for j in Y)"
TAILS = "all(sum((p_A[i] - p_U[i]) if r[i] >= r[j] else 0 for i in Y) >= 0 for j in Y)"
OPEN_TAILS = (
    "all(sum(p_A[i] if r[i] > r[j] else 0 for i in Y) >= sum(p_U[i] if r[i] > r[j] else 0 for i in Y) for j in Y)"
)
LOW_TAILS = "all(sum((p_A[i] - p_U[i]) if r[i] <= r[j] else 0 for i in Y) <= 0 for j in Y)"
WHERE_TAILS = "all(sum(p_A[i] - p_U[i] for i in Y if r[i] >= r[j]) >= 0 for j in Y)"
CONVEX = "all(sum((p_A[i] - p_U[i])*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"
HAZARD = (
    "all(implies(r[j] > r[k], sum(p_A[i] for i in Y if r[i] >= r[j])*sum(p_U[i] for i in Y if r[i] >= r[k])"
    " >= sum(p_A[i] for i in Y if r[i] >= r[k])*sum(p_U[i] for i in Y if r[i] >= r[j])) for j in Y for k in Y)"
)
REVERSED = HAZARD.replace("r[i] >= ", "r[i] <= ")
SQUARES = "sum(p_A[i]*w[i]**2 for i in Y)*E(w, p_U) >= E(w, p_A)*sum(p_U[i]*w[i]**2 for i in Y)"
COLDER = "TPM_A <= alpha*sum(p_A[i]*exp(r[i]/b) for i in Y)/sum(p_ref[i]*exp(r[i]/b) for i in Y)"
TILTED = "E(r, p_ref)*sum(p_ref[i]*exp(c*r[i]) for i in Y) <= sum(r[i]*p_ref[i]*exp(c*r[i]) for i in Y)"
TILT = "all(p_A[i]*sum(p_ref[j]*exp(c*r[j]) for j in Y) == p_ref[i]*exp(c*r[i]) for i in Y)"
CONCAVE = "all(sum((p_A[i] - p_U[i])*min(r[i], r[j]) for i in Y) >= 0 for j in Y)"
GAP = "sum((p_A[i] - p_U[i])*r[i] for i in Y) >= 0"
RANGE = "(max(r[y] for y in Y) - min(r[y] for y in Y))"
TWO_VALUES = "any(any(all(r[i] == r[p] or r[i] == r[q] for i in Y) for q in Y) for p in Y)"
TILTS = "(max(w[y] for y in Y) - min(w[y] for y in Y))"
THRESHOLD = f"all({TILTS}*sum((p_A[i] - p_U[i])*r[i] for i in Y) >= (r[j] - min(r[y] for y in Y))*{TILTS} - {RANGE}*(w[j] - min(w[y] for y in Y)) for j in Y)"
SET = {"families": ["s"]}
IN_SET = "all(s[i] == 0 or s[i] == 1 for i in Y)"
CROSSING = "any(all(implies(r[i] < r[p], p_A[i] <= p_U[i]) for i in Y) and all(implies(r[i] >= r[p], p_A[i] >= p_U[i]) for i in Y) for p in Y)"
RISING = "(r[i] - r[j])*(p_A[i] - p_A[j]) >= 0"
C = "TPM_A >= alpha"
POLICY = {"distributions": ["p"]}
BEST = "all(r[i] > r[j] for j in Y if j != i)"
TURNED = "p_theta[i] > p_theta[j] and p_ref[i] < p_ref[j]"
NEVER = "sum(p_A[i]*p_U[j] for i in Y for j in Y if r[i] < r[j]) == 0"
BELOW_MEAN = "all(implies(p_U[y] > 0, r[y] <= E(r, p_A)) for y in Y)"
WEIGHED, OTHER = "E(w, p_A) >= E(w, p_U)", "E(w, A2) >= E(w, U2)"
SECOND, TWO = "a2*E(w, A2)/(a2*E(w, A2) + (1 - a2)*E(w, U2))", {"distributions": ["A2", "U2"], "scalars": ["a2"]}
BETTER = "any(p_A[i] > 0 and p_U[j] > 0 and r[i] > r[j] for i in Y for j in Y)"

# name -> (assumptions, claim, more keys)
TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "repaired, cov": (["cov(w, p_A) >= 0", "cov(w, p_U) <= 0"], C, {}),
    "repaired, sums": (
        ["n*sum(w[i]*p_A[i] for i in Y) >= sum(w[i] for i in Y)", "n*sum(w[i]*p_U[i] for i in Y) <= sum(w[i] for i in Y)"],
        C, {}),
    "comonotone": ([UP, DOWN], C, {}),
    "mixed": ([UP, "cov(w, p_U) <= 0"], C, {}),
    "Chebyshev": ([UP], "n*sum(w[i]*p_A[i] for i in Y) >= sum(w[i] for i in Y)", {}),
    "likelihood ratio": ([RATIO], C, {}),
    "separation": ([APART], C, {}),
    "dominance": ([TAILS], C, {}),
    "dominance, open tails": ([OPEN_TAILS], C, {}),
    "dominance, lower tails": ([LOW_TAILS], C, {}),
    "dominance, condition": ([WHERE_TAILS], C, {}),
    "dominance gives the gap": ([TAILS], GAP, {}),
    "dominance gives convex order": ([TAILS], CONVEX, {}),
    "convex order": ([CONVEX], C, {}),
    "ratio gives dominance": ([RATIO], TAILS, {}),
    "comonotone gives ratio": ([UP, DOWN], RATIO, {}),
    "reward rises": ([], "E(r, p_theta) >= E(r, p_ref)", {}),
    "order of ratios": ([], "all(implies(r[i] >= r[j], p_theta[i]*p_ref[j] >= p_theta[j]*p_ref[i]) for i in Y for j in Y)", {}),
    "Gibbs": ([], "KL(p, p_ref) >= 0", POLICY),
    "Gibbs at the optimum": ([], "KL(p, p_theta) >= 0", POLICY),
    "value of the optimum": ([], "E(r, p_theta) - beta*KL(p_theta, p_ref) == beta*log(Z)", {}),
    "gap of a policy": ([], "beta*log(Z) - (E(r, p) - beta*KL(p, p_ref)) == beta*KL(p, p_theta)", POLICY),
    "two values": ([GAP, TWO_VALUES], C, {}),
    "one crossing": ([CROSSING], C, {}),
    "dominance both ways": ([TAILS, TAILS.replace(">= 0", "<= 0")], "TPM_A == alpha", {}),
    "dominance, strict": ([TAILS, "sum((p_A[i] - p_U[i])*r[i] for i in Y) > 0"], "TPM_A > alpha", {}),
    "equal laws": ([TAILS, "TPM_A == alpha"], "all(sum((p_A[i] - p_U[i]) if r[i] == r[j] else 0 for i in Y) == 0 for j in Y)", {}),
    "colder": ([RATIO], SQUARES, {}),
    "ratio gives hazard rate": ([RATIO], HAZARD, {}),
    "hazard rate": ([HAZARD], C, {}),
    "hazard rate of the other": ([HAZARD.replace("p_A", "p").replace("p_U", "p_A").replace("p[", "p_U[")], "TPM_A <= alpha", {}),
    "hazard rate, colder": ([HAZARD], SQUARES, {}),
    "hazard rate, rising function": ([HAZARD, "all(implies(r[i] >= r[j], f[i] >= f[j]) for i in Y for j in Y)"], "E(f, p_A) >= E(f, p_U)", {"families": ["f"]}),
    "reversed hazard rate gives dominance": ([REVERSED], TAILS, {}),
    "colder at b": (["0 < b", "b <= beta", RATIO], COLDER, {"scalars": ["b"]}),
    "hazard rate, colder at b": (["0 < b", "b <= beta", HAZARD], COLDER, {"scalars": ["b"]}),
    "tilted": (["c >= 0"], TILTED, {"scalars": ["c"]}),
    "a tilt": (["c >= 0", TILT], C, {"scalars": ["c"]}),
    "win rate": ([RATIO], "sum(p_A[i]*p_U[j] if r[i] > r[j] else 0 for i in Y for j in Y) >= sum(p_A[i]*p_U[j] if r[i] < r[j] else 0 for i in Y for j in Y)", {}),
    "dominance gives the win rate": ([TAILS], "sum(p_A[i]*p_U[j] if r[i] > r[j] else 0 for i in Y for j in Y) >= sum(p_A[i]*p_U[j] if r[i] < r[j] else 0 for i in Y for j in Y)", {}),
    "dominance gives the Bradley-Terry rate": ([TAILS], "2*sum(p_A[i]*p_U[j]*w[i]/(w[i] + w[j]) for i in Y for j in Y) >= 1", {}),
    "tangent of an exponential": ([], "exp(x) >= 1 + x", {"scalars": ["x"]}),
    "Jensen at b": (["b > 0"], "sum(p[i]*exp(r[i]/b) for i in Y) >= exp(E(r, p)/b)", {"scalars": ["b"], **POLICY}),
    "Bradley-Terry rates": ([], "sum(p_A[i]*p_U[j]*w[i]/(w[i] + w[j]) for i in Y for j in Y) + sum(p_U[i]*p_A[j]*w[i]/(w[i] + w[j]) for i in Y for j in Y) == 1", {}),
    "a maximum high enough": (["any(p_A[i] > 0 and all(implies(p_U[j] > 0, p_A[i]*w[i] >= w[j]) for j in Y) for i in Y)"], C, {}),
    "amplified": ([], "all(implies(p_theta[i] > p_ref[i], r[i] > E(r, p_ref)) for i in Y)", {}),
    "Jensen": (["E(r, p_A) >= beta*log(Z)"], C, {}),
    "data processing": ([], "TPM_A*log(TPM_A/alpha) + TPM_U*log(TPM_U/(1 - alpha)) <= KL(p_theta, p_ref)", {}),
    "total variation": (["all(q[i] > 0 for i in Y)"], "sum(abs(p[i] - q[i]) for i in Y)**2 <= 2*KL(p, q)", {"distributions": ["p", "q"]}),
    "entropy": ([], "-sum(p[i]*log(p[i]) for i in Y if p[i] > 0) <= log(n)", POLICY),
    "Hoeffding": ([f"{RANGE}**2 <= 8*beta*sum((p_A[i] - p_U[i])*r[i] for i in Y)"], C, {}),
    "Hoeffding at a number": (["beta == 1", f"{RANGE} <= 1", "sum((p_A[i] - p_U[i])*r[i] for i in Y) >= 1/8"], C, {}),
    "divergence by range": ([], f"8*beta**2*KL(p_theta, p_ref) <= {RANGE}**2", {}),
    "optimality": ([], "E(r, p_theta) - beta*KL(p_theta, p_ref) >= E(r, p) - beta*KL(p, p_ref)", POLICY),
    "tanh of the range": ([], TANH, {}),
    "log odds by range": ([], f"abs(log(TPM_A/TPM_U) - log(alpha/(1 - alpha))) <= {RANGE}/beta", {}),
    "mass by range": ([], f"4*beta*abs(TPM_A - alpha) <= {RANGE}", {}),
    "mass by a range of 1": (["beta == 1", f"{RANGE} <= 1"], "abs(TPM_A - alpha) <= 1/4", {}),
    "surprise of a best output": ([], "all(implies(all(r[i] >= r[j] for j in Y), KL(p_theta, p_ref) <= log(1/p_ref[i])) for i in Y)", {}),
    "the exact gap": ([THRESHOLD], C, {}),
    "odds on a set": ([IN_SET], "sum(s[i]*p_U[i]*w[i] for i in Y)*sum(s[i]*p_A[i] for i in Y)*min(w[y] for y in Y) <= sum(s[i]*p_A[i]*w[i] for i in Y)*sum(s[i]*p_U[i] for i in Y)*max(w[y] for y in Y)", SET),
    "least Bradley-Terry rate": ([], "sum(p_A[i]*p_U[j]*w[i]/(w[i] + w[j]) for i in Y for j in Y) >= min(w[y] for y in Y)/(min(w[y] for y in Y) + max(w[y] for y in Y))", {}),
    "one reward within U": ([GAP, "all(implies(p_U[i] > 0 and p_U[j] > 0, r[i] == r[j]) for i in Y for j in Y)"], C, {}),
    "antitone": (["all(implies(r[i] > r[j], g[i] <= g[j]) for i in Y for j in Y)"], "E(g, p_theta) <= E(g, p_ref)", {"families": ["g"]}),
    "Jensen for a logarithm": (["all(r[i] > 0 for i in Y)"], "log(E(r, p_A)) >= sum(p_A[i]*log(r[i]) for i in Y)", {}),
    "convex order at the top": ([CONVEX], "all(implies(all(r[j] >= r[y] for y in Y), sum(p_A[i] - p_U[i] for i in Y if r[i] >= r[j]) >= 0) for j in Y)", {}),
    "convex order, other laws": ([CONVEX, "any(sum(p_A[i] - p_U[i] for i in Y if r[i] == r[j]) != 0 for j in Y)"], "TPM_A > alpha", {}),
    "a maximum high enough, in logarithms": (["any(p_A[i] > 0 and all(implies(p_U[j] > 0, beta*log(1/p_A[i]) <= r[i] - r[j]) for j in Y) for i in Y)"], C, {}),
    "concave order, beta negative": (["beta < 0", CONCAVE], "TPM_A <= alpha", {"without": ["positive temperature"]}),
    "tails, logarithms": ([LOW_TAILS], "beta*log(E(w, p_A)) >= beta*log(E(w, p_U))", {}),
    "rewards 0 and 1": (["E(r, p_A) >= E(r, p_U)", "all(r[i] == 0 or r[i] == 1 for i in Y)"], C, {}),
    "rewards -1 and 1, either way": (["all(r[i] == -1 or 1 == r[i] for i in Y)"], "iff(TPM_A > alpha, E(r, p_A) > E(r, p_U))", {}),
    "rewards x and y": (["x < y", "cov(r, p_A) > 0", "cov(r, p_U) < 0", "all(r[i] == y or r[i] == x for i in Y)"], "TPM_A > alpha", {"scalars": ["x", "y"]}),
    "comonotone, one order": (
        [f"all({RISING} for i in Y for j in Y if i < j)", f"all({RISING.replace('p_A', 'p_U').replace('>=', '<=')} for i in Y for j in Y if i != j)"],
        C, {}),
    "rewards in the order of the outputs": (["all(r[i] <= r[j] for i in Y for j in Y if i < j)", "all(p_A[i]*p_U[j] <= p_A[j]*p_U[i] for i in Y for j in Y if i < j)"], C, {}),
    "reward stays": ([], "iff(E(r, p_theta) == E(r, p_ref), all(r[i] == r[j] for i in Y for j in Y))", {}),
    "reward rises strictly": (["any(r[i] != r[j] for i in Y for j in Y)"], "E(r, p_theta) > E(r, p_ref)", {}),
    "mass by a root": ([], "TPM_A <= alpha + sqrt(KL(p_theta, p_ref)/2)", {}),
    "odds by an exponential": ([], f"TPM_A/TPM_U <= alpha/(1 - alpha)*exp({RANGE}/beta)", {}),
    "Hoeffding, the gap later": ([f"beta >= {RANGE}**2/(8*(E(r, p_A) - E(r, p_U)))", "E(r, p_A) > E(r, p_U)"], C, {}),
    "rewards from 0 to 1": (["all(0 <= r[i] <= 1 for i in Y)"], "1 <= Z <= exp(1/beta)", {}),
    "convex order, written out": (["all(sum((r[i] - r[j])*p_A[i] for i in Y if r[i] > r[j]) >= sum((r[i] - r[j])*p_U[i] for i in Y if r[i] > r[j]) for j in Y)"], C, {}),
    "dominance, half the temperature": ([TAILS], "sum(p_A[i]*exp(2*r[i]/beta) for i in Y) >= sum(p_U[i]*w[i]**2 for i in Y)", {}),
    "equal value, other reward": (["E(r, p) > E(r, p_theta)"], "E(r, p) - beta*KL(p, p_ref) < beta*log(Z)", POLICY),
    "somebody does not gain": ([], "any(p_theta[y] <= p_ref[y] for y in Y)", {}),
    "a fall is no dominance": (["TPM_A < alpha"], f"not {TAILS}", {}),
    "a rise has a better output": (["TPM_A > alpha"], BETTER, {}),
    "a best output gains": ([], "any(all(r[y] >= r[j] for j in Y) and p_theta[y] >= p_ref[y] for y in Y)", {}),
    "no output has all of the mass": ([], "all(p_theta[y] < 1 for y in Y)", {}),
    "a unique best output gains": ([], f"all(implies({BEST}, p_theta[i] > p_ref[i]) for i in Y)", {}),
    "one output has most of the mass": ([], "all(implies(p_theta[i] > 1/2 and p_theta[j] > 1/2, i == j) for i in Y for j in Y)", {}),
    "the reference is not one output": ([], "sum(p_ref[y]**2 for y in Y) < 1", {}),
    "an order that is turned is that of rewards": ([], f"all(implies({TURNED}, r[i] > r[j]) for i in Y for j in Y)", {}),
    "a uniform reference has the order of rewards": (["all(n*p_ref[y] == 1 for y in Y)"], "all(iff(p_theta[i] >= p_theta[j], r[i] >= r[j]) for i in Y for j in Y)", {}),
    "an unaligned output never beats an aligned one": ([NEVER], C, {}),
    "no mass above, on one side": (["sum(p_U[j] for j in Y if r[j] > c) == 0", "all(implies(p_A[i] > 0, r[i] >= c) for i in Y)"], C, {"scalars": ["c"]}),
    "nowhere more is everywhere equal": (["E(r, p_A) > E(r, p_U)"], "any(p_A[y] > p_U[y] for y in Y)", {}),
    "unaligned outputs below the mean": ([BELOW_MEAN], C, {}),
    "unaligned outputs strictly below the mean": ([BELOW_MEAN.replace("<=", "<")], "TPM_A > alpha", {}),
    "two claims in one": ([WEIGHED, OTHER, "0 < a2 < 1"], f"TPM_A + {SECOND} >= alpha + a2", TWO),
    "a mixture of two claims": ([WEIGHED, OTHER, "0 <= a2 <= 1"], f"a2*TPM_A + (1 - a2)*({SECOND.replace('a2', 'alpha')}) >= alpha", TWO),
    "over-optimisation by two variances": ([], "(E(g, p_theta) - E(g, p_ref))**2*Z**2 <= (sum(p_ref[i]*g[i]**2 for i in Y) - E(g, p_ref)**2)*(sum(p_ref[i]*w[i]**2 for i in Y) - Z**2)", {"families": ["g"]}),
    "a correlation is at most 1": ([], "implies(cov(r, r) > 0 and cov(p_A, p_A) > 0, cov(r, p_A)/sqrt(cov(r, r)*cov(p_A, p_A)) <= 1)", {}),
    "a covariance by a root": ([], "abs(cov(r, p_A)) <= sqrt(cov(r, r)*cov(p_A, p_A))", {}),
    "Popoviciu": ([], "4*(sum(p_A[i]*r[i]**2 for i in Y) - E(r, p_A)**2) <= (max(r[i] for i in Y) - min(r[i] for i in Y))**2", {}),
    "Popoviciu within given bounds": (["all(0 <= g[i] and g[i] <= 1 for i in Y)"], "sum(p_A[i]*g[i]**2 for i in Y) - E(g, p_A)**2 <= 1/4", {"families": ["g"]}),
    "a mean times that of the inverse": ([], "Z*sum(p_ref[i]/w[i] for i in Y) >= 1", {}),
    "the share of a component": ([], "KL(p_A, p_ref) <= -log(alpha)", {}),
    "the shares of both": ([], "alpha*KL(p_A, p_ref) + (1 - alpha)*KL(p_U, p_ref) <= -alpha*log(alpha) - (1 - alpha)*log(1 - alpha)", {}),
    "entropy is not negative": ([], "-sum(p_A[i]*log(p_A[i]) for i in Y if p_A[i] > 0) >= 0", {}),
    "halfway to the optimum": ([], "sum((p_theta[i] + p_ref[i])/2*r[i] for i in Y) - beta*sum((p_theta[i] + p_ref[i])/2*log((p_theta[i] + p_ref[i])/2/p_ref[i]) for i in Y) >= E(r, p_ref)", {}),
    "no divergence": ([], "iff(KL(p_A, p_ref) == 0, all(p_A[i] == p_U[i] for i in Y))", {}),
    "mean distances": (["all(sum((p_A[i] - p_U[i])*abs(r[i] - r[j]) for i in Y) >= 0 for j in Y)"], C, {}),
    "second order, inverse tilt": (["all(sum((p_A[i] - p_U[i])*min(r[i], r[j]) for i in Y) >= 0 for j in Y)"], "sum(p_A[i]/w[i] for i in Y) <= sum(p_U[i]/w[i] for i in Y)", {}),
    "colder is farther from the reference": (["all(p[i]*sum(p_ref[j]*w[j]**2 for j in Y) == p_ref[i]*w[i]**2 for i in Y)"], "KL(p, p_ref) >= KL(p_theta, p_ref)", POLICY),
    "definitions by definitions": (["all(f[i]/2 == p_theta[i]/4 + p_ref[i]/4 for i in Y)", "all(g[i] == 2*f[i] - p_ref[i] for i in Y)"], "sum(g[i]*r[i] for i in Y) >= E(r, p_ref)", {"families": ["f", "g"]}),
    "a uniform reference": (["all(n*p_ref[i] == 1 for i in Y)"], "cov(r, p_theta) >= 0", {}),
    "an implicit reward": (["all(p[i] > 0 for i in Y)", "all(g[i] == beta*log(p[i]/p_ref[i]) for i in Y)"], "all(p[i] == p_ref[i]*exp(g[i]/beta)/sum(p_ref[j]*exp(g[j]/beta) for j in Y) for i in Y)", {**POLICY, "families": ["g"]}),
    "levels of some two outputs": (["any(any(all(r[i] == r[p] or r[i] == r[q] for i in Y) for q in Y) for p in Y)", "E(r, p_A) >= E(r, p_U)"], C, {}),
    "odds of two outputs": ([], "p_theta[0]*p_ref[1]*w[1] == p_theta[1]*p_ref[0]*w[0]", {}),
    "any exponent": (["c >= 1"], "sum(p_ref[i]*w[i]**c*r[i] for i in Y)/sum(p_ref[i]*w[i]**c for i in Y) >= E(r, p_theta)", {"scalars": ["c"]}),
    "a tilt by any exponent": (["c >= 0", "all(p_A[i]*sum(p_ref[j]*w[j]**c for j in Y) == p_ref[i]*w[i]**c for i in Y)"], C, {"scalars": ["c"]}),
    "the best unaligned below the worst aligned": (["min(r[i] for i in Y if p_A[i] > 0) >= max(r[i] for i in Y if p_U[i] > 0)"], C, {}),
    "the best unaligned below the mean": (["E(r, p_A) >= max(r[i] for i in Y if p_U[i] > 0)"], C, {}),
    "a mean below the greatest that counts": ([], "max(r[i] for i in Y if p_A[i] > 0) >= E(r, p_A)", {}),
    "a level": (["all((p_A[i] - p_U[i])*(r[i] - c) >= 0 for i in Y)"], C, {"scalars": ["c"]}),
    "the level of the partition function": (["all((p_A[i] - p_U[i])*(r[i] - beta*log(Z)) >= 0 for i in Y)"], C, {}),
    "capped rewards": ([TAILS], "sum((p_A[i] - p_U[i])*exp(min(r[i], c)/beta) for i in Y) >= 0", {"scalars": ["c"]}),
    "the posterior as a reward": (["all(g[i] == post_A[i] for i in Y)", "E(g, p_theta) >= E(g, p_ref)"], C, {"families": ["g"]}),
    "tilts bend": ([], "all(implies(r[i] < r[j] < r[k], (w[j] - w[i])*(r[k] - r[i]) < (r[j] - r[i])*(w[k] - w[i])) for i in Y for j in Y for k in Y)", {}),
    "against the grain": (["all(p_A[i] == 1/n + c*g[i] for i in Y)", "all(p_U[i] == 1/n - c*g[i] for i in Y)", "c > 0", "sum(g[i]*w[i] for i in Y) < 0"], "TPM_A < alpha", {"families": ["g"], "scalars": ["c"]}),
    "U is the tuned model": (["all(p_U[i] == p_theta[i] for i in Y)"], "TPM_A <= alpha", {}),
    **inequalities.TRUE,
}  # fmt: skip

FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "colder than the optimum, closer": (
        ["all(p[i]*sum(p_ref[j]*w[j]**2 for j in Y) == p_ref[i]*w[i]**2 for i in Y)"],
        "KL(p, p_ref) <= KL(p_theta, p_ref)",
        POLICY,
    ),
    "definitions the wrong way": (
        ["all(f[i]/2 == p_theta[i]/4 + p_ref[i]/4 for i in Y)"],
        "sum(f[i]*r[i] for i in Y) <= E(r, p_ref)",
        {"families": ["f"]},
    ),
    "levels of three outputs": (
        ["all(r[i] == r[0] or r[i] == r[1] or r[i] == r[2] for i in Y)", "n >= 3", "E(r, p_A) >= E(r, p_U)"],
        C,
        {},
    ),
    "odds the wrong way": ([], "p_theta[0]*p_ref[0]*w[1] == p_theta[1]*p_ref[1]*w[0]", {}),
    "any exponent below 1": (
        ["0 < c <= 1"],
        "sum(p_ref[i]*w[i]**c*r[i] for i in Y)/sum(p_ref[i]*w[i]**c for i in Y) >= E(r, p_theta)",
        {"scalars": ["c"]},
    ),
    "the worst unaligned below the mean": (["E(r, p_A) >= min(r[i] for i in Y if p_U[i] > 0)"], C, {}),
    "the best unaligned below the best aligned": (
        ["max(r[i] for i in Y if p_A[i] > 0) >= max(r[i] for i in Y if p_U[i] > 0)"],
        C,
        {},
    ),
    "two levels": (["all((p_A[i] - p_U[i])*(r[i] - c)*(r[i] - 2*c) >= 0 for i in Y)", "c > 0"], C, {"scalars": ["c"]}),
    "capped rewards, from below": (
        ["E(r, p_A) >= E(r, p_U)"],
        "sum((p_A[i] - p_U[i])*exp(min(r[i], c)/beta) for i in Y) >= 0",
        {"scalars": ["c"]},
    ),
    "over-optimisation by half of it": (
        [],
        "2*(E(g, p_theta) - E(g, p_ref))**2*Z**2 <= (sum(p_ref[i]*g[i]**2 for i in Y) - E(g, p_ref)**2)*(sum(p_ref[i]*w[i]**2 for i in Y) - Z**2)",
        {"families": ["g"]},
    ),
    "a correlation of 1": (
        [],
        "implies(cov(r, r) > 0 and cov(p_A, p_A) > 0, cov(r, p_A)/sqrt(cov(r, r)*cov(p_A, p_A)) >= 1)",
        {},
    ),
    "Popoviciu by half of it": (
        ["all(0 <= g[i] and g[i] <= 1 for i in Y)"],
        "sum(p_A[i]*g[i]**2 for i in Y) - E(g, p_A)**2 <= 1/8",
        {"families": ["g"]},
    ),
    "another component's share": ([], "KL(p_U, p_ref) <= -log(alpha)", {}),
    "entropy is positive": ([], "-sum(p_A[i]*log(p_A[i]) for i in Y if p_A[i] > 0) > 0", {}),
    "mean distances, inverse tilt": (
        ["all(sum((p_A[i] - p_U[i])*abs(r[i] - r[j]) for i in Y) >= 0 for j in Y)"],
        "sum(p_A[i]/w[i] for i in Y) <= sum(p_U[i]/w[i] for i in Y)",
        {},
    ),
    "increasing convex, inverse tilt": (
        ["all(sum((p_A[i] - p_U[i])*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"],
        "sum(p_A[i]/w[i] for i in Y) >= sum(p_U[i]/w[i] for i in Y)",
        {},
    ),
    "rewards 0, 1 and 2": (["E(r, p_A) >= E(r, p_U)", "all(r[i] == 0 or r[i] == 1 or r[i] == 2 for i in Y)"], C, {}),
    "rewards y and x": (
        ["cov(r, p_A) > 0", "cov(r, p_U) < 0", "all(r[i] == y or r[i] >= x for i in Y)"],
        C,
        {"scalars": ["x", "y"]},
    ),
    "the order of the outputs": (["all(p_A[i]*p_U[j] <= p_A[j]*p_U[i] for i in Y for j in Y if i < j)"], C, {}),
    "one order is not both": (
        ["all(p_A[i] >= p_A[j] for i in Y for j in Y if i < j)"],
        "all(p_A[i] >= p_A[j] for i in Y for j in Y)",
        {},
    ),
    "mass by a smaller root": ([], "abs(TPM_A - alpha) <= sqrt(KL(p_theta, p_ref)/3)", {}),
    "odds by half an exponential": ([], f"TPM_A/TPM_U <= alpha/(1 - alpha)*exp({RANGE}/(2*beta))", {}),
    "logarithms, strictly": ([TAILS], "log(TPM_A) > log(alpha)", {}),
    "reward stays for some": (
        ["any(r[i] == r[j] for i in Y for j in Y if i != j)"],
        "E(r, p_theta) == E(r, p_ref)",
        {},
    ),
    "less than tanh of the range": ([], TANH.replace("<= sqrt", "<= 1/2*sqrt"), {}),
    "mass by a fifth of the range": ([], f"5*beta*abs(TPM_A - alpha) <= {RANGE}", {}),
    "less than the exact gap": ([THRESHOLD.replace(f"{TILTS}*sum", f"2*{TILTS}*sum")], C, {}),
    "one reward within A": (
        [GAP, "all(implies(p_A[i] > 0 and p_A[j] > 0, r[i] == r[j]) for i in Y for j in Y)"],
        C,
        {},
    ),
    "surprise of any output": ([], "all(KL(p_theta, p_ref) <= log(1/p_ref[i]) for i in Y)", {}),
    "Hoeffding with too little": ([f"{RANGE}**2 <= 9*beta*sum((p_A[i] - p_U[i])*r[i] for i in Y)"], C, {}),
    "too small a gap": (["beta == 1", f"{RANGE} <= 1", "sum((p_A[i] - p_U[i])*r[i] for i in Y) >= 1/9"], C, {}),
    "concave order": ([CONCAVE], C, {}),
    "concave order, beta negative, the other way": (["beta < 0", CONCAVE], C, {"without": ["positive temperature"]}),
    "a crossing the other way": (
        [CROSSING.replace("<= p_U", "<  p_U").replace(">= p_U", "<= p_U").replace("<  p_U", ">= p_U")],
        C,
        {},
    ),
    "dominance, strict from weak": ([TAILS], "TPM_A > alpha", {}),
    "half the total variation": (
        ["all(q[i] > 0 for i in Y)"],
        "sum(abs(p[i] - q[i]) for i in Y)**2 <= KL(p, q)",
        {"distributions": ["p", "q"]},
    ),
    "above average": ([], "all(implies(r[i] > E(r, p_ref), p_theta[i] > p_ref[i]) for i in Y)", {}),
    "hazard rate, strict": ([HAZARD], "TPM_A > alpha", {}),
    "reversed hazard rate, colder": ([REVERSED], SQUARES, {}),
    "dominance gives hazard rate": ([TAILS], HAZARD, {}),
    "hazard rate gives ratio": ([HAZARD], RATIO, {}),
    "warmer at b": (["0 < beta", "beta <= b", RATIO], COLDER, {"scalars": ["b"]}),
    "dominance, colder at b": (["0 < b", "b <= beta", TAILS], COLDER, {"scalars": ["b"]}),
    "mean gap, win rate": (
        [GAP],
        "sum(p_A[i]*p_U[j] if r[i] > r[j] else 0 for i in Y for j in Y) >= sum(p_A[i]*p_U[j] if r[i] < r[j] else 0 for i in Y for j in Y)",
        {},
    ),
    "Jensen too much": ([], "E(w, p) >= exp(E(r, p)/beta) + 1/100", POLICY),
    "tilted down": (["c <= 0"], TILTED, {"scalars": ["c"]}),
    "as stated": (["cov(r, p_A) > 0", "cov(r, p_U) < 0"], C, {}),
    "mean gap": ([GAP], C, {}),
    "one side": ([UP], C, {}),
    "one side and a mean": ([UP, "cov(r, p_U) <= 0"], C, {}),
    "the other side and a mean": (["cov(r, p_A) >= 0", DOWN], C, {}),
    "wrong way": ([RATIO], "TPM_A <= alpha", {}),
    "strict from weak": ([RATIO], "TPM_A > alpha", {}),
    "separation, strict": ([APART], "TPM_A > alpha", {}),
    "convex order, other policies": ([CONVEX, "any(p_A[i] != p_U[i] for i in Y)"], "TPM_A > alpha", {}),
    "convex order below the top": (
        [CONVEX],
        "all(sum(p_A[i] - p_U[i] for i in Y if r[i] >= r[j]) >= 0 for j in Y if any(r[y] > r[j] for y in Y))",
        {},
    ),
    "convex order gives dominance": ([CONVEX], TAILS, {}),
    "gap gives convex order": ([GAP], CONVEX, {}),
    "dominance gives ratio": ([TAILS], RATIO, {}),
    "nothing": ([], C, {}),
    "beta negative": (["beta < 0", TAILS], C, {"without": ["positive temperature"]}),
    "alpha may be one": (["0 < alpha <= 1"], "TPM_A < 1", {"without": ["mixture interior"]}),
    "Gibbs strict": ([], "KL(p, p_ref) > 0", POLICY),
    "Gibbs too much": ([], "KL(p, p_ref) >= 1/100", POLICY),
    "wrong identity": ([], "E(r, p_theta) - beta*KL(p_theta, p_ref) == log(Z)", {}),
    "off by a factor": ([], "TPM_A + TPM_U == 1 + alpha", {}),
    "mean below": ([], "E(r, p_theta) <= E(r, p_ref)", {}),
    "pinned": ([], "all(p_theta[i] >= p_ref[i] for i in Y)", {}),
    "posterior of nothing": ([], "all(post_A[i] > 0 for i in Y)", {}),
    "somebody loses": ([], "any(p_theta[y] < p_ref[y] for y in Y)", {}),
    "a rise is no dominance": (["TPM_A > alpha"], f"not {TAILS}", {}),
    "no fall has a better output": ([C], BETTER, {}),
    "no output has all of a component": ([], "all(p_A[y] < 1 for y in Y)", {}),
    "a best output gains strictly": (
        [],
        f"all(implies({BEST.replace('>', '>=')}, p_theta[i] > p_ref[i]) for i in Y)",
        {},
    ),
    "one output has half of the mass": (
        [],
        "all(implies(p_ref[i] >= 1/2 and p_ref[j] >= 1/2, i == j) for i in Y for j in Y)",
        {},
    ),
    "an order that is not turned": (
        [],
        f"all(implies({TURNED.replace('<', '<=').replace('>', '>=')}, r[i] > r[j]) for i in Y for j in Y)",
        {},
    ),
    "an aligned output never beats an unaligned one": ([NEVER.replace("<", ">")], C, {}),
    "a sum of zero of what has both signs": (
        ["sum(p_A[y]*(r[y] - c) for y in Y) == 0", "all(implies(p_U[y] > 0, r[y] <= c + 1) for y in Y)"],
        C,
        {"scalars": ["c"]},
    ),
    "unaligned outputs below the mean, strictly": ([BELOW_MEAN], "TPM_A > alpha", {}),
    "aligned outputs above the mean": (["all(implies(p_A[y] > 0, r[y] >= E(r, p_U)) for y in Y)"], C, {}),
    "one claim of two": ([WEIGHED, "0 < a2 < 1"], f"TPM_A + {SECOND} >= alpha + a2", TWO),
    "two claims in one, strictly": ([WEIGHED, OTHER, "0 < a2 < 1"], f"TPM_A + {SECOND} > alpha + a2", TWO),
    **inequalities.FALSE,
}

UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "ratio of components": ([], "all(p_A[i]/p_U[i]*p_U[i] == p_A[i] for i in Y)", {}),
    "posterior without support": ([], "all(post_A[i] <= 1 for i in Y)", {"without": ["full support"]}),
    "tilt without beta": ([], "TPM_A + TPM_U == 1", {"without": ["positive temperature"]}),
    "logarithm of zero": ([], "all(log(p_A[i]) <= 0 for i in Y)", {}),
    "KL to a component": ([], "KL(p_A, p_U) >= 0", {}),
    "a gap that is not there": ([f"beta >= {RANGE}**2/(8*(E(r, p_A) - E(r, p_U)))"], C, {}),
    "assumptions that need each other": (
        ["x > 1/y and y > 0", "y > 1/x and x > 0"],
        "x*y > 1",
        {"scalars": ["x", "y"]},
    ),
    "no finite rewards": ([], "TPM_A + TPM_U == 1", {"without": ["finite rewards"]}),
    "infinite reward in arithmetic": ([], "all(r[i] - r[i] == 0 for i in Y)", {"without": ["finite rewards"]}),
    "infinite support": ([], "sum(p_A[i] for i in Y) == 1", {"without": ["finite support"]}),
}


def build(title: str, entry: tuple[list[str], str, dict[str, Any]]) -> Statement:
    """Return the statement."""
    assumptions, claim, more = entry
    assume = {f"h{k}": text for k, text in enumerate(assumptions)}
    return statement_from({"title": title, "assume": assume, "claim": {"claim": claim}, **more})
