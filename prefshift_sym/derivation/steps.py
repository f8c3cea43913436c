"""A recorded derivation: each move is a formula with a sentence, and with just what it rests on.

A step of the move "given" is a hypothesis or a name for something. A step of the move "differentiate" says
what a derivative is, which the language has no words for: it is checked by `recheck`, with rules of
differentiation that know nothing of SymPy. Every other step is also a plain question for any decision
procedure, its `statement`: do the cited formulas, and the cited assumptions of the setting, give the claim?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from prefshift_sym.errors import ProofError
from prefshift_sym.language.parse import parse_formula, parse_term
from prefshift_sym.language.terms import Compare, Node, Number, Quantify
from prefshift_sym.language.walk import families_in, rebuild, scalars_in
from prefshift_sym.theory.setting import ASSUMPTIONS, SIGNATURE
from prefshift_sym.theory.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefshift_sym.language.terms import Fold, Formula, Term

N = TypeVar("N", bound=Node)
Move = Literal["given", "deduce", "split", "rewrite", "differentiate", "solve", "tilt", "sum", "read off"]

DECLARED = {
    "p": "a candidate policy, p[y] the probability that it gives to the output y",
    "L": "L[y] is the part of the Lagrangian that p[y] occurs in, in nats where r and beta are",
    "slope": "slope[y] is the derivative of L[y] with respect to p[y]",
    "curvature": "curvature[y] is the second derivative of L[y] with respect to p[y]",
    "lam": "the Lagrange multiplier of the constraint that p sums to one",
}
FAMILIES = ("p", "L", "slope", "curvature")
SCALARS = ("lam",)
VOCABULARY = SIGNATURE.declare(families=FAMILIES, scalars=SCALARS)
"""The setting's names and the ones declared for the derivation (`DECLARED` says what each one is)."""


@dataclass(frozen=True, slots=True)
class DerivationStep:
    """One move: `formula` follows from what `cites` names, for the reason that `says` gives.

    `cites` holds labels of earlier steps and names of the setting's assumptions. `source` is the place in the
    paper, as lines of its text; empty where the paper does not say it.
    """

    label: str
    says: str
    formula: Formula
    cites: tuple[str, ...]
    source: str
    move: Move


@dataclass(frozen=True, slots=True)
class Lemma1:
    """The coefficients of Lemma 1 at the output y: of `p_A[y]` and of `p_U[y]` in the optimum."""

    aligned: Term
    unaligned: Term


@dataclass(frozen=True, slots=True)
class Derivation:
    """Steps in order; `optimum` is the policy found, at the output y; `lemma_1` its coefficients."""

    steps: tuple[DerivationStep, ...]
    optimum: Term
    lemma_1: Lemma1 | None = None

    def step(self, label: str) -> DerivationStep:
        """Return a step by its label. Raises `ProofError` where there is none."""
        for step in self.steps:
            if step.label == label:
                return step
        message = f"the derivation has no step {label!r}; its steps are {', '.join(s.label for s in self.steps)}"
        raise ProofError(message)

    def statement(self, label: str) -> Statement:
        """Return a step as a question of its own: the cited formulas and assumptions, and the step as claim.

        The setting's assumptions that the step does not cite are dropped (`without`). Raises `ProofError` for
        a given step and for a differentiation, which are no such question.
        """
        step = self.step(label)
        if step.move in {"given", "differentiate"}:
            message = f"{label!r} is {_NO_QUESTION[step.move]}"
            raise ProofError(message)
        cited = tuple(self.step(name) for name in step.cites if name not in ASSUMPTIONS)
        formulas = [each.formula for each in (*cited, step)]
        families = frozenset().union(*map(families_in, formulas))
        scalars = frozenset().union(*map(scalars_in, formulas))
        return Statement(
            title=label,
            claim=((label, step.formula),),
            assume=tuple((each.label, each.formula) for each in cited),
            without=frozenset(ASSUMPTIONS) - set(step.cites),
            families=tuple(name for name in FAMILIES if name in families),
            scalars=tuple(name for name in SCALARS if name in scalars),
            source=step.source,
        )


_NO_QUESTION = {
    "given": "given: there is nothing to show",
    "differentiate": "a differentiation: it says what a derivative is; `derivation.recheck` checks it",
}


class Recorder:
    """Collects steps, and holds each one to citing only what stands before it."""

    def __init__(self, steps: tuple[DerivationStep, ...] = ()) -> None:
        self.steps = list(steps)

    def record(
        self,
        label: str,
        formula: Formula,
        *,
        says: str,
        cites: tuple[str, ...] = (),
        source: str = "",
        move: Move,
    ) -> None:
        """Add a step. Raises `ProofError` for a label used twice, or a citation of no earlier step."""
        known = {step.label for step in self.steps} | set(ASSUMPTIONS)
        if label in known:
            message = f"the label {label!r} is used twice; a step is cited by its label, so each needs its own"
            raise ProofError(message)
        for name in cites:
            if name not in known:
                message = f"{label!r} cites {name!r}, which is neither an earlier step nor the setting's assumption"
                raise ProofError(message)
        self.steps.append(DerivationStep(label, says, formula, cites, source, move))

    def equation(self, label: str) -> tuple[Term, Term]:
        """Return both sides of a recorded step that is an equation."""
        return sides(next(step.formula for step in self.steps if step.label == label))

    def positive(self, cites: tuple[str, ...]) -> tuple[Term, ...]:
        """Return the terms that the cited steps say are positive: the only signs that SymPy may be told."""
        return positive_terms(step.formula for step in self.steps if step.label in cites)


def term(text: str) -> Term:
    """Read a term at the output y: the index `y` may be used as if it were bound."""
    return cast("Fold", parse_term(f"sum({text} for y in Y)", VOCABULARY)).body


def formula(text: str) -> Formula:
    """Read a formula of the derivation's vocabulary."""
    return parse_formula(text, VOCABULARY)


def everywhere(left: Term, right: Term) -> Formula:
    """Return the formula that two terms at the output y are equal, for every y."""
    return Quantify("all", Compare((left, right), ("==",)), ("y",))


def replace(node: N, old: Term, new: Term) -> N:
    """Return the tree with every occurrence of one part replaced by another; nothing is simplified."""
    if node == old:
        return cast("N", new)
    return rebuild(node, lambda part: replace(part, old, new))


def positive_terms(formulas: Iterable[Formula]) -> tuple[Term, ...]:
    """Return each `x` of the formulas that read `x > 0` or `all(x > 0 for y in Y)`."""
    found = []
    for each in formulas:
        match each.body if isinstance(each, Quantify) else each:
            case Compare((left, Number(value)), (">",)) if value == 0:
                found.append(left)
            case _:
                pass
    return tuple(found)


def is_equation(claim: Formula) -> bool:
    """Return whether a formula is an equation, or an equation for every output."""
    inner = claim.body if isinstance(claim, Quantify) else claim
    return isinstance(inner, Compare) and inner.relations == ("==",)


def sides(claim: Formula) -> tuple[Term, Term]:
    """Return both sides of an equation, whether or not it stands under `all(... for y in Y)`.

    Raises `ProofError` for any other formula.
    """
    inner = claim.body if isinstance(claim, Quantify) else claim
    match inner:
        case Compare((left, right), ("==",)):
            return left, right
        case _:
            message = "an equation is expected here, or an equation for every output"
            raise ProofError(message)
