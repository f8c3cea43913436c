"""The ladder drawn: as text, as DOT, as JSON, and in LaTeX."""
