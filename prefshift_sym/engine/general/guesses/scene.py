"""What a goal and the facts are about: distributions, families, conditions, maxima, exponentials. Guesses are made of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import names_in
from prefshift_sym.values import value

if TYPE_CHECKING:
    import ast
    from typing import Any

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.recheck_certificate import Poly


@value
class Scene:
    """What the goal and the facts are about."""

    distributions: tuple[str, ...]
    families: tuple[str, ...]
    indicators: tuple[str, ...]
    maxima: tuple[tuple[str, str], ...]
    points: tuple[str, ...]
    bends: tuple[str, ...] = ()
    exps: tuple[str, ...] = ()

    @property
    def policies(self) -> tuple[str, ...]:
        """Return the distributions, and the reference policy if it is none of them."""
        return tuple(dict.fromkeys((*self.distributions, "p_ref")))


def scene(room: Scratch, goal: Poly) -> Scene:
    """Collect what occurs in the goal and in the facts, the goal's first."""
    own = {value: name for name, value in room.names.items()}
    families: dict[str, None] = {}
    indicators: dict[str, None] = {}
    maxima: dict[tuple[str, str], None] = {}
    bends: dict[str, None] = {}
    exps: dict[str, None] = {}
    mine = {atom for mono in goal for atom, _ in mono}

    def visit(atom: Any) -> None:
        match atom:
            case ("e", family, _):
                families[family] = None
            case ("S", _, mono):
                for each, _ in mono:
                    visit(each)
            case ("ind", key, _):
                free = sorted(name for name in outputs(key) if name[0] == "#")
                if len(free) == 1:
                    indicators[text({((atom, 1),): 1}, {**own, free[0]: "{0}"})] = None
            case ("M" | "A", (bound,), key, *_) if atom[0] == "M" or atom in mine:
                body = text(dict(key), {**own, bound: "{0}"})
                maxima[text({((atom, 1),): 1}, own), body] = None
                for mono, _ in key:
                    for each, _ in mono:
                        visit(each)
            case ("f" | "inv", *_, key):
                free = sorted(outputs(key)) if atom[1] == "exp" else []
                if len(free) == 1:
                    exps[text({((atom, 1),): 1}, {**own, free[0]: "{0}"})] = None
                for mono, _ in key:
                    for each, _ in mono:
                        visit(each)
            case ("max", *keys):
                free = sorted(name for name in outputs(tuple(keys)) if name[0] == "#")
                if len(free) == 1:
                    bends[text({((atom, 1),): 1}, {**own, free[0]: "{0}"})] = None
                for key in keys:
                    for mono, _ in key:
                        for each, _ in mono:
                            visit(each)
            case _:
                pass

    for p in (goal, *(q for _, q, _ in room.facts)):
        for mono in p:
            for atom, _ in mono:
                visit(atom)
    vectors = room.vectors | room.declared
    for formula, env, _ in room.formulas:  # what stands beside a family of the goal's
        said = room.remembered(formula, env, names_of) & room.families - vectors
        families |= dict.fromkeys(sorted(said)) if said & families.keys() - {"r", "w"} else {}
    return Scene(
        tuple(f for f in families if f in vectors), tuple(f for f in families if f not in vectors and f),
        tuple(indicators), tuple(maxima), tuple(room.names), tuple(bends), tuple(exps),
    )  # fmt: skip


def names_of(node: ast.expr, env: dict[str, Any]) -> set[str]:
    """Return the names in a formula."""
    del env
    return set(names_in(node))


def outputs(thing: Any) -> set[str]:
    """Return the outputs that entries are at, but for those that sums and maxima inside bind."""
    if not isinstance(thing, tuple) or thing[:1] in (("S",), ("M",), ("A",)):
        return set()
    own = {thing[2]} if thing[:1] == ("e",) else set()
    return own.union(*map(outputs, thing))
