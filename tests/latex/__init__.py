"""Tests of the LaTeX reading and of the article."""
