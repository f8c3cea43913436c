"""The ladder as JSON: every arrow, what is drawn of them, and each distinct witness once, every number exact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from prefshift_sym.language.show import show

if TYPE_CHECKING:
    from prefshift_sym.ladder import Arrow
    from prefshift_sym.ladder_drawing.graph import Drawing, Edge


def as_json(drawing: Drawing) -> str:
    """Return one JSON object; an arrow's `witness` is a position in `witnesses`, from 0."""
    ladder = drawing.ladder
    worlds = [each.world.as_mapping() for each in ladder.arrows.values() if each.world is not None]
    distinct = {json.dumps(each): each for each in worlds}
    places = {key: place for place, key in enumerate(distinct)}

    def arrow(each: Arrow) -> dict[str, Any]:
        found: dict[str, Any] = {"premise": each.premise, "conclusion": each.conclusion, "verdict": each.kind}
        found["holds_at"] = "all" if each.holds_at == "all" else list(each.holds_at)
        found |= {"by": each.by} if each.holds_at else {}
        if each.world is not None:
            found |= {"fails_at": each.fails_at, "witness": places[json.dumps(each.world.as_mapping())]}
        found |= {"open_at": list(each.open_at)} if each.open_at else {}
        return found | ({"reason": each.reason} if each.reason and each.kind in {"bounded", "undecided"} else {})

    def drawn(edges: tuple[Edge, ...]) -> list[list[int]]:
        return [[edge.premise, edge.conclusion] for edge in edges]

    statement = ladder.base.as_mapping()
    whole = {
        "schema": 1,
        "claim": ladder.claim,
        "supports": list(ladder.sizes),
        "setting": {key: statement[key] for key in ("without", "n", "families", "distributions", "scalars")},
        "hypotheses": [
            {"name": each.name, "formulas": {name: show(formula) for name, formula in each.formulas}}
            | ({"vacuous": ladder.vacuous[each.name]} if each.name in ladder.vacuous else {})
            for each in ladder.rungs
        ],
        "arrows": [arrow(each) for each in ladder.arrows.values()],
        "drawn": {
            "nodes": [{"names": list(each.names), "equivalence": each.kind} for each in drawing.nodes],
            "holding": drawn(drawing.holding),
            "failing": drawn(drawing.failing),
            "open": drawn(drawing.open),
        },
        "witnesses": list(distinct.values()),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
