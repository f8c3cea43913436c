"""Random statements against random exact worlds, as many as are wanted, from the command line:

    python -m tests.soundness.many 10000 --seed 0

It prints the counts of each thousand and every objection, and exits with 1 if there was one. With two kinds of worlds
beside the engine's own: any that a random draw gives, and for a refutation or an undefined place the witness itself.

A statement is drawn from its own number and the seed, so that an objection names all that is needed to repeat it:
`decide(statement_from(drawn(NUMBER, SEED)), timeout=SECONDS, sizes=SIZES)`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from prefshift_sym import recheck, recheck_certificate
from prefshift_sym.engine.confirm import witness_document
from prefshift_sym.engine.decide import decide
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Bounded, Family, Proved, Refuted, Undefined, Vacuous, Verdict
from tests.soundness.grammar import Grammar
from tests.soundness.worlds import judged, sizes_of, worlds

SECONDS, SIZES = 0.25, (2, 3)
EVERY_SIZE = (1, 2, 3, 4)
SIZES_OF_FAMILY = (*range(1, 9), 23)
WORLDS = 40

Objection = tuple[int, str, dict[str, Any], str]


def drawn(number: int, seed: int = 0) -> dict[str, Any]:
    """Return the statement of that number."""
    key = f"statement {number}" + (f" of {seed}" if seed else "")
    return Grammar(random.Random(key)).statement(f"random statement {number}")


def against(number: int, data: dict[str, Any], sizes: tuple[int, ...], *, met: bool = False) -> str:
    """Return what some random world of those sizes says against a verdict that all is well, or (`met`) vacuous."""
    sizes = sizes_of(data, tuple(n for n in sizes if n in EVERY_SIZE))
    for at in worlds(random.Random(f"worlds {number}"), data, sizes, WORLDS):
        seen = judged(data, at)
        if met and seen.met:
            return f"this world meets the assumptions: {at}"
        if not met and (seen.refutes or seen.undefined):
            return f"in this world the claim is {seen.undefined or 'false'}: {at}"
    return ""


def objection(number: int, data: dict[str, Any], verdict: Verdict) -> str:
    """Return what speaks against a verdict, or nothing."""
    statement = statement_from(data)
    match verdict:
        case Refuted(world, family=family):
            if not recheck.check(witness_document(statement, world)).stands:
                return f"no witness: {world}"
            return (
                "" if family is None else next(filter(None, (no_member(data, family, n) for n in SIZES_OF_FAMILY)), "")
            )
        case Undefined(world=world) if world is not None:
            lines = recheck.check(witness_document(statement, world)).lines
            return "" if any(line.holds is None for line in lines) else f"all is defined in {world}"
        case Proved(supports, certificate):
            if not recheck_certificate.check(certificate).accepted:
                return "the certificate is refused"
            if statement.sizes is not None and supports != statement.sizes:
                return f"{supports} are not the sizes asked for"
            return against(number, data, EVERY_SIZE)
        case Bounded(supports):
            return against(number, data, supports)
        case Vacuous(supports=supports):
            return against(number, data, EVERY_SIZE if supports in {(), "all"} else supports, met=True)
    return ""


def no_member(data: dict[str, Any], family: Family, n: int) -> str:
    """Return what speaks against a family at one size: its texts are worked out for that n, by other means."""
    if n < family.first:
        return ""
    at = {key: worked_out(each, n) for key, each in family.as_mapping().items() if key not in {"first", "before"}}
    at |= {"n": n, "counts": [int(each) for each in at["counts"]]}
    return "" if recheck.check({"statement": data, "witness": at}).stands else f"no witness of the family: {at}"


def worked_out(text: Any, n: int) -> Any:
    """Return a text in n, or a list or table of them, as an exact rational in a string."""
    if isinstance(text, dict):
        return {key: worked_out(each, n) for key, each in text.items()}
    if isinstance(text, list):
        return [worked_out(each, n) for each in text]
    if text == recheck.MINUS_INFINITY:
        return text
    return str(eval(re.sub(r"\d+", r"Fraction(\g<0>)", text), {"n": Fraction(n), "Fraction": Fraction}))


def asked(numbers: Iterable[int], seed: int = 0, seconds: float = SECONDS) -> tuple[Counter[str], list[Objection]]:
    """Decide the statements of these numbers; return how many had which verdict, and the objections."""
    counts: Counter[str] = Counter()
    objections = []
    for number in numbers:
        data = drawn(number, seed)
        verdict = decide(statement_from(data), timeout=seconds, sizes=SIZES, every_size=True)
        counts[verdict.name] += 1
        if isinstance(verdict, Refuted) and verdict.family is not None:
            counts["with a family"] += 1
        found = objection(number, data, verdict)
        if not found and isinstance(verdict, Proved | Bounded) and verdict.example is not None:
            document = witness_document(statement_from(data), verdict.example)
            found = "" if recheck.check(document).met else "its example does not meet the assumptions"
        if found:
            objections.append((number, verdict.name, data, found))
            print(objections[-1], flush=True)
    return counts, objections


def main() -> int:
    """Ask as many as the command line says; print counts and objections."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("statements", type=int, help="how many")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other statements (0: those of the suite)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--timeout", type=float, default=SECONDS, help=f"seconds for each ({SECONDS})")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    objections: list[Objection] = []
    start, last = time.monotonic(), options.first + options.statements
    for first in range(options.first, last, 1000):
        end = min(first + 1000, last)
        counts, found = asked(range(first, end), options.seed, options.timeout)
        total, objections = total + counts, objections + found
        spent = time.monotonic() - start
        print(f"statements {first} to {end - 1}: {dict(counts)} [{spent:.0f} s]", flush=True)
    print(f"{options.statements} statements, {len(objections)} objections: {dict(total)}")
    return 1 if objections else 0


if __name__ == "__main__":
    sys.exit(main())
