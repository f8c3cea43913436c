"""Write a polynomial in normal form as text of the language, as certificates carry it."""

from __future__ import annotations

from ast import Call, GeneratorExp, Subscript, walk
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from prefshift_sym.recheck_certificate import Poly


def text(p: Poly, names: Mapping[str, str], *, guard: bool = False) -> str:
    """Return the text; `names` gives the index names of the free indices.

    `guard` asks that p*log(p) be written so that it means 0 where p, which may vanish, does.
    """
    terms = []
    for mono, c in sorted(p.items()):
        parts = [
            f"{_atom(atom, names, guard=guard)}**{k}" if k > 1 else _atom(atom, names, guard=guard) for atom, k in mono
        ]
        value = str(abs(c)) if c.denominator == 1 else f"({abs(c)})"
        shown = "*".join(([value] if abs(c) != 1 or not parts else []) + parts)
        logs = [atom for atom, _ in mono if (("f", "log", ((((atom, 1),), 1),)), 1) in mono] if guard else []
        shown = f"({shown} if {_atom(logs[0], names, guard=guard)} > 0 else 0)" if logs else shown
        terms.append((" - " if c < 0 else " + ") + shown)
    whole = "".join(terms)
    return "0" if not terms else (whole[3:] if whole.startswith(" +") else "-" + whole[3:])


def _index(name: str, names: Mapping[str, str]) -> str:
    return names.get(name, f"y_{name[1:]}" if name[0] == "#" else name)


def _atom(atom: Any, names: Mapping[str, str], *, guard: bool) -> str:
    match atom:
        case ("v", name):
            return str(name)
        case ("e", "", index):
            return _index(index, names)
        case ("e", family, index):
            return f"{family}[{_index(index, names)}]"
        case ("S", bound, mono):
            loops = " ".join(f"for {_index(name, names)} in Y" for name in bound)
            return f"sum({text({mono: 1}, names, guard=guard)} {loops})"
        case ("M", (bound,), key):
            return f"max({text(dict(key), names, guard=guard)} for {_index(bound, names)} in Y)"
        case ("inv", key):
            return f"(1/({text(dict(key), names, guard=guard)}))"
        case ("ind", key, sign):
            return f"(1 if {text(dict(key), names, guard=guard)} {'>' if sign > 0 else '<'} 0 else 0)"
        case ("max", *keys):
            return f"max({', '.join(text(dict(key), names, guard=guard) for key in keys)})"
        case ("f", name, key):
            return f"{name}({text(dict(key), names, guard=guard)})"
        case _:
            raise AssertionError(atom)


def closed(level: ast.expr) -> bool:
    """Return whether a term is made of numbers and scalars."""
    return not any(isinstance(part, Subscript | GeneratorExp | Call) for part in walk(level))
