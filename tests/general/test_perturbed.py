"""True statements with one token changed: whatever is still proved holds in exact random worlds."""

from __future__ import annotations

import ast
import itertools
import random
import re
from fractions import Fraction
from typing import Any

import pytest

from prefshift_sym.engine.general import prove
from prefshift_sym.errors import LanguageError
from prefshift_sym.language.show import show
from prefshift_sym.theory.unfold import unfold
from prefshift_sym.verdict import Proved
from tests.general.corpus import TRUE, build

CHANGES = [
    (">=", "<="), (">=", ">"), (">=", "=="), ("<=", ">="), (r"(?<![<>=])>(?!=)", "<"), (r"(?<![<>=])>(?!=)", ">="), ("p_A", "p_U"),
    ("p_U", "p_A"), ("p_theta", "p_ref"), ("w", "r"), (r"r\[i\]", "r[j]"), (r"\+", "-"), ("-", "+"), ("else 0", "else 1"), ("n", "2"),
    ("alpha", "(1 - alpha)"), (" and ", " or "), ("implies", "iff"), ("max", "min"), ("sum", "max"), ("all", "any"),
]  # fmt: skip
SLOW = (  # and much like others
    "hazard rate of the other", "ratio gives hazard rate", "reversed hazard rate gives dominance", "dominance gives the Bradley-Terry rate",
    "means by total variation", "total variation, what is above", "an output by total variation",
)  # fmt: skip
TITLES = [
    title
    for title, (given, claim, more) in TRUE.items()
    if not re.search(r"KL|beta|log|sqrt|exp", "".join(given) + claim)  # what is left is evaluated here, in rationals
    if title not in SLOW and "scalars" not in more
]


def perturbed(title: str) -> list[tuple[list[str], str, dict[str, Any]]]:
    """Return every statement with one token changed."""
    given, claim, more = TRUE[title]
    found = []
    for place, text in enumerate([*given, claim]):
        for old, new in CHANGES:
            for match in re.finditer(
                old if len(old) > 1 else rf"\b{re.escape(old)}\b" if old.isalpha() else re.escape(old), text
            ):
                changed = text[: match.start()] + new.replace("\\", "") + text[match.end() :]
                texts = [*given, claim]
                texts[place] = changed
                found.append((texts[:-1], texts[-1], more))
    return found


def world(rng: random.Random) -> dict[str, Any]:
    """Return a world with w = 2**r, that is, beta = 1/log 2, which no statement here mentions."""
    n = rng.choice([2, 2, 3, 3, 4])

    def vector() -> list[Fraction]:
        raw = [rng.choice([0, 0, 1, 1, 2, 3, 5]) for _ in range(n)]
        return [Fraction(x, sum(raw)) for x in raw] if sum(raw) else vector()

    r = [rng.randint(0, 3) for _ in range(n)]
    a, u = vector(), vector()
    if rng.random() < 0.4:  # sorted ones meet the order assumptions
        r, a = sorted(r), sorted(a)
        u = sorted(u, reverse=rng.random() < 0.7)
    if not all(x + y for x, y in zip(a, u, strict=True)):
        return world(rng)
    return {
        "n": n,
        "alpha": Fraction(rng.randint(1, 4), 5),
        "p_A": a,
        "p_U": u,
        "r": r,
        "f": [rng.randint(-1, 2) for _ in range(n)],
        "s": [rng.randint(0, 1) for _ in range(n)],
        "g": [rng.randint(-1, 2) for _ in range(n)],
        "w": [Fraction(2) ** x for x in r],
    }


def value(node: ast.expr, at: dict[str, Any], env: dict[str, int]) -> Any:
    """Evaluate an unfolded formula or term, the plain way."""
    go = lambda part: value(part, at, env)  # noqa: E731
    match node:
        case ast.Constant(number):
            return Fraction(number)
        case ast.Name(name):
            return env[name] if name in env else at[name]
        case ast.Subscript(ast.Name(family), ast.Name(index)):
            return at[family][env[index]]
        case ast.UnaryOp(ast.USub(), part):
            return -go(part)
        case ast.UnaryOp(ast.Not(), part):
            return not go(part)
        case ast.BoolOp(op, parts):
            return (all if isinstance(op, ast.And) else any)(go(part) for part in parts)
        case ast.BinOp(left, op, right):
            a, b = go(left), go(right)
            return (
                a + b
                if isinstance(op, ast.Add)
                else a - b
                if isinstance(op, ast.Sub)
                else a * b
                if isinstance(op, ast.Mult)
                else Fraction(a) / b
            )
        case ast.Compare(left, ops, rights):
            terms = [go(part) for part in (left, *rights)]
            tests = {
                ast.Gt: "__gt__",
                ast.GtE: "__ge__",
                ast.Eq: "__eq__",
                ast.NotEq: "__ne__",
                ast.Lt: "__lt__",
                ast.LtE: "__le__",
            }
            return all(
                getattr(Fraction(a), tests[type(op)])(b) for a, op, b in zip(terms, ops, terms[1:], strict=False)
            )
        case ast.IfExp(test, then, other):
            return go(then if go(test) else other)
        case ast.Call(ast.Name(name), [ast.GeneratorExp(body, loops)]):
            found = []
            for each in itertools.product(range(at["n"]), repeat=len(loops)):
                inner = {**env, **{loop.target.id: k for loop, k in zip(loops, each, strict=True)}}
                if all(value(test, at, inner) for loop in loops for test in loop.ifs):
                    found.append(value(body, at, inner))
            return {"sum": sum, "max": max, "min": min, "all": all, "any": any}[name](found)
        case ast.Call(ast.Name("implies"), [p, q]):
            return not go(p) or go(q)
        case ast.Call(ast.Name("iff"), [p, q]):
            return bool(go(p)) == bool(go(q))
        case ast.Call(ast.Name("abs"), [part]):
            return abs(go(part))
        case ast.Call(ast.Name(("max" | "min") as name), parts):
            return {"max": max, "min": min}[name](go(part) for part in parts)
    raise AssertionError(ast.dump(node))


EFFORT = 500  # of the search for each certificate: most that there are take less


@pytest.mark.parametrize("title", TITLES)
def test_perturbed_statements(title: str) -> None:
    """No world refutes what was proved."""
    rng = random.Random(title)
    pool = [world(rng) for _ in range(1500)]
    options = perturbed(title)
    for entry in rng.sample(options, min(3, len(options))):
        try:
            statement = build(title, entry)
        except LanguageError:
            continue
        verdict = prove(statement, effort=EFFORT)
        if isinstance(verdict, Proved):
            formulas = [
                ast.parse(show(unfold(formula)), mode="eval").body
                for _, formula in (*statement.assume, *statement.claim)
            ]
            for at in pool:
                *given, claim = formulas
                assert value(claim, at, {}) or not all(value(formula, at, {}) for formula in given), (entry, at)
