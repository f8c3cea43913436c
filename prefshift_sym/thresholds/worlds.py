"""Worlds with one number that varies: read from a witness, or from a table whose entries speak of that number.

A witness as `prefshift decide` writes it is a family already: one of its numbers varies, the rest stay. Where beta varies
the rewards are held fixed, so that the exponents change: `r[y] = beta0*k[y]*log(base)`, and `w[y] = base**(k[y]*beta0/beta)`.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from prefshift_sym.errors import LanguageError, PrefshiftError
from prefshift_sym.language.parse import parse_term
from prefshift_sym.language.signature import Signature
from prefshift_sym.language.terms import Arithmetic, Name, Negate, Number
from prefshift_sym.language.walk import constant, walk
from prefshift_sym.readings.algebra.family import Family
from prefshift_sym.theory.uses import largest_output
from prefshift_sym.verdict import MINUS_INFINITY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from prefshift_sym.language.terms import Term
    from prefshift_sym.theory.statement import Statement

LARGEST_POWER = 20
SHAPE = 'n, alpha, beta, p_A and p_U, and either `k` with `base`, or `r`; numbers are exact, such as "8/17"'


class WorldError(PrefshiftError):
    """A world that cannot be read, or a number that cannot vary in it; the message is a sentence with its place."""


@dataclass(frozen=True, slots=True)
class VaryingWorld:
    """A family of worlds over one number, by name; `fixed_beta` is the world's own where beta varies over a base."""

    family: Family
    fixed_beta: Fraction | None = None

    @property
    def infinite(self) -> bool:
        """Whether some reward is minus infinity."""
        return None in self.family.rewards

    def at(self, value: Fraction) -> dict[str, Any]:
        """Return the witness of the world at a value of the number, as `recheck` reads it."""
        family = self.family
        beta = value if family.beta is None else number_at(family.beta, value)
        stretch = 1 / value if family.beta is None and family.base is not None else Fraction(1)
        rewards = [MINUS_INFINITY if each is None else str(number_at(each, value) * stretch) for each in family.rewards]
        return {
            "n": sum(family.counts),
            **({"counts": list(family.counts)} if family.grouped else {}),
            "alpha": str(number_at(family.alpha, value)),
            "beta": str(beta),
            **({"r": rewards} if family.base is None else {"base": str(family.base), "k": rewards}),
            **{name: [str(number_at(each, value)) for each in entries] for name, entries in family.vectors.items()},
            **{name: str(number_at(each, value)) for name, each in family.scalars.items()},
        }


def number_at(term: Term, value: Fraction) -> Fraction:
    """Return the value of an entry where the number that varies has this value."""
    match term:
        case Number(given):
            return given
        case Name():
            return value
        case Negate(part):
            return -number_at(part, value)
        case Arithmetic(operator, left, right):
            a, b = number_at(left, value), number_at(right, value)
            match operator:
                case "+":
                    return a + b
                case "-":
                    return a - b
                case "*":
                    return a * b
                case "/":
                    return a / b
                case "**":
                    return a ** int(b)
    message = f"{term} is no entry of a world"
    raise TypeError(message)


