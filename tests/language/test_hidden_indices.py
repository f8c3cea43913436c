"""An inner loop may use an outer one's index: it hides it, as in Python, and only there."""

from __future__ import annotations

import ast

import pytest

from prefshift_sym.language.parse import parse_formula
from prefshift_sym.language.show import show
from prefshift_sym.theory.setting import SIGNATURE


@pytest.mark.parametrize(
    ("hidden", "plain"),
    [
        ("all(w[y] <= max(w[y] for y in Y) for y in Y)", "all(w[y] <= max(w[y2] for y2 in Y) for y in Y)"),
        ("sum(sum(1 for i in Y) for i in Y) > 0", "sum(sum(1 for i2 in Y) for i in Y) > 0"),
        ("all(sum(w[y] for y in Y)*w[y] > 0 for y in Y)", "all(sum(w[y2] for y2 in Y)*w[y] > 0 for y in Y)"),
        ("all(sum(w[y] for y in Y if r[y] > 0) > w[y] for y in Y)", "all(sum(w[z] for z in Y if r[z] > 0) > w[y] for y in Y)"),
        ("all(any(all(r[i] > 0 for i in Y) and r[i] > 1 for i in Y) for i in Y)", "all(any(all(r[k] > 0 for k in Y) and r[j] > 1 for j in Y) for i in Y)"),
        ("all(sum(w[y]*sum(w[y2] for y2 in Y) for y in Y) > w[y] for y in Y)", "all(sum(w[j]*sum(w[k] for k in Y) for j in Y) > w[i] for i in Y)"),
    ],
)  # fmt: skip
def test_hidden(hidden: str, plain: str) -> None:
    """Both are read the same but for the names, and what is shown is read as it was."""
    one, other = (parse_formula(text, SIGNATURE) for text in (hidden, plain))
    assert _anonymous(show(one)) == _anonymous(show(other))
    assert parse_formula(show(one), SIGNATURE) == one


def _anonymous(text: str) -> str:
    """Return a formula with its indices renamed in the order in which their loops are met, innermost names first."""

    class Renamed(ast.NodeTransformer):
        def __init__(self) -> None:
            self.names: list[dict[str, str]] = []
            self.count = 0

        def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.GeneratorExp:
            own = {}
            for loop in node.generators:
                self.count += 1
                own[loop.target.id] = f"index{self.count}"
            self.names.append(own)
            self.generic_visit(node)
            self.names.pop()
            return node

        def visit_Name(self, node: ast.Name) -> ast.Name:
            name = next((own[node.id] for own in reversed(self.names) if node.id in own), node.id)
            return ast.Name(name, node.ctx)

    return ast.unparse(Renamed().visit(ast.parse(text)))
