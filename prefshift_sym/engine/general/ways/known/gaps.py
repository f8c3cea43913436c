"""How far apart two rewards are, where an assumption says so in logarithms: then it says how many times one tilt the other is.

`r[1] - r[0] == beta*log(2)` says that `w[1] == 2*w[0]`, as exp increases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefshift_sym.engine.general.guesses.exponents import larger
from prefshift_sym.recheck_certificate import ratio

if TYPE_CHECKING:
    from prefshift_sym.engine.general.scratch import Scratch
    from prefshift_sym.engine.general.search import Prover


def tilts(prover: Prover, room: Scratch) -> list[Any]:
    """Let the room take how tilts at outputs compare, where facts say how their rewards do; return the steps."""
    steps: list[Any] = []
    for relation, p, _ in list(room.facts) if room.finite and any("log(" in each for each in prover.texts) else ():
        rewards = [mono for mono in p if len(mono) == 1 and mono[0][1] == 1 and mono[0][0][:2] == ("e", "r")]
        others = [atom for mono in p if mono not in rewards for atom, _ in mono]
        plain = all(atom == ("v", "beta") or atom[:2] == ("f", "log") for atom in others)
        if relation == "!=" or not 1 <= len(rewards) <= 2 or not plain or others.count(("v", "beta")) < 1:
            continue
        first, c = rewards[0], p[rewards[0]]
        level = prover.show(room, {mono: ratio(-d, c) for mono, d in p.items() if mono != first})
        here, there = f"{prover.show(room, {first: 1})}/beta", f"({level})/beta"
        pairs = [(here, there), (there, here)] if relation == "==" else [(here, there) if c > 0 else (there, here)]
        found = [larger(prover, room, relation if relation == ">" else ">=", a, b) for a, b in pairs]
        steps += [step for step in found if step is not None]
    return steps
