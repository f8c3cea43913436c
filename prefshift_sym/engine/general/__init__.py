"""Prove statements for every support size, by certificates that an independent checker accepts."""

from prefshift_sym.engine.general.entry import prove

__all__ = ["prove"]
