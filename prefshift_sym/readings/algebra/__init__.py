"""The SymPy reading: terms of the language as SymPy expressions, and back.

The symbols carry no assumptions at all: not positive, not real. So SymPy may only do what holds for every
complex number wherever both sides mean something, and nothing is cancelled or split on the strength of a
sign that nobody cited. What SymPy does on its own all the same (`p/p` becomes 1, `exp(log(p))` becomes p)
hides where a term is *undefined*; that question is never asked here, but of the frozen tree (see
`readings.domain`).

Two uses. With a support size, sums and products over Y are written out, and every entry `p[0]`, `p[1]`, ...
is a symbol. Without one, a term is read at a single symbolic output: `p[y]` is a symbol, and a sum over Y is
refused.

SymPy is imported inside the functions, because it takes half a second to import.
"""

from prefshift_sym.readings.algebra.equality import equal_at, same
from prefshift_sym.readings.algebra.reading import Algebra, Expression

__all__ = ["Algebra", "Expression", "equal_at", "same"]
