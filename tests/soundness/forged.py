"""Certificates for false statements, made by hand to slip through: each tries one weakness that a checker may have.

Every statement here is false, or says one thing to a reader and another to Python; `accepted` would be a wrong theorem.
"""

from __future__ import annotations

from typing import Any

TRIVIAL = ["linear", [], []]
DIVIDES = {"a": "1/x >= 1", "b": "x > 0"}
LAST = ["linear", [], [["1", [-1], None]]]
ABSURD = [["absurd", [["1", [-1], None]]]]
LOWER = "sum(p_A[k]*(1 if r[k] > r[i] else 0) for k in Y)"
TWICE = f"sum((1 if r[i] > r[j] else 0)*p_A[i]/(1 + {LOWER}) for i in Y for j in Y)"
SOME = [["known", "(1 if p_A[i] > 0 else 0)"], ["linear", [], [["1", [-1], None]]]]
POSITIVE = ["lemma", "strict sum", {"F": "lambda i: 1 if p_A[i] > 0 else 0", "W": "lambda i: p_A[i]"},
            [[["intro", ["i"], SOME]], [["intro", ["i"], [["intro", [], [["linear", [], [["1", [], None]]]]]]]], [["linear", [], [["1", [], None]]]]]]  # fmt: skip
SAME_ORDER = "all((1 if w[i] > w[j] else 0) == (1 if r[i] > r[j] else 0) for i in Y for j in Y)"
CAPTURED = "sum((1 if r[i] > r[j] else 0)*p_A[i]/(1 + n*p_A[j]*(1 if r[j] > r[i] else 0)) for i in Y for j in Y)"


