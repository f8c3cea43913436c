"""Thresholds: where a statement's claim and assumptions flip as one number of a world varies.

found = thresholds(statement, world, "beta")
found.certified                 every flip found, by exact algebra
found.rows[-1].flips[0].exact   'log(2)/log((1 + sqrt(5))/2)'
"""

from prefshift_sym.thresholds.find import thresholds
from prefshift_sym.thresholds.report import Flip, Piece, Row, Thresholds
from prefshift_sym.thresholds.worlds import WorldError, read_world_file

__all__ = ["Flip", "Piece", "Row", "Thresholds", "WorldError", "read_world_file", "thresholds"]
