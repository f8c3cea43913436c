"""Rank correlation does not save Theorem 2: a monotone map keeps ranks, but masses are not ranks.

"Monotonic, and as a result the correlation properties are preserved" is true of Spearman's correlation: the ranks of the
coefficients are those of the rewards. It is the next line, about expectations, that is then false. (Huang, section 1.3.)
"""

from prefshift_sym import hypothesis, theorem
from prefshift_sym.theory.vocabulary import setting

with_aligned = hypothesis("Spearman with A", "SPEARMAN(r, p_A) > 0", source="Huang, Theorem 2, read as of ranks")
