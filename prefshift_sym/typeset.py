"""Compile an article with the LaTeX of this machine, in a folder of its own and within a time limit.

LaTeX may read and write only there, and may start no program. Errors and overlong lines are read from the
log.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from prefshift_sym.errors import PrefshiftError

INSTALL = "apt-get install latexmk texlive-latex-recommended texlive-latex-extra"
SECONDS = 120.0
OVERFULL = re.compile(r"^Overfull \\[hv]box .*$", re.MULTILINE)
SHRUNK = "prefshift: shrunk to fit"
MISSING_FILE = re.compile(r"^! LaTeX Error: File `([^']+)' not found", re.MULTILINE)


class TypesetError(PrefshiftError):
    """LaTeX is missing, does not finish, or does not accept the document; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A compiled document; `overfull` has what ran over a margin, `shrunk` counts what had to shrink."""

    pdf: bytes
    overfull: tuple[str, ...]
    shrunk: int
    log: str


def is_installed() -> bool:
    """Return whether this machine has LaTeX and latexmk."""
    return shutil.which("latexmk") is not None and shutil.which("pdflatex") is not None


def typeset(tex: str, *, seconds: float = SECONDS) -> Typeset:
    """Compile a document. Raises `TypesetError` with the way out where that cannot be done."""
    if not is_installed():
        message = f"LaTeX is not installed here, so there is no PDF; the .tex is complete. On Debian: {INSTALL}"
        raise TypesetError(message)
    with tempfile.TemporaryDirectory(prefix="prefshift-") as name:
        folder = Path(name)
        (folder / "article.tex").write_text(tex, encoding="utf-8")
        code = _run(folder, seconds)
        file = folder / "article.log"
        log = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        pdf = folder / "article.pdf"
        if code != 0 or not pdf.exists():
            raise TypesetError(_complaint(log))
        return Typeset(pdf.read_bytes(), tuple(OVERFULL.findall(log)), log.count(SHRUNK), log)


def _run(folder: Path, seconds: float) -> int:
    command = ["latexmk", "-norc", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "article.tex"]
    # A fixed date makes the PDF the same each time; long log lines keep each complaint on a line of its own.
    settings = {
        "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1", "max_print_line": "10000",
        "openin_any": "p", "openout_any": "p", "shell_escape": "f",
    }  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - a fixed command, on a file of our own
        command,
        cwd=folder,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        message = f"LaTeX did not finish within {seconds:g} seconds; try latexmk -pdf on the .tex file"
        raise TypesetError(message) from None
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End latexmk and the LaTeX that it started: they are a process group of their own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _complaint(log: str) -> str:
    missing = MISSING_FILE.search(log)
    if missing:
        return f"LaTeX has no {missing[1]}; on Debian: {INSTALL}"
    found = re.search(r"^! .*(?:\n.*){0,3}", log, re.MULTILINE)
    told = " ".join(found[0].split()) if found else "it left no message"
    return f"LaTeX stopped: {told}. This is a fault of prefshift; please report it with the .tex file"
