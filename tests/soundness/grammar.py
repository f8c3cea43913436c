"""Random statements of the language, as plain data with formulas as text: a small grammar over the setting's names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

VECTORS = ("p_A", "p_U", "r", "w", "p_ref", "p_theta", "p_A", "p_U", "w", "r", "alpha_A", "alpha_U", "post_A")
WEIGHTS = ("p_A", "p_U", "p_ref", "p_theta")
SCALARS = ("alpha", "TPM_A", "TPM_U", "Z", "beta", "n", "alpha", "TPM_A")
RELATIONS = (">=", ">=", "<=", ">", "<", "==", "!=")
DROPPABLE = (
    "probability vectors",
    "mixture interior",
    "positive temperature",
    "full support",
    "finite rewards",
    "at least two outputs",
)
# Pairs that are often comparable, so that a claim has a chance of being true.
PAIRS = (
    ("TPM_A", "alpha"),
    ("TPM_U", "1 - alpha"),
    ("TPM_A + TPM_U", "1"),
    ("E(r, p_theta)", "E(r, p_ref)"),
    ("E(w, p_theta)", "Z"),
    ("E(w, p_A)", "E(w, p_U)"),
    ("E(r, p_A)", "E(r, p_U)"),
    ("E(w, p_A)", "Z"),
    ("E(w, p_ref)", "Z"),
    ("cov(w, p_A)", "0"),
    ("cov(w, p_theta)", "cov(w, p_ref)"),
    ("cov(r, p_A)", "0"),
    ("cov(r, p_U)", "0"),
    ("cov(w, p_U)", "0"),
    ("cov(p_A, p_U)", "0"),
    ("KL(p_theta, p_ref)", "0"),
    ("beta*log(Z)", "E(r, p_ref)"),
    ("mean(p_A)", "1/n"),
    ("mean(w)", "Z"),
    ("E(post_A, p_ref)", "alpha"),
    ("E(post_A, p_theta)", "TPM_A"),
    ("max(r[y] for y in Y)", "E(r, p_theta)"),
    ("min(w[y] for y in Y)", "Z"),
    ("max(p_theta[y] for y in Y)", "1"),
    ("sum(p_A[y]*p_U[y] for y in Y)", "1"),
    ("sum(p_A[y]**2 for y in Y)", "1/n"),
    ("sum(abs(p_A[y] - p_U[y]) for y in Y)", "2"),
)
POINTWISE = (
    ("p_theta[{i}]", "p_ref[{i}]"),
    ("alpha_A[{i}]", "alpha_U[{i}]"),
    ("p_theta[{i}]*Z", "p_ref[{i}]*w[{i}]"),
    ("post_A[{i}]", "1"),
    ("p_A[{i}]", "p_U[{i}]"),
    ("w[{i}]", "Z"),
    ("w[{i}]", "1"),
    ("r[{i}]", "0"),
    ("r[{i}]", "E(r, p_ref)"),
    ("alpha_A[{i}]*p_A[{i}]", "p_theta[{i}]"),
    ("p_A[{i}]", "1"),
    ("p_ref[{i}]", "0"),
)


class Grammar:
    """Draws from one random source; `more` are declared names of each kind. `smooth` leaves exp and log out."""

    def __init__(self, rng: random.Random, *, smooth: bool = False) -> None:
        self.rng, self.smooth = rng, smooth
        self.vectors, self.weights, self.scalars = VECTORS, WEIGHTS, SCALARS

    def statement(self, title: str) -> dict[str, Any]:
        """Return one statement: up to two assumptions, one claim, now and then a dropped assumption or a declared name."""
        rng = self.rng
        families = ["f"] if rng.random() < 0.1 else []
        distributions = ["p"] if rng.random() < 0.15 else []
        scalars = ["c"] if rng.random() < 0.1 else []
        self.vectors = (*VECTORS, *families * 3, *distributions * 3)
        self.weights = (*WEIGHTS, *distributions * 2)
        self.scalars = (*SCALARS, *scalars * 3)
        without = [rng.choice(DROPPABLE)] if rng.random() < 0.15 else []
        return {
            "title": title,
            "source": "",
            "without": without,
            "assume": {f"h{k}": self.formula((), 1) for k in range(rng.choice((0, 0, 1, 1, 2)))},
            "claim": {"claim": self.formula((), 2)},
            "n": rng.choice(("all", "all", "all", [2], [2], [3], [2, 3])),
            "families": families,
            "distributions": distributions,
            "scalars": scalars,
        }

    def formula(self, bound: tuple[str, ...], depth: int) -> str:
        """Return a formula over the bound names."""
        rng = self.rng
        kind = rng.random()
        if depth and kind < 0.3 and len(bound) < 2:
            return self.quantified(bound, depth)
        if depth and kind < 0.5:
            left, right = self.formula(bound, depth - 1), self.formula(bound, depth - 1)
            return rng.choice(
                (
                    f"({left}) and ({right})",
                    f"({left}) or ({right})",
                    f"implies({left}, {right})",
                    f"implies({left}, {right})",
                    f"iff({left}, {right})",
                    f"not ({left})",
                )
            )
        return self.comparison(bound, depth)

    def quantified(self, bound: tuple[str, ...], depth: int) -> str:
        """Return a quantified formula, often one about pairs of outputs in the order of something."""
        rng = self.rng
        names = [name for name in "ijkm" if name not in bound]
        if not bound and rng.random() < 0.4:
            key, value = rng.choice(("r", "r", "w", *self.vectors)), rng.choice(self.vectors)
            strict, weak = rng.choice((">", ">=")), rng.choice((">", ">=", "<=", "<"))
            left, right = f"{value}[i]", f"{value}[j]"
            if rng.random() < 0.4:
                other = rng.choice(self.vectors)
                left, right = f"{value}[i]*{other}[j]", f"{value}[j]*{other}[i]"
            return f"all(implies({key}[i] {strict} {key}[j], {left} {weak} {right}) for i in Y for j in Y)"
        kind = rng.choice(("all", "all", "any"))
        name = names[0]
        where = f" if {self.comparison((*bound, name), 0)}" if rng.random() < 0.2 else ""
        return f"{kind}({self.formula((*bound, name), depth - 1)} for {name} in Y{where})"

    def comparison(self, bound: tuple[str, ...], depth: int) -> str:
        """Return a comparison: of a likely pair, or of any two terms; chained now and then."""
        rng = self.rng
        relation = rng.choice(RELATIONS)
        pairs = [pair for pair in PAIRS if not (self.smooth and ("KL" in pair[0] or "log" in pair[0]))]
        if rng.random() < 0.6:
            if bound and rng.random() < 0.8:
                left, right = (part.format(i=rng.choice(bound)) for part in rng.choice(POINTWISE))
            else:
                left, right = rng.choice(pairs)
            if rng.random() < 0.1:
                left = f"{left} {rng.choice('+-*')} {rng.choice(self.scalars)}"
            return f"{left} {relation} {right}"
        if rng.random() < 0.1:
            return f"0 <= {self.term(bound, depth)} {rng.choice(('<', '<='))} {self.term(bound, 0)}"
        return f"{self.term(bound, depth)} {relation} {self.term(bound, depth)}"

    def term(self, bound: tuple[str, ...], depth: int) -> str:
        """Return a term over the bound names, in parentheses where it needs them."""
        rng = self.rng
        if not depth or rng.random() < 0.25:
            return self.leaf(bound)
        kind = rng.choice(("fold", "fold", "+", "-", "*", "*", "/", "choice", "function", "short", "short", "power"))
        if kind == "fold" and len(bound) < 2:
            name = next(name for name in "zuvx" if name not in bound)
            where = f" if {self.comparison((*bound, name), 0)}" if rng.random() < 0.15 else ""
            fold = rng.choice(("sum", "sum", "sum", "max", "min"))
            return f"{fold}({self.term((*bound, name), depth - 1)} for {name} in Y{where if fold == 'sum' else ''})"
        left, right = self.term(bound, depth - 1), self.term(bound, depth - 1)
        match kind:
            case "/":
                safe = ["Z", "n", "alpha", "2", *[f"p_ref[{each}]" for each in bound]]
                return f"({left})/{rng.choice(safe) if rng.random() < 0.85 else f'({right})'}"
            case "choice":
                return f"({left} if {self.comparison(bound, 0)} else {right})"
            case "function":
                return self.function(bound, left, right)
            case "short":
                return self.shorthand()
            case "power":
                return f"({left})**2"
        return f"({left} {kind if kind in '+-*' else '*'} {right})"

    def function(self, bound: tuple[str, ...], left: str, right: str) -> str:
        """Return a function of terms; a logarithm mostly of what is positive."""
        rng = self.rng
        plain = [f"max({left}, {right})", f"min({left}, {right})", f"abs({left})"]
        if self.smooth:
            return rng.choice(plain)
        positive = rng.choice(["Z", "alpha", *[f"{name}[{each}]" for each in bound for name in ("w", "p_ref")]])
        return rng.choice([*plain, f"exp({left})", f"log({positive})", f"log({positive})", f"sign({left})"])

    def shorthand(self) -> str:
        """Return an expectation, a mean, a covariance, or a divergence."""
        rng = self.rng
        choices = [
            f"E({rng.choice(self.vectors)}, {rng.choice(self.weights)})",
            f"cov({rng.choice(self.vectors)}, {rng.choice(self.vectors)})",
            f"mean({rng.choice(self.vectors)})",
        ]
        if not self.smooth:
            choices.append(f"KL({rng.choice(self.weights)}, {rng.choice(('p_ref', 'p_ref', 'p_theta', 'p_A'))})")
        return rng.choice(choices)

    def leaf(self, bound: tuple[str, ...]) -> str:
        """Return a number, a scalar, or an entry of a vector."""
        rng = self.rng
        if bound and rng.random() < 0.7:
            return f"{rng.choice(self.vectors)}[{rng.choice(bound)}]"
        return rng.choice((*self.scalars, *self.scalars, "0", "1", "2", "1/2", "1/3"))
