"""What can be done at a point: take lemmas about the atoms in sight, use every `all` at the indices in scope, and split cases."""

from __future__ import annotations

import ast
import itertools
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses import crossing, exponents
from prefshift_sym.engine.general.guesses.scene import outputs
from prefshift_sym.engine.general.programs import linear
from prefshift_sym.engine.general.text import condition, text, walked
from prefshift_sym.engine.general.ways.points import lines, nonzero
from prefshift_sym.recheck_certificate import SIGNS, Refused, divide, indices, negate, parse, pieces, single

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover
    from prefshift_sym.engine.general.taking import Env, Proof
    from prefshift_sym.recheck_certificate import Poly

MOST_USES, MOST_INDICES, MOST_LOGARITHMS = 40, 4, 3


def atoms_of(*polys: Poly) -> list[Any]:
    """Return the atoms, each once, in a fixed order."""
    return sorted({atom for p in polys for mono in p for atom, _ in mono})


def prepare(prover: Prover, room: Scratch, node: ast.Compare, env: Env) -> list[Any]:
    """Let the room take what is worth knowing about the goal: instances, lemmas about atoms, signs of atoms."""
    steps: list[Any] = []

    def take(step: list[Any]) -> None:
        if prover.learns(room, step):
            steps.append(step)

    once = room.once
    names = prover.indices(room)
    k = 0
    while k < len(room.formulas):  # what one of them says may be the next
        step = naming(prover, room, k) if prover.size is None else None
        if step is not None:
            take(step)
        k += 1
    names = prover.indices(room)
    if len(names) <= MOST_INDICES and prover.size is None:
        k = 0
        while k < len(room.formulas) and len(steps) < MOST_USES:
            kind, parts = pieces(room.formulas[k][0])
            if kind == "all" and k not in room.idle:
                for each in itertools.product(names, repeat=len(parts[0])):
                    if once((k, each)):
                        take(["use", k, list(each)])
            k += 1
    if prover.size is not None:  # sums are written out, with conditions that a case may have settled since
        steps += anew(prover, room)
    relation, p = room.link(node, env)
    for name in names:
        steps += factor(prover, room, node, env, name) if once(f"factor {name} {len(room.facts)}") else []
    every, before = atoms_of(p, *(q for _, q, _ in room.facts)), len(room.facts)
    for atom in every:
        which = counted(room, atom, names) if atom[0] == "A" else names
        if (which or atom[0] != "A") and once((atom, *which)):
            for step in about(prover, room, atom, which):
                take(step)
    for i, j in itertools.combinations(names, 2) if prover.numbered else ():
        if room.truth(parse(f"{i} == {j}"), room.names) is True and once(f"same {i} {j}"):
            steps += same(prover, room, i, j, sorted({atom[1] for atom in every if atom[0] == "e" and atom[1]}))
    steps += logarithms(prover, room, p, names)
    steps += exponents.steps(prover, room, node, env)
    steps += crossing.steps(prover, room, p)
    steps += lines.steps(prover, room, (relation, p), names)
    every = atoms_of(p, *(q for _, q, _ in room.facts)) if len(room.facts) != before else every
    told: dict[Any, set[str]] = {}  # how single products are known to compare with 0
    for known, q, _ in room.facts:
        for mono, c in q.items() if len(q) == 1 else ():
            told.setdefault(mono, set()).update([known] if c == 1 else [])
    for atom in every:
        signs = room.signs(single(atom))
        if signs in ({1}, {0, 1}, {0}):
            if told.get(((atom, 1),), set()).isdisjoint(SIGNS if signs == {0, 1} else (">", "==")):
                shown = prover.show(room, single(atom))
                if once(f"known {shown} {sorted(signs)}"):
                    take(["known", shown])
    return steps


def naming(prover: Prover, room: Scratch, k: int) -> list[Any] | None:
    """Return the step that names the outputs that formula k says there are, if it does, and that was not tried here."""
    kind, parts = pieces(room.formulas[k][0])
    if kind != "any" or not room.once(f"skolem {k}"):
        return None
    return ["skolem", k, [prover.fresh(room, bound) for bound in parts[0]]]


def anew(prover: Prover, room: Scratch, since: int = 0) -> list[Any]:
    """Let the room read the facts since one anew that count with conditions which are settled by now; return the steps."""
    asked = [k for k, (_, p, _) in enumerate(room.facts) if k >= since and settled_in(room, p)]
    return [step for k in asked if prover.learns(room, step := ["refresh", k])]


