"""What is said of a change hangs on what was recorded, and on nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
import pytest

from bcr.figures.change.courses import courses
from bcr.figures.change.shapes import Shape, Together
from bcr.figures.change.tested import changes, method_for, series_to_test
from bcr.figures.levels import promises
from bcr.figures.plan import usable_plans
from bcr.figures.record import usable_record
from bcr.portfolio import Thresholds
from bcr.schemas.records import Decisions, Observations
from tests.figures.tables import (
    AS_OF,
    benefits,
    cases,
    gap_of,
    gaps_of,
    kpis,
    monthly,
    plans,
    table,
)

START = dt.date(2024, 1, 1)
PROMISE = {"kpi_id": "kpi", "better": "lower", "start_on": START, "due_on": dt.date(2024, 6, 30)}


def waiting(before: int, after: int, step: float = -8.0) -> dict[str, Any]:
    """A record around the start: about 15 days before it, `step` fewer after it."""
    noise = np.random.default_rng(5).standard_normal(before + after)
    values = 15 + noise + step * (np.arange(before + after) >= before)
    return {"record": monthly(values.tolist(), first=months_before(before))}


def months_before(months: int) -> dt.date:
    years, month = divmod(12 * START.year - months, 12)
    return dt.date(years, month + 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "evidence"),
    [
        (0, 12, "untested"),
        (24, 0, "untested"),
        (1, 1, "untested"),
        (1, 2, "too_few_points"),
        (2, 1, "too_few_points"),
        (1, 5, "too_few_points"),
        (4, 12, "too_few_points"),
        (24, 2, "too_few_points"),
        (5, 3, "real"),
        (11, 12, "real"),
        (12, 7, "real"),
        (12, 8, "real"),
        (36, 12, "real"),
    ],
)
def test_a_large_change_is_real_as_soon_as_there_is_enough_record(
    before: int, after: int, evidence: str
) -> None:
    assert gap_of(PROMISE, **waiting(before, after))["evidence"] == evidence


@pytest.mark.parametrize(
    ("before", "after", "method"),
    [
        (12, 8, "model"), (11, 8, "signal"), (12, 7, "signal"), (5, 3, "signal"), (4, 3, None),
        (5, 2, None),
    ],
)  # fmt: skip
def test_the_method_is_the_best_that_the_periods_on_either_side_allow(
    before: int, after: int, method: str | None
) -> None:
    t = np.arange(-before, after, dtype=np.float64)
    group = Together.of(Shape(t, 12, 3, t >= 0), np.array([0], np.uint32), np.ones((1, len(t))))
    assert method_for(group) == method


def test_a_benefit_without_a_record_or_a_start_is_untested() -> None:
    assert gap_of({**PROMISE, "start_on": None}, **waiting(24, 12))["evidence"] == "untested"
    assert gap_of({"reported_actual": 5.0})["evidence"] == "untested"


def test_a_change_for_the_worse_is_worse() -> None:
    gap = gap_of(PROMISE, **waiting(24, 12, step=8.0))
    assert (gap["evidence"], gap["verdict"]) == ("worse", "reversed")


def test_no_change_is_not_shown_to_be_one() -> None:
    assert gap_of(PROMISE, **waiting(24, 12, step=0.0))["evidence"] == "not_shown"


def test_a_change_has_the_sign_and_unit_of_the_benefit() -> None:
    gap = gap_of(PROMISE, **waiting(36, 12))
    assert gap["change_low"] < gap["change"] < gap["change_high"] < 0
    assert gap["change"] == pytest.approx(-8, abs=1.5)
    assert gap["expected_without"] == pytest.approx(15, abs=1.5)


def test_a_kpi_that_is_summed_has_its_change_over_the_whole_window() -> None:
    once = gap_of(PROMISE, **waiting(36, 12))
    summed = kpis({"kpi_id": "kpi", "aggregation": "sum"})
    gap = gap_of(PROMISE, measures=summed, **waiting(36, 12))
    assert gap["change"] == pytest.approx(12 * once["change"])
    assert gap["expected_without"] == pytest.approx(12 * once["expected_without"])


def test_months_between_go_live_and_start_belong_to_neither_side() -> None:
    """Whatever happened while the change was being made does not matter."""
    noise = 15 + np.random.default_rng(6).standard_normal(48)
    tables = {"approved": cases({"case_id": "case", "go_live_on": dt.date(2023, 10, 1)})}
    gaps = []
    for muddle in (0.0, 50.0):
        values = noise.copy()
        values[33:36] += muddle
        record = monthly(values.tolist(), first=months_before(36))
        gaps.append(gap_of(PROMISE, record=record, **tables))
    columns = ("evidence", "change", "change_low", "change_high", "expected_without")
    assert [gaps[0][name] for name in columns] == [gaps[1][name] for name in columns]


def test_a_missing_month_is_not_a_zero() -> None:
    noise = 15 + np.random.default_rng(11).standard_normal(48)
    full: list[float | None] = noise.tolist()
    holes = [None if month in {4, 20, 40} else value for month, value in enumerate(full)]
    first = months_before(36)
    with_holes = gap_of(PROMISE, record=monthly(holes, first=first))
    assert with_holes["evidence"] == "not_shown"
    assert with_holes["change"] == pytest.approx(
        gap_of(PROMISE, record=monthly(full, first=first))["change"], abs=0.5
    )
    assert with_holes["expected_without"] == pytest.approx(15, abs=2)


def test_what_a_comparator_shares_is_not_the_investments() -> None:
    """Both fall by 8 days; so the investment changed nothing."""
    random = np.random.default_rng(8)
    both = 15 + 2 * random.standard_normal(48) - 8 * (np.arange(48) >= 36)
    first = months_before(36)
    record = Observations.cast(
        pl.concat(
            monthly((both + 0.3 * random.standard_normal(48)).tolist(), first=first, kpi_id=kpi)
            for kpi in ("kpi", "other")
        )
    )
    alone = gaps_of(benefits(PROMISE), record=record)
    beside = gaps_of(
        benefits(PROMISE),
        record=record,
        measures=kpis({"kpi_id": "kpi", "comparator_kpi_id": "other"}),
    )
    assert alone["evidence"].to_list() == ["real"]
    assert beside["evidence"].to_list() == ["not_shown"]
    assert beside["expected_without"][0] == pytest.approx(7, abs=1)


def test_a_comparator_without_a_record_leaves_the_kpi_by_itself() -> None:
    measures = kpis({"kpi_id": "kpi", "comparator_kpi_id": "other"})
    gap = gap_of(PROMISE, measures=measures, **waiting(36, 12))
    assert gap["evidence"] == "real"


def test_a_drift_that_was_there_before_is_not_a_change() -> None:
    drift = 15 - 0.2 * np.arange(48) + 0.3 * np.random.default_rng(9).standard_normal(48)
    gap = gap_of(PROMISE, record=monthly(drift.tolist(), first=months_before(36)))
    assert gap["evidence"] == "not_shown"
    assert gap["expected_without"] == pytest.approx(drift[36:].mean(), abs=0.7)


def test_a_bend_of_long_ago_does_not_set_what_is_expected() -> None:
    """It fell until six years before the start and was flat since, before the start and after."""
    since = np.arange(-132, 12)
    bent = 15 + 0.1 * np.maximum(-since - 72, 0)
    bent += 0.3 * np.random.default_rng(9).standard_normal(144)
    gap = gap_of(PROMISE, record=monthly(bent.tolist(), first=months_before(132)))
    assert gap["evidence"] == "not_shown"
    assert gap["expected_without"] == pytest.approx(15, abs=0.3)


def test_what_was_to_be_expected_is_that_of_the_year_the_actual_speaks_of() -> None:
    drift = 10 + 0.1 * np.arange(72)
    noise = 0.1 * np.random.default_rng(5).standard_normal(72)
    begun = {**PROMISE, "start_on": dt.date(2022, 1, 1)}
    gap = gap_of(begun, record=monthly((drift + noise).tolist(), first=dt.date(2019, 1, 1)))
    assert gap["expected_without"] == pytest.approx(drift[-12:].mean(), abs=0.5)


def test_quarters_and_years_are_read_as_they_are() -> None:
    for months, before, first in ((3, 16, dt.date(2018, 1, 1)), (12, 14, dt.date(2001, 1, 1))):
        noise = np.random.default_rng(10).standard_normal(before + 9)
        values = 15 + noise - 8 * (np.arange(len(noise)) >= before)
        start = dt.date(first.year + before * months // 12, 1, 1)
        promise = {**PROMISE, "start_on": start, "due_on": start}
        record = monthly(values.tolist(), first=first, months=months)
        assert gap_of(promise, record=record, as_of=AS_OF)["evidence"] == "real"


def test_a_measure_to_be_maintained_without_a_better_side_is_not_shown_to_change() -> None:
    promise = {**PROMISE, "better": "maintain", "target": 15.0, "tolerance": 1.0}
    assert gap_of(promise, **waiting(36, 12))["evidence"] == "not_shown"


def test_the_course_is_given_for_every_recorded_period_since_the_start() -> None:
    tables = waiting(36, 12)
    record = usable_record(tables["record"].lazy(), AS_OF)
    levels = promises(
        benefits(PROMISE).lazy(), kpis().lazy(), usable_plans(plans().lazy()), Thresholds()
    )
    path = courses(series_to_test(levels, record, cases().lazy(), kpis().lazy(), AS_OF))
    assert path["value"].to_list() == pytest.approx(tables["record"]["value"].tail(12).to_list())
    assert path["expected"].mean() == pytest.approx(gap_of(PROMISE, **tables)["expected_without"])
    assert (path["low"] < path["expected"]).all()
    assert (path["expected"] < path["high"]).all()


@pytest.mark.parametrize("before", [36, 8], ids=["model", "signal"])
def test_a_course_beside_a_comparator_is_in_the_kpis_own_unit_whichever_way_is_up(
    before: int,
) -> None:
    """Turned upside down with its comparator, it is the same course turned, its ends swapped."""
    months = np.arange(before + 6)
    values = waiting(before, 6)["record"]["value"].to_numpy()
    other = 100.0 + np.sin(months)

    def told(sign: float, better: str) -> pl.DataFrame:
        record = pl.concat(
            monthly((sign * rows).tolist(), first=months_before(before), kpi_id=kpi)
            for kpi, rows in (("kpi", values), ("other", other))
        )
        beside = kpis({"kpi_id": "kpi", "comparator_kpi_id": "other"}).lazy()
        promised = benefits({**PROMISE, "better": better, "target": None, "baseline": None}).lazy()
        levels = promises(promised, beside, usable_plans(plans().lazy()), Thresholds())
        usable = usable_record(record.lazy(), AS_OF)
        return courses(series_to_test(levels, usable, cases().lazy(), beside, AS_OF))

    down, up = told(1.0, "lower"), told(-1.0, "higher")
    assert down["value"].to_list() == pytest.approx(values[before:].tolist())
    for name, turned in (("value", "value"), ("expected", "expected"), ("low", "high"),
                         ("high", "low")):  # fmt: skip
        assert up[name].to_list() == pytest.approx((-down[turned]).to_list())
    # What is expected moves with the comparator.
    assert down["expected"].to_list() == pytest.approx(other[before:] - 85.0, abs=2.0)


def test_a_step_is_looked_for_where_the_benefit_started_not_where_it_was_planned_to() -> None:
    """It was to start a year before it did."""
    record = usable_record(waiting(36, 12)["record"].lazy(), AS_OF)
    planned = promises(
        benefits({**PROMISE, "start_on": dt.date(2023, 1, 1)}).lazy(),
        kpis().lazy(),
        usable_plans(plans().lazy()),
        Thresholds(),
    )

    def change(started_on: dt.date | None) -> dict[str, Any]:
        promised = planned.with_columns(started_on=pl.lit(started_on, pl.Date))
        tested = series_to_test(promised, record, cases().lazy(), kpis().lazy(), AS_OF)
        return changes(promised, tested).row(0, named=True)

    assert (change(None)["before"], change(START)["before"]) == (24, 36)
    assert change(START)["change"] == pytest.approx(-8, abs=1.5)
    assert change(None)["change"] > -5


def test_a_start_that_was_decided_to_be_later_is_where_the_step_is_looked_for() -> None:
    promise = {**PROMISE, "benefit_id": "B1", "start_on": dt.date(2023, 1, 1)}
    new = {"subject": "B1", "field": "Start on", "new": START.isoformat()}

    def gap(decided_on: dt.date) -> dict[str, Any]:
        decided = table(Decisions, [{**new, "decided_on": decided_on}])
        return gap_of(promise, **waiting(36, 12), decided=decided)

    assert gap(dt.date(2022, 6, 1))["change"] == pytest.approx(-8, abs=1.5)
    assert gap(AS_OF + dt.timedelta(days=1))["change"] > -5
