"""Ask Z3 in a process of its own, which is killed when its time is up: the solver's own limits are advisory."""

from __future__ import annotations

import atexit
import json
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GRACE = 0.15  # seconds that an answer may be late before the process is killed


@dataclass(frozen=True, slots=True)
class Answer:
    """`sat` with a model, `unsat`, or `unknown` with a reason; `pin` is the position of the pins that were met."""

    answer: Literal["sat", "unsat", "unknown"]
    model: Mapping[str, Fraction] = field(default_factory=dict)
    pin: int = 0
    reason: str = ""


class Solver:
    """A lazily started worker, replaced whenever one had to be killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def ask(self, script: str, *, pins: Sequence[Sequence[str]] = (), seconds: float) -> Answer:
        """Return the answer within `seconds` and a little grace."""
        if seconds <= 0:
            return Answer("unknown", reason="time out")
        with self._lock:
            reply = self._exchange({"script": script, "pins": pins, "milliseconds": int(1000 * seconds)}, seconds)
        if reply is None:
            return Answer("unknown", reason="time out")
        model = {name: Fraction(value) for name, value in reply.get("model", {}).items()}
        return Answer(reply["answer"], model, reply.get("pin", 0), reply.get("reason", ""))

    def version(self) -> str:
        """Return the solver's name and version, such as "z3 5.4.1"."""
        with self._lock:
            reply = self._exchange({"script": "version", "pins": [], "milliseconds": 10_000}, 10)
        return str(reply["answer"]) if reply else "z3"

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()
            self._process = None

    def _exchange(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        end = time.monotonic() + seconds + GRACE
        try:
            writer, reader = self._streams()
            writer.write(json.dumps(question) + "\n")
            writer.flush()
            while (left := end - time.monotonic()) > 0:
                if select.select([reader], [], [], left)[0]:
                    line = reader.readline()
                    if not line:
                        break
                    return dict(json.loads(line))
        except BrokenPipeError:
            pass
        except BaseException:
            self.close()
            raise
        self.close()
        return None

    def _streams(self) -> tuple[IO[str], IO[str]]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "prefshift_sym.engine.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,  # Ctrl-C is for us; the worker ends when its standard input closes
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


@cache
def shared() -> Solver:
    """Return this process's one solver."""
    return Solver()


@cache
def solver_name() -> str:
    """Return the name and version of the solver whose word a `bounded` verdict rests on, without starting it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return "z3 " + ".".join(version("z3-solver").split(".")[:3])
    except PackageNotFoundError:
        return "z3"
