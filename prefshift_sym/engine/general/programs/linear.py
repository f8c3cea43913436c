"""Close an inequality, or find a contradiction, as a nonnegative combination of products of known facts: an exact linear program.

Factors known to be positive are divided out of the goal and of every fact first; the certificate multiplies them back.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.programs import mixture, models, substitute
from prefshift_sym.engine.general.programs.columns import Column, atoms, basics, positives, strip
from prefshift_sym.engine.general.programs.fixed import fixed_atoms, multipliers, put_in
from prefshift_sym.engine.general.programs.simplex import weights
from prefshift_sym.engine.general.text import text
from prefshift_sym.recheck_certificate import BETA, ONE, Poly, add, divide, freeze, mul

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.recheck_certificate import Room

MOST_COLUMNS, MOST_SHORT, MOST_TERMS, MOST_NONZERO = 1500, 3, 8, 4
COLUMNS_A_UNIT = 8  # of effort: about as long as one comparison takes to read
ALPHAS = ({((("v", "alpha"), 1),): 1}, {((("v", "alpha"), 1),): -1, (): 1})


def degree(p: Poly) -> int:
    """Return the greatest number of factors in a monomial, scalars but n and beta aside: alpha comes and goes with 1 - alpha."""
    return max((sum(k for atom, k in mono if atom[0] != "v" or atom[1] in ("n", "beta")) for mono in p), default=0)


def close(
    room: Scratch, relation: str, goal: Poly, deadline: float | None, level: int, first: int = 0
) -> list[Any] | None:
    """Return a closing step for `goal relation 0`, or an absurd one, by ever larger catalogues, from `first` to `level`."""
    asked = (relation, freeze(goal), *map(id, room.facts))
    if ("open", level, first, *asked) in room.memory:  # what fails with these facts fails again
        return None
    search = (level > 0 or not goal) and ("met", *asked) not in room.memory
    if models.refuted(room, relation, goal, search=search):
        found = None
    else:
        found = searched(room, relation, goal, deadline, level, first)
    if search:
        room.memory["met", *asked] = None, list(room.facts)
    if found is None:
        room.memory["open", level, first, *asked] = None, list(room.facts)
    return found


def searched(
    room: Scratch, relation: str, goal: Poly, deadline: float | None, level: int, first: int
) -> list[Any] | None:
    """Return the same, without looking up what failed before."""
    if relation == ">=" and not goal:
        return ["linear", [], []]
    if goal and not first:
        direct = substitute.close(room, relation, goal) or mixture.close(room, relation, goal)
        if direct is not None:
            return direct
    positive = positives(room)
    columns = basics(room, positive)
    if goal:  # bounds of a scalar that the goal does not speak of could only add to what the proof relies on
        have = atoms(goal)
        columns = [
            c for c in columns if not (own := atoms(c.poly)) or not all(a[0] == "v" and a not in have for a in own)
        ]
    if not goal:
        for some in impossible(columns, positive):
            found = solve(room, relation, {}, (), some, (), deadline)
            if found is not None:
                return found
        return None
    weak = {ref: p for ref, (rel, p, _) in enumerate(room.facts) if rel == ">=" and 0 < len(p) <= MOST_SHORT}
    ways = [strip(goal, positive)]
    if relation == ">=":
        rest, taken = strip(ways[0][0], weak)
        if taken:
            ways.append((rest, (*ways[0][1], *taken)))
            if len(rest) == 1 and rest.get((), 0) > 0:
                return ["linear", [], [[str(rest[()]), list(ways[1][1]), None]]]
    if relation == "==" and goal and not first:  # a product is zero, and what the goal is multiplied with is not
        nonzero = [(ref, p) for ref, (rel, p, _) in enumerate(room.facts) if rel == "!=" and len(p) <= MOST_SHORT]
        for ref, p in nonzero[:MOST_NONZERO]:
            whole = mul(ways[0][0], p)
            if any(column.equal and {*whole} == {*column.poly} for column in columns):
                found = solve(room, relation, ways[0][0], ways[0][1], columns, (ref,), deadline)
                if found is not None:
                    return found
    for now in range(first, level + 1):
        for rest, taken in ways:
            some = columns if now == 0 else connected(columns, rest)
            for columns_now, lift in catalogue(some, positive, rest, now):
                found = solve(room, relation, rest, taken, columns_now, lift, deadline)
                if found is not None:
                    return found
    return None


def impossible(columns: list[Column], positive: dict[int, Poly]) -> Iterator[list[Column]]:
    """Yield columns that may have no solution together: what speaks of more than scalars, then with products, then all."""
    everything: Poly = {mono: 1 for column in columns if column.strict for mono in column.poly}
    spoken = [column for column in columns if not (own := atoms(column.poly)) or any(a[0] != "v" for a in own)]
    yield spoken
    more = moved(spoken, everything)
    if more:  # else these are the same
        yield spoken + more
    more = moved(columns, everything)
    if more or len(columns) > len(spoken):
        yield columns + more
    scalars = [ref for ref, p in positive.items() if {a[0] for a in atoms(p)} == {"v"} and p not in ALPHAS]
    scaled = [times(column, (ref,), positive) for ref in scalars for column in spoken if not column.equal]
    if scaled:
        yield columns + scaled + more


def connected(columns: list[Column], goal: Poly) -> list[Column]:
    """Return the columns that share an atom, scalars aside, with the goal, or with a column that does, and so on."""
    have, spoken = speaks(goal), [(column, speaks(column.poly)) for column in columns]
    grows = bool(have)
    while grows:
        before = len(have)
        have = have.union(*(own for _, own in spoken if not own.isdisjoint(have)))
        grows = len(have) > before
    return [column for column, own in spoken if not own or own <= have] if have else columns


def speaks(p: Poly) -> set[Any]:
    """Return the atoms of a polynomial but scalars."""
    return {atom for mono in p for atom, _ in mono if atom[0] != "v"}


def catalogue(
    columns: list[Column], positive: dict[int, Poly], goal: Poly, level: int
) -> Iterable[tuple[list[Column], tuple[int, ...]]]:
    """Yield sets of products, of the goal's degree at most, with a positive factor for the goal."""
    if level == 0:
        yield columns, ()
        return
    everything = set().union(*(atoms(column.poly) for column in columns))
    heights = {id(column): degree(column.poly) for column in columns}
    degrees, highest = {ref: degree(p) for ref, p in positive.items()}, max(heights.values(), default=0)
    short = [column for column in columns if not column.equal and len(column.poly) <= MOST_TERMS]
    spoken = atoms(goal)
    at_home = (
        [column for column in short if atoms(column.poly) <= spoken] if {a[0] for a in spoken} in ({"e"}, {"v"}) else []
    )
    made: dict[tuple[int, tuple[int, ...]], Column] = {}  # products serve several lifts
    for lift in lifts(positive, goal, everything)[: 2 + 4 * level]:
        target = goal
        for ref in lift:
            target = mul(target, positive[ref])
        top, have = degree(target) + any(atom[0] == "f" for atom in everything), within_reach(atoms(target), everything)
        usable = {ref: p for ref, p in positive.items() if atoms(p) <= have}
        factors: list[tuple[int, ...]] = [(ref,) for ref in usable]
        small = [ref for ref, p in usable.items() if p in ALPHAS]
        factors += itertools.combinations_with_replacement(small, 2)
        declared = [ref for ref, p in usable.items() if len(p) == 1 and is_declared(p)]
        factors += itertools.combinations_with_replacement(declared[:4], 2)
        factors += [
            (a, b) for a in small for b, p in usable.items() if b not in small and (len(p) == 1 or is_declared(p))
        ]
        if any(atom[:2] == ("f", "log") for atom in everything):  # what normalises a policy, beside beta
            norms = [ref for ref, p in usable.items() if {"S"} <= {a[0] for a in atoms(p)} <= {"S", "v"}]
            betas = [ref for ref, p in usable.items() if p == BETA]
            mixing = [ref for ref, p in usable.items() if is_declared(p)]  # in what share, perhaps
            factors += itertools.product(norms, betas)
            factors += (*itertools.product(norms, mixing[:4]), *itertools.product(norms, betas, mixing[:4]))
        found = [*columns]
        scales = {(ref,) for ref, p in usable.items() if tilted(p, "v")}
        for refs in factors:
            height = sum(degrees[ref] for ref in refs)
            most = max(top, highest) if refs in scales else top  # what normalises, as other columns may have it already
            for column in columns:
                if heights[id(column)] + height <= most and column.refs[0] not in refs:
                    key = id(column), refs
                    product = made[key] = made.get(key) or times(column, refs, positive)
                    found.append(product)
            if len(found) > MOST_COLUMNS:
                break
        pairs = short if level > 1 else at_home
        if pairs:
            for a, b in itertools.combinations_with_replacement(pairs, 2):
                if heights[id(a)] + heights[id(b)] <= top:
                    both = Column(mul(a.poly, b.poly), a.refs + b.refs, a.divided + b.divided, a.strict and b.strict)
                    found.append(both)
                    if degree(both.poly) < top:
                        found += [times(both, (ref,), positive) for ref in small]
        yield (found + moved(columns, target))[:MOST_COLUMNS], lift


