"""How much the components overlap: the sum of p_A*p_U/p_ref, which the means of their posteriors are made of.

For p_ref is a mixture of them: alpha times the sum of p_A*p_A/p_ref, and 1 - alpha times that of p_A*p_U/p_ref, add up to 1, and
so with p_U. The overlap is never negative, and it is 0 where the components have no output in common, and only there.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import atoms, without
from prefshift_sym.engine.general.ways.known.posterior import shares
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET
from prefshift_sym.recheck_certificate import Refused, add, divide, mul, parse

if TYPE_CHECKING:
    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, OVERLAP, MOST = "overlap", "p_A[i_]*p_U[i_]/p_ref[i_]", 4
COMPONENTS = (("p_A[i_]", "alpha"), ("p_U[i_]", "1 - alpha"))
Rule = tuple[Any, Any, int]  # a sum, what it is times in the equality, and which fact that is


def by_overlap(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal by what it, or what is known, says of the overlap."""
    relation, p = goal.relation, goal.p
    if WAY in room.under or not {"p_A", "p_U"} <= room.vectors or "p_ref" in room.families:
        return None
    own = _divided(p)
    facts = [k for k, (_, q, _) in enumerate(room.facts) if _divided(q)]
    if not own and (not facts or any(atom[0] == "S" for atom in atoms(p))):
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        rules = _rules(told)
        told.lemma("weak", "sum", {"F": f"lambda i_: {OVERLAP}"})
        for k in facts:
            _said(told, rules, k)
        for point in list(told.room.names)[:MOST]:
            with prover.premises(BUDGET):
                told.lemma("at it", "term", {"F": f"lambda i_: {OVERLAP}", "k": point})
        return _closed(told, rules, relation, p)
    return None


def _divided(p: Poly) -> bool:
    """Return whether a polynomial has sums, which are all of what the mixture divides: both components, or the square of one."""
    sums = [atom for atom in atoms(p) if atom[0] not in "ve"]
    return bool(sums) and all(atom[0] == "S" and _over_the_mixture(atom[2]) for atom in sums)


def _over_the_mixture(mono: Any) -> bool:
    """Return whether a product is one of two entries of components that the mixture divides."""
    divided = any(each[0] == "inv" and "p_A" in str(each) and "p_U" in str(each) for each, _ in mono)
    masses = [each[1] for each, k in mono for _ in range(k) if each[0] == "e"]
    return divided and len(masses) == 2 and set(masses) <= {"p_A", "p_U"}


def _rules(told: Told) -> list[Rule]:
    """Make known how the squares of the components over the reference go with the overlap."""
    rules = list[Rule]()
    for part, share in COMPONENTS:
        at = told.next
        told.take(shares(f"{part}/p_ref[i_]"))
        square = told.room.term(parse(f"sum({part}*{part}/p_ref[i_] for i_ in Y)"), {})[0]
        atom = next(iter(atoms(square)), None)
        if square != {((atom, 1),): 1}:  # a component that is read as something else
            message = "no such sum"
            raise Refused(message)
        rules.append((atom, told.room.term(parse(share), {})[0], at))
    return rules


def _rewritten(told: Told, rules: list[Rule], p: Poly) -> tuple[Poly, list[tuple[int, Poly]]]:
    """Return a polynomial with the overlap in place of the squares, and multiples of which facts were added to it."""
    parts = list[tuple[int, Any]]()
    for atom, share, at in rules:
        whole = {without(mono, atom): c for mono, c in p.items() if dict(mono).get(atom) == 1}
        factor = divide(whole, share) if whole else None
        if factor:
            p = add(p, mul(factor, told.room.facts[at][1]))
            parts.append((at, factor))
    return p, parts


def _said(told: Told, rules: list[Rule], k: int) -> None:
    """Make known what a fact says of the overlap."""
    relation, p, _ = told.room.facts[k]
    q, parts = _rewritten(told, rules, p)
    if parts and q:
        combination = [["1", [k], None], *(["1", [at], told.prover.show(told.room, factor)] for at, factor in parts)]
        told.take(["have", f"{told.prover.show(told.room, q)} {relation} 0", [["linear", [], combination]]])


def _closed(told: Told, rules: list[Rule], relation: str, p: Poly) -> Proof | None:
    """Prove the goal by what it says of the overlap."""
    q, parts = _rewritten(told, rules, p)
    if not parts:
        closed = linear.close(told.room, relation, p, told.prover.deadline, 1)
        return None if closed is None else [*told.steps, closed]
    rest = [["-1", [at], told.prover.show(told.room, factor)] for at, factor in parts]
    if not q:
        return [*told.steps, ["linear", [], rest]] if relation in (">=", "==") else None
    told.have("so", f"{told.prover.show(told.room, q)} {relation} 0")
    return [*told.steps, ["linear", [], [["1", [told.at["so"]], None], *rest]]]
