"""Starts and due dates that came later than promised, and the plan they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import averaged
from bcr.figures.plan import PLANNED_FROM, with_planned
from bcr.model import Aggregation

if TYPE_CHECKING:
    import datetime as dt

_DAYS_A_MONTH = 30.4375
#: A date this much later than promised is late; less is how calendars are kept.
_LATE_DAYS = 28
#: What a decision may call the two dates, in lower case and without separators.
_FIELDS = {
    "starton": "start_on",
    "start": "start_on",
    "startdate": "start_on",
    "goliveon": "start_on",
    "golive": "start_on",
    "golivedate": "start_on",
    "dueon": "due_on",
    "due": "due_on",
    "duedate": "due_on",
}


def slips(
    promised: pl.LazyFrame,
    cases: pl.LazyFrame,
    decisions: pl.LazyFrame,
    onsets: pl.LazyFrame,
    as_of: dt.date,
) -> pl.LazyFrame:
    """The dates each late benefit really ran by: n, start_then, due_then, late_months, late_by.

    Shape:  a row a benefit that began, or is now due, four weeks or more later than promised.
    Rule:   a decision on record comes before the case's go-live, and that before what the KPI's
            own record shows (`onsets`: n, onset_months). A decision names the benefit or its case;
            the latest by `as_of` counts, and its new date must be written as 2024-03-31, nothing
            else being read. A late start takes the due date along unless that was decided too.
    Source: methods, section 4.
    """
    dates = promised.select("n", "benefit_id", "case_id", "start_on", "due_on")
    live = cases.select("case_id", "go_live_on").unique("case_id", keep="last")
    found = (
        dates.join(_decided(dates, decisions, as_of), on="n", how="left")
        .join(live, on="case_id", how="left")
        .join(onsets, on="n", how="left")
        .with_columns(
            seen=pl.col("start_on").dt.offset_by(pl.format("{}mo", pl.col("onset_months"))),
            live=pl.when(pl.col("go_live_on") <= as_of).then("go_live_on"),
        )
        .with_columns(late_by=_late_by())
        .filter(pl.col("late_by").is_not_null())
        .with_columns(start_then=_start_then())
        .with_columns(start_slip=_days_after("start_then", "start_on").clip(0).fill_null(0))
    )
    moved_along = pl.col("due_on") + pl.duration(days=pl.col("start_slip"))
    return (
        found.with_columns(due_then=pl.coalesce(_later("decided_due", "due_on"), moved_along))
        .with_columns(due_slip=_days_after("due_then", "due_on"))
        .with_columns(days=pl.max_horizontal("start_slip", "due_slip"))
        .filter(pl.col("days") >= _LATE_DAYS)
        .select(
            "n",
            "late_by",
            "start_then",
            "due_then",
            "days",
            late_months=(pl.col("days") / _DAYS_A_MONTH).round().cast(pl.Int32).clip(1),
        )
    )


def with_decided_starts(
    promised: pl.LazyFrame, decisions: pl.LazyFrame, as_of: dt.date
) -> pl.LazyFrame:
    """Adds started_on: the start that was decided by the as-of date; null: as planned."""
    decided = _decided(promised, decisions, as_of).select("n", started_on="decided_start")
    return promised.join(decided, on="n", how="left", maintain_order="left")


def planned_if_late(
    promised: pl.LazyFrame,
    slipped: pl.LazyFrame,
    interim: pl.LazyFrame,
    gaps: pl.LazyFrame,
    as_of: dt.date,
) -> pl.LazyFrame:
    """The level the late plan had for now, like the one it stands beside: n, planned_if_late.

    Rule: the plan with the dates of `slipped`, interim targets moved by as many days, at the ends
          of the months that the actual was measured over and put together as the actual is;
          at the as-of date where there is no such time.
    """
    spans = gaps.select(
        "benefit_id",
        first=pl.when(pl.col("actual_kind") == "measured").then("actual_from"),
        last=pl.when(pl.col("actual_kind") == "measured").then("actual_to"),
    )
    moments = (
        promised.join(slipped.select("n", "start_then", "due_then", "days"), on="n")
        .join(spans, on="benefit_id", how="left")
        .with_columns(last=pl.col("last").fill_null(as_of))
        .with_columns(first=pl.coalesce("first", "last"))
        .with_columns(on=pl.date_ranges(pl.col("first").dt.month_start(), "last", "1mo"))
        .explode("on")
        .with_columns(
            on=pl.min_horizontal(pl.col("on").dt.month_end(), "last"),
            start_on="start_then",
            due_on="due_then",
        )
    )
    late = slipped.select("n", "days")
    moved = (
        interim.join(late, on="n")
        .with_columns(period_end=pl.col("period_end") + pl.duration(days=pl.col("days")))
        .select("n", "period_end", "interim_level")
        .sort("n", "period_end")
    )
    at_end = pl.col("aggregation").is_in([Aggregation.LAST, Aggregation.CUMULATIVE])
    planned = with_planned(moments.select("n", "on", "aggregation", *PLANNED_FROM), moved)
    return planned.group_by("n").agg(
        planned_if_late=pl.when(at_end.first())
        .then(pl.col("planned").sort_by("on").last())
        .otherwise(averaged(pl.col("planned")))
    )


def _decided(dates: pl.LazyFrame, decisions: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """The new dates that were decided for each benefit: n, decided_start, decided_due."""
    name = pl.col("field").str.to_lowercase().str.replace_all(r"[^a-z]", "")
    in_time = (pl.col("decided_on") <= as_of).fill_null(value=True)
    iso = pl.col("new").str.strip_chars().str.extract(r"^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$")
    known = (
        decisions.filter(in_time)
        .select(
            "subject",
            "decided_on",
            field=name.replace_strict(_FIELDS, default=None, return_dtype=pl.String),
            new=iso.str.to_date("%Y-%m-%d", strict=False),
        )
        .filter(pl.col("field").is_not_null() & pl.col("new").is_not_null())
    )
    subjects = [
        dates.select("n", subject=pl.col(kind)).join(known, on="subject")
        for kind in ("case_id", "benefit_id")
    ]
    newest = pl.concat(subjects).sort("decided_on", maintain_order=True)
    start, due = pl.col("field") == "start_on", pl.col("field") == "due_on"
    return newest.group_by("n").agg(
        decided_start=pl.col("new").filter(start).last(),
        decided_due=pl.col("new").filter(due).last(),
    )


def _late_by() -> pl.Expr:
    decided = _is_late("decided_start", "start_on") | _is_late("decided_due", "due_on")
    return (
        pl.when(decided)
        .then(pl.lit("decision"))
        .when(_is_late("live", "start_on"))
        .then(pl.lit("go_live"))
        .when(pl.col("onset_months") > 0)
        .then(pl.lit("record"))
    )


def _start_then() -> pl.Expr:
    """The start it really ran by; as promised where only the due date moved."""
    by = pl.col("late_by")
    return (
        pl.when(by == "decision")
        .then(pl.coalesce(_later("decided_start", "start_on"), "start_on"))
        .when(by == "go_live")
        .then("live")
        .otherwise("seen")
    )


def _days_after(later: str, earlier: str) -> pl.Expr:
    return (pl.col(later) - pl.col(earlier)).dt.total_days()


def _is_late(later: str, earlier: str) -> pl.Expr:
    return (_days_after(later, earlier) >= _LATE_DAYS).fill_null(value=False)


def _later(new: str, old: str) -> pl.Expr:
    """The new date where it is the later one."""
    return pl.when(pl.col(new) > pl.col(old)).then(new)
