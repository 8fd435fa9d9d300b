from __future__ import annotations

import datetime as dt

import pytest

from bcr.figures.links import linked_to_kpis
from bcr.schemas.records import Observations
from tests.figures.tables import Row, benefits, kpis, monthly, table

DAYS: Row = {"kpi_id": "HSG-DAYS", "name": "Days to answer"}
CALLS: Row = {"kpi_id": "HSG-CALLS", "name": "Calls"}


def linked(*named: str | None, described: tuple[Row, ...] = (DAYS, CALLS)) -> list[str | None]:
    """What the benefits that name these KPIs are linked to; HSG-VISITS only has observations."""
    visits = monthly([1.0, 2.0], first=dt.date(2024, 1, 1), kpi_id="HSG-VISITS")
    rows = benefits(*({"kpi_id": name} for name in named))
    return linked_to_kpis(rows, kpis(*described), visits)["kpi_id"].to_list()


def test_an_id_stays() -> None:
    assert linked("HSG-DAYS") == ["HSG-DAYS"]


def test_an_id_that_only_has_observations_stays_although_a_kpi_has_it_as_its_name() -> None:
    odd = {"kpi_id": "OTHER", "name": "HSG-VISITS"}
    assert linked("HSG-VISITS", described=(odd,)) == ["HSG-VISITS"]


def test_an_id_stays_although_another_kpi_has_it_as_its_name() -> None:
    assert linked("HSG-DAYS", described=(DAYS, {"kpi_id": "OTHER", "name": "hsg-days"})) == [
        "HSG-DAYS"
    ]


@pytest.mark.parametrize(
    "name", ["Days to answer", "DAYS TO ANSWER", "  days to answer ", "Days  to\u00a0answer"]
)
def test_a_name_becomes_the_id_whatever_its_case_and_spacing(name: str) -> None:
    assert linked(name) == ["HSG-DAYS"]


def test_spacing_in_the_name_of_the_kpi_does_not_matter_either() -> None:
    assert linked("Days to answer", described=({**DAYS, "name": " days\tTO answer"},)) == [
        "HSG-DAYS"
    ]


def test_a_name_that_two_kpis_share_stays_text() -> None:
    both = (DAYS, {"kpi_id": "ASC-DAYS", "name": "days to answer"})
    assert linked("Days to answer", "Calls", described=(*both, CALLS)) == [
        "Days to answer",
        "HSG-CALLS",
    ]


def test_a_kpi_described_twice_is_still_one() -> None:
    assert linked("Days to answer", described=(DAYS, DAYS)) == ["HSG-DAYS"]


def test_a_name_no_kpi_has_stays_text() -> None:
    assert linked("Days to") == ["Days to"]


def test_no_kpi_named_stays_none_although_a_kpi_has_no_name() -> None:
    assert linked(None, described=({"kpi_id": "HSG-DAYS"},)) == [None]


def test_the_order_of_benefits_is_kept() -> None:
    named = ("Calls", None, "HSG-DAYS", "nowhere", "Days to answer", "calls", "HSG-VISITS")
    assert linked(*named) == [
        "HSG-CALLS",
        None,
        "HSG-DAYS",
        "nowhere",
        "HSG-DAYS",
        "HSG-CALLS",
        "HSG-VISITS",
    ]


def test_nothing_but_the_kpi_changes() -> None:
    before = benefits({"kpi_id": "Calls"}, {"kpi_id": None})
    after = linked_to_kpis(before, kpis(CALLS), table(Observations, []))
    assert after.drop("kpi_id").equals(before.drop("kpi_id"))
    assert after.schema == before.schema


def test_no_benefits_and_no_kpis_are_no_trouble() -> None:
    empty = linked_to_kpis(benefits(), kpis(), table(Observations, []))
    assert empty.height == 0
    assert linked("Calls", described=()) == ["Calls"]
