"""What each step of a certificate does: its sub-proofs, and the numbers that its combinations have at random points.

A combination of facts proves a goal only as an identity of polynomials in normal form. Put any numbers for the atoms (an
indicator being 0 or 1) and both sides are numbers: where these differ, there is no identity. So a changed combination that
has another value at some point is wrong, whatever a checker says of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any
from unittest.mock import patch

import prefshift_sym.recheck_certificate as checker

Path = tuple[Any, ...]
SEEDS = (1, 2)  # two points: a value that differs between them belongs to no constant


def subproofs(step: list[Any]) -> list[Path]:
    """Return the places of a step's own sub-proofs."""
    match step:
        case ["have", _, _]:
            return [(2,)]
        case ["lemma", _, _, proofs]:
            return [(3, k) for k in range(len(proofs))]
        case ["split", *_]:
            return [(2,), (3,)]
        case ["cases" | "intro", _, *proofs]:
            return [(2 + k,) for k in range(len(proofs))]
        case ["or" | "witness" | "stronger", _, _]:
            return [(2,)]
        case ["both", _, _]:
            return [(1,), (2,)]
    return []


def at(document: Any, path: Path) -> Any:
    """Return what stands at a place."""
    for key in path:
        document = document[key]
    return document


def proofs(document: dict[str, Any]) -> Iterator[Path]:
    """Yield the places of all proofs: the claims' and, below each step, its sub-proofs. `setup` is no proof."""
    stack: list[Path] = []
    for k, entry in enumerate(document["proofs"]):
        stack += [("proofs", k, "setup")] + [("proofs", k, "claims", c) for c in range(len(entry["claims"]))]
    while stack:
        place = stack.pop()
        if place[-1] != "setup":
            yield place
        for k, step in enumerate(at(document, place)):
            stack += [(*place, k, *below) for below in subproofs(step)]


def steps(document: dict[str, Any]) -> Iterator[Path]:
    """Yield the places of all steps."""
    for place in [("proofs", k, "setup") for k in range(len(document["proofs"]))] + list(proofs(document)):
        yield from ((*place, k) for k in range(len(at(document, place))))


@cache
def number(atom: Any, seed: int) -> Fraction:
    """Return an atom's value at a point; of the two indicators of a polynomial's signs, one at most is 1."""
    if atom[0] == "ind":
        return Fraction(random.Random(f"{seed} {atom[1]}").choice((-1, 0, 1)) == atom[2])
    return Fraction(random.Random(f"{seed} {atom}").randint(2, 10_000), 7)


def value(p: checker.Poly, seed: int) -> Fraction:
    """Return a polynomial's value at a point."""
    return sum((c * math.prod(number(atom, seed) ** k for atom, k in mono) for mono, c in p.items()), Fraction(0))


@dataclass(slots=True)
class Combination:
    """A combination as the checker met it: the facts in reach, where each came from, and the multipliers' polynomials."""

    facts: list[tuple[str, checker.Poly, Any]]
    origins: list[int]  # the step that a fact came from, by identity; 0 for none
    texts: list[checker.Poly]  # one a part; 1 where it has no text

    def fact(self, ref: int, seed: int) -> Fraction:
        """Return a fact's value."""
        return value(self.facts[ref][1], seed)

    def part(self, part: list[Any], k: int, seed: int) -> Fraction:
        """Return the value of part k, or of one in its place with the same text."""
        factors = math.prod((self.fact(ref, seed) for ref in part[1]), start=Fraction(1))
        return Fraction(part[0]) * factors * value(self.texts[k], seed)

    def without(self, removed: int, parts: list[Any], seed: int) -> Fraction | None:
        """Return the total where a step's facts are gone and later ones have moved up; None where a fact is missing."""
        left = [fact for fact, origin in zip(self.facts, self.origins, strict=True) if origin != removed]
        if any(ref >= len(left) for part in parts for ref in part[1]):
            return None
        moved = Combination(left, [], self.texts)
        return sum((moved.part(part, k, seed) for k, part in enumerate(parts)), Fraction(0))


@dataclass(slots=True)
class Anatomy:
    """What the checker met, by the identity of the step or of the combination's list in the document."""

    combinations: dict[int, Combination] = field(default_factory=dict)
    kept: list[Any] = field(default_factory=list)  # so that no identity is used twice
    report: checker.Report | None = None

    def users(self, step: int) -> list[tuple[int, Combination]]:
        """Return the combinations in whose reach a step's facts are."""
        return [(key, each) for key, each in self.combinations.items() if step in each.origins]


def anatomy(document: dict[str, Any]) -> Anatomy:
    """Check a certificate and note what its steps do."""
    found = Anatomy()
    origin: dict[int, int] = {}
    step, combination = checker.Room.step, checker.Room.combination

    def noted_step(self: Any, taken: list[Any]) -> None:
        before = len(self.facts)
        step(self, taken)
        for fact in self.facts[before:]:
            origin[id(fact)] = id(taken)
        found.kept += [taken, *self.facts[before:]]

    def noted_combination(self: Any, parts: list[Any]) -> Any:
        result = combination(self, parts)
        texts = [
            checker.ONE if text is None else self.flat(self.term(checker.parse(text), self.names))
            for _, _, text in parts
        ]
        origins = [origin.get(id(fact), 0) for fact in self.facts]
        found.combinations[id(parts)] = Combination(list(self.facts), origins, texts)
        found.kept.append(parts)
        return result

    with patch.object(checker.Room, "step", noted_step), patch.object(checker.Room, "combination", noted_combination):
        found.report = checker.check(document)
    return found
