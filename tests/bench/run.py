"""The same questions, side by side: this engine, Z3's own exp, cvc5's exp (where installed), and random search.

    python tests/bench/run.py [--short] [--limit SECONDS]

For each question and support size: each peer's answer, whether it is right, and its time as a ratio to this engine's,
measured in the same run. Peers are asked in processes that are killed at the limit. A peer's `sat` counts as "refuted"
only in the sense that it says so: none of them shows an exact witness. Read ratios, not seconds: machines differ.
"""

import argparse
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import time

import certificates  # beside this file

from prefshift_sym.engine import cases
from prefshift_sym.engine.decide import decide
from prefshift_sym.readings import smt
from prefshift_sym.readings.floats import Environment, Undefined, compiled
from prefshift_sym.theory.facts import in_force
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.values import replace

PEARSON = ["positive correlation", "negative correlation"]
# name, hypotheses by name, and the first support size at which "TPM_A >= alpha" fails (None: it never does)
QUESTIONS = [
    ("Pearson, both", PEARSON, 3),
    ("mean gap", ["weak mean gap"], 3),
    ("Pearson, A only", PEARSON[:1], 2),
    ("comonotone and Pearson", ["comonotone", "negative correlation"], 3),
    ("tilt covariances", ["positive tilt covariance", "negative tilt covariance"], None),
    ("comonotone, antitone", ["comonotone", "antitone"], None),
    ("likelihood ratio order", ["likelihood ratio order"], None),
    ("first-order dominance", ["first-order stochastic dominance"], None),
    ("increasing convex order", ["increasing convex order"], None),
    ("separation", ["separation"], None),
]
ASK = """
import json, sys, time
script, limit = json.loads(sys.stdin.read())
start = time.monotonic()
if sys.argv[1] == "z3":
    import z3
    solver = z3.Solver(); solver.from_string(script); answer = str(solver.check())
else:
    import cvc5
    solver = cvc5.Solver(); parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, "(set-logic QF_NRAT)" + script + "(check-sat)", "q")
    answer = "unknown"
    while not (command := parser.nextCommand()).isNull():
        said = command.invoke(solver, parser.getSymbolManager()).strip()
        answer = said if said in ("sat", "unsat", "unknown") else answer
print(json.dumps([answer, time.monotonic() - start]))
"""


def question(names: list[str], n: int):
    return statement_from({"assume": {"use": names}, "claim": {"c": "TPM_A >= alpha"}, "n": n})


def ours(statement, limit: float) -> tuple[str, float]:
    decide(statement, timeout=limit)  # once to warm up: peers are timed without their start too
    start = time.monotonic()
    verdict = decide(statement, timeout=limit)
    said = {"proved": "unsat", "bounded": "unsat", "refuted": "sat"}.get(verdict.name, "unknown")
    return said, time.monotonic() - start


def native(peer: str, statement, n: int, limit: float) -> tuple[str, float]:
    """Ask a peer with its own exp: one question per order pattern, as for ours, without our facts about exp."""
    total, answers = 0.0, []
    for case in cases.cases(statement, n):
        lines = [line for line in smt.script(case.assertions).splitlines()]
        count = case.pattern.count
        declared = {line.split()[1] for line in lines if line.startswith("(declare")}
        lines[:0] = [f"(declare-const {v}{i} Real)" for v in "xw" for i in range(count) if f"{v}{i}" not in declared]
        lines += [f"(assert (= w{i} (exp x{i})))" for i in range(count)]
        left = limit - total
        if left <= 0:
            return "unknown", limit
        try:
            done = subprocess.run(
                [sys.executable, "-c", ASK, peer], input=json.dumps(["\n".join(lines), left]),
                capture_output=True, text=True, timeout=left + 1, check=False,
            )  # fmt: skip
            answer, seconds = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, json.JSONDecodeError):
            return "unknown", limit
        total += seconds
        answers.append(answer)
        if answer == "sat":
            return "sat", total
    return ("unsat" if set(answers) <= {"unsat"} else "unknown"), total


