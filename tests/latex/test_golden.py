"""Every node kind, broken lines and whole articles look as they did when somebody last looked."""

from __future__ import annotations

from typing import get_args

import pytest

from prefshift_sym.language.parse import parse_formula, parse_term
from prefshift_sym.language.terms import Formula, Term
from prefshift_sym.language.walk import walk
from prefshift_sym.paper import article
from prefshift_sym.readings import latex
from prefshift_sym.theory.setting import DEFINITIONS, SIGNATURE

from .golden import agrees
from .samples import AS_STATED, HARD, REPAIRED

NAMES = SIGNATURE.declare(
    families=("f", "slope", "p_A2"),
    distributions=("p", "q"),
    scalars=("delta", "x2", "x_2", "lam", "gap", "a__b_"),
)
TERMS = """
3; 1/3; n; alpha; beta; Z; TPM_A; TPM_U; delta; x2; x_2; lam; gap; a__b_
p_A[0]; p_U[1]; p_ref[0]; p_theta[0]; r[0]; w[0]; alpha_A[0]; alpha_U[1]; post_A[0]; slope[0]; p_A2[0]
p[0]
rank(r, 0); sum(y for y in Y)
alpha + beta; alpha - beta; alpha*beta; alpha/beta; alpha**2; alpha**(1/2); alpha**beta; -alpha; 2*3
2*(1/3); x2*2
alpha - (beta - Z); alpha + (beta - Z); alpha + -beta; alpha - -beta; (-alpha)**2; -alpha**2
(alpha + beta)*Z; -(alpha + beta)
alpha*(beta*Z); alpha/(beta/Z); alpha/beta/Z; 1/(1 + 1/(1 + 1/Z)); (alpha/beta)**2; alpha*beta/Z
alpha*(beta/Z); (alpha**2)**3
exp(r[0]/beta); exp(-beta); exp(alpha**2); exp(r[0]/beta)**2; log(Z); log(p[0]/q[0]); log(alpha + 1)
log(Z)*beta; sqrt(alpha/beta)
sqrt(sqrt(alpha/beta)); abs(alpha - beta); sign(alpha); max(alpha, beta, 1/3); min(alpha, beta)
alpha**(alpha**2)
1 if n > 2 else 0; alpha if n > 2 else beta; 1 if n > 2 else 2 if n > 1 else 3
(alpha if n > 2 else beta)*Z
sum(w[y] for y in Y); sum(w[y] for y in Y)*Z; Z*sum(w[y] for y in Y); sum(w[y] + 1 for y in Y)
sum(w[y] for y in Y)/n
prod(w[i]*w[j] for i in Y for j in Y if i < j); max(w[i] for i in Y)
min(w[i] for i in Y if i != 0 and w[i] > 0)
sum(w[i] for i in Y if sum(w[j] for j in Y) > 0); sum(1 if r[i] < r[j] else 0 for i in Y for j in Y)
E(w, p_A); E(post_A, p_theta); mean(f); cov(r, p_A); KL(p_theta, p_ref)
"""
FORMULAS = """
0 < alpha < 1; n != 2; alpha == beta; TPM_A >= alpha; TPM_U <= 1 - alpha
alpha > 0 and beta > 0; alpha > 0 or beta > 0; alpha > 0 and (beta > 0 or n > 1)
(alpha > 0 and beta > 0) or n > 1; not alpha > 0
implies(alpha > 0, beta > 0); iff(alpha > 0, beta > 0); implies(implies(alpha > 0, beta > 0), n > 1)
not (alpha > 0 and beta > 0)
all(w[y] > 0 for y in Y); any(p_A[i] > p_U[i] for i in Y)
all(r[i] < r[j] for i in Y for j in Y if i < j)
all(any(w[i] < w[j] for j in Y) for i in Y); implies(all(w[y] > 0 for y in Y), Z > 0)
all(w[y] > 0 for y in Y) and Z > 0
all(implies(r[i] < r[j], w[i] < w[j]) for i in Y for j in Y)
any(w[y] > 0 and p_A[y] > 0 for y in Y) or Z > 0
"""
TILTED = [f"w[{k}]*p_A[{k}]" for k in range(9)]
VECTOR = "all({0}[y] >= 0 for y in Y) and sum({0}[y] for y in Y) == 1"
ABOVE = [f"w[{k}] + p_theta[{k}] + p_ref[{k}] + alpha_A[{k}] > p_A[{k}]" for k in range(20)]
TILTS = [f"w[{k}]" for k in range(19)]
LONG = (
    f"{VECTOR.format('p_A')} and {VECTOR.format('p_U')}",
    "TPM_A == " + " + ".join(f"alpha**{k}*{each}/Z" for k, each in enumerate(TILTED)),
    (
        "sum((w[i] - w[j])*(p_A[i]*p_U[j] - p_A[j]*p_U[i]) for i in Y for j in Y if i < j) == "
        "sum(w[i]*p_A[i] for i in Y)*sum(p_U[j] for j in Y)"
        " - sum(w[i]*p_U[i] for i in Y)*sum(p_A[j] for j in Y)"
    ),
    f"({' + '.join(TILTED)})/Z <= ({' + '.join(TILTS)})/({' + '.join(TILTED)})",
    f"max({', '.join(TILTS)}) > abs({' - '.join(TILTS)})",
    f"all(implies({' and '.join(ABOVE[:4])}, {' or '.join(ABOVE[4:8])}) for y in Y if p_A[y] > p_U[y])",
    f"sum((w[i] if {' and '.join(ABOVE[:4])} else w[i]*p_A[i]) for i in Y) > 0",
    " and ".join(ABOVE),
)


