"""Statements about the rewards that a policy's outputs have, and about distances that are 0: true, and false ones that lie close by."""

from __future__ import annotations

from typing import Any

TOP, BOTTOM = "max(r[y] for y in Y)", "min(r[y] for y in Y)"
ALIVE = "all(implies(p_{c}[y] > 0, r[y] {level}) for y in Y)"
ONE = [ALIVE.format(c="A", level="== 1"), ALIVE.format(c="U", level="== 0")]
SAME = "all(implies(p_{c}[i] > 0 and p_{c}[j] > 0, r[i] == r[j]) for i in Y for j in Y)"
BEYOND = [ALIVE.format(c="A", level=">= c + d"), ALIVE.format(c="U", level="<= c")]
PAIRS = "all(implies(p_A[y] > 0 and p_U[z] > 0, r[y] >= r[z] + d) for y in Y for z in Y)"
ODDS = "TPM_A/TPM_U {} alpha/(1 - alpha)*exp({}/beta)"
SPREAD = f"exp(({TOP} - {BOTTOM})/beta)"
TAIL = "sum({p}[y] for y in Y if r[y] >= c)"
Q: dict[str, Any] = {"distributions": ["q"]}
NUMBERS: dict[str, Any] = {"scalars": ["c", "d"]}
SHARE: dict[str, Any] = {"scalars": ["P"]}
PART: dict[str, Any] = {"scalars": ["c", "m"], "distributions": ["q"]}

TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "rewards 1 and 0: odds": (ONE, ODDS.format("==", "1"), {}),
    "rewards 1 and 0: the mean reward": (ONE, "E(r, p_theta) == TPM_A", {}),
    "an output is unaligned, or its reward is 0": (["all(p_U[y] == 0 or r[y] == 0 for y in Y)", "E(r, p_A) > 0"], "TPM_A > alpha", {}),
    "no reward is above the mean of A": (["all(r[y] <= E(r, p_A) for y in Y)", "E(r, p_U) < E(r, p_A)"], "TPM_A > alpha", {}),
    "no reward of A is below its mean": ([ALIVE.format(c="A", level=">= E(r, p_A)")], "E(w, p_A) == exp(E(r, p_A)/beta)", {}),
    "no variance": (["sum(p_U[y]*r[y]**2 for y in Y) == E(r, p_U)**2", "E(r, p_A) >= E(r, p_U)"], "TPM_A >= alpha", {}),
    "no variance under the reference": (["sum(p_ref[y]*(r[y] - E(r, p_ref))**2 for y in Y) == 0"], "TPM_A == alpha", {}),
    "no chi-square": (["sum(p_theta[y]**2/p_ref[y] for y in Y) == 1"], "TPM_A == alpha", {}),
    "two components with one reward each": ([SAME.format(c="A"), SAME.format(c="U")], "iff(TPM_A > alpha, E(r, p_A) > E(r, p_U))", {}),
    "one component with one reward, and back": ([SAME.format(c="A"), "TPM_A > alpha"], "E(r, p_A) > E(r, p_U)", {}),
    "tuning that does not raise the mean": (["E(r, p_theta) <= E(r, p_ref)"], "TPM_A == alpha", {}),
    "no reward is above the mean after tuning": (["all(r[y] <= E(r, p_theta) for y in Y)"], "TPM_A == alpha", {}),
    "no divergence, and the means": (["KL(p_theta, p_ref) == 0"], "E(r, p_A) == E(r, p_U)", {}),
    "no divergence from the optimum": (["KL(q, p_theta) <= 0"], "sum(q[y]*post_A[y] for y in Y) == TPM_A", Q),
    "no distance": (["sum(abs(p_A[y] - p_U[y]) for y in Y) == 0"], "TPM_A == alpha", {}),
    "no distance anywhere": (["max(abs(p_A[y] - p_U[y]) for y in Y) <= 0"], "E(w, p_A) == E(w, p_U)", {}),
    "no distance in squares": (["sum((q[y] - p_theta[y])**2 for y in Y) == 0"], "sum(q[y]*post_A[y] for y in Y) == TPM_A", Q),
    "tilts of two values": (["all(w[i] == 1 or w[i] == 2 for i in Y)", "E(r, p_A) >= E(r, p_U)"], "TPM_A >= alpha", {}),
    "supports a number apart": (BEYOND, ODDS.format(">=", "d"), NUMBERS),
    "supports a number apart, pair by pair": ([PAIRS], ODDS.format(">=", "d"), NUMBERS),
    "few aligned, and a small spread": ([f"alpha*(1 + {SPREAD}) <= 1"], "TPM_A <= 1/2", {}),
    "a spread of 2": ([f"{SPREAD} <= 2"], "all(p_theta[y] <= 2*p_ref[y] for y in Y)", {}),
    "the tangent at 0": ([], "Z >= 1 + E(r, p_ref)/beta", {}),
    "half of the mass in a tail": ([f"{TAIL.format(p='p_ref')} >= 1/2"], f"{TAIL.format(p='p_theta')} >= 1/2", {"scalars": ["c"]}),
    "a tail's share of two levels": (
        ["all(r[y] == 0 or r[y] == 1 for y in Y)", "P == sum(p_ref[y] for y in Y if r[y] == 1)"],
        "sum(p_theta[y] for y in Y if r[y] == 1) == P*exp(1/beta)/(P*exp(1/beta) + 1 - P)", SHARE),
    "the reference given a tail": (["m > 0", "all(m*q[y] == (p_ref[y] if r[y] >= c else 0) for y in Y)"], "E(r, q) >= E(r, p_ref)", PART),
}  # fmt: skip

FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "rewards 1 and 0: half the odds": (ONE, ODDS.format("==", "(1/2)"), {}),
    "an output is unaligned, or its reward is 0: strictly": (["all(p_U[y] == 0 or r[y] == 0 for y in Y)", "E(r, p_A) >= 0"], "TPM_A > alpha", {}),
    "no reward of A is above its mean, and U anything": ([ALIVE.format(c="A", level="<= E(r, p_A)"), "E(r, p_A) > E(r, p_U)"], "TPM_A >= alpha", {}),
    "no variance of A": (["sum(p_A[y]*r[y]**2 for y in Y) == E(r, p_A)**2", "E(r, p_A) >= E(r, p_U)"], "TPM_A >= alpha", {}),
    "one component with one reward, forth": ([SAME.format(c="A"), "E(r, p_A) > E(r, p_U)"], "TPM_A > alpha", {}),
    "little divergence": (["KL(p_theta, p_ref) <= 1"], "TPM_A == alpha", {}),
    "a distance at one output": (["any(p_A[y] == p_U[y] for y in Y)"], "TPM_A == alpha", {}),
    "supports a number apart: too much": (BEYOND, ODDS.format(">=", "(2*d)"), NUMBERS),
    "supports a number apart, the other way round": ([PAIRS], ODDS.format("<=", "d"), NUMBERS),
    "few aligned, and a larger spread": ([f"alpha*(1 + {SPREAD}) <= 2"], "TPM_A <= 1/2", {}),
    "the tangent at 0, with slope 2": ([], "Z >= 1 + 2*E(r, p_ref)/beta", {}),
    "half of the mass in a lower tail": (["sum(p_ref[y] for y in Y if r[y] <= c) >= 1/2"], "sum(p_theta[y] for y in Y if r[y] <= c) >= 1/2", {"scalars": ["c"]}),
    "the reference given a lower tail": (["m > 0", "all(m*q[y] == (p_ref[y] if r[y] <= c else 0) for y in Y)"], "E(r, q) >= E(r, p_ref)", PART),
}  # fmt: skip

UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "no divergence between components": (["KL(p_A, p_U) == 0"], "TPM_A == alpha", {}),
}
