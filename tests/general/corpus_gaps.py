"""Statements about gaps between mean rewards, and policies with one reward: true, and false ones that lie close by."""

from __future__ import annotations

from typing import Any

from tests.general.corpus import GAP, TAILS, C

MORE, STRICT = "E(r, p_A) > E(r, p_U)", "TPM_A > alpha"
LEAST, GREATEST = "min(w[y] for y in Y)", "max(w[y] for y in Y)"
BEYOND = "all(sum(p_A[i]*max(r[i] - r[j], 0) for i in Y) >= sum(p_U[i]*max(r[i] - r[j], 0) for i in Y) for j in Y)"
APART = "all(implies(p_A[i]*p_U[j] > 0, r[i] >= r[j]) for i in Y for j in Y)"
TOP, BOTTOM = "max(r[y] for y in Y)", "min(r[y] for y in Y)"
LEVELS = f"all(r[i] == {TOP} or r[i] == {BOTTOM} for i in Y)"
ONE = "all(implies(p_{c}[i] > 0 and p_{c}[j] > 0, r[i] == r[j]) for i in Y for j in Y)"
ODDS = "TPM_A*(1 - alpha) {} TPM_U*alpha*exp((E(r, p_A) - E(r, p_U))/beta)"
POSITIVE = "all(p_A[y] > 0 and p_U[y] > 0 for y in Y)"
LOGS = "all(implies(r[i] > r[j], log(p_A[i]/p_U[i]) {} log(p_A[j]/p_U[j])) for i in Y for j in Y)"
SQUARES = "all(implies(w[i] {} Z, w[i]**2 <= sum(p_ref[j]*w[j]**2 for j in Y)) for i in Y)"

CLOSE, MEAN = "all(abs(s[y] - r[y]) <= c for y in Y)", "sum(p_ref[j]*exp(s[j]/beta) for j in Y)"
TUNED = f"all(q[y]*{MEAN} == p_ref[y]*exp(s[y]/beta) for y in Y)"
OTHER, BOTH = {"families": ["s"], "scalars": ["c"]}, {"families": ["s"], "scalars": ["c"], "distributions": ["q"]}
BOUND = {"scalars": ["c"], "distributions": ["q"]}

IMPLICIT = "all(r[y] == beta*log(q[y]/p_ref[y]) + c for y in Y)"
PAIRS = "all(beta*log(q[i]/p_ref[i]) - beta*log(q[j]/p_ref[j]) == r[i] - r[j] for i in Y for j in Y)"
ALIVE, RANGE = "all(q[y] > 0 for y in Y)", {"scalars": ["R"]}
WIDE = f"{TOP} - {BOTTOM} <= R"

