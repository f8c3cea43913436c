"""Certificates for every support size, beside Z3 on the same claim at one size after another.

    python tests/bench/certificates.py [--short] [--limit SECONDS]

For each true claim: what the search for a certificate takes, what its re-check takes as a share of that, and what Z3 takes at
n = 3, 4, ... as multiples of the search, in a process that is killed at the limit, with the sound facts about exp that
this engine gives it. "open" is where Z3 gives up. Read ratios, not seconds: machines differ.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time

from prefshift_sym.engine import cases, general
from prefshift_sym.readings import smt
from prefshift_sym.recheck_certificate import check
from prefshift_sym.theory.statement import statement_from

CLAIMS = [
    ("tilt covariances", ["positive tilt covariance", "negative tilt covariance"]),
    ("comonotone, antitone", ["comonotone", "antitone"]),
    ("comonotone, tilt covariance", ["comonotone", "negative tilt covariance"]),
    ("tilt covariance, antitone", ["positive tilt covariance", "antitone"]),
    ("likelihood ratio order", ["likelihood ratio order"]),
    ("separation", ["separation"]),
    ("first-order dominance", ["first-order stochastic dominance"]),
    ("increasing convex order", ["increasing convex order"]),
]
ASK = """
import json, sys, time
scripts, limit = json.loads(sys.stdin.read())
import z3
start, answers = time.monotonic(), set()
for script in scripts:
    solver = z3.Solver(); solver.from_string(script); answers.add(str(solver.check()))
print(json.dumps(["unsat" if answers <= {"unsat"} else "unknown", time.monotonic() - start]))
"""


def statement(names: list[str], n: int | str):
    return statement_from({"assume": {"use": names}, "claim": {"c": "TPM_A >= alpha"}, "n": n})


def warm(call, times: int):
    """The answer, and the median of some calls' seconds after one to warm up."""
    answer, seconds = call(), []
    for _ in range(times):
        start = time.monotonic()
        call()
        seconds.append(time.monotonic() - start)
    return answer, statistics.median(seconds)


def solver(names: list[str], n: int, limit: float) -> tuple[str, float]:
    """Ask Z3 at one size, for every order of the rewards."""
    scripts = [smt.script(case.assertions) for case in cases.cases(statement(names, n), n)]
    try:
        done = subprocess.run(
            [sys.executable, "-c", ASK], input=json.dumps([scripts, limit]),
            capture_output=True, text=True, timeout=limit + 1, check=False,
        )  # fmt: skip
        answer, seconds = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return "open", limit
    return ("open" if answer == "unknown" else answer), seconds


def table(*, short: bool, limit: float) -> None:
    claims, sizes = (CLAIMS[:7:3], (3, 4)) if short else (CLAIMS, (3, 4, 5, 6, 8))
    print(f"\n{'every n':<30}{'certificate':<14}{'re-check':<11}" + "".join(f"z3, n = {n:<6}" for n in sizes))
    for name, names in claims:
        found, own = warm(lambda names=names: general.prove(statement(names, "all")), 3 if short else 9)
        if isinstance(found, str):
            print(f"{name:<30}{found}")
            continue
        report, again = warm(lambda found=found: check(found.certificate), 3 if short else 9)
        row = f"{name:<30}{1000 * own:<4.0f}ms {'' if report.accepted else 'WRONG':<7}{again / own:<4.2f}x      "
        gave_up = False
        for n in sizes:  # beyond the size where it gives up it is not asked
            answer, seconds = ("open", limit) if gave_up else solver(names, n, limit)
            gave_up = answer == "open"
            row += f"{answer if gave_up else f'{seconds / own:.1f}x':<14}"
        print(row, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a few claims, small sizes")
    parser.add_argument("--limit", type=float, default=20.0)
    arguments = parser.parse_args()
    table(short=arguments.short, limit=arguments.limit)


if __name__ == "__main__":
    main()
