"""Put terms in the place of declared families and scalars: how a lemma about any p and q is used of p_A and p_theta."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from prefshift_sym.errors import LanguageError
from prefshift_sym.language.terms import At, Bound, Fold, Name, Node, Quantify, Rank, Shorthand
from prefshift_sym.language.walk import free_indices, rebuild, substitute_indices, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.language.terms import Term

N = TypeVar("N", bound=Node)
HERE = "here"  # the index that a family's replacement is about, as in `here`: q[here]/p[here]


def instantiate(node: N, new: Mapping[str, Term]) -> N:
    """Replace families (by terms about the free index `here`) and scalars (by closed terms).

    Raises `LanguageError` where a shorthand or a rank would be about more than a named family, or an index would be captured.
    """
    inner = {name for part in walk(node) if isinstance(part, Fold | Quantify) for name in part.indices}
    for name, term in new.items():
        clash = inner & (free_indices(term) - {HERE})
        if clash:
            message = f"what replaces {name!r} has the free index {min(clash)!r}, which the lemma binds itself"
            raise LanguageError(message)
    return cast("N", _replace(node, new))


def _replace(node: Node, new: Mapping[str, Term]) -> Node:
    match node:
        case Name(name):
            return new.get(name, node)
        case At(family, index) if family in new:
            return substitute_indices(new[family], {HERE: index})
        case Rank(family, index) if family in new:
            return Rank(_plain(family, new[family]), index)
        case Shorthand(name, families):
            return Shorthand(name, tuple(_plain(each, new[each]) if each in new else each for each in families))
        case _:
            return rebuild(node, lambda part: _replace(part, new))


def _plain(family: str, term: Term) -> str:
    match term:
        case At(other, Bound(index)) if index == HERE:
            return other
    message = f"{family!r} stands in a shorthand, so only a named family can replace it"
    raise LanguageError(message)
