"""Sums with square roots that are the same term by term: a sum of zeros; and what says so of squares says it of their roots."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, add

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST = "term by term", 4


def by_terms(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove an equality between such sums, or their squares."""
    relation, p = room.link(node, env)
    if relation != "==" or prover.inside or prover.size is not None or not 1 < len(p) <= MOST or WAY in room.under:
        return None
    if not any(atom[0] == "S" for mono in p for atom, _ in mono) or "'sqrt'" not in repr(p):
        return None
    if len(p) == 2 and all(any(atom[0] == "S" and k == 2 for atom, k in mono) for mono in p):
        with suppress(Refused):
            return _of_squares(Told(prover, room.branch()), node, env)
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        _zeros(told, p)
        closed = linear.close(told.room, relation, p, prover.deadline, 1)
        return None if closed is None else [*told.steps, closed]
    return None


def _zeros(told: Told, p: Poly) -> None:
    """Make known that a sum is 0: what is summed is, at every output."""
    names = {value: name for name, value in told.room.names.items()}
    body = list[str]()
    for mono, c in p.items():
        sums = [(atom, k) for atom, k in mono if atom[0] == "S"]
        if len(sums) != 1 or sums[0][1] != 1 or len(sums[0][0][1]) != 1:
            raise Refused("not one sum")
        (_, (own,), inside), _ = sums[0]
        rest = {tuple(pair for pair in mono if pair not in sums): c}
        body.append(f"({text(rest, names)})*({text({inside: 1}, {**names, own: 'i_'})})")
    with told.prover.premises(BUDGET):
        told.lemma("zero", "sum of zeros", {"F": f"lambda i_: {' + '.join(body)}"})


def _of_squares(told: Told, node: ast.Compare, env: Env) -> Proof | None:
    """Prove that two squares are the same since what they are of is; the square of a root comes instead of what is no square."""
    _, p = told.room.link(node, env)
    sides, same = list[str](), list[Column]()
    for mono, c in sorted(p.items(), key=lambda each: -each[1]):
        if c not in (1, -1):
            return None
        root: Poly = {tuple((atom, k // 2) for atom, k in mono if k > 1): 1}
        odd: Poly = {tuple((atom, 1) for atom, k in mono if k % 2): 1}
        shown = told.prover.show(told.room, odd)
        if set(odd) != {()}:
            told.lemma("root", "sqrt", {"A": f"lambda: {shown}"})
            same += [Column(q, (k,), equal=True) for k, (rel, q, _) in enumerate(told.room.facts) if k >= told.at["root"] and rel == "=="]  # fmt: skip
        sides.append(told.prover.show(told.room, root) + (f"*sqrt({shown})" if set(odd) != {()} else ""))
    told.have("same", f"{sides[0]} == {sides[1]}", depth=4)
    squares = f"({sides[0]})**2 == ({sides[1]})**2"
    told.have("squares", squares, [told.product(("1", ["same"], f"{sides[0]} + {sides[1]}"))])
    same.append(Column(told.room.facts[told.at["squares"]][1], (told.at["squares"],), equal=True))
    more = linear.moved(same, add(p, same[-1].poly))
    closed = linear.solve(told.room, "==", p, (), [*same, *more], (), told.prover.deadline)
    return None if closed is None else [*told.steps, closed]
