"""The README's examples are real: what it shows is what the program prints, timings aside."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"<!-- output: (?P<command>[^;>]*?)(?:; from \"(?P<first>[^\"]*)\" to \"(?P<last>[^\"]*)\")? -->\n```text\n(?P<text>.*?)```",
    re.DOTALL,
)
FILE = re.compile(r"<!-- file: (?P<name>\S+) -->\n```toml\n(?P<text>.*?)```", re.DOTALL)


def shown(command: str, folder: Path) -> str:
    for match in FILE.finditer(README):
        (folder / match["name"]).write_text(match["text"], encoding="utf-8")
    if not (folder / "proofs").exists():
        shutil.copytree(ROOT / "proofs", folder / "proofs")
    done = subprocess.run(
        [sys.executable, "-m", "prefshift_sym", *command.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return done.stdout


def cut(text: str, first: str | None, last: str | None) -> str:
    if first is None:
        return text
    start = text.index(first)
    return text[start : text.index(last, start)]


def plain(text: str) -> str:
    return re.sub(r"\[\d+\.\d+ s\]", "[0.00 s]", text).strip()


@pytest.mark.parametrize("match", list(BLOCK.finditer(README)), ids=lambda match: match["command"])
def test_output_is_real(match, tmp_path):
    assert plain(match["text"]) == plain(cut(shown(match["command"], tmp_path), match["first"], match["last"]))


def test_both_commands_are_there():
    assert "<!-- run -->\n```sh\n" in README
    assert "<!-- test -->\n```sh\n" in README
    assert "pytest" in README.split("<!-- test -->")[1].split("```")[1]


def rewrite() -> None:
    """Put the real output into the README: `python tests/house/test_readme.py`."""
    import tempfile

    def fresh(match: re.Match) -> str:
        with tempfile.TemporaryDirectory() as folder:
            text = cut(shown(match["command"], Path(folder)), match["first"], match["last"])
        return match[0][: match.start("text") - match.start()] + text.rstrip() + "\n```"

    (ROOT / "README.md").write_text(BLOCK.sub(fresh, README), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
