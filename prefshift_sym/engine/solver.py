"""Ask Z3 in a process of its own, which is killed when its time is up: the solver's own limits are advisory."""

from __future__ import annotations

import atexit
import json
import os
import re
import sys
import threading
import time
from contextlib import suppress
from fractions import Fraction
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Literal

from prefshift_sym.engine.limit import whole
from prefshift_sym.values import NOTHING, value

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence

GRACE = 0.15  # seconds that an answer may be late before the process is killed


@value
class Answer:
    """`sat` with a model, `unsat`, or `unknown` with a reason; `pin` is the position of the pins that were met."""

    answer: Literal["sat", "unsat", "unknown"]
    model: Mapping[str, Fraction] = NOTHING
    pin: int = 0
    reason: str = ""


class Solver:
    """A lazily started worker, replaced whenever one had to be killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def ask(self, script: str, *, pins: Sequence[Sequence[str]] = (), seconds: float, steps: int = 0) -> Answer:
        """Return the answer within `seconds` and a little grace, and within so many steps of the solver's, if not 0."""
        if seconds <= 0:
            return Answer("unknown", reason="time out")
        with self._lock:
            question = {"script": script, "pins": pins, "milliseconds": int(1000 * seconds), "steps": steps}
            reply = self._exchange(question, seconds)
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
        with whole():
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                for stream in (self._process.stdin, self._process.stdout):
                    with suppress(BrokenPipeError):  # a question that a limit cut short may still wait to be written
                        if stream:
                            stream.close()
                self._process = None

    def _exchange(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        import select

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
        import subprocess  # most questions never come to a solver, and need not wait for this to load

        if self._process is None or self._process.poll() is not None:
            with whole():
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
    version = _version_beside_it() or _version_by_metadata()
    return "z3 " + ".".join(version.split(".")[:3]) if version else "z3"


def _version_beside_it() -> str:
    """Return Z3's version from the name of the folder that its installation leaves beside it; "" where that is not plain."""
    from importlib.util import find_spec

    spec = find_spec("z3")  # which does not load it
    if spec is None or spec.origin is None:
        return ""
    names = os.listdir(os.path.dirname(os.path.dirname(spec.origin)))  # noqa: PTH120, PTH208 - `pathlib` is slow to load as well
    found = [re.fullmatch(r"z3_solver-([\d.]+)\.dist-info", name) for name in names]
    versions = [each[1] for each in found if each]
    return versions[0] if len(versions) == 1 else ""


def _version_by_metadata() -> str:
    """Return Z3's version wherever and however it is installed; this takes as long to load as a small decision."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("z3-solver")
    except PackageNotFoundError:
        return ""
