"""A gap between mean tilts by one between mean rewards: what the tilt is above a line, or below it, has the same order.

With m the least tilt, w - (m/beta)*r rises with the reward and is convex in it, as w is: whatever makes the mean of w at
least as large makes that of this as well, and the line adds m/beta times the gap between the mean rewards: so a strict gap
between these makes a strict one between mean tilts. With m the greatest tilt, (m/beta)*r - w rises.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.filter import Sieve
from prefshift_sym.engine.general.guesses.orders import tails
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms, positives, strip, tops
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.combining import BUDGET
from prefshift_sym.recheck_certificate import BETA, LEMMAS, Refused, parse
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

LEAST, GREATEST = "min(w[y_] for y_ in Y)", "max(w[y_] for y_ in Y)"
FEW = 12  # inequalities that it may take to see that two distributions lie apart
APART = "all(implies(r[i_] < r[j_], {p}[i_]*{q}[j_] == 0) for i_ in Y for j_ in Y)"
RISES = LEMMAS["dominance"][1][0]


@value
class Line:
    """Which of two distributions is to have the greater mean of what is above the line (below it, where `up` is false)."""

    p: str
    q: str
    up: bool

    @property
    def slope(self) -> str:
        """Return beta times the slope."""
        return LEAST if self.up else GREATEST

    def above(self, i: str) -> str:
        """Return beta times what the tilt is above the line at an output, or below it."""
        return f"(beta*w[{i}] - {LEAST}*r[{i}])" if self.up else f"({GREATEST}*r[{i}] - beta*w[{i}])"

    @property
    def more(self) -> str:
        """Return how much more that is at i_ than at j_."""
        return f"({self.above('i_')} - {self.above('j_')})"


def by_mean_rewards(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove how mean tilts compare by a gap between mean rewards, in the goal or strictly known, and the order of what is left."""
    relation, p = goal.relation, goal.p
    if goal.env or not room.finite or "gap" in room.under:
        return None
    strict = relation == ">" and any(_speaks_of(fact, "r") for _, fact, _ in room.facts)
    line = _line(room, p) if strict or (_speaks_of(p, "r") and _speaks_of(p, "w")) else None
    if line is None or (not strict and line.slope not in _slopes(p)):
        return None
    told = Told(prover, room.below("gap"))
    with suppress(Refused):
        if strict:
            _strict(told, line)
        _ordered(told, line)
        return [*told.steps, _closed(told, relation, p)]
    return None


def _speaks_of(p: Poly, family: str) -> bool:
    """Return whether sums over the outputs have a family's entries."""
    sums = (atom for atom in atoms(p) if atom[0] == "S")
    return any(entry[:2] == ("e", family) for atom in sums for entry, _ in atom[2])


def _slopes(p: Poly) -> set[str]:
    """Return which extremes of the tilts occur."""
    return {GREATEST if sign > 0 else LEAST for _, family, sign in tops(p) if family == "w"}


def _line(room: Scratch, goal: Poly) -> Line | None:
    """Return which two distributions' mean tilts a goal compares, and from which side."""
    rest, _ = strip(goal, positives(room))
    signs: dict[str, set[bool]] = {}
    for mono, c in rest.items():
        for atom in (atom for atom, _ in mono if atom[0] == "S"):
            entries = {entry[1] for entry, _ in atom[2] if entry[0] == "e"}
            if "w" in entries:
                for name in entries & (room.vectors | room.declared):
                    signs.setdefault(name, set()).add(c > 0)
    above, below = ([name for name, own in signs.items() if own == {side}] for side in (True, False))
    if len(above) != 1 or len(below) != 1 or len(signs) != 2:
        return None
    up = GREATEST not in _slopes(rest)
    return Line(above[0], below[0], up) if up else Line(below[0], above[0], up)


def _strict(told: Told, line: Line) -> None:
    """Take that the least tilt times the gap between mean rewards is positive, if that is what facts come to."""
    gap = f"sum(({line.p}[i_] - {line.q}[i_])*r[i_] for i_ in Y)"
    told.combined("gap", f"{gap} > 0", 1)
    told.have("least", f"{LEAST} > 0", _positive(told))
    told.have("strict", f"{LEAST}*{gap} > 0", [told.product(("1", ["least", "gap"]))])


def _positive(told: Told) -> Proof:
    """Return the proof that the least tilt is positive: it is that of some output."""
    here = told.branch()
    name = here.attained("is", "-w[i_]")
    here.have("positive", f"w[{name}] > 0")
    return [*here.steps, here.product(("1", ["positive"]), ("-1", ["is"], "1"))]


