"""Check a certificate that a statement holds for every support size. One file, standard library only, no import of the package.

    python recheck_certificate.py certificate.json        exit 0 accepted, 1 refused, 64 unreadable

A certificate is JSON: {"certificate": 1, "statement": {...}, "supports": "all" or [sizes], "proofs": [{"size": null or N,
"setup": [step, ...], "claims": [[step, ...], ...]}]}. The statement is read again from its own text, so nothing in a certificate
is believed. A general proof has size null and covers every n; a proof of size N expands every sum. `setup` derives what
definedness needs and takes in the assumptions by ["assume"], in order, or by ["assume", k], which takes number k in before its turn;
then each claim has its list of steps, all but the last adding facts, the last closing the goal. Terms in steps are texts of the language, indices are names that the steps introduce.

    ["use", k, [i, ..]]  formula k, an `all`, at those indices        ["skolem", k, [i, ..]]  indices for formula k, an `any`
    ["have", text, [step, ..]]  a formula with its own proof          ["lemma", name, {parameter: text}, [[step, ..], ..]]
    ["refresh", k]  fact k again, with what is known by now           ["known", text]  the sign of a term, as a fact
    ["define", k, name]  formula k says what a family is at every output: from now on its entries are read as that
  closing: ["linear", scale, combination]  product of the facts in `scale` (each > 0), times the goal, is the combination
    ["absurd", combination]  the combination is impossible            ["split", text, [step, ..], [step, ..]]  the text, or not
    ["cases", k, [step, ..], ..]  formula k, an `or`, `implies`, `iff`  ["intro", [i, ..], [step, ..], ..]  decompose the goal
    ["or", k, [step, ..]]  part k, the others being false             ["witness", [i, ..], [step, ..]]  an `any` at those indices
    ["both", [step, ..], [step, ..]]  == as >= and <=                 ["stronger", ">" or "<", [step, ..]]  for !=, >=, <=

A combination is a list of [coefficient, [facts], text or null]: coefficient times the product of those facts' left sides (facts
read `polynomial >= 0`, `> 0`, `== 0`); only where one of them is an equality may a term multiply it, or the coefficient be < 0.

Normal form: a term is a polynomial over atoms, divided by factors known to be non-zero. Atoms: scalars, entries, moments (sums
of products of atoms, connected, bound names canonical), inverses, indicators [P > 0], maxima, and functions. Atoms are total
functions (0 outside their domain); every division and logarithm that the author wrote must be in its domain by the facts there.
"""

from __future__ import annotations

import ast
import itertools
import json
import sys
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