def settled_in(room: Scratch, p: Poly) -> bool:
    """Tell whether a condition that a polynomial counts with is known to hold or not by now."""
    conditions = {atom for mono in p for atom, _ in mono if atom[0] == "ind"}
    return any((signs := room.signs(dict(key))) == {sign} or sign not in signs for _, key, sign in conditions)


def same(prover: Prover, room: Scratch, i: str, j: str, families: list[str]) -> list[Any]:
    """Let the room take that families have the same value at two names of one output; return the steps."""
    given = [{"i": i, "j": j, "G": f"lambda y_: {family}[y_]"} for family in families]
    return [step for each in given if (step := prover.lemma(room, "same", each, 0)) is not None]


def counted(room: Scratch, atom: Any, names: list[str]) -> list[str]:
    """Return the outputs that are known to be among those whose greatest a conditional maximum is."""
    own = {value: name for name, value in room.names.items()}
    where = {name: parse(condition(dict(atom[3]), {**own, atom[1][0]: name})) for name in names}
    return [name for name, formula in where.items() if room.truth(formula, room.names) is True]


def about(prover: Prover, room: Scratch, atom: Any, names: list[str]) -> Iterable[Any]:
    """Return the lemmas about one atom."""
    own = {value: name for name, value in room.names.items()}
    match atom:
        case ("M", (bound,), key):
            body = f"lambda z_: {text(dict(key), {**own, bound: 'z_'})}"
            return [["lemma", "greatest", {"X": body, "k": name}, []] for name in names]
        case ("A", (bound,), key, among):
            given = {
                name: f"lambda z_: {text(dict(each), {**own, bound: 'z_'})}"
                for name, each in (("X", key), ("C", among))
            }
            each = (prover.lemma(room.branch(), "greatest among", {**given, "k": name}, 0) for name in names)
            return (
                step for step in each if step is not None
            )  # one at a time: each is proved with what was taken before
        case ("max", first, second):
            given = {"A": f"lambda: {text(dict(first), own)}", "B": f"lambda: {text(dict(second), own)}"}
            return [["lemma", "max", given, []]]
        case ("f", "sqrt", key):
            return root(prover, room, f"lambda: {text(dict(key), own)}")
        case _:
            return []


def factor(prover: Prover, room: Scratch, node: ast.Compare, env: Env, name: str) -> list[list[Any]]:
    """Make known that p_ref is not negative at an index, where it divides the goal; positive where that is needed."""
    relation, p = room.link(node, env)
    try:
        ref = room.term(parse(f"p_ref[{name}]"), room.names)[0]
    except Refused:
        return []
    if any(q and len(q) > len(ref) and divide(q, ref) is not None for _, q, _ in room.facts):
        relation = ">"
    elif not p or divide(p, ref) is None:
        return []
    source = f"p_ref[{name}] {relation if relation != '==' else '>='} 0"
    if room.signs(room.term(parse(f"p_ref[{name}]"), room.names)[0]) == {1}:
        steps: list[Any] = [["known", f"p_ref[{name}]"]]
    else:
        proof = prover.goal(room.branch(), parse(source), room.names, 0)
        steps = [] if proof is None else [["have", source, proof]]
    return [step for step in steps if prover.learns(room, step)]


def logarithms(prover: Prover, room: Scratch, p: Poly, names: list[str]) -> list[Any]:
    """Take log x <= x - 1 at the ratios of what the goal and the facts take logarithms of, and of the tilts in scope."""
    own = {value: name for name, value in room.names.items()}
    shown = []
    for atom in atoms_of(p, *(q for _, q, _ in room.facts)):
        if atom[:2] == ("f", "log") and not any(n[0] == "#" and "S" not in str(atom) for n in indices(atom)):
            shown.append(text(dict(atom[2]), own))
    if not shown or len(shown) > MOST_LOGARITHMS or prover.nested or "soft values" in room.under:
        return []
    prover.nested = True
    tilts = [f"w[{name}]" for name in names if room.finite]
    shown += [f"({a})*{w}" for a in shown for w in tilts if w[1:] in a]  # such as p_A[i]*w[i]
    found = []
    for a, b in itertools.permutations([*shown, *tilts, "1"], 2):
        body = f"lambda: ({a})/({b})"
        if (a in shown or b in shown) and room.once(body):
            step = prover.lemma(room, "log", {"A": body}, 0)
            found += [] if step is None else [step]
    prover.nested = False
    return found


def root(prover: Prover, room: Scratch, body: str) -> list[list[Any]]:
    """Return the lemma about a square root."""
    premise = prover.goal(room.branch(), parse("A() >= 0"), {"A": room.argument(body)}, 0)
    return [] if premise is None else [["lemma", "sqrt", {"A": body}, [premise]]]


