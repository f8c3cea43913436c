"""Readings of the language: one translation of the frozen tree a file, and none knows another."""
