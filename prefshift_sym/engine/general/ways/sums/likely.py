"""A divergence against how many times as likely one policy makes an output: where p <= C*q at every output, KL(p, q) <= log C.

That is log x <= x - 1 at x = p/(C*q), weighed with p. What C is is read off the logarithms that the divergence is compared with;
the greatest of some over the outputs is at least what it is at each, so that C may depend on the output.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.guesses.information import speaks_of_logarithms
from prefshift_sym.engine.general.guesses.scene import scene
from prefshift_sym.engine.general.programs import linear, scaled
from prefshift_sym.engine.general.programs.columns import Column, atoms
from prefshift_sym.engine.general.text import text
from prefshift_sym.engine.general.ways.known.stones import BUDGET
from prefshift_sym.engine.general.ways.points.monotone import powers, read
from prefshift_sym.engine.general.ways.points.pointwise import factored
from prefshift_sym.engine.general.ways.points.told import Told
from prefshift_sym.engine.general.ways.sums.events import policies
from prefshift_sym.recheck_certificate import ONE, Refused, add, divide, mul, negate, parse, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.engine.general.goal import Goal
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Proof
    from prefshift_sym.recheck_certificate import Poly

WAY, MOST_TERMS = "likely", 6


def by_likelihoods(prover: Prover, room: Scratch, goal: Goal) -> Proof | None:
    """Prove that a divergence is at most a sum of logarithms, or the greatest of some."""
    relation, p = goal.relation, goal.p
    if WAY in room.under or not any(atom[0] == "S" for atom in atoms(p)):
        return None
    for one, other, bound in _bounds(room, p):
        told = Told(prover, room.below(WAY))
        simple = prover.premises(BUDGET) if one not in room.definitions else nullcontext()  # it may be made of sums
        with suppress(Refused), simple:
            _summed(told, one, other, bound)
        closed = linear.close(told.room, relation, p, prover.deadline, 1) if told.steps else None
        if closed is not None:
            return [*told.steps, closed]
    return None


def _bounds(room: Scratch, p: Poly) -> Iterator[tuple[str, str, Poly]]:
    """Yield policies, and what a goal says that their divergence is at most: logarithms, and what is plain."""
    for one, other in policies(scene(room, p), room, p):
        num, den = room.term(parse(f"KL({one}, {other})"), room.names)
        whole: Poly = ONE
        for key, k in den.items():
            for _ in range(k):
                whole = mul(whole, dict(key))
        for mono in (mono for mono in num if mono in p and p[mono] * num[mono] < 0):
            c = ratio(-p[mono], num[mono])
            left = divide(rest, whole) if (rest := add(p, num, c)) else {}
            if left and len(left) <= MOST_TERMS and all(atom[0] in "vfMe" for atom in atoms(left)):
                yield one, other, {mono: ratio(d, c) for mono, d in left.items()}
                break


def _summed(told: Told, one: str, other: str, bound: Poly) -> None:
    """Make known that the mean of how far the bound is above the logarithm of the ratio is >= 0, as it is at every output."""
    names = {value: name for name, value in told.room.names.items()}
    p, q, most = f"{one}[x_]", f"{other}[x_]", text(bound, names)
    body = f"{p}*({most}) - (0 if {p} == 0 else {p}*log({p}/{q}))"
    here = told.branch()
    here.room.name(["x_"])
    if here.room.signs(here.room.cleared(here.room.term(parse(p), here.room.names))) == {1}:
        proof = _at_an_output(here, one, other, bound, body)
    else:
        there, nowhere = here.branch(), here.branch()
        there.room.assume(parse(f"{p} > 0"), there.room.names, frozenset())
        nowhere.room.assume(negate(parse(f"{p} > 0")), nowhere.room.names, frozenset())
        nowhere.take(["known", p])  # it is 0
        proof = [
            [
                "split",
                f"{p} > 0",
                _at_an_output(there, one, other, bound, body),
                [*nowhere.steps, ["linear", [], [["1", [-1], most]]]],
            ]
        ]
    told.checked(["lemma", "sum", {"F": f"lambda x_: {body}"}, [[["intro", ["x_"], proof]]]])


def _at_an_output(here: Told, one: str, other: str, bound: Poly, body: str) -> Proof:
    """Return the proof that this is so at the output x_, where the first policy is positive."""
    names = {value: name for name, value in here.room.names.items()}
    there: Poly = {}  # the bound, with what the greatest over the outputs is at this one
    for mono, c in bound.items():
        inside: Poly = {mono: 1}
        if len(mono) == 1 and mono[0][0][0] == "M" and speaks_of_logarithms(inside) and c > 0:
            (_, (own,), key), _ = mono[0]
            here.lemma("most", "greatest", {"X": f"lambda z_: {text(dict(key), {**names, own: 'z_'})}", "k": "x_"})
            inside = here.room.rename(dict(key), {own: here.room.names["x_"]})
        there = add(there, inside, c)
    below, ratio_of = f"{text(there, names)} - log({one}[x_]/{other}[x_])", _ratio(here, one, other, there)
    for name in ratio_of[0] + ratio_of[1]:
        here.have(name, f"{name} > 0")
    low, high = ("*".join(side) or "1" for side in ratio_of)
    here.lemma("all", "term", {"F": f"lambda x_: {one}[x_]", "k": "x_"})
    _greatest(here, f"{one}[x_]")
    here.have("bound", f"{high} - {low} >= 0", depth=4)
    here.lemma("log", "log", {"A": f"lambda: {low}/({high})"})
    columns = [Column(here.room.facts[k][1], (k,)) for k in (here.at["log"], here.at["bound"])]
    scales = {here.at[name]: here.room.facts[here.at[name]][1] for name in ratio_of[1]}
    columns += [
        linear.times(columns[0], (k,), scales) for k in scales
    ]  # what is alike may have cancelled under the logarithm
    _, p = here.room.link(parse(f"{below} >= 0"), here.room.names)  # type: ignore[arg-type]
    closed = scaled.close(here.room, p, columns, [*scales], here.prover.deadline)
    if closed is None:
        raise Refused(below)
    here.have("below", f"{below} >= 0", [closed])
    if "most" in here.at:
        here.have("most", f"{text(bound, names)} - log({one}[x_]/{other}[x_]) >= 0")
    _, p = here.room.link(parse(f"{body} >= 0"), here.room.names)  # type: ignore[arg-type]
    closed = factored(here.prover, here.room, ">=", p)
    if closed is None:
        raise Refused(body)
    return [*here.steps, *closed]


def _greatest(here: Told, entry: str) -> None:
    """Take, of what facts say that the greatest of something with such an entry is at most, that this is so at the output x_."""
    names = {value: name for name, value in here.room.names.items()}
    for ref, (relation, p, _) in enumerate(list(here.room.facts)):
        tops = [(mono, *mono[0][0]) for mono in p if len(mono) == 1 and mono[0][0][0] == "M" and mono[0][1] == 1]
        shown = [
            (mono, c, text(dict(key), {**names, own: "x_"})) for mono, _, (own,), key in tops if (c := p[mono]) < 0
        ]
        if len(shown) != 1 or relation == "==" or entry not in shown[0][2]:
            continue
        mono, c, body = shown[0]
        here.at |= {"level": ref} | {(f"den {k}"): each for k, each in enumerate(scaled.cleared(here.room, body))}
        dens = [name for name in here.at if name.startswith("den ")]
        here.lemma("top", "greatest", {"X": f"lambda x_: {body}", "k": "x_"})
        level = text({each: d for each, d in p.items() if each != mono}, names)
        here.have(body, f"{level} - ({-c})*({body}) >= 0", [here.product(("1", ["level", *dens]), (f"{-c}", ["top"]))])


def _ratio(here: Told, one: str, other: str, bound: Poly) -> tuple[list[str], list[str]]:
    """Return the factors of the quotient of the first policy and C times the second, as texts: what is alike cancels."""
    logs, exponent, times = read(here.room, bound)
    if any(c.denominator != 1 for _, c in logs) or (bound and not logs):
        raise Refused("no logarithms")
    sides: tuple[list[str], list[str]] = ([], [])
    for policy, k in ((one, 0), (other, 1)):
        sides[k].extend(["p_ref[x_]", "w[x_]"] if policy == "p_theta" else [f"{policy}[x_]"])
        sides[1 - k].extend(["Z"] if policy == "p_theta" else [])
    for q, c in logs:
        sides[c > 0].extend([f"({here.prover.show(here.room, q)})"] * int(abs(c)))
    for k, sign in ((0, -1), (1, 1)):
        more = powers(here.prover, here.room, exponent, sign, 1, times)
        sides[k].extend([more[1:]] if more else [])
    read_as = {name: here.room.term(parse(name), here.room.names) for side in sides for name in side}
    for name in list(sides[0]):
        same = next((each for each in sides[1] if read_as[each] == read_as[name]), None)
        if same is not None:
            sides[0].remove(name)
            sides[1].remove(same)
    return sides
