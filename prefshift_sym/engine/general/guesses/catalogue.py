"""The inequalities worth summing over the outputs: each is only a guess, to be proved before it is used.

Pairs of outputs: products of differences that have the same sign (Chebyshev), likelihood ratios, weights times differences
of rewards or tilts, and whatever the assumptions say of pairs. Single outputs: distances to a maximum or to an output in scope.
"""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses import crossing
from prefshift_sym.engine.general.guesses.concentration import concentrations
from prefshift_sym.engine.general.guesses.deviations import deviations
from prefshift_sym.engine.general.guesses.exponents import colder, means
from prefshift_sym.engine.general.guesses.hazard import hazards, ratios
from prefshift_sym.engine.general.guesses.information import (
    divergences,
    entropies,
    ranges,
    shares,
    speaks_of_a_range,
    speaks_of_logarithms,
    uniform,
)
from prefshift_sym.engine.general.guesses.integrand import integrands
from prefshift_sym.engine.general.guesses.orders import orders
from prefshift_sym.engine.general.guesses.oriented import back, oriented
from prefshift_sym.engine.general.guesses.scene import names_of, scene
from prefshift_sym.engine.general.guesses.truncation import truncations
from prefshift_sym.recheck_certificate import SETTING, parse, pieces
from prefshift_sym.values import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.recheck_certificate import Poly, Room


@value
class Candidate:
    """A lemma with its arguments, and the text of the sum that it would make known to be >= 0 (or > 0)."""

    lemma: str
    given: dict[str, str]
    total: str
    whole: bool = False  # the goal itself, as one sum: there may be other ways to the same total
    asks: tuple[str, ...] = ()  # what has to be >= 0 at any two outputs for it to be of use


def candidates(prover: Prover, room: Scratch, goal: Poly, *, strict: bool) -> Iterator[Candidate]:
    """Yield guesses, the likeliest first."""
    stage = scene(room, goal)
    yield from itertools.starmap(Candidate, deviations(stage, room, goal))
    yield from itertools.starmap(Candidate, concentrations(stage, goal))
    chords = "names" in room.under  # between the extremes, which Hoeffding's lemma knows the range of only
    ranged = "w" in stage.families and not chords and speaks_of_a_range(goal, *(p for _, p, _ in room.facts))
    hoeffding = list(ranges(stage, room, goal)) if ranged else []
    yield from itertools.starmap(Candidate, hoeffding)
    logarithms = bool(hoeffding) or speaks_of_logarithms(goal, *(p for _, p, _ in room.facts))
    if logarithms:
        yield from itertools.starmap(Candidate, truncations(stage, room, goal))
        yield from itertools.starmap(Candidate, divergences(stage, room, prover.texts, goal))
    yield from itertools.starmap(Candidate, (*hazards(room, goal), *ratios(stage, goal)))
    if stage.exps and stage.points:  # an exponential at an output against all of them
        single = ((body, weight) for body, wide, weight in integrands(stage, room, goal) if not wide)
        yield from over_one(single, strict=strict, whole=True)
    yield from itertools.starmap(Candidate, (*means(stage, room, goal, strict=strict), *colder(stage)))
    yield from itertools.starmap(Candidate, orders(stage, room, goal))
    yield from terms(stage, room)
    bodies = list(integrands(stage, room, goal))
    yield from turned(stage, room, goal)
    words = [*shares(goal), *uniform(stage, goal), *entropies(stage)] if logarithms else []
    bent = ((body, "") for body in [*words, *curves(stage), *crossing.bodies(stage, room)])
    yield from over_one(bent, strict=strict)
    yield from over_one(((body, weight) for body, wide, weight in bodies if not wide), strict=strict, whole=True)
    told = room.at_work()
    given = [each for each in told if not each[2] or each[2] - {*SETTING, "probability vectors"}]
    yield from over_one(itertools.chain(singles(stage, room), spoken(stage, room, given)), strict=strict)
    yield from over_two(((body, weight) for body, wide, weight in bodies if wide), strict=strict, whole=True)
    yield from over_two(differences(stage), strict=strict)
    setting = [each for each in told if each not in given]
    last = ((f"{p}[{{0}}]", "") for p in stage.distributions if stage.points)
    yield from over_one(itertools.chain(spoken(stage, room, setting), last), strict=strict)
    yield from over_two(pairs(stage, room), strict=strict)


