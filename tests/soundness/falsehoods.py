"""Random statements that are false, each with the exact world that refutes it.

One half is drawn from the grammar, without exp and log; the other half are true statements with a token or two changed,
which lie as close to what can be proved as false statements come.
"""

from __future__ import annotations

import random
import re
from typing import Any

from prefshift_sym.errors import LanguageError, StatementError
from prefshift_sym.recheck import BadDocument
from prefshift_sym.theory.statement import statement_from
from tests.general.corpus import TRUE, build
from tests.soundness.grammar import DROPPABLE, Grammar
from tests.soundness.worlds import World, refuting, sizes_of

SIZES, WORLDS = (2, 3, 4), 24
CHANGES = (
    (">=", "<="), (">=", ">"), (">=", "=="), ("<=", ">="), ("<=", "<"), ("<=", "=="), (" > ", " < "), (" > ", " >= "),
    (" < ", " > "), (" == ", " >= "), (" == ", " < "), ("p_A", "p_U"), ("p_U", "p_A"), ("p_A", "p_theta"), ("p_theta", "p_ref"),
    ("p_ref", "p_theta"), ("w", "r"), ("r", "w"), ("TPM_A", "TPM_U"), ("alpha", "1/2"), ("alpha", "(1 - alpha)"), ("n", "2"),
    ("r[i]", "r[j]"), ("p_A[j]", "p_A[i]"), (" + ", " - "), (" - ", " + "), ("else 0", "else 1"), (" and ", " or "),
    ("implies(", "iff("), ("max(", "min("), ("all(", "any("), ("0", "1"), ("1", "0"), ("1", "2"),
)  # fmt: skip


def changed(rng: random.Random, text: str) -> str:
    """Return the text with one token changed, at one place."""
    places = [
        (found.span(), new)
        for old, new in CHANGES
        for found in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)" if old[0].isalnum() else re.escape(old), text)
    ]
    if not places:
        return text
    (start, end), new = rng.choice(places)
    return text[:start] + new + text[end:]


def perturbed(rng: random.Random, title: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return a statement with one or two tokens changed, an assumption left out, or one of the setting's dropped."""
    assume, claim = dict(data["assume"]), dict(data["claim"])
    for _ in range(rng.choice((1, 1, 2))):
        table = rng.choice([table for table in (assume, claim, claim) if table])
        name = rng.choice(list(table))
        table[name] = changed(rng, table[name])
    if assume and rng.random() < 0.15:
        del assume[rng.choice(list(assume))]
    without = sorted({*data["without"], *([rng.choice(DROPPABLE)] if rng.random() < 0.15 else [])})
    return {**data, "title": title, "assume": assume, "claim": claim, "without": without}


def false_statement(number: int) -> tuple[dict[str, Any], World]:
    """Return the false statement of that number, as plain data, and a world that refutes it."""
    rng = random.Random(f"false statement {number}")
    title = f"false statement {number}"
    while True:
        if number % 2:
            data = Grammar(rng, smooth=True).statement(title)
        else:
            name = rng.choice([each for each in TRUE if "KL" not in each and "KL" not in TRUE[each][1]])
            data = perturbed(rng, title, build(title, TRUE[name]).as_mapping())
        try:
            statement_from(data)
            at = refuting(rng, data, sizes_of(data, SIZES), WORLDS)
        except (LanguageError, StatementError, BadDocument):
            continue
        if at is not None:
            return data, at
