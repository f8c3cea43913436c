"""Which engine and which solver an answer comes from: two of either may answer differently."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from prefshift_sym import __version__

DECIDING = ("engine", "language", "readings", "theory", "recheck.py", "recheck_certificate.py", "verdict.py")


@cache
def engine_version() -> str:
    """Return the package's version with a digest of the source that decides, such as "0.1.0+3f9a0c51d2e4".

    Between two releases the engine changes while the number does not, and a kept `bounded` rests on the engine's word.
    """
    digest, root = hashlib.sha256(), Path(__file__).parent
    for name in DECIDING:
        place = root / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
