"""House rules that a machine can keep."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The two re-checkers are one file each by contract, so that a referee can copy them; nothing else is exempt.
ONE_FILE_BY_CONTRACT = {"recheck.py", "recheck_certificate.py"}
FORBIDDEN = (
    "pypi" + ".org",
    "files.python" + "hosted",
    "registry.npm" + "js",
    "/work" + "/main",
    "/ro" + "ot/",
    "/home" + "/",
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()] or list(
        ROOT.glob("prefshift_sym/**/*.py")
    )


def test_files_are_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix == ".py" and path.name not in ONE_FILE_BY_CONTRACT
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_nothing_names_a_registry_or_this_machine():
    found = [
        (str(path.relative_to(ROOT)), word)
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".json", ".tex", ""} and path.stat().st_size < 2_000_000
        for word in FORBIDDEN
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert not found


def test_top_level_holds_only_what_it_may():
    allowed = {"pyproject.toml", "prefshift_sym", "proofs", "tests", "README.md", "LICENSE", "CHANGELOG.md"}
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} - allowed <= {".ci", ".gitignore"}


def test_help_is_light():
    code = (
        "import sys; sys.argv = ['prefshift', '--help']\n"
        "from prefshift_sym.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "assert not {'sympy', 'z3', 'networkx'} & set(sys.modules), 'a heavy import'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "examples:" in done.stdout


def test_rechecker_imports_only_the_standard_library():
    for name in ONE_FILE_BY_CONTRACT:
        source = (ROOT / "prefshift_sym" / name).read_text(encoding="utf-8")
        imported = {
            line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
        }
        assert imported <= set(sys.stdlib_module_names)