def read_world_file(path: Path) -> dict[str, Any]:
    """Return the world in a JSON or TOML file: a witness document, a line of `decide --json`, or the world alone."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"{path}: there is no such file"
        raise WorldError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: the file cannot be read ({error.__class__.__name__}); a world is a UTF-8 file, JSON or TOML"
        raise WorldError(message) from None
    try:
        data = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        kind = "TOML" if path.suffix == ".toml" else "JSON"
        message = f"{path}: this is not {kind}: {error}; give a file that `prefshift decide --witness DIR` wrote"
        raise WorldError(message) from None
    for key in ("witness", "world"):
        if isinstance(data, dict) and isinstance(data.get(key), dict):
            return dict(data[key])
    if not isinstance(data, dict) or "p_A" not in data:
        message = f"{path}: there is no world in it; a world has {SHAPE}"
        raise WorldError(message)
    return data


def varying(statement: Statement, data: Mapping[str, Any], vary: str, *, place: str = "") -> VaryingWorld:
    """Read a world in which one number varies. Raises `WorldError` or `LanguageError`, each a sentence with its place."""
    return _Reader(statement, data, vary, f"{place}: " if place else "").world()


@dataclass(frozen=True, slots=True)
class _Reader:
    statement: Statement
    data: Mapping[str, Any]
    vary: str
    place: str

    def refuse(self, message: str) -> WorldError:
        return WorldError(self.place + message)

    def world(self) -> VaryingWorld:
        counts = self.check_names()
        families = ("p_A", "p_U", *self.statement.families, *self.statement.distributions)
        vectors = {name: self.entries(name, len(counts)) for name in families}
        scalars = {name: self.scalar(name) for name in self.statement.scalars}
        alpha, base, fixed = self.scalar("alpha"), None, None
        beta = None if self.vary == "beta" else self.scalar("beta")
        if "k" in self.data and "r" in self.data:
            message = "a world has either `k` with `base`, or `r`, and this one has both; leave one out"
            raise self.refuse(message)
        rewards = self.entries("k" if "k" in self.data else "r", len(counts), rewards=True)
        if "k" in self.data:
            base = self.number("base", "`base` is a number, and may not change")
            if base <= 0 or base == 1:
                message = f"the base is positive and not 1, and this is {base}"
                raise self.refuse(message)
        if beta is None and any(each is not None and constant_of(each) is None for each in rewards):
            message = "where beta varies the rewards are held fixed, and here they speak of beta; vary another name"
            raise self.refuse(message)
        if beta is None and base is not None:
            fixed = self.number(
                "beta", "where beta varies, the world's own `beta` is the number that says what the rewards are"
            )
            if fixed == 0:
                message = (
                    "the world's own beta is 0, so that its rewards beta*k*log(base) are all 0; give `r` instead of `k`"
                )
                raise self.refuse(message)
            rewards = tuple(None if each is None else Number(number_at(each, Fraction(0)) * fixed) for each in rewards)
        used = (*rewards, *scalars.values(), alpha, beta, *(each for values in vectors.values() for each in values))
        if beta is not None and all(each is None or constant_of(each) is not None for each in used):
            message = (
                f"nothing in the world is called {self.vary!r}: vary beta, alpha, a scalar that the statement declares, or a "
                f'name that entries speak of, such as "1/2 - {self.vary}"'
            )
            raise self.refuse(message)
        family = Family(self.vary, counts, "counts" in self.data, alpha, beta, rewards, base, vectors, scalars)
        return VaryingWorld(family, fixed)

    def check_names(self) -> tuple[int, ...]:
        """Check the name that varies and the keys; return how many outputs each class has."""
        if self.vary not in {"alpha", "beta", *self.statement.scalars}:
            if self.vary in self.statement.signature.scalars | self.statement.signature.families:
                message = (
                    f"{self.vary!r} cannot vary; vary beta, alpha, a declared scalar, or a new name in the entries"
                )
                raise self.refuse(message)
            self.statement.signature.declare(scalars=(self.vary,))
        declared = {*self.statement.families, *self.statement.distributions, *self.statement.scalars}
        known = {"n", "counts", "alpha", "beta", "base", "k", "r", "p_A", "p_U", "values", "title", *declared}
        unknown = sorted(set(self.data) - known)
        if unknown:
            message = f"unknown key {unknown[0]!r}; a world has {SHAPE}"
            raise self.refuse(message)
        n = self.data.get("n", len(self.data["p_A"]) if isinstance(self.data.get("p_A"), list) else None)
        if type(n) is not int or not 1 <= n <= 10**6:
            message = f"`n` is a whole number from 1 to 1000000, and this is {n!r}"
            raise self.refuse(message)
        counts = self.data.get("counts", [1] * min(n, 1001))
        if not isinstance(counts, list) or not all(type(each) is int and each > 0 for each in counts):
            message = f"`counts` is a list of whole numbers above 0, and this is {str(counts)[:80]}"
            raise self.refuse(message)
        if sum(counts) != n:
            message = f"the sizes of the classes must add up to n = {n}; write more than 1000 outputs as classes, with `counts`"
            raise self.refuse(message)
        named = largest_output(self.statement)
        if named >= n or (named >= 0 and "counts" in self.data):
            message = f"the statement names output {named}, and this world has {n} outputs, numbered from 0"
            raise self.refuse(message if named >= n else message + ", in classes; write them one by one")
        return tuple(counts)

    def scalar(self, name: str) -> Term:
        return Name(name) if name == self.vary else self.term(self.data.get(name), name)

    def number(self, name: str, says: str) -> Fraction:
        value = constant_of(self.term(self.data.get(name), name))
        if value is None:
            message = f'{says}, such as "2", and this is {self.data.get(name)!r}'
            raise self.refuse(message)
        return value

    def entries(self, name: str, size: int, *, rewards: bool = False) -> Any:
        value = self.data.get(name)
        if not isinstance(value, list) or len(value) != size:
            what = "or `k` with `base` is" if rewards else "is"
            message = f"`{name}` {what} a list of {size} exact numbers, one an output (or class), and this is {str(value)[:80]}"
            raise self.refuse(message)
        return tuple(self.entry(each, f"{name}[{i}]", rewards=rewards) for i, each in enumerate(value))

    def entry(self, value: object, where: str, *, rewards: bool) -> Term | None:
        if rewards and value == MINUS_INFINITY:
            if "finite rewards" not in self.statement.without:
                message = f'{where} is minus infinity; the statement allows it only without "finite rewards"'
                raise self.refuse(message)
            return None
        return self.term(value, where)

    def term(self, value: object, where: str) -> Term:
        if isinstance(value, float):
            message = f'{where} is {value}, which is not exact; write "{Fraction(str(value))}", in quotes'
            raise self.refuse(message)
        if type(value) is int:
            return Number(Fraction(value))
        if not isinstance(value, str):
            message = f"{where} is missing, or is no exact number in quotes: {str(value)[:60]!r}; a world has {SHAPE}"
            raise self.refuse(message)
        try:
            return (
                Number(Fraction(value)) if "." not in value and "e" not in value.lower() else self.parsed(value, where)
            )
        except (ValueError, ZeroDivisionError):
            return self.parsed(value, where)

    def parsed(self, text: str, where: str) -> Term:
        """Read an entry that speaks of the number that varies: a polynomial in it."""
        term = parse_term(text, Signature(frozenset(), frozenset({self.vary})), place=f"{self.place}{where}")
        for part in walk(term):
            match part:
                case Number() | Name() | Negate() | Arithmetic("+" | "-" | "*"):
                    continue
                case Arithmetic("/", _, right) if constant(right):
                    continue
                case Arithmetic("**", _, right):
                    power = constant(right)
                    if power is not None and power.denominator == 1 and 0 <= power <= LARGEST_POWER:
                        continue
                case _:
                    pass
            message = f'{where} is {text[:60]!r}: an entry is a polynomial in {self.vary}, such as "1/2 - {self.vary}"'
            raise self.refuse(message)
        return term


def constant_of(term: Term) -> Fraction | None:
    """Return the value of an entry that does not change, else None."""
    return None if any(isinstance(part, Name) for part in walk(term)) else number_at(term, Fraction(0))


__all__ = ["LanguageError", "VaryingWorld", "WorldError", "constant_of", "number_at", "read_world_file", "varying"]
