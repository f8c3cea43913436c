"""Frozen values: what `@dataclass(frozen=True, slots=True)` makes, without the wait.

That loads `inspect`, and writes and compiles six methods a class one by one, which took a third of a short decision from
a cold start. Here three methods are written and compiled together, and the rest is shared. Defaults must be immutable:
nothing makes a fresh one. The classes that a decision needs are made so; elsewhere Python's own will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import replace

__all__ = ["NOTHING", "replace", "value", "value_but_for"]
T = TypeVar("T")
NOTHING: Mapping[str, Any] = {}  # a default that is shared, and that its type keeps from being written to


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen value, with slots, that compares and hashes by all of them."""
    return _made(cls, ())


@dataclass_transform(frozen_default=True)
def value_but_for(*aside: str) -> Callable[[type[T]], type[T]]:
    """Make a class a value that compares and hashes by all of its fields but these."""
    return lambda cls: _made(cls, aside)


def _made(cls: type[T], aside: tuple[str, ...]) -> type[T]:
    names = tuple(cls.__annotations__)
    body = {name: each for name, each in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    defaults = {f"default_{name}": body.pop(name) for name in names if name in body}
    given = ", ".join(f"{name}=default_{name}" if f"default_{name}" in defaults else name for name in names)
    sets = "; ".join(f"put(self, {name!r}, {name})" for name in names) or "pass"
    mine, theirs = ("".join(f"{one}.{each}, " for each in names if each not in aside) for one in ("self", "other"))
    source = (
        f"def __init__(self, {given}): {sets}\n"
        f"def __hash__(self): return hash(({mine}))\n"
        f"def __eq__(self, other): return ({mine}) == ({theirs}) if other.__class__ is self.__class__ else NotImplemented\n"
    )
    made: dict[str, Any] = {}
    exec(source, {"put": object.__setattr__, **defaults}, made)  # noqa: S102 - the names are those of a class body
    for name, method in made.items():
        method.__qualname__ = f"{cls.__qualname__}.{name}"
    shared = {each.__name__: each for each in (__repr__, __reduce__, __setattr__, __delattr__)}
    own = {"__slots__": names, "__match_args__": names, "__qualname__": cls.__qualname__}
    return cast("type[T]", type(cls.__name__, cls.__bases__, {**shared, **made, **body, **own}))


def __repr__(self: Any) -> str:  # noqa: N807 - a method of every value, as the next three are
    shown = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def __reduce__(self: Any) -> tuple[type, tuple[Any, ...]]:  # noqa: N807
    """Pickle by what it was made of: to set attributes is what a value refuses."""
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)


def __setattr__(self: Any, name: str, _: object) -> NoReturn:  # noqa: N807
    message = f"a {type(self).__name__} is frozen; make another one with `replace` to change {name!r}"
    raise AttributeError(message)


def __delattr__(self: Any, name: str) -> NoReturn:  # noqa: N807
    message = f"a {type(self).__name__} is frozen; {name!r} stays"
    raise AttributeError(message)


if not TYPE_CHECKING:  # to the type checker it is Python's own, which knows the fields

    def replace(value: T, /, **changes: Any) -> T:
        """Return a value with some fields changed."""
        return type(value)(**{name: getattr(value, name) for name in value.__match_args__} | changes)
