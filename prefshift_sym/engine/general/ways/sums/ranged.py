"""Bounds by the range of the rewards, where an assumption bounds that range, or the rewards: what holds of max - min holds of more."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs.columns import atoms, tops
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.stones import have
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import SETTING, Refused, add, indices, parse, pieces, ratio

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

TOP, BOTTOM = "max(r[y_] for y_ in Y)", "min(r[y_] for y_ in Y)"
RANGE = f"({TOP} - {BOTTOM})"
KNOWN = {  # what a claim may speak of, and what the range says of that
    r"KL\(p_theta, p_ref\)": (f"KL(p_theta, p_ref) <= {RANGE}/beta", f"KL(p_theta, p_ref) <= {RANGE}**2/(8*beta**2)"),
    r"KL\(p_ref, p_theta\)": (f"KL(p_ref, p_theta) <= {RANGE}/beta", f"KL(p_ref, p_theta) <= {RANGE}**2/(8*beta**2)"),
    r"TPM_[AU]": (f"TPM_A - alpha <= {RANGE}/(4*beta)", f"alpha - TPM_A <= {RANGE}/(4*beta)"),
    r"log\(Z\)": (f"log(Z) <= E(r, p_ref)/beta + {RANGE}**2/(8*beta**2)",),
}


def by_the_range(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove an inequality from what the range of the rewards says, and what is known of the range."""
    p = goal.p
    if goal.env or room.names or not room.finite or "range" in room.under:
        return None
    if _ranges(p) or any(atom[:2] == ("f", "exp") for atom in atoms(p)):
        return None
    claims = " ".join(prover.statement["claim"].values())
    sources = [source for spoken, each in KNOWN.items() if re.search(spoken, claims) for source in each]
    widths = list(_widths(prover, room)) if sources else []
    if not widths:
        return None
    own = {k for k, (_, _, tags) in enumerate(room.formulas) if not tags <= SETTING.keys()}
    told = Told(prover, room.below("range"))
    told.room.idle |= own  # what is to be known is true of every reward
    told.steps += have(prover, told.room, "all(p_ref[y_] > 0 for y_ in Y)")
    with suppress(Refused):
        known = told.branch()
        for width in widths:
            _at_most(known, *width)
        for source in sources:
            guess = known.room.branch()
            guess.assume(parse(source), {}, frozenset())
            if prover.inequality(guess, goal.node, goal.env, 0) is None:
                continue
            told.formula(source, depth=4)
            for width in widths:
                _at_most(told, *width)
            closed = prover.inequality(told.room, goal.node, goal.env, 0)
            return None if closed is None else [*told.steps, *closed]
    return None


def by_one_output(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that the greatest is at least the least of the same, as both are compared with what some output has."""
    p = goal.p
    two = [mono[0][0] for mono, c in p.items() if c > 0 and len(mono) == 1 and mono[0][1] == 1 and mono[0][0][0] == "M"]
    if len(p) != len(two) or len(two) != 2 or len({*p.values()}) != 1:
        return None
    one, other = (dict(top[2]) for top in two)
    if add(one, other) or indices(two[0]) - {"#0"}:
        return None
    told, shown = Told(prover, room.branch()), text(one, {"#0": "i_"})
    with suppress(Refused):
        output = told.attained("is", shown)
        told.lemma("most", "greatest", {"X": f"lambda i_: -({shown})", "k": output})
        c = str(next(iter(p.values())))
        return [*told.steps, told.product((c, ["most"]), (c, ["is"], "1"))]
    return None


def _ranges(p: Poly) -> bool:
    """Return whether the greatest or the least reward occurs."""
    return any(family == "r" for _, family, _ in tops(p))


def _widths(prover: Prover, room: Scratch) -> Iterator[tuple[str, str, str]]:
    """Yield what bounds the range, and the greatest and the least reward, if that is how it is known."""
    for relation, p, _ in room.facts:
        rest = {mono: c for mono, c in p.items() if not _ranges({mono: c})}
        both = {mono: c for mono, c in p.items() if mono not in rest}
        if relation in (">", ">=") and len(both) == 2 and {*both.values()} == {-1}:
            yield prover.show(room, rest), "", ""
    ends: dict[bool, str] = {}
    for formula, env, _ in room.formulas:
        kind, parts = pieces(formula)
        if kind == "all" and not env and len(parts[0]) == 1:
            with suppress(Refused):
                ends |= dict(_ends(prover, room, parts[1], parts[0][0]))
    if len(ends) == 2:
        yield f"{ends[True]} - ({ends[False]})", ends[True], ends[False]


def _ends(prover: Prover, room: Scratch, body: ast.expr, name: str) -> Iterator[tuple[bool, str]]:
    """Yield what bounds an output's reward, from above or not, by what is said of it."""
    kind, parts = pieces(body)
    if kind == "and":
        for part in parts:
            yield from _ends(prover, room, part, name)
    elif kind == "compare":
        index = room.fresh()
        relation, p = room.link(parts, {name: index})
        c = p.get(((("e", "r", index), 1),), 0)
        rest = {mono: ratio(-d, c) for mono, d in p.items() if index not in indices(mono)} if c else {}
        if c and len(rest) == len(p) - 1 and relation in (">", ">="):
            yield c < 0, prover.show(room, rest)


def _at_most(told: Told, width: str, high: str, low: str) -> None:
    """Take that the range is not negative and at most so wide, and so is its square."""
    here = told.branch()
    for name, sign in (("best", ""), ("worst", "-")):
        output = here.attained(f"is {name}", f"{sign}r[i_]")
        if high:
            here.have(name, f"r[{output}] {'>=' if sign else '<='} {low if sign else high}")
        if not sign:
            here.lemma("below", "greatest", {"X": "lambda i_: -r[i_]", "k": output})
    parts = [("1", ["best"]), ("1", ["worst"]), ("-1", ["is best"], "1"), ("-1", ["is worst"], "1")]
    said = f"{RANGE} >= 0", f"{width} - {RANGE} >= 0", f"({width})**2 - {RANGE}**2 >= 0"
    here.have("range", said[0], [here.product(("1", ["below"]), ("1", ["is best"], "1"))])
    here.have("most", said[1], [here.product(*parts)] if high else None)
    here.have("square", said[2], [here.product(("1", ["most", "most"]), ("2", ["most", "range"]))])
    shown = ["intro", [], *([here.product(("1", [name]))] for name in ("range", "most", "square"))]
    step = ["have", " and ".join(said), [*here.steps, shown]]
    told.checked(step)
