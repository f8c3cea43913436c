"""The LaTeX article of a checked theorem: plain values in, a complete document out."""

from prefshift_sym.paper.article import article
from prefshift_sym.paper.parts import PaperAssumption, PaperStep, PaperTheorem, setting_assumptions

__all__ = ["PaperAssumption", "PaperStep", "PaperTheorem", "article", "setting_assumptions"]
