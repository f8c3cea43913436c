"""Further statements whose truth is known: orders for other functions than the tilt, rewards of a few levels, events and best outputs."""

from __future__ import annotations

from typing import Any

from tests.general.corpus import CONCAVE, CONVEX, TAILS, C

GAP, SAME = "E(r, p_A) >= E(r, p_U)", "E(r, p_A) == E(r, p_U)"
SHORT = "all(sum((p_U[i] - p_A[i])*max(r[j] - r[i], 0) for i in Y) >= 0 for j in Y)"
IN_F = CONVEX.replace("r[i] - r[j]", "f[i] - f[j]")
F, B, D, LAM = {"families": ["f"]}, {"scalars": ["b"]}, {"scalars": ["d"]}, {"scalars": ["lam"]}
THREE, ABC = (
    "all(r[y] == 0 or r[y] == 1 or r[y] == 2 for y in Y)",
    "all(r[y] == a or r[y] == b or r[y] == c for y in Y)",
)
TWO, ZERO_OR_D = "all(r[y] == 0 or r[y] == 1 for y in Y)", "all(r[y] == 0 or r[y] == d for y in Y)"
FOUR = THREE.replace(" for y", " or r[y] == 3 for y")
BEST = "all(r[j] <= r[i] for j in Y)"
AT_BEST = f"sum(p_A[i] - p_U[i] for i in Y if {BEST}) >= 0"
PAIR = "any(all(r[i] == r[s] or r[i] == r[t] for i in Y) for s in Y for t in Y)"
EVENT, SOME = "all(f[y] == 0 or f[y] == 1 for y in Y)", "any(f[y] == 1 for y in Y)"
GIVEN = "sum(f[y]*p_theta[y]*r[y] for y in Y)/E(f, p_theta) >= sum(f[y]*p_ref[y]*r[y] for y in Y)/E(f, p_ref)"
TOP = "max(r[y] for y in Y if p_U[y] > 0)"
ODDS = "beta*(log(TPM_A/TPM_U) - log(alpha/(1 - alpha)))"


def at(level: str, relation: str = ">=") -> str:
    """Return how the masses at a level compare."""
    return f"sum(p_A[y] for y in Y if r[y] == {level}) {relation} sum(p_U[y] for y in Y if r[y] == {level})"


def more(body: str) -> str:
    """Return that the mean of something is at least as great under A."""
    return f"sum(p_A[y]*{body} for y in Y) >= sum(p_U[y]*{body} for y in Y)"


def less(body: str) -> str:
    """Return that the mean of something is at most as great under A."""
    return more(body).replace(">=", "<=")


TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "convex order, 1/(lam - r)": (["all(r[y] < lam for y in Y)", CONVEX], more("1/(lam - r[y])"), LAM),
    "convex order, a square of it": (["all(r[y] < lam for y in Y)", CONVEX], more("1/(lam - r[y])**2"), LAM),
    "convex order, another temperature": ([CONVEX, "b > 0"], more("exp(r[y]/b)"), B),
    "convex order, squares of tilts": ([CONVEX], more("w[y]**2"), {}),
    "convex order, squares of rewards": ([CONVEX, "all(r[y] >= 0 for y in Y)"], more("r[y]**2"), {}),
    "convex order, equal means, squares": ([CONVEX, SAME], more("r[y]**2"), {}),
    "convex order, equal means, inverse tilts": ([CONVEX, SAME], more("1/w[y]"), {}),
    "convex order, a concave function": ([CONVEX, "all(r[y] < 1 for y in Y)"], less("log(1 - r[y])"), {}),
    "convex order, variances": (
        [CONVEX, SAME], "sum(p_A[i]*(r[i] - E(r, p_A))**2 for i in Y) >= sum(p_U[i]*(r[i] - E(r, p_U))**2 for i in Y)", {}),
    "convex order of a family": ([IN_F], more("exp(f[y])"), F),
    "convex order of the tilt": ([CONVEX.replace("r[", "w[")], f"{C} and {more('w[y]**2')}", {}),
    "concave order, falling exponentials": ([CONCAVE], less("exp(-r[y])"), {}),
    "concave order, logarithms": ([CONCAVE, "all(r[y] > 0 for y in Y)"], more("log(r[y])"), {}),
    "concave order, roots": ([CONCAVE, "all(r[y] > 0 for y in Y)"], more("sqrt(r[y])"), {}),
    "concave order, inverses": ([CONCAVE, "all(r[y] > 0 for y in Y)"], less("1/r[y]"), {}),
    "what falls short, means": ([SHORT], GAP, {}),
    "three levels": ([THREE, GAP, at("2")], C, {}),
    "three levels, strict": ([THREE, GAP, at("2", ">")], "TPM_A > alpha", {}),
    "three levels, the least": ([THREE, at("0", "<="), at("2")], C, {}),
    "three levels, scalars": ([ABC, "a < b and b < c", GAP, at("c")], C, {"scalars": ["a", "b", "c"]}),
    "three levels, one below 0": (["all(r[y] == -1 or r[y] == 0 or r[y] == 1 for y in Y)", GAP, "sum(p_A[y] - p_U[y] for y in Y if r[y] > 0) >= 0"], C, {}),
    "three levels, a fraction": (["all(r[y] == 3 or r[y] == 1/2 or 0 == r[y] for y in Y)", GAP, at("3")], C, {}),
    "three levels, a product": (["all(r[y]*(r[y] - 1)*(r[y] - 2) == 0 for y in Y)", GAP, "sum((p_A[y] - p_U[y]) if r[y] > 1 else 0 for y in Y) >= 0"], C, {}),
    "three levels, another temperature": ([THREE, GAP, at("2"), "b > 0"], more("exp(r[y]/b)"), B),
    "three levels, the mean": ([THREE], "E(w, p_A) == 1 + E(r, p_A)*(exp(1/beta) - 1) + sum(p_A[y] for y in Y if r[y] == 2)*(exp(1/beta) - 1)**2", {}),
    "four levels, binomial moments": (
        [FOUR, GAP, "sum((p_A[y] - p_U[y])*r[y]*(r[y] - 1) for y in Y) >= 0", "sum((p_A[y] - p_U[y])*r[y]*(r[y] - 1)*(r[y] - 2) for y in Y) >= 0"],
        C, {}),
    "two levels, the gain": ([ZERO_OR_D, "d > 0"], f"TPM_A - alpha == alpha*(1 - alpha)*(exp(d/beta) - 1)*({at('d', '-')})/Z", D),
    "two levels, either way round": ([ZERO_OR_D], "Z == 1 + (exp(d/beta) - 1)*sum(p_ref[y] for y in Y if r[y] == d)", D),
    "two levels, a variance": ([TWO], "sum(p_A[y]*r[y]**2 for y in Y) - E(r, p_A)**2 == E(r, p_A)*(1 - E(r, p_A))", {}),
    "two levels, masses": ([TWO], f"iff({C}, sum(p_A[y] - p_U[y] for y in Y if r[y] == 1) >= 0)", {}),
    "two levels, a square": (["all(r[y]**2 == 1 for y in Y)", "sum(p_A[y] - p_U[y] for y in Y if r[y] == 1) >= 0"], C, {}),
    "two levels, a logarithm": (["all(r[y] == 0 or r[y] == beta*log(2) for y in Y)"], "Z == 1 + sum(p_ref[y] for y in Y if r[y] > 0)", {}),
    "a best output, or a better one": ([], f"sum(p_A[i] for i in Y if any(r[j] > r[i] for j in Y)) == 1 - sum(p_A[i] for i in Y if {BEST})", {}),
    "a best output, two levels": ([PAIR, AT_BEST], C, {}),
    "a best output, attained level": ([TWO, "any(r[i] == 1 for i in Y)", AT_BEST], C, {}),
    "convex order, best outputs": ([CONVEX], AT_BEST, {}),
    "dominance, best outputs": ([TAILS], AT_BEST, {}),
    "dominance, worst outputs": ([TAILS], f"sum((p_A[i] - p_U[i])*(1 if {BEST.replace('<=', '>=')} else 0) for i in Y) <= 0", {}),
    "best outputs, one reward": (["all(r[y] == r[z] for y in Y for z in Y)"], f"sum(p_A[i] for i in Y if {BEST}) == 1", {}),
    "an event": ([EVENT, SOME], GIVEN, F),
    "an event, weights": (["all(f[y] >= 0 for y in Y)", "any(f[y] > 0 for y in Y)"], GIVEN, F),
    "an event, of more than one output": ([EVENT, "sum(f[y] for y in Y) >= 1"], GIVEN, F),
    "an event, tilts": ([EVENT, "not all(f[y] == 0 for y in Y)"], GIVEN.replace("*r[y]", "*w[y]"), F),
    "an event, under A": (
        [EVENT, "any(f[y] == 1 and p_A[y] > 0 for y in Y)"],
        "sum(f[y]*p_A[y]*w[y]*r[y] for y in Y)/sum(f[y]*p_A[y]*w[y] for y in Y) >= sum(f[y]*p_A[y]*r[y] for y in Y)/E(f, p_A)", F),
    "the best of U, odds": ([], f"{ODDS} >= E(r, p_A) - {TOP}", {}),
    "the best of U": ([], f"beta*log(E(w, p_U)) <= {TOP}", {}),
    "the best of a policy": ([], "beta*log(sum(p[y]*w[y] for y in Y)) <= max(r[y] for y in Y if p[y] > 0)", {"distributions": ["p"]}),
    "the best of all, odds": ([], f"{ODDS} >= E(r, p_A) - max(r[y] for y in Y)", {}),
    "the worst of A and the best of U": ([], f"beta*log(TPM_A*(1 - alpha)/(TPM_U*alpha)) >= min(r[y] for y in Y if p_A[y] > 0) - {TOP}", {}),
}  # fmt: skip

FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "convex order, any 1/(lam - r)": (["all(r[y] > lam for y in Y)", CONVEX], more("1/(lam - r[y])"), LAM),
    "concave order, squares of tilts": ([CONCAVE], more("w[y]**2"), {}),
    "convex order, any squares of rewards": ([CONVEX], more("r[y]**2"), {}),
    "convex order, falling exponentials": ([CONVEX], less("exp(-r[y])"), {}),
    "convex order, inverse tilts": ([CONVEX], more("1/w[y]"), {}),
    "convex order, equal means, logarithms": ([CONVEX, SAME, "all(r[y] > 0 for y in Y)"], more("log(r[y])"), {}),
    "convex order of another family": ([IN_F], more("exp(r[y])"), F),
    "three levels, means": ([THREE, GAP], C, {}),
    "three levels, the greatest": ([THREE, at("2")], C, {}),
    "three levels, strict from weak": ([THREE, GAP, at("2")], "TPM_A > alpha", {}),
    "three levels, the middle one": ([ABC, "a < b and b < c", GAP, at("b")], C, {"scalars": ["a", "b", "c"]}),
    "three levels, in any order": ([ABC, GAP, at("c")], C, {"scalars": ["a", "b", "c"]}),
    "four levels": ([FOUR, GAP, at("3")], C, {}),
    "two levels, another gain": ([ZERO_OR_D, "d > 0"], f"TPM_A - alpha == alpha*(1 - alpha)*(exp(d/beta) + 1)*({at('d', '-')})/Z", D),
    "two levels, d of either sign": ([ZERO_OR_D, at("d")], C, D),
    "convex order, worst outputs": ([CONVEX], f"sum(p_A[i] - p_U[i] for i in Y if {BEST.replace('<=', '>=')}) >= 0", {}),
    "a best output, means": ([GAP, AT_BEST], C, {}),
    "an output better than all": ([], f"sum(p_ref[i] for i in Y if {BEST.replace('<=', '<')}) > 0", {}),
    "an event, the other way": ([EVENT, SOME], GIVEN.replace(">=", "<="), F),
    "an event, strict": ([EVENT, SOME], GIVEN.replace(">=", ">"), F),
    "the worst of U, odds": ([], f"{ODDS} >= E(r, p_A) - {TOP.replace('max', 'min')}", {}),
    "the best of U, odds at most": ([], f"{ODDS} <= E(r, p_A) - {TOP}", {}),
    "the best of A for U": ([], f"beta*log(E(w, p_U)) <= {TOP.replace('p_U', 'p_A')}", {}),
}  # fmt: skip

UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "an event that may be empty": ([EVENT], GIVEN, F),
    "an event that is not all": ([EVENT, "any(f[y] == 0 for y in Y)"], GIVEN, F),
    "an event that A may miss": (
        [EVENT, SOME], "sum(f[y]*p_A[y]*w[y]*r[y] for y in Y)/sum(f[y]*p_A[y]*w[y] for y in Y) >= sum(f[y]*p_A[y]*r[y] for y in Y)/E(f, p_A)", F),
    "the best of likely ones": ([], "E(r, p_U) <= max(r[y] for y in Y if p_U[y] > 1/2)", {}),
    "another temperature of any sign": ([CONVEX], more("exp(r[y]/b)"), B),
}  # fmt: skip
