"""A room that is told things under names, for proofs that are known beforehand: the combinations then need no search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import linear
from prefshift_sym.recheck_certificate import Refused, parse, pieces

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof


NEVER: list[Any] = [
    ["absurd", [["1", [-1], None]]]
]  # where the last fact is that 0 > 0: a case contradicts a sign that is known


class Told:
    """A room that is told what it takes, by names for the facts."""

    def __init__(self, prover: Prover, room: Scratch) -> None:
        self.prover, self.room = prover, room
        self.steps: list[Any] = []
        self.at: dict[str, int] = {}
        self.results: list[int] = []

    def branch(self) -> Told:
        """Return a copy that may be told more, and begins with no steps."""
        copy = Told(self.prover, self.room.branch())
        copy.at |= self.at
        return copy

    def take(self, step: list[Any]) -> None:
        """Take a step; raise `Refused` where that fails."""
        if not self.prover.take(self.room, step):
            message = "not taken"
            raise Refused(message)
        self.steps.append(step)

    def checked(self, step: list[Any]) -> None:
        """Take a step whose proof was written down and not searched for, once the checker's own room has gone through it."""
        self.room.branch().step(step)
        self.take(step)

    def attained(self, name: str, shown: str) -> str:
        """Name an output at which something in i_ is greatest; what says that it is there gets a name, too. Returns the output."""
        output = self.prover.fresh(self.room, "z")
        self.take(["lemma", "attained", {"X": f"lambda i_: {shown}"}, []])
        self.at[name] = self.next
        self.named(output)
        return output

    def some(self, output: str, policy: str) -> None:
        """Name an output that a policy has."""
        self.lemma("some", "some", {"F": f"lambda i_: {policy}[i_]"})
        self.named(output)

    def named(self, output: str) -> None:
        """Name the output that the last formula says there is."""
        self._name([output])

    def there_are(self, depth: int, source: str) -> list[str]:
        """Make known that there are outputs of some kind; return the names that they are given."""
        number = self.formula(source, depth=depth)
        names = pieces(self.room.formulas[number][0])[1][0]
        names = [self.prover.fresh(self.room, name) for name in names]
        self._name(names)
        return names

    def _name(self, names: list[str]) -> None:
        number = len(self.room.formulas) - 1
        self.take(["skolem", number, names])
        self.room.done.add(f"skolem {number}")

    def lemma(self, name: str, lemma: str, given: dict[str, str]) -> None:
        """Take a lemma whose premises are plain, and give what it says a name."""
        before = len(self.room.facts)
        step = self.prover.lemma(self.room, lemma, given, 1)
        if step is None:
            raise Refused(lemma)
        self.steps.append(step)
        self.at[name] = before

    def have(self, name: str, source: str, proof: Proof | None = None, depth: int = 2) -> None:
        """Make a comparison known, and give it a name."""
        before = len(self.room.facts)
        self.formula(source, proof, depth)
        self.at[name] = before

    def combined(self, name: str, source: str, level: int = 0) -> None:
        """Make known a comparison that is a combination of facts, and give it a name; raise `Refused` where none is found."""
        relation, p = self.room.link(parse(source), self.room.names)  # type: ignore[arg-type]
        closed = linear.close(self.room, relation, p, self.prover.deadline, level)
        if closed is None:
            raise Refused(source)
        self.have(name, source, [closed])

    def formula(self, source: str, proof: Proof | None = None, depth: int = 2) -> int:
        """Make a formula known; return its number, where it is no comparison."""
        proof = proof or self.prover.goal(self.room.branch(), parse(source), self.room.names, depth)
        if proof is None:
            raise Refused(source)
        self.take(["have", source, proof])
        return len(self.room.formulas) - 1

    def summed(self, name: str, factors: list[str], point: str | None = None) -> None:
        """Make known that the sum over the outputs i_ of a product of what is >= 0 is so, or at least what it is at one of them."""
        inside = Told(self.prover, self.room.branch())
        inside.room.name(["i_"])
        for k, factor in enumerate(factors):
            inside.have(str(k), f"{factor} >= 0")
        closed = ["linear", [], [["1", [inside.at[str(k)] for k in range(len(factors))], None]]]
        body, proof = "*".join(f"({factor})" for factor in factors), [[["intro", ["i_"], [*inside.steps, closed]]]]
        given, before = {"F": f"lambda i_: {body}"}, len(self.room.facts)
        self.take(["lemma", "term", given | {"k": point}, proof] if point else ["lemma", "sum", given, proof])
        self.at[name] = before

    def square(self, name: str, root: str) -> None:
        """Make known that the square of a term is >= 0: it is the product of the term with itself, or of its opposite."""
        here = self.next
        proof = [["linear", [], [["1", [here, here], None]]]]
        self.have(name, f"({root})**2 >= 0", [["split", f"{root} >= 0", proof, proof]])

    def product(self, *parts: tuple[Any, ...], scale: tuple[str, ...] = ()) -> list[Any]:
        """Return a closing step; each part has a coefficient, names of facts, and a text that multiplies an equality."""
        combination = [[c, [self.at[name] for name in names], (*text, None)[0]] for c, names, *text in parts]
        return ["linear", [self.at[name] for name in scale], combination]

    @property
    def next(self) -> int:
        """Return the number of the next fact."""
        return len(self.room.facts)
