"""Write a polynomial in normal form as text of the language, as certificates carry it."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefshift_sym.recheck_certificate import freeze, indices, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prefshift_sym.recheck_certificate import Poly


def text(p: Poly, names: Mapping[str, str]) -> str:
    """Return the text; `names` gives the index names of the free indices. p*log(p) means 0 where p, which may vanish, does."""
    terms = []
    for mono, c in sorted(p.items()):
        parts = [f"{_atom(atom, names)}**{k}" if k > 1 else _atom(atom, names) for atom, k in mono]
        value = str(abs(c)) if c.denominator == 1 else f"({abs(c)})"
        shown = "*".join(([value] if abs(c) != 1 or not parts else []) + parts)
        for atom, _ in mono:
            if (("f", "log", ((((atom, 1),), 1),)), 1) in mono:
                shown = f"({shown} if {_atom(atom, names)} > 0 else 0)"
        terms.append((" - " if c < 0 else " + ") + shown)
    whole = "".join(terms)
    return "0" if not terms else (whole[3:] if whole.startswith(" +") else "-" + whole[3:])


def condition(indicator: Poly, names: Mapping[str, str]) -> str:
    """Return the text of a condition, given its indicator."""
    match [*indicator.items()]:
        case [(((("ind", key, sign), 1),), 1)]:
            return f"{text(dict(key), names)} {'>' if sign > 0 else '<'} 0"
    return f"{text(indicator, names)} > 0"


def _index(name: str, names: Mapping[str, str]) -> str:
    return names.get(name, f"y_{name[1:]}" if name[0] == "#" else name)


def _atom(atom: Any, names: Mapping[str, str]) -> str:
    match atom:
        case ("v", name):
            return str(name)
        case ("e", "", index):
            return _index(index, names)
        case ("e", family, index):
            return f"{family}[{_index(index, names)}]"
        case ("S", bound, mono):
            loops = " ".join(f"for {_index(name, names)} in Y" for name in bound)
            return f"sum({text({mono: 1}, names)} {loops})"
        case ("M", (bound,), key):
            return f"max({text(dict(key), names)} for {_index(bound, names)} in Y)"
        case ("A", (bound,), key, among):
            body, where = text(dict(key), names), condition(dict(among), names)
            return f"max({body} for {_index(bound, names)} in Y if {where})"
        case ("inv", key):
            return f"(1/({text(dict(key), names)}))"
        case ("ind", key, sign):
            return f"(1 if {text(dict(key), names)} {'>' if sign > 0 else '<'} 0 else 0)"
        case ("max", *keys):
            return f"max({', '.join(text(dict(key), names) for key in keys)})"
        case ("f", name, key):
            return f"{name}({text(dict(key), names)})"
        case _:
            raise AssertionError(atom)


def words(node: ast.expr, env: Mapping[str, Any], names: Mapping[str, Any]) -> str | None:
    """Return the text of a formula in the index names of a room, `env` saying what its own stand for; None where names clash."""
    own = {value: name for name, value in names.items()}
    copy = ast.parse(ast.unparse(ast.fix_missing_locations(node)), mode="eval").body
    spoken = [part for part in ast.walk(copy) if isinstance(part, ast.Name) and part.id in env]
    new = {part.id: own.get(env[part.id]) if isinstance(env[part.id], str) else None for part in spoken}
    bound = {ast.unparse(part.target) for part in ast.walk(copy) if isinstance(part, ast.comprehension)}
    if None in new.values() or bound & {*new, *new.values()}:
        return None
    for part in spoken:
        part.id = str(new[part.id])
    return ast.unparse(copy)


@lru_cache(5000)
def walked(node: ast.expr) -> tuple[ast.AST, ...]:
    """Return every part of a formula, itself among them: the same formulas are looked through again and again."""
    return tuple(ast.walk(node))


def closed(level: ast.expr) -> bool:
    """Return whether a term is made of numbers and scalars."""
    return not any(isinstance(part, ast.Subscript | ast.GeneratorExp | ast.Call) for part in ast.walk(level))


def unclear(what: str, why: str, p: Poly | None) -> str:
    """Return a sentence for what was not found to mean something, or that certificates do not read at all."""
    if p is None:
        return f"{what} has what certificates do not read: {why}"
    free = sorted(name for name in indices(freeze(p)) if name[0] == "@")
    shown = text(p, {name: f"y_{k}" for k, name in enumerate(free)})
    return f"{what} was not shown to be defined: {why.partition(':')[0]}: {shown}"


def constants(sources: Iterable[str]) -> list[str]:
    """Return the numbers of outputs that formulas speak of."""
    numbered = [source for source in sources if re.search(r"\[\s*\d", source)]
    slices = {part.slice for source in numbered for part in ast.walk(parse(source)) if isinstance(part, ast.Subscript)}
    return sorted({str(each.value) for each in slices if isinstance(each, ast.Constant)}, key=int)


def about_the_reference(families: set[str]) -> bool:
    """Tell whether entries of these families may be those of p_ref, as a vector of its own or as a mixture."""
    return "p_ref" in families or {"p_A", "p_U"} <= families
