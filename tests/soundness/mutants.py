"""Certificates with one thing changed that makes them wrong, for a reason that is known beforehand.

Changed steps: an identity that no longer holds at some point (see `anatomy`), a proof that is missing, a part too many or
too few, a conclusion that later steps use and that has become another. What cannot be told in advance is not drawn.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from prefshift_sym.recheck_certificate import LEMMAS
from tests.soundness.anatomy import SEEDS, Anatomy, Combination, Path, anatomy, at, proofs, steps

ZERO = Fraction(0)
CONCLUDED = {name: [p for p in parameters.split() if p != "W"] for name, (parameters, _, _) in LEMMAS.items()}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A kind of change, its place, and what stands there instead; `REMOVED` for nothing."""

    kind: str
    place: Path
    new: Any

    def of(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the changed certificate."""
        changed = copy.deepcopy(document)
        if not self.place:
            return self.new  # type: ignore[no-any-return]
        holder = at(changed, self.place[:-1])
        if self.new is REMOVED:
            del holder[self.place[-1]]
        else:
            holder[self.place[-1]] = copy.deepcopy(self.new)
        return changed


REMOVED = object()


def wrong(document: dict[str, Any], rng: random.Random) -> Iterator[Mutant]:
    """Yield the wrong mutants of a certificate that is accepted."""
    found = anatomy(document)
    assert found.report is not None
    assert found.report.accepted
    for place in proofs(document):
        yield Mutant("no proof: an empty intro", place, [["intro", []]])
        yield Mutant("no proof: an empty combination", place, [["absurd", []]])
        yield Mutant("no proof: no step", place, [])
    for place in steps(document):
        step = at(document, place)
        match step:
            case ["linear", _, parts] | ["absurd", parts]:
                yield from _combination(place, step, found.combinations[id(parts)], rng)
            case ["lemma", *_]:
                yield from _lemma(place, step, found)
            case ["have", text, [*_, ["linear", _, parts]]] if _total(found.combinations[id(parts)], parts, SEEDS[0]):
                yield Mutant("have: another number", (*place, 1), f"{text} + 1")
                for old, new in ((" > ", " < "), (" >= ", " <= ")):
                    if text.count(old) == 1:
                        yield Mutant("have: the other way round", (*place, 1), text.replace(old, new))
            case ["known", text] if _used(step, found):
                yield Mutant("known: the opposite", (*place, 1), f"-({text})")
            case ["stronger", relation, [*_, ["linear", _, parts]]] if _total(
                found.combinations[id(parts)], parts, SEEDS[0]
            ):
                yield Mutant("stronger: the other way", (*place, 1), {">": "<", "<": ">", "==": ">"}[relation])
            case ["cases" | "intro" as kind, first, *below]:
                yield Mutant(f"{kind}: a part left out", place, [kind, first, *below[1:]])
                yield Mutant(f"{kind}: a part twice", place, [kind, first, *below, below[0]])
                if kind == "intro" and first:
                    yield Mutant("intro: a name left out", place, [kind, first[1:], *below])
            case ["split" | "both" as kind, *parts]:
                yield Mutant(f"{kind}: a part left out", place, [kind, *parts[:-1]])
            case ["assume"]:
                yield Mutant("assume: left out", place, REMOVED)
                yield Mutant("assume: twice", (*place[:-1],), [["assume"], *at(document, place[:-1])])
        if step[0] in {"use", "lemma", "known", "have", "refresh"} and _missed(document, step, found):
            yield Mutant(f"{step[0]}: left out", place, REMOVED)


def _total(combination: Combination, parts: list[Any], seed: int) -> Fraction:
    return sum((combination.part(part, k, seed) for k, part in enumerate(parts)), ZERO)


def _combination(place: Path, step: list[Any], known: Combination, rng: random.Random) -> Iterator[Mutant]:
    """Yield changes after which the combination has another value: for `absurd`, one that is no constant."""
    last, linear = len(step) - 1, step[0] == "linear"
    parts = step[last]
    before = [_total(known, parts, seed) for seed in SEEDS]

    def breaks(values: list[Fraction]) -> bool:
        """Return whether the change, given at two points, breaks the identity."""
        return any(values) if linear else values[0] != values[1]

    for k, part in enumerate(parts):
        values = [known.part(part, k, seed) for seed in SEEDS]
        coefficient, refs, text = part
        if breaks(values):
            for change, factor in (("doubled", 2), ("negated", -1), ("a little more", Fraction(8, 7))):
                yield Mutant(f"coefficient: {change}", (*place, last, k, 0), str(Fraction(coefficient) * factor))
            yield Mutant("combination: a part left out", (*place, last, k), REMOVED)
            yield Mutant("combination: a part twice", (*place, last), [*parts, part])
            if text is not None:
                yield Mutant("multiplier: doubled", (*place, last, k, 2), f"2*({text})")
                yield Mutant("multiplier: negated", (*place, last, k, 2), f"-({text})")
        for which in range(len(refs)):
            others = rng.sample(range(len(known.facts)), min(3, len(known.facts)))
            for ref in others:
                new = [coefficient, [*refs[:which], ref, *refs[which + 1 :]], text]
                differences = [known.part(new, k, seed) - v for seed, v in zip(SEEDS, values, strict=True)]
                if breaks(differences):
                    yield Mutant("combination: another fact", (*place, last, k), new)
            fewer = [coefficient, [*refs[:which], *refs[which + 1 :]], text]
            if breaks([known.part(fewer, k, seed) - v for seed, v in zip(SEEDS, values, strict=True)]):
                yield Mutant("combination: a factor left out", (*place, last, k), fewer)
    if not linear:
        return
    if before[0]:
        yield Mutant("combination: emptied", (*place, last), [])
        for k, ref in enumerate(step[1]):
            if known.fact(ref, SEEDS[0]) != 1:
                yield Mutant("scale: a factor left out", (*place, 1, k), REMOVED)
        for ref in rng.sample(range(len(known.facts)), min(2, len(known.facts))):
            if known.fact(ref, SEEDS[0]) != 1:
                yield Mutant("scale: a factor more", (*place, 1), [*step[1], ref])
    if before[0] != before[1]:
        yield Mutant("closing: absurd instead", place, ["absurd", parts])


def _lemma(place: Path, step: list[Any], found: Anatomy) -> Iterator[Mutant]:
    """Yield other lemmas, other arguments, and premises without their proofs."""
    _, name, given, premises = step
    used = _used(step, found)
    for other, (parameters, needed, _) in LEMMAS.items():
        same = set(parameters.split()) == set(given) and len(needed) == len(premises)
        if other != name and (used or not same):
            yield Mutant("lemma: another", (*place, 1), other)
    for k in range(len(premises)):
        yield Mutant("lemma: a premise left out", (*place, 3, k), REMOVED)
    if premises:
        yield Mutant("lemma: a premise more", (*place, 3), [*premises, premises[0]])
    for parameter in CONCLUDED[name] if used else ():
        head, colon, body = given[parameter].partition(":")
        if colon and body.strip() != "0":
            # `dominance` has D sum to zero, so that its G counts up to a constant only; of R only the order counts.
            more = [] if parameter in "GR" else [f"({body}) + 1"]
            for change in (*more, *([] if parameter == "R" else [f"2*({body})"]), f"-({body})"):
                yield Mutant("lemma: another function", (*place, 2, parameter), f"{head}: {change.strip()}")
    if name == "tangent" and used and given["i"] != given["j"]:
        yield Mutant("lemma: indices exchanged", (*place, 2), {"i": given["j"], "j": given["i"]})


def _used(step: list[Any], found: Anatomy) -> bool:
    """Return whether some combination needs a fact of this step: with another value, it would have another total."""
    for key, combination in found.users(id(step)):
        parts = _parts(found, key)
        own = {ref for ref, origin in enumerate(combination.origins) if origin == id(step)}
        for k, part in enumerate(parts):
            if own & set(part[1]) and combination.part(part, k, SEEDS[0]):
                return True
    return False


def _missed(document: dict[str, Any], step: list[Any], found: Anatomy) -> bool:
    """Return whether some combination has another value, or none, where the step's facts are gone."""
    for key, combination in found.users(id(step)):
        parts = _parts(found, key)
        left = combination.without(id(step), parts, SEEDS[0])
        if left is None or left != _total(combination, parts, SEEDS[0]):
            return True
    return False


def _parts(found: Anatomy, key: int) -> list[Any]:
    return next(each for each in found.kept if id(each) == key)  # type: ignore[no-any-return]