Poly = dict[Any, Any]  # monomial -> coefficient; a monomial is a sorted tuple of (atom, power); an atom a nested tuple
Ratio = tuple[Poly, dict[Any, int]]  # numerator, and the denominator's factors (frozen polynomials) with their powers
ANY, ONE = frozenset({-1, 0, 1}), {(): 1}
BETA = {((("v", "beta"), 1),): 1}
UNKNOWN: tuple[frozenset[int], frozenset[str]] = (ANY, frozenset())  # no sign is ruled out, by no assumption
SIGNS = {">": frozenset({1}), ">=": frozenset({0, 1}), "==": frozenset({0}), "!=": frozenset({-1, 1}), "<": frozenset({-1}), "<=": frozenset({-1, 0})}  # fmt: skip
OPPOSITE = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.GtE: ast.Lt, ast.Gt: ast.LtE}
TEXT = {ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!=", ast.GtE: ">=", ast.Gt: ">"}
DEFINED = {
    "p_ref": "alpha*p_A[y] + (1 - alpha)*p_U[y]", "Z": "sum(p_ref[y]*w[y] for y in Y)", "p_theta": "p_ref[y]*w[y]/Z",
    "alpha_A": "alpha*w[y]/Z", "alpha_U": "(1 - alpha)*w[y]/Z", "post_A": "alpha*p_A[y]/p_ref[y]",
    "TPM_A": "sum(alpha_A[y]*p_A[y] for y in Y)", "TPM_U": "sum(alpha_U[y]*p_U[y] for y in Y)",
}  # fmt: skip
SHORTHAND = {
    "E": ("f p", "sum(f[y]*p[y] for y in Y)"), "mean": ("f", "sum(f[y] for y in Y)/n"),
    "cov": ("f g", "sum(f[y]*g[y] for y in Y)/n - sum(f[y] for y in Y)/n*(sum(g[y] for y in Y)/n)"),
    "KL": ("p q", "sum(0 if p[y] == 0 else p[y]*log(p[y]/q[y]) for y in Y)"),
    "rank": ("f i", "1/2 + sum(1/2 if f[j] == f[i] else (1 if f[j] < f[i] else 0) for j in Y)"),
}  # fmt: skip
SETTING = {  # each under its own name, unless the statement drops it
    "mixture interior": "0 < alpha < 1", "positive temperature": "beta > 0",
    "full support": "all(p_A[y] + p_U[y] > 0 for y in Y)", "at least two outputs": "n >= 2",
}  # fmt: skip
# Lemmas: parameters (terms, functions of indices, or indices), premises (each to be proved), conclusion. A sum of F(i, j) is over all i
# and j. "sum", "greatest", "max", "sqrt": definitions. "strict sum": some W > 0 as their sum is, F > 0 there, F >= 0 elsewhere.
# "double sum by order": twice the sum is the sum of F(i, j) + F(j, i), which is the same for (j, i), and one of r_i, r_j is at least the other.
# "same": outputs are told apart by their numbers, which i == j compares.
# "tangent": e^x >= 1 + x at x = (r_i - r_j)/beta, times w_j. "chord", "strict chord": w is a strictly convex function of r, whatever the sign of beta. "log": log a <= a - 1.
# "exp": e^(A - B) >= 1 + A - B, times e^B. "exp order", "strict exp order": e^x increases strictly. "attained": Y is finite, not empty.
# "dominance": sort Y by r; G is nondecreasing, so G - min G is a sum of nonnegative multiples of indicators of upper sets {r >= r_j} (or
# {r > r_j}), whose D-sums are >= 0; and D sums to 0. "convex order": w is convex in r, increasing as beta > 0; the piecewise linear
# function through (r_j, w_j) is a constant plus a nonnegative combination of (r - r_j)^+ over j, the first slope going with (r - min r)^+ = r - min r.
# "dominance of masses": the same without the last, where G >= 0: its least value multiplies the D-sum over {r >= min r}, which is everything.
# "dominance of a function": as "dominance", with any function R of the outputs in place of r.
# "equal laws": as "dominance", where G increases strictly: the multiples are positive, so the sums over upper sets that they multiply are all 0.
# "convex order with equality": w is strictly convex and increasing, so every coefficient is > 0, and every sum D (r - r_j)^+ is 0; what is between two neighbouring levels
# is (r_(j+1) - r_j)*sum(D over r > r_j). "convex order at the top": take j at the level below the greatest; if there is none, D sums to 0.
# "convex order of a function": G lies above a line of slope S_j through (R_j, G_j), at every j, so it is a convex function of R: a constant, plus its first slope s
# times R - min R, plus a nonnegative combination of the (R - R_j)^+. If S >= 0 everywhere then G does not decrease, so s >= 0, and R - min R = (R - R_j)^+ for some j;
# else D*R sums to 0, as D does. "concave order of a function": the same for -R, -G and -D; min(R, R_j) = R_j - (R_j - R)^+, and D sums to 0.
# "cauchy schwarz": twice the difference is the sum over i, j of P_i*P_j*(F_i*G_j - F_j*G_i)^2.
# "hoeffding": log E e^X <= E X + (h - l)^2/8 for X in [l, h] (Hoeffding 1963), at X = r/beta; "falling": at X = -r/beta.
# "gibbs": P log(P/Q) >= P - Q pointwise (log x <= x - 1 at Q/P; at P = 0 it is 0 >= -Q), with equality only where P = Q. "pinsker": KL >= 2 TV^2, TV = max over functions
# into [0, 1] of the difference of the two means (Pinsker, Csiszar, Kullback), for probability vectors P, Q; scaled to [L, H].
# "hazard rate" (Shaked and Shanthikumar 2007, theorem 1.B.12): F/G is a constant plus a nonnegative combination of indicators of upper sets, and F + c*G changes
# both sides alike: let F = G*[r >= r_j]. G is a sum of g_k*[r >= r_k], g_k >= 0. With A(k) for the sum of A over r >= r_k, k < l for r_k < r_l, the difference is
# the sum over k, l of g_k*g_l*(A(max(j, k))*U(l) - U(max(j, k))*A(l)). The terms (k, l) and (l, k) together: for l <= j each is >= 0, by the order; for k >= j they
# cancel; for k < j < l they are A(l)*(U(k) - U(j)) - U(l)*(A(k) - A(j)) >= 0: if U(j) = 0, so is U(l); else, by the order, A(l) >= U(l)*A(j)/U(j) and
# A(j)*(U(k) - U(j)) >= U(j)*(A(k) - A(j)). "reversed": the same for -r and -F, with A and U exchanged.
DIVERGENCE = "sum(0 if P(i) == 0 else P(i)*log(P(i)/Q(i)) for i in Y)"
HAZARD = "all(implies(r[j] > r[k], sum(A(i) if r[i] >= r[j] else 0 for i in Y)*sum(U(i) if r[i] >= r[k] else 0 for i in Y) >= sum(A(i) if r[i] >= r[k] else 0 for i in Y)*sum(U(i) if r[i] >= r[j] else 0 for i in Y)) for j in Y for k in Y)"
LEMMAS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "sum": ("F", ("all(F(i) >= 0 for i in Y)",), "sum(F(i) for i in Y) >= 0"),
    "sum of zeros": ("F", ("all(F(i) == 0 for i in Y)",), "sum(F(i) for i in Y) == 0"),
    "double sum": ("F", ("all(F(i, j) >= 0 for i in Y for j in Y)",), "sum(F(i, j) for i in Y for j in Y) >= 0"),
    "double sum by order": (
        "F", ("all(implies(r[i] >= r[j], F(i, j) + F(j, i) >= 0) for i in Y for j in Y)",), "sum(F(i, j) for i in Y for j in Y) >= 0"),
    "sum of two": ("F G", (), "sum(F(i) + G(i) for i in Y) == sum(F(i) for i in Y) + sum(G(i) for i in Y)"),
    "double sum of two": (
        "F G", (), "sum(F(i, j) + G(i, j) for i in Y for j in Y) == sum(F(i, j) for i in Y for j in Y) + sum(G(i, j) for i in Y for j in Y)"),
    "strict sum": (
        "F W", ("all(F(i) >= 0 for i in Y)", "all(implies(W(i) > 0, F(i) > 0) for i in Y)", "sum(W(i) for i in Y) > 0"),
        "sum(F(i) for i in Y) > 0"),
    "strict double sum": (
        "F W", ("all(F(i, j) >= 0 for i in Y for j in Y)", "all(implies(W(i, j) > 0, F(i, j) > 0) for i in Y for j in Y)",
                "sum(W(i, j) for i in Y for j in Y) > 0"), "sum(F(i, j) for i in Y for j in Y) > 0"),
    "term": ("F k", ("all(F(i) >= 0 for i in Y)",), "sum(F(i) for i in Y) >= F(k)"),
    "two terms": ("F j k", ("all(F(i) >= 0 for i in Y)", "j != k"), "sum(F(i) for i in Y) >= F(j) + F(k)"),
    "another": ("k", ("n >= 2",), "any(z != k for z in Y)"),
    "same": ("i j G", ("i == j",), "G(i) == G(j)"),
    "alone": ("F k", ("all(implies(i != k, F(i) == 0) for i in Y)",), "sum(F(i) for i in Y) == F(k)"),
    "some": ("F", ("sum(F(i) for i in Y) > 0",), "any(F(i) > 0 for i in Y)"),
    "tangent": ("i j", (), "w[i] - w[j] >= w[j]*(r[i] - r[j])/beta"),
    "chord": (
        "i j k", ("r[i] <= r[j]", "r[j] <= r[k]"), "(w[k] - w[i])*(r[j] - r[i]) - (w[j] - w[i])*(r[k] - r[i]) >= 0"),
    "strict chord": (
        "i j k", ("r[i] < r[j]", "r[j] < r[k]"), "(w[k] - w[i])*(r[j] - r[i]) - (w[j] - w[i])*(r[k] - r[i]) > 0"),
    "greatest": ("X k", (), "max(X(y) for y in Y) >= X(k)"),
    "attained": ("X", (), "any(max(X(y) for y in Y) == X(z) for z in Y)"),
    "greatest among": ("X C k", ("C(k) > 0",), "max(X(y) for y in Y if C(y) > 0) >= X(k)"),
    "attained among": (
        "X C", ("sum(1 if C(y) > 0 else 0 for y in Y) > 0",),
        "any(C(z) > 0 and max(X(y) for y in Y if C(y) > 0) == X(z) for z in Y)"),
    "max": ("A B", (), "max(A(), B()) - A() >= 0 and max(A(), B()) - B() >= 0 and (max(A(), B()) == A() or max(A(), B()) == B())"),
    "sqrt": ("A", ("A() >= 0",), "sqrt(A()) >= 0 and sqrt(A())*sqrt(A()) == A()"),
    "log": ("A", ("A() > 0",), "log(A()) <= A() - 1"),
    "exp": ("A B", (), "exp(A()) - exp(B()) >= exp(B())*(A() - B())"),
    "exp order": ("A B", ("A() >= B()",), "exp(A()) >= exp(B())"),
    "strict exp order": ("A B", ("A() > B()",), "exp(A()) > exp(B())"),
    "dominance": (
        "D G", ("all(implies(r[i] >= r[j], G(i) >= G(j)) for i in Y for j in Y)", "sum(D(i) for i in Y) == 0",
                "all(sum(D(i) if r[i] >= r[j] else 0 for i in Y) >= 0 for j in Y)"), "sum(D(i)*G(i) for i in Y) >= 0"),
    "strict dominance": (
        "D G", ("all(implies(r[i] >= r[j], G(i) >= G(j)) for i in Y for j in Y)", "sum(D(i) for i in Y) == 0",
                "all(sum(D(i) if r[i] > r[j] else 0 for i in Y) >= 0 for j in Y)"), "sum(D(i)*G(i) for i in Y) >= 0"),
    "dominance of masses": (
        "D G", ("all(G(i) >= 0 for i in Y)", "all(implies(r[i] >= r[j], G(i) >= G(j)) for i in Y for j in Y)",
                "all(sum(D(i) if r[i] >= r[j] else 0 for i in Y) >= 0 for j in Y)"), "sum(D(i)*G(i) for i in Y) >= 0"),
    "dominance of a function": (
        "D R G", ("all(implies(R(i) >= R(j), G(i) >= G(j)) for i in Y for j in Y)", "sum(D(i) for i in Y) == 0",
                  "all(sum(D(i) if R(i) >= R(j) else 0 for i in Y) >= 0 for j in Y)"), "sum(D(i)*G(i) for i in Y) >= 0"),
    "equal laws": (
        "D G", ("sum(D(i)*G(i) for i in Y) <= 0", "all(implies(r[i] > r[j], G(i) > G(j)) for i in Y for j in Y)",
                "all(implies(r[i] >= r[j], G(i) >= G(j)) for i in Y for j in Y)", "sum(D(i) for i in Y) == 0",
                "all(sum(D(i) if r[i] >= r[j] else 0 for i in Y) >= 0 for j in Y)"),
        "all(sum(D(i) if r[i] >= r[j] else 0 for i in Y) == 0 and sum(D(i) if r[i] > r[j] else 0 for i in Y) == 0 for j in Y)"),
    "convex order": (
        "D", ("beta > 0", "sum(D(i) for i in Y) == 0",
              "all(sum(D(i)*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"), "sum(D(i)*w[i] for i in Y) >= 0"),
    "convex order with equality": (
        "D", ("sum(D(i)*w[i] for i in Y) <= 0", "beta > 0", "sum(D(i) for i in Y) == 0",
              "all(sum(D(i)*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"),
        "all(sum(D(i) if r[i] >= r[j] else 0 for i in Y) == 0 and sum(D(i) if r[i] > r[j] else 0 for i in Y) == 0 for j in Y)"),
    "convex order at the top": (
        "D k", ("all(r[k] >= r[y] for y in Y)", "sum(D(i) for i in Y) == 0",
                "all(sum(D(i)*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"), "sum(D(i) if r[i] >= r[k] else 0 for i in Y) >= 0"),
    "convex order of a function": (
        "D R G S", ("sum(D(i) for i in Y) == 0", "all(sum(D(i)*max(R(i) - R(j), 0) for i in Y) >= 0 for j in Y)",
                    "all(S(j) >= 0 or sum(D(i)*R(i) for i in Y) == 0 for j in Y)",
                    "all(G(i) - G(j) >= S(j)*(R(i) - R(j)) for i in Y for j in Y)"), "sum(D(i)*G(i) for i in Y) >= 0"),
    "concave order of a function": (
        "D R G S", ("sum(D(i) for i in Y) == 0", "all(sum(D(i)*min(R(i), R(j)) for i in Y) >= 0 for j in Y)",
                    "all(S(j) >= 0 or sum(D(i)*R(i) for i in Y) == 0 for j in Y)",
                    "all(G(i) - G(j) <= S(j)*(R(i) - R(j)) for i in Y for j in Y)"), "sum(D(i)*G(i) for i in Y) >= 0"),
    "hazard rate": (
        "A U F G", ("all(A(i) >= 0 for i in Y)", "all(U(i) >= 0 for i in Y)", "all(G(i) > 0 for i in Y)",
                    "all(implies(r[i] >= r[j], G(i) >= G(j)) for i in Y for j in Y)",
                    "all(implies(r[i] >= r[j], F(i)*G(j) >= F(j)*G(i)) for i in Y for j in Y)", HAZARD),
        "sum(A(i)*F(i) for i in Y)*sum(U(i)*G(i) for i in Y) >= sum(U(i)*F(i) for i in Y)*sum(A(i)*G(i) for i in Y)"),
    "reversed hazard rate": (
        "A U F G", ("all(A(i) >= 0 for i in Y)", "all(U(i) >= 0 for i in Y)", "all(G(i) > 0 for i in Y)",
                    "all(implies(r[i] >= r[j], G(i) <= G(j)) for i in Y for j in Y)",
                    "all(implies(r[i] >= r[j], F(i)*G(j) >= F(j)*G(i)) for i in Y for j in Y)", HAZARD.replace("r[i] >=", "r[i] <=")),
        "sum(A(i)*F(i) for i in Y)*sum(U(i)*G(i) for i in Y) >= sum(U(i)*F(i) for i in Y)*sum(A(i)*G(i) for i in Y)"),
    "cauchy schwarz": (
        "P F G", ("all(P(i) >= 0 for i in Y)",),
        "sum(P(i)*F(i)**2 for i in Y)*sum(P(i)*G(i)**2 for i in Y) >= sum(P(i)*F(i)*G(i) for i in Y)**2"),
    "gibbs": (
        "P Q", ("all(P(i) >= 0 for i in Y)", "all(Q(i) > 0 for i in Y)"), f"{DIVERGENCE} >= sum(P(i) - Q(i) for i in Y)"),
    "gibbs with equality": (
        "P Q", (f"{DIVERGENCE} <= sum(P(i) - Q(i) for i in Y)", "all(P(i) >= 0 for i in Y)", "all(Q(i) > 0 for i in Y)"),
        "all(P(i) == Q(i) for i in Y)"),
    "hoeffding": (
        "P L H", ("beta != 0", "all(P(i) >= 0 for i in Y)", "sum(P(i) for i in Y) == 1", "sum(P(i)*w[i] for i in Y) > 0",
                  "all(L() <= r[i] and r[i] <= H() for i in Y)"),
        "log(sum(P(i)*w[i] for i in Y)) <= sum(P(i)*r[i] for i in Y)/beta + (H() - L())**2/(8*beta**2)"),
    "hoeffding falling": (
        "P L H", ("beta != 0", "all(P(i) >= 0 for i in Y)", "sum(P(i) for i in Y) == 1", "sum(P(i)/w[i] for i in Y) > 0",
                  "all(L() <= r[i] and r[i] <= H() for i in Y)"),
        "log(sum(P(i)/w[i] for i in Y)) <= -sum(P(i)*r[i] for i in Y)/beta + (H() - L())**2/(8*beta**2)"),
    "pinsker": (
        "P Q G L H", ("all(P(i) >= 0 for i in Y)", "sum(P(i) for i in Y) == 1", "all(Q(i) > 0 for i in Y)",
                      "sum(Q(i) for i in Y) == 1", "all(L() <= G(i) and G(i) <= H() for i in Y)"),
        f"(H() - L())**2*({DIVERGENCE}) >= 2*(sum(P(i)*G(i) for i in Y) - sum(Q(i)*G(i) for i in Y))**2"),
}  # fmt: skip


class Refused(Exception):
    """Why a certificate is not accepted."""


class Report(NamedTuple):
    """The checker's answer; `relies_on` names the assumptions that the proof used."""

    accepted: bool
    reason: str
    relies_on: tuple[str, ...] = ()


# -- polynomials ---------------------------------------------------------------------------------------------------------


def add(p: Poly, q: Poly, scale: Fraction | int = 1) -> Poly:
    """Return p + scale*q."""
    if not p and scale:
        return dict(q) if scale == 1 else {mono: c * scale for mono, c in q.items()}
    total = dict(p)
    for mono, c in q.items():
        value = total.get(mono, 0) + c * scale
        if value:
            total[mono] = value
        else:
            total.pop(mono, None)
    return total


@cache
def times(a: Any, b: Any) -> Any:
    """Return the product of two monomials; None where it is 0, as [P > 0][-P > 0] is. Indicators are their own squares."""
    powers = dict(a)
    for atom, k in b:
        powers[atom] = powers.get(atom, 0) + k
    for atom in powers:
        if atom[0] == "ind":
            if ("ind", atom[1], -atom[2]) in powers:
                return None
            powers[atom] = 1
    return tuple(sorted(powers.items()))


def mul(p: Poly, q: Poly) -> Poly:
    """Return the product."""
    if len(p) == 1 and () in p:  # a number
        c = p[()]
        return dict(q) if c == 1 else {mono: c * d for mono, d in q.items() if c}
    if len(q) == 1 and () in q:
        return mul(q, p)
    if len(p) == 1 and len(q) == 1:
        ((a, c),), ((b, d),) = p.items(), q.items()
        mono = times(a, b)
        return {} if mono is None else {mono: c * d}
    total: Poly = {}
    for a, c in p.items():
        for b, d in q.items():
            mono = times(a, b) if a and b else a or b
            if mono is not None:
                total[mono] = total.get(mono, 0) + c * d
    return total if all(total.values()) else {mono: c for mono, c in total.items() if c}


