"""A value is what Python's own frozen dataclass with slots would be."""

import pickle
from dataclasses import dataclass

import pytest

from prefshift_sym.theory.statement import Statement
from prefshift_sym.values import NOTHING, replace, value, value_but_for


@value
class Pair:
    """Two of a kind."""

    left: int
    right: object = NOTHING

    @property
    def twice(self) -> int:
        return 2 * self.left


@value
class Other:
    left: int
    right: object = NOTHING


@value
class Nothing:
    """No field at all."""


@value_but_for("place")
class Placed:
    what: str
    place: str = ""


def test_it_is_made_as_a_dataclass_is():
    like = dataclass(frozen=True)(type("Pair", (), {"__annotations__": {"left": int, "right": object}, "right": None}))
    assert repr(Pair(1, 2)) == repr(like(1, 2))
    assert Pair(1) == Pair(1, NOTHING)
    assert Pair(right=2, left=1) == Pair(1, 2)
    for arguments in ((), (1, 2, 3)):
        with pytest.raises(TypeError, match="left|positional"):
            Pair(*arguments)
    with pytest.raises(TypeError, match="middle"):
        Pair(1, middle=2)
    assert Pair.__doc__ == "Two of a kind."
    assert Pair(4).twice == 8
    assert not hasattr(Pair(4), "__dict__")


def test_it_compares_and_hashes_by_class_and_fields():
    assert Pair(1, 2) == Pair(1, 2)
    assert hash(Pair(1, 2)) == hash(Pair(1, 2))
    assert Pair(1, 2) != Pair(1, 3)
    assert Pair(1, 2) != Other(1, 2)
    assert Nothing() == Nothing()
    assert len({Pair(1, 2), Pair(1, 2), Other(1, 2), Nothing()}) == 3


def test_a_field_may_be_left_out_of_that():
    assert Placed("x", "here") == Placed("x", "there")
    assert hash(Placed("x", "here")) == hash(Placed("x", "there"))
    assert Placed("x") != Placed("y")
    assert Statement("t", (), file="a") == Statement("t", (), file="b")


def test_it_stays_as_it_is():
    pair = Pair(1)
    with pytest.raises(AttributeError, match="frozen"):
        pair.left = 2
    with pytest.raises(AttributeError, match="frozen"):
        del pair.left
    with pytest.raises(AttributeError):
        pair.new = 2
    assert replace(pair, right=5) == Pair(1, 5)
    assert pair == Pair(1)
    with pytest.raises(TypeError, match="middle"):
        replace(pair, middle=2)


def test_it_can_be_matched_and_sent_elsewhere():
    match Pair(1, 2):
        case Pair(left, right):
            assert (left, right) == (1, 2)
    for each in (Pair(1, (2, Pair(3))), Placed("x", "here"), Nothing()):
        again = pickle.loads(pickle.dumps(each))
        assert again == each
        assert repr(again) == repr(each)
