"""Which assumptions matter: the smallest sets that still give the claim, and the largest that do not.

    with Asker(timeout=10.0) as asker:
        found = weaken(statement, asker, sizes=(2, 3))

Sets of assumptions are sets of bits. A set that gives the claim goes on giving it with more assumptions, and one that does
not goes on failing with fewer; so the smallest of the ones (minimal sufficient sets) and the largest of the others (maximal
insufficient sets) say all. Each is a minimal hitting set of the other's complements (Reiter 1987; MARCO, Liffiton et al.
2016), which tells what to ask next.
"""

from __future__ import annotations

from prefshift_sym.weaken.analysis import weaken
from prefshift_sym.weaken.changes import Change
from prefshift_sym.weaken.found import Analysis, Insufficient, Open, Sufficient
from prefshift_sym.weaken.repairs import Repair, Repairs, repairs
from prefshift_sym.weaken.space import Space, space

__all__ = [
    "Analysis",
    "Change",
    "Insufficient",
    "Open",
    "Repair",
    "Repairs",
    "Space",
    "Sufficient",
    "repairs",
    "space",
    "weaken",
]
