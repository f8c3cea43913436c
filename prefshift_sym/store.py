"""Verdicts kept in an SQLite file, so that no question is decided twice and a killed run goes on where it stopped.

A question's key is the digest of everything that its answer rests on: the statement (but for its title, source and
file), the engine's and the solver's versions, and the sizes searched. A row is a question, the seconds that it was given
and the verdict. What comes out is checked again first, by `prefshift_sym.evidence`: a row that does not pass is dropped
with a warning, and the question counts as not asked.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

from prefshift_sym.engine.solver import solver_name
from prefshift_sym.engine_version import engine_version
from prefshift_sym.errors import PrefshiftError
from prefshift_sym.evidence import evidenced
from prefshift_sym.language.show import show
from prefshift_sym.verdict import Proved, Refuted, Undecided, Undefined, Vacuous
from prefshift_sym.verdict_json import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

    from prefshift_sym.theory.statement import Statement
    from prefshift_sym.verdict import Verdict

MARK, SCHEMA = 0x70736679, 1  # SQLite's `application_id` and `user_version` of our files
BUSY = 30.0  # seconds to wait for other processes that write
TABLE = """CREATE TABLE IF NOT EXISTS verdicts (
    key TEXT NOT NULL, seconds REAL NOT NULL, question TEXT NOT NULL, verdict TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (key, seconds)) WITHOUT ROWID"""
UNASKED = {"title", "source", "file"}  # fields of a statement that say nothing about the world


class StoreError(PrefshiftError):
    """A store that cannot be read or written; the message says which file, and the way out."""


class StoreWarning(UserWarning):
    """A row was dropped; its question will be asked again."""


def question_text(statement: Statement, sizes: tuple[int, ...] | None) -> str:
    """Return all that an answer rests on, time aside, as canonical text. A field added to `Statement` counts by itself."""
    asked: dict[str, Any] = {
        name: _plain(getattr(statement, name)) for name in statement.__match_args__ if name not in UNASKED
    }
    for role in ("assume", "claim"):
        asked[role] = [[name, show(formula)] for name, formula in getattr(statement, role)]
    whole = {"statement": asked, "search": _plain(sizes), "engine": engine_version(), "solver": solver_name()}
    return json.dumps(whole, sort_keys=True)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else list(value) if isinstance(value, tuple) else value


def is_final(verdict: Verdict) -> bool:
    """Return whether more time could not change the verdict."""
    match verdict:
        case Refuted() | Undefined() | Vacuous() | Proved(reason=""):
            return True
        case Undecided(reason):
            return reason.startswith("out of scope")
    return False


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


class Store:
    """An open store. Any number of processes and threads may use one file; use it as a context manager.

    `warn` is told, in a sentence, of each row that is dropped. Raises `StoreError` for a file that is no store, or that
    cannot be opened, read or written.
    """

    def __init__(self, path: Path | str, *, warn: Callable[[str], None] | None = None) -> None:
        self.path, self.dropped = str(path), 0
        self._warn = warn or (lambda sentence: warnings.warn(sentence, StoreWarning, stacklevel=4))
        self._lock = threading.Lock()
        with self._told():
            self._file = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None, check_same_thread=False)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        with self._lock:
            self._file.close()

    def __len__(self) -> int:
        with self._told(), self._lock:
            return int(self._file.execute("SELECT count(*) FROM verdicts").fetchone()[0])

    def get(self, statement: Statement, *, timeout: float, sizes: tuple[int, ...] | None = None) -> Verdict | None:
        """Return what is known and passes its check; None where the question must be asked.

        A verdict that time cannot change serves whatever `timeout` (seconds); any other only as much as it was given.
        """
        key = _digest(question_text(statement, sizes))
        query = "SELECT seconds, verdict, digest FROM verdicts WHERE key = ? ORDER BY seconds DESC"
        with self._told(), self._lock:
            rows = self._file.execute(query, (key,)).fetchall()
        for seconds, text, digest in rows:
            try:
                if digest != _digest(key, seconds, text):
                    message = "the row is corrupted"
                    raise ValueError(message)
                found = from_json(json.loads(text))
                if seconds < timeout and not is_final(found):
                    continue
                return evidenced(statement, found, sizes)
            except (ValueError, TypeError, RecursionError) as error:
                self._drop(key, seconds, statement.title, str(error))
        return None

    def put(
        self, statement: Statement, verdict: Verdict, *, timeout: float, sizes: tuple[int, ...] | None = None
    ) -> None:
        """Keep a verdict that was found within `timeout` seconds."""
        question, text, seconds = question_text(statement, sizes), json.dumps(to_json(verdict)), float(timeout)
        key = _digest(question)
        row = key, seconds, question, text, _digest(key, seconds, text)
        with self._told(), self._lock:
            self._file.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)", row)

    def merge(self, other: Path | str) -> int:
        """Take in the rows of another store that this one has not; return how many. The other is not changed.

        Rows that are corrupted stay out, with a warning. Evidence is checked when it is asked for, as always. Raises
        `StoreError` for a file that is no store.
        """
        with _reading(str(other)) as rows, self._told(), self._lock:
            before = self._file.total_changes
            self._file.execute("BEGIN IMMEDIATE")
            try:
                for key, seconds, question, text, digest in rows:
                    if digest == _digest(key, seconds, text) and key == _digest(question):
                        row = (key, seconds, question, text, digest)
                        self._file.execute("INSERT OR IGNORE INTO verdicts VALUES (?, ?, ?, ?, ?)", row)
                    else:
                        self.dropped += 1
                        self._warn(f"{other}: a verdict is left out, because its row is corrupted")
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._file.execute("COMMIT")
            return self._file.total_changes - before

    def _drop(self, key: str, seconds: float, title: str, reason: str) -> None:
        with self._told(), self._lock:
            self._file.execute("DELETE FROM verdicts WHERE key = ? AND seconds = ?", (key, seconds))
        self.dropped += 1
        self._warn(f"{self.path}: the verdict kept for {title!r} is dropped, and will be asked again: {reason}")

    def _prepare(self) -> None:
        fresh = _recognise(self._file, self.path, fresh_allowed=True)
        end = time.monotonic() + BUSY
        while True:  # this one change does not wait for other processes by itself
            try:
                self._file.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self._file.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut the last rows
        if not fresh:
            return
        self._file.execute("BEGIN IMMEDIATE")
        self._file.execute(TABLE)
        self._file.execute(f"PRAGMA application_id = {MARK}")
        self._file.execute(f"PRAGMA user_version = {SCHEMA}")
        self._file.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        with _sentences(self.path):
            yield


@contextmanager
def _sentences(path: str) -> Iterator[None]:
    """Turn SQLite's errors into sentences."""
    try:
        yield
    except (sqlite3.Error, OverflowError) as error:
        way_out = "move it away or name another file, and what was kept in it is asked again"
        if isinstance(error, sqlite3.OperationalError):
            way_out = "see that its folder exists, that you may write there, and that no other program holds it"
        message = f"{path}: a store of verdicts was expected, which can be read and written here ({error}); {way_out}"
        raise StoreError(message) from None


