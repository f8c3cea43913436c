"""A policy whose outputs all have one reward: its means are what is at one of them.

An assumption may say so of any two of its outputs, or that its mean reward is the greatest one, or the least.
"""

from __future__ import annotations

import itertools
from ast import Compare, Eq, GtE, LtE, Name, Subscript, cmpop, unparse
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.programs.columns import atoms, tops
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import NEVER, Told
from prefshift_sym.recheck_certificate import Refused, parse, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof

REWARD = ("e", "r", "#0"), 1  # of what is summed
SAME = "all(implies({p}[y_] > 0, r[y_] == r[{k}]) for y_ in Y)"
ONE = "one reward "  # and a policy: its means are taken in
TOP, BOTTOM = "max(r[y_] for y_ in Y)", "min(r[y_] for y_ in Y)"


def of_policies(prover: Prover, room: Scratch) -> list[Any]:
    """Name an output of each such policy, and let the room take that its means are what is there; return the steps."""
    steps: list[Any] = []
    for policy, about, order in _told(room) if prover.size is None and room.finite else ():
        told = Told(prover, room.branch())
        with suppress(Refused):
            name = prover.fresh(room, "k")
            told.some(name, policy)
            number = told.formula(SAME.format(p=policy, k=name), _of_two(told, policy, name, about))
            means(told, policy, name, number)
            if order != "==":
                _of_all(told, name, about, order)
            steps += told.steps
            prover.adopt(told.room, told.steps)
            room.idle |= {about}  # what it says is said in fewer words now
    return steps


def at_an_end(prover: Prover, room: Scratch) -> list[Any]:
    """Do the same for policies whose mean reward is the greatest or the least one, by what facts say of means and extremes."""
    within = Told(prover, room.branch())
    ends = []
    for policy, end in _ends(prover, room):
        body = f"({end} - r[i_])" if end == TOP else f"(r[i_] - {end})"
        with suppress(Refused):  # no mean is beyond an extreme
            within.lemma("sum", "sum", {"F": f"lambda i_: {policy}[i_]*{body}"})
            ends.append((policy, end, f"{policy}[i_]*{body}"))
    steps: list[Any] = []
    for policy, end, body in ends:
        told = Told(prover, room.branch() if steps else within.room.branch())
        with suppress(Refused):
            _reached(told, policy, end, body)
            new = [*([] if steps else within.steps), *told.steps]
            prover.adopt(told.room, new)
            steps += new
    return steps


def _reached(told: Told, policy: str, end: str, body: str) -> None:
    """Take that a policy's mean is at an end, and so are its outputs, if that is known of the mean."""
    none, sign, up = f"sum({body} for i_ in Y) <= 0", *(("", "<=") if end == TOP else ("-", ">="))
    told.combined("none", none)
    name = told.attained("is", f"{sign}r[i_]")
    told.formula(f"all(r[y_] {up} r[{name}] for y_ in Y)")
    number = told.formula(SAME.format(p=policy, k=name), _of_means(told, policy, name, body, up))
    means(told, policy, name, number)


def _ends(prover: Prover, room: Scratch) -> Iterator[tuple[str, str]]:
    """Yield the policies and the extremes of the rewards that stand in one fact."""
    found: dict[tuple[str, str], None] = {}
    for relation, p, _ in room.facts if prover.size is None and room.finite else ():
        if relation not in ("==", ">="):
            continue
        extremes = {(family, sign) for _, family, sign in tops(p)}
        ends = [end for end, sign in ((TOP, 1), (BOTTOM, -1)) if ("r", sign) in extremes]
        means = {entry[1] for atom in atoms(p) if atom[0] == "S" and REWARD in atom[2] for entry, _ in atom[2]}
        found |= dict.fromkeys(itertools.product(sorted(means & (room.vectors | room.declared)), ends))
    yield from found


def _of_two(told: Told, p: str, k: str, about: int) -> Proof:
    """Return the proof that wherever p is positive the reward is r[k], from what is said of any two of its outputs."""
    here = told.branch()
    here.room.name(["y_"])
    here.room.assume(parse(f"{p}[y_] > 0"), here.room.names, frozenset())
    _both_ways(here, about, k, f"r[y_] == r[{k}]")
    return [["intro", ["y_"], [["intro", [], here.steps]]]]


def _of_all(told: Told, k: str, about: int, order: str) -> None:
    """Take that all rewards compare so with that at k, and that this is the greatest, or the least, where that is spoken of."""
    here = told.branch()
    here.room.name(["y_"])
    _both_ways(here, about, k, f"r[y_] {order} r[{k}]")
    told.checked(["have", f"all(r[y_] {order} r[{k}] for y_ in Y)", [["intro", ["y_"], here.steps]]])
    end, shown = (TOP, "r[i_]") if order == "<=" else (BOTTOM, "-r[i_]")
    if any(end[:5] in each for each in told.prover.texts):
        number, here = len(told.room.formulas) - 1, told.branch()
        output = here.attained("is", shown)
        here.at["under"] = here.next
        here.take(["use", number, [output]])
        here.at["most"] = here.next
        here.take(["lemma", "greatest", {"X": f"lambda i_: {shown}", "k": k}, []])
        sides = [here.product(("1", ["most"]))], [here.product(("1", ["under"]), ("-1", ["is"]))]
        told.checked(["have", f"{end} == r[{k}]", [*here.steps, ["both", *sides[:: 1 if order == "<=" else -1]]]])


