"""Every exception of the package: each message is a sentence with the place, what was expected, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a mistyped one was meant to be, if one is close."""
    import difflib  # only those who mistype wait for it

    return next(iter(difflib.get_close_matches(name, known, n=1)), None)


class PrefshiftError(Exception):
    """The base of all errors that a user can cause; its text is ready to be shown as it is."""


class LanguageError(PrefshiftError):
    """A text or an object that is not a formula of the language.

    `place` says where (a file, a line, a name in a file); `column` counts from one, within the text.
    """

    def __init__(self, message: str, *, text: str = "", column: int | None = None, place: str = "") -> None:
        self.message, self.text, self.column, self.place = message, text, column, place
        super().__init__(self.sentence())

    def at(self, place: str) -> LanguageError:
        """Return the same error, told with its place."""
        return LanguageError(self.message, text=self.text, column=self.column, place=place)

    def sentence(self) -> str:
        """Return the message with place, column and a caret under the text where it helps."""
        where = f"{self.place}: " if self.place else ""
        column = f"column {self.column}: " if self.column else ""
        shown = ""
        if self.column and self.text:
            start = max(0, self.column - 41)
            shown = f"\n    {self.text[start : start + 80]}\n    {' ' * (self.column - 1 - start)}^"
        return f"{where}{column}{self.message}{shown}"


class StatementError(PrefshiftError):
    """A file or mapping that cannot be read as a statement."""


class ProofError(PrefshiftError):
    """A proof script that cannot be recorded: a circular citation, a foreign fact, a name used twice."""


class OutOfScope(PrefshiftError):
    """A reading or a method does not reach this formula; the message says which part."""