def _recognise(file: sqlite3.Connection, path: str, *, fresh_allowed: bool) -> bool:
    """Return whether a file is empty so far. Raises `StoreError` for one of another program, or of another format."""
    file.execute("BEGIN")  # all of it as it is at one moment: another process may be making it a store
    try:
        mark, schema = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        fresh = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    finally:
        file.execute("ROLLBACK")
    if (mark, schema) != (MARK, SCHEMA) and not (fresh and fresh_allowed and mark in (0, MARK)):
        what = f"a store in format {schema}" if mark == MARK else "an SQLite file of something else"
        message = f"{path}: a store of verdicts in format {SCHEMA} was expected, and this is {what}; name another file"
        raise StoreError(message)
    return bool(fresh)


@contextmanager
def _reading(path: str) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Give the rows of another store. Raises `StoreError` where there is none."""
    from pathlib import Path

    if not Path(path).is_file():
        message = f"{path}: there is no such file; name a store of verdicts, as a run with a store writes it"
        raise StoreError(message)
    with _sentences(path):
        file = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=rw", timeout=BUSY, uri=True)
        try:
            _recognise(file, path, fresh_allowed=False)
            yield _rows(file, path)
        finally:
            with suppress(sqlite3.Error):
                file.close()


def _rows(file: sqlite3.Connection, path: str) -> Iterator[tuple[Any, ...]]:
    with _sentences(path):  # of its own: whoever goes through the rows has another file to speak of
        yield from file.execute("SELECT key, seconds, question, verdict, digest FROM verdicts")
