"""Claims on the same KPI: one movement, divided once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.courses import told
from tests.figures.drawn import Drawn, portfolios
from tests.figures.tables import AS_OF, Row, benefits, monthly

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.course import Claims
    from bcr.schemas.records import Observations

START = dt.date(2022, 1, 1)


def record(kpi_id: str = "kpi") -> dy.DataFrame[Observations]:
    """A KPI that fell from 15 to 7 when it started: 8 of the 10 intended."""
    return monthly([15.0] * 12 + [7.0] * 36, first=dt.date(2021, 1, 1), kpi_id=kpi_id)


def claim(case_id: str, **also: object) -> Row:
    dates: Row = {"start_on": START, "due_on": dt.date(2022, 12, 31)}
    return {"case_id": case_id, "kpi_id": "kpi", **dates, **also}


def claims_of(*rows: Row) -> dy.DataFrame[Claims]:
    return told(benefits(*rows), record=record()).claims


def test_a_kpi_claimed_once_has_no_ledger() -> None:
    assert claims_of(claim("a"), claim("b", kpi_id="other")).is_empty()


def test_two_that_claim_the_whole_movement_share_it_as_they_intended() -> None:
    found = claims_of(claim("a"), claim("b", target=10.0))
    assert found["attributed_share"].to_list() == pytest.approx([2 / 3, 1 / 3])
    assert found["attributed_movement"].sum() == pytest.approx(-8)
    assert found["over_claimed"].to_list() == pytest.approx([-8 / 3, -16 / 3])
    assert found["share_alone"].to_list() == pytest.approx([0.8, 1.6])
    assert found["share_after"].to_list() == pytest.approx([1.6 / 3, 1.6 / 3])


def test_stated_shares_that_fit_are_used_as_stated() -> None:
    found = claims_of(claim("a", share=0.7), claim("b", share=0.2))
    assert found["attributed_share"].to_list() == [0.7, 0.2]
    assert found["over_claimed"].to_list() == pytest.approx([0, 0])


def test_stated_shares_of_more_than_everything_are_not_used() -> None:
    found = claims_of(claim("a", share=0.8), claim("b", share=0.8))
    assert found["attributed_share"].to_list() == [0.5, 0.5]


def test_nobody_gets_more_than_the_share_it_states() -> None:
    found = claims_of(claim("a", share=0.1), claim("b", share=0.95))
    assert found["attributed_share"].to_list() == [0.1, 0.5]


def test_a_claim_that_states_no_share_gets_the_rest() -> None:
    found = claims_of(claim("a", share=0.7), claim("b"))
    assert found["attributed_share"].to_list() == pytest.approx([0.7, 0.3])


def test_claims_of_different_times_are_apart() -> None:
    ended = {"kpi_id": "kpi", "reported_actual": 9.0, "reported_on": dt.date(2019, 12, 31)}
    early = claim("a", **ended, start_on=dt.date(2018, 1, 1), due_on=dt.date(2018, 12, 31))
    found = told(
        benefits(early, claim("b", reported_actual=9.0, reported_on=AS_OF)), record=None
    ).claims
    assert found.is_empty()


@pytest.mark.parametrize(("begins", "together"), [(31, True), (32, False)])
def test_a_claim_that_begins_on_the_last_day_of_another_is_of_its_time(
    begins: int, *, together: bool
) -> None:
    """The earlier one was reported on 31 January."""
    start = dt.date(2022, 12, 31) + dt.timedelta(days=begins)
    early = claim("a", reported_actual=9.0, reported_on=dt.date(2023, 1, 31))
    late = claim("b", reported_actual=9.0, reported_on=AS_OF, start_on=start, due_on=start)
    assert told(benefits(early, late)).claims.is_empty() is not together


def test_what_has_not_begun_claims_nothing() -> None:
    later = claim("b", start_on=dt.date(2025, 6, 1), due_on=dt.date(2026, 6, 1))
    assert claims_of(claim("a"), later).is_empty()


@pytest.mark.parametrize("promise", [{"target": 15.0, "tolerance": 1.0}, {"class": "disbenefit"}])
def test_what_is_to_stay_or_to_harm_claims_no_movement(promise: Row) -> None:
    assert claims_of(claim("a"), claim("b", **promise)).is_empty()


def test_two_starts_within_a_quarter_clash_and_each_names_the_other() -> None:
    later = claim("c", start_on=dt.date(2022, 7, 1))
    found = claims_of(claim("a"), claim("b", start_on=dt.date(2022, 3, 31)), later)
    assert found["clash"].to_list() == ["benefit 1", "benefit 0", ""]


def test_several_that_clash_are_all_named_in_order() -> None:
    found = claims_of(*(claim(case) for case in "cab"))
    assert found["clash"].to_list() == [
        "benefit 1, benefit 2", "benefit 0, benefit 2", "benefit 0, benefit 1",
    ]  # fmt: skip


@pytest.mark.parametrize("share", [None, 0.8])
def test_claims_that_intended_nothing_known_share_their_own_ledger_alike(
    share: float | None,
) -> None:
    unknown: Row = {"baseline": None, "share": share}
    pair = [claim(case, **unknown) for case in "ab"]
    three = [claim(case, kpi_id="later", **unknown) for case in "abc"]
    shares = claims_of(*pair, *three)["attributed_share"].to_list()
    assert shares == pytest.approx([1 / 2] * 2 + [1 / 3] * 3)


def test_two_benefits_of_one_case_share_a_movement_without_a_clash() -> None:
    found = claims_of(claim("a"), claim("a"))
    assert found["attributed_share"].to_list() == [0.5, 0.5]
    assert found["clash"].to_list() == ["", ""]


@settings(max_examples=12, deadline=None)
@given(portfolios(), st.sampled_from([1.0, 0.001, 1e6]))
def test_claims_never_add_up_to_more_than_the_movement(drawn: Drawn, factor: float) -> None:
    moved = drawn.moved(lambda x: x * factor, lambda x: x * factor)
    found = told(
        moved.benefits(), record=moved.record(), measures=moved.kpis(), planned=moved.plans()
    ).claims
    ledgers = found.group_by("kpi_id", "ledger").agg(
        pl.col("attributed_movement").sum().abs(), pl.col("observed_movement").abs().max()
    )
    known = ledgers.drop_nulls()
    allowed = known["observed_movement"] * (1 + 1e-9) + 1e-12
    assert (known["attributed_movement"] <= allowed).all()
