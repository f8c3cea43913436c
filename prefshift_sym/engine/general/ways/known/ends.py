"""A share that may be 0 or 1: at such an end, what is mixed is one of the policies, and between the ends it has both."""

from __future__ import annotations

import re
from ast import Name, unparse
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import walked
from prefshift_sym.engine.general.ways.known import definitions
from prefshift_sym.recheck_certificate import negate, parse

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

MOST = 3


def asked(statement: dict[str, Any]) -> bool:
    """Tell whether assumptions define a family by scalars, and logarithms or absolute values may be of it."""
    texts = [*statement["assume"].values(), *statement["claim"].values()]
    if not statement["scalars"] or not any(re.search(r"log\(|KL\(|abs\(", each) for each in texts):
        return False
    return any(_scalars(definitions.says(parse(each)), statement["scalars"]) for each in statement["assume"].values())


def by_ends(prover: Prover, claim: ast.expr) -> Proof | None:
    """Prove a claim at each end that a share may have, and between these."""
    shares = {k: mixed(prover, formula) for k, (formula, _, _) in enumerate(prover.room.formulas)}
    told = [k for k, names in shares.items() if names]
    names = list(dict.fromkeys(name for k in told for name in shares[k]))[:MOST]
    ends = [each for name in names for each in ((name, name, "0"), (name, f"1 - {name}", "1"))]
    return _apart(prover, prover.room.branch(), claim, told, ends) if told else None


def mixed(prover: Prover, formula: ast.expr) -> list[str]:
    """Return the scalars by which a formula defines a family, if it does, where that waits for the claims."""
    return _scalars(definitions.says(formula), prover.statement["scalars"]) if prover.ends else []


def _scalars(said: list[tuple[str, str, ast.expr, bool]], declared: list[str]) -> list[str]:
    spoken = [part for _, _, term, plain in said if plain for part in walked(term)]
    return sorted({part.id for part in spoken if isinstance(part, Name) and part.id in declared})


def _apart(
    prover: Prover, room: Scratch, claim: ast.expr, told: list[int], ends: list[tuple[str, str, str]]
) -> Proof | None:
    """Prove the claim where the formulas told define families, at the ends of shares and between these."""
    if not ends:
        defined = definitions.take_in(prover, room, told[0])
        found = prover.goal(room, claim, {}, 4)
        return None if found is None else [*defined, *found]
    (name, bound, value), *others = ends
    if room.signs(room.term(parse(bound), {})[0]) != {0, 1}:
        return _apart(prover, room, claim, told, others)
    source, between, here = f"{bound} > 0", room.branch(), room.branch()
    between.assume(parse(source), {}, frozenset())
    here.assume(negate(parse(source)), {}, frozenset())
    steps: list[Any] = []
    for k in told:
        said, before = re.sub(rf"\b{name}\b", value, unparse(room.formulas[k][0])), len(here.formulas)
        step = ["have", said, prover.goal(here.branch(), parse(said), {}, 2)]
        if step[2] is not None and prover.take(here, step):
            steps += [step, *definitions.take_in(prover, here, before)]
    at_the_end = _apart(prover, here, claim, told, [each for each in others if each[0] != name])
    both = _apart(prover, between, claim, told, others) if at_the_end is not None else None
    return None if both is None or at_the_end is None else [["split", source, both, [*steps, *at_the_end]]]
