"""All rewards are the same, where an assumption says what each is, that a mean is at an end, or that tuning does not raise it.

Then every tilt is the partition function, and whatever a policy averages is what is at one output.
"""

from __future__ import annotations

import itertools
import re
from ast import Compare, Eq
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.ways.known.at_a_level import Said, at_the_level, said_of_rewards
from prefshift_sym.engine.general.ways.known.one_reward import BOTTOM, SAME, TOP, means
from prefshift_sym.engine.general.ways.known.stones import BUDGET, mean_tilt
from prefshift_sym.engine.general.ways.points.told import NEVER, Told
from prefshift_sym.recheck_certificate import Refused, indices, parse, pieces

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env

FLAT = "all(r[i_] == r[j_] for i_ in Y for j_ in Y)"
RISES = "(r[{0}] - r[{1}])*(w[{0}] - w[{1}])"
TERM = "p_ref[{0}]*p_ref[{1}]*" + RISES  # of a covariance of rewards and tilts


def rewards(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take that, and what it says of means and tilts; return the steps."""
    for lesson in _lessons(prover, room) if prover.size is None and room.finite and room.sums else ():
        told = Told(prover, room.branch())
        with suppress(Refused):
            lesson(told)
            with prover.premises(BUDGET):
                flat = told.formula(FLAT)
            told.steps += mean_tilt(prover, told.room)
            _of_policies(told, flat)
            prover.adopt(told.room, told.steps)
            return told.steps
    return []


def _lessons(prover: Prover, room: Scratch) -> Iterator[Callable[[Told], object]]:
    """Yield what to make known first, in each case that applies."""
    if any(_says_each(room, formula, env) for formula, env, _ in room.formulas):
        yield id  # nothing more is needed
    tuned = any("p_theta" in source for source in prover.texts) and prover.makes_sense(parse("1/Z > 0"))
    for said in said_of_rewards(room):
        for policy in ("p_ref", *(["p_theta"] if tuned else [])) if said.policy is None else ():
            yield partial(_of_all, said=said, policy=policy)
    for source, policy in itertools.product(prover.statement["assume"].values(), ("p_ref", "p_theta")):
        for end, relation in ((TOP, "<="), (BOTTOM, ">=")) if re.search(rf"E\(r, ?{policy}\)", source) else ():
            if end[:5] in source:  # no reward is beyond it, and the mean may not be short of it
                yield partial(_of_all, said=Said(-1, None, relation, end), policy=policy)
    if any("p_theta" in source for source in prover.statement["assume"].values()):
        yield _not_raised


def _says_each(room: Scratch, formula: ast.expr, env: Env) -> bool:
    """Tell whether a formula says what the reward, or the tilt, is at every output."""
    kind, parts = pieces(formula)
    if kind != "all" or env or len(parts[0]) != 1:
        return False
    match parts[1]:
        case Compare(_, [Eq()], [_]):
            pass
        case _:
            return False
    inside, (bound,) = room.branch(), parts[0]
    inside.names |= {bound: inside.fresh()}
    try:
        relation, p = inside.link(pieces(parts[1])[1], inside.names)
    except Refused:
        return False
    index = inside.names[bound]
    spoken = [mono for mono in p if index in indices(mono)]
    return relation == "==" and spoken in ([((("e", "r", index), 1),)], [((("e", "w", index), 1),)])


def _of_all(told: Told, said: Said, policy: str) -> None:
    """Take that every output is at the level, as one is of a policy that has every output."""
    number = at_the_level(told, said, policy)
    here = told.branch()
    here.room.name(["y_"])
    with told.prover.premises(BUDGET):
        here.have("positive", f"{policy}[y_] > 0")
    here.steps.append(["use", number, ["y_"]])
    shown = [["linear", [], [["1", [-1], None]]]]
    proof = [*here.steps, ["cases", len(told.room.formulas), NEVER, shown]]
    told.checked(["have", f"all(r[y_] == {said.level} for y_ in Y)", [["intro", ["y_"], proof]]])
    number = len(told.room.formulas) - 1
    scale = ("Z",) if "p_theta" in said.level else ()  # it divides that mean
    for each in scale:
        told.have(each, f"{each} > 0")
    pair = told.branch()
    for name in ("i_", "j_"):
        pair.room.name([name])
        pair.at[name] = pair.next
        pair.take(["use", number, [name]])
    proof = [*pair.steps, pair.product(("1", ["i_"]), ("-1", ["j_"]), scale=scale)]
    told.checked(["have", FLAT, [["intro", ["i_", "j_"], proof]]])


def _not_raised(told: Told) -> None:
    """Take that tilts rise with rewards nowhere, where tuning does not raise the mean reward: no term of a covariance is more than 0."""
    none = f"sum({TERM.format('a_', 'b_')} for a_ in Y for b_ in Y) <= 0"
    told.combined("none", none, 1)
    with told.prover.premises(BUDGET):
        here = told.branch()
        here.room.name(["y_", "z_"])
        here.summed("inner", ["p_ref[y_]", "p_ref[i_]", RISES.format("y_", "i_")], "z_")
        inside = here.branch()
        inside.room.name(["a_"])
        inside.summed("row", ["p_ref[a_]", "p_ref[i_]", RISES.format("a_", "i_")])
        proof = [["intro", ["a_"], [*inside.steps, inside.product(("1", ["row"]))]]]
        given = {"F": f"lambda a_: sum({TERM.format('a_', 'b_')} for b_ in Y)", "k": "y_"}
        here.at["outer"] = here.next
        here.checked(["lemma", "term", given, [proof]])
        here.have("one", "p_ref[y_] > 0")
        here.have("other", "p_ref[z_] > 0")
    proof = [*here.steps, here.product(("1", ["inner"]), ("1", ["outer"]), ("1", ["none"]), scale=("one", "other"))]
    rises = RISES.format("y_", "z_")
    told.checked(["have", f"all({rises} <= 0 for y_ in Y for z_ in Y)", [["intro", ["y_", "z_"], proof]]])


def _of_policies(told: Told, flat: int) -> None:
    """Take what the policies' means are: what is at one output."""
    name = told.prover.fresh(told.room, "k")
    policies = sorted(told.room.vectors | told.room.declared)
    if not policies:
        return
    told.some(name, policies[0])
    for policy in policies:
        same = [["use", flat, ["y_", name]], ["linear", [], [["1", [-2], None]]]]
        told.checked(["have", SAME.format(p=policy, k=name), [["intro", ["y_"], [["intro", [], same]]]]])
        means(told, policy, name, len(told.room.formulas) - 1)