def power(p: Poly, k: int) -> Poly:
    """Return p to the power k >= 0."""
    total: Poly = p if k > 0 else ONE
    for _ in range(k - 1):
        total = mul(total, p)
    return dict(total)


def primes(number: int) -> dict[int, int]:
    """Return the prime factors below 1000 of a whole number, with how often each divides it, and what is left."""
    found: dict[int, int] = {}
    left, p = number, 2
    while p * p <= left and p < 1000 and number.bit_length() <= 64:
        if left % p:
            p += 1
        else:
            found[p], left = found.get(p, 0) + 1, left // p
    return found if left == 1 else {**found, left: found.get(left, 0) + 1}


def ratio(a: Any, b: Any) -> Any:
    """Return a/b: an integer where it is one, which is quicker than a fraction and equal to it."""
    if isinstance(a, int) and isinstance(b, int) and b and a % b == 0:
        return a // b
    value = Fraction(a) / b
    return value.numerator if value.denominator == 1 else value


def freeze(p: Poly) -> Any:
    """Return the polynomial as a tuple, so that it can stand inside an atom."""
    return tuple(sorted(p.items()) if len(p) > 1 else p.items())


def single(atom: Any) -> Poly:
    """Return an atom as a polynomial."""
    return {((atom, 1),): 1}


@cache
def order(mono: Any) -> Any:
    """Return a key whose least is the leading monomial, in lexicographic order: an order that products respect."""
    return (*((atom, -k) for atom, k in mono), (("~",), 0))


def leading(p: Poly) -> Any:
    """Return the leading monomial."""
    return min(p, key=order) if len(p) > 1 else next(iter(p))


def monic(p: Poly) -> tuple[Fraction, Any]:
    """Return the leading coefficient, and the polynomial divided by it, frozen."""
    if len(p) == 1:
        ((mono, c),) = p.items()
        return c, ((mono, 1),)
    c = p[leading(p)]
    return c, freeze(p if c == 1 else {mono: ratio(d, c) for mono, d in p.items()})


def divide(p: Poly, q: Poly) -> Poly | None:
    """Return the exact quotient, or None."""
    lead = leading(q)
    rest, quotient = p, dict[Any, Fraction]()
    if len(q) == 1:  # term by term
        for mono in sorted(p, key=order):
            powers = dict(mono)
            for atom, k in lead:
                left = powers.pop(atom, 0) - k
                if left < 0:
                    return None
                if left:
                    powers[atom] = left
            quotient[tuple(sorted(powers.items()))] = ratio(p[mono], q[lead])
        return quotient
    for _ in range(200):  # p is quotient*q + rest
        if not rest:
            return quotient
        top = leading(rest)
        powers = dict(top)
        for atom, k in lead:
            powers[atom] = powers.get(atom, 0) - k
            if powers[atom] < 0:
                return None
        piece = {tuple(sorted((atom, k) for atom, k in powers.items() if k)): ratio(rest[top], q[lead])}
        quotient, rest = add(quotient, piece), add(rest, mul(piece, q), -1)
        if top in rest:
            return None  # only indicators can do this: they are their own squares
    return None


def shared(p: Poly) -> dict[Any, int]:
    """Return the atoms common to every monomial, with their powers."""
    common = dict(next(iter(p))) if () not in p else {}
    for mono in p:
        if not common:
            break
        powers = dict(mono)
        common = {atom: min(k, powers[atom]) for atom, k in common.items() if atom in powers}
    return common


def factors(p: Poly) -> tuple[Fraction, dict[Any, int]]:
    """Return a constant and the factors in sight: the atoms common to every monomial, and what remains."""
    if len(p) == 1:
        ((mono, c),) = p.items()
        return c, {((((atom, 1),), 1),): k for atom, k in mono}  # each frozen, as a polynomial
    common = shared(p)
    rest = p
    if common:
        lower = [(tuple((atom, k - common.get(atom, 0)) for atom, k in mono), c) for mono, c in p.items()]
        rest = {tuple(pair for pair in mono if pair[1]): c for mono, c in lower}
    c, key = monic(rest)
    found = {((((atom, 1),), 1),): k for atom, k in common.items()}
    return c, found if key == (((), 1),) else {**found, key: 1}


@cache
def indices(thing: Any) -> frozenset[str]:
    """Return the index names inside an atom or a frozen polynomial: @k free, #k bound, and constants."""
    if isinstance(thing, tuple):
        return frozenset().union(*map(indices, thing))
    return frozenset({thing}) if isinstance(thing, str) and thing and thing[0] in "@#?0123456789" else frozenset()


@cache
def parse(text: str) -> ast.expr:
    """Read a text of the language, with Python's own grammar; what is not of the language is refused when it is read."""
    if not isinstance(text, str) or len(text) > 20_000:
        raise Refused("a formula is a text of at most 20,000 characters")
    if "#" in text or not text.isascii():
        raise Refused(
            "a formula is plain ASCII without comments: Python would skip these, and fold letters into others"
        )
    try:
        return ast.parse(text.strip().replace("\n", " "), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refused(f"not a formula: {text[:80]}") from None


@lru_cache(5000)
def names_in(node: ast.expr) -> frozenset[str]:
    """Return the names in a term or a formula."""
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))


# -- formulas: what a formula is made of, negations pushed inwards ---------------------------------------------------------


def call(name: str, *parts: ast.expr) -> ast.expr:
    """Return a call node, such as implies(p, q)."""
    return ast.Call(ast.Name(name), list(parts), [])


@lru_cache(5000)
def negate(node: ast.expr) -> ast.expr:
    """Return the negation, one step inwards; that of a comparison is one, so that what it compares stays in one piece."""
    match node:
        case ast.UnaryOp(ast.Not(), part):
            return part
        case ast.Compare(left, [op], [right]) if type(op) in TEXT:
            return ast.Compare(left, [OPPOSITE[type(op)]()], [right])
    match pieces(node):
        case ("and", parts):
            return ast.BoolOp(ast.Or(), [negate(part) for part in parts])
        case ("or", parts):
            return ast.BoolOp(ast.And(), [negate(part) for part in parts])
        case ("implies", (p, q)):
            return ast.BoolOp(ast.And(), [p, negate(q)])
        case ("iff", (p, q)):
            return call("iff", p, negate(q))
        case (kind, (names, body)):
            loops = [ast.comprehension(ast.Name(name), ast.Name("Y"), [], 0) for name in names]
            return call("any" if kind == "all" else "all", ast.GeneratorExp(negate(body), loops))
    raise Refused("not a formula")


def compared(node: ast.expr) -> ast.Compare | None:
    """Return the comparison that a formula is, negated or not, if it is one: all of it means something, or nothing does."""
    match node:
        case ast.UnaryOp(ast.Not(), part):
            return compared(negate(part))
        case ast.Compare(_, [op], [_]) if type(op) in TEXT:
            return node
    return None


