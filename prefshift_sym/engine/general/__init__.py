"""Prove statements for every support size, by certificates that an independent checker accepts."""

from prefshift_sym.engine.general.entry import EFFORT_SPENT, prove

__all__ = ["EFFORT_SPENT", "prove"]
