"""The level that was planned for a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.numbers import CLOSE, days_to, divided, finite, ratio, same
from bcr.model import Aggregation

if TYPE_CHECKING:
    import datetime as dt

#: What the level planned for a day follows from, besides the interim targets.
PLANNED_FROM = ("baseline", "target", "movement", "interim", "start_on", "due_on")

#: Where a planned level comes from; as numbers, since the record may have very many moments.
_RULES: Final = pl.Enum(["due", "interim", "ramp", "undated"])


def usable_plans(plans: pl.LazyFrame) -> pl.LazyFrame:
    """Interim targets that hold a number, a row a benefit and date."""
    return (
        plans.filter(pl.col("planned").is_finite())
        .select("benefit_id", "period_end", "planned")
        .unique(["benefit_id", "period_end"], keep="last")
    )


def interim_levels(promised: pl.LazyFrame, plans: pl.LazyFrame) -> pl.LazyFrame:
    """Interim targets as levels: n, period_end, interim_level; sorted by both.

    For a cumulative KPI a plan says what each period adds, so the level is the baseline
    and everything planned so far.
    """
    so_far = pl.col("baseline") + pl.col("planned").cum_sum().over("n")
    return (
        promised.filter("interim")
        .select("n", "benefit_id", "baseline", "aggregation")
        .join(plans, on="benefit_id")
        .sort("n", "period_end")
        .select(
            "n",
            "period_end",
            interim_level=finite(
                pl.when(pl.col("aggregation") == Aggregation.CUMULATIVE)
                .then(so_far)
                .otherwise("planned")
            ),
        )
    )


def with_planned(moments: pl.LazyFrame, interim: pl.LazyFrame) -> pl.LazyFrame:
    """Adds the level planned for each moment (`planned`) and the rule it comes from (`planned_by`).

    Shape: `moments` has n, on and the columns of `PLANNED_FROM`, any number of rows a benefit,
           those of each in the order of time; the result has the same rows in the same order.
    Rule:  before the start the baseline; from the due date the target; between, the latest
           interim target that has fallen due, else a straight line from start to due date.
           Without a start all of it is due on the due date; without a due date at the first
           interim target, and without that at once.
    """
    latest = interim.rename({"period_end": "on"})
    return (
        moments.join_asof(latest, on="on", by="n", check_sortedness=False)
        .with_columns(planned=_level(), planned_by=_rule())
        .drop("interim_level")
    )


def planned_course(promised: pl.LazyFrame, interim: pl.LazyFrame, until: dt.date) -> pl.LazyFrame:
    """The planned level at each day where its course turns: n, on, planned; sorted by both.

    Shape: two rows where it jumps, the day before and the day itself; the course between two
           rows is a straight line. It begins with the start and ends with `until` or the due
           date. No row for a benefit whose level is not known.
    """
    turns = interim.select("n", on="period_end")
    due = promised.select("n", on="due_on")
    starts = promised.select("n", on="start_on")
    last = promised.select("n", on=pl.max_horizontal("due_on", pl.lit(until)))
    eves = pl.concat([turns, due]).with_columns(on=pl.col("on") - pl.duration(days=1))
    begun = (pl.col("on") >= pl.col("start_on")).fill_null(value=True)
    days = (
        pl.concat([starts, eves, turns, due, last])
        .drop_nulls("on")
        .unique()
        .join(promised.select("n", *PLANNED_FROM), on="n")
        .filter(begun)
        .sort("n", "on")
    )
    found = with_planned(days, interim).filter(pl.col("planned").is_not_null())
    return found.select("n", "on", "planned")


def share_due(on: pl.Expr) -> pl.Expr:
    """How much of a promise its dates alone make due on a day: 0 to 1.

    >>> import datetime as dt
    >>> dates = {"start_on": [dt.date(2023, 1, 1)], "due_on": [dt.date(2023, 1, 11)]}
    >>> pl.DataFrame(dates).select(share_due(pl.lit(dt.date(2023, 1, 6))))["share_due"].to_list()
    [0.5]
    """
    return (
        pl.when(on < pl.col("start_on"))
        .then(0.0)
        .when(on >= pl.col("due_on"))
        .then(1.0)
        .otherwise(_share_between(on))
        .alias("share_due")
    )


def _share_between(on: pl.Expr) -> pl.Expr:
    """How much is due on a day that is neither before the start nor after the due date."""
    start, due = pl.col("start_on"), pl.col("due_on")
    passed = divided(days_to(on, start), days_to(due, start))
    return (
        pl.when(start.is_not_null() & due.is_not_null())
        .then(passed)
        .when(due.is_not_null())
        .then(0.0)
        .otherwise(1.0)
    )


def unmoved(planned: pl.Expr) -> pl.Expr:
    """Whether a planned level is still the baseline, or away from the target; false if unknown.

    >>> levels = {"baseline": [15.0] * 3, "movement": [-10.0] * 3, "planned": [15.0, 16.0, 14.0]}
    >>> pl.DataFrame(levels).select(unmoved(pl.col("planned")))["planned"].to_list()
    [True, True, False]
    """
    part = ratio(planned - pl.col("baseline"), pl.col("movement"))
    return (same(planned, pl.col("baseline")) | (part <= CLOSE)).fill_null(value=False)


def _level() -> pl.Expr:
    on, part = pl.col("on"), _share_between(pl.col("on"))
    on_the_way = pl.col("baseline") + pl.col("movement") * part
    return finite(
        pl.when(on < pl.col("start_on"))
        .then("baseline")
        .when(on >= pl.col("due_on"))
        .then("target")
        .when(pl.col("interim_level").is_not_null())
        .then("interim_level")
        .when(pl.col("interim") & pl.col("due_on").is_null())
        .then("baseline")
        .when(part == 1.0)
        .then("target")
        .otherwise(on_the_way)
    )


def _rule() -> pl.Expr:
    on, start, due = pl.col("on"), pl.col("start_on"), pl.col("due_on")
    due_by, interim, ramp, undated = (pl.lit(rule, _RULES) for rule in _RULES.categories)
    return (
        pl.when(on < start)
        .then(pl.lit(None, _RULES))
        .when(on >= due)
        .then(due_by)
        .when(pl.col("interim_level").is_not_null())
        .then(interim)
        .when(start.is_not_null() & due.is_not_null())
        .then(ramp)
        .when(due.is_null() & ~pl.col("interim"))
        .then(undated)
    )
