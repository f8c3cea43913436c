"""Search for a proof, goal by goal, in the checker's own rooms: whatever is found is a list of the checker's steps.

The search may guess as it likes: a step that does not hold is refused by the room that it is tried in, and the whole
certificate is replayed by the checker at the end.
"""

from __future__ import annotations

import ast
import time
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.taking import Env, Proof, Taker
from prefshift_sym.engine.general.text import constants, unclear
from prefshift_sym.engine.general.ways import longer, outset
from prefshift_sym.engine.general.ways.known import (
    definitions,
    either,
    ends,
    named_outputs,
    positivity,
    prenex,
    put_in,
    stones,
    translate,
    undiverged,
)
from prefshift_sym.engine.general.ways.points import monotone, nonzero, pointwise, squares
from prefshift_sym.engine.general.ways.sums import affine, unequal
from prefshift_sym.recheck_certificate import SIGNS, Refused, negate, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Meter, Scratch


class Stuck(Exception):
    """Why there is no proof."""


class Prover(Taker):
    """One search: a statement, general or at a size."""

    def __init__(
        self,
        statement: dict[str, Any],
        size: int | None,
        deadline: float | None,
        barred: frozenset[str] = frozenset(),
        meter: Meter | None = None,
        *,
        sparing: bool = False,
        ends: bool = False,
    ) -> None:
        super().__init__(statement, size, barred, meter)
        self.statement, self.size, self.deadline = statement, size, deadline
        self.sparing = sparing  # full support is to be relied on only where that is asked for
        self.ends = ends  # what is mixed in a share that may be 0 or 1 is told apart there
        self.texts = [*statement["assume"].values(), *statement["claim"].values()]
        self.logarithms = any(name in each for each in self.texts for name in ("log(", "KL("))
        self.outputs = constants(self.texts) if size is None else []  # by their numbers, where there are such
        self.lemmas: dict[str, Any] = {}
        self.standard = False
        self.nested = False  # a lemma's premise is being proved: no further lemmas of its kind for it
        self.numbered = any(map(either.numbers, statement["assume"].values()))  # outputs are compared by number
        self.chord: affine.Chord | None = None  # the two numbers that every reward is one of

    # -- the whole -----------------------------------------------------------------------------------------------

    def run(self) -> dict[str, Any]:
        """Return one entry of a certificate's `proofs`. Raises `Stuck` or `Refused`."""
        outset.learn(self, outset.BEFORE_ASSUMPTIONS)
        waiting = list(enumerate(self.statement["assume"].items()))
        self.take_in(sorted(waiting, key=lambda each: definitions.turn(self, each[1][1])))
        outset.learn(self, outset.FROM_ASSUMPTIONS)
        for name, source in self.statement["claim"].items():
            self.make_defined(parse(source), f"the claim {name!r}")
            positivity.closed_atoms(self, parse(source))
        outset.learn(self, outset.FOR_CLAIMS)
        claims = []
        for name, source in self.statement["claim"].items():
            claim = parse(source)
            found = affine.by_outputs(self, claim) or ends.by_ends(self, claim)
            found = found or self.goal(self.room.branch(), claim, {}, 4)
            found = found or either.either_sign(self, claim)
            if found is None:
                message = f"no certificate was found for the claim {name!r}"
                raise Stuck(message)
            claims.append(found)
        return {"size": self.size, "setup": self.setup, "claims": claims}

    def take_in(self, waiting: list[tuple[int, tuple[str, str]]]) -> None:
        """Let the room take the assumptions, in order but for those that mean something only because others hold."""
        later, reason = [], None
        left = [k for k, _ in waiting]
        for k, (name, source) in waiting:
            try:
                self.make_defined(parse(source), f"the assumption {name!r}")
            except Stuck as stuck:
                later.append((k, (name, source)))
                reason = reason or stuck
            else:
                self.setup.append(["assume"] if k == min(left) else ["assume", k])
                left.remove(k)
                before = len(self.room.formulas)
                self.room.assume(parse(source), {}, frozenset({name}))
                prenex.in_front(self, before)
                if not any(ends.mixed(self, formula) for formula, _, _ in self.room.formulas[before:]):
                    definitions.take_in(self, self.room, before)
        if reason is not None and len(later) == len(waiting):
            raise reason
        if later:
            self.take_in(later)

    def make_defined(self, node: ast.expr, what: str) -> None:
        """Derive, in the setup, the signs that the formula needs to mean something."""
        for _ in range(12):
            self.room.names |= {each: each for each in self.outputs if self.room.has(each)}
            try:
                self.room.defined(node, {})
            except Refused as refusal:
                p = refusal.args[1] if len(refusal.args) > 1 else None
                weak = "square root" in refusal.args[0]
                steps = stones.under_roots(self, node) if weak else []
                steps = steps or (positivity.steps(self, p, weak=weak) or [] if p is not None else [])
                if not steps:
                    message = unclear(what, refusal.args[0], p)
                    raise Stuck(message) from None
            else:
                return
        message = f"{what} was not shown to be defined"
        raise Stuck(message)

    def makes_sense(self, node: ast.expr) -> bool:
        """Tell whether a formula is found to mean something, with what that takes in the setup."""
        try:
            self.make_defined(node, "")
        except Stuck:
            return False
        return True

    def late(self) -> bool:
        """Tell whether the time is up."""
        return self.deadline is not None and time.monotonic() > self.deadline

    # -- goals ---------------------------------------------------------------------------------------------------

    def goal(self, room: Scratch, node: ast.expr, env: Env, depth: int) -> Proof | None:
        """Return a proof of a formula, or None."""
        if self.late():
            message = "the time is up"
            raise Stuck(message)
        kind, parts = pieces(node)
        match kind:
            case "compare":
                return self.comparison(room, parts, env, depth)
            case "or":
                return self.either(room, node, parts, env, depth)
            case "any":
                from prefshift_sym.engine.general.ways import existence  # most goals are no `any`

                return existence.exists(self, room, node, env, depth)
            case _:
                found = self.intro(room, kind, parts, env, depth)
                return squares.by_the_square(self, room, node, env, depth) if found is None else found

    def indices(self, room: Scratch) -> list[str]:
        """Return the indices that are in scope, as a certificate names them."""
        return [*room.names, *(map(str, range(self.size)) if self.size is not None else ())]

    def intro(self, room: Scratch, kind: str, parts: Any, env: Env, depth: int) -> Proof | None:
        """Take a conjunction, an implication or an `all` apart."""
        todo: list[tuple[list[ast.expr], ast.expr, Env]] = []
        names: list[str] = []
        if kind == "and":
            todo = [(parts[:k], part, env) for k, part in enumerate(parts)]
        elif kind == "implies":
            todo = [([parts[0]], parts[1], env)]
        elif kind == "iff":
            todo = [([parts[0]], parts[1], env), ([parts[1]], parts[0], env)]
        elif self.size is not None:
            todo = [([], parts[1], {**env, **each}) for each in room.instances(parts[0])]
        else:
            for bound in parts[0]:
                names.append(self.fresh(room, bound))
                room.name(names[-1:])
            todo = [([], parts[1], {**env, **{b: room.names[name] for b, name in zip(parts[0], names, strict=True)}})]
        proofs = []
        for known, part, inner in todo:
            inside = room.branch()
            before, since = len(inside.formulas), len(inside.facts)
            for formula in known:
                inside.assume(formula, dict(inner), frozenset())
            steps = translate.in_other_words(self, inside, before) if known and not self.inside else []
            steps += [step for formula in known for step in stones.consequences(self, inside, formula)]
            steps += undiverged.policies(self, inside, since) + put_in.masses(self, inside, since)
            steps += named_outputs.in_order(self, inside) if known and not self.inside else []
            if not env and self.size is None and len(inside.formulas) > before:
                inside, more = definitions.tried(self, inside, before, part)
                steps += more
            found = self.goal(inside, part, inner, depth)
            if found is None:
                return None
            proofs.append([*steps, *found])
        return [["intro", names, *proofs]]

    def either(self, room: Scratch, node: ast.expr, parts: list[ast.expr], env: Env, depth: int) -> Proof | None:
        """Prove one part of a disjunction while the others are false."""
        for k in reversed(range(len(parts))):
            inside = room.branch()
            for j, part in enumerate(parts):
                if j != k:
                    inside.assume(negate(part), dict(env), frozenset())
            found = self.goal(inside, parts[k], env, depth - 1)
            if found is not None:
                return [["or", k, found]]
        return pointwise.cases(self, room, node, env, depth) if depth > 0 else None

    def comparison(self, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
        """Prove one comparison."""
        relation, p = room.link(node, env)
        if relation == "==":
            if not p:
                return [["linear", [], []]]
            found = unequal.by_equal_tilts(self, room.branch(), node, env) or self.inequality(
                room.branch(), node, env, 1
            )
            if found is not None:
                return found
            sides = []
            for op in (ast.GtE, ast.LtE):  # both of its sides
                side = self.goal(room.branch(), ast.Compare(node.left, [op()], node.comparators), env, depth)
                if side is None:
                    from prefshift_sym.engine.general.ways import another  # a cold start seldom comes to that

                    return another.same_output(self, room, node, env, depth)
                sides.append(side)
            return [["both", *sides]]
        if relation == "!=":
            found = nonzero.unequal(self, room, node, env, depth)
            return found if found is not None else pointwise.cases(self, room, node, env, depth)
        return self.inequality(room, node, env, depth)

    def inequality(self, room: Scratch, node: ast.Compare, env: Env, depth: int) -> Proof | None:
        """Prove one inequality: by a combination, by cases, by sums over the outputs."""
        if self.budget is not None:
            self.budget -= 1
            if self.budget < 0:
                return None
        found = self.at_sight(room, node, env)
        if found is None and self.inside and depth > 0:
            found = monotone.at_outputs(self, room, node, env)
        if found is not None:
            return found
        steps = pointwise.prepare(self, room, node, env)
        found = self.at_sight(room, node, env) if steps else None  # else nothing has changed
        if found is not None:
            return [*steps, *found]
        relation, p = room.link(node, env)
        closed = linear.close(room, relation, p, self.deadline, 0)
        if closed is None:
            factored = pointwise.factored(self, room, relation, p) if relation in (">", ">=") else None
            factored = factored or put_in.product(self, room, relation, p)
            if factored is not None:
                return [*steps, *factored]
            at_once = pointwise.at_once(self, room, node, env, depth)
            if at_once is not None:
                return [*steps, *at_once]
            early = self.size is None and depth > 0 and relation != "==" and pointwise.unordered(self, room, p)
            ordered = pointwise.split(self, room, node, env, depth) if early else None  # it is plain there, if at all
            if ordered is not None:
                return [*steps, *ordered]
            closed = linear.close(room, relation, p, self.deadline, 1, first=1)
        if closed is not None:
            return [*steps, closed]
        if depth <= 0:
            return None
        return next(([*steps, *way] for way in longer.ways(self, room, node, env, depth) if way is not None), None)

    def at_sight(self, room: Scratch, node: ast.Compare, env: Env) -> Proof | None:
        """Close an inequality that holds by what is known of the signs of its factors, or says that a square is not negative."""
        relation, p = room.link(node, env)
        if relation == ">=" and len(p) > 2 and (square := squares.as_square(self, room, p)) is not None:
            return square
        if relation not in (">", ">=", "==") or not room.signs(p) <= SIGNS[relation]:
            return None
        facts, step = len(room.facts), ["known", self.show(room, p)]
        if self.take(room, step):
            rel, q, _ = room.facts[-1]
            if q == p and (rel in (relation, "==") or (rel, relation) == (">", ">=")):
                return [step, ["linear", [], [["1", [len(room.facts) - 1], None]]]]
            self.undo(room, facts)
        return None
