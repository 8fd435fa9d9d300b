"""Where the gap came from: parts that add up to what was intended, whatever the input."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcr.figures.waterfall import grouped_waterfalls
from bcr.model import PARTS, Grouping
from tests.figures.courses import Told, told
from tests.figures.drawn import Drawn, anything, portfolios
from tests.figures.tables import Row, benefits, monthly, plans

if TYPE_CHECKING:
    from collections.abc import Sequence

START, DUE = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
WOBBLE = (0.3, -0.2, -0.4, 0.5, 0.1, -0.3, 0.2, -0.1, 0.4, -0.5, -0.2, 0.2)
FEW = settings(max_examples=12, deadline=None)


def ran(levels: Sequence[float], **promise: object) -> Told:
    """A promise from 15 to 5 beside months from 2020 on, a little noise on each."""
    values = [level + WOBBLE[month % 12] for month, level in enumerate(levels)]
    row: Row = {"kpi_id": "kpi", "start_on": START, "due_on": DUE, "better": "lower", **promise}
    return told(benefits(row), record=monthly(values, first=dt.date(2020, 1, 1)))


def drawn_told(drawn: Drawn) -> Told:
    return told(
        drawn.benefits(), record=drawn.record(), measures=drawn.kpis(), planned=drawn.plans()
    )


def test_what_changed_as_promised_is_proven() -> None:
    parts = ran([15] * 24 + [5] * 36).parts()
    assert parts["proven"] == pytest.approx(1, abs=0.03)


def test_what_is_missing_fell_short() -> None:
    parts = ran([15] * 24 + [11] * 36).parts()
    assert parts["short"] == pytest.approx(0.6, abs=0.02)
    assert parts["proven"] == pytest.approx(0.4, abs=0.02)


def test_what_was_reached_and_lost_faded() -> None:
    parts = ran([15] * 24 + [6] * 18 + [14] * 18).parts()
    assert parts["faded"] == pytest.approx(0.8, abs=0.02)
    assert parts["short"] == pytest.approx(0.1, abs=0.02)


def test_what_drifted_down_all_along_would_have_happened_anyway() -> None:
    parts = ran([21 - month / 4 for month in range(60)]).parts()
    assert parts["anyway"] > 0.7
    assert "proven" not in parts


def test_what_was_not_due_by_now_is_not_missing() -> None:
    later = benefits({"start_on": dt.date(2026, 1, 1), "due_on": dt.date(2026, 12, 31)})
    assert told(later).parts() == {"intended": 1.0, "not_due": 1.0}


@pytest.mark.parametrize("promise", [{}, {"baseline": None, "reported_actual": 9.0}])
def test_what_nobody_can_score_is_unknown(promise: Row) -> None:
    assert told(benefits(promise)).parts() == {"intended": 1.0, "unknown": 1.0}


def test_what_was_only_reported_is_not_shown() -> None:
    assert told(benefits({"reported_actual": 5.0})).parts() == {"intended": 1.0, "not_shown": 1.0}


def test_more_than_was_planned_stands_beside_and_is_not_netted() -> None:
    both = told(benefits({"reported_actual": 0.0}, {"reported_actual": 10.0}))
    total = grouped_waterfalls(both.waterfalls, both.gaps, None, {}).row(0, named=True)
    assert (total["intended"], total["beyond"], total["short"]) == (2.0, 0.5, 0.5)


def test_the_wrong_way_falls_short_of_all_and_stands_beside_as_a_negative() -> None:
    parts = told(benefits({"reported_actual": 20.0})).parts()
    assert parts == {"intended": 1.0, "short": 1.0, "wrong_way": -0.5}


def test_a_movement_claimed_twice_is_counted_once() -> None:
    claim: Row = {"kpi_id": "kpi", "start_on": START, "due_on": DUE, "better": "lower"}
    wobbly = [15 + WOBBLE[n % 12] - (10 if n >= 24 else 0) for n in range(60)]
    both = told(
        benefits({**claim, "case_id": "a"}, {**claim, "case_id": "b"}),
        record=monthly(wobbly, first=dt.date(2020, 1, 1)),
    )
    total = grouped_waterfalls(both.waterfalls, both.gaps, None, {}).row(0, named=True)
    assert total["claimed_twice"] == pytest.approx(1, abs=0.01)
    assert total["proven"] == 0.0
    assert total["not_shown"] == pytest.approx(1, abs=0.01)


def test_a_gap_that_a_later_start_explains_is_late_not_short() -> None:
    promise: Row = {"case_id": "a", "start_on": dt.date(2024, 1, 1),
                    "due_on": dt.date(2024, 12, 31), "reported_actual": 10.0}  # fmt: skip
    decision: Row = {"subject": "a", "field": "Start on", "new": "2024-07-01"}
    on_time, late = told(benefits(promise)), told(benefits(promise), decided=[decision])
    assert on_time.parts()["short"] == 0.5
    assert late.parts()["late"] == pytest.approx(0.5, abs=0.01)
    assert late.parts()["short"] == pytest.approx(0.0, abs=0.01)


def test_reported_money_is_what_its_waterfall_ends_in() -> None:
    paid: Row = {"class": "cash_releasing", "money_per_year": 100.0, "reported_money": 30.0,
                 "currency": "GBP"}  # fmt: skip
    parts = told(benefits(paid)).parts(basis="money")
    assert parts == pytest.approx({"intended": 100.0, "short": 70.0, "not_shown": 30.0})


def test_classes_of_money_are_never_added() -> None:
    rows = [{"class": kind, "money_per_year": 100.0, "reported_actual": 5.0, "currency": "GBP"}
            for kind in ("cash_releasing", "income", "disbenefit")]  # fmt: skip
    found = told(benefits(*rows))
    total = grouped_waterfalls(found.waterfalls, found.gaps, None, {})
    money = total.filter(pl.col("basis") == "money").select("class", "benefits", "intended")
    assert money.rows() == [
        ("cash_releasing", 1, 100.0), ("income", 1, 100.0), ("disbenefit", 1, -100.0)
    ]  # fmt: skip


@FEW
@given(portfolios(anything))
def test_the_parts_add_up_to_what_was_intended(drawn: Drawn) -> None:
    found = drawn_told(drawn)
    for by in (None, Grouping.CASE, Grouping.LOGIC, Grouping.DEPARTMENT):
        rows = grouped_waterfalls(found.waterfalls, found.gaps, by, {})
        for row in (*rows.to_dicts(), *found.waterfalls.to_dicts()):
            size = max(1.0, *(abs(row[part]) for part in PARTS[:9]))
            assert abs(row["intended"] - sum(row[part] for part in PARTS[:9])) <= 1e-9 * size


@FEW
@given(portfolios())
def test_no_part_of_a_benefit_is_below_nothing_or_above_all(drawn: Drawn) -> None:
    rows = drawn_told(drawn).waterfalls.filter(pl.col("basis") == "benefits")
    for part in PARTS[:9]:
        assert rows[part].is_between(-1e-12, 1 + 1e-12).all()
    assert (rows["beyond"] >= 0).all()
    assert (rows["wrong_way"] <= 0).all()


@FEW
@given(portfolios())
def test_money_planned_and_realised_is_that_of_the_gaps(drawn: Drawn) -> None:
    found = drawn_told(drawn)
    money = found.waterfalls.filter(pl.col("basis") == "money").rename({"group": "benefit_id"})
    both = money.join(found.gaps, on="benefit_id").filter(
        pl.col("realised_money").is_not_null() & (pl.col("money_at_target") != 0)
    )
    happened = ("claimed_twice", "anyway", "not_shown", "proven", "beyond", "wrong_way")
    realised = both.select(pl.sum_horizontal(happened)).to_series()
    assert realised.to_list() == pytest.approx(both["realised_money"].to_list(), rel=1e-6, abs=1e-6)


@FEW
@given(portfolios(), st.sampled_from([0.001, 7.0, 1e6]))
def test_another_unit_changes_no_part(drawn: Drawn, factor: float) -> None:
    moved = drawn.moved(lambda x: x * factor, lambda x: x * factor)
    one, other = (drawn_told(each).waterfalls for each in (drawn, moved))
    shares = pl.col("basis") == "benefits"
    for part in PARTS:
        expected = one.filter(shares)[part].to_list()
        assert other.filter(shares)[part].to_list() == pytest.approx(expected, rel=1e-5, abs=1e-7)


def test_of_what_cannot_be_scored_a_plan_that_leads_away_leaves_nothing_due() -> None:
    away: Row = {"benefit_id": "benefit 0", "period_end": dt.date(2022, 3, 31), "planned": 16.0}
    dates: Row = {"start_on": dt.date(2022, 1, 1), "due_on": dt.date(2030, 1, 1)}
    unmeasured = told(benefits({**dates, "better": "higher"}), planned=plans(away))
    assert unmeasured.parts() == {"intended": 1.0, "not_due": 1.0}
