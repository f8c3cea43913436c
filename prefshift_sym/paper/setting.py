"""The sections "Setting" and "Assumptions", from what the package itself has of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from prefshift_sym.language.parse import parse_term
from prefshift_sym.language.signature import Signature
from prefshift_sym.language.terms import Bound, Shorthand
from prefshift_sym.language.walk import families_in, scalars_in, substitute_indices, walk
from prefshift_sym.paper.preamble import ROOM, ROOM_IN_LIST
from prefshift_sym.paper.prose import FITTED, escaped, prose, sentence
from prefshift_sym.readings import latex
from prefshift_sym.theory.setting import DEFINITIONS, SHORTHANDS
from prefshift_sym.theory.unfold import definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prefshift_sym.language.terms import Node, Term
    from prefshift_sym.paper.parts import PaperAssumption, PaperTheorem

SHORT = 17.0  # em
CORE = ("w", "Z", "p_theta")  # what the article tells of in any case; p_ref is equation (2)
PLURALS = {"distribution": "distributions", "family": "families", "number": "numbers"}
UNIFORM = {"mean": "the mean", "cov": "the covariance"}

OPENING = r"""A prompt is fixed throughout. Its outputs are the $n$ elements of a finite set
$Y = \{0, \dots, n-1\}$, the support of a reference policy $p_{\mathrm{ref}}$. Each output $y$ has a reward
$r(y)$. Preference tuning with the coefficient $\beta$ replaces the reference policy by the policy that solves
\begin{equation}
  \max_{p} \; \mathbb{E}_{p}[r] - \beta\, \mathbb{D}_{\mathrm{KL}}(p \,\|\, p_{\mathrm{ref}}),
\end{equation}
and the reference policy mixes an aligned component $\mathcal A$ and an unaligned component $\mathcal U$ with
the weight $\alpha$,
\begin{equation}
  p_{\mathrm{ref}}(y) = %MIXTURE%.
\end{equation}
The following names are used:"""


def setting(theorem: PaperTheorem) -> str:
    """Return the section on the setting, with the definitions that the theorem needs."""
    formulas = _formulas(theorem)
    names = _needed(formulas)
    opening = OPENING.replace("%MIXTURE%", latex.inline(_at_y("p_ref")))
    parts = [
        r"\section{Setting}",
        opening,
        _definitions(name for name in DEFINITIONS if name in names and name != "p_ref"),
    ]
    shorthands = {part.name for formula in formulas for part in walk(formula) if isinstance(part, Shorthand)}
    if shorthands:
        uniform = [words for name, words in UNIFORM.items() if name in shorthands]
        under = f" ({_and(uniform)} under the uniform distribution on $Y$)" if uniform else ""
        parts.append(f"For families $f$, $g$ and distributions $p$, $q$ over $Y$ we write{under}")
        parts.append(_table(_shorthand(name) for name in SHORTHANDS if name in shorthands))
    parts += _declared(theorem)
    return "\n".join(parts)


def assumptions(theorem: PaperTheorem) -> str:
    """Return the section that numbers the assumptions."""
    signature = theorem.signature
    parts = [r"\section{Assumptions}"]
    if theorem.without:
        dropped = ", ".join(rf"\emph{{{escaped(name)}}}" for name in theorem.without)
        parts.append(f"Of what the setting usually assumes, the following is dropped here: {dropped}.")
    if not theorem.assumptions:
        return "\n".join([*parts, "Nothing is assumed."])
    parts.append(r"\begin{itemize}[label={},leftmargin=2.6em,itemsep=4pt]\RaggedRight")
    for each in theorem.assumptions:
        number = theorem.numbers[each.name]
        source = rf"\beside{{{prose(each.source, signature)}}}" if each.source else ""
        name = rf"\textit{{{prose(each.name, signature)}}}"
        parts.append(rf"\item[\anchor{{{number}}}] {name}.{source} {_said(each, signature)}".rstrip())
    return "\n".join([*parts, r"\end{itemize}"])


def _said(each: PaperAssumption, signature: Signature) -> str:
    """Return an assumption in words and as a formula: within the sentence where it is short, else below."""
    if each.formula is None:
        return sentence(each.says, signature)
    says = sentence(each.says, signature).removesuffix(".")
    if latex.width(each.formula) <= SHORT:
        return f"{says}{':' if says else ''} \\mbox{{${latex.inline(each.formula)}$}}.".lstrip()
    return f"{says}{':' if says else ''}\n" + latex.display(each.formula, room=ROOM_IN_LIST, around=FITTED, end=".")


def _formulas(theorem: PaperTheorem) -> list[Node]:
    assumed = (each.formula for each in theorem.assumptions if each.formula is not None)
    return [*assumed, *(formula for _, formula in theorem.claim), *(step.formula for step in theorem.steps)]


def _needed(formulas: Iterable[Node]) -> set[str]:
    """Return the defined names that formulas use, and those that their definitions use in turn."""
    found: set[str] = set()
    ahead = {*CORE, *(name for formula in formulas for name in families_in(formula) | scalars_in(formula))}
    while ahead:
        name = ahead.pop()
        if name in DEFINITIONS and name not in found:
            found.add(name)
            ahead |= families_in(definition(name)) | scalars_in(definition(name))
    return found


def _at_y(name: str) -> Term:
    return substitute_indices(definition(name), {"y_": Bound("y")})


def _definitions(names: Iterable[str]) -> str:
    entries = []
    for name in names:
        each, signature = DEFINITIONS[name], Signature(frozenset(), frozenset())
        left = latex.entry_box(name, latex.name_box("y")) if each.family else latex.name_box(name)
        entries.append((left.tex, latex.inline(_at_y(name)), prose(each.says, signature)))
    return _table(entries)


def _table(entries: Iterable[tuple[str, str, str]]) -> str:
    """Return definitions under one another, each with its gloss."""
    lines = [
        rf"    {left} &\coloneqq {right}" + (rf" &\quad& \gloss{{{says}}}" if says else "")
        for left, right, says in entries
    ]
    inside = " \\\\[2pt]\n".join(lines)
    return f"\\[\n  {FITTED}{{\\begin{{aligned}}\n{inside}\n  \\end{{aligned}}}}\n\\]"


def _shorthand(name: str) -> tuple[str, str, str]:
    parameters, text = SHORTHANDS[name]
    term = _read(text, parameters)
    short = _read(f"{name}({', '.join(parameters)})", parameters)
    return latex.inline(short), latex.inline(term), ""


@cache
def _read(text: str, parameters: tuple[str, ...]) -> Term:
    return parse_term(text, Signature(frozenset(parameters), frozenset({"n"})))


def _declared(theorem: PaperTheorem) -> Iterator[str]:
    kinds = (
        (theorem.distributions, "distribution", " over $Y$"),
        (theorem.families, "family", " of numbers over $Y$"),
        (theorem.scalars, "number", ""),
    )
    told = [
        f"the {word if len(names) == 1 else PLURALS[word]} {_list(names)}{over}" for names, word, over in kinds if names
    ]
    if told:
        single = sum(len(names) for names, _, _ in kinds) == 1
        yield f"Besides, there {'is' if single else 'are'} {_and(told)}."


def _list(names: tuple[str, ...]) -> str:
    return _and([f"${latex.name_box(name).tex}$" for name in names])


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


__all__ = ["ROOM", "assumptions", "setting"]
