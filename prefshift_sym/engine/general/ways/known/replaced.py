"""A sum in which a few outputs' terms are others: what is left without theirs is not negative, and what stands there instead is positive."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import add, indices, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly


def steps(prover: Prover, p: Poly) -> list[Any]:
    """Return steps that show such a sum to be positive; the prover's room takes them."""
    room = prover.room
    free = sorted({k for mono in p for atom, _ in mono if atom[0] != "S" for k in indices(atom)})
    names = {k: k if k.isdigit() else f"y_{j}" for j, k in enumerate(free)}
    body = summand(p, names) if names and all(k[0] != "#" for k in free) else ""
    if not body:
        return []
    inside, found = room.branch(), list[Any]()
    inside.names |= {name: k for k, name in names.items()}
    at = list(names.values())
    for k in at:
        step = ["have", f"p_ref[{k}] > 0", prover.goal(inside.branch(), parse(f"p_ref[{k}] > 0"), inside.names, 1)]
        found += [step] if step[2] is not None and prover.take(inside, step) else []
    for some in (*itertools.combinations(at, 2), *((k,) for k in at)):
        name, given = ("term", {"k": some[0]}) if len(some) == 1 else ("two terms", {"j": some[0], "k": some[1]})
        case = inside.branch()
        term = prover.lemma(case, name, {"F": f"lambda i_: {body}"} | given, 2)
        less = " - ".join([f"sum({body} for i_ in Y)", *(f"({body.replace('i_', k)})" for k in some)])
        rest = add(p, case.cleared(case.term(parse(less), case.names)), -1)
        at_least, source = len(case.facts) - 1, f"{prover.show(case, rest)} > 0"
        proof = prover.goal(case.branch(), parse(source), case.names, 0) if term is not None and rest else None
        if proof is None:
            continue
        proof = [["have", source, proof], ["linear", [], [["1", [at_least], None], ["1", [-1], None]]]]
        new = [name for name in at if not name.isdigit()]
        source = f"{prover.show(case, p)} > 0"
        if new:
            loops = " ".join(f"for {name} in Y" for name in new)
            these: list[Any] = [["have", f"all({source} {loops})", [["intro", new, [*found, term, *proof]]]]]
        else:  # that the sum is at least what stood there is worth knowing
            these = [*found, term, ["have", source, proof]]
        return [step for step in these if prover.take(room, step)]
    return []


def summand(p: Poly, names: dict[str, str]) -> str:
    """Return what the single sums in a polynomial add up, at an output `i_`; "" where there are others."""
    terms = []
    for mono, c in p.items():
        sums = [atom for atom, k in mono if atom[0] == "S" for _ in range(k)]
        if len(sums) > 1 or any(len(atom[1]) > 1 for atom in sums):
            return ""
        rest = tuple(pair for pair in mono if pair[0] not in sums)
        terms += [f"({text({rest: c}, names)})*({text({atom[2]: 1}, {**names, atom[1][0]: 'i_'})})" for atom in sums]
    return " + ".join(terms)
