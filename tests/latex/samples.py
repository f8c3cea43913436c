"""Articles to try: the theorem as the paper has it, refuted; its repair; and one that is hard to set."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from prefshift_sym.language.parse import parse_formula
from prefshift_sym.paper import PaperAssumption, PaperStep, PaperTheorem, setting_assumptions
from prefshift_sym.theory.setting import SIGNATURE
from prefshift_sym.verdict import MINUS_INFINITY, Bounded, Proved, Refuted, Undecided, Undefined, World

if TYPE_CHECKING:
    from prefshift_sym.language.terms import Formula

HALF = Fraction(1, 2)
VECTORS = {"p_A": (Fraction(0), Fraction(1), Fraction(0)), "p_U": (HALF, Fraction(0), HALF)}
WITNESS = World(3, HALF, Fraction(1), VECTORS, base=Fraction(2), k=(Fraction(0), Fraction(2), Fraction(3)))
EVERY = Proved("all", {})
BASICS = ("probability vectors", "mixture interior", "full support", "finite rewards")


def read(text: str) -> Formula:
    """Read a formula of the setting."""
    return parse_formula(text, SIGNATURE)


POSITIVE = PaperAssumption(
    "positively correlated", read("cov(r, p_A) > 0"), "r goes up with p_A", "Theorem 2, first bullet"
)
NEGATIVE = PaperAssumption(
    "negatively correlated", read("cov(r, p_U) < 0"), "r goes down with p_U", "Theorem 2, second bullet"
)
KEPT = read("cov(w, p_A) > 0 and cov(w, p_U) < 0")
IDENTITY = PaperStep(
    "the identity",
    read("TPM_A - alpha == alpha*(1 - alpha)*(E(w, p_A) - E(w, p_U))/Z"),
    EVERY,
    "substitute the definitions and multiply out",
    BASICS,
    BASICS,
)

AS_STATED = PaperTheorem(
    title="Theorem 2, as the paper states it",
    claim=(("aligned mass does not fall", read("TPM_A >= alpha")),),
    assumptions=(*setting_assumptions(), POSITIVE, NEGATIVE),
    source="Huang, Theorem 2",
    prose="Preference tuning is to move mass to the aligned component. "
    "The paper concludes that `TPM_A >= alpha`.\n\n"
    "Its proof needs the covariances of w, the tilt, and not those of r.",
    steps=(
        PaperStep(
            "kept",
            KEPT,
            Refuted(WITNESS, {"cov(w, p_A)": "-1/9", "TPM_A": "8/17"}, (2, 3)),
            "alpha_A and alpha_U are monotonic functions of r, "
            "and as a result the correlation properties are preserved",
            ("positively correlated", "negatively correlated", "positive temperature"),
            source="/somewhere/proofs/theorem_2.py:20",
        ),
        PaperStep(
            "expectations",
            read("E(w, p_A) > mean(w) > E(w, p_U)"),
            Bounded((2, 3, 4), "z3 5.4.1"),
            "multiply the covariances by n",
            ("kept", "probability vectors", "at least two outputs"),
            ("kept", "probability vectors"),
            supported=False,
        ),
        IDENTITY,
        PaperStep(
            "conclusion",
            read("TPM_A >= alpha"),
            EVERY,
            "the bracket of the identity is positive",
            ("expectations", "the identity", *BASICS),
            supported=False,
        ),
    ),
    verdict=Refuted(WITNESS, {"TPM_A": "8/17"}, (2, 3)),
)

REPAIRED = PaperTheorem(
    title="Theorem 2, repaired",
    claim=(
        ("aligned mass does not fall", read("TPM_A >= alpha")),
        ("unaligned mass", read("TPM_U <= 1 - alpha")),
    ),
    assumptions=(
        *setting_assumptions(),
        PaperAssumption("tilt gap", read("E(w, p_A) >= E(w, p_U)"), "A has the larger mean tilt"),
    ),
    steps=(
        IDENTITY,
        PaperStep("conclusion", read("TPM_A >= alpha"), EVERY, cites=("the identity", "tilt gap")),
    ),
    verdict=EVERY,
)

_LONG = " + ".join(f"alpha**{k}*p_A[{k % 2}]*w[{k % 3}]/Z" for k in range(16))
_WIDE = World(
    60,
    Fraction(10**30 + 1, 10**31),
    Fraction(-3, 7),
    {
        "p_A": tuple(Fraction(k % 3, 60) for k in range(60)),
        "p_U": tuple(Fraction(1, 60) for _ in range(60)),
        "gap_2": tuple(Fraction(7**20 + k, 3**40) for k in range(60)),
    },
    {"delta": Fraction(1, 3)},
    base=Fraction(3, 2),
    k=tuple(Fraction(k % 3, 2) if k % 5 else MINUS_INFINITY for k in range(60)),
)
HARD = PaperTheorem(
    title=r"50% of {curly} \TeX & friends: a_b^c ~ #1 $x$ with ∀ and 漢字",
    claim=(("much", read(f"{_LONG} >= alpha")),),
    assumptions=(
        PaperAssumption(
            "a name_with_underscores" + "_and_more" * 12,
            read("w[0] > 0"),
            "so `exp(r[0]/beta) > 0`; `no & formula_`",
        ),
    ),
    without=("full support",),
    families=("gap_2",),
    distributions=("p",),
    scalars=("delta",),
    steps=(
        PaperStep(
            "gave up",
            read(f"{_LONG} == 1"),
            Undecided("time out after 30 s; p_A & p_U"),
            "see the_appendix_of/some/long/path" * 4,
        ),
        PaperStep(
            "bad",
            read("log(r[0]) > 0"),
            Undefined("log(r[0]) where r[0] <= 0", World(1, HALF, HALF, {}, r=(Fraction(-1, 2),))),
        ),
        PaperStep(
            "large",
            read("TPM_A >= alpha"),
            Refuted(_WIDE, {"what is this?": "about 1", "E(w, p_A)": "1/3"}),
            cites=("bad", "no such fact"),
        ),
    ),
)
