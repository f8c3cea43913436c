"""One language, many readings: exact evaluation, the float sieve, the ground polynomials and Z3 agree wherever defined."""

from fractions import Fraction

import z3
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prefshift_sym import recheck
from prefshift_sym.errors import OutOfScope
from prefshift_sym.readings import smt
from prefshift_sym.readings.floats import Environment, Undefined, compiled
from prefshift_sym.readings.ground import Grounder, Pattern
from prefshift_sym.readings.ground_values import Atom, Connective
from prefshift_sym.theory.statement import statement_from

ENTRY = ["p_A[i]", "p_U[i]", "w[i]", "p_ref[i]", "p_theta[i]", "post_A[i]", "alpha_A[i]"]
SCALAR = ["alpha", "Z", "TPM_A", "n", "2", "1/3", "E(w, p_A)", "mean(w)", "cov(w, p_A)", "rank(p_A, 0)"]
inner = st.recursive(
    st.sampled_from(ENTRY),
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from("+-*"), part).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(part, part, part).map(lambda t: f"({t[0]} if {t[1]} < {t[2]} else {t[1]})"),
        st.tuples(part, part).map(lambda t: f"max({t[0]}, {t[1]})"),
        part.map(lambda t: f"abs({t} - 1/2)"),
    ),
    max_leaves=3,
)
outer = st.one_of(
    st.sampled_from(SCALAR),
    st.tuples(st.sampled_from(["sum", "max", "min"]), inner).map(lambda t: f"{t[0]}({t[1]} for i in Y)"),
    inner.map(lambda t: f"sum({t} for i in Y if r[i] >= r[0])"),
)
relation = st.sampled_from(["<", "<=", "==", "!=", ">=", ">"])
atom = st.tuples(outer, relation, outer).map(" ".join)
formula = st.one_of(
    atom,
    st.tuples(atom, atom).map(lambda t: f"implies({t[0]}, {t[1]})"),
    st.tuples(inner, relation, inner).map(lambda t: f"all({' '.join(t)} for i in Y)"),
    st.tuples(atom, atom).map(lambda t: f"not ({t[0]}) or {t[1]}"),
)


@st.composite
def worlds(draw):
    n = draw(st.integers(2, 3))

    def vector():
        parts = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n).filter(any))
        return [Fraction(part, sum(parts)) for part in parts]

    k = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    alpha = draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(9, 10)]))
    return n, k, vector(), vector(), alpha


def truth(ground, values):
    match ground:
        case bool():
            return ground
        case Atom(polynomial, kind):
            value = polynomial.evaluate(values)
            return {">": value > 0, ">=": value >= 0, "==": value == 0, "!=": value != 0}[kind]
        case Connective(kind, parts):
            return (all if kind == "and" else any)(truth(part, values) for part in parts)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(formula, worlds())
def test_exact_floats_polynomials_and_z3_agree(text, world):
    n, k, p_a, p_u, alpha = world
    assume(all(a + u > 0 for a, u in zip(p_a, p_u, strict=True)))
    statement = statement_from({"claim": {"c": text}})
    witness = {"n": n, "alpha": str(alpha), "beta": "1", "base": "2", "k": [str(each) for each in k]}
    witness |= {"p_A": [str(each) for each in p_a], "p_U": [str(each) for each in p_u]}
    report = recheck.check({"statement": {"claim": {"c": text}}, "witness": witness})
    exact = next(line.holds for line in report.lines if line.role == "claim")
    assume(exact is not None)
    tilts = [2.0**each for each in k]
    floats = Environment(
        n=float(n), Y=range(n), alpha=float(alpha), beta=1.0, w=tilts, r=[0.6931471805599453 * each for each in k]
    )
    floats |= {"p_A": [float(each) for each in p_a], "p_U": [float(each) for each in p_u]}
    ((_, claim),) = statement.claim
    try:
        assert compiled(claim)(floats) is exact
    except Undefined:
        raise AssertionError(text) from None
    levels = sorted(set(k))
    grounder = Grounder(statement, Pattern(tuple(levels.index(each) for each in k)))
    try:
        ground = grounder.formula(claim)
    except OutOfScope:
        return
    values = {f"w{i}": Fraction(2) ** level for i, level in enumerate(levels)} | {"alpha": alpha, "beta": Fraction(1)}
    values |= {f"p_A_{i}": each for i, each in enumerate(p_a)} | {f"p_U_{i}": each for i, each in enumerate(p_u)}
    sides = grounder.values.side.always
    if not sides:
        assert truth(ground, values) is exact
    solver = z3.Solver()
    solver.from_string(smt.script([ground, *sides, *(pin(name, value) for name, value in values.items())]))
    assert (solver.check() == z3.sat) is exact


def pin(name, value):
    from prefshift_sym.readings.polynomial import Polynomial

    return Atom(Polynomial.variable(name) - Polynomial.constant(value), "==")
