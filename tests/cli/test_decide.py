"""`prefshift decide`: the contract's JSON, exit codes, bad input, evidence kept and re-checked."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from fractions import Fraction
from pathlib import Path

import pytest

from prefshift_sym import recheck
from prefshift_sym.cli import main

FALSE = '[assume]\n"a" = "cov(r, p_A) > 0"\n"b" = "cov(r, p_U) < 0"\n[claim]\n"c" = "TPM_A >= alpha"\n'
TRUE = '[claim]\n"c" = "TPM_A + TPM_U == 1"\n'
VACUOUS = '[assume]\n"a" = "alpha > 1"\n[claim]\n"c" = "TPM_A >= alpha"\n'
UNDEFINED = 'without = ["full support"]\n[claim]\n"c" = "all(post_A[y] >= 0 for y in Y)"\n'


@pytest.fixture
def write(tmp_path):
    def one(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return one


def decide(capsys, *arguments):
    code = main(["decide", *arguments])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, [json.loads(line) for line in captured.out.splitlines()], captured.err


def test_verdicts_and_exit_codes(write, capsys):
    expected = {"false": (FALSE, "refuted", 1), "true": (TRUE, "proved", 0), "vacuous": (VACUOUS, "vacuous", 3)}
    expected["undefined"] = (UNDEFINED, "undefined", 4)
    for name, (text, verdict, exit_code) in expected.items():
        code, (found,), _ = decide(capsys, write(f"{name}.toml", text), "--json", "--timeout", "10")
        assert (found["verdict"], code) == (verdict, exit_code)
        assert found["schema"] == 1
        assert found["solver"].startswith("z3")


def test_the_flagship_witness_is_the_smallest(write, capsys):
    _, (found,), _ = decide(capsys, write("f.toml", FALSE), "--json")
    witness = found["witness"]
    assert found["support"] == witness["n"] == 3
    assert (witness["p_A"], witness["p_U"]) == (["0", "1", "0"], ["1/2", "0", "1/2"])
    assert (witness["base"], witness["k"], witness["values"]["TPM_A"]) == ("2", ["0", "2", "3"], "8/17")
    for value in (witness["alpha"], *witness["k"], *witness["p_A"], *witness["values"].values()):
        Fraction(value)


BAD = {
    "not_toml": ("title = ", "not TOML"),
    "unknown_key": ('titel = "x"\n' + TRUE, "did you mean 'title'"),
    "empty_claim": ("[claim]\n", "no claim"),
    "float": ('[claim]\n"c" = "TPM_A >= 0.5"\n', "1/2"),
    "shape": ('families = "f"\n' + TRUE, "list of names"),
    "unknown_name": ('[claim]\n"c" = "TPM_B >= alpha"\n', "did you mean"),
    "size": ("n = 1\n" + TRUE, "outside"),
    "attack": ("[claim]\n\"c\" = \"__import__('os').system('true') > 0\"\n", "column"),
    "use": ('[assume]\nuse = ["likelihood order"]\n' + TRUE, "did you mean 'likelihood ratio order'"),
    "without": ('without = ["full suport"]\n' + TRUE, "did you mean 'full support'"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_never_stops_the_others(name, write, capsys):
    text, fragment = BAD[name]
    files = [write("good.toml", TRUE), write(f"{name}.toml", text), write("last.toml", FALSE)]
    code, found, err = decide(capsys, *files, "--json")
    assert code == 64
    assert [each["file"] for each in found] == files
    assert [each["verdict"] for each in found] == ["proved", "error", "refuted"]
    assert fragment in found[1]["reason"]
    assert found[1]["reason"] in err


def test_a_missing_file_is_a_sentence(capsys):
    code, (found,), err = decide(capsys, "nowhere.toml", "--json")
    assert (code, found["verdict"]) == (64, "error")
    assert "there is no such file" in err


def test_jobs_keep_the_order(write, capsys):
    files = [write(f"{i}.toml", TRUE if i % 2 else FALSE) for i in range(4)]
    _, found, _ = decide(capsys, *files, "--json", "--jobs", "2")
    assert [each["file"] for each in found] == files


def test_support_limits_the_search(write, capsys):
    _, (found,), _ = decide(capsys, write("f.toml", FALSE), "--json", "--support", "2")
    assert (found["verdict"], found["supports"]) == ("bounded", [2])


def test_evidence_is_kept_and_rechecked(write, capsys, tmp_path):
    false, true = write("false.toml", FALSE), write("true.toml", TRUE)
    main(["decide", false, true, "--witness", str(tmp_path), "--certificate", str(tmp_path)])
    witness, certificate = tmp_path / "false.witness.json", tmp_path / "true.certificate.json"
    assert main(["recheck", str(witness), str(certificate)]) == 0
    document = json.loads(witness.read_text())
    document["witness"]["alpha"] = "2"
    witness.write_text(json.dumps(document))
    assert main(["recheck", str(witness)]) == 1
    document = json.loads(certificate.read_text())
    document["statement"]["claim"]["c"] = "TPM_A + TPM_U == 2"
    certificate.write_text(json.dumps(document))
    assert main(["recheck", str(certificate)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_decided(write, capsys):
    file = write("f.toml", FALSE)
    for option in ("--witness", "--certificate"):
        code, found, err = decide(capsys, file, "--json", option, file)
        assert (code, found) == (64, [])
        assert "no folder can be made" in err


def test_a_refutation_at_every_size_is_told_kept_and_rechecked(write, capsys, tmp_path):
    file = write("f.toml", FALSE)
    assert main(["decide", file, "--witness", str(tmp_path)]) == 1
    assert "refuted for every n >= 3" in capsys.readouterr().out
    family = tmp_path / "f.family.json"
    assert main(["recheck", str(family)]) == 0
    assert "the family stands: for every n >= 3" in capsys.readouterr().out
    alone = shutil.copy(Path(recheck.__file__), tmp_path / "alone.py")
    done = subprocess.run([sys.executable, "-I", alone, str(family)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(family.read_text())
    document["family"]["p_A"][1] = "1/(n - 1)"
    family.write_text(json.dumps(document))
    assert main(["recheck", str(family)]) == 1


def test_json_of_a_refutation_has_the_family_and_how_small_the_witness_is(write, capsys):
    _, (found,), _ = decide(capsys, write("f.toml", FALSE), "--json", "--smallest", "--timeout", "60")
    assert (found["support"], found["family"]["smallest"], found["family"]["first"]) == (3, 3, 3)
    assert found["family"]["counts"] == ["1", "n - 2", "1"]
    assert found["minimality"]["proven"] is True
    _, (found,), _ = decide(capsys, write("g.toml", "n = 3\n" + FALSE), "--json")
    assert "family" not in found
    assert found["minimality"]["proven"] is False


def test_usage_errors_have_code_64(capsys):
    for arguments in (
        ["nonsense"],
        ["decide"],
        ["decide", "x.toml", "--timeout", "soon"],
        ["decide", "x", "--support", "5..2"],
        ["decide", "x", "--jobs", "0"],
        ["decide", "x", "--jobs", "-2"],
    ):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 64
    assert "--help" in capsys.readouterr().err


HARD = 'distributions = ["p"]\n[claim]\n"c" = "KL(p, p_theta)**3 - 7*KL(p, p_ref)**2 >= -50"\n'


def test_the_time_limit_holds(write, capsys):
    start = time.monotonic()
    _, (found,), _ = decide(capsys, write("hard.toml", HARD), "--json", "--timeout", "1")
    assert time.monotonic() - start < 1.1 + 0.5 + 1.0  # the last second is for starting and ending on a busy machine
    assert found["verdict"] in {"undecided", "refuted", "undefined"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_leaves_nothing_behind(write, jobs):
    mark = f"prefshift-test-{uuid.uuid4().hex}"
    files = [write("hard.toml", HARD), write("harder.toml", HARD)]
    process = subprocess.Popen(
        [sys.executable, "-m", "prefshift_sym", "decide", *files, "--timeout", "60", "--jobs", jobs],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "MARK": mark},
    )  # fmt: skip
    time.sleep(3)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.strip() == "prefshift: interrupted; nothing was left running"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _marked(mark):
        time.sleep(0.1)
    assert not _marked(mark)


def _marked(mark: str) -> list[str]:
    """Return the processes that carry the run's mark in their environment: its children's children too."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in environment.read_bytes():
                found.append(environment.parent.name)
        except OSError:
            continue
    return found
