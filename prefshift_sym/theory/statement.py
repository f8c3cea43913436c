"""A statement: assumptions and claims about the setting, as read from a TOML file or built in Python."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from prefshift_sym.errors import LanguageError, StatementError, closest
from prefshift_sym.language.parse import parse_formula
from prefshift_sym.language.show import show
from prefshift_sym.theory.catalogue import HYPOTHESES
from prefshift_sym.theory.setting import ASSUMPTIONS, SIGNATURE
from prefshift_sym.theory.uses import largest_output
from prefshift_sym.values import replace, value_but_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from prefshift_sym.language.signature import Signature
    from prefshift_sym.language.terms import Formula

KEYS = ("title", "source", "without", "assume", "claim", "n", "families", "distributions", "scalars")
LARGEST_SUPPORT = 1_000_000


@value_but_for("file")
class Statement:
    """A question: do the assumptions, with the setting's own less `without`, give every claim?

    `sizes` is `None` for every support size that the setting allows, else the sizes asked for, ascending. `barred` names
    lemmas of the certificate checker that no proof of it may use: so is a lemma's own proof kept from going in a circle.
    """

    title: str
    claim: tuple[tuple[str, Formula], ...]
    assume: tuple[tuple[str, Formula], ...] = ()
    without: frozenset[str] = frozenset()
    sizes: tuple[int, ...] | None = None
    families: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    source: str = ""
    barred: frozenset[str] = frozenset()
    file: str = ""

    @property
    def signature(self) -> Signature:
        """The names in scope: the setting's and the declared ones."""
        return SIGNATURE.declare(families=self.families, distributions=self.distributions, scalars=self.scalars)

    @property
    def smallest(self) -> int:
        """The smallest support that the setting allows."""
        return 1 if "at least two outputs" in self.without else 2

    def as_mapping(self) -> dict[str, Any]:
        """Return the statement as plain data, formulas as text: what a witness or a certificate carries along."""
        return {
            "title": self.title,
            "source": self.source,
            "without": sorted(self.without),
            "assume": {name: show(formula) for name, formula in self.assume},
            "claim": {name: show(formula) for name, formula in self.claim},
            "n": "all" if self.sizes is None else list(self.sizes),
            "families": list(self.families),
            "distributions": list(self.distributions),
            "scalars": list(self.scalars),
        }


def read_statement(path: str | PathLike[str]) -> Statement:
    """Read a statement file. Raises `StatementError` or `LanguageError`, each a sentence with its place."""
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a path's text will do: `pathlib` is slow to load
            data = tomllib.loads(file.read())
    except FileNotFoundError:
        message = f"{path}: there is no such file"
        raise StatementError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: the file cannot be read ({error.__class__.__name__}); a statement is a UTF-8 TOML file"
        raise StatementError(message) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{path}: this is not TOML: {error}; see the README for a statement to start from"
        raise StatementError(message) from None
    return statement_from(data, file=str(path))


def statement_from(data: Mapping[str, Any], *, file: str = "") -> Statement:
    """Build a statement from plain data, shaped as a statement file.

    Raises `StatementError` for a key or a value of the wrong kind, `LanguageError` for a bad formula or name.
    """
    place = f"{file}: " if file else ""
    for key in data:
        if key not in KEYS:
            close = closest(key, KEYS)
            hint = f"did you mean {close!r}?" if close else f"the keys are {', '.join(KEYS)}"
            message = f"{place}unknown key {key!r}; {hint}"
            raise StatementError(message)
    declared = {key: _names(data, key, place) for key in ("families", "distributions", "scalars")}
    try:
        signature = SIGNATURE.declare(**declared)
    except LanguageError as error:
        raise error.at(file) from None
    assume = _formulas(data.get("assume", {}), "assume", signature, file)
    claim = _formulas(data.get("claim", {}), "claim", signature, file)
    if not claim:
        message = f'{place}there is no claim; add a [claim] table such as "mass" = "TPM_A >= alpha"'
        raise StatementError(message)
    without = frozenset(_names(data, "without", place))
    for name in sorted(without - set(ASSUMPTIONS)):
        close = closest(name, ASSUMPTIONS)
        hint = f"did you mean {close!r}?" if close else f"the setting assumes: {', '.join(ASSUMPTIONS)}"
        message = f"{place}`without` names {name!r}, which is no assumption of the setting; {hint}"
        raise StatementError(message)
    statement = Statement(
        title=_text(data, "title", place),
        source=_text(data, "source", place),
        assume=assume,
        claim=claim,
        without=without,
        sizes=None,
        families=declared["families"],
        distributions=declared["distributions"],
        scalars=declared["scalars"],
        file=file,
    )
    return _with_sizes(statement, data.get("n", "all"), place)


def _with_sizes(statement: Statement, asked: object, place: str) -> Statement:
    if asked == "all":
        return statement
    sizes: list[Any] = asked if isinstance(asked, list) else [asked]
    for size in sizes:
        if isinstance(size, bool) or not isinstance(size, int):
            message = f'{place}n = {asked!r} is not a support size; write n = 3, n = [2, 3] or n = "all"'
            raise StatementError(message)
        if not statement.smallest <= size <= LARGEST_SUPPORT:
            message = f"{place}n = {size} is outside {statement.smallest} .. {LARGEST_SUPPORT}"
            if size == 1:
                message += '; one output is allowed only without "at least two outputs"'
            raise StatementError(message)
    named = largest_output(statement)
    if sizes and min(sizes) <= named:
        message = (
            f"{place}output {named} is named, and with n = {min(sizes)} outputs are numbered 0 to {min(sizes) - 1}"
        )
        raise StatementError(message)
    if not sizes:
        message = f"{place}n lists no support size; write n = 3 or leave n out to ask for all"
        raise StatementError(message)
    return replace(statement, sizes=tuple(sorted(set(sizes))))


def _formulas(table: object, key: str, signature: Signature, file: str) -> tuple[tuple[str, Formula], ...]:
    place = f"{file}: " if file else ""
    if not isinstance(table, dict):
        message = f'{place}[{key}] is a table of named formulas, such as "name" = "TPM_A >= alpha"'
        raise StatementError(message)
    found = []
    for name, text in {**_used(table, key, place), **table}.items():
        if name == "use":
            continue
        where = f"{place}[{key}] {name!r}"
        if not isinstance(text, str):
            message = f"{where}: a formula is a text in quotes, and this is {text!r}"
            raise StatementError(message)
        found.append((name, parse_formula(text, signature, place=where)))
    return tuple(found)


def _used(table: dict[str, Any], key: str, place: str) -> dict[str, str]:
    """Return the catalogue's hypotheses that `use = [...]` names, as named formulas."""
    texts = {}
    for name in _names(table, "use", place) if "use" in table and key == "assume" else ():
        if name not in HYPOTHESES:
            close = closest(name, HYPOTHESES)
            hint = f"did you mean {close!r}?" if close else "`prefshift catalogue` lists them"
            message = f"{place}`use` names {name!r}, which is no hypothesis of the catalogue; {hint}"
            raise StatementError(message)
        if name in table:
            message = f"{place}[assume] has {name!r} both in `use` and as a formula; rename one of them"
            raise StatementError(message)
        texts[name] = HYPOTHESES[name].text
    return texts


def _names(data: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        message = f'{place}`{key}` is a list of names, such as {key} = ["name"], and this is {value!r}'
        raise StatementError(message)
    return tuple(value)


def _text(data: Mapping[str, Any], key: str, place: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        message = f"{place}`{key}` is a text in quotes, and this is {value!r}"
        raise StatementError(message)
    return value
