"""The checker's normal form, against exact evaluation of the same text at random finite worlds."""

from __future__ import annotations

import ast
import itertools
import math
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import Refused, Room, parse, primes

STATEMENT: dict[str, Any] = {"without": [], "families": ["f"], "distributions": ["p"], "scalars": ["c"]}
World = dict[str, Any]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Return a world of two or three outputs, with w any positive numbers in the order of r."""
    n = draw(st.integers(2, 3))
    small = st.fractions(0, 3, max_denominator=3)

    def vector() -> list[Fraction]:
        raw = [draw(small) for _ in range(n)]
        total = sum(raw)
        return [x / total for x in raw] if total else [Fraction(int(k == 0)) for k in range(n)]

    r = [Fraction(draw(st.integers(-2, 2))) for _ in range(n)]
    a = vector()
    u = [(x + Fraction(1, n)) / 2 for x in vector()]
    return {
        "n": n, "alpha": draw(st.sampled_from([Fraction(1, 3), Fraction(1, 2)])), "beta": Fraction(draw(st.integers(1, 2))),
        "c": draw(small), "p_A": a, "p_U": u, "p": vector(), "f": [draw(small) - 1 for _ in range(n)],
        "r": r, "w": [Fraction(2) ** int(x) + (x > 0) for x in r],
    }  # fmt: skip


def entries(index: str) -> st.SearchStrategy[str]:
    """Return the texts of entries at an index."""
    return st.sampled_from([f"{f}[{index}]" for f in ("p_A", "p_U", "p", "f", "r", "w", "p_ref")])


def terms(indices: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    """Return texts of terms over free indices."""
    leaves = st.one_of(st.sampled_from(["alpha", "c", "n", "2", "1/3"]), *(entries(i) for i in indices))
    if depth == 0:
        return leaves
    inner = terms(indices, depth - 1)
    new = f"k{len(indices)}"
    inside = terms((*indices, new), depth - 1)
    test = st.tuples(inside, st.sampled_from([">", ">=", "==", "<"]), inside).map(lambda t: f"{t[0]} {t[1]} {t[2]}")
    options = [
        leaves,
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"max({t[0]}, {t[1]})"),
        inner.map(lambda t: f"abs({t})"),
        st.tuples(inner, st.sampled_from(["Z", "(1 + n)", "beta"])).map(lambda t: f"({t[0]})/{t[1]}"),
    ]
    if len(indices) < 2:  # noqa: PLR2004 - sums within sums within sums are slow, and nothing new
        options += [
            inside.map(lambda t: f"sum({t} for {new} in Y)"),
            st.tuples(inside, test).map(lambda t: f"sum({t[0]} for {new} in Y if {t[1]})"),
            st.tuples(inside, test, inside).map(lambda t: f"sum(({t[0]} if {t[1]} else {t[2]}) for {new} in Y)"),
            inside.map(lambda t: f"max({t} for {new} in Y)"),
            entries(new).map(lambda t: f"sum({t}*post_A[{new}] for {new} in Y)"),
        ]
    return st.one_of(options)


def value(node: ast.expr, world: World, env: dict[str, int]) -> Any:
    """Evaluate a text of the language, the plain way."""
    match node:
        case ast.Constant(number):
            return Fraction(number)
        case ast.Name("Z"):
            return sum(entry("p_ref", k, world) * world["w"][k] for k in range(world["n"]))
        case ast.Name(name):
            return Fraction(world[name])
        case ast.Subscript(ast.Name(family), ast.Name(index)):
            return entry(family, env[index], world)
        case ast.UnaryOp(_, part):
            return -value(part, world, env)
        case ast.BinOp(left, op, right):
            a, b = value(left, world, env), value(right, world, env)
            return {ast.Add: lambda: a + b, ast.Sub: lambda: a - b, ast.Mult: lambda: a * b, ast.Div: lambda: a / b,
                    ast.Pow: lambda: a ** int(b)}[type(op)]()  # fmt: skip
        case ast.Compare(left, [op], [right]):
            a, b = value(left, world, env), value(right, world, env)
            return {ast.Gt: a > b, ast.GtE: a >= b, ast.Eq: a == b, ast.Lt: a < b}[type(op)]
        case ast.IfExp(test, then, other):
            return value(then if value(test, world, env) else other, world, env)
        case ast.Call(ast.Name(name), [ast.GeneratorExp(body, loops)]):
            names = [loop.target.id for loop in loops]  # type: ignore[attr-defined]
            found = []
            for each in itertools.product(range(world["n"]), repeat=len(names)):
                inner = {**env, **dict(zip(names, each, strict=True))}
                if all(value(test, world, inner) for loop in loops for test in loop.ifs):
                    found.append(value(body, world, inner))
            return {"sum": sum, "max": max}[name](found)  # type: ignore[operator]
        case ast.Call(ast.Name("max"), parts):
            return max(value(part, world, env) for part in parts)
        case ast.Call(ast.Name("abs"), [part]):
            return abs(value(part, world, env))
    raise AssertionError(ast.dump(node))


def entry(family: str, k: int, world: World) -> Fraction:
    """Return an entry, of a defined family too."""
    if family == "p_ref":
        return world["alpha"] * world["p_A"][k] + (1 - world["alpha"]) * world["p_U"][k]  # type: ignore[no-any-return]
    if family == "post_A":
        return world["alpha"] * world["p_A"][k] / entry("p_ref", k, world)  # type: ignore[no-any-return]
    return Fraction(world[family][k])


def room_that_divides() -> Room:
    """Return a room that knows Z > 0 and p_ref > 0, on our word: the test is of the normal form."""
    room = Room(STATEMENT, None)
    room.assume(parse("all(p_ref[i] > 0 for i in Y)"), {}, frozenset())
    room.assume(parse("sum(p_A[i]*w[i] for i in Y) > 0"), {}, frozenset())
    z = "alpha*sum(p_A[i]*w[i] for i in Y) + (1 - alpha)*sum(p_U[i]*w[i] for i in Y) > 0"
    room.assume(parse(z), {}, frozenset())
    return room


LONGEST = 20_000  # characters that the checker reads


@given(terms((), 3), worlds())
@settings(max_examples=300, deadline=None)
def test_normal_form_keeps_the_value(source: str, world: World) -> None:
    """The text of the normal form has the value of the text that was read."""
    room = room_that_divides()
    try:
        num, den = room.term(parse(source), {})
    except Refused:
        return
    shown = text(num, {})
    assume(len(shown) <= LONGEST)
    expected = value(parse(source), world, {})
    top = value(parse(shown), world, {})
    bottom = Fraction(1)
    for key, k in den.items():
        bottom *= value(parse(text(dict(key), {})), world, {}) ** k
    assert top == expected * bottom


@given(terms((), 2), terms((), 2))
@settings(max_examples=150, deadline=None)
def test_ring_laws(left: str, right: str) -> None:
    """Sums and products commute; a difference with itself is nothing; a text read back is the same polynomial."""
    room = room_that_divides()
    try:
        for first, second in (
            (f"({left}) + ({right})", f"({right}) + ({left})"),
            (f"({left})*({right})", f"({right})*({left})"),
        ):
            assert room.term(parse(f"{first} - ({second})"), {})[0] == {}
        num, _ = room.term(parse(left), {})
        if "('inv'" not in str(num):  # an inverse is read back as a denominator
            assert room.term(parse(text(num, {})), {})[0] == num
    except Refused:
        return


WHOLE = (
    "0",
    "1",
    "x",
    "-x",
    "2*x",
    "x*y",
    "x + y",
    "x - 2*y",
    "r[i]/beta",
    "-r[i]/beta",
    "(r[i] - x)/beta",
    "(x*beta + y)/beta",
)
EXPONENTS = (*WHOLE, "x/2", "2*x/3", "13*x", "r[i]/2")


def test_equal_exponentials_are_equal() -> None:
    """Products of exponentials with one normal form have one value; and the exponents' sum has that of their product."""
    room = Room({**STATEMENT, "scalars": ["x", "y"]}, None)
    room.name(["i"])
    point = {"x": 0.3, "y": -0.7, "beta": 1.7, "r": [0.45], "i": 0, "w": [math.exp(0.45 / 1.7)], "exp": math.exp}
    sources = [
        "w[i]",
        "w[i]**2",
        *(f"exp({a})*exp({b})" for a, b in itertools.combinations_with_replacement(EXPONENTS, 2)),
    ]
    values: dict[Any, float] = {}
    for source in sources:
        found = room.term(parse(source), room.names)
        expected = eval(source, {}, point)
        assert math.isclose(values.setdefault(repr(found), expected), expected)
        assert room.signs(found[0]) == {1}
    for a, b in itertools.product(WHOLE, repeat=2):
        assert not room.term(parse(f"exp({a})*exp({b}) - exp({a} + {b})"), room.names)[0]
    assert room.term(parse("log(exp(x)*w[i])"), room.names) == room.term(parse("x + r[i]/beta"), room.names)
    assert room.term(parse("exp(r[i]/beta)"), room.names) == room.term(parse("w[i]"), room.names)


@given(st.fractions(Fraction(1, 10**9), 10**9), st.fractions(Fraction(1, 10**9), 10**9))
def test_the_logarithm_of_a_product_is_a_sum(a: Fraction, b: Fraction) -> None:
    """Of any two positive rational numbers, small enough to be taken apart or not."""
    room = Room(STATEMENT, None)
    whole, one, other = (room.term(parse(f"log({x.numerator}/{x.denominator})"), {}) for x in (a * b, a, b))
    assume(all(prime < 1000**2 for x in (a, b, a * b) for k in (x.numerator, x.denominator) for prime in primes(k)))
    assert room.over(room.over(whole, one, -1), other, -1) == ({}, {})


@given(st.integers(1, 2**80))
def test_the_factors_of_a_number_come_to_it(number: int) -> None:
    """Those that are found, as often as they are, and what is left."""
    assert math.prod(prime**k for prime, k in primes(number).items()) == number
