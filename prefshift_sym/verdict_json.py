"""Verdicts as JSON and back, with nothing lost: what a store keeps, and what travels between machines.

Every number is an exact rational in a string. Reading checks shapes only; whether a verdict is right is for
`prefshift_sym.store` to check.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from prefshift_sym.verdict import (
    MINUS_INFINITY,
    Bounded,
    Family,
    Minimality,
    Proved,
    Refuted,
    Undecided,
    Undefined,
    Vacuous,
    Verdict,
    World,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefshift_sym.verdict import Exact


def to_json(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as JSON-ready data, its kind under `verdict`."""
    found: dict[str, Any] = {"verdict": verdict.name}
    match verdict:
        case Proved(supports, certificate, relies_on, example, reason):
            found |= {"supports": _sizes(supports), "certificate": dict(certificate), "relies_on": list(relies_on)}
            found |= {"example": _optional(example), "reason": reason}
        case Bounded(supports, solver, reason, relies_on, example):
            found |= {"supports": _sizes(supports), "solver": solver, "reason": reason, "relies_on": list(relies_on)}
            found |= {"example": _optional(example)}
        case Refuted(world, values, supports, found_by, family, minimality):
            found |= {"world": world_to_json(world), "values": dict(values), "supports": _sizes(supports)}
            found |= {"found_by": found_by, "family": None if family is None else _family_to_json(family)}
            found |= {"minimality": {"proven": minimality.proven, "reason": minimality.reason}}
        case Vacuous(reason, supports) | Undecided(reason, supports):
            found |= {"reason": reason, "supports": _sizes(supports)}
        case Undefined(reason, world):
            found |= {"reason": reason, "world": _optional(world)}
    return found


def from_json(data: Any) -> Verdict:
    """Return the verdict that `to_json` wrote. Raises `ValueError` for data of another shape, saying which part."""
    try:
        match data["verdict"]:
            case "proved":
                certificate = _checked(data["certificate"], dict, "certificate")
                example, reason = _world(data["example"]), _text(data["reason"])
                return Proved(_supports(data), certificate, _texts(data["relies_on"]), example, reason)
            case "bounded":
                texts, example = _texts(data["relies_on"]), _world(data["example"])
                return Bounded(_some(data), _text(data["solver"]), _text(data["reason"]), texts, example)
            case "refuted":
                values = {_text(name): _text(value) for name, value in data["values"].items()}
                family = None if data["family"] is None else _family_from_json(data["family"])
                world, found_by = world_from_json(data["world"]), _text(data["found_by"])
                proven = _checked(data["minimality"]["proven"], bool, "whether it is the smallest")
                minimality = Minimality(proven, _text(data["minimality"]["reason"]))
                return Refuted(world, values, _some(data), found_by, family, minimality)
            case "vacuous":
                return Vacuous(_text(data["reason"]), _supports(data))
            case "undefined":
                return Undefined(_text(data["reason"]), _world(data["world"]))
            case "undecided":
                return Undecided(_text(data["reason"]), _some(data))
            case other:
                message = f"there is no verdict {other!r}"
                raise ValueError(message)
    except (LookupError, TypeError, AttributeError, ZeroDivisionError) as error:
        message = f"this is no verdict ({type(error).__name__}: {error})"
        raise ValueError(message) from None


def world_to_json(world: World) -> dict[str, Any]:
    """Return a world as JSON-ready data; declared names stand apart, so that they cannot clash with `k` or `base`."""
    return {
        "n": world.n,
        "counts": None if world.counts is None else list(world.counts),
        "alpha": str(world.alpha),
        "beta": str(world.beta),
        "families": {name: _strings(values) for name, values in world.families.items()},
        "scalars": {name: str(value) for name, value in world.scalars.items()},
        "base": None if world.base is None else str(world.base),
        "k": None if world.k is None else _strings(world.k),
        "r": None if world.r is None else _strings(world.r),
    }


def world_from_json(data: Any) -> World:
    """Return the world that `world_to_json` wrote. Raises `ValueError`, `LookupError` or `TypeError` for other data."""
    n = data["n"]
    if type(n) is not int or n < 1:
        message = f"n is a whole number from 1, and this is {n!r}"
        raise ValueError(message)
    return World(
        n,
        Fraction(_text(data["alpha"])),
        Fraction(_text(data["beta"])),
        {name: tuple(map(Fraction, _texts(values))) for name, values in data["families"].items()},
        {name: Fraction(_text(value)) for name, value in data["scalars"].items()},
        None if data["base"] is None else Fraction(_text(data["base"])),
        None if data["k"] is None else tuple(map(_exact, _texts(data["k"]))),
        None if data["r"] is None else tuple(map(_exact, _texts(data["r"]))),
        None if data["counts"] is None else tuple(map(int, data["counts"])),
    )


def _family_to_json(family: Family) -> dict[str, Any]:
    return {
        "first": family.first,
        "counts": list(family.counts),
        "alpha": str(family.alpha),
        "beta": str(family.beta),
        "families": {name: list(entries) for name, entries in family.families.items()},
        "scalars": {name: str(value) for name, value in family.scalars.items()},
        "base": None if family.base is None else str(family.base),
        "k": None if family.k is None else _strings(family.k),
        "r": None if family.r is None else _strings(family.r),
        "values": dict(family.values),
        "before": [world_to_json(world) for world in family.before],
    }


def _family_from_json(data: Any) -> Family:
    return Family(
        _checked(data["first"], int, "the first size"),
        _texts(data["counts"]),
        Fraction(_text(data["alpha"])),
        Fraction(_text(data["beta"])),
        {name: _texts(entries) for name, entries in data["families"].items()},
        {name: Fraction(_text(value)) for name, value in data["scalars"].items()},
        None if data["base"] is None else Fraction(_text(data["base"])),
        None if data["k"] is None else tuple(map(_exact, _texts(data["k"]))),
        None if data["r"] is None else tuple(map(_exact, _texts(data["r"]))),
        {_text(name): _text(value) for name, value in data["values"].items()},
        tuple(map(world_from_json, _checked(data["before"], list, "the witnesses below"))),
    )


def _exact(text: str) -> Exact:
    return text if text == MINUS_INFINITY else Fraction(text)


def _strings(values: Iterable[Exact]) -> list[str]:
    return [str(each) for each in values]


def _optional(world: World | None) -> dict[str, Any] | None:
    return None if world is None else world_to_json(world)


def _world(data: Any) -> World | None:
    return None if data is None else world_from_json(data)


def _sizes(supports: Literal["all"] | tuple[int, ...]) -> Any:
    return "all" if supports == "all" else list(supports)


def _supports(data: Any) -> Literal["all"] | tuple[int, ...]:
    return "all" if data["supports"] == "all" else _some(data)


def _some(data: Any) -> tuple[int, ...]:
    sizes = _checked(data["supports"], list, "supports")
    return tuple(_checked(each, int, "a support size") for each in sizes)


def _text(value: Any) -> str:
    return str(_checked(value, str, "a text"))


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(map(_text, _checked(values, list, "a list")))


def _checked(value: Any, kind: type, what: str) -> Any:
    if type(value) is not kind:
        message = f"{what} is of the wrong kind: {str(value)[:80]}"
        raise ValueError(message)
    return value
