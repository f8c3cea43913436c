"""What of a ladder is drawn: equivalent hypotheses merged, and the arrows that no others entail.

A proved arrow is left out only where proved ones entail it. An arrow that fails is left out where one that starts to
fail at the same size entails that, and an open one where another open one would settle it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prefshift_sym.ladder import Arrow, Kind, Ladder
    from prefshift_sym.verdict import World

WEAKEST_FIRST: tuple[Kind, ...] = ("refuted", "undecided", "bounded", "proved")


@dataclass(frozen=True, slots=True)
class Node:
    """Hypotheses that are equivalent, by `kind`; `claim` says whether the claim is among them. `says` is their verdict."""

    names: tuple[str, ...]
    kind: Literal["proved", "bounded"]
    claim: bool
    says: Arrow | None


@dataclass(frozen=True, slots=True)
class Edge:
    """One implication between nodes, by their positions, with the weakest evidence that there is for it."""

    premise: int
    conclusion: int
    arrow: Arrow


class Drawing:
    """The nodes, those that give the claim first, and the edges among them that are worth drawing."""

    def __init__(self, ladder: Ladder) -> None:
        self.ladder = ladder
        self.nodes = tuple(sorted(map(self._node, self._classes()), key=self._place))
        count = range(len(self.nodes))
        self.edges = {(i, j): Edge(i, j, self._arrow(i, j)) for i in count for j in count if i != j}
        self._proved = self._rows({"proved"})
        self._holding = self._rows({"proved", "bounded"})

    # -- nodes -----------------------------------------------------------------------------------------------------

    def _classes(self) -> Iterable[tuple[str, ...]]:
        left = [each.name for each in self.ladder.rungs if each.name not in self.ladder.vacuous]
        while left:
            same = tuple(each for each in left if each == left[0] or self._equal(left[0], each))
            left = [each for each in left if each not in same]
            yield same

    def _equal(self, one: str, other: str) -> bool:
        pairs = ((one, other), (other, one))
        return all(self.ladder.arrows[pair].kind in {"proved", "bounded"} for pair in pairs)

    def _node(self, names: tuple[str, ...]) -> Node:
        first, *others = names
        both = [self.ladder.arrows[pair].kind for each in others for pair in ((first, each), (each, first))]
        claim = self.ladder.claim in names
        if claim:
            names = (self.ladder.claim, *(each for each in names if each != self.ladder.claim))
        says = None if claim else self._weakest((each, self.ladder.claim) for each in names)
        return Node(names, "bounded" if "bounded" in both else "proved", claim, says)

    def _place(self, node: Node) -> tuple[int, int, int]:
        """Return the node's place: first what is surest to give the claim, and the stronger hypothesis."""
        kinds = [self.ladder.arrows.get((node.names[0], each.name)) for each in self.ladder.rungs]
        implied = sum(each is not None and each.kind in {"proved", "bounded"} for each in kinds)
        if node.says is None:
            return (0, 0, 0)
        return (-WEAKEST_FIRST.index(node.says.kind), -(node.says.fails_at or 0), -implied)

    def _arrow(self, one: int, other: int) -> Arrow:
        return self._weakest((p, q) for p in self.nodes[one].names for q in self.nodes[other].names)

    def _weakest(self, pairs: Iterable[tuple[str, str]]) -> Arrow:
        """Return the arrow with the weakest evidence, so that no name of a merged node gets more than it has."""
        found = [self.ladder.arrows[pair] for pair in pairs]
        return min(found, key=lambda each: (WEAKEST_FIRST.index(each.kind), each.fails_at or 0, each.by))

    # -- edges -----------------------------------------------------------------------------------------------------

    def _rows(self, kinds: set[str]) -> list[int]:
        """Return the arrows of these kinds: for each premise, the set of its conclusions, as bits."""
        rows = [0] * len(self.nodes)
        for (one, other), edge in self.edges.items():
            rows[one] |= int(edge.arrow.kind in kinds) << other
        return rows

    @cached_property
    def holding(self) -> tuple[Edge, ...]:
        """The implications that hold and do not follow from others."""
        return tuple(
            edge
            for (one, other), edge in self.edges.items()
            if (edge.arrow.kind == "proved" and not self._between(self._proved, one, other))
            or (edge.arrow.kind == "bounded" and not self._between(self._holding, one, other))
        )

    def _between(self, rows: list[int], one: int, other: int) -> bool:
        return any(rows[one] >> middle & rows[middle] >> other & 1 for middle in range(len(rows)))

    @cached_property
    def failing(self) -> tuple[Edge, ...]:
        """The implications that fail, as far as none of a stronger premise or a weaker conclusion says so already."""
        return self._furthest("refuted", lambda arrow: (arrow.fails_at, arrow.holds_at, arrow.open_at), stronger=True)

    @cached_property
    def open(self) -> tuple[Edge, ...]:
        """The implications that are not settled, as far as none of a weaker premise or stronger conclusion would do."""
        return self._furthest("undecided", lambda _: None, stronger=False)

    def _furthest(self, kind: Kind, detail: Callable[[Arrow], object], *, stronger: bool) -> tuple[Edge, ...]:
        def entails(one: int, other: int) -> bool:
            return bool(self._holding[one] >> other & 1)

        def said(edge: Edge) -> bool:
            """Return whether a neighbour says the same; neighbours are strictly ordered, so that one is left."""
            for at in range(len(self.nodes)):
                premise = entails(at, edge.premise) if stronger else entails(edge.premise, at)
                conclusion = entails(edge.conclusion, at) if stronger else entails(at, edge.conclusion)
                for ordered, pair in ((premise, (at, edge.conclusion)), (conclusion, (edge.premise, at))):
                    found = self.edges[pair].arrow if ordered and pair[0] != pair[1] else None
                    if found is not None and found.kind == kind and detail(found) == detail(edge.arrow):
                        return True
            return False

        return tuple(edge for edge in self.edges.values() if edge.arrow.kind == kind and not said(edge))

    def converse(self, edge: Edge) -> Arrow:
        """Return the arrow the other way."""
        return self.edges[edge.conclusion, edge.premise].arrow

    # -- witnesses -------------------------------------------------------------------------------------------------

    @cached_property
    def worlds(self) -> tuple[World, ...]:
        """The distinct worlds of what is drawn, the smallest first; their places, from 1, are their names."""
        drawn = [self.converse(edge) for edge in self.holding] + [edge.arrow for edge in self.failing]
        drawn = [each.says for each in self.nodes if each.says is not None] + drawn
        found = {_key(each.world): each.world for each in drawn if each.world is not None}
        return tuple(sorted(found.values(), key=lambda world: world.n))

    def witness(self, arrow: Arrow) -> str:
        """Return the name of an arrow's witness, "" where it has none that is drawn."""
        keys = [_key(each) for each in self.worlds]
        return f"W{keys.index(_key(arrow.world)) + 1}" if _key(arrow.world) in keys else ""


def _key(world: World | None) -> str:
    return "" if world is None else str(world.as_mapping())
