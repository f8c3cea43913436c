"""A strict gap between mean tilts, where one between mean rewards is known: what the tilt is above a line has the weak one.

With m the least tilt, w - (m/beta)*r rises with the reward and is convex in it, as w is: whatever makes the mean of w at
least as large makes that of this as well, and the line through it adds m/beta times the gap between the mean rewards.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.catalogue import Candidate
from prefshift_sym.engine.general.guesses.orders import tails
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, positives, strip
from prefshift_sym.engine.general.ways.known.stones import compared
from prefshift_sym.engine.general.ways.points.pointwise import atoms_of
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET, proved
from prefshift_sym.recheck_certificate import Refused, parse

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Env, Proof, Prover
    from prefshift_sym.recheck_certificate import Poly

GAP = "w[{m}]*sum(({p}[i_] - {q}[i_])*r[i_] for i_ in Y) > 0"
ABOVE = "(beta*w[{i}] - w[{m}]*r[{i}])"
APART = "all(implies(r[i_] < r[j_], {p}[i_]*{q}[j_] == 0) for i_ in Y for j_ in Y)"
BETA = {((("v", "beta"), 1),): 1}


def by_mean_rewards(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
    """Prove that one mean tilt is strictly above another by a gap between mean rewards, and the weak order of what is left."""
    relation, p = room.link(node, env)
    if relation != ">" or env or not room.finite or "gap" in room.under or not any(map(_of_rewards, room.facts)):
        return None
    pair = next(compared(room, p), None)
    kinds = {each.kind for each in tails(room)}
    if pair is None:
        return None
    told = Told(prover, room.below("gap"))
    with suppress(Refused):
        one, other = pair
        apart = None if kinds else _apart(told, one, other)  # while no further output is in scope
        least = _least(told)
        told.have("gap", GAP.format(p=one, q=other, m=least))
        if apart is None:
            _rises(told, least)
        before = len(told.room.facts)
        if apart is not None:
            _by_pairs(told, one, other, least, apart)
        else:
            uses = (proved(prover, told.room, each) for each in _orders(kinds, one, other, least))
            used = [next((each for each in uses if each is not None), None)]
            if None in used:
                return None
            told.steps += used
        told.at["above"] = before
        return [*told.steps, _closed(told, p)]
    return None


def _of_rewards(fact: tuple[str, Poly, Any]) -> bool:
    """Return whether a fact says strictly how means of rewards compare."""
    sums = (atom for atom in atoms_of(fact[1]) if atom[0] == "S")
    return fact[0] == ">" and any(each[:2] == ("e", "r") for atom in sums for each, _ in atom[2])


def _apart(told: Told, p: str, q: str) -> int:
    """Make known that p may not have an output where q has one of a greater reward."""
    with told.prover.premises(BUDGET):
        return told.formula(APART.format(p=p, q=q))


def _least(told: Told) -> str:
    """Give an output with the least tilt a name."""
    name = told.prover.fresh(told.room, "z")
    told.take(["lemma", "attained", {"X": "lambda z_: -w[z_]"}, []])
    number = len(told.room.formulas) - 1
    told.take(["skolem", number, [name]])
    told.room.done.add(f"skolem {number}")
    told.formula(f"all(w[y_] >= w[{name}] for y_ in Y)")
    return name


def _pair(told: Told, m: str) -> Told:
    """Return a room where one of two outputs has the greater reward, with the tangent at the other one."""
    inside = Told(told.prover, told.room.branch())
    inside.at |= told.at | {"up": inside.next}
    inside.room.assume(parse("r[i_] >= r[j_]"), inside.room.names, frozenset())
    inside.lemma("tangent", "tangent", {"i": "i_", "j": "j_"})
    inside.have("least", f"w[j_] >= w[{m}]")
    return inside


def _rises(told: Told, m: str) -> None:
    """Make known that what is above the line rises with the reward."""
    inside = Told(told.prover, told.room.branch())
    inside.room.name(["i_", "j_"])
    inside = _pair(inside, m)
    closed = inside.product(("1", ["tangent"]), ("1", ["least", "up"]))
    proof = ["intro", ["i_", "j_"], [["intro", [], [*inside.steps, closed]]]]
    told.formula(f"all(implies(r[i_] >= r[j_], {_more(m)} >= 0) for i_ in Y for j_ in Y)", [proof])


def _more(m: str) -> str:
    """Return how much more is above the line at i_ than at j_."""
    return f"({ABOVE.format(i='i_', m=m)} - {ABOVE.format(i='j_', m=m)})"


def _orders(kinds: set[str], p: str, q: str, m: str) -> Iterator[Candidate]:
    """Yield the lemmas that say so under stochastic orders: what is above the line rises, and its slope is w - m."""
    given = {"D": f"lambda i_: {p}[i_] - {q}[i_]", "G": f"lambda i_: {ABOVE.format(i='i_', m=m)}"}
    for name in ("dominance", "strict dominance") if "ind" in kinds else ():
        yield Candidate(name, given, "")
    if "max" in kinds:
        slopes = {"R": "lambda i_: r[i_]", "S": f"lambda i_: w[i_] - w[{m}]"}
        yield Candidate("convex order of a function", given | slopes, "")


def _by_pairs(told: Told, p: str, q: str, m: str, apart: int) -> None:
    """Take that where p and q are apart: pair by pair, it is so or neither of the two counts."""
    inside = Told(told.prover, told.room.branch())
    inside.room.name(["i_", "j_"])
    inside.have("p", f"{p}[i_] >= 0")
    inside.have("q", f"{q}[j_] >= 0")
    above = _pair(inside, m)
    more = above.product(("1", ["p", "q", "tangent"]), ("1", ["p", "q", "least", "up"]))
    cases = [[["absurd", [["1", [-1], None]]]], [["linear", [], [["1", [-1], _more(m)]]]]]
    none = [["use", apart, ["i_", "j_"]], ["cases", len(told.room.formulas), *cases]]
    split = ["split", "r[i_] >= r[j_]", [*above.steps, more], none]
    given = {"F": f"lambda i_, j_: {p}[i_]*{q}[j_]*{_more(m)}"}
    step = ["lemma", "double sum", given, [[["intro", ["i_", "j_"], [*inside.steps, split]]]]]
    told.room.branch().step(step)  # it was not searched for
    told.take(step)


def _closed(told: Told, goal: Poly) -> list[Any]:
    """Return the closing step: beta times the gap between tilts is the one above the line and that of the line."""
    columns = [
        Column(told.room.facts[told.at[name]][1], (told.at[name],), (), strict=name == "gap")
        for name in ("gap", "above")
    ]
    positive = positives(told.room)
    rest, taken = strip(goal, positive)
    lift = next(((k,) for k, fact in positive.items() if fact == BETA), ())
    closed = linear.solve(told.room, ">", rest, taken, columns, lift, told.prover.deadline)
    if closed is None:
        message = "the goal says more"
        raise Refused(message)
    return closed