def sides(node: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """Return the sides of an equality, either way round."""
    match node:
        case ast.Compare(left, [ast.Eq()], [right]):
            return [(left, right), (right, left)]
    return []


@lru_cache(5000)
def loops_of(node: ast.expr) -> tuple[list[str], list[ast.expr], ast.expr]:
    """Return the bound names, the conditions and the body of `... for i in Y if ...`."""
    if not isinstance(node, ast.GeneratorExp):
        raise Refused("a fold or a quantifier runs over Y")
    names, conditions = [], []
    for loop in node.generators:
        match loop:
            case ast.comprehension(ast.Name(name), ast.Name("Y"), tests) if name not in names:
                names.append(name)
                conditions += tests
            case _:
                raise Refused("an index runs over Y, once")
    return names, conditions, node.elt


def extremes(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """Return whether a term is the greatest or the least of some, and these: abs(x) is the greater of x and -x."""
    match node:
        case ast.Call(ast.Name("max" | "min" as name), [_, _, *_] as options, []):
            return name, options
        case ast.Call(ast.Name("abs"), [inside], []):
            return "max", [inside, ast.UnaryOp(ast.USub(), inside)]
    return "", []


@lru_cache(5000)
def pieces(node: ast.expr) -> tuple[str, Any]:
    """Return the kind of a formula and its parts."""
    match node:
        case ast.Compare(left, [op], [right]) if type(op) in TEXT:
            up = isinstance(op, ast.GtE | ast.Gt)
            for k, side in enumerate((left, right) if up or isinstance(op, ast.LtE | ast.Lt) else ()):
                kind, options = extremes(side)
                if options:  # at least the greatest of some is at least each
                    parts = [
                        ast.Compare(*((each, [op], [right]) if k == 0 else (left, [op], [each]))) for each in options
                    ]
                    return "and" if up == ((kind == "max") == (k == 1)) else "or", parts
            return "compare", node
        case ast.Compare(left, ops, rights) if all(type(op) in TEXT for op in ops):
            terms = [left, *rights]
            return "and", [ast.Compare(a, [op], [b]) for a, op, b in zip(terms, ops, rights, strict=False)]
        case ast.BoolOp(op, parts):
            return "and" if isinstance(op, ast.And) else "or", parts
        case ast.UnaryOp(ast.Not(), part):
            return pieces(negate(part))
        case ast.Call(ast.Name("implies" | "iff" as kind), [p, q], []):
            return kind, (p, q)
        case ast.Call(ast.Name("all" | "any" as kind), [loops], []):
            names, tests, body = loops_of(loops)
            if tests:
                test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
                body = call("implies", test, body) if kind == "all" else ast.BoolOp(ast.And(), [test, body])
            return kind, (names, body)
    raise Refused(f"not a formula: {ast.unparse(ast.fix_missing_locations(node))[:60]}")


# -- a room: what is known at one place of a proof ---------------------------------------------------------------------------


class Room:
    """Facts, formulas and signs known here; terms are read, and goals proved, with them and nothing else."""

    def __init__(self, statement: dict[str, Any], size: int | None) -> None:
        dropped = set(statement["without"])
        self.size, self.finite, self.sums = size, "finite rewards" not in dropped, "finite support" not in dropped
        self.vectors = {"p_A", "p_U"} - ({"p_A", "p_U"} if "probability vectors" in dropped else set())
        self.declared = set(statement["distributions"])
        self.families = {"p_A", "p_U", "r", "w", *statement["families"], *self.declared}
        self.scalars = {"alpha", "beta", *statement["scalars"]}
        self.facts: list[tuple[str, Poly, frozenset[str]]] = []
        self.formulas: list[tuple[ast.expr, dict[str, Any], frozenset[str]]] = []
        self.known: dict[Any, tuple[frozenset[int], frozenset[str]]] = {}
        # of what is known for every ?k in some room: how many terms, and how many ?k; nothing else need be looked up
        self.shapes: set[tuple[int, int]] = set()
        self.names: dict[str, Any] = {}
        self.definitions: dict[str, tuple[str, ast.expr, frozenset[str]]] = {}
        self.used: set[str] = set()
        self.counter = itertools.count()
        self.assume(parse("n > 0 and n >= 1"), {}, frozenset()) if self.sums else None
        for name, text in SETTING.items():
            if name not in dropped and (self.sums or name != "at least two outputs"):
                # at a size the last probability is what the others leave: full support speaks of their sum as well
                more = {"probability vectors"} if name == "full support" and size and self.vectors else set()
                self.assume(parse(text), {}, frozenset({name, *more}))
        for p in sorted(self.vectors | self.declared):
            tags = frozenset({"probability vectors"} if p in self.vectors else ())
            self.assume(parse(f"all({p}[y] >= 0 for y in Y)"), {}, tags)
        # w is e to some power, or e to the minus infinity: its sign needs no beta, only reading it does
        self.tilt(frozenset({"finite rewards"}) if self.finite else frozenset())
        self.used.clear()

    def tilt(self, tags: frozenset[str]) -> None:
        """Take in that w > 0, or w >= 0 where rewards may be minus infinity."""
        names = ["?0"] if self.size is None else [str(k) for k in range(self.size)]
        for name in names:
            self.learn(single(("e", "w", name)), SIGNS[">" if self.finite else ">="], tags)

    def branch(self) -> Room:
        """Return a copy that may learn more."""
        copy = object.__new__(Room)
        copy.__dict__ = {**self.__dict__, "facts": list(self.facts), "formulas": list(self.formulas)}
        copy.known, copy.names, copy.definitions = dict(self.known), dict(self.names), dict(self.definitions)
        return copy

    def fresh(self) -> str:
        """Return a new free index."""
        return f"@{next(self.counter):06}"  # in the order in which they are made, as texts too

    # signs

    def learn(self, p: Poly, signs: frozenset[int], tags: frozenset[str]) -> bool:
        """Note that the polynomial's sign is one of these, for every value of its ?k. Returns whether that was news."""
        return bool(p) and not (len(p) == 1 and () in p) and self.note(*monic(p), signs, tags)

    def note(self, c: Any, key: Any, signs: frozenset[int], tags: frozenset[str]) -> bool:
        """Do so for c times a frozen polynomial."""
        old, before = self.known.get(key, UNKNOWN)
        new = old & (signs if c > 0 else frozenset(-s for s in signs))
        if new != old:
            self.known[key] = new, tags | before if old != ANY else tags
            self.shapes.add((len(key), len([name for name in indices(key) if name[0] == "?"])))
            self.learn_factor(dict(key), new, self.known[key][1])
        return new != old

    def learn_factor(self, p: Poly, signs: frozenset[int], tags: frozenset[str]) -> None:
        """Note the sign of a factor of the polynomial, where all others are known to be positive."""
        if (len(p) == 1 and len(next(iter(p))) == 1) or not shared(p):
            return
        c, parts = factors(p)
        rest = []
        for key, k in parts.items():
            each, own = self.tagged(self.signs, dict(key))
            if each == {1}:
                tags |= own
            else:
                rest.append((key, k))
        if len(rest) == 1 and rest[0][1] % 2:
            self.learn(dict(rest[0][0]), signs if c > 0 else frozenset(-s for s in signs), tags)

    def look(self, p: Poly) -> frozenset[int]:
        """Return what was noted of this very polynomial, up to a factor."""
        c, key = monic(p)
        if key not in self.known:
            return ANY
        found, tags = self.known[key]
        self.used |= tags
        return found if c > 0 else frozenset(-s for s in found)

    def signs(self, p: Poly) -> frozenset[int]:
        """Return the signs that the polynomial may have, by what is known of it or of its factors."""
        if not p or len(p) == 1 and () in p:
            return frozenset({(p[()] > 0) - (p[()] < 0)}) if p else frozenset({0})
        found = self.look(p)
        if len(found) < 2:
            return found
        if len(p) == 1 and len(mono := next(iter(p))) == 1 and mono[0][0][0] in ("f", "inv", "ind"):
            (((kind, name, *_), k),) = mono
            match kind, name:
                case "inv", key:
                    each = self.signs(dict(key))
                case "ind", _:
                    each = SIGNS[">="]
                case _, "exp":
                    each = SIGNS[">"]
                case _, "sqrt":  # 0 where it is undefined
                    each = SIGNS[">" if self.by_factors(self.unfolded(dict(mono[0][0][2]))) == {1} else ">="]
                case _:
                    each = ANY
            found &= frozenset(s**k if p[mono] > 0 else -(s**k) for s in each)
        every = frozenset[str]().union(*map(indices, p))
        names = sorted([name for name in every if name[0] not in "#?"])
        # another name leaves entries and scalars what they are, so that the shape is the same
        news = (len(p), len(names)) in self.shapes or any(atom[0] not in "ev" for mono in p for atom, _ in mono)
        if news and 1 <= len(names) <= 3 and not any(name[0] == "?" for name in every):
            for given in itertools.permutations(["?0", "?1", "?2"][: len(names)]):
                found &= self.look(self.rename(p, dict(zip(names, given, strict=True))))
        if len(found) < 2:
            return found
        if (len(p) == 1 and [k for _, k in next(iter(p))] == [1]) or not shared(p):
            return found  # no factor is in sight
        c, parts = factors(p)
        if len(parts) > 1 or sum(parts.values()) > 1:
            whole = frozenset({1 if c > 0 else -1})
            for key, k in parts.items():
                one = self.signs(dict(key))
                whole = frozenset(a * b**k for a in whole for b in one)
            found &= whole
        return found

    def by_factors(self, p: Poly) -> frozenset[int]:
        """Return the signs that the polynomial may have, by those of longer factors that are known not to be 0 as well."""
        found, whole = self.signs(p), frozenset({1})
        for key, (each, tags) in list(self.known.items()):
            if len(found) > 1 and len(key) > 1 and each in ({1}, {-1}) and (rest := divide(p, dict(key))):
                self.used |= tags
                p, whole, found = rest, frozenset(a * b for a in whole for b in each), self.signs(rest)
        return frozenset(a * b for a in whole for b in found)

    def unfolded(self, p: Poly) -> Poly:
        """Return a polynomial of the same sign without those inverses that are of something known not to be 0."""
        for atom in sorted({atom for mono in p for atom, _ in mono if atom[0] == "inv"}):
            signs = self.signs(dict(atom[1]))
            k = max(dict(mono).get(atom, 0) for mono in p)
            k += k % 2 if signs != {1} else 0  # times something positive
            total: Poly = {}
            for mono, c in p.items() if 0 not in signs else ():
                powers = dict(mono)
                own = powers.pop(atom, 0)
                total = add(total, mul({tuple(sorted(powers.items())): c}, power(dict(atom[1]), k - own)))
            p = total if 0 not in signs else p
        return p

    # atoms

    def rename(self, p: Poly, new: dict[str, str]) -> Poly:
        """Replace index names, and put what results in normal form by what is known here."""
        total: Poly = {}
        for mono, c in p.items():
            plain, product = dict[Any, int](), None  # what stays one atom, and what may not
            for atom, k in mono:
                if atom[0] == "v":
                    plain[atom] = k
                elif atom[0] == "e" and not (index := new.get(atom[2], atom[2])).isdigit():
                    atom = "e", atom[1], index
                    plain[atom] = plain.get(atom, 0) + k
                else:
                    more = power(self.renamed(atom, new), k)
                    product = more if product is None else mul(product, more)
            whole = {tuple(sorted(plain.items())): c}
            total = add(total, whole if product is None else mul(product, whole))
        return total

    def renamed(self, atom: Any, new: dict[str, str]) -> Poly:
        """Rename inside one atom, and build it again: what it becomes may be simpler, or may be scaled."""
        match atom:
            case ("e", family, index):
                index = new.get(index, index)
                return (
                    single(("e", family, index))
                    if family or not index.isdigit()
                    else self.term(ast.Constant(int(index)), {})[0]
                )
            case ("S" | "M" as kind, bound, inside):
                own = {name: self.fresh() for name in bound}
                body = self.rename(
                    {inside: 1} if kind == "S" else dict(inside), {**new, **own}
                )  # what is bound is its own
                return self.summed(body, list(own.values())) if kind == "S" else self.greatest(body, own[bound[0]])
            case ("A", (bound,), inside, among):
                name = self.fresh()
                body, where = (self.rename(dict(each), {**new, bound: name}) for each in (inside, among))
                return self.greatest(body, name, where)
            case ("inv", key):
                return self.inverse(self.rename(dict(key), new))
            case ("ind", key, sign):
                return self.positive(mul(self.rename(dict(key), new), {(): sign}))
            case ("max", *keys):
                return self.maximum([self.rename(dict(key), new) for key in keys])
            case ("f", "exp", key):
                return self.flat(self.exponential((self.rename(dict(key), new), {})))
            case ("f", name, key):
                return single(("f", name, freeze(self.rename(dict(key), new))))
            case _:
                return single(atom)

    def summed(self, p: Poly, names: list[str]) -> Poly:
        """Return the sum over indices: what is free of them comes out, the rest are moments of connected products."""
        for name in names:
            total: Poly = {}
            for mono, c in p.items():
                inside = [pair for pair in mono if name in indices(pair[0])]
                outside = tuple(pair for pair in mono if pair not in inside)
                bound, body = [name], {tuple(pair for pair in inside if pair[0][0] != "S"): 1}
                for atom, k in inside:
                    for _ in range(k if atom[0] == "S" else 0):  # a sum that depends on the index: one sum over both
                        own = {old: self.fresh() for old in atom[1]}
                        bound += own.values()
                        body = mul(body, self.rename({atom[2]: 1}, own))
                for product, d in body.items():
                    total = add(total, mul({outside: c * d}, self.moment(bound, product)))
            p = total
        return p

    def moment(self, bound: list[str], mono: Any) -> Poly:
        """Return the sum of a product over indices, split into connected components."""
        if not bound:
            return {mono: 1}
        group, grew = {bound[0]}, True
        while grew:
            touching = [pair for pair in mono if not group.isdisjoint(indices(pair[0]))]
            wider = group.union(*(indices(pair[0]).intersection(bound) for pair in touching)) if bound[1:] else group
            grew, group = wider != group, wider
        others = tuple(pair for pair in mono if pair not in touching) if len(touching) < len(mono) else ()
        rest = self.moment([b for b in bound if b not in group], others) if len(group) < len(bound) else {others: 1}
        if not touching:
            return mul(rest, self.number())
        if len(group) == 1 and len(touching) == 1 and touching[0][1] == 1 and touching[0][0][0] == "e":
            family = touching[0][0][1]
            if family in self.vectors | self.declared:
                self.used |= {"probability vectors"} if family in self.vectors else set()
                return rest
        if len(group) == 2 and (halved := self.halved(touching, *sorted(group))) is not None:
            return mul(rest, halved)
        if len(group) == 1 and all(atom[0] == "e" for atom, _ in touching):  # all at one index, so they stay in order
            return mul(rest, {((("S", ("#0",), tuple((("e", atom[1], "#0"), k) for atom, k in touching)), 1),): 1})
        every = frozenset[str]().union(*(indices(pair[0]) for pair in touching))
        depth = max([int(name[1:]) + 1 for name in every if name[0] == "#"], default=0)
        own = tuple(f"#{depth + k}" for k in range(len(group)))
        if len(own) > 4:
            raise Refused("a sum over more than four connected indices")
        found: list[Any] = []
        for each in itertools.permutations(sorted(group)) if len(group) > 1 else (bound[:1],):
            renamed = self.rename({tuple(touching): 1}, dict(zip(each, own, strict=True)))
            if len(renamed) != 1:
                raise Refused("a moment that is no single product")
            found += renamed.items()
        best, c = min(found)
        return mul(rest, {((("S", own, best), 1),): c})

    def halved(self, mono: Any, i: str, j: str) -> Poly | None:
        """Return the sum over i < j of a product by sums over all pairs, and over i < j of what comes first of B(i, j) and B(j, i).

        sum(B(i, j) for i < j) + sum(B(j, i) for i < j) is the sum of B over all pairs less that of B(i, i).
        """
        for low, high in ((i, j), (j, i)):
            c, key = monic({((("e", "", high), 1),): 1, ((("e", "", low), 1),): -1})
            less = ("ind", key, 1 if c > 0 else -1), 1
            if less not in mono:
                continue
            body = {tuple(pair for pair in mono if pair != less): 1}
            swapped = self.rename(body, {low: high, high: low})
            one, other = (freeze(self.rename(p, {low: "#0", high: "#1"})) for p in (body, swapped))
            if one < other:
                return None
            every = add(self.summed(body, [i, j]), self.summed(self.rename(body, {high: low}), [low]), -1)
            if one == other:
                return mul(every, {(): Fraction(1, 2)})
            return add(every, self.summed(mul(swapped, single(less[0])), [i, j]), -1)
        return None

    def number(self) -> Poly:
        """Return n: an atom, or the size."""
        if not self.sums:
            raise Refused("without finite support there is no n, and nothing sums over Y")
        self.used.add("finite support")
        return single(("v", "n")) if self.size is None else {(): self.size}

    def inverse(self, p: Poly) -> Poly:
        """Return 1/p as atoms (0 where p is 0); one atom a factor."""
        if not p:
            return {}
        c, parts = factors(p)
        return {tuple(sorted((("inv", key), k) for key, k in parts.items())): ratio(1, c)}

    def positive(self, p: Poly) -> Poly:
        """Return the indicator of p > 0."""
        signs = self.signs(p)
        if signs == {1}:
            return ONE
        if 1 not in signs:
            return {}
        if len(p) < 3 and any(
            len(q) == 1 and all(q[mono] == 1 and atom[0] == "ind" for mono in q for atom, _ in mono)
            for q in (p, add(ONE, p, -1))
        ):
            return p  # it is 1 or 0
        c, parts = factors(p)
        rest: Poly = {(): 1 if c > 0 else -1}
        for key, k in parts.items():
            if self.signs(dict(key)) != {1}:
                rest = mul(rest, power(dict(key), k))
        rest = (self.alike(rest, "w", "r") if self.finite else None) or rest
        c, key = monic(rest)
        return single(("ind", key, 1 if c > 0 else -1))

    def alike(self, p: Poly, old: str, new: str) -> Poly | None:
        """Return c*(r_i - r_j) as what has its sign, c*(w_i - w_j), or the reverse: e^(x/beta) increases in x, or decreases."""
        if len(p) != 2 or sum(p.values()) != 0:
            return None
        if not all(len(mono) == 1 and mono[0][1] == 1 and mono[0][0][:2] == ("e", old) for mono in p):
            return None
        up = self.signs(BETA)
        sign = 1 if up == {1} else -1
        return {((("e", new, mono[0][0][2]), 1),): sign * c for mono, c in p.items()} if up in ({1}, {-1}) else None

    def maximum(self, options: list[Poly]) -> Poly:
        """Return the greatest of some polynomials."""
        keys = sorted({freeze(p) for p in options})
        return dict(keys[0]) if len(keys) == 1 else single(("max", *keys))

    def greatest(self, p: Poly, name: str, among: Poly = ONE) -> Poly:
        """Return the maximum over an index, where an indicator of it is 1."""
        every = indices(freeze(p)) | indices(freeze(among))
        if name not in indices(freeze(p)):
            return p
        bound = f"#{max((int(each[1:]) + 1 for each in every if each[0] == '#'), default=0)}"
        body, where = (freeze(self.rename(each, {name: bound})) for each in (p, among))
        return single(("M", (bound,), body) if among == ONE else ("A", (bound,), body, where))

    def least(self, p: Poly, name: str) -> Poly:
        """Return the least value over an index, of which Y has some: what does not speak of it comes out."""
        inside = {mono: -c for mono, c in p.items() if name in indices(mono)}
        return add({mono: c for mono, c in p.items() if mono not in inside}, self.greatest(inside, name), -1)

    def tidy(self, p: Poly) -> Poly:
        """Drop [a > 0] beside a factor a that is known to be >= 0."""
        for mono in p:
            for atom, _ in mono:
                if atom[0] == "ind":
                    return self.tidied(p)
        return p

    def tidied(self, p: Poly) -> Poly:
        """Do so, where there are indicators."""
        total: Poly = {}
        for mono, c in p.items():
            spare = {
                ("ind", key, 1)
                for atom, _ in mono
                if atom[0] == "e" and ("ind", key := freeze(single(atom)), 1) in dict(mono)
                if self.signs(dict(key)) <= {0, 1}
            }
            total = add(total, {tuple(pair for pair in mono if pair[0] not in spare): c})
        return total

    # terms

    def over(self, left: Ratio, right: Ratio, scale: int = 1) -> Ratio:
        """Return left + scale*right."""
        if not left[1] and not right[1]:
            return add(left[0], right[0], scale), {}
        den = {key: max(left[1].get(key, 0), right[1].get(key, 0)) for key in {**left[1], **right[1]}}
        nums = []
        for num, has in (left, right):
            for key, k in den.items():
                num = mul(num, power(dict(key), k - has.get(key, 0)))
            nums.append(num)
        return self.lowest(add(nums[0], nums[1], scale), den)

    def product(self, left: Ratio, right: Ratio) -> Ratio:
        """Return left*right."""
        if not left[1] and not right[1]:
            return self.tidy(mul(left[0], right[0])), {}
        den = {key: left[1].get(key, 0) + right[1].get(key, 0) for key in {**left[1], **right[1]}}
        return self.lowest(self.tidy(mul(left[0], right[0])), den)

    def lowest(self, num: Poly, den: dict[Any, int]) -> Ratio:
        """Cancel the factors of the denominator, each known to be non-zero, that divide the numerator."""
        left: dict[Any, int] = {}
        for key, k in den.items():
            while num and k and (quotient := divide(num, dict(key))) is not None:
                num, k = quotient, k - 1
            if num and k:
                left[key] = k
        return num, left

    def reciprocal(self, value: Ratio) -> Ratio:
        """Return 1/value; the numerator must be known to be non-zero."""
        num, den = value
        if 0 in self.signs(num):
            raise Refused(f"a denominator may be zero: {written(num)}", num)
        c, parts = factors(num)
        top: Poly = {(): ratio(1, c)}
        for key, k in den.items():
            top = mul(top, power(dict(key), k))
        return self.lowest(top, parts)

    def flat(self, value: Ratio) -> Poly:
        """Return the ratio as one polynomial, its denominators as inverses; each is known to be non-zero, so an atom cancels its own."""
        num, den = value
        for key, k in den.items():
            ((lead, _), *more) = key
            alone = lead[0][0] if not more and [k for _, k in lead] == [1] else None
            inverse, total = self.inverse(dict(key)), dict[Any, Any]()
            for mono, c in num.items():
                powers = dict(mono)
                spare = min(k, powers.get(alone, 0))
                if spare:
                    powers[alone] -= spare
                rest = {tuple((atom, j) for atom, j in powers.items() if j): c}
                total = add(total, mul(rest, power(inverse, k - spare)))
            num = total
        return num

    def fractions(self, p: Poly) -> Ratio:
        """Return a polynomial with the inverses of what is known not to be 0 as denominators: they are 1 over it."""
        total: Ratio = {}, {}
        for mono, c in p.items():
            own = {atom[1]: k for atom, k in mono if atom[0] == "inv" and 0 not in self.signs(dict(atom[1]))}
            rest = tuple(pair for pair in mono if pair[0][0] != "inv" or pair[0][1] not in own)
            total = self.over(total, ({rest: c}, own))
        return total

    def guarded(self, value: Ratio, inside: set[str]) -> Ratio:
        """Make inverses of the denominators that bind an index, or that need a guard to be non-zero."""
        num, den = value
        if not den:
            return value
        keep = {key: k for key, k in den.items() if not indices(key) & inside and 0 not in self.signs(dict(key))}
        return self.flat((num, {key: k for key, k in den.items() if key not in keep})), keep

    def term(self, node: ast.expr, env: dict[str, Any]) -> Ratio:
        """Read a term."""
        kind = type(node)
        value = READ[kind](self, node, env) if kind in READ else None
        if value is None:
            raise Refused(f"not a term that this checker reads: {ast.unparse(ast.fix_missing_locations(node))[:60]}")
        return value  # type: ignore[no-any-return]

    def literal(self, node: ast.Constant, env: dict[str, Any]) -> Ratio | None:
        """Read a number; None for other constants."""
        del env
        value = node.value
        return (({(): value} if value else {}), {}) if type(value) is int else None

    def named(self, node: ast.Name, env: dict[str, Any]) -> Ratio | None:
        """Read an index as a number, n, a scalar, or what is defined."""
        name = node.id
        if isinstance(index := env.get(name), str):
            return self.term(ast.Constant(int(index)), {}) if index.isdigit() else (single(("e", "", index)), {})
        if name == "n":
            return self.number(), {}
        if name in ("Z", "TPM_A", "TPM_U"):
            return self.term(parse(DEFINED[name]), {})
        return (single(("v", name)), {}) if name in self.scalars else None

    def at_index(self, node: ast.Subscript, env: dict[str, Any]) -> Ratio | None:
        """Read an entry."""
        family = node.value
        return self.entry(family.id, self.index(node.slice, env), env) if type(family) is ast.Name else None

    def negative(self, node: ast.UnaryOp, env: dict[str, Any]) -> Ratio | None:
        """Read a negative."""
        return self.over(({}, {}), self.term(node.operand, env), -1) if type(node.op) is ast.USub else None

    def operation(self, node: ast.BinOp, env: dict[str, Any]) -> Ratio | None:
        """Read a sum, a difference, a product, a quotient or a power."""
        match node.op:
            case ast.Add():
                return self.over(self.term(node.left, env), self.term(node.right, env))
            case ast.Sub():
                return self.over(self.term(node.left, env), self.term(node.right, env), -1)
            case ast.Mult():
                return self.product(self.term(node.left, env), self.term(node.right, env))
            case ast.Div():
                return self.product(self.term(node.left, env), self.reciprocal(self.term(node.right, env)))
            case ast.Pow():
                num, den = self.term(node.right, env)
                k = num.get((), 0)
                base = self.term(node.left, env)
                most = 12 if base[1] or set(base[0]) - {()} else 300  # of a number that is one
                if den or set(num) - {()} or k.denominator != 1 or abs(k) > most:
                    return self.exponential(self.product((num, den), self.logarithm(base)))
                result: Ratio = (ONE, {})
                base = self.reciprocal(base) if k < 0 else base
                for _ in range(abs(int(k))):
                    result = self.product(result, base)
                return result
        return None

    def either(self, node: ast.IfExp, env: dict[str, Any]) -> Ratio:
        """Read one of two terms, each where its condition holds."""
        chosen = self.indicator(node.test, env)
        total: Ratio = ({}, {})
        for weight, guard, branch in (
            (chosen, node.test, node.body), (add(ONE, chosen, -1), negate(node.test), node.orelse),
        ):  # fmt: skip
            if weight:
                room = self.branch()
                room.assume(guard, env, frozenset())
                total = self.over(total, self.product((weight, {}), self.guarded(room.term(branch, env), set())))
        return total

    def called(self, node: ast.Call, env: dict[str, Any]) -> Ratio | None:
        """Read a call, of something by its name and without keywords."""
        known = type(node.func) is ast.Name and not node.keywords
        return self.call(node.func.id, node.args, env) if known else None  # type: ignore[attr-defined]

    def index(self, node: ast.expr, env: dict[str, Any]) -> str:
        """Read an index."""
        if type(node) is ast.Name and isinstance(index := env.get(node.id), str):
            return index
        if type(node) is ast.Constant and type(node.value) is int and 0 <= node.value <= 12:
            return self.constant(node.value)
        raise Refused("an index is a bound name, or a small constant")

    def constant(self, value: int) -> str:
        """Return an output by its number, which n must be known to be greater than."""
        n = add(self.number() if self.size is None else {(): self.size}, {(): value} if value else {}, -1)
        if self.signs(n) != {1}:
            raise Refused(f"there may be no output {value}", n)
        return str(value)

    def entry(self, name: str, index: str, env: dict[str, Any]) -> Ratio:
        """Read an entry of a family: given, declared, defined, or a parameter of a shorthand."""
        if isinstance(env.get(name), tuple):
            name = env[name][1]
        if name in self.definitions:
            bound, body, tags = self.definitions[name]
            self.used |= tags
            return self.term(body, {bound: index})
        if name not in self.families:
            if name in DEFINED and name not in ("Z", "TPM_A", "TPM_U"):
                return self.term(parse(DEFINED[name]), {"y": index})
            raise Refused(f"no family is called {name}")
        if name == "r" and not self.finite:
            raise Refused("rewards may be minus infinity, so only r[i] and r[j] can be compared")
        if name == "r":
            self.used.add("finite rewards")
        if name == "w" and 0 in self.signs(BETA):
            raise Refused("w divides by beta, which may be zero")
        last = self.size is not None and index == str(self.size - 1)
        if last and name in self.vectors | self.declared:  # the last is what the others leave
            self.used |= {"probability vectors"} if name in self.vectors else set()
            return {(): 1, **{((("e", name, str(k)), 1),): -1 for k in range(int(index))}}, {}
        return single(("e", name, index)), {}

    def call(self, name: str, arguments: list[ast.expr], env: dict[str, Any]) -> Ratio:
        """Read a call: a lemma's parameter, a shorthand, a fold, or a function."""
        if isinstance(env.get(name), tuple) and env[name][0] == "lambda":
            _, parameters, body, outer = env[name]
            given = {p: self.index(a, env) for p, a in zip(parameters, arguments, strict=True)}
            return self.term(body, {**outer, **given})
        if name in SHORTHAND:
            names, text = SHORTHAND[name]
            inner: dict[str, Any] = {}
            for parameter, argument in zip(names.split(), arguments, strict=True):
                inner[parameter] = (
                    self.index(argument, env) if parameter == "i" else ("family", self.family(argument, env))
                )
            return self.term(parse(text), inner)
        if name in ("sum", "max", "min", "prod") and isinstance(arguments[0], ast.GeneratorExp) and len(arguments) == 1:
            return self.fold(name, arguments[0], env)
        parts = [self.term(argument, env) for argument in arguments]
        minus = [self.over(({}, {}), part, -1) for part in parts]
        match name, parts:
            case "max", [_, _, *_]:
                return self.maximum([self.flat(part) for part in parts]), {}
            case "min", [_, _, *_]:
                return add({}, self.maximum([self.flat(part) for part in minus]), -1), {}
            case "abs", [part]:  # x*(2*[x > 0] - 1), for x or -x, whichever comes first; long ones would be too long
                positive = all(self.signs(dict(key)) == {1} for key in part[1])
                p, den = part if positive else (self.flat(part), {})
                if len(signs := self.signs(p)) == 1 or signs in ({0, 1}, {0, -1}):
                    return (add({}, p, -1) if -1 in signs else p), den
                if len(p) > 6:
                    return self.maximum([p, add({}, p, -1)]), den
                p = p if not p or monic(p)[0] > 0 else add({}, p, -1)
                return self.lowest(self.tidy(mul(p, add(add({}, self.positive(p), 2), ONE, -1))), den)
            case "sign", [part]:
                return add(self.positive(self.flat(part)), self.positive(self.flat(minus[0])), -1), {}
            case "sqrt", [part]:
                if not self.signs(self.cleared(part)) <= {0, 1}:
                    raise Refused("the argument of a square root may be negative", self.cleared(part))
                return single(("f", "sqrt", freeze(self.flat(part)))), {}
            case "exp", [part]:
                return self.exponential(part)
            case "log", [part]:
                return self.logarithm(part)
        raise Refused(f"{name} is not a function that this checker reads here")

    def family(self, node: ast.expr, env: dict[str, Any]) -> str:
        """Read the name of a family."""
        if not isinstance(node, ast.Name):
            raise Refused("a family is a name")
        return str(env[node.id][1]) if isinstance(env.get(node.id), tuple) else node.id

    def exponential(self, value: Ratio) -> Ratio:
        """Return e to some power: the product over its terms, small whole factors as powers; exp(r[i]/beta) is w[i]."""
        total: Ratio = ONE, {}
        for term in value[0].items():
            ((mono, c),) = self.flat(self.lowest(dict([term]), value[1])).items()
            k = c.numerator if abs(c.numerator) <= 12 else 1 if c > 0 else -1
            key = mono[0][0][2] if len(mono) == 1 and mono[0][0][:2] == ("f", "log") else ()
            if (
                ratio(c, k) == 1 and key and mono[0][1] == 1 and self.signs(dict(key)) == {1}
            ):  # e to the logarithm of it
                base = (dict(key), {}) if k > 0 else self.reciprocal((dict(key), {}))
                total = self.product(total, (power(base[0], abs(k)), {each: j * abs(k) for each, j in base[1].items()}))
                continue
            atom: Any = ("f", "exp", freeze({mono: ratio(c, k)}))
            match ratio(c, k), dict(mono):
                case 1, {**rest} if len(rest) == 2 and rest.pop(("inv", freeze(single(("v", "beta")))), 0) == 1:
                    ((each, one),) = rest.items()
                    if (
                        each[:2] == ("e", "r")
                        and one == 1
                        and self.finite
                        and 0 not in self.signs(single(("v", "beta")))
                    ):
                        atom = ("e", "w", each[2])
            total = self.product(total, ({((atom, k),): 1}, {}) if k > 0 else (ONE, {freeze(single(atom)): -k}))
        return total

    def logarithm(self, value: Ratio) -> Ratio:
        """Return the logarithm of something known to be positive: split over factors known to be positive; log w = r/beta."""
        if self.by_factors(self.cleared(value)) != {1}:
            raise Refused(
                f"the argument of a logarithm may be zero or negative: {written(value[0])}", self.cleared(value)
            )
        c, parts = factors(value[0])
        pieces = []
        for key, k in (*parts.items(), *((key, -k) for key, k in value[1].items())):
            for name in sorted(indices(key)) if len(key) > 3 else ():  # p_ref is three terms, but one factor
                ref = self.term(parse("p_ref[y]"), {"y": name})[0] if name[0] != "#" else {}
                while ref and self.signs(ref) == {1} and freeze(ref) != key and (rest := divide(dict(key), ref)):
                    pieces.append((freeze(ref), k))
                    key = freeze(rest)
            if self.signs(dict(key)) == {-1}:  # two factors that are negative, as 1 - alpha may be written twice
                key, c = freeze(add({}, dict(key), -1)), c * (-1) ** abs(k)
            pieces.append((key, k))
        if c < 0 or any(self.signs(dict(key)) != {1} for key, _ in pieces):
            return single(("f", "log", freeze(self.flat(value)))), {}
        total: Ratio = {}, {}
        for number, sign in ((c.numerator, 1), (c.denominator, -1)):
            for prime, k in primes(number).items():
                total = self.over(total, (single(("f", "log", freeze({(): prime}))), {}), sign * k)
        for key, k in pieces:
            ((mono, _), *more) = key
            if not more and len(mono) == 1 and mono[0][1] == 1 and mono[0][0][:2] == ("e", "w") and self.finite:
                one: Ratio = single(("e", "r", mono[0][0][2])), {freeze(single(("v", "beta"))): 1}
            elif not more and len(mono) == 1 and mono[0][1] == 1 and mono[0][0][:2] == ("f", "exp"):
                one = self.fractions(dict(mono[0][0][2]))
            else:
                one = single(("f", "log", key)), {}
            total = self.over(total, one, k)
        return total

    def fold(self, name: str, loops: ast.expr, env: dict[str, Any]) -> Ratio:
        """Read a sum, a product, a maximum or a minimum over outputs; conditions guard the body and each other."""
        names, tests, body = loops_of(loops)
        if self.size is not None:
            return self.expanded(name, names, tests, body, env)
        self.number()
        own = {each: self.fresh() for each in names}
        env = {**env, **own}
        room, weight = self, ONE
        for test in tests:
            weight = mul(weight, room.indicator(test, env))
            room = room.branch()
            room.assume(test, env, frozenset())
        # a product of factors, each known to be positive where its conditions hold, is e to the sum of their logarithms there
        value = room.logarithm(room.term(body, env)) if name == "prod" else room.term(body, env)
        num, den = self.guarded(value, set(own.values()))
        if name in ("sum", "prod"):
            total = self.lowest(self.summed(self.tidy(mul(num, weight)), list(own.values())[::-1]), den)
            return self.exponential(total) if name == "prod" else total
        if len(names) != 1 or any(self.signs(dict(key)) != {1} for key in den):
            raise Refused("a maximum over one index is what this checker reads")
        if self.signs(some := self.summed(weight, list(own.values()))) != {1}:
            raise Refused("a maximum over outputs that there may be none of", some)
        if name == "max":
            return self.greatest(num, own[names[0]], weight), den
        return add({}, self.greatest(add({}, num, -1), own[names[0]], weight), -1), den

    def expanded(
        self, name: str, names: list[str], tests: list[ast.expr], body: ast.expr, env: dict[str, Any]
    ) -> Ratio:
        """Write a fold out at the size given."""
        self.number()
        total: Ratio = (ONE if name == "prod" else {}, {})
        options = []
        for each in itertools.product(map(str, range(self.size or 0)), repeat=len(names)):
            inner = {**env, **dict(zip(names, each, strict=True))}
            room, weight = self, ONE
            for test in tests:
                weight = mul(weight, room.indicator(test, inner))
                room = room.branch()
                room.assume(test, inner, frozenset())
            if weight:
                value = self.product((weight, {}), self.guarded(room.term(body, inner), set()))
                total = self.over(total, value) if name == "sum" else total
                if name == "prod":  # a factor counts where its conditions hold, and is 1 elsewhere
                    total = self.product(total, self.over(value, (add(ONE, weight, -1), {})))
                options.append(self.flat(value) if name != "min" else add({}, self.flat(value), -1))
        if name in ("sum", "prod"):
            return total
        if tests:
            raise Refused("a maximum with a condition")
        return (self.maximum(options) if name == "max" else add({}, self.maximum(options), -1)), {}

    def cleared(self, value: Ratio) -> Poly:
        """Return a polynomial of the same sign as the ratio: times its denominator where the sign is known, else its square."""
        num, den = value
        for key, k in den.items():
            signs = self.signs(dict(key)) if k % 2 else frozenset({1})
            if signs == {-1}:
                num = add({}, num, -1)
            elif signs != {1}:
                num = mul(num, dict(key))
        return num

    def link(self, node: ast.Compare, env: dict[str, Any]) -> tuple[str, Poly]:
        """Read one comparison as a relation, never < or <=, of a polynomial with 0."""
        left, relation, right = node.left, TEXT[type(node.ops[0])], node.comparators[0]
        match left, right:
            case ast.Subscript(ast.Name("r"), i), ast.Subscript(ast.Name("r"), j):
                if not self.finite and self.signs(single(("v", "beta"))) != {1}:
                    raise Refused("rewards may be minus infinity and beta is not known to be positive")
                family = "r" if self.finite else "w"
                p = add(single(("e", family, self.index(i, env))), single(("e", family, self.index(j, env))), -1)
            case _:
                p = self.cleared(self.over(self.term(left, env), self.term(right, env), -1))
        return (relation, p) if relation[0] != "<" else (relation.replace("<", ">"), add({}, p, -1))

    def indicator(self, node: ast.expr, env: dict[str, Any]) -> Poly:
        """Return the indicator of a formula; an earlier part guards the later ones.

        A comparison holds at every output if it does where its sides are closest: Y is finite and not empty.
        """
        whole = compared(node)
        read: tuple[str, Any] = ("compare", whole) if whole is not None else pieces(node)
        match read:
            case ("compare", compare):
                relation, p = self.link(compare, env)
                minus = self.positive(add({}, p, -1))
                if relation == ">":
                    return self.positive(p)
                if relation == ">=":
                    return add(ONE, minus, -1)
                either = add(self.positive(p), minus)
                return either if relation == "!=" else add(ONE, either, -1)
            case ("and", parts):
                room, total = self, ONE
                for part in parts:
                    total = mul(total, room.indicator(part, env))
                    room = room.branch()
                    room.assume(part, env, frozenset())
                return total
            case (("or" | "implies" | "any"), _):
                return add(ONE, self.indicator(negate(node), env), -1)
            case ("all", (names, body)) if self.size is not None:
                total = ONE
                for each in self.instances(names):
                    total = mul(total, self.indicator(body, {**env, **each}))
                return total
            case ("all", ([name], body)) if pieces(body)[0] == "compare":
                self.number()
                own, total = self.fresh(), ONE
                relation, p = self.link(pieces(body)[1], {**env, name: own})
                for sign in {">": (1,), ">=": (1,), "==": (1, -1)}.get(relation, ()):
                    least = self.least({mono: sign * c for mono, c in p.items()}, own)
                    minus = self.positive(add({}, least, -1))
                    total = mul(total, self.positive(least) if relation == ">" else add(ONE, minus, -1))
                if relation != "!=":
                    return total
        raise Refused("a condition with a quantifier")

    # taking in formulas

    def assume(self, node: ast.expr, env: dict[str, Any], tags: frozenset[str]) -> None:
        """Take a formula in as known: comparisons as facts, conjunctions in parts, the rest for steps to use."""
        match pieces(node):
            case ("compare", compare):
                (relation, p), own = self.tagged(self.link, compare, env)
                self.fact(relation, p, tags | own)
            case ("and", parts):
                for part in parts:
                    self.assume(part, env, tags)
            case ("all", (names, body)):
                if self.size is not None:
                    for each in itertools.product(map(str, range(self.size)), repeat=len(names)):
                        self.assume(body, {**env, **dict(zip(names, each, strict=True))}, tags)
                    return
                self.formulas.append((node, env, tags))
                kind, inside = pieces(body)
                if len(names) <= 3:
                    these = [self.fresh() for _ in names]
                    marks = {name: f"?{k}" for k, name in enumerate(these)}
                    for part in inside if kind == "and" else [inside] if kind == "compare" else []:
                        if pieces(part)[0] == "compare":
                            inner = {**env, **dict(zip(names, these, strict=True))}
                            (relation, p), own = self.tagged(self.link, pieces(part)[1], inner)
                            self.learn(self.rename(p, marks), SIGNS[relation], tags | own)
            case _:
                self.formulas.append((node, env, tags))

    def fact(self, relation: str, p: Poly, tags: frozenset[str]) -> None:
        """Take in a comparison with 0, and what follows at once: a sharper sign, and the order of the tilts."""
        self.facts.append((relation, p, tags))
        if p and not (len(p) == 1 and () in p):
            c, key = monic(p)
            self.note(c, key, SIGNS[relation], tags)
            sharp, why = self.known.get(key, (ANY, tags))
            if not sharp:  # no sign is left: what is known here is impossible
                self.facts.append((">", {}, why | tags))
            for sign, rel, scale in ((1, ">", 1), (-1, ">", -1), (0, "==", 1)) if len(sharp) == 1 else ():
                if sign in sharp and relation != rel:
                    self.facts.append((rel, add({}, p, scale * (1 if c > 0 or rel == "==" else -1)), why | tags))
        elif not p and relation == "!=":
            self.facts.append((">", {}, tags))
        if tilted := self.alike(p, "r", "w"):
            self.fact(relation, tilted, tags | self.known[freeze(single(("v", "beta")))][1])

    def defined(self, node: ast.expr, env: dict[str, Any]) -> None:
        """Check that a formula means something here: every part, where its guards let it matter."""
        if (whole := compared(node)) is not None:
            self.link(whole, env)
            return
        match pieces(node):
            case (("and" | "or") as kind, parts):
                room = self.branch()
                for part in parts:
                    room.defined(part, env)
                    room.assume(part if kind == "and" else negate(part), env, frozenset())
            case ("implies", (p, q)):
                self.defined(p, env)
                room = self.branch()
                room.assume(p, env, frozenset())
                room.defined(q, env)
            case ("iff", parts):
                for part in parts:
                    self.defined(part, env)
            case (_, (names, body)):
                for each in self.instances(names):
                    self.branch().defined(body, {**env, **each})

    def instances(self, names: list[str]) -> list[dict[str, str]]:
        """Return the ways to read bound names: one way with fresh free indices, or every constant at a size given."""
        if self.size is None:
            if not self.sums:
                self.used.discard("finite support")
            return [{name: self.fresh() for name in names}]
        choices = itertools.product(map(str, range(self.size)), repeat=len(names))
        return [dict(zip(names, each, strict=True)) for each in choices]

    # steps

    def tagged(self, work: Any, *arguments: Any) -> tuple[Any, frozenset[str]]:
        """Return what some work gives, and the names of the assumptions that it relied on: who uses it relies on them."""
        before, self.used = self.used, set()
        outcome = work(*arguments)
        tags, self.used = frozenset(self.used), before
        return outcome, tags

    def shown(self, goal: ast.expr, env: dict[str, Any], proof: list[Any]) -> None:
        """Check that a formula means something, and its proof."""
        self.defined(goal, env)
        self.branch().prove(goal, env, proof)

    def step(self, step: list[Any]) -> None:
        """Take a step that adds to what is known."""
        match step:
            case ["use" | "skolem" as kind, int(k), names]:
                node, env, tags = self.formulas[k]
                found, (bound, body) = pieces(node)
                if found != ("all" if kind == "use" else "any") or len(bound) != len(names):
                    raise Refused(f"formula {k} cannot be taken at {names}")
                if kind == "skolem":
                    self.used |= tags
                    self.name(names)
                self.assume(body, {**env, **{b: self.at(name) for b, name in zip(bound, names, strict=True)}}, tags)
            case ["have", text, proof]:
                _, tags = self.tagged(self.shown, parse(text), self.names, proof)
                self.assume(parse(text), dict(self.names), tags)
            case ["lemma", name, given, proofs]:
                parameters, premises, conclusion = LEMMAS[name]
                if set(given) != set(parameters.split()):
                    raise Refused(f"the lemma {name} takes {parameters}")
                env = {parameter: self.argument(given[parameter]) for parameter in parameters.split()}
                tags = frozenset[str]()
                for premise, proof in zip(premises, proofs, strict=True):
                    tags |= self.tagged(self.shown, parse(premise), env, proof)[1]
                tags |= self.tagged(self.defined, parse(conclusion), env)[1]
                self.assume(parse(conclusion), env, tags)
            case ["known", text]:
                (num, den), tags = self.tagged(self.term, parse(text), self.names)
                for relation in (">", "==", ">="):
                    signs, own = self.tagged(self.signs, num)
                    if not den and signs <= SIGNS[relation]:
                        self.fact(relation, num, tags | own)
                        return
                raise Refused("a sign that is not known")
            case ["define", int(k), str(name)]:
                self.define(k, name)
            case ["reference"] if self.vectors:
                self.reference()
            case ["refresh", int(k)]:
                relation, p, tags = self.facts[k]
                self.fact(relation, self.rename(p, {}), tags)
            case _:
                raise Refused(f"no step is called {step[:1]}")

    def define(self, k: int, name: str) -> None:
        """Read a family's entries, from now on, as what formula k says that they are at every output."""
        node, env, tags = self.formulas[k]
        kind, (names, body) = pieces(node)
        equalities = pieces(body)[1] if pieces(body)[0] == "and" else [body]
        for left, right in ((a, b) for part in equalities for a, b in sides(part)):
            if (kind, ast.unparse(left)) == ("all", f"{name}[{names[0]}]") and len(names) == 1:
                spoken = self.spoken(right)
                if name in self.families - {"r", "w", *self.definitions, *spoken} and not set(env) & spoken:
                    self.definitions[name] = names[0], right, tags
                    return
        raise Refused(f"formula {k} does not say what {name} is at every output, in terms of something else")

    def reference(self) -> None:
        """Read p_ref, from now on, as a vector of its own, which sums to 1 as p_A and p_U do; formulas say what else it is."""
        self.families, self.vectors = {*self.families, "p_ref"}, {*self.vectors, "p_ref"}

    def spoken(self, term: ast.expr) -> set[str]:
        """Return the names that a term speaks of, and those that what they stand for speaks of."""
        found, todo = set[str](), [term]
        while todo:
            new = names_in(todo.pop()) - found
            found |= new
            todo += [parse(DEFINED[name]) for name in new & set(DEFINED) - self.families]
            todo += [self.definitions[name][1] for name in new & set(self.definitions)]
        return found

    def name(self, names: list[str]) -> None:
        """Introduce names for fresh free indices."""
        for name in names:
            if name in self.names or not isinstance(name, str) or not name.isidentifier():
                raise Refused(f"the index {name} is taken, or is not a name")
            self.names[name] = self.fresh()

    def at(self, name: str) -> str:
        """Return the index that a name stands for; at a size given, a digit stands for itself."""
        if name in map(str, range(13)):
            return self.constant(int(name))
        if name not in self.names:
            raise Refused(f"no index is called {name}")
        return str(self.names[name])

    def argument(self, text: str) -> Any:
        """Read a lemma's argument: an index, or a function of indices written as a lambda."""
        match parse(text):
            case ast.Lambda(ast.arguments(args=parameters), body):
                return "lambda", [each.arg for each in parameters], body, dict(self.names)
        return self.at(text)

    def combination(self, parts: list[Any]) -> tuple[Poly, bool, bool]:
        """Add a combination up: the polynomial, whether it is strictly positive, and whether it is just zero."""
        total, strict, zero = dict[Any, Fraction](), False, True
        for coefficient, refs, text in parts:
            c, product = ratio(Fraction(coefficient), 1), ONE
            relations: set[str] = set()
            for ref in refs:
                relation, p, tags = self.facts[ref]
                product, relations = mul(product, p), relations | {relation}
                self.used |= tags
            if "==" in relations:
                product = mul(product, self.flat(self.term(parse(text), self.names))) if text is not None else product
            elif c <= 0 or text is not None or not relations <= {">", ">="}:
                raise Refused(
                    "a combination has a coefficient that is not positive, or a fact that is not an inequality"
                )
            else:
                zero, strict = False, strict or relations <= {">"}
            total = add(total, product, c)
        return total, strict, zero

    def prove(self, goal: ast.expr, env: dict[str, Any], proof: list[Any]) -> None:  # noqa: PLR0915 - a case a step
        """Prove a formula by steps, the last of which closes the goal. Raises `Refused` where that fails."""
        *steps, last = proof
        for step in steps:
            self.step(step)
        match last:
            case ["linear", scale, parts]:
                relation, p = self.link(self.comparison(goal), env)
                total, strict, zero = self.combination(parts)
                for ref in scale:
                    rel, q, tags = self.facts[ref]
                    if rel != ">" and not (relation in ("==", "!=") and rel == "!="):
                        raise Refused("a scale that is not known to be positive")
                    p = mul(p, q)
                    self.used |= tags
                if add(total, p, -1) or not {">": strict, ">=": True, "==": zero}.get(relation, False):
                    raise Refused(f"a combination does not give the goal: {written(add(total, p, -1))} is left")
            case ["absurd", parts]:
                total, strict, _ = self.combination(parts)
                value = total.get((), 0)
                if set(total) - {()} or not (value < 0 or (value == 0 and strict)):
                    raise Refused("a combination is not impossible")
            case ["split", text, first, second]:
                self.defined(parse(text), self.names)
                for formula, branch in ((parse(text), first), (negate(parse(text)), second)):
                    self.case([(formula, self.names)], frozenset(), goal, env, branch)
            case ["cases", int(k), *proofs]:
                node, own, tags = self.formulas[k]
                self.used |= tags
                for formulas, branch in zip(self.options(node, own), proofs, strict=True):
                    self.case(formulas, tags, goal, env, branch)
            case ["both", first, second]:
                compare = self.comparison(goal)
                for op, branch in ((ast.GtE, first), (ast.LtE, second)):
                    if not isinstance(compare.ops[0], ast.Eq):
                        raise Refused("only an equality has two sides")
                    self.branch().prove(ast.Compare(compare.left, [op()], compare.comparators), env, branch)
            case ["stronger", relation, branch]:
                compare = self.comparison(goal)
                stronger: Any = {">": ast.Gt, "<": ast.Lt, "==": ast.Eq}[relation]
                if (relation, TEXT[type(compare.ops[0])]) not in {
                    (">", "!="),
                    ("<", "!="),
                    (">", ">="),
                    ("<", "<="),
                    ("==", ">="),
                    ("==", "<="),
                }:
                    raise Refused("not a stronger relation")
                self.branch().prove(ast.Compare(compare.left, [stronger()], compare.comparators), env, branch)
            case ["or", int(k), branch]:
                parts = pieces(goal)[1] if pieces(goal)[0] == "or" else []
                others = [(negate(part), env) for j, part in enumerate(parts) if j != k]
                self.case(others, frozenset(), parts[k], env, branch)
            case ["witness", names, branch]:
                kind, (bound, body) = pieces(goal)
                if kind != "any":
                    raise Refused("the goal is no `any`")
                inner = {**env, **{b: self.at(name) for b, name in zip(bound, names, strict=True)}}
                self.branch().prove(body, inner, branch)
            case ["intro", names, *proofs]:
                self.intro(goal, env, names, proofs)
            case _:
                raise Refused(f"no closing step is called {last[:1]}")

    def case(
        self, known: list[tuple[ast.expr, dict[str, Any]]], tags: frozenset[str], goal: ast.expr, env: dict[str, Any],
        proof: list[Any],
    ) -> None:  # fmt: skip
        """Prove the goal in a room that knows more."""
        room = self.branch()
        for formula, own in known:
            room.assume(formula, dict(own), tags)
        room.prove(goal, env, proof)

    def comparison(self, goal: ast.expr) -> ast.Compare:
        """Return the goal, which must be one comparison."""
        kind, compare = pieces(goal)
        if kind != "compare":
            raise Refused("the goal is not one comparison; take it apart first")
        return compare  # type: ignore[no-any-return]

    def options(self, node: ast.expr, env: dict[str, Any]) -> list[list[tuple[ast.expr, dict[str, Any]]]]:
        """Return the cases of a formula that is known: one of them holds."""
        match pieces(node):
            case ("or", parts):
                return [[(part, env)] for part in parts]
            case ("implies", (p, q)):
                return [[(negate(p), env)], [(p, env), (q, env)]]
            case ("iff", (p, q)):
                return [[(p, env), (q, env)], [(negate(p), env), (negate(q), env)]]
            case ("any", (names, body)) if self.size is not None:
                return [[(body, {**env, **each})] for each in self.instances(names)]
        raise Refused("a formula without cases")

    def intro(self, goal: ast.expr, env: dict[str, Any], names: list[str], proofs: list[Any]) -> None:
        """Take a goal apart: a conjunction (an earlier part helps the later ones), an implication, an `all`."""
        todo: list[tuple[list[tuple[ast.expr, dict[str, Any]]], ast.expr, dict[str, Any]]] = []
        match pieces(goal):
            case ("and", parts):
                todo = [([(q, env) for q in parts[:k]], part, env) for k, part in enumerate(parts)]
            case ("implies", (p, q)):
                todo = [([(p, env)], q, env)]
            case ("iff", (p, q)):
                todo = [([(p, env)], q, env), ([(q, env)], p, env)]
            case ("all", (bound, body)) if self.size is not None:
                todo = [([], body, {**env, **each}) for each in self.instances(bound)]
            case ("all", (bound, body)):
                self.name(names)
                todo = [([], body, {**env, **{b: self.names[name] for b, name in zip(bound, names, strict=True)}})]
        if not todo or len(todo) != len(
            proofs
        ):  # a comparison, an `or` and an `any` have no parts: nothing is no proof
            raise Refused("a goal is taken apart into another number of parts")
        for (known, part, inner), proof in zip(todo, proofs, strict=True):
            self.case(known, frozenset(), part, inner, proof)


READ: dict[type, Any] = {
    ast.Constant: Room.literal, ast.Name: Room.named, ast.Subscript: Room.at_index, ast.UnaryOp: Room.negative,
    ast.BinOp: Room.operation, ast.IfExp: Room.either, ast.Call: Room.called,
}  # fmt: skip


def written(p: Poly) -> str:
    """Return a polynomial, roughly, for a message."""
    return " + ".join(f"{c}*{'*'.join(str(atom) for atom, _ in mono)}" for mono, c in list(p.items())[:3])[:200] or "0"


def check(document: Any) -> Report:
    """Check a certificate; any fault in it, of whatever kind, is a refusal with its reason."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 5000))
    try:
        statement, supports = document["statement"], document["supports"]
        asked = statement["n"]
        sizes = {entry["size"] for entry in document["proofs"]}
        well_formed(statement)
        covered, used = None in sizes, set[str]()
        if not covered:
            left, used = sizes_left(statement) if asked == "all" else (set(asked), used)
            covered = bool(left) and left <= sizes
        if document["certificate"] != 1 or supports != asked or not covered or not statement["claim"]:
            raise Refused("the certificate does not cover the support sizes, or is of another kind")
        for entry in document["proofs"]:
            used |= replay(statement, entry)
    except Refused as reason:
        return Report(accepted=False, reason=str(reason.args[0]))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        what = f"{type(error).__name__}: {error}"[:200]
        return Report(accepted=False, reason=f"malformed: not of the shape that CERTIFICATES.md describes ({what})")
    return Report(accepted=True, reason="every step follows", relies_on=tuple(sorted(used)))


def sizes_left(statement: dict[str, Any]) -> tuple[set[int], set[str]]:
    """Return the support sizes at which assumptions that only compare n with numbers hold, if they are few, and those assumptions' names.

    At any other size no world meets the assumptions. No sizes are returned where they are not bounded, or not by 12.
    """
    dropped = set(statement["without"])
    left, names = set(range(1 if "at least two outputs" in dropped else 2, 14)), set[str]()
    for name, text in statement["assume"].items() if "finite support" not in dropped else ():
        kind, parts = pieces(parse(text))
        for part in parts if kind == "and" else [parts] if kind == "compare" else []:
            match part:
                case ast.Compare(ast.Name("n"), [op], [ast.Constant(int(k))]) if type(k) is int:
                    relation = TEXT[type(op)]
                case ast.Compare(ast.Constant(int(k)), [op], [ast.Name("n")]) if type(k) is int:
                    relation = TEXT[type(op)].translate(str.maketrans("<>", "><"))
                case _:
                    continue
            left &= {m for m in left if SIGNS[relation] >= {(m > k) - (m < k)}}
            names.add(name)
    return (left, names) if names and 13 not in left else (set(), set())


def well_formed(statement: dict[str, Any]) -> None:
    """Refuse a statement with keys, names or sizes that are none: declared names become part of formulas."""
    lists = [statement[key] for key in ("families", "distributions", "scalars", "without")]
    declared = [name for each in lists[:3] for name in each]
    if set(statement) != KEYS or not all(isinstance(each, list) for each in lists):
        raise Refused("the statement has another shape, or says more than this checker reads")
    if not all(isinstance(name, str) and name.isidentifier() and name.isascii() for name in declared):
        raise Refused("a declared name is no name")
    if set(statement["without"]) - NAMES or len(set(declared)) < len(declared) or set(declared) & TAKEN:
        raise Refused("the statement declares a name that is taken, or drops an assumption that there is not")
    if statement["n"] != "all" and not all(type(n) is int for n in statement["n"]):
        raise Refused("a support size is a number")


def replay(statement: dict[str, Any], entry: dict[str, Any]) -> set[str]:
    """Check one proof of every claim; return the names of the assumptions that it used."""
    size = entry["size"]
    if not (size is None or (type(size) is int and 1 <= size <= 12)):
        raise Refused("a size is a small positive number")
    room = Room(statement, size)
    waiting = dict(enumerate(statement["assume"].items()))
    for step in entry["setup"]:
        if step[:1] == ["assume"] and len(step) < 3:  # all are in force, so one may make sense of an earlier one
            k = step[1] if step[1:] else min(waiting, default=None)
            if k not in waiting:
                raise Refused("an assumption is taken in that there is not, or that was taken in before")
            name, text = waiting.pop(k)
            room.defined(parse(text), {})
            room.assume(parse(text), {}, frozenset({name}))
        else:
            room.step(step)
    if waiting:
        raise Refused("an assumption was never shown to be defined")
    for text, proof in zip(statement["claim"].values(), entry["claims"], strict=True):
        room.defined(parse(text), {})
        room.branch().prove(parse(text), {}, proof)
    return room.used


TAKEN = {*DEFINED, *SHORTHAND, "p_A", "p_U", "r", "w", "n", "alpha", "beta", "Y", "sum", "prod", "max", "min", "exp", "log", "sqrt", "abs", "sign"}  # fmt: skip
KEYS = {"title", "source", "without", "assume", "claim", "n", "families", "distributions", "scalars"}
NAMES = {*SETTING, "probability vectors", "finite rewards", "finite support"}


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; a key that stands twice would show one thing to a reader and another to the checker."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def main(arguments: list[str]) -> int:
    """Check the file named; print the answer; return the exit code."""
    try:
        with open(arguments[0], encoding="utf-8") as file:  # noqa: PTH123 - one import fewer
            document = json.load(file, object_pairs_hook=once)
    except (IndexError, OSError, ValueError, RecursionError) as error:
        sys.stderr.write(f"this cannot be read as a certificate: {error}; usage: python recheck_certificate.py FILE\n")
        return 64
    report = check(document)
    sys.stdout.write(f"{'accepted' if report.accepted else 'refused'}: {report.reason}\n")
    return 0 if report.accepted else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
