"""Which names a formula may use, and what kind of thing each one is."""

from __future__ import annotations

import keyword
import re

from prefshift_sym.errors import LanguageError, closest
from prefshift_sym.values import value

FUNCTIONS = ("exp", "log", "sqrt", "abs", "sign", "max", "min")
FOLDS = ("sum", "prod", "max", "min")
QUANTIFIERS = ("all", "any")
CONNECTIVES = ("implies", "iff")
SHORTHANDS = {"E": 2, "mean": 1, "cov": 2, "KL": 2}
RESERVED = frozenset({*FUNCTIONS, *FOLDS, *QUANTIFIERS, *CONNECTIVES, *SHORTHANDS, "rank", "Y"})
NAME_SHAPE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


@value
class Signature:
    """The names in scope: scalars, and families indexed by the outputs Y.

    `families` and `scalars` hold every usable name, the setting's own, the defined ones and the declared ones;
    `distributions` is the subset of families that are probability vectors over Y.
    """

    families: frozenset[str]
    scalars: frozenset[str]
    distributions: frozenset[str] = frozenset()

    def declare(
        self, *, families: tuple[str, ...] = (), distributions: tuple[str, ...] = (), scalars: tuple[str, ...] = ()
    ) -> Signature:
        """Return the signature with more names.

        Raises `LanguageError` for a name that is taken, reserved, or not a plain identifier.
        """
        taken = set(self.families | self.scalars)
        for name in (*families, *distributions, *scalars):
            if not NAME_SHAPE.fullmatch(name) or keyword.iskeyword(name):
                message = f"{name!r} cannot be a name: use a letter and then up to 39 letters, digits and underscores"
                raise LanguageError(message)
            if name in RESERVED or name in taken:
                message = f"the name {name!r} is taken already; choose another one, such as {name + '2'!r}"
                raise LanguageError(message)
            taken.add(name)
        return Signature(
            self.families | set(families) | set(distributions),
            self.scalars | set(scalars),
            self.distributions | set(distributions),
        )

    def suggest(self, name: str, *, among: frozenset[str] | None = None) -> str:
        """Return " (did you mean ...?)" where a known name is close, else the list of what there is."""
        known = sorted(among if among is not None else self.families | self.scalars | RESERVED)
        close = closest(name, known)
        return f"; did you mean {close!r}?" if close else f"; known here: {', '.join(known)}"
