"""Comparing with tests/golden/latex. `PREFSHIFT_UPDATE_GOLDEN=1 pytest tests/latex` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden" / "latex"


def agrees(name: str, text: str) -> bool:
    """Return whether a golden file has this text."""
    file = FOLDER / name
    if os.environ.get("PREFSHIFT_UPDATE_GOLDEN") == "1":
        file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8") == text