def over_one(bodies: Iterable[tuple[str, str]], *, strict: bool, whole: bool = False) -> Iterator[Candidate]:
    """Yield sums over one output, of bodies with their weights."""
    for body, weight in bodies:
        total = f"sum({body.format('i_')} for i_ in Y)"
        if strict and weight:
            given = {"F": f"lambda i_: {body.format('i_')}", "W": f"lambda i_: {weight.format('i_')}"}
            yield Candidate("strict sum", given, total, whole)
        yield Candidate("sum", {"F": f"lambda i_: {body.format('i_')}"}, total, whole)


def over_two(bodies: Iterable[tuple[str, str]], *, strict: bool, whole: bool = False) -> Iterator[Candidate]:
    """Yield sums over two outputs, of bodies with their weights."""
    for body, weight in bodies:
        total = f"sum({body} for i_ in Y for j_ in Y)"
        if strict and weight:
            given = {"F": f"lambda i_, j_: {body}", "W": f"lambda i_, j_: {weight}"}
            yield Candidate("strict double sum", given, total, whole)
        yield Candidate("double sum", {"F": f"lambda i_, j_: {body}"}, total, whole)


def turned(stage: Scene, room: Scratch, goal: Poly) -> Iterator[Candidate]:
    """Yield the goal as a sum over pairs that is not negative both ways round together, of outputs in the order of their rewards."""
    for body in oriented(stage, room, goal) if room.size is None else ():
        asks = (f"({body} + {back(body)})*(1 if r[i_] >= r[j_] else 0)",)
        total = f"sum({body} for i_ in Y for j_ in Y)"
        yield Candidate("double sum by order", {"F": f"lambda i_, j_: {body}"}, total, True, asks)


def singles(stage: Scene, room: Scratch) -> Iterator[tuple[str, str]]:
    """Yield bodies over one output, with `{0}` for it, and the weight that makes them strict."""
    tilts: list[str] = [f for f in ("w", "r") if f in stage.families]
    for point, p in itertools.product(stage.points, stage.distributions):
        for f in (*tilts, *(g for g in stage.families if g not in tilts)):
            yield f"{p}[{{0}}]*({f}[{point}] - {f}[{{0}}])", f"{p}[{{0}}]"
            yield f"{p}[{{0}}]*({f}[{{0}}] - {f}[{point}])", f"{p}[{{0}}]"
        if len(tilts) > 1:
            yield f"{p}[{{0}}]*(beta*(w[{{0}}] - w[{point}]) - w[{point}]*(r[{{0}}] - r[{point}]))", ""
            yield f"{p}[{{0}}]*(beta*(w[{point}] - w[{{0}}]) - w[{{0}}]*(r[{point}] - r[{{0}}]))", ""
    for p in stage.policies if len(tilts) > 1 else ():  # the tangent at 0
        yield f"{p}[{{0}}]*(beta*(w[{{0}}] - 1) - r[{{0}}])", ""
    written = (room.remembered(f, env, names_of) for f, env, _ in room.formulas)
    if stage.points and (
        any("log" in each for each in written) or speaks_of_logarithms(*(q for _, q, _ in room.facts))
    ):
        for point, (p, q) in itertools.product(stage.points, itertools.permutations(stage.distributions, 2)):
            yield f"{p}[{{0}}]*({q}[{point}]*w[{point}] - w[{{0}}])", ""  # one term of a mean above all of another
    for top, body in stage.maxima:
        for p in stage.distributions:
            yield f"{p}[{{0}}]*({top} - ({body}))", ""
        yield f"{top} - ({body})", ""