def random_search(statement, n: int, limit: float) -> tuple[str, float]:
    """Draw worlds in floating point until one refutes; it can never say `unsat`, and shows no exact witness."""
    draw, start = random.Random(1), time.monotonic()
    facts = [compiled(formula) for _, formula in in_force(statement)]
    claims = [compiled(formula) for _, formula in statement.claim]
    import math

    while time.monotonic() - start < limit:

        def simplex():
            parts = [draw.expovariate(1) for _ in range(n)]
            return [part / sum(parts) for part in parts]

        r = [draw.gauss(0, 2) for _ in range(n)]
        world = Environment(
            n=float(n),
            Y=range(n),
            alpha=draw.random(),
            beta=1.0,
            r=r,
            w=[math.exp(x) for x in r],
            p_A=simplex(),
            p_U=simplex(),
        )
        try:
            if all(fact(world) for fact in facts) and not all(claim(world) for claim in claims):
                return "sat", time.monotonic() - start
        except Undefined:
            continue
    return "unknown", limit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a few questions, small sizes, a short limit")
    parser.add_argument("--limit", type=float, default=20.0)
    arguments = parser.parse_args()
    questions, sizes, limit = (
        (QUESTIONS[:6:2], (2, 3), 3.0) if arguments.short else (QUESTIONS, (2, 3, 4, 5), arguments.limit)
    )
    peers = ["z3"] + (["cvc5"] if importlib.util.find_spec("cvc5") else [])
    if "cvc5" not in peers:
        print("cvc5 is not installed, so it is not asked: pip install cvc5")
    print(
        f"{'question':<26}{'n':>2}  {'truth':<6}{'this engine':<22}"
        + "".join(f"{peer + ' exp':<24}" for peer in peers)
        + "random floats"
    )
    tally: dict[str, list[str]] = {}
    for name, hypotheses, fails_at in questions:
        for n in sizes:
            truth = "sat" if fails_at is not None and n >= fails_at else "unsat"
            statement = question(hypotheses, n)
            said, own = ours(replace(statement), limit)
            answers = [("this engine", said, own)]
            answers += [(peer, *native(peer, statement, n, limit)) for peer in peers]
            answers += [("random floats", *random_search(statement, n, limit))]
            row = f"{name:<26}{n:>2}  {'false' if truth == 'sat' else 'true':<6}"
            for peer, answer, seconds in answers:
                right = "open" if answer == "unknown" else "right" if answer == truth else "WRONG"
                tally.setdefault(peer, []).append(right)
                scale = f"{1000 * seconds:.0f} ms" if peer == "this engine" else f"{seconds / max(own, 1e-4):.1f}x"
                row += f"{right + ' ' + scale:<{22 if peer == 'this engine' else 24}}"
            print(row, flush=True)
    print()
    for peer, outcomes in tally.items():
        print(f"{peer:<14}" + ", ".join(f"{outcomes.count(kind)} {kind}" for kind in ("right", "WRONG", "open")))
    cold()
    certificates.table(short=arguments.short, limit=limit)


COLD = {
    "refuted by a small world": '[assume]\nuse = ["positive correlation", "negative correlation"]\n[claim]\n"c" = "TPM_A >= alpha"\n',
    "proved by a short certificate": '[claim]\n"c" = "TPM_A + TPM_U == 1"\n',
}


def cold() -> None:
    """The whole process, from a cold start, beside a bare Python: CPU time, children included, alternating, and memory.

    Byte code is there, as it is from the second run on of any installation.
    """
    import os
    import tempfile
    from pathlib import Path

    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]

    def run(arguments: list[str]) -> tuple[float, int]:
        child = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment, file_actions=quiet)
        used = os.wait4(child, 0)[2]
        return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024

    print()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "q.toml"
        for name, text in COLD.items():
            file.write_text(text)
            ask = ["-m", "prefshift_sym", "decide", str(file)]
            run(ask)  # writes the byte code
            pairs = [(run(["-c", "pass"])[0], *run(ask)) for _ in range(15)]
            bare, full = (statistics.median(each[k] for each in pairs) for k in (0, 1))
            memory = max(each[2] for each in pairs)
            print(f"cold, {name}: {full / bare:.1f} times the CPU time of `python -c pass`, {memory} MB")


if __name__ == "__main__":
    main()
