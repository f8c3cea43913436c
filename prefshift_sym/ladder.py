"""The ladder: which of several hypotheses imply which others, and which of them give the claim.

    with Asker(timeout=3.0, sizes=(2, 3)) as asker:
        found = ladder(base_statement(), rungs(()), asker, sizes=(2, 3, 4))

The claim is a rung like the others, so that an implication of a hypothesis is also a step on the way to the claim. An
implication is `proved` (every support size), `bounded` (the sizes asked for), `refuted` (an exact witness of the
smallest size known, with the smaller sizes at which it holds) or `undecided`. None is left out.
"""

from __future__ import annotations

import functools
import os
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from prefshift_sym.engine.confirm import confirmed
from prefshift_sym.errors import LanguageError, PrefshiftError, StatementError, closest
from prefshift_sym.ladder_catalogue import DEFAULT, NAMED
from prefshift_sym.ladder_known import Known, Rung
from prefshift_sym.language.parse import parse_formula
from prefshift_sym.language.show import show
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.theory.statement import Statement
from prefshift_sym.theory.uses import largest_output
from prefshift_sym.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefshift_sym.asking import Asker
    from prefshift_sym.ladder_known import Pair, Scope
    from prefshift_sym.verdict import Refuted, World

Kind = Literal["proved", "bounded", "refuted", "undecided"]
CLAIM = "TPM_A >= alpha"
AND = " and "


@dataclass(frozen=True, slots=True)
class Arrow:
    """What is known of one implication.

    `holds_at` are the sizes at which it holds ("all": every size that the statement allows). A refuted one has a
    `world` of the size `fails_at`; `open_at` are smaller sizes at which nothing is known. `by` says what holding rests on.
    """

    premise: str
    conclusion: str
    kind: Kind
    holds_at: tuple[int, ...] | Literal["all"] = ()
    fails_at: int | None = None
    open_at: tuple[int, ...] = ()
    world: World | None = None
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """All implications among the rungs; `vacuous` has the rungs that no world meets, each with the reason."""

    base: Statement
    rungs: tuple[Rung, ...]
    claim: str
    sizes: tuple[int, ...]
    arrows: dict[tuple[str, str], Arrow]
    vacuous: dict[str, str] = field(default_factory=dict)
    questions: int = 0

    def verdict(self, name: str) -> Arrow | None:
        """Return what a hypothesis says of the claim; None for the claim itself, and where no world meets it."""
        return self.arrows.get((name, self.claim))

    def statement(self, premise: str, conclusion: str) -> Statement:
        """Return the question that an arrow answers."""
        named = {each.name: at for at, each in enumerate(self.rungs)}
        return Known(self.base, self.rungs, self.sizes).statement((named[premise], named[conclusion]), None)

    def witness(self, arrow: Arrow) -> Refuted | None:
        """Return an arrow's refutation, re-checked exactly, or None where it has none."""
        if arrow.world is None:
            return None
        return confirmed(self.statement(arrow.premise, arrow.conclusion), arrow.world, self.sizes, "the ladder")


# -- which hypotheses ----------------------------------------------------------------------------------------------


def base_statement(claim: str | None = None, statement: Statement | None = None) -> Statement:
    """Return the statement whose setting and claim the ladder is about; with no claim named, its own or the paper's.

    Raises `LanguageError` for a bad formula.
    """
    if claim is None and statement is not None:
        return statement
    claim = CLAIM if claim is None else claim
    signature = SIGNATURE if statement is None else statement.signature
    parsed = ((claim, parse_formula(claim, signature, place="--claim")),)
    return Statement(title="", claim=parsed) if statement is None else replace(statement, claim=parsed)


def rungs(names: Sequence[str], statement: Statement | None = None) -> tuple[Rung, ...]:
    """Return the hypotheses named: of the statement file, of the catalogue, several joined by `and`, or a formula.

    With no names: the statement's assumptions, or where there are none the whole catalogue. Raises `StatementError`
    for a name that is none of these.
    """
    if not names:
        own = () if statement is None else tuple(name for name, _ in statement.assume)
        names = own or DEFAULT
    return tuple(_rung(name, statement) for name in dict.fromkeys(names))


def _rung(name: str, statement: Statement | None) -> Rung:
    own = {} if statement is None else dict(statement.assume)
    signature = SIGNATURE if statement is None else statement.signature
    known = [*own, *NAMED]
    parts = [name] if name in known else name.split(AND)
    found = []
    for part in parts:
        if part in own:
            found.append((part, own[part]))
        elif part in NAMED:
            found.append((part, parse_formula(NAMED[part].text, signature)))
    if len(found) == len(parts):
        return Rung(name, tuple(dict.fromkeys(found)))
    try:
        return Rung(name, ((name, parse_formula(name, signature)),))
    except LanguageError:
        unknown = next(part for part in parts if part not in known)
        close = closest(unknown, known)
        hint = f"did you mean {close!r}?" if close else "`prefshift catalogue` lists the names"
        message = f"{unknown!r} is neither a named hypothesis nor a formula; {hint}"
        raise StatementError(message) from None