def spoken(stage: Scene, room: Room, formulas: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield bodies over one output that formulas about every output say are >= 0, with weights."""
    tilts = [f for f in ("w", "r") if f in stage.families]
    for formula, env, _ in formulas:
        kind, parts = pieces(formula)
        if kind == "all" and len(parts[0]) <= 2 and (all(isinstance(v, str) for v in env.values())):
            # of two outputs, one may be in scope: what is said of it and every other one is summed over these
            others = [(point, "{0}") for point in stage.points]
            found = [("{0}",)] if len(parts[0]) == 1 else [*others, *(each[::-1] for each in others)]
            strict = bool(found) and any(isinstance(part, ast.Gt | ast.Lt | ast.NotEq) for part in ast.walk(parts[1]))
            for source in (text for each in found for text in conclusions(room, parts, env, [*each])):
                weights = ["", *(f"{p}[{{0}}]*" for p in stage.distributions), *(f"{f}[{{0}}]*" for f in tilts)]
                if "post_A" in source or "p_ref" in source or {"p_A", "p_U"} <= {*stage.distributions}:
                    weights += ["p_ref[{0}]*", "p_ref[{0}]*w[{0}]*"]
                for p in weights:  # strict in sum where it is so wherever the weight is positive
                    yield f"{p}({source})", p.removesuffix("*") if strict else ""


def terms(stage: Scene, room: Scratch) -> Iterator[Candidate]:
    """Yield that a sum is at least one of its terms, at outputs in scope, or two of them, at outputs that differ."""
    for i, j in itertools.combinations(stage.points, 2):
        gap = room.term(parse(f"{i} - {j}"), room.names)[0]
        for p in stage.policies if 0 not in room.signs(gap) else ():
            for body in (f"{p}[{{0}}]*w[{{0}}]", f"{p}[{{0}}]"):
                total = f"sum({body.format('i_')} for i_ in Y) - {body.format(i)} - {body.format(j)}"
                yield Candidate("two terms", {"F": f"lambda i_: {body.format('i_')}", "j": i, "k": j}, total)
        for (a, b), sign, p in itertools.product(((i, j), (j, i)), ("", "-"), stage.policies):
            body = f"{sign}{p}[{{0}}]*(w[{a}] - w[{{0}}])"
            total = f"sum({body.format('i_')} for i_ in Y) - ({body.format(b)})"
            yield Candidate("term", {"F": f"lambda i_: {body.format('i_')}", "k": b}, total)
    for point, p in itertools.product(stage.points, stage.policies):
        body = f"{p}[{{0}}]*w[{{0}}]"
        total = f"sum({body.format('i_')} for i_ in Y) - {body.format(point)}"
        yield Candidate("term", {"F": f"lambda i_: {body.format('i_')}", "k": point}, total)


def curves(stage: Scene) -> Iterator[str]:
    """Yield how the tilt bends against a line in the rewards, or crosses a level, at outputs in scope."""
    weights = ["1", *(f"{p}[{{0}}]" for p in stage.distributions)]
    gaps = [f"({p}[{{0}}] - {q}[{{0}}])" for p, q in itertools.permutations(stage.distributions, 2)]
    for point, gap in itertools.product(stage.points, gaps):
        yield f"{gap}*(w[{{0}}] - w[{point}])"
    for p, q in itertools.combinations(stage.points, 2):
        chord = f"(w[{{0}}] - w[{p}])*(r[{q}] - r[{p}]) - (w[{q}] - w[{p}])*(r[{{0}}] - r[{p}])"
        for weight in (*weights, *gaps):
            yield f"{weight}*({chord})"
            yield f"-{weight}*({chord})"


def differences(stage: Scene) -> Iterator[tuple[str, str]]:
    """Yield differences of tilts or rewards at two outputs i_ and j_, times what may have their sign, and a weight for strictness."""
    tilts: list[str] = [f for f in ("w", "r") if f in stage.families] or ["w"]
    for f in tilts:
        for p, q in itertools.permutations(stage.distributions, 2):
            yield f"{p}[i_]*{q}[j_]*({f}[i_] - {f}[j_])", f"{p}[i_]*{q}[j_]"
            if f == "w" and len(tilts) > 1:  # the tangent at every output of the other one
                yield f"{p}[i_]*{q}[j_]*(beta*(w[i_] - w[j_]) - w[j_]*(r[i_] - r[j_]))", ""
        for p, q in itertools.combinations(stage.distributions, 2):
            yield f"({p}[i_]*{q}[j_] - {p}[j_]*{q}[i_])*({f}[i_] - {f}[j_])", ""
            yield f"({p}[j_]*{q}[i_] - {p}[i_]*{q}[j_])*({f}[i_] - {f}[j_])", ""
        for p in (*stage.distributions, *(g for g in stage.families if g not in tilts)):
            yield f"({f}[i_] - {f}[j_])*({p}[i_] - {p}[j_])", ""
            yield f"({f}[i_] - {f}[j_])*({p}[j_] - {p}[i_])", ""


def pairs(stage: Scene, room: Scratch) -> Iterator[tuple[str, str]]:
    """Yield further bodies over two outputs i_ and j_, and the weight that makes them strict."""
    tilts: list[str] = [f for f in ("w", "r") if f in stage.families] or ["w"]
    seen: set[str] = set()
    ups = [*tilts, *(g for g in stage.families if g not in tilts)]
    for f, g in itertools.combinations_with_replacement(ups, 2):
        for weight in ("", *(f"{p}[i_]*{p}[j_]*" for p in stage.policies)):
            yield f"{weight}({f}[i_] - {f}[j_])*({g}[i_] - {g}[j_])", ""
            if f != g:
                yield f"{weight}({f}[i_] - {f}[j_])*({g}[j_] - {g}[i_])", ""
        for p, q in itertools.combinations(stage.distributions, 2):
            yield f"({p}[i_]*{q}[j_] + {p}[j_]*{q}[i_])*({f}[i_] - {f}[j_])*({g}[i_] - {g}[j_])", ""
    for formula, env, _ in room.at_work():
        kind, parts = pieces(formula)
        if kind == "all" and len(parts[0]) == 2 and all(isinstance(v, str) for v in env.values()):
            guards = guarded(room, parts)
            said = list(conclusions(room, parts, env, ["i_", "j_"]))
            said += [each.replace("r[", "w[") for each in said if "r[" in each]  # tilts are ordered as rewards are
            for source in said:
                for times in ("", *(f"({f}[i_] - {f}[j_])*" for f in tilts), *guards):
                    if f"{times}({source})" not in seen:
                        seen.add(f"{times}({source})")
                        yield f"{times}({source})", ""
                for shape in stage.indicators:
                    yield f"{shape.format('i_')}*(1 - {shape.format('j_')})*({source})", ""
                    yield f"{shape.format('j_')}*(1 - {shape.format('i_')})*({source})", ""
    for shape in stage.indicators:
        up, down = shape.format("i_"), shape.format("j_")
        for p, q in (*itertools.product(stage.distributions, repeat=2), ("p_ref", "p_ref")):
            for f in tilts:
                yield f"{p}[i_]*{q}[j_]*({f}[i_] - {f}[j_])*{up}*(1 - {down})", ""
                yield f"{p}[i_]*{q}[j_]*({f}[j_] - {f}[i_])*{up}*(1 - {down})", ""
        for p, q in itertools.permutations(stage.distributions, 2):
            yield f"{p}[i_]*{q}[j_]*{up}*(1 - {down})", ""
            yield f"({p}[i_]*{q}[j_] - {p}[j_]*{q}[i_])*{up}*(1 - {down})", ""


def guarded(room: Room, parts: Any) -> Iterator[str]:
    """Yield weights that vanish where the premise of an implication about two outputs fails: it asks where a distribution is."""
    kind, inside = pieces(parts[1])
    spoken = ast.unparse(ast.fix_missing_locations(inside[0])) if kind == "implies" else ""
    for p in sorted(room.vectors | room.declared):
        if f"{p}[" in spoken:
            yield from (f"{p}[i_]*{p}[j_]*{f}" for f in ("", "w[i_]*", "w[j_]*"))


def conclusions(room: Room, parts: Any, env: Any, names: list[str]) -> Iterator[str]:
    """Yield what an `all` concludes, each comparison as a term that should be >= 0."""
    own = {value: name for name, value in room.names.items()}
    bound, body = parts
    kind, inside = pieces(body)
    while kind in ("all", "implies"):
        if kind == "all":
            return
        kind, inside = pieces(inside[1])
    for part in inside if kind == "and" else [inside] if kind == "compare" else []:
        if pieces(part)[0] != "compare":
            continue
        compare = pieces(part)[1]
        new = {**{b: name for b, name in zip(bound, names, strict=True)}, **{k: own.get(v, v) for k, v in env.items()}}
        left, right = (ast.unparse(_Renamer(new).visit(_copy(each))) for each in (compare.left, compare.comparators[0]))
        for (more, less), way in (
            ((left, right), ast.GtE | ast.Gt | ast.Eq),
            ((right, left), ast.LtE | ast.Lt | ast.Eq),
        ):
            if isinstance(compare.ops[0], way):
                yield f"({more}) - ({less})"
                if less.startswith("abs("):
                    yield from (f"({more}) {sign} ({less.removeprefix('abs')})" for sign in "+-")


def _copy(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(ast.fix_missing_locations(node)), mode="eval").body


class _Renamer(ast.NodeTransformer):
    def __init__(self, new: dict[str, str]) -> None:
        self.new = new

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Rename an index."""
        new = self.new.get(node.id)
        return node if new is None else ast.Name("{0}" if new == "{0}" else new)
