"""Recorded proofs: a script says what is claimed and what each line cites. Nothing is solved while a script runs.

@theorem("Theorem 2, as stated", TPM_A >= alpha, given=[positively_correlated, negatively_correlated])
def theorem_2(proof):
    kept = proof.have(cov(w, p_A) > 0, by=[positively_correlated, *setting], says="a monotone map keeps the sign")
    proof.conclude(by=[kept, ...])
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prefshift_sym.errors import PrefshiftError, ProofError
from prefshift_sym.language.dress import Expression, Vector
from prefshift_sym.language.instantiate import HERE, instantiate
from prefshift_sym.language.parse import parse_term
from prefshift_sym.language.terms import At, Bound, Fold
from prefshift_sym.language.walk import families_in
from prefshift_sym.theory.citable import Fact, read
from prefshift_sym.theory.facts import is_distribution
from prefshift_sym.theory.setting import ASSUMPTIONS, SIGNATURE

KINDS = {"setting", "hypothesis", "axiom", "step", "lemma"}

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prefshift_sym.derivation import Derivation
    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Formula, Term


def place(file: str, line: int) -> str:
    """Return `file:line`, from the folder one stands in where the file is below it."""
    below = Path(file).is_relative_to(Path.cwd())
    return f"{Path(file).relative_to(Path.cwd()) if below else file}:{line}"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof: what it says, the facts it cites, and where it is written.

    A step of kind "lemma" needs nothing but its `obligations`: what a lemma asks of the names it is used for. A step
    with a `derivation` is a move of SymPy's, by the fact's name, which `derivation.recheck` checks again by other means.
    """

    fact: Fact
    cites: tuple[Fact, ...]
    file: str
    line: int
    obligations: tuple[tuple[str, Formula], ...] = ()
    lemma: Recorded | None = None
    derivation: Derivation | None = None

    @property
    def place(self) -> str:
        """Return `file:line`."""
        return place(self.file, self.line)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A theorem as a script states it, with its proof as recorded; whether it holds is for `check` to say."""

    title: str
    claim: Formula
    given: tuple[Fact, ...]
    steps: tuple[Step, ...]
    source: str
    prose: str
    sizes: tuple[int, ...] | None
    families: tuple[str, ...]
    distributions: tuple[str, ...]
    scalars: tuple[str, ...]
    broken_at: str
    establishes: str
    file: str
    line: int

    @property
    def place(self) -> str:
        """Return `file:line`."""
        return place(self.file, self.line)

    @property
    def signature(self) -> Signature:
        """The names in scope."""
        return SIGNATURE.declare(families=self.families, distributions=self.distributions, scalars=self.scalars)

    def step(self, name: str) -> Step:
        """Return a step by its label."""
        return next(each for each in self.steps if each.fact.name == name)


@dataclass(slots=True)
class Proof:
    """What a theorem's function is given: it records lines."""

    title: str
    signature: Signature
    given: tuple[Fact, ...]
    steps: list[Step] = field(default_factory=list)
    concluded: bool = False
    _claim: Formula | None = None

    def have(self, claim: object, *, by: Iterable[Fact], says: str = "", label: str = "") -> Fact:
        """Record a line that follows from the facts cited; returns it, to be cited further down."""
        name = label or f"S{len(self.steps) + 1}"
        fact = Fact(name, self._read(claim, name), "step", says)
        return self._record(fact, self._citations(by, name))

    def conclude(self, *, by: Iterable[Fact], says: str = "") -> Fact:
        """Record that the theorem's claim follows from the facts cited."""
        self.concluded = True
        claim = self._claim
        return self._record(Fact("conclusion", claim, "step", says), self._citations(by, "conclusion"))

    def derived(self, derivation: Derivation, label: str, *, by: Iterable[Fact]) -> Fact:
        """Record a step of a derivation by SymPy, with the facts that stand for what it cites."""
        step = derivation.step(label)
        return self._record(
            Fact(label, step.formula, "step", step.says, step.source), self._citations(by, label), derivation=derivation
        )

    def use(
        self, lemma: Recorded | Fact, *, by: Iterable[Fact] = (), label: str = "", says: str = "", **new: object
    ) -> Fact:
        """Record a lemma or an axiom with its declared families replaced: `proof.use(gibbs, p=p, q=p_theta, by=[...])`.

        A replacement is a vector, or a text about `[here]`, such as `"p_theta[here]/p[here]"`. What the lemma assumes, and
        that its distributions are replaced by distributions, must follow from the facts in `by`.
        """
        name = label or f"S{len(self.steps) + 1}"
        terms = {each: self._replacement(value) for each, value in new.items()}
        if isinstance(lemma, Fact):
            if lemma.kind != "axiom" or lemma.formula is None:
                message = f"step {name!r}: `use` takes a theorem or an axiom; cite {lemma.name!r} in `by` instead"
                raise ProofError(message)
            about = families_in(lemma.formula) - SIGNATURE.families
            if about != set(terms):
                message = (
                    f"step {name!r}: {lemma.name!r} is about {sorted(about)}; give a replacement for each, no more"
                )
                raise ProofError(message)
            fact = Fact(name, instantiate(lemma.formula, terms), "lemma", says or lemma.says, lemma.source, lemma.name)
            return self._record(fact, (lemma,))
        if lemma.title == self.title:
            message = f"step {name!r} uses {lemma.title!r} in its own proof; a theorem cannot rest on itself"
            raise ProofError(message)
        declared = {*lemma.families, *lemma.distributions, *lemma.scalars}
        missing = declared - set(terms) or set(terms) - declared
        if missing:
            message = (
                f"step {name!r}: {lemma.title!r} is about {sorted(declared)}; give a replacement for each, no more"
            )
            raise ProofError(message)
        obligations = [
            (each.name, instantiate(each.formula, terms)) for each in lemma.given if each.formula is not None
        ]
        obligations += [
            (f"{each} is a distribution", instantiate(is_distribution(each), terms)) for each in lemma.distributions
        ]
        fact = Fact(name, instantiate(lemma.claim, terms), "lemma", says or lemma.title, lemma.source, lemma.title)
        return self._record(fact, self._citations(by, name), tuple(obligations), lemma)

    # -- recording -----------------------------------------------------------------------------------------------

    def _record(
        self,
        fact: Fact,
        cites: tuple[Fact, ...],
        obligations: tuple[tuple[str, Formula], ...] = (),
        lemma: Recorded | None = None,
        derivation: Derivation | None = None,
    ) -> Fact:
        if any(step.fact.name == fact.name for step in self.steps):
            message = f"the label {fact.name!r} is used twice in {self.title!r}; labels name one step each"
            raise ProofError(message)
        frame = sys._getframe(2)  # noqa: SLF001 - the script's own line is what a reader looks for
        self.steps.append(Step(fact, cites, frame.f_code.co_filename, frame.f_lineno, obligations, lemma, derivation))
        return fact

    def _citations(self, by: Iterable[Fact], name: str) -> tuple[Fact, ...]:
        cited = tuple(dict.fromkeys(by))
        known = {step.fact for step in self.steps} | set(self.given)
        for each in cited:
            if not isinstance(each, Fact):
                message = f"step {name!r} cites {each!r}, which is no fact; cite what `have` returned, or an assumption"
                raise ProofError(message)
            if each.kind not in KINDS:
                message = f"step {name!r} cites {each.name!r}, which is of no kind that can be cited ({each.kind!r})"
                raise ProofError(message)
            if each.kind == "setting" and each != (Fact.of_setting(each.name) if each.name in ASSUMPTIONS else None):
                message = f"step {name!r} cites {each.name!r}, which is no assumption of the setting"
                raise ProofError(message)
            if (
                each.kind == "axiom"
                and each.formula is not None
                and families_in(each.formula) - self.signature.families
            ):
                message = (
                    f"step {name!r} cites the axiom {each.name!r} bare; `proof.use` it, with its families replaced"
                )
                raise ProofError(message)
            if each.kind in {"step", "lemma"} and each not in known:
                message = f"step {name!r} cites {each.name!r}, which is no earlier line of this proof"
                raise ProofError(message)
            if each.kind == "hypothesis" and each not in known:
                message = f"step {name!r} cites {each.name!r}, which the theorem does not assume; list it in `given`"
                raise ProofError(message)
        return cited

    def _read(self, claim: object, name: str) -> Formula:
        try:
            return read(claim, self.signature)
        except PrefshiftError as error:
            message = f"step {name!r}: {error}"
            raise ProofError(message) from None

    def _replacement(self, value: object) -> Term:
        match value:
            case Vector(name):
                return At(name, Bound(HERE))
            case Expression(term):
                return term
            case str():
                wrapped = parse_term(f"sum({value} for {HERE} in Y)", self.signature)
                if isinstance(wrapped, Fold) and wrapped.indices == (HERE,) and wrapped.where is None:
                    return wrapped.body
        message = f"a replacement is a vector such as p_theta, or a text about [{HERE}], and this is {value!r}"
        raise ProofError(message)