TRUE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a gap beside dominance": ([TAILS, MORE], STRICT, {}),
    "a gap beside the increasing convex order": ([BEYOND, MORE], STRICT, {}),
    "a gap beside components that are apart": ([APART, MORE], STRICT, {}),
    "the gap under dominance is at least": ([TAILS], f"E(w, p_A) - E(w, p_U) >= {LEAST}/beta*(E(r, p_A) - E(r, p_U))", {}),
    "the gap under dominance is at most": ([TAILS], f"TPM_A - alpha <= alpha*(1 - alpha)*{GREATEST}*(E(r, p_A) - E(r, p_U))/(beta*Z)", {}),
    "the gap under the convex order is at least": ([BEYOND], f"TPM_A - alpha >= alpha*(1 - alpha)*{LEAST}*(E(r, p_A) - E(r, p_U))/(beta*Z)", {}),
    "the gap of components that are apart is at most": ([APART], f"E(w, p_A) - E(w, p_U) <= {GREATEST}/beta*(E(r, p_A) - E(r, p_U))", {}),
    "two levels by the extremes": ([LEVELS, GAP], C, {}),
    "two levels by the extremes, and back": ([LEVELS], "iff(TPM_A >= alpha, E(r, p_A) >= E(r, p_U))", {}),
    "one reward of U and a gap": ([ONE.format(c="U"), MORE], STRICT, {}),
    "odds of one reward of U": ([ONE.format(c="U")], ODDS.format(">="), {}),
    "odds of one reward of A": ([ONE.format(c="A")], ODDS.format("<="), {}),
    "a mean reward that is the greatest": ([f"E(r, p_A) == {TOP}", f"E(r, p_U) < {TOP}"], STRICT, {}),
    "a mean reward that is the least": ([f"E(r, p_U) == {BOTTOM}", MORE], STRICT, {}),
    "a gap of the whole range": ([f"E(r, p_A) - E(r, p_U) >= {TOP} - {BOTTOM}"], C, {}),
    "log-likelihood ratios": ([POSITIVE, LOGS.format(">=")], C, {}),
    "partition functions of rewards that are close": ([CLOSE], f"abs(beta*log({MEAN}) - beta*log(Z)) <= c", OTHER),
    "the divergence of what close rewards tune": ([CLOSE, TUNED], "KL(q, p_theta) <= 2*c/beta", BOTH),
    "the value that a close reward costs": ([CLOSE, TUNED], "beta*log(Z) - (E(r, q) - beta*KL(q, p_ref)) <= 2*c", BOTH),
    "a divergence by the greatest ratio": (["all(q[y] <= c*p_theta[y] for y in Y)", "c > 0"], "KL(q, p_theta) <= log(c)", BOUND),
    "a divergence by an exponential ratio": (["all(q[y] <= exp(c)*p_theta[y] for y in Y)"], "KL(q, p_theta) <= c", BOUND),
    "an implicit reward": ([ALIVE, IMPLICIT], "all(q[y] == p_theta[y] for y in Y)", BOUND),
    "the partition function of an implicit reward": ([ALIVE, IMPLICIT], "c == beta*log(Z)", BOUND),
    "implicit rewards apart": ([ALIVE, PAIRS], "KL(q, p_theta) == 0", BOUND),
    "a divergence by a range that is bounded": ([WIDE], "KL(p_theta, p_ref) <= R**2/(8*beta**2)", RANGE),
    "rewards in an interval, and the aligned mass": (["all(0 <= r[y] <= 1 for y in Y)"], "abs(TPM_A - alpha) <= 1/(4*beta)", {}),
    "rewards in an interval, and the partition function": (["all(abs(r[y]) <= R for y in Y)"], "log(Z) <= E(r, p_ref)/beta + R**2/(2*beta**2)", RANGE),
    "the chain rule of a divergence": (
        ["all(q[i]*E(w, p_A) == p_A[i]*w[i] and u[i]*E(w, p_U) == p_U[i]*w[i] for i in Y)"],
        "KL(p_theta, p_ref) == TPM_A*(log(TPM_A/alpha) + KL(q, p_A)) + TPM_U*(log(TPM_U/(1 - alpha)) + KL(u, p_U))",
        {"distributions": ["q", "u"]},
    ),
    "a square below the mean square": ([], SQUARES.format("<="), {}),
}  # fmt: skip
FALSE: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "a gap beside nothing": ([MORE], STRICT, {}),
    "no gap beside dominance": ([TAILS, GAP], STRICT, {}),
    "the gap under dominance is at least more": ([TAILS], f"E(w, p_A) - E(w, p_U) >= {GREATEST}/beta*(E(r, p_A) - E(r, p_U))", {}),
    "the gap under dominance is at most less": ([TAILS], f"E(w, p_A) - E(w, p_U) <= {LEAST}/beta*(E(r, p_A) - E(r, p_U))", {}),
    "the gap under the convex order is at most": ([BEYOND], f"E(w, p_A) - E(w, p_U) <= {GREATEST}/beta*(E(r, p_A) - E(r, p_U))", {}),
    "levels by the extremes or in the middle": ([f"all(r[i] == {TOP} or r[i] == {BOTTOM} or 2*r[i] == {TOP} + {BOTTOM} for i in Y)", GAP], C, {}),
    "one reward of A and a gap": ([ONE.format(c="A"), MORE], STRICT, {}),
    "odds of one reward of U are no more": ([ONE.format(c="U")], ODDS.format("<="), {}),
    "a mean reward that is the least one's": ([f"E(r, p_A) == {BOTTOM}"], C, {}),
    "a gap of half the range": ([f"2*(E(r, p_A) - E(r, p_U)) >= {TOP} - {BOTTOM}"], "TPM_A >= 3*alpha/2", {}),
    "log-likelihood ratios that fall": ([POSITIVE, LOGS.format("<=")], C, {}),
    "partition functions of rewards that are half as close": ([CLOSE], f"abs(beta*log({MEAN}) - beta*log(Z)) <= c/2", OTHER),
    "the value that a close reward costs at most once": ([CLOSE, TUNED], "beta*log(Z) - (E(r, q) - beta*KL(q, p_ref)) <= c/beta - 1", BOTH),
    "a divergence by a lesser ratio": (["all(q[y] <= c*p_theta[y] for y in Y)", "c > 0"], "KL(q, p_theta) <= log(c)/2", BOUND),
    "an implicit reward at another temperature": ([ALIVE, "all(r[y] == beta*log(q[y]/p_ref[y])/2 + c for y in Y)"], "all(q[y] == p_theta[y] for y in Y)", BOUND),
    "a divergence by a range that is bounded by half": ([WIDE], "KL(p_theta, p_ref) <= R**2/(16*beta**2)", RANGE),
    "rewards in an interval, and less of the aligned mass": (["all(0 <= r[y] <= 1 for y in Y)"], "abs(TPM_A - alpha) <= 1/(5*beta)", {}),
    "a square above the mean square": ([], SQUARES.format(">="), {}),
}  # fmt: skip
UNDEFINED: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "log-likelihood ratios that may be infinite": ([LOGS.format(">=")], C, {}),
}  # fmt: skip