def lifts(positive: dict[int, Poly], goal: Poly, everything: set[Any]) -> list[tuple[int, ...]]:
    """Return positive factors that the goal may take, the likeliest first: nothing, a tilt, differences of rewards, n, beta."""
    summed = any(atom[0] in "SMf" or atom == ("v", "n") for atom in atoms(goal))
    found = [(), *((ref,) for ref, p in positive.items() if (summed and len(p) == 1 and atoms(p) <= everything))]
    found.sort(
        key=lambda lift: [0 if a[0] == "e" else 1 if a == ("v", "n") else 2 for r in lift for a in atoms(positive[r])]
    )
    # the differences of rewards, which covariances and chords carry
    gaps = [(ref,) for ref, p in positive.items() if len(p) == 2 and {a[:2] for a in atoms(p)} == {("e", "r")}][:3]
    outputs = [(ref,) for ref, p in positive.items() if gaps and p == {((("v", "n"), 1),): 1}]
    logarithms = any(atom[:2] == ("f", "log") for atom in everything)
    bends = (summed or logarithms) and bent(everything)
    tangents: list[tuple[int, ...]] = [(ref,) for ref, p in positive.items() if bends and p == BETA]
    closed = {atom[0] for atom in atoms(goal)} in ({"S"}, {"S", "v"})  # what normalises a policy scales sums only
    second = closed and any(pair == 2 for atom in everything if atom[0] == "S" for _, pair in atom[2])  # moments
    logged = {atom[2] for atom in atoms(goal) if atom[:2] == ("f", "log")}
    norms = [
        (ref,)
        for ref, p in positive.items()
        if len(p) > 1 and ((closed and (exponential(p) or (second and tilted(p)))) or freeze(p) in logged)
    ]
    alphas = [ref for ref, p in positive.items() if norms and p in ALPHAS]
    scaled = [*norms, *((*norm, ref) for norm in norms for ref in alphas)]
    if tangents and any(atom[0] == "f" for atom in everything):  # the value of the optimum, beside one component
        tangents += [tangents[0] * 2, *((*tangents[0], ref) for ref, p in positive.items() if p in ALPHAS)]
    mixed = ("v", "alpha") in everything - atoms(goal)  # p_ref is known where the goal speaks of p_A, or of p_U
    mixtures = [(ref,) for ref, p in positive.items() if p in ALPHAS and mixed and not summed]
    early = [*found[:2], *mixtures, *gaps, *(n + gap for n in outputs for gap in gaps)]
    return [*early, *scaled, *tangents, *found[2:]] if logged else [*early, *tangents, *scaled, *found[2:]]


