"""How far a mean moves when the reference is tuned: at most by the oscillation times (s - t)/(s + t), s/t the root of max(w)/min(w).

For L <= g <= H let u, v be the means of g - L and of H - g under the reference, and X, Y those with w: m*u <= X <= M*u and m*v <= Y
<= M*v, for m <= w <= M. Let M = k*s**2, m = k*t**2. Then (u + v)*(s - t)*(X + Y) - (s + t)*(v*X - u*Y) = A*X + B*Y with B = 2*u*s +
v*(s - t) >= 0, A = u*(s - t) - 2*v*t. Where A >= 0 that is plain; else it is at least A*M*u + B*m*v = k*(s - t)*(s*u - t*v)**2. And it
is H - L = u + v times what is to be shown, for X + Y = (H - L)*Z and v*X - u*Y = (H - L)*(X - u*Z). At one output, g is its indicator.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.deviations import ends
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.programs.columns import Column, atoms
from prefshift_sym.engine.general.ways.points.absolute import by_signs
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.recheck_certificate import Refused, negate, parse
from prefshift_sym.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.guesses.scene import Scene
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof

WAY = "oscillation"
TOP, BOTTOM = "max(w[y_] for y_ in Y)", "min(w[y_] for y_ in Y)"
ROOTS = ((f"sqrt({TOP})", f"sqrt({BOTTOM})", "1"), (f"sqrt({TOP}/{BOTTOM})", "1", BOTTOM))  # s, t and k


@value
class Halves:
    """The texts of u, v, X, and of H - L."""

    u: str
    v: str
    x: str
    whole: str


def by_oscillation(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove a goal with these roots."""
    p = goal.p
    spoken = {atom for atom in atoms(p) if atom[:2] == ("f", "sqrt")}
    if not spoken or WAY in room.under or not room.finite:
        return None
    inside = Told(prover, room.below(WAY))
    for s, t, k in ROOTS:
        with suppress(Refused):
            if not atoms(room.term(parse(f"{s} + {t}"), {})[0]) <= spoken:
                continue
            roots(inside, s, t, k)
            for halves in splits(inside, p):
                swing(inside, halves, (s, t, k))
            results = [Column(inside.room.facts[k][1], (k,)) for k in inside.results]
            found = by_signs(
                prover,
                inside.room,
                goal.node,
                goal.env,
                lambda there: closed(prover, there, (goal.node, goal.env), results),
            )
            return None if found is None else [*inside.steps, *found]
    return None


def closed(
    prover: Prover, room: Scratch, goal: tuple[ast.Compare, Env], results: list[Column], asked: int = 0
) -> Proof | None:
    """Close the goal with what has come to be known, for either sign of the change at outputs in scope."""
    relation, p = room.link(*goal)
    found = linear.solve(room, relation, p, (), results, (), prover.deadline)
    if found is not None:
        return [found]
    points = list(room.names)[asked:]
    if not points:
        return None
    question, proofs = f"p_theta[{points[0]}] - p_ref[{points[0]}] >= 0", list[Any]()
    for formula in (parse(question), negate(parse(question))):
        there = room.branch()
        there.assume(formula, dict(there.names), frozenset())
        proofs.append(closed(prover, there, goal, results, asked + 1))
        if proofs[-1] is None:
            return None
    return [["split", question, *proofs]]


def roots(room: Told, s: str, t: str, k: str) -> None:
    """Make known what s, t and k are."""
    for name, source in (("m", f"{BOTTOM} > 0"), ("M", f"{TOP} > 0"), ("k", f"{k} > 0"), ("Z", "Z > 0")):
        room.have(name, source)
    for name, source in (("s", f"{s} >= 0"), ("t", f"{t} >= 0"), ("M - m", f"{TOP} >= {BOTTOM}")):
        room.have(name, source)
    for name, source in (("p", "p_ref[i_] >= 0"), ("low", f"w[i_] >= {BOTTOM}"), ("high", f"w[i_] <= {TOP}")):
        room.have(name, f"all({source} for i_ in Y)")
    room.have("M is", f"({s})**2*{k} == {TOP}")
    room.have("m is", f"({t})**2*{k} == {BOTTOM}")
    room.at["here"] = len(room.room.facts)  # in either case, what it says
    less = room.product(
        ("1", ["k", "here", "here"]), ("2", ["k", "s", "here"]), ("1", ["M - m"]), ("1", ["M is"], "1"), ("-1", ["m is"], "1"),
    )  # fmt: skip
    proofs = [room.product(("1", ["here"]))], [["absurd", less[2]]]
    room.have("s - t", f"{s} - {t} >= 0", [["split", f"{s} - {t} >= 0", *proofs]])


