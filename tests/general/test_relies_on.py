"""What a certificate says that it relies on is enough: without the other assumptions the statement is proved as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from prefshift_sym import read_statement
from prefshift_sym.engine.general import prove
from prefshift_sym.recheck_certificate import SETTING, check
from prefshift_sym.theory.statement import statement_from
from prefshift_sym.verdict import Proved

STATEMENTS = Path(__file__).parent.parent / "statements"
EFFORT = 4_000
NAMES = [
    "A51_lemma_1", "A55_ratio_order_kept", "A60_amplified_above_average", "A66_theta_dominates_ref", "C64_icx", "D51_sep_mlr",
    "H53_log_odds", "J51_value_of_optimum", "J80_log_reward", "L51_covariance_identity", "L56_antitone", "M51_negative_beta_minimum",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_assumptions_relied_on_suffice(name: str) -> None:
    """Those of the statement are left out, those of the setting dropped; what makes sums and rewards mean something stays."""
    statement = read_statement(STATEMENTS / f"{name}.toml")
    verdict = prove(statement, effort=EFFORT)
    assert isinstance(verdict, Proved)
    mapping, used = statement.as_mapping(), set(verdict.relies_on)
    idle = {*SETTING, "probability vectors"} - used - set(mapping["without"])
    unused = [each for each in mapping["assume"] if each not in used]
    assert idle or unused, "the test says nothing where every assumption is relied on"
    fewer = {
        **{key: value for key, value in mapping.items() if value and key != "n"},
        "without": sorted({*mapping["without"], *idle}),
        "assume": {key: value for key, value in mapping["assume"].items() if key in used},
    }
    again = prove(statement_from(fewer), effort=EFFORT)
    assert isinstance(again, Proved), again
    assert set(again.relies_on) <= used


def test_full_support_is_not_relied_on_where_the_claim_does_without() -> None:
    """The first proof found may use it; another one, with its formulas numbered anew, does not."""
    mapping = {"assume": {"top": "all(implies(p_A[i] > 0, all(r[j] <= r[i] for j in Y)) for i in Y)"}}
    verdict = prove(statement_from({**mapping, "claim": {"c": "TPM_A >= alpha"}}), effort=EFFORT)
    assert isinstance(verdict, Proved)
    assert "full support" not in verdict.relies_on
    assert check(verdict.certificate).relies_on == verdict.relies_on
