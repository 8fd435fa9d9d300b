"""Which date a benefit really ran by, whole rows; and the plan that leaves for now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bcr.figures.course.slips import planned_if_late, slips, with_decided_starts
from bcr.schemas.records import Cases, Decisions
from tests.figures.tables import AS_OF, table

if TYPE_CHECKING:
    from tests.figures.tables import Row

START, DUE = dt.date(2024, 1, 31), dt.date(2024, 6, 30)
Slip = tuple[str, dt.date | None, dt.date | None, int, int]


def promised(start: dt.date | None = START, due: dt.date | None = DUE) -> pl.LazyFrame:
    columns = {"n": [3], "benefit_id": ["B"], "case_id": ["C"], "start_on": [start],
               "due_on": [due]}  # fmt: skip
    dates = {"start_on": pl.Date, "due_on": pl.Date}
    return pl.LazyFrame(columns, schema_overrides={"n": pl.UInt32, **dates})


def decided(*rows: tuple[str, str, str]) -> pl.LazyFrame:
    """Subject, field and new date, decided one day after the other."""
    told: list[Row] = [
        {"subject": subject, "field": field, "new": new,
         "decided_on": dt.date(2024, 2, 1) + dt.timedelta(days=day)}
        for day, (subject, field, new) in enumerate(rows)
    ]  # fmt: skip
    return table(Decisions, told).lazy()


def slipped(
    *decisions: tuple[str, str, str],
    live: dt.date | None = None,
    onset: int | None = None,
    terms: pl.LazyFrame | None = None,
) -> list[Slip]:
    cases = table(Cases, [{"case_id": "C", "go_live_on": live}]).lazy()
    onsets = pl.LazyFrame({"n": [3], "onset_months": [onset]},
                          schema={"n": pl.UInt32, "onset_months": pl.Int32})  # fmt: skip
    found = slips(promised() if terms is None else terms, cases, decided(*decisions), onsets, AS_OF)
    names = ("late_by", "start_then", "due_then", "days", "late_months")
    return found.select(names).collect().rows()


def later(days: int) -> tuple[dt.date, dt.date]:
    return START + dt.timedelta(days=days), DUE + dt.timedelta(days=days)


def test_four_weeks_are_late_and_less_is_how_calendars_are_kept() -> None:
    assert slipped(("B", "Start on", "2024-02-28")) == [("decision", *later(28), 28, 1)]
    assert slipped(("B", "Start on", "2024-02-27")) == []
    assert slipped(live=dt.date(2024, 2, 28)) == [("go_live", *later(28), 28, 1)]
    assert slipped(live=dt.date(2024, 2, 27)) == []


def test_a_decision_comes_before_the_go_live_and_that_before_the_record() -> None:
    live = dt.date(2024, 4, 30)
    assert slipped(("B", "Start on", "2024-03-31"), live=live, onset=3) == [
        ("decision", *later(60), 60, 2)
    ]
    assert slipped(live=live, onset=6) == [("go_live", *later(90), 90, 3)]
    assert slipped(onset=1) == [("record", *later(29), 29, 1)]
    assert slipped(onset=0) == slipped(live=START) == slipped() == []


def test_a_go_live_still_to_come_is_not_late_yet() -> None:
    assert slipped(live=AS_OF) == [("go_live", *later(335), 335, 11)]
    assert slipped(live=AS_OF + dt.timedelta(days=1)) == []


def test_a_due_date_moves_with_the_start_unless_it_was_decided_itself() -> None:
    moved = ("C", "Start on", "2024-03-31")
    due = dt.date(2024, 12, 31)
    assert slipped(moved, ("B", "due", "2024-12-31")) == [
        ("decision", dt.date(2024, 3, 31), due, 184, 6)
    ]
    assert slipped(("B", "Due date", "2024-12-31")) == [("decision", START, due, 184, 6)]
    # A due date decided to be earlier is no later one.
    assert slipped(moved, ("B", "due", "2024-03-31")) == [("decision", *later(60), 60, 2)]
    assert slipped(("B", "due", "2024-12-31"), ("B", "start", "2023-06-30")) == [
        ("decision", START, due, 184, 6)
    ]


def test_what_a_promise_does_not_date_cannot_be_late() -> None:
    due = dt.date(2024, 12, 31)
    assert slipped(("B", "due", "2024-12-31"), terms=promised(start=None)) == [
        ("decision", None, due, 184, 6)
    ]
    assert slipped(("B", "start", "2024-03-31"), terms=promised(start=None)) == []
    assert slipped(live=dt.date(2024, 3, 31), terms=promised(due=None)) == [
        ("go_live", dt.date(2024, 3, 31), None, 60, 2)
    ]


@pytest.mark.parametrize(
    "field",
    ["Start on", "start", "START DATE", "Go-live on", "go live", "go_live date"],
)
def test_a_start_has_several_names(field: str) -> None:
    assert slipped(("B", field, " 2024-03-31 ")) == [("decision", *later(60), 60, 2)]


@pytest.mark.parametrize("field", ["Due on", "due", "Due-Date"])
def test_a_due_date_has_several_names(field: str) -> None:
    due = dt.date(2024, 8, 31)
    assert slipped(("B", field, "2024-08-31T00:00")) == [("decision", START, due, 62, 2)]


@pytest.mark.parametrize("new", ["31/03/2024", "2024-13-31", "after 2024-03-31", "2024-03-31x", ""])
def test_a_date_that_is_not_written_as_one_is_not_read(new: str) -> None:
    assert slipped(("B", "start", new)) == []


def test_the_latest_decision_counts_and_the_benefits_own_is_no_better_than_its_cases() -> None:
    started = with_decided_starts(
        promised(), decided(("B", "start", "2024-03-31"), ("C", "start", "2024-05-31")), AS_OF
    )
    assert started.collect()["started_on"].to_list() == [dt.date(2024, 5, 31)]
    # Of two on one day, the benefit's own.
    same_day = decided(("B", "start", "2024-03-31"), ("C", "start", "2024-05-31")).with_columns(
        decided_on=pl.lit(dt.date(2024, 2, 1))
    )
    told = with_decided_starts(promised(), same_day, AS_OF).collect()
    assert told["started_on"].to_list() == [dt.date(2024, 3, 31)]


@pytest.mark.parametrize(
    ("decided_on", "counts"), [(None, True), (AS_OF, True), (dt.date(2025, 1, 1), False)]
)
def test_a_decision_counts_from_the_day_it_was_taken(
    decided_on: dt.date | None, *, counts: bool
) -> None:
    one = decided(("B", "start", "2024-03-31")).with_columns(decided_on=pl.lit(decided_on, pl.Date))
    started = with_decided_starts(promised(), one, AS_OF).collect()["started_on"].to_list()
    assert started == [dt.date(2024, 3, 31) if counts else None]


@pytest.mark.parametrize(
    ("kind", "actual", "planned"),
    [
        # At the end of October, November and December: a half, none of it left to come.
        ("mean", (dt.date(2024, 10, 1), dt.date(2024, 12, 31)), [4 / 6, 5 / 6, 1.0]),
        ("last", (dt.date(2024, 10, 1), dt.date(2024, 12, 31)), [1.0]),
        ("mean", (dt.date(2024, 9, 15), dt.date(2024, 10, 15)), [3 / 6, 3.5 / 6]),
        ("cumulative", None, [1.0]),
    ],
)  # fmt: skip
def test_the_late_plan_for_now_is_put_together_as_the_actual_is(
    kind: str, actual: tuple[dt.date, dt.date] | None, planned: list[float]
) -> None:
    """From 15 to 5 over the six months to the end of December."""
    begin, end = dt.date(2024, 6, 30), dt.date(2024, 12, 31)
    terms = promised().with_columns(
        baseline=15.0, target=5.0, movement=-10.0, interim=False, aggregation=pl.lit(kind)
    )
    late = pl.LazyFrame(
        {"n": [3], "start_then": [begin], "due_then": [end], "days": [184]},
        schema_overrides={"n": pl.UInt32},
    )
    first, last = actual or (dt.date(2020, 1, 1), dt.date(2020, 1, 31))
    gaps = pl.LazyFrame(
        {"benefit_id": ["B"], "actual_kind": ["measured" if actual else "reported"],
         "actual_from": [first], "actual_to": [last]}
    )  # fmt: skip
    interim = pl.LazyFrame(schema={"n": pl.UInt32, "period_end": pl.Date,
                                   "interim_level": pl.Float64})  # fmt: skip
    found = planned_if_late(terms, late, interim, gaps, AS_OF).collect()
    level = 15 - 10 * sum(planned) / len(planned)
    assert found["planned_if_late"].to_list() == pytest.approx([level], abs=0.1)


def test_interim_targets_move_by_as_many_days_as_the_plan() -> None:
    terms = promised().with_columns(
        baseline=15.0, target=5.0, movement=-10.0, interim=True, aggregation=pl.lit("last")
    )
    late = pl.LazyFrame(
        {"n": [3], "start_then": [START], "due_then": [dt.date(2025, 6, 30)], "days": [100]},
        schema_overrides={"n": pl.UInt32},
    )
    gaps = pl.LazyFrame(
        {"benefit_id": ["B"], "actual_kind": ["reported"], "actual_from": [AS_OF],
         "actual_to": [AS_OF]}
    )  # fmt: skip
    levels = {dt.date(2024, 3, 31): 12.0, AS_OF - dt.timedelta(days=100): 9.0,
              AS_OF - dt.timedelta(days=99): 7.0}  # fmt: skip
    interim = pl.LazyFrame(
        {"n": [3] * 3, "period_end": list(levels), "interim_level": list(levels.values())},
        schema_overrides={"n": pl.UInt32},
    )
    found = planned_if_late(terms, late, interim, gaps, AS_OF).collect()
    assert found.rows() == [(3, 9.0)]