def unordered(prover: Prover, room: Scratch, p: Poly) -> bool:
    """Tell whether a polynomial speaks of two outputs whose rewards may be in either order, and of nothing more involved."""
    atoms = atoms_of(p)
    if any(atom[0] not in "ev" and atom[:2] != ("f", "exp") for atom in atoms) or any(
        pieces(f)[0] == "or" for f, _, _ in room.formulas
    ):
        return False
    asked = [source for source in questions(prover, room, p) if room.truth(parse(source), room.names) is None]
    return bool(asked) and any(atom[:2] == ("e", "w") for atom in atoms)


def cases(
    prover: Prover, room: Scratch, goal: ast.expr, env: Env, depth: int, *, split_too: bool = True
) -> Proof | None:
    """Prove a goal by a comparison that would settle things, or by the cases of a formula that is known."""
    if depth <= 0 or prover.late():
        return None
    bent = pieces(goal)[0] == "compare" and any(a[0] == "max" for a in atoms_of(room.link(pieces(goal)[1], env)[1]))
    if split_too and (
        not bent or not any(pieces(f)[0] == "or" and k not in room.cased for k, (f, _, _) in enumerate(room.formulas))
    ):
        found = split(prover, room, goal, env, depth)
        if found is not None:
            return found
    best = next(ranked(prover, room, goal, env), None)
    return None if best is None else by_cases(prover, room, goal, env, depth, best[1])


def factored(prover: Prover, room: Scratch, relation: str, goal: Poly) -> Proof | None:
    """Prove an inequality that is a product of known ones, times something whose sign is known."""
    refs, rest = list[int](), goal
    for ref, (known, p, _) in enumerate(room.facts):
        if known not in (">", ">=") or (relation, known) == (">", ">=") or not 1 < len(p) <= len(rest):
            continue
        quotient = divide(rest, p)
        if quotient:
            refs, rest = [*refs, ref], quotient
    if not refs or not room.signs(rest) <= SIGNS[relation]:
        return None
    if set(rest) == {()}:
        return [["linear", [], [[str(rest[()]), refs, None]]]]
    inside, step = room.branch(), ["known", prover.show(room, rest)]
    return [step, ["linear", [], [["1", [*refs, len(room.facts)], None]]]] if prover.take(inside, step) else None


