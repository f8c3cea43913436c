"""Verdicts survive JSON unchanged; anything else is refused with a ValueError."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefshift_sym.verdict import Bounded, Family, Minimality, Proved, Refuted, Undecided, Undefined, Vacuous, World
from prefshift_sym.verdict_json import from_json, to_json

names = st.text(min_size=1, max_size=6)
texts = st.text(max_size=20)
rationals = st.fractions(max_denominator=10**6)
exact = rationals | st.just("-inf")
sizes = st.lists(st.integers(1, 12), max_size=4).map(tuple)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
)


@st.composite
def worlds(draw):
    n = draw(st.integers(1, 4))
    vector = st.lists(rationals, min_size=n, max_size=n).map(tuple)
    rewards = st.lists(exact, min_size=n, max_size=n).map(tuple)
    families = draw(st.dictionaries(names, vector, max_size=3))
    scalars = draw(st.dictionaries(names, rationals, max_size=2))
    shape = {"base": draw(rationals), "k": draw(rewards)} if draw(st.booleans()) else {"r": draw(rewards)}
    return World(n, draw(rationals), draw(rationals), families, scalars, **shape)


@st.composite
def families(draw):
    texts_in_n = st.lists(texts, max_size=3).map(tuple)
    whole = draw(worlds())
    entries, values = st.dictionaries(names, texts_in_n, max_size=2), st.dictionaries(names, texts, max_size=2)
    before = tuple(draw(st.lists(worlds(), max_size=2)))
    rewards = (whole.base, whole.k, whole.r)
    first, counts = draw(st.integers(1, 12)), draw(texts_in_n)
    return Family(first, counts, whole.alpha, whole.beta, draw(entries), whole.scalars, *rewards, draw(values), before)


optional = st.none() | worlds()
relied = st.lists(names, max_size=3).map(tuple)
# What a certificate is made of: JSON's own values. Floats that are not numbers are none of them.
certificates = st.dictionaries(
    texts,
    st.recursive(st.none() | st.integers() | texts, lambda inner: st.lists(inner, max_size=3)),
    max_size=3,
)
verdicts = st.one_of(
    st.builds(Proved, st.just("all") | sizes, certificates, relied, optional, texts),
    st.builds(Bounded, sizes, texts, texts, relied, optional),
    st.builds(
        Refuted,
        worlds(),
        st.dictionaries(names, texts, max_size=2),
        sizes,
        texts,
        st.none() | families(),
        st.builds(Minimality, st.booleans(), texts),
    ),
    st.builds(Vacuous, texts, st.just("all") | sizes),
    st.builds(Undefined, texts, optional),
    st.builds(Undecided, texts, sizes),
)


@given(verdicts)
def test_there_and_back(verdict):
    assert from_json(json.loads(json.dumps(to_json(verdict)))) == verdict


@given(verdicts, st.data())
def test_damage_gives_a_value_error_or_another_verdict(verdict, data):
    whole = to_json(verdict)
    key = data.draw(st.sampled_from(sorted(whole)))
    whole[key] = data.draw(anything)
    try:
        from_json(whole)
    except ValueError:
        return


@given(anything)
def test_what_is_no_verdict_gives_a_value_error(data):
    with pytest.raises(ValueError):
        from_json(data)


def test_real_verdicts_there_and_back(verdicts):
    for verdict in verdicts.values():
        assert from_json(json.loads(json.dumps(to_json(verdict)))) == verdict
