"""The same steps under another statement: a false one, with the world that refutes it; or one that says no more.

And changes that keep a certificate right, as a control: a checker that refuses everything would pass every other test.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from prefshift_sym.errors import LanguageError, StatementError
from prefshift_sym.recheck import BadDocument
from prefshift_sym.theory.statement import statement_from
from tests.soundness.anatomy import at, steps
from tests.soundness.falsehoods import SIZES, changed, perturbed
from tests.soundness.mutants import Mutant
from tests.soundness.worlds import World, refuting, sizes_of

WORLDS = 12
SETTING = ("probability vectors", "mixture interior", "positive temperature", "full support", "finite rewards")


def _options(rng: random.Random, data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield statements that may well be false."""
    claim, assume = data["claim"], data["assume"]
    for _ in range(2):
        yield "claim", {**data, "claim": {name: changed(rng, text) for name, text in claim.items()}}
        yield "statement", perturbed(rng, data["title"], data)
    for name, text in assume.items():
        others = {each: other for each, other in assume.items() if each != name}
        yield "assumption left out", {**data, "assume": others}
        yield "assumption empty", {**data, "assume": {**assume, name: "1 == 1"}}
        for _ in range(2):
            yield "assumption", {**data, "assume": {**assume, name: changed(rng, text)}}
    for name in SETTING:
        yield "setting", {**data, "without": sorted({*data["without"], name})}
    for name in data["distributions"]:
        others = [each for each in data["distributions"] if each != name]
        yield "declaration", {**data, "distributions": others, "families": [*data["families"], name]}
    if data["n"] != "all":
        yield "sizes", {**data, "n": "all"}
        yield "sizes", {**data, "n": [n + 1 for n in data["n"]]}


def forged(document: dict[str, Any], rng: random.Random) -> Iterator[tuple[Mutant, World]]:
    """Yield the certificate under false statements; `supports` and the number of proofs are made to fit."""
    for kind, data in _options(rng, document["statement"]):
        try:
            statement_from(data)
            refuted = refuting(rng, data, sizes_of(data, SIZES), WORLDS)
        except (LanguageError, StatementError, BadDocument):
            continue
        if refuted is None:
            continue
        fits = {**document, "statement": data, "supports": data["n"]}
        yield Mutant(f"false {kind}", (), fits), refuted
        if kind == "sizes":
            for size in (None, *(data["n"] if data["n"] != "all" else ())):
                entries = [{**document["proofs"][0], "size": size}]
                yield Mutant("false sizes, as if covered", (), {**fits, "proofs": entries}), refuted
        if kind == "claim":
            claims = {**document["statement"]["claim"], "one more": next(iter(data["claim"].values()))}
            twice = [{**entry, "claims": [*entry["claims"], entry["claims"][0]]} for entry in document["proofs"]]
            both = {**document["statement"], "claim": claims}
            yield Mutant("false claim besides", (), {**document, "statement": both, "proofs": twice}), refuted


def uncovered(document: dict[str, Any]) -> Iterator[Mutant]:
    """Yield certificates that do not cover what they say, or are of no known kind."""
    asked = document["statement"]["n"]
    sizes = [2, 3] if asked == "all" else [*asked, max(asked) + 1]
    yield Mutant("supports: others", ("supports",), sizes)
    yield Mutant("proofs: none", ("proofs",), [])
    yield Mutant("claims: none", ("statement", "claim"), {})
    yield Mutant("certificate: another version", ("certificate",), 2)
    for k, entry in enumerate(document["proofs"]):
        yield Mutant("claims: no proof", ("proofs", k, "claims"), [])
        yield Mutant("claims: a proof more", ("proofs", k, "claims"), entry["claims"] * 2)
        if asked == "all":
            yield Mutant("size: one only", ("proofs", k, "size"), 2)
        elif entry["size"] is not None:
            yield Mutant("size: another", ("proofs", k, "size"), entry["size"] + 1)
    if asked != "all" and document["proofs"][0]["size"] is not None:
        yield Mutant("size: one too many", (), {**document, "statement": {**document["statement"], "n": sizes}, "supports": sizes})  # fmt: skip
    taken = "TPM_A" if asked == "all" else "p_A"
    yield Mutant(
        "declaration: a name that is taken", ("statement", "scalars"), [*document["statement"]["scalars"], taken]
    )
    yield Mutant("without: no such name", ("statement", "without"), [*document["statement"]["without"], "n >= 2 "])


def kept(document: dict[str, Any], rng: random.Random) -> Iterator[Mutant]:
    """Yield changes after which the certificate is as right as before."""
    statement = document["statement"]
    yield Mutant("kept: another title", ("statement", "title"), "another title")
    yield Mutant("kept: another source", ("statement", "source"), "another source")
    yield Mutant("kept: an idle declaration", ("statement", "families"), [*statement["families"], "idle"])
    if statement["assume"]:
        renamed = {f"{name}, renamed": text for name, text in statement["assume"].items()}
        yield Mutant("kept: other names of assumptions", ("statement", "assume"), renamed)
    places = [place for place in steps(document) if at(document, place)[0] == "linear" and at(document, place)[2]]
    for place in rng.sample(places, min(2, len(places))):
        _, scale, parts = at(document, place)
        (coefficient, *rest), *others = parts
        half = [str(Fraction(coefficient) / 2), *rest]
        yield Mutant("kept: a part in two halves", place, ["linear", scale, [half, half, *others]])
        yield Mutant("kept: parts in another order", place, ["linear", scale[::-1], parts[::-1]])
        *before, last = at(document, place[:-1])  # a linear step closes its proof: nothing below it counts facts anew
        idle = ["have", "0 == 0", [["linear", [], []]]]
        if all(
            ref >= 0 for refs in (scale, *(each[1] for each in parts)) for ref in refs
        ):  # else it counts from the last fact
            yield Mutant("kept: an idle step", place[:-1], [*before, idle, last])
