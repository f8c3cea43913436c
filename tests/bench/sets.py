"""Minimal sufficient sets of assumptions, beside brute force with Z3 over all subsets.

    python tests/bench/sets.py [--short] [--sample SECONDS]

For the claim TPM_A >= alpha. First a lattice where brute force ends (twelve assumptions at n = 2; six in the short form):
whether both find the same sets, the questions that each asks, and the ratio of their times, measured in one run. Brute
force is one fresh Z3 question a subset, on this engine's encoding, which is kinder to it than Z3's own exp (see `run.py`).
Then all fifteen at larger supports, where brute force does not end: its time is extrapolated from random subsets. Workers
are warm when the clock starts. Read ratios, not seconds: machines differ. Ends with 1 where sets are not those known.
"""

import argparse
import os
import random
import sys
import time

from prefshift_sym.asking import Asker
from prefshift_sym.engine import bounded
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.weaken import Space, space, weaken

PAIRS = ["comonotone", "antitone", "positive tilt covariance", "negative tilt covariance"]
SIX = [*PAIRS, "mean gap", "likelihood ratio order"]
TWELVE = [
    *SIX,
    "positive correlation",
    "negative correlation",
    "positive Kendall correlation",
    "negative Kendall correlation",
    "first-order stochastic dominance",
    "separation",
]
FIFTEEN = [*TWELVE, "positive Spearman correlation", "negative Spearman correlation", "increasing convex order"]
# At n >= 3, and for every n at once: the orders by themselves, and one of each side of what correlates with the tilt.
SUFFICIENT = {
    *(frozenset({name}) for name in ("likelihood ratio order", "first-order stochastic dominance", "separation")),
    frozenset({"increasing convex order"}),
    *(frozenset({one, other}) for one in PAIRS[::2] for other in PAIRS[1::2]),
}
INSUFFICIENT = 2  # largest sets that do not give the claim, at every n >= 3
PATIENCE = 5.0  # seconds that brute force gives each subset


def lattice(names: list[str]) -> Space:
    return space(statement_from({"assume": {"use": names}, "claim": {"c": "TPM_A >= alpha"}}), keep_setting=True)


def ours(weighed: Space, n: int):
    """Return the analysis, the questions really put, and the seconds they took, with warm workers."""
    with Asker(timeout=10.0) as asker:
        warm = [
            statement_from({"claim": {"c": f"alpha < {k}"}, "n": 2}) for k in range(1, 2 * (os.cpu_count() or 1) + 1)
        ]
        asker.begin(warm)
        for each in warm:
            asker.answer(each)
        before, start = asker.asked, time.monotonic()
        (found,) = weaken(weighed, asker, sizes=(n,))
        return found, asker.asked - before, time.monotonic() - start


def brute_force(weighed: Space, n: int, subsets, limit: float = float("inf")) -> tuple[dict[int, bool | None], float]:
    """Ask Z3 about one subset after the other: does it give the claim (None: no answer)?"""
    answers, start = {}, time.monotonic()
    for subset in subsets:
        open_cases = bounded.holds(weighed.statement(subset, (n,)), n, time.monotonic() + PATIENCE)
        answers[subset] = True if not open_cases else False if open_cases[0].answer.answer == "sat" else None
        if time.monotonic() - start > limit:
            break
    return answers, time.monotonic() - start


def beside(names: list[str], n: int) -> bool:
    """Print both for a lattice in which brute force ends; return whether they agree."""
    weighed = lattice(names)
    found, questions, seconds = ours(weighed, n)
    answers, brute = brute_force(weighed, n, range(weighed.whole + 1))
    enough = {each for each, answer in answers.items() if answer}
    minimal = {each for each in enough if not any(other != each and other & ~each == 0 for other in enough)}
    same = found.complete and minimal == {each.subset for each in found.sufficient}
    row(len(names), n, found, questions, seconds)
    print(
        f"    brute force: {'the same' if same else 'OTHER'} minimal sets, {len(answers)} questions "
        f"({len(answers) / questions:.0f}x), {brute / seconds:.1f}x the time",
        flush=True,
    )
    return same


def alone(names: list[str], n: int, sample: float) -> bool:
    """Print ours, and how long brute force would take; return whether the sets are those known."""
    weighed = lattice(names)
    found, questions, seconds = ours(weighed, n)
    known = {each for each in SUFFICIENT if each <= set(names)}
    sets = {frozenset(weighed.chosen(each.subset)) for each in found.sufficient}
    right = found.complete and sets == known and len(found.insufficient) == INSUFFICIENT
    row(len(names), n, found, questions, seconds)
    print(f"    the sets are {'those known' if right else 'WRONG'}")
    if sample:
        draw = random.Random(1)
        answers, brute = brute_force(weighed, n, (draw.getrandbits(len(names)) for _ in iter(int, 1)), sample)
        gave_up = sum(answer is None for answer in answers.values())
        whole = brute / len(answers) * (weighed.whole + 1)
        print(
            f"    brute force: {len(answers)} random subsets looked at, {gave_up} of them without an answer; "
            f"all would take {whole / seconds:,.0f}x the time"
        )
    return right


def row(count: int, n: int, found, questions: int, seconds: float) -> None:
    sets = len(found.sufficient) + len(found.insufficient)
    print(
        f"{count} assumptions, n = {n}: {len(found.sufficient)} minimal sufficient and {len(found.insufficient)} maximal "
        f"insufficient sets, {questions} questions ({questions / sets:.1f} a set found), {seconds:.1f} s",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--short", action="store_true", help="six assumptions beside brute force, and the fifteen at n = 3"
    )
    parser.add_argument("--sample", type=float, default=20.0, help="seconds of brute force to extrapolate from (20)")
    arguments = parser.parse_args()
    right = beside(SIX if arguments.short else TWELVE, 2)
    for n in (3,) if arguments.short else (3, 4, 50):
        right &= alone(FIFTEEN, n, arguments.sample if n <= 4 and not arguments.short else 0)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