def listed(block: str) -> list[str]:
    """Return the texts of a block, parted by semicolons and line ends."""
    return [text.strip() for line in block.strip().splitlines() for text in line.split(";")]


def test_terms() -> None:
    """Each term as it stands on one line."""
    assert agrees(
        "terms.tex", "".join(f"% {text}\n{latex.inline(parse_term(text, NAMES))}\n" for text in listed(TERMS))
    )


def test_formulas() -> None:
    """Each formula as it stands on one line."""
    shown = (f"% {text}\n{latex.inline(parse_formula(text, NAMES))}\n" for text in listed(FORMULAS))
    assert agrees("formulas.tex", "".join(shown))


def test_long_formulas() -> None:
    """Formulas that are too wide for a line, as displays."""
    assert agrees("long.tex", "".join(f"% {text}\n{latex.display(parse_formula(text, NAMES))}\n" for text in LONG))


def test_definitions_of_the_setting() -> None:
    """The setting's own definitions."""
    signature = NAMES.declare(scalars=("y_placeholder",))
    shown = []
    for each in DEFINITIONS.values():
        text = f"sum({each.text} for y in Y)" if each.family else each.text
        shown.append(f"% {each.name}\n{latex.inline(parse_term(text, signature))}\n")
    assert agrees("definitions.tex", "".join(shown))


def test_every_kind_of_node_is_covered() -> None:
    """No kind of node is left without a golden."""
    nodes = [parse_term(text, NAMES) for text in listed(TERMS)] + [
        parse_formula(text, NAMES) for text in listed(FORMULAS)
    ]
    seen = {type(part) for node in nodes for part in walk(node)}
    assert seen == {*get_args(Term), *get_args(Formula)}


@pytest.mark.parametrize(
    ("name", "theorem"),
    [("article_refuted.tex", AS_STATED), ("article_proved.tex", REPAIRED), ("article_hard.tex", HARD)],
    ids=["refuted", "proved", "hard"],
)
def test_articles(name: str, theorem: object) -> None:
    """Whole articles; no date, path or machine is in them."""
    text = article(theorem)  # type: ignore[arg-type]
    assert agrees(name, text)
    assert text == article(theorem)  # type: ignore[arg-type]
    assert "/somewhere" not in text