def certificate(goal: str, steps: list[Any], *, setup: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return a certificate of one claim; `size` and `setup` belong to its proof, the rest to the statement."""
    size = more.pop("size", None)
    statement = {"title": "", "source": "", "without": [], "assume": {}, "claim": {"c": goal}, "n": "all"}
    statement |= {"families": [], "distributions": [], "scalars": []} | more
    before = [["assume"] for _ in statement["assume"]] if setup is None else setup
    proofs = [{"size": size, "setup": before, "claims": [steps]}]
    return {"certificate": 1, "statement": statement, "supports": statement["n"], "proofs": proofs}


def have(text: str, *steps: Any) -> list[Any]:
    return ["have", text, list(steps)]


MIXTURE = have("all(p_ref[y] == alpha*p_A[y] + (1 - alpha)*p_U[y] for y in Y)", ["intro", ["y"], [TRIVIAL]])
NOT_NEGATIVE = [["intro", ["y"], [["known", "p_A[y]"], ["linear", [], [["1", [-1], None]]]]]]


def differ(a: str, b: str) -> list[Any]:
    """Prove that two outputs are not one, where that is known: the first comes later, or it does not."""
    gap = ["linear", [], [["1", [-1], None]]]
    return [["split", f"{a} > {b}", [["stronger", ">", [gap]]], [["stronger", "<", [gap]]]]]


def two_terms(claim: str, body: str, premise: list[Any], proof: list[Any]) -> dict[str, Any]:
    """A claim about any two outputs, by two terms of one sum."""
    lemma = ["lemma", "two terms", {"F": f"lambda y: {body}", "j": "i", "k": "j"}, [premise, proof]]
    return certificate(claim, [["intro", ["i", "j"], [["intro", [], [lemma, ["linear", [], [["1", [-1], None]]]]]]]])


def another(claim: str, proof: list[Any], **more: Any) -> dict[str, Any]:
    """A claim about any two outputs, by one that is not the first."""
    steps = [["lemma", "another", {"k": "i"}, [[["linear", [], [["1", [-1], None]]]]]], ["skolem", -1, ["z"]]]
    return certificate(claim, [["intro", ["i", "j"], [*steps, ["witness", ["z"], proof]]]], **more)


def known_product(body: str) -> list[Any]:
    """Prove that a product is positive, by what is known of its factors."""
    return [["known", f"prod({body} for y in Y)"], ["linear", [], [["1", [-1], None]]]]


def bent(way: str, g: str, s: str, sign: str, slopes: list[Any], d: str = "p_A[i] - p_U[i]") -> dict[str, Any]:
    """A claim that one mean is at least another, by an order of what is beyond every level (or by one of what is below it)."""
    beyond = "max(r[i] - r[j], 0)" if way == "convex" else "min(r[i], r[j])"
    given = {"D": d, "R": "r[i]", "G": g, "S": s}
    tangent = [["lemma", "tangent", {"i": "i", "j": "j"}, []], LAST] if "w" in g else [TRIVIAL]
    premises = [
        [TRIVIAL],
        [["intro", ["j"], [["use", -1, ["j"]], LAST]]],
        [["intro", ["j"], slopes]],
        [["intro", ["i", "j"], tangent]],
    ]
    lemma = [
        "lemma",
        f"{way} order of a function",
        {name: f"lambda i: {body}" for name, body in given.items()},
        premises,
    ]
    order = f"all(sum({sign}({d})*{beyond} for i in Y) >= 0 for j in Y)"
    return certificate(f"sum(({d})*({g}) for i in Y) >= 0", [lemma, LAST], assume={"a": order})


def nested() -> dict[str, Any]:
    """A sum inside a double sum, written out again: its bound index must not become one of the outer ones."""
    above = [["known", "p_A[k]"], ["linear", [], [["1", [-1], None]]]]
    inner = [["intro", ["k"], [["split", "r[k] > r[i]", above, [TRIVIAL]]]]]
    lemma = ["lemma", "sum", {"F": "lambda k: p_A[k]*(1 if r[k] > r[i] else 0)"}, [inner]]
    one = have(f"all(1 + {LOWER} > 0 for i in Y)", ["intro", ["i"], [lemma, ["linear", [], [["1", [-1], None], ["1", [], None]]]]])  # fmt: skip
    sign = [["use", 1, ["j"]], ["linear", [], [["1", [-1, 0], None], ["1", [], None]]]]
    two = have("all(1 + n*p_A[j]*(1 if r[j] > r[i] else 0) > 0 for i in Y for j in Y)",
               ["intro", ["i", "j"], [["split", "r[j] > r[i]", sign, [["linear", [], [["1", [], None]]]]]]])  # fmt: skip
    steps = [["refresh", -1], ["linear", [], [["1", [-1], None]]]]
    setup = [one, two, ["assume"]]
    other = {"the sums": f"x == {TWICE}"}
    return certificate(f"x == {CAPTURED}", steps, setup=setup, assume=other, scalars=["x"])


FORGED: dict[str, dict[str, Any]] = {
    "an index bound twice": nested(),
    "a name with a formula in it": certificate(
        "all(p_A[i] > 2 for i in Y)", [["intro", ["i"], [["use", 1, ["i"]], ["absurd", [["1", [6], None]]]]]],
        distributions=["0 > 1 and p_A"]),
    "a name that is no text": certificate("1 == 2", ABSURD, distributions=[1]),
    "names in one text": certificate("1 == 2", ABSURD, families="ab"),
    "a comment over the claim": certificate("1 == 1 #\n and 1 == 2", [TRIVIAL]),
    "a comment over an assumption": certificate("beta > 1", [["linear", [], [["1", [-1], None]]]], assume={"a": "beta > 1 #\n or alpha > 0"}),
    "a letter that Python folds": certificate("ｎ >= 2", [["linear", [], [["1", [3], None]]]]),
    "another assumption under another key": certificate("1 == 1", [TRIVIAL], unless="alpha > 0"),
    "is in place of ==": certificate("alpha is 1", [["intro", [], [TRIVIAL]]]),
    "in, in a chain": certificate("0 < alpha in 1", [["intro", [], [["known", "alpha"], ["linear", [], [["1", [-1], None]]]], [TRIVIAL]]]),
    "a size that is true": certificate("n == 1", [TRIVIAL], n=[True], size=True, without=["at least two outputs"]),
    "a size that is a text": certificate("n == 2", [TRIVIAL], n="2", size=2),
    "no sizes": certificate("n == 2", [TRIVIAL], n=[], size=2),
    "an entry at true": certificate("p_A[True] == 0", [TRIVIAL], n=[2], size=2),
    "no claim": certificate("1 == 2", [TRIVIAL], claim={}),
    "a part of a comparison": certificate("1 == 2", [["intro", []]]),
    "a goal that is its own witness": certificate("any(p_A[i] > 1 for i in Y)", [["witness", ["i"], [TRIVIAL]]]),
    "an assumption that divides by zero": certificate("1 == 2", ABSURD, assume={"a": "1/(alpha - alpha) > 0"}),
    "a division that one output spoils": certificate("sum(1/(p_A[i] - p_U[i])*(p_A[i] - p_U[i]) for i in Y) == n", [TRIVIAL]),
    "a guard that covers one index of two": certificate(
        "all(implies(p_A[i] > 0, p_U[j]/p_A[i]*p_A[j]/p_A[j] == p_U[j]/p_A[i]) for i in Y for j in Y)",
        [["intro", ["i", "j"], [["intro", [], [TRIVIAL]]]]]),
    "a guard after what it guards": certificate("all(1/p_A[i] > 0 or p_A[i] == 0 for i in Y)", [["intro", ["i"], [["or", 0, [TRIVIAL]]]]]),
    "a guard that is gone outside": certificate("all((p_A[i]/p_A[i] if p_A[i] > 0 else 1)*1 == p_A[i]/p_A[i] for i in Y)", [["intro", ["i"], [TRIVIAL]]]),
    "a weight that vanishes": certificate("all((1/p_A[i] if p_A[i] > 0 else 0)*p_A[i] == 1 for i in Y)", [["intro", ["i"], [TRIVIAL]]]),
    "zero times a logarithm of zero": certificate("sum(p_A[i]*log(p_A[i]) for i in Y) <= 0", [TRIVIAL]),
    "KL to what vanishes": certificate("KL(p_A, p_U) >= 0", [["lemma", "gibbs", {"P": "lambda i: p_A[i]", "Q": "lambda i: p_U[i]"}, [[TRIVIAL], [TRIVIAL]]], ["linear", [], [["1", [-1], None]]]]),
    "a maximum of nothing": certificate("max(p_A[i] for i in Y if p_A[i] > 1) > 0", [TRIVIAL]),
    "a bound index as an argument": certificate("p_A[y] >= 0", [["known", "p_A[y]"], ["linear", [], [["1", [-1], None]]]]),
    "one index under two names": certificate(
        "all(p_A[i] == p_A[j] for i in Y for j in Y)", [["intro", ["i", "i"], [TRIVIAL]]]),
    "an index where a function belongs": certificate("1 == 2", [["lemma", "log", {"A": "i"}, [[TRIVIAL]]], TRIVIAL]),
    "a function where an index belongs": certificate("1 == 2", [["lemma", "tangent", {"i": "lambda: 1", "j": "lambda: 2"}, []], TRIVIAL]),
    "a function of another number of indices": certificate("1 == 2", [["lemma", "sum", {"F": "lambda: -1"}, [[["intro", ["i"], [TRIVIAL]]]]], TRIVIAL]),
    "an argument too many": certificate("1 == 1", [["lemma", "attained", {"X": "lambda z: r[z]", "k": "lambda: 1"}, []], TRIVIAL]),
    "a chord out of order": certificate(
        "all((w[k] - w[i])*(r[j] - r[i]) >= (w[j] - w[i])*(r[k] - r[i]) for i in Y for j in Y for k in Y)",
        [["intro", ["i", "j", "k"], [["lemma", "chord", {"i": "i", "j": "j", "k": "k"}, [[TRIVIAL], [TRIVIAL]]], ["linear", [], [["1", [-1], None]]]]]]),
    "a strict chord between equals": certificate(
        "all(implies(r[i] <= r[j] and r[j] < r[k], (w[k] - w[i])*(r[j] - r[i]) > (w[j] - w[i])*(r[k] - r[i])) for i in Y for j in Y for k in Y)",
        [["intro", ["i", "j", "k"], [["intro", [], [["lemma", "strict chord", {"i": "i", "j": "j", "k": "k"}, [
            [["linear", [], [["1", [-4], None]]]], [["linear", [], [["1", [-2], None]]]]]], ["linear", [], [["1", [-1], None]]]]]]]]),
    "a sum of one of many": certificate("all(n == 1 for i in Y)", [["intro", ["i"], [
        ["lemma", "alone", {"F": "lambda y: 1", "k": "i"}, [[["intro", ["y"], [["intro", [], [TRIVIAL]]]]]]], ["linear", [], [["1", [-1], None]]]]]]),
    "a term of a sum with negative ones": certificate("all(0 >= alpha for i in Y)", [["intro", ["i"], [
        ["lemma", "term", {"F": "lambda y: alpha - alpha*(1 if y != i else 0)*n", "k": "i"}, [[["intro", ["y"], [TRIVIAL]]]]], ["linear", [], [["1", [-1], None]]]]]]),
    "two terms that may be one": two_terms("all(implies(i <= j, p_A[i] + p_A[j] <= 1) for i in Y for j in Y)", "p_A[y]", NOT_NEGATIVE, differ("i", "j")),
    "two terms that are one": two_terms("all(implies(i == j, p_A[i] + p_A[j] <= 1) for i in Y for j in Y)", "p_A[y]", NOT_NEGATIVE, [["linear", [], [["1", [-1], None]]]]),
    "two terms of a sum with negative ones": two_terms("all(implies(i != j, 0 >= 2*alpha - alpha*n*(p_A[i] + p_A[j])) for i in Y for j in Y)", "alpha - alpha*n*p_A[y]", NOT_NEGATIVE, differ("i", "j")),
    "another output where there may be one only": another("all(any(z != i for z in Y) for i in Y for j in Y)", differ("z", "i"), without=["at least two outputs"]),
    "another output than two": another("all(any(z != i and z != j for z in Y) for i in Y for j in Y)", [["intro", [], differ("z", "i"), differ("z", "j")]]),
    "one value at two outputs": certificate("all(p_A[i] == p_A[j] for i in Y for j in Y)", [["intro", ["i", "j"], [
        ["lemma", "same", {"i": "i", "j": "j", "G": "lambda y: p_A[y]"}, [[TRIVIAL]]], ["linear", [], [["1", [-1], None]]]]]]),
    **{f"a definition {why}": certificate("1 == 2", [["absurd", [["1", [-1], None]]]], setup=[*[["assume"]]*len(given), *steps], families=["f", "g"],
        assume={str(k): each for k, each in enumerate(given)}) for why, given, steps in [
        ("in terms of itself", ["all(f[i] == 1 - f[i] for i in Y)"], [["define", -1, "f"]]),
        ("in a circle", ["all(f[i] == g[i] for i in Y)", "all(g[i] == f[i] for i in Y)"], [["define", -2, "f"], ["define", -1, "g"]]),
        ("of a component by the mixture", ["all(p_A[i] == p_ref[i] for i in Y)"], [["define", -1, "p_A"]]),
        ("of rewards", ["all(r[i] == 0 for i in Y)"], [["define", -1, "r"]]),
        ("of tilts", ["all(w[i] == 1 for i in Y)"], [["define", -1, "w"]]),
        ("of what is defined", ["all(p_ref[i] == 1/n for i in Y)"], [["define", -1, "p_ref"]]),
        ("twice", ["all(f[i] == 1 and f[i] == 1 for i in Y)"], [["define", -1, "f"], ["define", -1, "f"]]),
        ("at some output", ["any(f[i] == 1 for i in Y)"], [["define", -1, "f"]]),
        ("at two outputs", ["all(f[i] == r[j] for i in Y for j in Y)"], [["define", -1, "f"]]),
        ("by what is at least that", ["all(f[i] >= 1 for i in Y)"], [["define", -1, "f"]]),
        ("where a condition holds", ["all(implies(r[i] > 0, f[i] == 1) for i in Y)"], [["define", -1, "f"]]),
        ("by another's name", ["all(f[i] == 1 for i in Y)"], [["define", -1, "g"]]),
        ("by a formula that was not taken in", [], [["define", 5, "f"]]),
        ("of what is not a family", ["all(f[i] == 1 for i in Y)"], [["define", -1, "alpha"]])]},
    "a third output of two": certificate("p_A[2] >= 0", [["known", "p_A[2]"], ["linear", [], [["1", [-1], None]]]]),
    "a second output of one": certificate("p_A[1] >= 0", [["known", "p_A[1]"], ["linear", [], [["1", [-1], None]]]], without=["at least two outputs"]),
    "a witness beyond n": certificate("any(p_A[i] >= 0 for i in Y)", [["witness", ["2"], [["known", "p_A[2]"], ["linear", [], [["1", [-1], None]]]]]]),
    "an output past its size": certificate("p_A[2] >= 0", [["linear", [], [["1", [-1], None]]]], n=[2], size=2),
    "a power of what may be negative": certificate("(x - 2)**beta > 0", [["known", "(x - 2)**beta"], ["linear", [], [["1", [-1], None]]]], scalars=["x"]),
    "masses where what rises is negative": certificate("-sum(p_A[i] for i in Y) >= 0", [["lemma", "dominance of masses", {"D": "lambda i: p_A[i]", "G": "lambda i: -1"},
        [[["intro", ["i"], [TRIVIAL]]], [["intro", ["i", "j"], [["intro", [], [TRIVIAL]]]]], [["intro", ["j"], [TRIVIAL]]]]], ["linear", [], [["1", [-1], None]]]]),
    "an order in what falls where it should rise": certificate("sum((p_A[i] - p_U[i])*f[i] for i in Y) <= 0", [["lemma", "dominance of a function",
        {"D": "lambda i: p_A[i] - p_U[i]", "R": "lambda i: f[i]", "G": "lambda i: -f[i]"},
        [[["intro", ["i", "j"], [["intro", [], [["linear", [], [["1", [-1], None]]]]]]]], [["linear", [], []]], [["intro", ["j"], [["use", -1, ["j"]], ["linear", [], [["1", [-1], None]]]]]]]],
        ["linear", [], [["1", [-1], None]]]], assume={"order": "all(sum((p_A[i] - p_U[i]) if f[i] >= f[j] else 0 for i in Y) >= 0 for j in Y)"}, families=["f"]),
    "an order in another function": certificate("sum((p_A[i] - p_U[i])*w[i] for i in Y) >= 0", [["lemma", "dominance of a function",
        {"D": "lambda i: p_A[i] - p_U[i]", "R": "lambda i: r[i]", "G": "lambda i: w[i]"},
        [[["intro", ["i", "j"], [["intro", [], [["linear", [], [["1", [-1], None]]]]]]]], [["linear", [], []]], [["intro", ["j"], [["use", -1, ["j"]], ["linear", [], [["1", [-1], None]]]]]]]],
        ["linear", [], [["1", [-1], None]]]], assume={"order": "all(sum((p_A[i] - p_U[i]) if f[i] >= f[j] else 0 for i in Y) >= 0 for j in Y)"}, families=["f"]),
    "a maximum over what there may not be": certificate("max(r[y] for y in Y if p_A[y] > 1/2) >= min(r[y] for y in Y)", [TRIVIAL]),
    "the greatest of those that it is not among": certificate("all(max(r[y] for y in Y if p_A[y] > 0) >= r[i] for i in Y)", [["intro", ["i"], [
        ["lemma", "greatest among", {"X": "lambda y: r[y]", "C": "lambda y: p_A[y]", "k": "i"}, [[["linear", [], [["1", [], None]]]]]], ["linear", [], [["1", [-1], None]]]]]],
        setup=[POSITIVE]),
    "attained by none": certificate("1 == 2", [["lemma", "attained among", {"X": "lambda y: r[y]", "C": "lambda y: -p_A[y]"}, [[TRIVIAL]]], ["absurd", [["1", [-1], None]]]]),
    "a definition outside its case": certificate("all(f[i] == 1 for i in Y)", [["split", "all(f[i] == 1 for i in Y)",
        [["define", -1, "f"], ["intro", ["i"], [TRIVIAL]]], [["intro", ["i"], [TRIVIAL]]]]], families=["f"]),
    "one half of a pair": certificate("sum(p_A[i]*p_U[j]*(w[i] - w[j]) for i in Y for j in Y) >= 0", [
        ["lemma", "double sum by order", {"F": "lambda i, j: p_A[i]*p_U[j]*(w[i] - w[j])"}, [[["intro", ["i", "j"], [["intro", [], [
            ["use", 1, ["i"]], ["use", 2, ["j"]], ["linear", [], [["1", [-1, -2, 5], None]]]]]]]]]], ["linear", [], [["1", [-1], None]]]]),
    "one value at an output and what is not before it": certificate("all(implies(i <= j, p_A[i] == p_A[j]) for i in Y for j in Y)", [["intro", ["i", "j"], [["intro", [], [
        ["lemma", "same", {"i": "i", "j": "j", "G": "lambda y: p_A[y]"}, [[["linear", [], [["1", [-1], None]]]]]], ["linear", [], [["1", [-1], None]]]]]]]]),
    "one value where rewards are the same": certificate("all(implies(r[i] == r[j], p_A[i] == p_A[j]) for i in Y for j in Y)", [["intro", ["i", "j"], [["intro", [], [
        ["lemma", "same", {"i": "i", "j": "j", "G": "lambda y: p_A[y]"}, [[["linear", [], [["1", [-1], None]]]]]], ["linear", [], [["1", [-1], None]]]]]]]]),
    "assumptions that make sense of each other": certificate("x*y > 1", [["linear", [], [["1", [-1], None]]]],
        setup=[["assume", 1], ["assume", 0]], assume={"a": "x > 1/y and y > 0", "b": "y > 1/x and x > 0"}, scalars=["x", "y"]),
    "an assumption before what makes sense of it": certificate("x > 0", [["linear", [], [["1", [6], None]]]],
        setup=[["assume", 0], ["assume", 1]], assume=DIVIDES, scalars=["x"]),
    "an assumption twice in place of another": certificate("x > 0", [["linear", [], [["1", [6], None]]]],
        setup=[["assume", 1], ["assume", 1]], assume=DIVIDES, scalars=["x"]),
    "an assumption left out": certificate("x > 0", [["linear", [], [["1", [6], None]]]], setup=[["assume", 1]], assume=DIVIDES, scalars=["x"]),
    "an assumption that there is not": certificate("x > 0", [["linear", [], [["1", [6], None]]]],
        setup=[["assume", 1], ["assume", -1]], assume=DIVIDES, scalars=["x"]),
    "something positive in a sum of zeros": certificate("1 == 2", [
        ["lemma", "some", {"F": "lambda y: 0"}, [[TRIVIAL]]], ["skolem", -1, ["z"]], ["absurd", [["1", [-1], None]]]]),
    "equal laws where nothing rises": certificate("all(p_A[i] == p_U[i] for i in Y)", [["lemma", "equal laws",
        {"D": "lambda i: p_A[i] - p_U[i]", "G": "lambda i: 1"}, [[TRIVIAL], [["intro", ["i", "j"], [["intro", [], [TRIVIAL]]]]],
        [["intro", ["i", "j"], [["intro", [], [TRIVIAL]]]]], [TRIVIAL], [["intro", ["j"], [TRIVIAL]]]]], ["intro", ["i"], [TRIVIAL]]]),
    "a range too small": certificate("log(Z) <= E(r, p_ref)/beta", [["lemma", "hoeffding",
        {"P": "lambda i: p_ref[i]", "L": "lambda: 0", "H": "lambda: 0"}, [[["stronger", ">", [["known", "beta"], ["linear", [], [["1", [-1], None]]]]]],
        [TRIVIAL], [TRIVIAL], [TRIVIAL], [["intro", ["i"], [TRIVIAL]]]]], ["linear", [], [["1", [-1], None]]]]),
    "a covariance by weights of either sign": certificate("sum(f[i]*r[i]**2 for i in Y)*sum(f[i] for i in Y) >= sum(f[i]*r[i] for i in Y)**2", [["lemma", "cauchy schwarz",
        {"P": "lambda i: f[i]", "F": "lambda i: r[i]", "G": "lambda i: 1"}, [[["intro", ["i"], [TRIVIAL]]]]], ["linear", [], [["1", [-1], None]]]], families=["f"]),
    "a variance that is positive": certificate("sum(p_A[i]*r[i]**2 for i in Y) > sum(p_A[i]*r[i] for i in Y)**2", [["lemma", "cauchy schwarz",
        {"P": "lambda i: p_A[i]", "F": "lambda i: r[i]", "G": "lambda i: 1"}, [[["intro", ["i"], [["known", "p_A[i]"], ["linear", [], [["1", [-1], None]]]]]]]], ["linear", [], [["1", [-1], None]]]]),
    "a covariance less means by other weights": certificate("sum(p_A[i]*(r[i] - E(r, p_U))**2 for i in Y) == sum(p_A[i]*r[i]**2 for i in Y) - E(r, p_U)**2", [TRIVIAL]),
    "a root that may be zero": certificate("sqrt(x)/sqrt(x) == 1", [TRIVIAL], assume={"a": "x >= 0"}, scalars=["x"]),
    "a root of a factor that may be zero": certificate("sqrt((x + y)*(x - y)) > 0", [["known", "sqrt((x + y)*(x - y))"], ["linear", [], [["1", [-1], None]]]],
        assume={"a": "x + y > 0 and x - y >= 0 and (x + y)*(x - y) >= 0"}, scalars=["x", "y"]),
    "a root of two factors of either sign": certificate("sqrt((x + y)*(x - y)) > 0", [["known", "sqrt((x + y)*(x - y))"], ["linear", [], [["1", [-1], None]]]],
        assume={"a": "x + y != 0 and x - y != 0"}, scalars=["x", "y"]),
    "a root of what is divided by something negative": certificate("sqrt((x + y)*(x - y)/z + 1) > 1", [["known", "sqrt((x + y)*(x - y)/z)"], ["linear", [], [["1", [-1], None]]]],
        assume={"a": "x + y > 0 and x - y > 0 and z != 0"}, scalars=["x", "y", "z"]),
    "equal where a divergence is only small": certificate("all(p_A[i] == p_U[i] for i in Y)", [["lemma", "gibbs with equality",
        {"P": "lambda i: p_A[i]", "Q": "lambda i: p_U[i]"}, [[TRIVIAL], [TRIVIAL], [TRIVIAL]]], ["intro", ["i"], [TRIVIAL]]]),
    "the lemma's own names": certificate("1 == 2", [["lemma", "sum", {"F": "lambda i: F(i)"}, [[["intro", ["i"], [TRIVIAL]]]]], TRIVIAL]),
    "a convex order at any output": certificate("all(sum(p_A[i] - p_U[i] if r[i] >= r[k] else 0 for i in Y) >= 0 for k in Y)", [["intro", ["k"], [["lemma", "convex order at the top",
        {"D": "lambda i: p_A[i] - p_U[i]", "k": "k"}, [[["intro", ["y"], [TRIVIAL]]], [TRIVIAL], [["intro", ["j"], [["use", -1, ["j"]], ["linear", [], [["1", [-1], None]]]]]]]],
        ["linear", [], [["1", [-1], None]]]]]], assume={"a": "all(sum((p_A[i] - p_U[i])*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"}),
    "equal laws without equality": certificate("all(sum(p_A[i] - p_U[i] if r[i] >= r[k] else 0 for i in Y) == 0 for k in Y)", [["lemma", "convex order with equality",
        {"D": "lambda i: p_A[i] - p_U[i]"}, [[TRIVIAL], [["linear", [], [["1", [4], None]]]], [TRIVIAL], [["intro", ["j"], [["use", -1, ["j"]], ["linear", [], [["1", [-1], None]]]]]]]],
        ["intro", ["k"], [["use", -1, ["k"]], ["linear", [], [["1", [-2], None]]]]]], assume={"a": "all(sum((p_A[i] - p_U[i])*max(r[i] - r[j], 0) for i in Y) >= 0 for j in Y)"}),
    **{f"an order of a function {why}": bent(way, g, s, sign, slopes, **more) for why, way, g, s, sign, slopes, more in [
        ("that bends the other way", "convex", "-1/w[i]", "1/(beta*w[i])", "", [["or", 0, [["linear", [], [["1", [], None]]]]]], {}),
        ("that is convex, where it should be concave", "concave", "w[i]", "w[i]/beta", "", [["or", 0, [["known", "w[j]"], LAST]]], {}),
        ("that falls", "convex", "1/w[i]", "-1/(beta*w[i])", "", [["or", 0, [["linear", [], [["1", [], None]]]]]], {}),
        ("that falls, with other means", "convex", "-r[i]", "-1", "", [["or", 1, [LAST]]], {}),
        ("and less of it", "convex", "r[i]", "1", "-", [["or", 0, [["linear", [], [["1", [], None]]]]]], {}),
        ("and more of it below", "concave", "r[i]", "1", "-", [["or", 0, [["linear", [], [["1", [], None]]]]]], {}),
        ("and other masses", "convex", "r[i]", "1", "", [["or", 0, [["linear", [], [["1", [], None]]]]]], {"d": "p_A[i] - 2*p_U[i]"})]},
    **{f"a condition on every output, {why}": certificate(f"sum(p_A[i] for i in Y if {one}) == sum(p_A[i] for i in Y if {other})", [TRIVIAL], **more) for why, one, other, more in [
        ("and some output", "all(r[j] <= r[i] for j in Y)", "any(r[j] <= r[i] for j in Y)", {}),
        ("strict and weak", "all(r[j] <= r[i] for j in Y)", "all(r[j] < r[i] for j in Y)", {}),
        ("equal and at most", "all(r[j] <= r[i] for j in Y)", "all(r[j] == r[i] for j in Y)", {}),
        ("the other way", "all(r[j] <= r[i] for j in Y)", "all(r[j] >= r[i] for j in Y)", {}),
        ("above the least", "all(r[j] <= r[i] for j in Y)", "r[i] >= min(r[j] for j in Y)", {}),
        ("with a name bound twice", "all(r[i] <= 0 for i in Y)", "r[i] <= 0", {}),
        ("of a product", "all(r[j]*r[i] <= 1 for j in Y)", "r[i]*max(r[j] for j in Y) <= 1", {}),
        ("and an indicator", "all(r[j] <= r[i] for j in Y)", "all((1 if r[j] > r[i] else 0) <= 1 for j in Y)", {}),
        ("unequal", "all(r[j] != r[i] + 1 for j in Y)", "max(r[j] for j in Y) != r[i] + 1", {}),
        ("at a size", "all(r[j] <= r[i] for j in Y)", "r[i] >= r[0]", {"n": [3], "size": 3})]},
    "a condition on every one of no outputs": certificate("(1 if all(r[j] >= 0 for j in Y) else 0) <= 1 and 1 == 2", [["intro", [], [TRIVIAL], [TRIVIAL]]], without=["finite support"]),
    "a condition on every output that divides by zero": certificate("sum(p_A[i] for i in Y if all(1/(r[j] - r[i]) >= 0 for j in Y)) <= 1", [TRIVIAL]),
    "an absolute value of either sign": certificate("abs(x) == x", [TRIVIAL], assume={"a": "x != 0"}, scalars=["x"]),
    "an absolute value without its sign": certificate("abs(x) == x", [TRIVIAL], assume={"a": "x <= 0"}, scalars=["x"]),
    "a logarithm of a mixture that may vanish": certificate("all(log(p_ref[i]*p_ref[i]) == 2*log(p_ref[i]) for i in Y)", [["intro", ["i"], [TRIVIAL]]], without=["full support"]),
    "a logarithm of a sum": certificate("all(log(p_A[i] + p_U[i]) == log(p_A[i]) + log(p_U[i]) for i in Y)", [["intro", ["i"], [TRIVIAL]]], assume={"a": "all(p_A[i] > 0 and p_U[i] > 0 for i in Y)"}),
    "a logarithm of a fraction the other way up": certificate("log(2/3) == log(3) - log(2)", [TRIVIAL]),
    "a logarithm of a product of two negative ones": certificate("log(x*y) == log(-x) - log(-y)", [TRIVIAL], assume={"a": "x < 0 and y < 0"}, scalars=["x", "y"]),
    "an exponential order the other way": certificate("exp(x) >= exp(y)", [["lemma", "exp order", {"A": "lambda: x", "B": "lambda: y"},
        [[["linear", [], [["1", [-1], None]]]]]], ["linear", [], [["1", [-1], None]]]], assume={"a": "x <= y"}, scalars=["x", "y"]),
    "a strict exponential order from a weak one": certificate("exp(x) > exp(y)", [["lemma", "strict exp order", {"A": "lambda: x", "B": "lambda: y"},
        [[["linear", [], [["1", [-1], None]]]]]], ["linear", [], [["1", [-1], None]]]], assume={"a": "x >= y"}, scalars=["x", "y"]),
    "a tangent too steep": certificate("exp(x) >= 1 + 2*x", [["lemma", "exp", {"A": "lambda: x", "B": "lambda: 0"}, []],
        ["linear", [], [["1", [-1], None]]]], scalars=["x"]),
    "an exponential of a product": certificate("exp(x)*exp(y) == exp(x*y)", [TRIVIAL], scalars=["x", "y"]),
    "an exponential of another temperature": certificate("all(exp(r[i]/b) == w[i] for i in Y)", [["intro", ["i"], [TRIVIAL]]], assume={"a": "b > 0"}, scalars=["b"]),
    "a tilt where beta may be zero": certificate("all(exp(r[i]/beta) == w[i] for i in Y)", [["intro", ["i"], [TRIVIAL]]], without=["positive temperature"]),
    "a bound of one side of an absolute value": certificate("abs(x) <= 1", [["intro", [], [["linear", [], [["1", [-1], None]]]], [["linear", [], [["1", [-1], None]]]]]], assume={"a": "x <= 1"}, scalars=["x"]),
    "one of two that the greater bounds": certificate("x >= 1", [["linear", [], [["1", [-1], None]]]], assume={"a": "max(x, y) >= 1"}, scalars=["x", "y"]),
    "all of what the least is below": certificate("x <= 1", [["cases", -1, [["linear", [], [["1", [-1], None]]]], [["linear", [], [["1", [-1], None]]]]]], assume={"a": "min(x, y) <= 1"}, scalars=["x", "y"]),
    "an equality with the greater of two": certificate("x == 1", [["linear", [], [["1", [-1], None]]]], assume={"a": "max(x, y) == 1"}, scalars=["x", "y"]),
    "the least of two that may mean nothing": certificate("(1 if 0 < min(x, 1/x) else 0) >= 0", [["known", "1"], ["linear", [], [["1", [], None]]]], scalars=["x"]),
    "a condition whose negation guards it": certificate("(1 if 0 < y or not (1 <= max(x, 1/x)) else 0) == (1 if 0 < y or not (1 <= max(x, 1/x)) else 0)", [TRIVIAL], scalars=["x", "y"]),
    "a negation that may mean nothing": certificate("not (1/x > 0 and 1/x < 0)", [["or", 0, [["linear", [], [["1", [-1], None]]]]]], scalars=["x"]),
    "a negated comparison that may mean nothing": certificate("y == y", [TRIVIAL], assume={"a": "not (1/x > y)"}, scalars=["x", "y"]),
    "the greatest of two that may mean nothing": certificate("y == y", [TRIVIAL], assume={"a": "not (1 <= max(x, 1/x))"}, scalars=["x", "y"]),
    "bounds that may mean nothing": certificate("y == y", [TRIVIAL], assume={"a": "x >= 1 or 1 <= max(x, 1/x)"}, scalars=["x", "y"]),
    "the order of tilts at any temperature": certificate(SAME_ORDER, [["intro", ["i", "j"], [TRIVIAL]]], without=["positive temperature"], assume={"a": "beta != 0"}),
    "the order of tilts below zero": certificate(SAME_ORDER, [["intro", ["i", "j"], [TRIVIAL]]], without=["positive temperature"], assume={"a": "beta < 0"}),
    "the order of a tilt and a multiple": certificate(SAME_ORDER.replace("> w[j]", "> 2*w[j]"), [["intro", ["i", "j"], [TRIVIAL]]]),
    "half of what is not the same either way round": certificate("sum(p_A[i]*p_U[j] for i in Y for j in Y if i < j) == 1/2 - sum(p_A[i]*p_U[i] for i in Y)/2", [TRIVIAL]),
    "half of a sum with the diagonal": certificate("sum(p_A[i]*p_A[j] for i in Y for j in Y if i <= j) == 1/2 - sum(p_A[i]**2 for i in Y)/2", [TRIVIAL]),
    "a sum over pairs that changes its sign": certificate("sum(p_A[i]*p_U[j] - p_A[j]*p_U[i] for i in Y for j in Y if i < j) == 0", [TRIVIAL]),
    "what a branch knows": certificate(
        "alpha > 2", [have("alpha > 2 or alpha <= 2", ["split", "alpha > 2", [["or", 0, [["linear", [], [["1", [-1], None]]]]]], [["or", 1, [["linear", [], [["1", [-1], None]]]]]]]),
                      ["linear", [], [["1", [-1], None]]]]),
    "what a premise knows": certificate(
        "alpha > 2", [["lemma", "log", {"A": "lambda: alpha"}, [[["split", "alpha > 2", [["known", "alpha"], ["linear", [], [["1", [-1], None]]]], [["known", "alpha"], ["linear", [], [["1", [-1], None]]]]]]]],
                      ["linear", [], [["1", [-1], None]]]]),
    "an index of a branch": certificate(
        "any(p_A[i] > 1/2 for i in Y)", [have("any(p_A[i] > 0 for i in Y) or 1 == 1", ["or", 1, [TRIVIAL]]), ["witness", ["i"], [TRIVIAL]]]),
    "a number below zero": certificate("alpha < 0", [["linear", [], [["-1", [0], None]]]]),
    "a number that is none": certificate("alpha < 0", [["linear", [], [["nan", [0], None]]]]),
    "zero as a strict part": certificate("alpha > alpha", [["linear", [], [["0", [], None]]]]),
    "a scale that may be zero": certificate("all(p_A[i] > 0 for i in Y)", [["intro", ["i"], [["use", 1, ["i"]], ["linear", [-1], []]]]]),
    "an inequality with a multiplier": certificate("alpha < 0", [["linear", [], [["1", [0], "-1"]]]]),
    "a product of what may be 0": certificate("prod(p_A[y] for y in Y) > 0", known_product("p_A[y]")),
    "a product of what may be negative": certificate("prod(r[y] for y in Y) > 0", known_product("r[y]")),
    "a product of tilts that may be 0": certificate("prod(w[y] for y in Y) > 0", known_product("w[y]"), without=["finite rewards"]),
    "a product of negatives": certificate("prod(-w[y] for y in Y) == -prod(w[y] for y in Y)", [TRIVIAL]),
    "a product without its condition": certificate("prod(w[y] for y in Y if r[y] > 0) == prod(w[y] for y in Y)", [TRIVIAL]),
    "a product without its condition, at a size": certificate("prod(2 for y in Y if r[y] > 0) == prod(2 for y in Y)", [TRIVIAL], n=[2], size=2),
    "a product of nothing": certificate("prod(2 for y in Y if 0 > 1) == 0", [TRIVIAL]),
    "a product of nothing, at a size": certificate("prod(2 for y in Y if 0 > 1) == 0", [TRIVIAL], n=[2], size=2),
    "a product as a sum": certificate("prod(2 for y in Y) == 2*n", [TRIVIAL]),
    "a product over pairs as one over outputs": certificate("prod(w[i] for i in Y for j in Y) == prod(w[i] for i in Y)", [TRIVIAL]),
    "a product by another number of outputs": certificate("prod(w[y]/beta for y in Y)*beta == prod(w[y] for y in Y)", [TRIVIAL]),
    "a reference that need not sum to 1": certificate("sum(p_ref[y] for y in Y) == 1", [["reference"], TRIVIAL], without=["probability vectors"]),
    "a reference of its own that is not negative": certificate("all(p_ref[i] >= 0 for i in Y)", [["reference"], ["intro", ["i"], [["known", "p_ref[i]"], LAST]]]),
    "a reference of its own that is no mixture": certificate("Z == sum(p_ref[y] for y in Y)", [["reference"], TRIVIAL]),
    "a reference and a component in a circle": certificate("1 == 2", [MIXTURE, ["reference"], ["define", -1, "p_ref"], have("all(p_A[y] == (p_ref[y] - (1 - alpha)*p_U[y])/alpha for y in Y)", ["intro", ["y"], [TRIVIAL]]), ["define", -1, "p_A"], TRIVIAL]),
    "an inverse of what may be 0 under a logarithm": certificate("x*log(exp(1/x if x != 0 else 0)) == 1", [TRIVIAL], scalars=["x"]),
}  # fmt: skip