def _ordered(told: Told, line: Line) -> None:
    """Take that the one mean of what is left is at least the other, by whatever order is known."""
    orders = [*_orders({each.kind for each in tails(told.room)}, line)]
    for name, given in orders:
        with suppress(Refused):
            told.at["above"] = told.next
            told.take(["lemma", name, given, [*_premises(told, line, name, given)]])
            return
    if orders:
        raise Refused(line.slope)
    if not Sieve(told.room).allows(f"-{line.p}[i_]*{line.q}[j_]*(1 if r[i_] < r[j_] else 0)"):
        raise Refused(APART)
    with told.prover.premises(FEW):
        apart = told.formula(APART.format(p=line.p, q=line.q))
    _by_pairs(told, line, apart)


def _orders(kinds: set[str], line: Line) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the lemmas that say so under stochastic orders."""
    given = {"D": f"lambda i_: {line.p}[i_] - {line.q}[i_]", "G": f"lambda i_: {line.above('i_')}"}
    if "ind" in kinds:
        yield from (("dominance", given), ("strict dominance", given))
    if "max" in kinds and line.up:
        yield "convex order of a function", given | {"R": "lambda i_: r[i_]", "S": f"lambda i_: w[i_] - {LEAST}"}


def _premises(told: Told, line: Line, name: str, given: dict[str, str]) -> Iterator[Proof]:
    """Yield the proofs of what a lemma asks for; that what is left rises is no search."""
    env = {each: told.room.argument(source) for each, source in given.items()}
    for premise in LEMMAS[name][1]:
        if premise == RISES:
            yield _rises(told, line)
            continue
        with told.prover.premises(BUDGET):
            found = told.prover.goal(told.room.branch(), parse(premise), env, 2)
        if found is None:
            raise Refused(premise)
        yield found


def _pair(told: Told, line: Line) -> list[Any]:
    """Take that one of two outputs has the greater reward, and the tangent at an end; return what adds up to more at it."""
    told.at["up"] = told.next
    told.room.assume(parse("r[i_] >= r[j_]"), told.room.names, frozenset())
    here, there = ("j_", "i_") if line.up else ("i_", "j_")
    told.lemma("tangent", "tangent", {"i": there, "j": here})
    told.have("end", f"w[{here}] {'>=' if line.up else '<='} {line.slope}")
    return [("1", ["tangent"]), ("1", ["end", "up"])]


def _rises(told: Told, line: Line) -> Proof:
    """Return the proof that what is left rises with the reward."""
    inside = told.branch()
    inside.room.name(["i_", "j_"])
    parts = _pair(inside, line)
    return [["intro", ["i_", "j_"], [["intro", [], [*inside.steps, inside.product(*parts)]]]]]


def _by_pairs(told: Told, line: Line, apart: int) -> None:
    """Take that where p and q are apart: pair by pair, it is so or neither of the two counts."""
    inside = told.branch()
    inside.room.name(["i_", "j_"])
    inside.have("p", f"{line.p}[i_] >= 0")
    inside.have("q", f"{line.q}[j_] >= 0")
    there = inside.branch()
    parts = _pair(there, line)
    more = there.product(*((c, ["p", "q", *names]) for c, names in parts))
    cases = [[["absurd", [["1", [-1], None]]]], [["linear", [], [["1", [-1], line.more]]]]]
    none = [["use", apart, ["i_", "j_"]], ["cases", len(told.room.formulas), *cases]]
    split = ["split", "r[i_] >= r[j_]", [*there.steps, more], none]
    given = {"F": f"lambda i_, j_: {line.p}[i_]*{line.q}[j_]*{line.more}"}
    step = ["lemma", "double sum", given, [[["intro", ["i_", "j_"], [*inside.steps, split]]]]]
    told.at["above"] = told.next
    told.checked(step)


def _closed(told: Told, relation: str, goal: Poly) -> list[Any]:
    """Return the closing step: beta times the gap between tilts is what is left, and that of the line."""
    known = [told.at[name] for name in ("above", "strict") if name in told.at]
    columns = [Column(p, (k,), (), strict=own == ">") for k in known for own, p, _ in [told.room.facts[k]]]
    positive = positives(told.room)
    rest, taken = strip(goal, positive)
    lifts = [(), *((k,) for k, fact in positive.items() if fact == BETA)]
    solved = (linear.solve(told.room, relation, rest, taken, columns, lift, told.prover.deadline) for lift in lifts)
    closed = next((each for each in solved if each is not None), None)
    if closed is None:
        message = "the goal says more"
        raise Refused(message)
    return closed
