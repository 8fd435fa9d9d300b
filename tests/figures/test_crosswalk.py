"""Records under another name: whose they are is somebody's word, and nothing is counted twice."""

from __future__ import annotations

import datetime as dt

from bcr.figures.crosswalk import under_confirmed_ids
from bcr.portfolio import SameKpi
from bcr.schemas.records import Observations
from tests.figures.tables import benefits, kpis, table

WORD = (SameKpi("Avg wait", "WAIT", "Ann Lee, 3 March 2025"),)


def _observed(*rows: tuple[str, int, float]) -> list[dict[str, object]]:
    return [
        {
            "kpi_id": kpi,
            "period_start": dt.date(2024, month, 1),
            "period_end": dt.date(2024, month, 28),
            "value": value,
        }
        for kpi, month, value in rows
    ]


def test_a_record_and_a_promise_under_a_confirmed_name_are_the_kpis() -> None:
    found, record, promised = under_confirmed_ids(
        WORD,
        kpis({"kpi_id": "Avg wait"}, {"kpi_id": "WAIT", "name": "Average wait"}),
        table(Observations, _observed(("Avg wait", 1, 15.0), ("Calls", 1, 7.0))),
        benefits({"kpi_id": "Avg wait"}, {"kpi_id": "Calls"}),
    )
    assert found.select("kpi_id", "name").rows() == [("WAIT", "Average wait")]
    assert record.select("kpi_id", "value").rows() == [("Calls", 7.0), ("WAIT", 15.0)]
    assert promised["kpi_id"].to_list() == ["WAIT", "Calls"]


def test_where_both_have_a_period_the_kpis_own_value_counts() -> None:
    rows = _observed(("Avg wait", 1, 15.0), ("Avg wait", 2, 14.0), ("WAIT", 1, 12.0))
    _, record, _ = under_confirmed_ids(WORD, kpis(), table(Observations, rows), benefits())
    assert record.select("period_start", "value").rows() == [
        (dt.date(2024, 1, 1), 12.0),
        (dt.date(2024, 2, 1), 14.0),
    ]