def at_once(prover: Prover, room: Scratch, goal: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove a goal by a formula that speaks of nothing else: a disjunction, or an implication that says something."""
    if depth <= 0:
        return None
    for overlap, k in ranked(prover, room, goal, env):
        if overlap > -1:
            return None
        kind, parts = pieces(room.formulas[k][0])
        if kind == "or" or (kind == "implies" and settles(room, parts, room.formulas[k][1])):
            return by_cases(prover, room, goal, env, depth, k)
    return None


def settles(room: Scratch, parts: list[ast.expr], env: Env) -> bool:
    """Return whether an implication says something: its premise is known to be true, or its conclusion to be false."""
    return room.truth(parts[0], env) is True or room.truth(parts[1], env) is False


def ranked(prover: Prover, room: Scratch, goal: ast.expr, env: Env) -> Iterator[tuple[float, int]]:
    """Yield the formulas with cases, those first that speak most of what the goal speaks of."""
    entries = room.remembered(goal, env, entries_of) | {("n",)}
    found = []
    for k, (formula, own, _) in enumerate(room.formulas):
        kind = pieces(formula)[0]
        if kind not in ("or", "implies", "iff") and not (kind == "any" and prover.size is not None):
            continue
        if k not in room.cased:
            mine = room.remembered(formula, own, entries_of)
            found.append((-len(mine & entries) / (len(mine) or 1), k))
    for overlap, k in sorted(found):
        kind, parts = pieces(room.formulas[k][0])
        if kind != "implies" or room.truth(parts[0], room.formulas[k][1]) is not False:
            yield overlap, k


def by_cases(prover: Prover, room: Scratch, goal: ast.expr, env: Env, depth: int, k: int) -> Proof | None:
    """Prove a goal in every case of a formula that is known."""
    formula, own, _ = room.formulas[k]
    try:
        options = room.options(formula, own)
    except Refused:
        return None
    proofs = branches(prover, room, options, goal, env, depth, k)
    return None if proofs is None else [["cases", k, *proofs]]


def entries_of(node: ast.expr, env: Env) -> set[tuple[str, ...]]:
    """Return the entries that a formula speaks of, roughly, with tilts and rewards as one."""
    found: set[tuple[str, ...]] = set()
    for part in walked(node):
        match part:
            case ast.Subscript(ast.Name(family), ast.Name(index)):
                where = env.get(index, index)
                for f in {"p_ref": ("p_A", "p_U"), "p_theta": ("p_A", "p_U", "r"), "w": ("r",)}.get(family, (family,)):
                    found.add((f, str(where)))
            case ast.Call(ast.Name(name), arguments) if isinstance(env.get(name), tuple):
                _, parameters, body, outer = env[name]
                given = {p: env.get(getattr(a, "id", ""), "") for p, a in zip(parameters, arguments, strict=True)}
                found |= entries_of(body, {**outer, **given})
            case _:
                pass
    return found


def branches(
    prover: Prover, room: Scratch, options: list[Any], goal: ast.expr, env: Env, depth: int, k: int
) -> list[Proof] | None:
    """Prove the goal in every case."""
    proofs = []
    for option in options:
        inside = room.branch()
        inside.cased = room.cased | {k}
        for formula, own in option:
            inside.assume(formula, dict(own), frozenset())
        found = settled(prover, inside, goal, env, depth - (len(options) > 2))
        if found is None:
            return None
        proofs.append(found)
    return proofs


def settled(prover: Prover, room: Scratch, goal: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove a goal in a case: that case may be impossible, which takes longer to see than that the goal is plain."""
    kind, compare = pieces(goal)
    for ref, (relation, p, _) in enumerate(room.facts):
        if relation == ">" and not p:
            return [["absurd", [["1", [ref], None]]]]
    relation, p = room.link(compare, env) if kind == "compare" else ("!=", {})
    if relation != "!=" and (closed := linear.close(room, relation, p, prover.deadline, 0)) is not None:
        return [closed]
    absurd = linear.close(room, ">", {}, prover.deadline, 0)
    return [absurd] if absurd is not None else nonzero.clash(prover, room) or prover.goal(room, goal, env, depth)


def split(prover: Prover, room: Scratch, goal: ast.expr, env: Env, depth: int) -> Proof | None:
    """Prove a goal by a comparison and its negation: the order of two rewards, or what an indicator asks."""
    kind, compare = pieces(goal)
    if kind != "compare":
        return None
    _, p = room.link(compare, env)
    for source in questions(prover, room, p):
        known = room.truth(parse(source), room.names)
        if known is not None:
            continue
        proofs = []
        for formula in (parse(source), negate(parse(source))):
            inside = room.branch()
            inside.assume(formula, dict(inside.names), frozenset())
            found = settled(prover, inside, goal, env, depth)
            if found is None:
                break
            proofs.append(found)
        if len(proofs) == 2:
            return [["split", source, *proofs]]
        return None
    return None


def questions(prover: Prover, room: Scratch, p: Poly) -> list[str]:
    """Return comparisons whose answers may settle the sign of a polynomial."""
    found = crossing.questions(room, p)
    for atom in atoms_of(p):
        if atom[0] == "A":  # whether an output is one of those whose greatest it is
            own = {value: name for name, value in room.names.items()}
            found += [condition(dict(atom[3]), {**own, atom[1][0]: name}) for name in prover.indices(room)]
        if atom[0] == "ind" and not any(name[0] == "#" for name in outputs(atom)):
            found.append(f"{prover.show(room, dict(atom[1]))} {'>' if atom[2] > 0 else '<'} 0")
    used = {name for atom in atoms_of(p) for name in freeze_names(atom)}
    names = [name for name in prover.indices(room) if room.at(name) in used] or [
        *filter(room.names.get, prover.indices(room))
    ]
    ordered = any(atom[0] == "e" and atom[1] in ("w", "r") for atom in atoms_of(p)) or not found
    if ordered:
        for i, j in itertools.combinations(names[:3], 2):
            found += [f"r[{i}] > r[{j}]", f"r[{i}] < r[{j}]"]
    for i, j in itertools.combinations(names[:3], 2) if prover.numbered else ():
        found += [f"{i} > {j}", f"{i} < {j}"]
    if prover.size is not None:  # what the assumptions count, where the goal does not
        every = [atom for _, q, _ in room.facts for mono in q for atom, _ in mono if atom[0] == "ind"]
        found += [f"{prover.show(room, dict(key))} {'>' if sign > 0 else '<'} 0" for _, key, sign in sorted(set(every))]
    for name in sorted(room.scalars - {"beta"}):
        found += [f"{name} > 0", f"{name} < 0"]
    return found


def freeze_names(atom: Any) -> frozenset[str]:
    """Return the index names in an atom."""
    return indices(atom)