# -- the computation -----------------------------------------------------------------------------------------------


def ladder(
    base: Statement,
    hypotheses: Sequence[Rung],
    asker: Asker,
    *,
    sizes: Sequence[int],
    ahead: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Ladder:
    """Return the ladder of the hypotheses and the base statement's claim, at these support sizes.

    `ahead` is how many questions are under way at once (default: two a core). The asker should have one or two of the
    sizes, the smallest: a solver may be slow at the others, which are asked about one by one where it matters.
    Raises `StatementError` where no size is allowed, `PrefshiftError` where answers contradict each other.
    """
    claim = AND.join(show(formula) for _, formula in base.claim)
    everything = (*(each for each in hypotheses if each.name != claim), Rung(claim, base.claim))
    wanted = allowed(base, hypotheses, sizes)
    known = Known(base, everything, wanted)
    for level in (0, 1):
        for n in wanted:
            tell(f"small worlds with {n} outputs")
            known.sweep(n, level)
    ahead = ahead or 2 * (os.cpu_count() or 1)
    settle = functools.partial(_settle, known, asker, ahead, tell)
    settle(None, lambda pair: not all(known.holds(pair, n) for n in wanted))
    for n in wanted:
        settle(n, lambda _: True)
    settle(None, lambda _: True)  # a certificate says more than several bounded steps
    return _ladder(known, claim)


def allowed(base: Statement, hypotheses: Sequence[Rung], sizes: Sequence[int]) -> tuple[int, ...]:
    """Return the sizes that the setting and the formulas allow. Raises `StatementError` where there is none."""
    whole = [*base.claim, *(each for rung in hypotheses for each in rung.formulas)]
    least = max(base.smallest, *(largest_output(Statement(title="", claim=(each,))) + 1 for each in whole))
    found = tuple(sorted({n for n in sizes if n >= least and (base.sizes is None or n in base.sizes)}))
    if not found:
        way_out = f"from {least} on" if base.sizes is None else f"among {', '.join(map(str, base.sizes))}"
        listed = ",".join(map(str, sizes))
        message = f"--support {listed} has no support size that the statement allows; take sizes {way_out}"
        raise StatementError(message)
    return found


def _settle(
    known: Known,
    asker: Asker,
    ahead: int,
    tell: Callable[[str], None],
    scope: Scope,
    wanted: Callable[[Pair], bool],
) -> None:
    """Ask what is open in a scope, the closest pairs first, until nothing is; what has been settled meanwhile is left."""
    under_way: deque[Pair] = deque()
    while True:
        for pair in known.questions(scope, wanted)[: ahead - len(under_way)]:
            known.asked.add((pair, scope))
            # What no small world refuted often holds at every size, and a certificate says so soonest.
            asker.begin((known.statement(pair, scope),), likely=scope is None)
            under_way.append(pair)
        if not under_way:
            return
        pair = under_way.popleft()
        known.asked.discard((pair, scope))
        still_open = known.open(pair, scope)
        known.asked.add((pair, scope))
        if still_open:
            tell(known.statement(pair, scope).title)
            known.learn(pair, scope, asker.answer(known.statement(pair, scope)))


def _ladder(known: Known, claim: str) -> Ladder:
    names = [each.name for each in known.rungs]
    arrows = {}
    for pair in known.pairs():
        if not known.vacuous.keys() & set(pair[:1]):
            arrows[names[pair[0]], names[pair[1]]] = _arrow(known, pair)
    vacuous = {names[at]: reason for at, reason in known.vacuous.items()}
    return Ladder(known.base, known.rungs, claim, known.sizes, arrows, vacuous, len(known.asked))


def _arrow(known: Known, pair: Pair) -> Arrow:
    premise, conclusion = (known.rungs[at].name for at in pair)
    held, fails_at = tuple(n for n in known.sizes if known.holds(pair, n)), known.refuted(pair)
    reason = known.reasons.get(pair, "")
    both = {n for n, found in known.worlds.items() if pair in found and (n in held or known.holds(pair, None))}
    if both:
        message = (
            f"{premise} => {conclusion} was found to hold and to fail at n = {min(both)}; this is a fault of "
            "prefshift, please report it with the command that you gave"
        )
        raise PrefshiftError(message)
    if fails_at is not None:
        below = tuple(n for n in held if n < fails_at)
        unknown = tuple(n for n in known.sizes if n < fails_at and n not in held)
        world, by = known.worlds[fails_at][pair], known.evidence(pair, below)
        return Arrow(premise, conclusion, "refuted", below, fails_at, unknown, world, by, reason)
    if known.holds(pair, None):
        return Arrow(premise, conclusion, "proved", "all", by=known.evidence(pair, (None,)))
    by = known.evidence(pair, held)
    if held == known.sizes:
        return Arrow(premise, conclusion, "bounded", held, by=by, reason=reason)
    unknown = tuple(n for n in known.sizes if n not in held)
    return Arrow(premise, conclusion, "undecided", held, open_at=unknown, by=by, reason=reason or "not settled")
