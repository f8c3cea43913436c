"""Where claim and assumptions flip as one number of a world varies.

Exact algebra comes first, formula by formula: it finds every flip, each an algebraic number or the logarithm of one. What
it does not reach is sought on a grid. Between flips the whole statement goes through the exact re-check at a rational
point, and the two must agree.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.limit import TimeIsUpError, limited
from prefshift_sym.errors import OutOfScope
from prefshift_sym.language.parse import parse_formula
from prefshift_sym.language.show import show
from prefshift_sym.language.terms import Compare
from prefshift_sym.readings.algebra.cells import Reader
from prefshift_sym.readings.algebra.family import Values
from prefshift_sym.readings.algebra.line import Line
from prefshift_sym.readings.algebra.roots import MOST_BITS, names_of
from prefshift_sym.theory.facts import formula_of
from prefshift_sym.theory.setting import ASSUMPTIONS
from prefshift_sym.thresholds.pieces import Boundary, pieces_of
from prefshift_sym.thresholds.report import Flip, Row, Thresholds, outward
from prefshift_sym.thresholds.sought import Checker, seek
from prefshift_sym.thresholds.worlds import WorldError, varying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prefshift_sym.language.terms import Formula
    from prefshift_sym.readings.algebra.cells import Factors, Truth
    from prefshift_sym.readings.algebra.line import Branch, Cell
    from prefshift_sym.readings.algebra.reading import Expression
    from prefshift_sym.readings.algebra.roots import Root
    from prefshift_sym.theory.statement import Statement

Limit = Fraction | None
VARY_WITH_IT = ("probability vectors", "mixture interior", "positive temperature", "full support")


def thresholds(
    statement: Statement,
    world: Mapping[str, Any],
    vary: str,
    *,
    low: Limit = None,
    high: Limit = None,
    timeout: float = 30.0,
    place: str = "",
) -> Thresholds:
    """Return where each claim and assumption flips as the number `vary` goes through a range.

    `world` is a witness as `World.as_mapping` or `decide --json` writes it, with entries that may be polynomials in `vary`.
    Without `low` and `high` the range is what the setting's assumptions in force allow, ends left out; those given are
    part of it. Raises `WorldError` or `LanguageError`, each a sentence, for what cannot be read.
    """
    return _Search(
        statement, Checker(statement, varying(statement, world, vary, place=place)), low, high, timeout
    ).run()


@dataclass(slots=True)
class _Search:
    statement: Statement
    checker: Checker
    low: Limit
    high: Limit
    timeout: float
    closed: tuple[bool, bool] = (False, False)
    notes: list[str] = field(default_factory=list)
    until: float = 0.0

    @property
    def vary(self) -> str:
        return self.checker.world.family.vary

    def run(self) -> Thresholds:
        self.until = time.monotonic() + self.timeout
        self.choose_range()
        line = Line(Values(self.checker.world.family))
        reader = Reader(line)
        formulas = self.formulas()
        settled, reasons, ends = self.settle(reader, formulas)
        joint: Factors = frozenset(ends).union(*settled.values())
        stops = self.stops(line, joint)
        texts = {place: formula for place, formula in enumerate(formulas)}
        truths = {place: [self.truth(reader, texts[place][2], stop) for stop in stops] for place in settled}
        flipping = [
            i for i, stop in enumerate(stops) if _is_stop(stop) and any(_flips(found, i) for found in truths.values())
        ]
        boundaries = self.boundaries(line, stops, flipping)
        rows = []
        for place, (role, name, formula) in texts.items():
            row = Row(role, name, show(formula), place in settled, ())
            if place in settled:
                rows.append(self.exact_row(row, truths[place], boundaries))
                self.remark(row, formula, settled[place], line)
            else:
                rows.append(self.sought_row(row, reasons[place]))
        brackets = [Boundary(flip.low, flip.high) for row in rows if not row.certified for flip in row.flips]
        named = {(rows[place].role, rows[place].name): truths[place] for place in settled}
        pieces = pieces_of(self.checker, [*boundaries.values(), *brackets], self.low, self.high, named)
        scale = line.values.scale
        u = scale.meaning(self.vary) if scale is not None and any("u" in names_of(each) for each in joint) else ""
        low, high = (
            ("-infinity" if self.low is None else str(self.low)),
            ("infinity" if self.high is None else str(self.high)),
        )
        return Thresholds(self.vary, low, high, u, tuple(rows), tuple(pieces), tuple(self.notes))

    # -- the question ----------------------------------------------------------------------------------------------

    def choose_range(self) -> None:
        """Set the range: what was asked for, the rest from the setting's assumptions in force."""
        asked, least, most = (self.low, self.high), None, None
        without = self.statement.without
        if self.vary == "beta" and ("positive temperature" not in without or self.checker.world.infinite):
            least = Fraction(0)
        if self.vary == "alpha" and "mixture interior" not in without:
            least, most = Fraction(0), Fraction(1)
        self.low = least if self.low is None else self.low
        self.high = most if self.high is None else self.high
        self.closed = asked[0] is not None, asked[1] is not None
        if self.low is not None and self.high is not None and self.low >= self.high:
            message = f"the range of {self.vary} from {self.low} to {self.high} is empty; give --from below --to"
            raise WorldError(message)
        if self.vary == "beta":
            if self.checker.world.infinite and self.low is not None and self.low < 0:
                message = "a reward of minus infinity needs beta > 0; give --from 0 or above"
                raise WorldError(message)
            self.closed = self.closed[0] and self.low != 0, self.closed[1] and self.high != 0
            if (self.low is None or self.low < 0) and (self.high is None or self.high > 0):
                self.notes.append("beta = 0 is left out, because r/beta means nothing there")

    def formulas(self) -> list[tuple[str, str, Formula]]:
        """Return the formulas to follow, each with its role and name."""
        found = [
            ("setting", name, formula_of(ASSUMPTIONS[name].text or ""))
            for name in VARY_WITH_IT
            if name not in self.statement.without
        ]
        for name in self.statement.distributions:
            text = f"all({name}[y] >= 0 for y in Y) and sum({name}[y] for y in Y) == 1"
            found.append(("setting", f"{name} is a probability vector", parse_formula(text, self.statement.signature)))
        found += [("assume", *each) for each in self.statement.assume]
        return found + [("claim", *each) for each in self.statement.claim]

    # -- exact algebra ---------------------------------------------------------------------------------------------

    def settle(
        self, reader: Reader, formulas: list[tuple[str, str, Formula]]
    ) -> tuple[dict[int, Factors], dict[int, str], set[Expression]]:
        """Return the polynomials of each formula that algebra reaches, why not for the others, and those of the ends."""
        t = reader.line.values.kept["t"]
        ends: set[Expression] = set()
        for end in (self.low, self.high):
            if end is not None:
                ends |= {factor for factor, _ in reader.factors((t - reader.line.values.number(end)).numer)[1]}
        joint, settled, reasons = frozenset(ends), {}, {}
        for place, (_, _, formula) in enumerate(formulas):
            try:
                with limited(max(0.2, (self.until - time.monotonic()) / 2)):
                    found = reader.settle(formula)
                    for branch in reader.line.branches:
                        reader.line.cells(branch, joint | found)
            except OutOfScope as error:
                reasons[place] = str(error)
            except TimeIsUpError:
                reasons[place] = "the algebra takes too long"
            else:
                settled[place] = found
                joint |= found
        return settled, reasons, ends

    def stops(self, line: Line, joint: Factors) -> list[tuple[Branch, Cell] | None]:
        """Return the cells in the range, in order; None stands for beta = 0."""
        result: list[tuple[Branch, Cell] | None] = []
        for branch in line.branches:
            cells = line.cells(branch, joint)
            places = {root.rational: i for i, cell in enumerate(cells) for root in cell.roots if root.generator == "t"}
            first, last = 0, len(cells)
            if self.low is not None and self.low in places:
                first = places[self.low] + (not self.closed[0])
            if self.high is not None and self.high in places:
                last = places[self.high] + self.closed[1]
            if (self.low is not None and branch.high is not None and self.low >= branch.high) or (
                self.high is not None and branch.low is not None and self.high <= branch.low
            ):
                continue
            result += [None] if result else []
            result += [(branch, cell) for cell in cells[first:last]]
        return result

    def truth(self, reader: Reader, formula: Formula, stop: tuple[Branch, Cell] | None) -> Truth | None:
        return None if stop is None else reader.truth(formula, stop[1])

    def boundaries(
        self, line: Line, stops: list[tuple[Branch, Cell] | None], flipping: list[int]
    ) -> dict[int, Boundary]:
        """Return the points at which something flips, with bounds fine enough to tell them apart."""
        bits, digits = 48, 12
        while True:
            found = {i: self.boundary(line, stops[i], i, bits, digits) for i in flipping}
            listed = list(found.values())
            apart = all(a.high < b.low for a, b in pairwise(listed))
            if apart or bits > MOST_BITS:
                return found
            bits, digits = 2 * bits, 2 * digits

    def boundary(self, line: Line, stop: tuple[Branch, Cell] | None, place: int, bits: int, digits: int) -> Boundary:
        if stop is None:
            return Boundary(Fraction(0), Fraction(0), "0", place=place)
        roots = stop[1].roots
        root = next((each for each in roots if each.generator == "t"), roots[0])
        exact = next((value for each in roots if (value := line.exact(each)) is not None), None)
        if exact is not None:
            edge = "the range begins" if exact == self.low else "the range ends" if exact == self.high else ""
            return Boundary(exact, exact, str(exact), *self.origin(roots), place=place, edge=edge)
        low, high = outward(*line.enclosure(root, bits), digits)
        return Boundary(low, high, self.exact_text(line, root), *self.origin(roots), place=place)

    def origin(self, roots: tuple[Root, ...]) -> tuple[str, str]:
        """Return u and its polynomial, where the point comes from one."""
        root = next((each for each in roots if each.generator == "u"), None)
        return (
            ("", "")
            if root is None
            else (self.based(root.text()), self.based(str(root.factor).replace("l", "log(BASE)")))
        )

    def exact_text(self, line: Line, root: Root) -> str:
        text = self.based(root.text())
        if root.generator == "t":
            return text
        unit = line.scale.unit()
        log, tail = (f"log({text})", "") if not text.startswith("the root") else ("log(u)", f", u {text}")
        if line.scale.inverse:
            return f"{unit}/{log}{tail}"
        below = f"({unit})" if "/" in unit or "*" in unit else unit
        return f"{log}{tail}" if unit == "1" else f"{log}/{below}{tail}"

    def based(self, text: str) -> str:
        base = self.checker.world.family.base
        return text if base is None else text.replace("BASE", str(max(base, 1 / base)))

    # -- rows ------------------------------------------------------------------------------------------------------

    def exact_row(self, row: Row, truths: list[Truth | None], boundaries: dict[int, Boundary]) -> Row:
        flips = []
        for i, boundary in boundaries.items():
            if not _flips(truths, i):
                continue
            before, here, after = (
                each.holds if each is not None else None
                for each in (truths[i - 1] if i else truths[i + 1], truths[i], truths[min(i + 1, len(truths) - 1)])
            )
            if i == len(truths) - 1:
                after = before
            flips.append(
                Flip(
                    boundary.low, boundary.high, before, after, here, boundary.exact, boundary.u, boundary.polynomial,
                    boundary.edge,
                )
            )  # fmt: skip
        undefined = next((each.why for each in truths if each is not None and each.why), "")
        first = next(each for each in truths if each is not None)
        return replace(row, flips=tuple(flips), always=None if flips else first.holds, undefined=undefined)

    def sought_row(self, row: Row, why_not: str) -> Row:
        flips: list[Flip] = []
        parts = [(self.low, self.high)]
        if self.vary == "beta" and (self.low is None or self.low < 0) and (self.high is None or self.high > 0):
            parts = [(self.low, Fraction(0)), (Fraction(0), self.high)]
        always, done = None, []
        for low, high in parts:
            found, always, how = seek(self.checker, row.text, low, high, self.until)
            flips += found
            done.append(how)
        reason = f"{why_not}; {' and '.join(done)}"
        return replace(row, flips=tuple(flips), always=None if flips else always, why_not=reason)

    def remark(self, row: Row, formula: Formula, factors: Factors, line: Line) -> None:
        """Say where a claim becomes an equality only in the limit of large beta."""
        ends = {str(each) for each in factors} & {"u - 1"}
        plain = isinstance(formula, Compare) and len(formula.terms) == 2
        if row.role == "claim" and ends and plain and line.values.scale is not None and line.scale.inverse:
            self.notes.append(
                f"as beta grows without bound, the two sides of {row.name!r} meet; no finite beta reaches that"
            )


def _is_stop(stop: tuple[Branch, Cell] | None) -> bool:
    return stop is None or stop[1].is_point


def _flips(truths: list[Truth | None], i: int) -> bool:
    """Return whether the truth at a point, or on its two sides, is not all the same."""
    here = truths[max(i - 1, 0) : i + 2]
    return len({each.holds for each in here if each is not None}) > 1
