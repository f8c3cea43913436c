"""Steps that rooms take while a proof is searched for; those that the search's own room takes are the setup of what is found."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.scratch import Meter, Scratch
from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import LEMMAS, Poly, Refused, parse

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

Proof = list[Any]
Env = dict[str, Any]


class Taker:
    """Takes steps in rooms. Where a lemma asks for premises, `goal` is to prove them."""

    def __init__(
        self, statement: dict[str, Any], size: int | None, barred: frozenset[str], meter: Meter | None
    ) -> None:
        self.room = Scratch(statement, size, meter or Meter())
        self.setup: list[Any] = []  # what the room has taken
        self.barred = barred
        self.counter = itertools.count(1)
        self.inside = False  # a sum's premise is being proved: no sums within sums
        self.budget: int | None = None

    def goal(self, room: Scratch, node: ast.expr, env: Env, depth: int) -> Proof | None:
        """Return a proof of a formula, or None."""
        raise NotImplementedError

    @contextmanager
    def premises(self, budget: int | None = None) -> Iterator[None]:
        """Prove what lemmas ask for: no sums within sums, and no more inequalities than a budget, if one is given."""
        before = self.inside, self.budget
        self.inside, self.budget = True, self.budget if budget is None else budget
        try:
            yield
        finally:
            self.inside, self.budget = before[0], self.budget if budget is None else before[1]

    def take(self, room: Scratch, step: list[Any], env: Env | None = None) -> bool:
        """Let a room take a step, without going through proofs that were just found; False where it is refused.

        `env` has a lemma's arguments where they have been read.
        """
        facts, formulas, known, state = len(room.facts), len(room.formulas), dict(room.known), room.state
        try:
            match step:
                case ["have", source, _]:
                    room.assume(parse(source), dict(room.names), frozenset())
                case ["lemma", name, _, _] if name in self.barred:
                    return False
                case ["lemma", name, given, _]:
                    parameters, _, conclusion = LEMMAS[name]
                    env = env or {each: room.argument(given[each]) for each in parameters.split()}
                    room.assume(parse(conclusion), env, frozenset())
                case _:
                    room.step(step)
        except Refused:  # and none of it stays
            del room.facts[facts:], room.formulas[formulas:]
            room.forget(known, state)
            return False
        if room is self.room:
            self.setup.append(step)
        return True

    def adopt(self, room: Scratch, steps: list[Any]) -> None:
        """Let the prover's own room know what a copy of it does that has taken these steps."""
        self.room.become(room)
        self.setup += steps

    def learns(self, room: Scratch, step: list[Any]) -> bool:
        """Let a room take a step, if that tells it anything: a formula, or a fact that it has not got."""
        facts, formulas, known, state = len(room.facts), len(room.formulas), dict(room.known), room.state
        if not self.take(room, step):
            return False
        have = room.facts[:facts]
        if len(room.formulas) > formulas or any(
            (p or relation == ">") and all(relation != rel or p != q for rel, q, _ in have)
            for relation, p, _ in room.facts[facts:]
        ):
            return True
        self.undo(room, facts)
        room.forget(known, state)
        return False

    def undo(self, room: Scratch, facts: int) -> None:
        """Take back the last step, which made the facts from that number on known."""
        del room.facts[facts:]
        if room is self.room:
            self.setup.pop()

    def lemma(self, room: Scratch, name: str, given: dict[str, str], depth: int = 1) -> list[Any] | None:
        """Prove a lemma's premises; let the room take it; return the step."""
        if name in self.barred:
            return None
        parameters, premises, conclusion = LEMMAS[name]
        try:
            env = {each: room.argument(given[each]) for each in parameters.split()}
            proofs = []
            for premise in premises:
                room.defined(parse(premise), env)
                found = self.goal(room.branch(), parse(premise), env, depth)
                if found is None:
                    return None
                proofs.append(found)
            room.defined(parse(conclusion), env)
        except Refused:
            return None
        step = ["lemma", name, given, proofs]
        return step if self.take(room, step, env) else None

    def fresh(self, room: Scratch, like: str = "i") -> str:
        """Return a name for a new index."""
        names = ({like} - {*self.room.families, *self.room.scalars, "n"}) - set(room.names)
        return names.pop() if names else next(
            name for k in self.counter if (name := f"{like[:1]}{k}") not in room.names
        )  # fmt: skip

    def show(self, room: Scratch, p: Poly, *more: tuple[str, str]) -> str:
        """Return a polynomial as text, in a room's index names."""
        return text(p, {**{value: name for name, value in room.names.items()}, **dict(more)})
