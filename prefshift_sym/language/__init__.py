"""The statement language: frozen terms and formulas, read from text and shown as text."""
