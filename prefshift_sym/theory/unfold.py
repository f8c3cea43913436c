"""Unfold every definition, down to the given names: n, p_A, p_U, r, alpha, beta, what is declared, and the tilt w.

After unfolding only these remain: Number, Name (given scalars), Bound, At (given families and w), Arithmetic, Negate,
Apply, Choose, Fold, and the formulas. `w` stays a name of its own, because what is known of it (positive, increasing in
r) is what proofs use; `unfold_tilt` replaces it too.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

from prefshift_sym.language.parse import parse_term
from prefshift_sym.language.signature import Signature
from prefshift_sym.language.terms import (
    Arithmetic,
    At,
    Bound,
    Choose,
    Compare,
    Fold,
    Name,
    Node,
    Number,
    Rank,
    Shorthand,
    Term,
)
from prefshift_sym.language.walk import rebuild, walk
from prefshift_sym.theory.setting import DEFINITIONS, SHORTHANDS, SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Iterator

N = TypeVar("N", bound=Node)


def unfold(node: N) -> N:
    """Replace every defined name and shorthand, save `w`, by what it stands for. New indices never clash."""
    return _Unfolder(node, keep=frozenset({"w"})).run(node)


def unfold_tilt(node: N) -> N:
    """Like `unfold`, with `w[y]` written out as `exp(r[y]/beta)` too."""
    return _Unfolder(node, keep=frozenset()).run(node)


def unfold_shorthands(node: N) -> N:
    """Replace only `E`, `mean`, `cov`, `KL` and `rank`; readings that remember each definition's value start here."""
    return _Unfolder(node, keep=frozenset(DEFINITIONS)).run(node)


@cache
def definition(name: str) -> Term:
    """Return the defining term of a defined name; a family's is about the free index `y_`."""
    # The definitions are read with `y` as if bound, by wrapping them in a sum and taking it off again.
    wrapped = parse_term(f"sum({DEFINITIONS[name].text} for y_ in Y)".replace("[y]", "[y_]"), SIGNATURE)
    if not DEFINITIONS[name].family:
        return parse_term(DEFINITIONS[name].text, SIGNATURE)
    return cast("Fold", wrapped).body


@cache
def _shorthand(name: str) -> tuple[tuple[str, ...], Term]:
    parameters, text = SHORTHANDS[name]
    return parameters, parse_term(text, Signature(frozenset(parameters), frozenset({"n"})))


class _Unfolder:
    """One run over one tree: remembers which index names are taken, so that new ones are fresh."""

    def __init__(self, node: Node, keep: frozenset[str]) -> None:
        taken = {name for part in walk(node) for name in _index_names(part)}
        self.keep = keep
        self.fresh = (f"y{k}" for k in itertools.count(1) if f"y{k}" not in taken)

    def run(self, node: N) -> N:
        return cast("N", self.change(node))

    def change(self, node: Node) -> Node:
        match node:
            case Name(name) if name in DEFINITIONS and name not in self.keep:
                return self.change(self.renamed(definition(name)))
            case At(family, index) if family in DEFINITIONS and family not in self.keep:
                return self.change(self.renamed(definition(family), {"y_": index}))
            case Rank(family, index):
                return self.change(self.rank(family, index))
            case Shorthand(name, arguments):
                parameters, body = _shorthand(name)
                new = dict(zip(parameters, arguments, strict=True))
                return self.change(self.renamed(body, families=new))
            case _:
                return rebuild(node, self.change)

    def rank(self, family: str, index: Bound | Number) -> Term:
        other = next(self.fresh)
        here, there = At(family, index), At(family, Bound(other))
        half, one = Number(Fraction(1, 2)), Number(Fraction(1))
        tied = Choose(Compare((there, here), ("==",)), half, Number(Fraction(0)))
        below = Choose(Compare((there, here), ("<",)), one, tied)
        return Arithmetic("+", Fold("sum", below, (other,)), half)

    def renamed(
        self, node: Node, indices: dict[str, Bound | Number] | None = None, families: dict[str, str] | None = None
    ) -> Node:
        """Copy a definition's body with fresh bound indices, and with parameters replaced."""
        indices, families = indices or {}, families or {}
        match node:
            case Bound(name):
                return indices.get(name, node)
            case At(family, index):
                return At(families.get(family, family), cast("Bound | Number", self.renamed(index, indices)))
            case Fold(kind, body, bound, where):
                new = {name: Bound(next(self.fresh)) for name in bound}
                indices = {**indices, **new}
                copied = None if where is None else self.renamed(where, indices, families)
                names = tuple(each.name for each in new.values())
                return Fold(kind, cast("Term", self.renamed(body, indices, families)), names, cast("None", copied))
            case _:
                return rebuild(node, lambda part: self.renamed(part, indices, families))


def _index_names(node: Node) -> Iterator[str]:
    match node:
        case Bound(name):
            yield name
        case Fold(_, _, indices):
            yield from indices
        case _:
            yield from getattr(node, "indices", ())
