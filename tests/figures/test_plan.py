"""The level that was planned, and that like is compared with like."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from bcr.figures.course.paths import expected_paths, planned_paths
from bcr.figures.plan import share_due
from bcr.portfolio import Thresholds
from tests.figures.tables import AS_OF, Row, benefits, cases, gap_of, kpis, monthly, plans

START, DUE = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
RAMP: Row = {"baseline": 10.0, "target": 22.0, "start_on": START, "due_on": DUE}


def month_ends(number: int) -> list[dt.date]:
    firsts = [dt.date(2024 + month // 12, month % 12 + 1, 1) for month in range(1, number + 1)]
    return [first - dt.timedelta(days=1) for first in firsts]


def on_the_ramp(day: dt.date) -> float:
    return 10 + 12 * min(1.0, (day - START).days / (DUE - START).days)


@pytest.mark.parametrize(
    ("as_of", "planned", "rule"),
    [
        (dt.date(2024, 7, 1), 10 + 12 * 182 / 365, "ramp"),
        (dt.date(2024, 12, 30), 10 + 12 * 364 / 365, "ramp"),
        (DUE, 22.0, "due"),
        (dt.date(2026, 1, 1), 22.0, "due"),
    ],
)
def test_the_ramp_is_a_straight_line_from_start_to_due_date(
    as_of: dt.date, planned: float, rule: str
) -> None:
    gap = gap_of({**RAMP, "reported_actual": 12.0}, as_of=as_of)
    assert gap["planned_to_date"] == pytest.approx(planned)
    assert gap["planned_by"] == rule


@pytest.mark.parametrize("aggregation", ["mean", "last", "weighted"])
@pytest.mark.parametrize("month", [3, 7, 12, 15, 24])
def test_a_benefit_exactly_on_its_ramp_scores_one_although_its_actual_trails(
    month: int, aggregation: str
) -> None:
    ends = month_ends(month)
    record = monthly(
        [on_the_ramp(end) for end in ends],
        first=START,
        weights=[1.0 + n % 3 for n in range(month)],
    )
    gap = gap_of(
        {**RAMP, "kpi_id": "kpi"},
        record=record,
        measures=kpis({"kpi_id": "kpi", "aggregation": aggregation}),
        as_of=ends[-1],
    )
    assert gap["realised_share"] == pytest.approx(1.0)


def test_a_yearly_total_exactly_on_its_ramp_scores_one() -> None:
    ends = month_ends(12)
    gap = gap_of(
        {**RAMP, "kpi_id": "kpi"},
        record=monthly([on_the_ramp(end) / 12 for end in ends], first=START),
        measures=kpis({"kpi_id": "kpi", "aggregation": "sum"}),
        as_of=ends[-1],
    )
    assert gap["realised_share"] == pytest.approx(1.0)


INTERIM = plans(
    {"period_end": dt.date(2024, 3, 31), "planned": 11.0},
    {"period_end": dt.date(2024, 6, 30), "planned": 12.0},
    {"period_end": dt.date(2024, 9, 30), "planned": None},
)


@pytest.mark.parametrize(
    ("as_of", "planned", "rule"),
    [
        (dt.date(2024, 3, 30), 10 + 12 * 89 / 365, "ramp"),
        (dt.date(2024, 3, 31), 11.0, "interim"),
        (dt.date(2024, 6, 29), 11.0, "interim"),
        (dt.date(2024, 11, 30), 12.0, "interim"),
        (DUE, 22.0, "due"),
    ],
)
def test_the_cases_own_interim_targets_come_before_the_ramp(
    as_of: dt.date, planned: float, rule: str
) -> None:
    gap = gap_of({**RAMP, "reported_actual": 11.0}, planned=INTERIM, as_of=as_of)
    assert gap["planned_to_date"] == pytest.approx(planned)
    assert gap["planned_by"] == rule


def test_an_interim_target_is_compared_with_the_same_periods() -> None:
    gap = gap_of(
        {**RAMP, "kpi_id": "kpi"},
        record=monthly([10.5, 10.5, 11.0, 11.0, 11.0, 12.0], first=START),
        planned=plans({"period_end": dt.date(2024, 1, 31), "planned": 10.5}, *INTERIM.to_dicts()),
        as_of=dt.date(2024, 6, 30),
    )
    assert gap["planned_to_date"] == 11.0
    assert gap["realised_share"] == 1.0


def test_the_plan_of_a_cumulative_kpi_adds_up_from_the_baseline() -> None:
    quarters = [{"period_end": end, "planned": 2.0} for end in month_ends(12)[2::3]]
    gap = gap_of(
        {**RAMP, "due_on": dt.date(2025, 12, 31), "kpi_id": "kpi"},
        record=monthly([2.0, 1.0, 2.0], first=START, months=3),
        measures=kpis({"kpi_id": "kpi", "aggregation": "cumulative"}),
        planned=plans(*quarters),
        as_of=dt.date(2024, 11, 30),
    )
    assert (gap["planned_to_date"], gap["actual"]) == (16.0, 15.0)
    assert gap["realised_share"] == pytest.approx(5 / 6)


def test_without_a_due_date_nothing_is_due_before_the_first_interim_target() -> None:
    promise = {"baseline": 10.0, "target": 22.0, "reported_actual": 10.5}
    before = gap_of(promise, planned=INTERIM, as_of=dt.date(2024, 3, 30))
    after = gap_of(promise, planned=INTERIM, as_of=dt.date(2024, 3, 31))
    assert (before["status"], after["realised_share"]) == ("not_due", 0.5)


def test_a_planned_dip_is_not_read_as_the_promise_turned_round() -> None:
    dip = plans({"period_end": dt.date(2024, 3, 31), "planned": 8.0})
    gap = gap_of({**RAMP, "reported_actual": 12.0}, planned=dip, as_of=dt.date(2024, 4, 30))
    assert gap["status"] == "not_due"
    assert gap["reason"] == "the plan has no movement towards the target by then"


def test_plans_of_other_benefits_do_not_matter() -> None:
    other = plans({"benefit_id": "another", "period_end": dt.date(2024, 3, 31), "planned": 21.0})
    gap = gap_of({**RAMP, "reported_actual": 12.0}, planned=other, as_of=dt.date(2024, 7, 1))
    assert gap["planned_by"] == "ramp"


def test_a_record_that_ends_before_anything_was_planned_leaves_a_due_benefit_unmeasured() -> None:
    step = plans({"period_end": dt.date(2024, 6, 30), "planned": 12.0})
    gap = gap_of(
        {**RAMP, "start_on": None, "due_on": None, "kpi_id": "kpi"},
        record=monthly([10.0] * 3, first=START),
        planned=step,
        as_of=dt.date(2024, 9, 30),
    )
    assert (gap["status"], gap["planned_to_date"]) == ("not_measured", 12.0)
    assert gap["reason"] == "nothing was planned yet for the periods on record, to 2024-03-31"
    assert (gap["actual_from"], gap["actual_to"], gap["actual_periods"]) == (None, None, None)


def test_the_planned_course_is_the_planned_level_of_every_day() -> None:
    """Between its corners it is straight; so it can be drawn."""
    steps = {dt.date(2024, 3, 31): 12.0, dt.date(2024, 9, 30): 18.0}
    planned = plans(*({"period_end": on, "planned": level} for on, level in steps.items()))
    corners = planned_paths(
        benefits(RAMP), kpis=kpis(), plans=planned, as_of=AS_OF, thresholds=Thresholds()
    )
    drawn = {on: level for _, on, level in corners.iter_rows()}
    ordinals = [on.toordinal() for on in drawn]
    for day in (START, *steps, dt.date(2024, 2, 14), dt.date(2024, 6, 1), dt.date(2024, 12, 30)):
        stated = gap_of({**RAMP, "reported_actual": 1.0}, planned=planned, as_of=day)
        level = np.interp(day.toordinal(), ordinals, list(drawn.values()))
        assert level == pytest.approx(stated["planned_to_date"])


def test_a_plan_without_dates_has_no_corner_but_the_target() -> None:
    drawn = planned_paths(
        benefits({}), kpis=kpis(), plans=plans(), as_of=AS_OF, thresholds=Thresholds()
    )
    assert drawn.rows() == [("benefit 0", AS_OF, 5.0)]


def test_courses_come_benefit_by_benefit_in_their_order_and_day_by_day() -> None:
    """The level before was about 20; without a record there is nothing to expect."""
    began: Row = {"start_on": dt.date(2022, 1, 1), "due_on": dt.date(2022, 12, 31)}
    promised = benefits(
        {**began, "benefit_id": "b", "kpi_id": "kpi"}, {**began, "benefit_id": "none"},
        {**began, "benefit_id": "a", "kpi_id": "kpi"},
    )  # fmt: skip
    record = monthly(
        [20.0 + (-1) ** month for month in range(24)] + [10.0] * 12, first=dt.date(2020, 1, 1)
    )
    found = expected_paths(
        promised, cases=cases(), kpis=kpis({"kpi_id": "kpi"}), observations=record, plans=plans(),
        as_of=AS_OF, thresholds=Thresholds(),
    )  # fmt: skip
    drawn = planned_paths(
        promised, kpis=kpis(), plans=plans(), as_of=AS_OF, thresholds=Thresholds()
    )
    months = [(dt.date(2022, month, 1), 10.0) for month in range(1, 13)]
    assert found.select("benefit_id", "period_start", "value").rows() == [
        (benefit, *month) for benefit in "ba" for month in months
    ]
    assert found.columns == [
        "benefit_id", "period_start", "period_end", "value", "expected", "low", "high",
    ]  # fmt: skip
    assert found["expected"].to_list() == pytest.approx([20.0] * 24, abs=1.5)
    assert found.select(inside=pl.col("expected").is_between("low", "high"))["inside"].all()
    assert drawn.columns == ["benefit_id", "on", "planned"]
    assert drawn["benefit_id"].unique(maintain_order=True).to_list() == ["b", "none", "a"]
    assert all(part["on"].is_sorted() for part in drawn.partition_by("benefit_id"))


@pytest.mark.parametrize(
    ("promise", "level", "rule"),
    [
        ({"target": None}, None, None),
        ({"target": None, "due_on": dt.date(2024, 1, 1)}, None, None),
        ({**RAMP, "baseline": None, "due_on": dt.date(2025, 12, 31)}, None, None),
        ({"baseline": None}, 5.0, "undated"),
        ({"baseline": None, "due_on": dt.date(2024, 1, 1)}, 5.0, "due"),
    ],
)
def test_where_no_level_was_planned_no_rule_is_named_for_it(
    promise: Row, level: float | None, rule: str | None
) -> None:
    gap = gap_of({**promise, "reported_actual": 9.0})
    assert (gap["planned_to_date"], gap["planned_by"]) == (level, rule)


@pytest.mark.parametrize(
    ("start", "due", "on", "part"),
    [
        (2, 12, 1, 0.0), (2, 12, 2, 0.0), (2, 12, 5, 0.3), (2, 12, 12, 1.0), (2, 2, 2, 1.0),
        (None, 12, 11, 0.0), (None, 12, 12, 1.0), (2, None, 1, 0.0), (2, None, 2, 1.0),
        (None, None, 1, 1.0),
    ],
)  # fmt: skip
def test_dates_alone_make_due_what_lies_between_them(
    start: int | None, due: int | None, on: int, part: float
) -> None:
    """Days of one month."""
    days = [None if day is None else dt.date(2024, 1, day) for day in (start, due)]
    dates = pl.DataFrame([days], {"start_on": pl.Date, "due_on": pl.Date}, orient="row")
    assert dates.select(share_due(pl.lit(dt.date(2024, 1, on)))).item() == pytest.approx(part)
