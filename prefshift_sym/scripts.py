"""Run a proof script and collect the theorems that it records, and what its folder expects of them."""

from __future__ import annotations

import runpy
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from prefshift_sym.errors import PrefshiftError, ProofError
from prefshift_sym.proof import mark, recorded_since

if TYPE_CHECKING:
    from prefshift_sym.proof import Recorded


def load(path: Path) -> tuple[Recorded, ...]:
    """Run a script, which only records, and return its own theorems, in order.

    Lemmas are imported from beside the script or below the folder named `proofs`. Raises `ProofError`, a sentence with
    file and line, for whatever keeps the script from being recorded.
    """
    path = path.resolve()
    if not path.is_file():
        message = f"{path}: there is no such script"
        raise ProofError(message)
    start, before, modules = mark(), list(sys.path), set(sys.modules)
    own = [str(folder) for folder in (path.parent, *path.parents) if folder.name == "proofs" or folder == path.parent]
    sys.path[:0] = own
    try:
        runpy.run_path(str(path))
    except PrefshiftError as error:
        message = f"{_place(error, path)}: {error}"
        raise ProofError(message) from None
    except SyntaxError as error:
        where = f"{error.filename or path}:{error.lineno}" if error.lineno else str(path)
        message = f"{where}: this is not Python: {error.msg}"
        raise ProofError(message) from None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a script may fail in any way, and must do so in a sentence
        message = f"{_place(error, path)}: the script stopped with {type(error).__name__}: {error}"
        raise ProofError(message) from None
    finally:
        sys.path[:] = before
        for name in set(sys.modules) - modules:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(tuple(own)):
                del sys.modules[name]  # the next script may have a lemma of the same name
    theorems = tuple(each for each in recorded_since(start) if Path(each.file).resolve() == path)
    if not theorems:
        message = f"{path}: the script records no theorem; decorate a function with @theorem(...)"
        raise ProofError(message)
    return theorems


def must_be_refused(path: Path) -> bool:
    """Return whether the folder says that the script's theorems are false."""
    return "refuted" in path.resolve().parts


def scripts_below(folder: Path) -> list[Path]:
    """Return every script of a folder, lemmas first, then by name."""
    found = [path for path in folder.rglob("*.py") if path.name != "__init__.py"]
    return sorted(found, key=lambda path: (path.parent.name != "lemmas", "refuted" in path.parts, str(path)))


def _place(error: BaseException, path: Path) -> str:
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).resolve() == path]
    return f"{path}:{lines[-1].lineno}" if lines else str(path)
