"""What `CERTIFICATES.md` says of the format is what the checker does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import prefshift_sym.engine.general
from prefshift_sym.recheck_certificate import LEMMAS, SETTING, check

DOCUMENT = (Path(prefshift_sym.engine.general.__file__).parent / "CERTIFICATES.md").read_text(encoding="utf-8")
EXAMPLE = json.loads(re.findall(r"<!-- example -->\n```json\n(.*?)```", DOCUMENT, re.DOTALL)[0])


def test_the_example_is_accepted_as_the_document_says() -> None:
    """With the assumptions that the last paragraph names; and it is refused for the claim without its assumption."""
    report = check(EXAMPLE)
    assert report.accepted, report.reason
    said = DOCUMENT.rpartition("relies on")[2]
    assert report.relies_on == tuple(sorted(re.findall(r"`([a-z ]+)`", said)))
    bare = {**EXAMPLE, "statement": {**EXAMPLE["statement"], "assume": {}}}
    bare["proofs"] = [{**EXAMPLE["proofs"][0], "setup": []}]
    assert not check(bare).accepted


def test_every_lemma_and_every_step_is_described() -> None:
    """None is missing, and none is there that the checker does not know."""
    table = DOCUMENT.partition("## Lemmas")[2].partition("What is trusted")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`([a-z ]+)`", " ".join(rows))) == sorted(LEMMAS)
    source = Path(check.__code__.co_filename).read_text(encoding="utf-8")
    taken = set(re.findall(r'case \["([a-z]+)"', source)) | set(re.findall(r'"([a-z]+)" as kind, int', source))
    taken |= {"skolem", "assume"} if '"use" | "skolem"' in source else set()
    described = set(re.findall(r'`\["([a-z]+)"', DOCUMENT))
    assert taken == described
    assert all(text in DOCUMENT for text in SETTING.values())