_REGISTER: list[Recorded] = []


def theorem(
    title: str,
    claim: object,
    *,
    given: Sequence[Fact] = (),
    source: str = "",
    sizes: Sequence[int] | None = None,
    families: Sequence[str] = (),
    distributions: Sequence[str] = (),
    scalars: Sequence[str] = (),
    broken_at: str = "",
    establishes: str = "",
) -> Callable[[Callable[[Proof], None]], Recorded]:
    """Record the decorated function as the proof of a theorem.

    `sizes` limits the support sizes (default: all). `broken_at` names the step at which a false proof must be refused.
    `establishes` names the certificate checker's lemma that the theorem is, which its own proof then may not use.
    Raises `ProofError` or `LanguageError`, each a sentence, for what cannot be recorded.
    """

    def record(body: Callable[[Proof], None]) -> Recorded:
        signature = SIGNATURE.declare(
            families=tuple(families), distributions=tuple(distributions), scalars=tuple(scalars)
        )
        goal = read(claim, signature)
        proof = Proof(title, signature, tuple(given))
        proof._claim = goal  # noqa: SLF001 - the two belong together
        body(proof)
        if not proof.concluded:
            message = f"the proof of {title!r} does not conclude; end it with proof.conclude(by=[...])"
            raise ProofError(message)
        recorded = Recorded(
            title, goal, tuple(given), tuple(proof.steps), source, (body.__doc__ or "").strip(),
            None if sizes is None else tuple(sizes), tuple(families), tuple(distributions), tuple(scalars), broken_at, establishes,
            body.__code__.co_filename, body.__code__.co_firstlineno,
        )  # fmt: skip
        _REGISTER.append(recorded)
        return recorded

    return record


def recorded_since(mark: int) -> tuple[Recorded, ...]:
    """Return the theorems recorded after a mark taken with `mark()`."""
    return tuple(_REGISTER[mark:])


def mark() -> int:
    """Return a mark for `recorded_since`."""
    return len(_REGISTER)