def exponential(p: Poly) -> bool:
    """Return whether there are exponentials in sums other than those of the tilt."""
    return any(each[:2] == ("f", "exp") for atom in atoms(p) if atom[0] == "S" for each, _ in atom[2])


def tilted(p: Poly, *beside: str) -> bool:
    """Return whether a polynomial is made of means of the tilt, and kinds of atoms that may stand beside these, if any are given."""
    kinds = {"S", *beside} if beside else {atom[0] for atom in atoms(p)}
    return all(mono and "S" in {atom[0] for atom, _ in mono} <= kinds for mono in p)


def is_declared(p: Poly) -> bool:
    """Return whether nothing but scalars that the statement declares occurs."""
    return all(atom[0] == "v" and atom[1] not in ("alpha", "beta", "n") for atom in atoms(p))


def bent(everything: set[Any]) -> bool:
    """Return whether tilts and rewards occur at outputs in scope, so that tangents of the exponential may count."""
    return {("e", "w"), ("e", "r")} <= {atom[:2] for atom in everything} or any(atom[0] == "f" for atom in everything)


def within_reach(have: set[Any], everything: set[Any]) -> set[Any]:
    """Return the atoms that factors may have: those of the goal, the tilts of its rewards, and scalars that are declared."""
    closed = not any(atom[0] == "e" for atom in have)
    rewards = {atom[2] for atom in (everything if closed else have) if atom[:2] == ("e", "r")}
    scalars = {atom for atom in everything if atom[0] == "v" and atom[1] not in ("alpha", "n", "beta")}
    scalars |= {("v", "alpha")} & everything
    joins = bool(rewards) or any(atom[0] == "f" for atom in everything)
    return have | scalars | {("e", "w", index) for index in rewards} | ({("v", "beta")} if joins else set())


