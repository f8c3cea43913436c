"""Going over a tree once, for every reading that needs no more than that: children, rebuild, names, size."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from prefshift_sym.language.terms import (
    Arithmetic,
    At,
    Bound,
    Fold,
    Name,
    Negate,
    Node,
    Number,
    Quantify,
    Rank,
    Shorthand,
)
from prefshift_sym.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from prefshift_sym.language.terms import Term

N = TypeVar("N", bound=Node)


def children(node: Node) -> Iterator[Node]:
    """Yield the direct parts of a node, left to right."""
    for name in node.__match_args__:
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def rebuild(node: N, change: Callable[[Node], Node]) -> N:
    """Return the node with `change` applied to each direct part; the node itself where nothing changed."""
    new: dict[str, object] = {}
    for name in node.__match_args__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            parts = tuple(change(part) if isinstance(part, Node) else part for part in value)
            if any(a is not b for a, b in zip(parts, value, strict=True)):
                new[name] = parts
        elif isinstance(value, Node):
            part = change(value)
            if part is not value:
                new[name] = part
    return replace(node, **new) if new else node  # type: ignore[arg-type]


def scalars_in(node: Node) -> frozenset[str]:
    """Return the scalar names that occur, defined ones included."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Name))


def families_in(node: Node) -> frozenset[str]:
    """Return the family names that occur, defined ones included."""
    found: set[str] = set()
    for part in walk(node):
        match part:
            case At(family) | Rank(family):
                found.add(family)
            case Shorthand(_, families):
                found.update(families)
            case _:
                pass
    return frozenset(found)


def free_indices(node: Node) -> frozenset[str]:
    """Return the index names that no `for ... in Y` of the node binds."""
    match node:
        case Bound(name):
            return frozenset({name})
        case Fold(_, _, indices) | Quantify(_, _, indices):
            return frozenset().union(*map(free_indices, children(node))) - frozenset(indices)
        case _:
            return frozenset().union(*map(free_indices, children(node)))


def substitute_indices(node: N, new: Mapping[str, Bound | Number]) -> N:
    """Replace free bound indices. The caller picks names that the node does not bind."""
    match node:
        case Bound(name):
            return cast("N", new.get(name, node))
        case Fold(_, _, indices) | Quantify(_, _, indices):
            new = {name: index for name, index in new.items() if name not in indices}
        case _:
            pass
    return rebuild(node, lambda part: substitute_indices(part, new))


def constant(term: Term) -> Fraction | None:
    """Return the value of a constant term such as `-2` or `1/3`, or None where it is not one."""
    match term:
        case Number(value):
            return value
        case Negate(inner):
            opposite = constant(inner)
            return None if opposite is None else -opposite
        case Arithmetic("/", left, right):
            top, bottom = constant(left), constant(right)
            return top / bottom if top is not None and bottom else None
        case _:
            return None
