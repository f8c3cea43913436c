"""The certificates that mutants are made of: true statements of `tests/statements` that are proved in a moment."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from prefshift_sym.engine.general import prove
from prefshift_sym.theory.statement import read_statement
from prefshift_sym.verdict import Proved

STATEMENTS = Path(__file__).parents[1] / "statements"
EFFORT = (
    6_000  # units that no load changes, so that the mutants are the same at every run; each takes a quarter or less
)
NAMES = """
A51 A52 A53 A55 A57 A58 A65 A67 A68 A69 A71 A73 A74 A82 B52 B59 B60 B63 B64 B65 B83 B90 B96 C51 C63 C64 C66 C67 C70 C84 C85
D58 D59 D69 D72 D74 D77 D83 D84 D88 D92 E60 E72 F57 F61 F64 F68 G58 G59 G62 H51 H52 J51 J52 J53 J54 J57 J82 K51 K57 K58 K59
K62 K70 L51 L52 L53 L57 L59 L66 M52 M53 M59 M61 M63 M64 M66 M67 M68 M74 M75 M77 M79 M80 M83 M85
"""
QUICK = re.findall(r"[A-Z]\d+", NAMES)


@cache
def certificates() -> dict[str, dict[str, Any]]:
    """Return certificates by the name of their statement, as they read after a trip through JSON; found once a session."""
    found = {}
    for name in QUICK:
        (file,) = STATEMENTS.glob(f"{name}_*.toml")
        verdict = prove(read_statement(file), effort=EFFORT)
        if isinstance(verdict, Proved):
            found[name] = json.loads(json.dumps(verdict.certificate))
    return found
