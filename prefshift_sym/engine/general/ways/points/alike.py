"""Two products that are not negative and have the same square are the same: products of square roots, and of exp of halves.

Were y - x > 0, so would (y - x)**2 + 2*x*(y - x) = y**2 - x**2 be. A root's square is what it is the root of; that of exp(t) is
exp(2*t), since log x <= x - 1 at the quotient of the two, either way round, where the logarithm is 0.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms, parts
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, mul, parse

if TYPE_CHECKING:
    import ast

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST = "alike", 4


def by_their_squares(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove that two such products are the same, or that one is at least the other."""
    relation, p = room.link(node, env)
    bent = [atom for atom in atoms(p) if atom[:2] == ("f", "sqrt") or _half(atom)]
    if not rooted(p) or len(p) != 2 or len(bent) > MOST or relation not in ("==", ">=") or WAY in room.under:
        return None
    told = Told(prover, room.below(WAY))
    with suppress(Refused):
        for k, atom in enumerate(sorted(bent)):
            _squared(told, k, atom)
        x, y = (f"({prover.show(room, {mono: abs(c)})})" for mono, c in sorted(p.items(), key=lambda each: -each[1]))
        told.have("x", f"{x} >= 0", depth=0)
        told.have("y", f"{y} >= 0", depth=0)
        squares = f"{x}**2 == {y}**2"
        told.have("squares", squares, [_same(told, squares, [f"square {k}" for k in range(len(bent))])])
        told.at["here"] = told.next
        proofs = []
        for less, sign in ((x, "1"), (y, "-1"))[: 2 if relation == "==" else 1]:
            parts = ("1", ["here", "here"]), ("2", ["here", "x" if less == x else "y"])
            absurd = told.product(*parts, (sign, ["squares"], "1"))
            shown = f"{x} - {y} >= 0" if less == x else f"{y} - {x} >= 0"
            proofs.append([["split", shown, [told.product(("1", ["here"]))], [["absurd", absurd[2]]]]])
        found = [*told.steps, ["both", *proofs] if relation == "==" else proofs[0][0]]
        room.branch().prove(node, env, found)
        return found
    return None


def rooted(p: Poly) -> bool:
    """Return whether a root is a factor somewhere."""
    return any(atom[:2] == ("f", "sqrt") for mono in p for atom, _ in mono)


def _half(atom: Any) -> bool:
    """Return whether an atom is e to a number of halves of something."""
    return atom[:2] == ("f", "exp") and len(atom[2]) == 1 and atom[2][0][1].denominator == 2


def _same(told: Told, squares: str, names: list[str]) -> list[Any]:
    """Return a closing step for that equality, by what the squares are, times what these are divided by."""
    room, lift = told.room, list[int]()
    facts = [room.facts[told.at[name]][1] for name in names]
    _, p = room.link(parse(squares), room.names)  # type: ignore[arg-type]
    whole = p
    for key in sorted({atom[1] for atom in parts(tuple(p)) if atom[:1] == ("inv",)}):
        lift.append(told.next)
        told.take(["known", told.prover.show(room, dict(key))])
        whole = mul(whole, dict(key))
    columns = [Column(q, (told.at[name],), equal=True) for name, q in zip(names, facts, strict=True)]
    for target, lifts in ((p, ()), (whole, tuple(lift)))[: 1 + bool(lift)]:
        more = linear.moved(columns, target)
        more += linear.moved([*columns, *more], target)  # one square after another
        closed = linear.solve(room, "==", p, (), [*columns, *more], lifts, told.prover.deadline)
        if closed is not None:
            return closed
    raise Refused(squares)


def _squared(told: Told, k: int, atom: Any) -> None:
    """Make known what the square of a root, or of an exponential, is."""
    names = {value: name for name, value in told.room.names.items()}
    shown = text({((atom, 1),): 1}, names)
    if atom[1] == "sqrt":
        told.lemma("root", "sqrt", {"A": f"lambda: {text(dict(atom[2]), names)}"})
        squares = [k for k in range(told.at["root"], told.next) if told.room.facts[k][0] == "=="]
        if not squares:
            raise Refused(shown)
        told.at[f"square {k}"] = squares[-1]
        return
    whole = text({mono: 2 * c for mono, c in atom[2]}, names)
    for j, (low, high) in enumerate(((f"{shown}**2", f"exp({whole})"), (f"exp({whole})", f"{shown}**2"))):
        told.lemma(f"exp {k} {j}", "log", {"A": f"lambda: {low}/{high}"})
    same = f"{shown}**2 == exp({whole})"
    told.have(f"square {k}", same, [["both", *([told.product(("1", [f"exp {k} {j}"]))] for j in (0, 1))]])
