from __future__ import annotations

import polars as pl
import pytest

from bcr.figures.evidence import verdict
from bcr.model import Evidence, Status

UNSHOWN = [Evidence.WORSE, Evidence.NOT_SHOWN, Evidence.TOO_FEW_POINTS, Evidence.UNTESTED]


def read_together(status: Status, evidence: Evidence) -> str:
    frame = pl.DataFrame({"status": [status.value], "evidence": [evidence.value]})
    return str(frame.select(verdict(pl.col("status"), pl.col("evidence"))).item())


@pytest.mark.parametrize("status", [Status.EXCEEDED, Status.DELIVERED, Status.MOSTLY])
def test_only_a_real_change_makes_a_reached_target_a_delivered_one(status: Status) -> None:
    assert read_together(status, Evidence.REAL) == "delivered_change"
    assert {read_together(status, evidence) for evidence in UNSHOWN} == {"reached_not_shown"}


def test_a_short_benefit_may_still_be_a_real_change() -> None:
    assert read_together(Status.SHORT, Evidence.REAL) == "real_but_short"
    assert {read_together(Status.SHORT, evidence) for evidence in UNSHOWN} == {"no_change_shown"}


@pytest.mark.parametrize("evidence", list(Evidence))
def test_no_evidence_turns_an_unscored_or_reversed_benefit_into_a_success(
    evidence: Evidence,
) -> None:
    assert read_together(Status.REVERSED, evidence) == "reversed"
    assert read_together(Status.NOT_DUE, evidence) == "not_due"
    assert read_together(Status.NOT_MEASURED, evidence) == "unproven"
    assert read_together(Status.NOT_SCORABLE, evidence) == "unproven"