def times(column: Column, refs: tuple[int, ...], positive: dict[int, Poly]) -> Column:
    """Return a column times positive facts."""
    p = column.poly
    for ref in refs:
        p = mul(p, positive[ref])
    return Column(p, (*column.refs, *refs), column.divided, column.strict, column.equal, column.factor)


def moved(columns: list[Column], goal: Poly) -> list[Column]:
    """Return equalities times the monomials that could matter: quotients of the goal's and the facts' monomials."""
    found = []
    have = atoms(goal)
    equalities = [column for column in columns if column.equal]
    if not equalities:
        return []
    monos = {mono for mono in goal} | {mono for column in columns for mono in column.poly if atoms({mono: 1}) & have}
    top = max(degree(goal), *(degree(column.poly) for column in columns))
    for column in equalities:
        wanted: set[Any] = set()
        for mine in column.poly:
            for mono in monos:
                quotient = divide({mono: 1}, {mine: 1})
                if quotient:
                    wanted |= set(quotient)
        for mono in sorted(wanted - {()})[:60]:
            if degree({mono: 1}) + degree(column.poly) > top:
                continue
            factor = {mono: 1}
            found.append(Column(mul(column.poly, factor), column.refs, column.divided, equal=True, factor=factor))
    return found


def solve(
    room: Scratch, relation: str, goal: Poly, taken: tuple[int, ...], columns: Sequence[Column], lift: tuple[int, ...],
    deadline: float | None,
) -> list[Any] | None:  # fmt: skip
    """Solve one linear program and write its answer as a closing step."""
    room.meter.spend(1 + len(columns) // COLUMNS_A_UNIT)
    whole = goal
    for ref in lift:
        whole = mul(whole, room.facts[ref][1])
    fixed = fixed_atoms(room)
    target: dict[Any, Any] = put_in(whole, fixed)
    vectors: list[dict[Any, Any]] = []
    owners: list[tuple[Column, int]] = []
    for column in columns:
        if not column.poly and not column.strict:
            continue
        poly = put_in(column.poly, fixed) if fixed else column.poly
        vectors.append({**poly, **({"strict": 1} if column.strict else {})})
        owners.append((column, 1))
        if column.equal:
            vectors.append(add({}, poly, -1))
            owners.append((column, -1))
    if relation == "==":
        vectors = [v for v, (column, _) in zip(vectors, owners, strict=True) if column.equal]
        owners = [pair for pair in owners if pair[0].equal]
    constant = Column(ONE, (), (), strict=True)
    if relation != "==":
        vectors.append({(): 1, "strict": 1})
        owners.append((constant, 1))
    if relation == ">" and goal:
        vectors += [{"strict": -1}, add({}, target, -1)]
        found = weights(vectors, {**target, "strict": 1}, deadline, room.meter.spend)
        if found is None:
            return None
        more = 1 + found.pop(len(owners) + 1, Fraction(0))
        found.pop(len(owners), None)
        found = {k: value / more for k, value in found.items()}
    elif relation == ">" or not goal:
        found = weights(vectors, {"strict": 1}, deadline, room.meter.spend)
    else:
        for vector in vectors:
            vector.pop("strict", None)
        found = weights(vectors, target, deadline, room.meter.spend)
    if found is None:
        return None
    parts = [(owners[k], weight) for k, weight in found.items()]
    left = whole
    for (column, sign), weight in parts if fixed else ():
        left = add(left, column.poly, -sign * weight)
    for ref, factor, rule in multipliers(left, fixed) if fixed else ():
        parts.append(((Column(rule, (ref,), equal=True, factor=factor), 1), Fraction(1)))
    return written(room, parts, taken, lift, absurd=not goal)


def written(
    room: Room, parts: list[tuple[tuple[Column, int], Fraction]], taken: tuple[int, ...], lift: tuple[int, ...], *,
    absurd: bool,
) -> list[Any]:  # fmt: skip
    """Multiply what was divided out back, and write the closing step."""
    scale: list[int] = []
    for (column, _), _ in parts:
        missing = list(column.divided)
        for ref in scale:
            if ref in missing:
                missing.remove(ref)
        scale += missing
    names = {value: name for name, value in room.names.items()}
    combination = []
    for (column, sign), weight in parts:
        extra = list(scale)
        for ref in column.divided:
            extra.remove(ref)
        factor = None if column.factor is None else text(column.factor, names)
        combination.append([str(sign * weight), [*column.refs, *taken, *extra], factor])
    if absurd:
        return ["absurd", combination]
    return ["linear", [*scale, *lift], combination]
