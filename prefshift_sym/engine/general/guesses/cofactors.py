"""What a goal multiplies a distribution by, in its sums over one output: such a function of an output may rise with its reward."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prefshift_sym.engine.general.programs.columns import without
from prefshift_sym.engine.general.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.recheck_certificate import Poly, Room

HERE = "#0"
MOST = 4
PLAIN = {"w", "r"}  # what rises with the reward as it is, so that nobody need guess it


def cofactors(room: Room, goal: Poly, body: str) -> Iterator[str]:
    """Yield what stands beside the distributions that a term in `{0}` speaks of, as functions of the output `{0}`."""
    own = {value: name for name, value in room.names.items()}
    spoken = {*re.findall(r"\b([A-Za-z_]\w*)\[", body)} & (room.vectors | room.declared)
    found: dict[str, None] = {}
    for atom in sorted({atom for mono in goal for atom, _ in mono if atom[0] == "S" and atom[1] == (HERE,)}):
        for entry, _ in atom[2]:
            if entry[0] != "e" or entry[1] not in spoken or entry[2] != HERE:
                continue
            rest = without(atom[2], entry)
            plain = len(rest) == 1 and rest[0][1] == 1 and rest[0][0][0] == "e" and rest[0][0][1] in PLAIN
            if rest and not plain:  # a power of the reward has to be asked: it may fall
                found[text({rest: 1}, own | {HERE: "{0}"})] = None
    for shown in [*found][:MOST]:
        yield from (shown, f"-({shown})")  # one of them may rise; it is asked which


def rises(shown: str) -> str:
    """Return what is not negative at two outputs `i_` and `j_` if a function of one rises with the reward."""
    return f"(({shown.format('i_')}) - ({shown.format('j_')}))*(1 if r[i_] >= r[j_] else 0)"