def splits(room: Told, p: Any) -> Iterator[Halves]:
    """Yield the ways to split the reference in two: by what is between its bounds at every output, and by an output in scope."""
    stage = scene(room.room, p)
    for parts, whole in between(stage, room.room):
        for name, factors in zip("uv", parts, strict=True):
            room.summed(name, factors)
            room.summed(f"{name} low", [*factors, f"w[i_] - {BOTTOM}"])
            room.summed(f"{name} high", [*factors, f"{TOP} - w[i_]"])
        one, other = ("*".join(f"({factor})" for factor in factors) for factors in parts)
        u, v, x = (f"sum({body} for i_ in Y)" for body in (one, other, f"{one}*w[i_]"))
        yield Halves(u, v, x, whole)
    for point in stage.points:
        room.have("u", f"p_ref[{point}] >= 0")
        room.summed("v", ["p_ref[i_]"], point)
        for name, part in (("low", f"w[{{}}] - {BOTTOM}"), ("high", f"{TOP} - w[{{}}]")):
            room.have("at it", f"{part.format(point)} >= 0")
            room.have(f"u {name}", f"p_ref[{point}]*({part.format(point)}) >= 0", [room.product(("1", ["u", "at it"]))])
            room.summed(f"v {name}", ["p_ref[i_]", part.format("i_")], point)
        u = f"p_ref[{point}]"
        yield Halves(u, f"(1 - {u})", f"{u}*w[{point}]", "1")


def between(stage: Scene, room: Scratch) -> Iterator[tuple[tuple[list[str], list[str]], str]]:
    """Yield the factors of two masses that make the reference, or a multiple of it, and what that is.

    They are its components; or g - L and H - g times it, where g is a family or whether a condition holds.
    """
    if "p_A" in stage.distributions and "p_ref" not in room.families:
        yield (["alpha", "p_A[i_]"], ["1 - alpha", "p_U[i_]"]), "1"
    found = [(f"{f}[i_]", *both) for f in stage.families if f != "w" for both in ends(stage, room, f)]
    found += [(shape.format("i_"), "0", "1") for shape in stage.indicators if "sum(" in shape]
    for g, low, high in found:
        yield (["p_ref[i_]", f"{g} - ({low})"], ["p_ref[i_]", f"{high} - {g}"]), f"({high} - ({low}))"


def swing(room: Told, halves: Halves, texts: tuple[str, str, str]) -> None:
    """Make known how far the mean moves, either way."""
    s, t, _ = texts
    for a, b, sign, u, v in (("u", "v", "-", halves.u, halves.v), ("v", "u", "+", halves.v, halves.u)):
        slope, other = f"({u}*({s} - {t}) - 2*{v}*{t})", f"(2*{u}*{s} + {v}*({s} - {t}))"
        room.square("square", f"{s}*{u} - {t}*{v}")
        room.at["here"] = len(room.room.facts)
        low: list[tuple[Any, ...]] = [("2", [a, "s", f"{b} low"]), ("1", [b, "s - t", f"{b} low"])]
        rising = room.product(
            ("1", ["here", f"{a} low"]),
            ("1", ["here", a, "m"]),
            *low,
            ("2", [a, "s", b, "m"]),
            ("1", [b, "s - t", b, "m"]),
        )
        falling = room.product(
            ("1", ["here", f"{a} high"]), *low, ("1", ["k", "s - t", "square"]),
            ("-1", ["M is"], f"{u}*{slope}"), ("-1", ["m is"], f"{v}*{other}"),
        )  # fmt: skip
        whole = f"{halves.whole}*{halves.whole}*({s} - {t})*Z"
        moved = f"{halves.whole}*({s} + {t})*({halves.x} - {halves.u}*Z)"
        room.have("moved", f"{whole} {sign} {moved} >= 0", [["split", f"{slope} >= 0", [rising], [falling]]])
        if halves.whole == "1":
            room.results.append(room.at["moved"])
            continue
        room.at["here"] = len(room.room.facts)
        some = room.product(("1", ["moved"]), scale=("here",))
        none = room.product(
            ("1", ["u", "s - t", "Z"]), ("1", ["v", "s - t", "Z"]),
            *(part for q in "st" for part in (
                ("1", [q, f"{a} high"]), ("1", [q, b, "M"]), ("1", [q, "here", "M"]), ("1", [q, a, "Z"]))),
        )  # fmt: skip
        shown = f"{halves.whole}*({s} - {t})*Z {sign} ({s} + {t})*({halves.x} - {halves.u}*Z) >= 0"
        room.have("moved", shown, [["split", f"{halves.whole} > 0", [some], [none]]])
        room.results.append(room.at["moved"])
