"""Further statements whose truth is known: about the reference policy alone, whatever it is a mixture of, and in other words."""

from __future__ import annotations

from typing import Any

from tests.general.corpus import RATIO, C

P, F = {"distributions": ["p"]}, {"families": ["f"]}
TOP, LOW = "max(w[y] for y in Y)", "min(w[y] for y in Y)"
MOVED = "sum(abs(p_theta[y] - p_ref[y]) for y in Y)"
EVENT = "all(f[y] == 0 or f[y] == 1 for y in Y)"
EVENT_ODDS = f"E(f, p_theta)*(1 - E(f, p_ref))*{LOW} <= E(f, p_ref)*(1 - E(f, p_theta))*{TOP}"
KANTOROVICH = f"4*{TOP}*{LOW}*Z*sum(p_ref[y]/w[y] for y in Y) <= ({TOP} + {LOW})**2"
FOLLOWS = "all((p_ref[i] - p_ref[j])*(r[i] - r[j]) >= 0 for i in Y for j in Y)"
COLLISION = "sum(p_theta[y]**2 for y in Y) >= sum(p_ref[y]**2 for y in Y)"
ENTROPY = "sum(p_theta[y]*log(p_theta[y]) for y in Y) >= sum(p_ref[y]*log(p_ref[y]) for y in Y)"
ROOTS = f"abs(TPM_A - alpha)*(sqrt({TOP}) + sqrt({LOW})) <= sqrt({TOP}) - sqrt({LOW})"
UNIFORM = "all(p_ref[i] == p_ref[j] for i in Y for j in Y)"
HALFWAY = "all(2*p[i] == p_theta[i] + p_ref[i] for i in Y)"
GAIN = "2*(E(r, p) - beta*KL(p, p_ref)) >= beta*log(Z) + E(r, p_ref)"
TRIPLES = "all((r[i] - r[j])*(r[j] - r[k])*(r[k] - r[i]) == 0 for i in Y for j in Y for k in Y)"
ANY_TWO = "all(r[i] == r[j] or r[j] == r[k] or r[k] == r[i] for i in Y for j in Y for k in Y)"
RANGE = "(max(r[y] for y in Y) - min(r[y] for y in Y))"
FOSD = "all(sum(p_A[i] - p_U[i] for i in Y if r[i] >= r[k]) >= 0 for k in Y)"
RISES = "all(implies(r[i] >= r[j], p[i]*p_ref[j] >= p[j]*p_ref[i]) for i in Y for j in Y)"
SQUARED = "sum(p_theta[i]*post_A[i]**2 for i in Y) >= sum(p_ref[i]*post_A[i]**2 for i in Y)"
SAME = "all(p[y] == p_theta[y] for y in Y)"

TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "odds of an event": ([EVENT], EVENT_ODDS, F),
    "total variation by the range of the tilt": ([], f"{MOVED} <= 2*(1 - {LOW}/{TOP})", {}),
    "Kantorovich's inequality": ([], KANTOROVICH, {}),
    "a reference that follows the reward collides more": ([FOLLOWS], COLLISION, {}),
    "a reference that follows the reward is surer": ([FOLLOWS], ENTROPY, {}),
    "how far mass moves, in roots": ([], ROOTS, {}),
    "one covariance will do for a uniform reference": ([UNIFORM, "cov(w, p_A) >= 0"], C, {}),
    "half of the way keeps half of the gain": ([HALFWAY], GAIN, P),
    "a policy as good as the optimum is the optimum": (["E(r, p) - beta*KL(p, p_ref) >= beta*log(Z)"], SAME, P),
    "among any three two are level": ([TRIPLES, "cov(r, p_A) > 0", "cov(r, p_U) < 0"], "TPM_A > alpha", {}),
    "among any three two are level, in other words": ([ANY_TWO, "cov(r, p_A) >= 0", "cov(r, p_U) <= 0"], C, {}),
    "what is above the mean gains": ([], "sum(p_theta[y] for y in Y if r[y] > E(r, p_ref)) >= sum(p_ref[y] for y in Y if r[y] > E(r, p_ref))", {}),
    "an exponential of a mean in an assumption": (["E(w, p_U) <= exp(E(r, p_A)/beta)"], C, {}),
    "all of it on best outputs": (["all(implies(p_A[i] > 0, all(r[j] <= r[i] for j in Y)) for i in Y)"], C, {}),
    "nowhere below another output": (["not any(p_A[i] > 0 and any(r[j] > r[i] for j in Y) for i in Y)"], C, {}),
    "nowhere above the soft value": (["all(implies(p_U[i] > 0, r[i] <= beta*log(E(w, p_A))) for i in Y)"], C, {}),
    "what the component has all gains": (["all(implies(p_A[i] > 0, p_theta[i] > p_ref[i]) for i in Y)"], "TPM_A > alpha", {}),
    "all of it at the top": (["sum(p_A[i] for i in Y if r[i] == max(r[j] for j in Y)) == 1"], C, {}),
    "dominance without a gap": ([FOSD], "iff(TPM_A == alpha, E(r, p_A) == E(r, p_U))", {}),
    "no divergence from the optimum": ([], f"iff(KL(p, p_theta) == 0, {SAME})", P),
    "a share moves by a quarter of the range": ([], f"TPM_A - alpha <= {RANGE}/(4*beta)", {}),
    "dominance of the inverse tilt": ([FOSD], "sum(p_A[i]/w[i] for i in Y) <= sum(p_U[i]/w[i] for i in Y)", {}),
    "something changes where rewards differ": ([], "iff(any(p_theta[i] != p_ref[i] for i in Y), any(r[i] != r[j] for i in Y for j in Y))", {}),
    "a constant posterior": (["all(post_A[i] == post_A[j] for i in Y for j in Y)"], "all(p_A[i] == p_U[i] for i in Y)", {}),
    "an output of the winning component gains": (["TPM_A > alpha"], "any(p_A[i] > 0 and p_theta[i] > p_ref[i] for i in Y)", {}),
    "dominance at two outputs": ([], f"iff({FOSD}, TPM_A >= alpha)", {"n": [2]}),
    "gaps in logarithms at two outputs": (["r[1] - r[0] == beta*log(3)", "p_A[1] >= 3/4", "p_U[1] <= 1/4", "alpha == 1/2"], "TPM_A >= 5/8", {"n": [2]}),
    "all of a component at a numbered output": (["p_U[0] == 1", "E(r, p_A) >= E(r, p_U)"], C, {}),
    "dominance of squares": ([FOSD, "all(r[y] >= 0 for y in Y)"], "sum(p_A[i]*r[i]**2 for i in Y) >= sum(p_U[i]*r[i]**2 for i in Y)", {}),
    "dominance of logarithms": ([FOSD, "all(r[y] > 0 for y in Y)"], "sum(p_A[i]*log(r[i]) for i in Y) >= sum(p_U[i]*log(r[i]) for i in Y)", {}),
    "any policy that follows the reward": ([RISES, FOSD], "sum(p[i]*post_A[i] for i in Y) >= alpha", P),
    "squares of posteriors": ([RATIO], SQUARED, {}),
}  # fmt: skip
FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "odds of an event the other way": ([EVENT], EVENT_ODDS.replace("<=", ">="), F),
    "odds of any weight": (["all(0 <= f[y] for y in Y)"], EVENT_ODDS, F),
    "total variation by half of that": ([], f"{MOVED} <= 1 - {LOW}/{TOP}", {}),
    "more than Kantorovich's inequality": ([], KANTOROVICH.replace("4*", "5*"), {}),
    "any reference collides more": ([], COLLISION, {}),
    "a reference that opposes the reward is surer": ([FOLLOWS.replace(">=", "<=")], ENTROPY, {}),
    "mass moves less than that": ([], ROOTS.replace("<= ", "<= 1/2*("
    ) + ")", {}),
    "one covariance for any reference": (["cov(w, p_A) >= 0"], C, {}),
    "half of the way keeps more": ([HALFWAY], GAIN.replace(">=", ">"), P),
    "a policy as good as the reference is the optimum": (["E(r, p) - beta*KL(p, p_ref) >= E(r, p_ref)"], SAME, P),
    "among any four two are level": (["cov(r, p_A) > 0", "cov(r, p_U) < 0", "all((r[i] - r[j])*(r[j] - r[k])*(r[k] - r[i])*(r[l] - r[i])*(r[l] - r[j])*(r[l] - r[k]) == 0 for i in Y for j in Y for k in Y for l in Y)"], "TPM_A > alpha", {}),
    "what is above a half gains": ([], "sum(p_theta[y] for y in Y if r[y] > E(r, p_U)) > sum(p_ref[y] for y in Y if r[y] > E(r, p_U))", {}),
    "an exponential of a mean on the other side": (["exp(E(r, p_U)/beta) <= E(w, p_A)"], C, {}),
    "some of it on best outputs": (["any(p_A[i] > 0 and all(r[j] <= r[i] for j in Y) for i in Y)"], C, {}),
    "nowhere above its own soft value": (["all(implies(p_U[i] > 0, r[i] >= beta*log(E(w, p_A))) for i in Y)"], C, {}),
    "what the component has somewhere gains": (["any(p_A[i] > 0 and p_theta[i] > p_ref[i] for i in Y)"], "TPM_A > alpha", {}),
    "a gap without dominance": ([], "iff(TPM_A == alpha, E(r, p_A) == E(r, p_U))", {}),
    "no divergence from the reference": ([], f"iff(KL(p, p_ref) == 0, {SAME})", P),
    "a share moves by an eighth of the range": ([], f"TPM_A - alpha <= {RANGE}/(8*beta)", {}),
    "dominance of the tilt, inverted": ([FOSD], "sum(p_A[i]*w[i] for i in Y) <= sum(p_U[i]*w[i] for i in Y)", {}),
    "something changes at every output": ([], "implies(any(r[i] != r[j] for i in Y for j in Y), all(p_theta[i] != p_ref[i] for i in Y))", {}),
    "a posterior that agrees with the reward": (["all((post_A[i] - post_A[j])*(r[i] - r[j]) >= 0 for i in Y for j in Y)"], "all(p_A[i] == p_U[i] for i in Y)", {}),
    "every output of the winning component gains": (["TPM_A > alpha"], "all(implies(p_A[i] > 0, p_theta[i] > p_ref[i]) for i in Y)", {}),
    "dominance at three outputs": ([], f"iff({FOSD}, TPM_A >= alpha)", {"n": [3]}),
    "gaps in logarithms at two outputs, too much": (["r[1] - r[0] == beta*log(3)", "p_A[1] >= 3/4", "p_U[1] <= 1/4", "alpha == 1/2"], "TPM_A >= 2/3", {"n": [2]}),
    "half of a component at a numbered output": (["p_U[0] >= 1/2", "E(r, p_A) >= E(r, p_U)"], C, {}),
    "dominance of squares of either sign": ([FOSD], "sum(p_A[i]*r[i]**2 for i in Y) >= sum(p_U[i]*r[i]**2 for i in Y)", {}),
    "any policy that opposes the reward": ([RISES.replace(">= p[j]", "<= p[j]"), FOSD], "sum(p[i]*post_A[i] for i in Y) >= alpha", P),
    "squares of posteriors under dominance": ([FOSD], SQUARED, {}),
}  # fmt: skip
UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "what the reference need not be": ([], "all(log(p_ref[y]) <= 0 for y in Y)", {"without": ["full support"]}),
}
