"""The frozen tree: what a formula of the language *is*.

Every reading (Z3, SymPy, exact evaluation, LaTeX, ...) is a fold over these nodes, and ends its `match` with
`assert_never`, so that a new node cannot be forgotten anywhere. Equality of nodes is equality of structure: nothing is
reordered, cancelled or evaluated, because the reliance graph must see what the author wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from prefshift_sym.values import value

if TYPE_CHECKING:
    from fractions import Fraction

Operator = Literal["+", "-", "*", "/", "**"]
Relation = Literal["<", "<=", "==", "!=", ">=", ">"]
Function = Literal["exp", "log", "sqrt", "abs", "sign", "max", "min"]
FoldKind = Literal["sum", "prod", "max", "min"]
ShorthandName = Literal["E", "mean", "cov", "KL"]


@value
class Number:
    """An exact rational constant. The parser makes only non-negative integers; `1/3` is a division."""

    value: Fraction


@value
class Name:
    """A scalar by name: `n`, `alpha`, `beta`, `Z`, `TPM_A`, `TPM_U`, or a declared scalar."""

    name: str


@value
class Bound:
    """A bound index, such as the `i` of `for i in Y`; as a term it is the number of the output, from 0."""

    name: str


@value
class At:
    """An entry of a family: `p_A[i]`, `w[0]`."""

    family: str
    index: Bound | Number


@value
class Rank:
    """The midrank of an entry within its family, from 1, ties averaged: `rank(r, i)`."""

    family: str
    index: Bound | Number


@value
class Arithmetic:
    """A binary operation, kept as written."""

    operator: Operator
    left: Term
    right: Term


@value
class Negate:
    """The opposite of a term."""

    term: Term


@value
class Apply:
    """A function of terms; `max` and `min` take two or more, the others one."""

    function: Function
    arguments: tuple[Term, ...]


@value
class Choose:
    """`then if test else other`: only the branch taken need be defined."""

    test: Formula
    then: Term
    other: Term


@value
class Fold:
    """`sum(body for i in Y for j in Y if where)`, and likewise `prod`, `max`, `min`."""

    kind: FoldKind
    body: Term
    indices: tuple[str, ...]
    where: Formula | None = None


@value
class Shorthand:
    """`E(f, p)`, `mean(f)`, `cov(f, g)` or `KL(p, q)` of families by name; a definition that can be unfolded."""

    name: ShorthandName
    families: tuple[str, ...]


@value
class Compare:
    """A chain of relations: `0 < alpha < 1` has three terms and two relations."""

    terms: tuple[Term, ...]
    relations: tuple[Relation, ...]


@value
class And:
    """A conjunction; an earlier part guards the later ones."""

    parts: tuple[Formula, ...]


@value
class Or:
    """A disjunction; a later part need be defined only where the earlier ones are false."""

    parts: tuple[Formula, ...]


@value
class Not:
    """A negation."""

    part: Formula


@value
class Implies:
    """`implies(p, q)`: q need be defined only where p holds."""

    premise: Formula
    conclusion: Formula


@value
class Iff:
    """`iff(p, q)`."""

    left: Formula
    right: Formula


@value
class Quantify:
    """`all(body for i in Y if where)` or `any(...)`."""

    kind: Literal["all", "any"]
    body: Formula
    indices: tuple[str, ...]
    where: Formula | None = None


Term = Number | Name | Bound | At | Rank | Arithmetic | Negate | Apply | Choose | Fold | Shorthand
Formula = Compare | And | Or | Not | Implies | Iff | Quantify
Node = Term | Formula
