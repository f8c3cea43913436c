"""A policy whose outputs all have the reward that an assumption names: a number, a mean, an extreme of the rewards.

Where no output of the policy has a higher reward than that, or none a lower one, and its mean does not lie below, or
above, that is so, too: then the mean is that reward.
"""

from __future__ import annotations

from ast import Compare, Constant, Eq, Gt, GtE, LtE, Name, NotEq, Subscript
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.scene import names_of
from prefshift_sym.engine.general.text import closed
from prefshift_sym.engine.general.ways.known.bared import shown_of
from prefshift_sym.engine.general.ways.known.one_reward import ONE, SAME, means
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.told import NEVER, Told
from prefshift_sym.recheck_certificate import Refused, parse, pieces
from prefshift_sym.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover

LEVEL = "all(implies({p}[y_] > 0, r[y_] == {level}) for y_ in Y)"
TURNED = {"<=": ">=", ">=": "<=", "==": "=="}


@value
class Said:
    """What formula `number` says of a reward: `r[y] relation level`, of the outputs of a policy or, with no policy, of all."""

    number: int
    policy: str | None
    relation: str
    level: str


def of_policies(prover: Prover, room: Scratch) -> list[Any]:
    """Name an output of each such policy, and let the room take that its means are what is there; return the steps."""
    steps: list[Any] = []
    for said in list(said_of_rewards(room)) if prover.size is None and room.finite and room.sums else ():
        for policy in [said.policy] if said.policy else sorted(room.vectors | room.declared):
            told = Told(prover, room.branch())
            with suppress(Refused):
                if ONE + policy in room.done:
                    continue
                _means(told, said, policy)
                steps += told.steps
                prover.adopt(told.room, told.steps)
    return steps


def said_of_rewards(room: Scratch) -> Iterator[Said]:
    """Yield what formulas say so."""
    for k, (formula, env, _) in enumerate(room.formulas):
        kind, parts = pieces(formula)
        if kind != "all" or env or len(parts[0]) != 1:
            continue
        (bound,), body = parts
        kind, inside = pieces(body)
        if kind == "compare":
            yield from (Said(k, None, *each) for each in _levels(body, bound) if each[0] != "==")
        test, conclusion = inside if kind in ("implies", "or") and len(inside) == 2 else (None, body)
        policy = None if test is None else _policy(test, bound, room, out=kind == "or")
        yield from (Said(k, policy, *each) for each in _levels(conclusion, bound) if policy)


def _policy(test: ast.expr, bound: str, room: Scratch, *, out: bool) -> str | None:
    """Return the policy of which a condition says that an output is one of its outputs or, with `out`, that it is not."""
    match test:
        case Compare(Subscript(Name(p), Name(index)), [op], [Constant(0)]) if index == bound:
            right = isinstance(op, Eq | LtE) if out else isinstance(op, Gt | NotEq)
            return p if right and p in room.vectors | room.declared else None
    return None


def _levels(node: ast.expr, bound: str) -> Iterator[tuple[str, str]]:
    """Yield how a comparison compares the reward at the output with what does not depend on it."""
    match node:
        case Compare(left, [Eq() | LtE() | GtE() as op], [right]):
            relation = {Eq: "==", LtE: "<=", GtE: ">="}[type(op)]
            for side, level, own in ((left, right, relation), (right, left, TURNED[relation])):
                match side:
                    case Subscript(Name("r"), Name(index)) if index == bound and bound not in names_of(level, {}):
                        yield own, shown_of(level)
                    case _:
                        pass
        case _:
            pass


def at_the_level(told: Told, said: Said, p: str) -> int:
    """Take that all rewards of a policy's outputs are at the level; return that formula's number."""
    here = told.branch()
    if said.relation != "==":
        low = "-" if said.relation == ">=" else ""
        body = f"{p}[i_]*{low}({said.level} - r[i_])"
        here.combined("none", f"sum({body} for i_ in Y) <= 0")
    with told.prover.premises(BUDGET):
        inner = here.branch()
        inner.room.name(["y_"])
        inner.room.assume(parse(f"{p}[y_] > 0"), inner.room.names, frozenset())
        if said.relation != "==":
            inner.lemma("term", "term", {"F": f"lambda i_: {body}", "k": "y_"})
        inner.have("same", f"r[y_] == {said.level}")
    proof = [["intro", ["y_"], [["intro", [], [*inner.steps, inner.product(("1", ["same"]))]]]]]
    told.checked(["have", LEVEL.format(p=p, level=said.level), [*here.steps, *proof]])
    return len(told.room.formulas) - 1


def _means(told: Told, said: Said, p: str) -> None:
    """Take that all rewards of a policy's outputs are the same, and what its means are."""
    level, name = at_the_level(told, said, p), told.prover.fresh(told.room, "k")
    told.room.idle |= {said.number} if said.policy else set()  # it is said in fewer words now
    told.some(name, p)
    count = len(told.room.formulas)
    there = ["cases", count, NEVER, [["linear", [], [["1", [-1], None]]]]]
    told.at["level"] = told.next
    told.checked(["have", f"r[{name}] == {said.level}", [["use", level, [name]], there]])
    here = ["cases", count, NEVER, [["linear", [], [["1", [-1], None], ["-1", [told.at["level"]], None]]]]]
    proof = [["intro", ["y_"], [["intro", [], [["use", level, ["y_"]], here]]]]]
    told.checked(["have", SAME.format(p=p, k=name), proof])
    number = len(told.room.formulas) - 1
    told.room.idle |= {level}
    means(told, p, name, number)
    if closed(parse(said.level)) and any("exp(" in each for each in told.prover.texts):
        with suppress(Refused):
            told.formula(f"w[{name}] == exp(({said.level})/beta)")
    for relation in ("<=", ">=") if not closed(parse(said.level)) else ():
        if (said.policy is None and relation == said.relation) or ("max" if relation == "<=" else "min") in said.level:
            with suppress(Refused):
                told.formula(f"all(r[y_] {relation} r[{name}] for y_ in Y)")
