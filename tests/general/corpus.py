"""Statements whose truth is known, for the tests of the general prover: true ones, and false ones that lie close by."""

from __future__ import annotations

from typing import Any

from prefshift_sym.theory.statement import Statement, statement_from

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
GAP = "sum((p_A[i] - p_U[i])*r[i] for i in Y) >= 0"
C = "TPM_A >= alpha"
POLICY = {"distributions": ["p"]}

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
    "optimality": ([], "E(r, p_theta) - beta*KL(p_theta, p_ref) >= E(r, p) - beta*KL(p, p_ref)", POLICY),
}  # fmt: skip

FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "as stated": (["cov(r, p_A) > 0", "cov(r, p_U) < 0"], C, {}),
    "mean gap": ([GAP], C, {}),
    "one side": ([UP], C, {}),
    "one side and a mean": ([UP, "cov(r, p_U) <= 0"], C, {}),
    "the other side and a mean": (["cov(r, p_A) >= 0", DOWN], C, {}),
    "wrong way": ([RATIO], "TPM_A <= alpha", {}),
    "strict from weak": ([RATIO], "TPM_A > alpha", {}),
    "separation, strict": ([APART], "TPM_A > alpha", {}),
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
}

UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "ratio of components": ([], "all(p_A[i]/p_U[i]*p_U[i] == p_A[i] for i in Y)", {}),
    "posterior without support": ([], "all(post_A[i] <= 1 for i in Y)", {"without": ["full support"]}),
    "tilt without beta": ([], "TPM_A + TPM_U == 1", {"without": ["positive temperature"]}),
    "logarithm of zero": ([], "all(log(p_A[i]) <= 0 for i in Y)", {}),
    "KL to a component": ([], "KL(p_A, p_U) >= 0", {}),
    "no finite rewards": ([], "TPM_A + TPM_U == 1", {"without": ["finite rewards"]}),
    "infinite reward in arithmetic": ([], "all(r[i] - r[i] == 0 for i in Y)", {"without": ["finite rewards"]}),
    "infinite support": ([], "sum(p_A[i] for i in Y) == 1", {"without": ["finite support"]}),
}


def build(title: str, entry: tuple[list[str], str, dict[str, Any]]) -> Statement:
    """Return the statement."""
    assumptions, claim, more = entry
    assume = {f"h{k}": text for k, text in enumerate(assumptions)}
    return statement_from({"title": title, "assume": assume, "claim": {"claim": claim}, **more})
