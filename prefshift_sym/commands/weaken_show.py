"""What `prefshift weaken` prints: the sets of assumptions at one support size, and repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.commands.show import coloured, sizes, witness_table
from prefshift_sym.verdict import Bounded, Refuted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prefshift_sym.verdict import Proved
    from prefshift_sym.weaken import Analysis, Insufficient, Repairs, Space


def as_json(file: str, found: Analysis) -> dict[str, Any]:
    """Return the answer at one support size as plain data; every number is an exact rational in a string."""
    space = found.space
    return {
        "schema": 1,
        "file": file,
        "support": found.n,
        "assumptions": {name: found.role(name) for name in space.names},
        "minimal_sufficient": [
            {"assumptions": space.chosen(each.subset), "verdict": each.verdict.name, "minimal": each.minimal}
            for each in found.sufficient
        ],
        "maximal_insufficient": [_broken(space, each) for each in found.insufficient],
        "undecided": [{"assumptions": space.chosen(each.subset), "reason": each.reason} for each in found.undecided],
        "questions": found.questions,
    }


def _broken(space: Space, each: Insufficient) -> dict[str, Any]:
    verdict = each.verdict
    evidence = {"witness": verdict.world.as_mapping()} if isinstance(verdict, Refuted) else {"reason": verdict.reason}
    missing = space.chosen(space.whole & ~each.subset)
    return {"assumptions": space.chosen(each.subset), "missing": missing, "verdict": verdict.name, **evidence}


def as_text(found: Analysis) -> Iterator[str]:
    """Yield the answer at one support size for people."""
    space = found.space
    yield f"n = {found.n}: {len(space.names)} assumptions, {found.questions} questions"
    for name in space.names:
        yield f"  {name}: {found.role(name)}"
    yield "  smallest sets that give the claim:" if found.sufficient else "  no set gives the claim"
    for each in found.sufficient:
        open_below = "" if each.minimal else "; whether fewer do is open"
        yield f"    {', '.join(space.chosen(each.subset)) or 'none at all'} [{coloured(each.verdict.name)}{open_below}]"
    yield "  largest sets that do not:"
    for broken in found.insufficient:
        missing = ", ".join(space.chosen(space.whole & ~broken.subset))
        yield f"    all without {missing} [{coloured(broken.verdict.name)}]" if missing else "    all of them"
        if isinstance(broken.verdict, Refuted):
            yield from witness_table(broken.verdict.world, "      ")
        else:
            yield f"      {broken.verdict.reason}"
    for each_open in found.undecided:
        yield f"  undecided: {', '.join(space.chosen(each_open.subset)) or 'none at all'}: {each_open.reason}"


def repairs_as_json(file: str, found: Repairs) -> dict[str, Any]:
    """Return the repairs as plain data, each with the statement that it makes."""
    return {
        "schema": 1,
        "file": file,
        "refuted_at": found.refuted_at,
        "repairs": [
            {
                "change": each.change.says,
                "added": each.added,
                "spared": each.spared,
                "verdict": each.verdict.name,
                "supports": each.verdict.supports,
                "statement": each.change.statement.as_mapping(),
            }
            for each in found.found
        ],
        "undecided": [{"change": change.says, "reason": reason} for change, reason in found.undecided],
    }


def repairs_as_text(found: Repairs) -> Iterator[str]:
    """Yield the repairs for people."""
    yield f"the claim is refuted at n = {found.refuted_at}; changes after which it follows:"
    for each in found.found:
        yield f"  {each.change.says} [{_evidence(each.verdict)}]"
    if not found.found:
        yield "  none was found"
    for change, reason in found.undecided:
        yield f"  undecided: {change.says}: {reason}"


def _evidence(verdict: Proved | Bounded) -> str:
    return f"{coloured(verdict.name)} {'at' if isinstance(verdict, Bounded) else 'for'} {sizes(verdict.supports)}"
