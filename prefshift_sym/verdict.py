"""The six verdicts, as plain values. A verdict is never a truth value: `if verdict:` raises.

`proved` and `refuted` carry evidence that a checker without a solver accepts; `bounded` rests on a named solver's word.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from prefshift_sym.values import NOTHING, replace, value

if TYPE_CHECKING:
    from collections.abc import Mapping

MINUS_INFINITY = "-inf"
Exact = Fraction | str  # the one string allowed is MINUS_INFINITY, for a reward or its exponent

EXIT_CODES = {"proved": 0, "bounded": 0, "refuted": 1, "undecided": 2, "vacuous": 3, "undefined": 4, "error": 64}


@value
class World:
    """An exact world: a support size and a value for every given name.

    Rewards are `r[y] = beta*k[y]*log(base)`, so that `w[y] = base**k[y]`; or, where that will not do, `r` itself.
    Shapes: `k`, `r` and every family are vectors of length `n`; the rest are scalars. Where outputs come in classes that
    nothing tells apart, `counts` says how many each class has, and those vectors have an entry a class.
    """

    n: int
    alpha: Fraction
    beta: Fraction
    families: Mapping[str, tuple[Fraction, ...]]
    scalars: Mapping[str, Fraction] = NOTHING
    base: Fraction | None = None
    k: tuple[Exact, ...] | None = None
    r: tuple[Exact, ...] | None = None
    counts: tuple[int, ...] | None = None

    def expanded(self) -> World:
        """Return the same world with an entry for every output."""
        if self.counts is None:
            return self
        counts = self.counts

        def spread(values: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(value for value, count in zip(values, counts, strict=True) for _ in range(count))

        return replace(
            self,
            families={name: spread(values) for name, values in self.families.items()},
            k=None if self.k is None else spread(self.k),
            r=None if self.r is None else spread(self.r),
            counts=None,
        )

    def as_mapping(self) -> dict[str, Any]:
        """Return the world as JSON-ready data, each number an exact rational in a string."""
        rewards: dict[str, Any] = (
            {"base": str(self.base), "k": [str(each) for each in self.k]}
            if self.k is not None
            else {"r": [str(each) for each in self.r or ()]}
        )
        return {
            "n": self.n,
            **({} if self.counts is None else {"counts": list(self.counts)}),
            "alpha": str(self.alpha),
            "beta": str(self.beta),
            **rewards,
            **{name: [str(each) for each in values] for name, values in self.families.items()},
            **{name: str(value) for name, value in self.scalars.items()},
        }


@value
class Family:
    """Exact worlds that refute a statement, one for each support size n from `first` on, and for some sizes just below.

    Outputs come in classes; `counts` says how many each has, as texts in n such as "n - 2", and so do the entries of
    `families`, one a class, such as "1/(n - 2)". Rewards and scalars are the same at every n, and as in `World`. `values`
    are quantities of the setting, as texts in n. `before` are witnesses of the sizes that end with first - 1.
    """

    first: int
    counts: tuple[str, ...]
    alpha: Fraction
    beta: Fraction
    families: Mapping[str, tuple[str, ...]]
    scalars: Mapping[str, Fraction] = NOTHING
    base: Fraction | None = None
    k: tuple[Exact, ...] | None = None
    r: tuple[Exact, ...] | None = None
    values: Mapping[str, str] = NOTHING
    before: tuple[World, ...] = ()

    @property
    def smallest(self) -> int:
        """The support size from which on the statement is refuted at every one."""
        return self.first - len(self.before)

    def as_mapping(self) -> dict[str, Any]:
        """Return the family as JSON-ready data, as `recheck.py` reads it."""
        rewards = {"k": self.k, "base": self.base} if self.k is not None else {"r": self.r}
        return {
            "first": self.first,
            "counts": list(self.counts),
            "alpha": str(self.alpha),
            "beta": str(self.beta),
            **{
                name: str(each) if isinstance(each, Fraction) else [*map(str, each or ())]
                for name, each in rewards.items()
            },
            **{name: list(entries) for name, entries in self.families.items()},
            **{name: str(value) for name, value in self.scalars.items()},
            **({"values": dict(self.values)} if self.values else {}),
            **({"before": [world.as_mapping() for world in self.before]} if self.before else {}),
        }


@value
class Minimality:
    """Is a witness the smallest of its kind: `proven`, as `reason` says, or only sought, and `reason` says what is missing."""

    proven: bool
    reason: str


SOUGHT = Minimality(proven=False, reason="the first that a search of small worlds, or a solver, came upon")


class _NeverTrue:
    """Verdicts have grades; asking one for a truth value would drop them silently."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        message = f"a verdict is not true or false; compare `verdict.name` instead (it is {self.name!r})"  # type: ignore[attr-defined]
        raise TypeError(message)


@value
class Proved(_NeverTrue):
    """Holds at every support size in `supports`, by a certificate or checked derivation that a checker accepts."""

    supports: Literal["all"] | tuple[int, ...]
    certificate: Mapping[str, Any]
    relies_on: tuple[str, ...] = ()
    example: World | None = None  # a world that meets the assumptions: the statement is not vacuous
    reason: str = ""  # what could not be shown besides: that there is such a world
    name: Literal["proved"] = "proved"


@value
class Bounded(_NeverTrue):
    """Holds at each support size listed, on the word of the solver named; nothing is said beyond them."""

    supports: tuple[int, ...]
    solver: str
    reason: str = ""
    relies_on: tuple[str, ...] = ()
    example: World | None = None
    name: Literal["bounded"] = "bounded"


@value
class Refuted(_NeverTrue):
    """False: `world` meets every assumption and breaks a claim; re-checked on the author's formula, with no solver.

    Where one was asked for and found, `family` refutes it at every support size from some on, re-checked likewise.
    `minimality` says whether the world is the smallest to print: the fewest outputs, then the fewest distinct values, the
    smallest common denominator, the smallest exponents.
    """

    world: World
    values: Mapping[str, str] = NOTHING
    supports: tuple[int, ...] = ()
    found_by: str = ""
    family: Family | None = None
    minimality: Minimality = SOUGHT
    name: Literal["refuted"] = "refuted"

    @property
    def support(self) -> int:
        """The witness's support size."""
        return self.world.n


@value
class Vacuous(_NeverTrue):
    """The assumptions cannot hold together at the sizes asked for."""

    reason: str
    supports: Literal["all"] | tuple[int, ...] = ()
    name: Literal["vacuous"] = "vacuous"


@value
class Undefined(_NeverTrue):
    """Some world that the assumptions allow divides by zero, or takes a bad logarithm; `reason` says where."""

    reason: str
    world: World | None = None
    name: Literal["undefined"] = "undefined"


@value
class Undecided(_NeverTrue):
    """Nothing is claimed; `reason` says which part gave up, or what is out of scope."""

    reason: str
    supports: tuple[int, ...] = ()
    name: Literal["undecided"] = "undecided"


Verdict = Proved | Bounded | Refuted | Vacuous | Undefined | Undecided