def _both_ways(here: Told, about: int, k: str, source: str) -> None:
    """Show a comparison at y_ and k by what a formula says of the two, either way round."""
    before = len(here.room.formulas)
    for pair in (["y_", k], [k, "y_"]):
        here.take(["use", about, pair])
    here.room.idle = frozenset(range(before))
    with here.prover.premises(BUDGET):
        here.have("shown", source)
    here.steps.append(here.product(("1", ["shown"])))


def _of_means(told: Told, p: str, k: str, body: str, up: str) -> Proof:
    """Return the proof that wherever p is positive the reward is r[k]: no term of a sum is negative, and it is 0."""
    here = told.branch()
    here.at["p"] = here.next
    here.room.name(["y_"])
    here.room.assume(parse(f"{p}[y_] > 0"), here.room.names, frozenset())
    here.have("up", f"r[y_] {up} r[{k}]")
    here.lemma("term", "term", {"F": f"lambda i_: {body}", "k": "y_"})
    shown = here.product(("1", ["up"]))
    other = here.product(("1", ["term"]), ("1", ["none"]), ("1", ["is"], f"{p}[y_]"), scale=("p",))
    both = ["both", [other], [shown]] if up == "<=" else ["both", [shown], [other]]
    return [["intro", ["y_"], [["intro", [], [*here.steps, both]]]]]


def means(told: Told, p: str, k: str, number: int) -> None:
    """Take that what p averages of rewards and tilts is what they are at k, as formula `number` says wherever p is positive."""
    told.room.done.add(ONE + p)
    rewards, tilts = ["1", [-2], f"{p}[y_]"], ["1", [-1], f"{p}[y_]"]  # equal rewards are followed by equal tilts
    both = [["1", [-2], f"{p}[y_]*w[y_]"], ["1", [-1], f"{p}[y_]*r[{k}]"]]
    under_the_optimum = any("p_theta" in each for each in told.prover.texts)
    cases = [("r[{}]", [rewards]), ("w[{}]", [tilts]), *([("r[{0}]*w[{0}]", both)] if under_the_optimum else [])]
    for term, same in cases:
        averaged(told, "sum of zeros", p, number, f"{term} - {term.format(k)}", same)
    if any("exp(" in each for each in told.prover.texts):
        told.formula(f"exp(sum({p}[i_]*r[i_] for i_ in Y)/beta) == w[{k}]")
    if any("log(" in each.replace("log(Z)", "") for each in told.prover.statement["claim"].values()):
        told.have("positive", f"sum({p}[i_]*w[i_] for i_ in Y) > 0")
        told.formula(f"log(sum({p}[i_]*w[i_] for i_ in Y)) == r[{k}]/beta")


def averaged(told: Told, lemma: str, p: str, number: int, gap: str, shown: list[Any] | None = None) -> None:
    """Take a lemma about the sum of p times something, by what formula `number` says of it wherever p is positive.

    `shown` is the combination that says so there: the product of the mass and what the formula concludes, if it is not given.
    """
    here = told.branch()
    here.room.name(["y_"])
    here.have("not negative", f"{p}[y_] >= 0")
    positive = here.next
    here.room.assume(parse(f"{p}[y_] <= 0"), here.room.names, frozenset())
    here.have("zero", f"{p}[y_] == 0")
    zero = [here.steps.pop(), here.product(("1", ["zero"], gap.format("y_")))]
    closed = ["linear", [], shown or [["1", [positive, -1], None]]]
    inside = ["cases", len(told.room.formulas), NEVER, [closed]]
    split = ["split", f"{p}[y_] > 0", [["use", number, ["y_"]], inside], zero]
    given = {"F": f"lambda i_: {p}[i_]*({gap.format('i_')})"}
    told.checked(["lemma", lemma, given, [[["intro", ["y_"], [*here.steps, split]]]]])


def _told(room: Scratch) -> Iterator[tuple[str, int, str]]:
    """Yield the policies whose outputs have one reward, the number of a formula that says so, and how all rewards compare with it.

    It says that any two of their outputs have the same reward, or that all outputs' rewards are at most, or at least, theirs.
    """
    for k, (formula, env, _) in enumerate(room.formulas):
        kind, parts = pieces(formula)
        if kind != "all" or env or len(parts[0]) != 2 or pieces(parts[1])[0] != "implies":
            continue
        premise, conclusion = pieces(parts[1])[1]
        spoken = names_of(premise, {}) - {*parts[0]}
        match conclusion:
            case Compare(Subscript(Name("r" | "w" as f), a), [op], [Subscript(Name(g), b)]) if (
                f == g and len(spoken) == 1
            ):
                order = _order(op, *(each in names_of(premise, {}) for each in (unparse(a), unparse(b))))
                yield from ((policy, k, order) for policy in spoken & (room.vectors | room.declared) if order)
            case _:
                pass


def _order(op: cmpop, left: bool, right: bool) -> str:  # noqa: FBT001 - which of the two outputs the premise speaks of
    """Return how all rewards compare with those of a policy's outputs; "" where these may differ."""
    match op, left, right:
        case Eq(), True, True:
            return "=="
        case (GtE(), True, False) | (LtE(), False, True):
            return "<="
        case (LtE(), True, False) | (GtE(), False, True):
            return ">="
    return ""
