"""Statements about few outputs, at sizes or with numbers, and about single ones: true, and false ones that lie close by."""

from __future__ import annotations

from typing import Any

from tests.general.corpus import GAP, RATIO, TAILS, C

TWO, THREE = {"n": [2]}, {"n": [3]}
X, T = {"scalars": ["x"], "n": [3]}, {"scalars": ["t"], "n": [2]}
SAME = "all(p_A[i] == p_U[i] for i in Y)"
TRIPLE = ["r[1] - r[0] == beta*log(2)", "p_A[1] >= 2/3", "p_U[1] <= 1/3", "alpha == 1/2"]
CUBIC = ["x >= 1", "w[1] == x**2*w[0]", "w[2] == x**3*w[0]", "p_U[1] == 1", "p_A[0] == p_A[2]"]
POWER = "iff(TPM_A >= alpha, sum((p_A[i] - p_U[i])*w[i]**t for i in Y) >= 0)"

TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "dominance is the likelihood ratio at two outputs": ([TAILS], RATIO, TWO),
    "two outputs that differ and no change": (["r[0] != r[1]", "TPM_A == alpha"], "p_A[1] == p_U[1]", TWO),
    "rewards apart by a logarithm": (TRIPLE, "TPM_A >= 5/9", TWO),
    "a cubic that factors": ([*CUBIC, "x**2 >= x + 1"], C, X),
    "two outputs at any temperature": (["t > 0"], POWER, T),
    "some output of a component that gains does": (["TPM_U > 1 - alpha"], "any(p_U[i] > 0 and p_theta[i] > p_ref[i] for i in Y)", {}),
    "what gains has another reward": (["any(p_theta[i] > p_ref[i] for i in Y)"], "any(r[i] != r[j] for i in Y for j in Y)", {}),
    "one posterior": (["all(post_A[i] <= post_A[j] for i in Y for j in Y)"], SAME, {}),
    "means of inverse tilts under dominance": ([TAILS], "sum(p_A[i]/w[i]**2 for i in Y) <= sum(p_U[i]/w[i]**2 for i in Y)", {}),
    "a component that is one output": (["max(p_U[i] for i in Y) == 1", GAP], C, {}),
    "a component with nothing elsewhere": (["any(all(implies(i != k, p_U[i] == 0) for i in Y) for k in Y)", GAP], C, {}),
}  # fmt: skip
FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "dominance is the likelihood ratio at three outputs": ([TAILS], RATIO, THREE),
    "three outputs that differ and no change": (["r[0] != r[1]", "TPM_A == alpha"], "p_A[1] == p_U[1]", THREE),
    "rewards apart by less": (TRIPLE, "TPM_A >= 4/7", TWO),
    "a cubic of the other sign": ([*CUBIC, "x**2 <= x + 1"], C, X),
    "three outputs at any temperature": (["t > 0"], POWER, {**T, "n": [3]}),
    "some output of a component that does not lose gains": (["TPM_U >= 1 - alpha"], "any(p_U[i] > 0 and p_theta[i] > p_ref[i] for i in Y)", {}),
    "what has another reward changes in every component": (["any(r[i] != r[j] for i in Y for j in Y)"], "any(p_A[i] > 0 and p_theta[i] != p_ref[i] for i in Y)", {}),
    "one posterior among equal rewards": (["all(implies(r[i] == r[j], post_A[i] <= post_A[j]) for i in Y for j in Y)"], SAME, {}),
    "means of inverse tilts under a gap": ([GAP], "sum(p_A[i]/w[i] for i in Y) <= sum(p_U[i]/w[i] for i in Y)", {}),
    "the other component that is one output": (["max(p_A[i] for i in Y) == 1", GAP], C, {}),
}  # fmt: skip
UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "inverse tilts that may be 0": ([TAILS], "sum(p_A[i]/w[i] for i in Y) <= sum(p_U[i]/w[i] for i in Y)", {"without": ["finite rewards"]}),
}  # fmt: skip
