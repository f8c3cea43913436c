"""The words for what is known of an implication, each with the kind of evidence that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefshift_sym.ladder import Arrow
    from prefshift_sym.ladder_drawing.graph import Drawing, Node
    from prefshift_sym.verdict import World


def at(sizes: Iterable[int]) -> str:
    """Return support sizes for people."""
    return f"n = {', '.join(map(str, sizes))}"


def every(drawing: Drawing) -> str:
    """Return what `proved` covers: every support size, or those that the statement is about."""
    sizes = drawing.ladder.base.sizes
    return "every support size" if sizes is None else at(sizes)


def known(drawing: Drawing, arrow: Arrow) -> str:
    """Return all that is known of an implication."""
    rest = f" ({arrow.by})" if arrow.by else ""
    held = "" if arrow.holds_at == "all" else at(arrow.holds_at)
    match arrow.kind:
        case "proved":
            return f"proved for {every(drawing)}{rest}"
        case "bounded":
            return f"bounded: holds at {held}{rest}"
        case "refuted":
            witness = drawing.witness(arrow)
            found = [f"refuted at n = {arrow.fails_at}" + (f" [{witness}]" if witness else "")]
            found += [f"holds at {held}{rest}"] if arrow.holds_at else []
            return "; ".join([*found, *([f"open at {at(arrow.open_at)}"] if arrow.open_at else [])])
        case "undecided":
            return f"undecided: {arrow.reason}" + (f"; holds at {held}{rest}" if arrow.holds_at else "")


def in_short(drawing: Drawing, arrow: Arrow) -> str:
    """Return what is known of an implication, for a small box."""
    match arrow.kind:
        case "proved":
            return f"proved: {'every n' if drawing.ladder.base.sizes is None else every(drawing)}"
        case "bounded":
            return f"bounded: {at(arrow.holds_at) if arrow.holds_at != 'all' else every(drawing)}"
        case "refuted":
            return f"refuted at n = {arrow.fails_at} [{drawing.witness(arrow)}]"
        case "undecided":
            return "undecided"


def legend(drawing: Drawing) -> str:
    """Return what the arrows of a picture mean."""
    return (
        f"Solid arrows are proved for {every(drawing)}, dashed ones bounded at {at(drawing.ladder.sizes)}, dotted ones "
        "undecided. The number on an arrow is the smallest size at which its converse is known to fail."
    )


def label(node: Node) -> str:
    """Return a node's names: equivalent ones with how that is known."""
    first, *others = node.names
    return first if not others else f"{first} ({node.kind} equivalent: {', '.join(others)})"


def world_line(world: World) -> str:
    """Return a world on one line."""
    scalars = {"n": world.n, "alpha": world.alpha, "beta": world.beta, **world.scalars}
    found = [f"{name} = {value}" for name, value in scalars.items()]
    vectors: dict[str, tuple[object, ...]] = {} if world.counts is None else {"outputs alike": world.counts}
    if world.k is not None and world.base is not None:
        found.append(f"w = {f'({world.base})' if world.base.denominator > 1 else world.base}**k")
        vectors["k"] = world.k
    else:
        vectors["r"] = world.r or ()
    vectors |= dict(world.families)
    return ", ".join([*found, *(f"{name} = ({', '.join(map(str, each))})" for name, each in vectors.items())])
