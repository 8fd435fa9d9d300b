"""The course of each benefit's KPI over time: as it was planned, and without the investment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.figures.change.courses import courses
from bcr.figures.change.tested import series_to_test
from bcr.figures.levels import promises
from bcr.figures.plan import interim_levels, planned_course, usable_plans
from bcr.figures.record import usable_record

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy
    import polars as pl

    from bcr.portfolio import Thresholds
    from bcr.schemas.records import Cases, Kpis, Observations, Plans, PromisedBenefits


def planned_paths(
    benefits: dy.DataFrame[PromisedBenefits],
    *,
    kpis: dy.DataFrame[Kpis],
    plans: dy.DataFrame[Plans],
    as_of: dt.date,
    thresholds: Thresholds,
) -> pl.DataFrame:
    """The corners of what was planned: benefit_id, on, planned; see `planned_course`."""
    usable = usable_plans(plans.lazy())
    promised = promises(benefits.lazy(), kpis.lazy(), usable, thresholds).collect().lazy()
    corners = planned_course(promised, interim_levels(promised, usable), as_of)
    named = promised.select("n", "benefit_id")
    in_order = named.join(corners, on="n").sort("n", "on")
    return in_order.select("benefit_id", "on", "planned").collect(engine="in-memory")


def expected_paths(  # noqa: PLR0913 - each table is an argument of its own
    benefits: dy.DataFrame[PromisedBenefits],
    *,
    cases: dy.DataFrame[Cases],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
    plans: dy.DataFrame[Plans],
    as_of: dt.date,
    thresholds: Thresholds,
) -> pl.DataFrame:
    """The level to be expected without the investment, period by period since the start.

    Shape: benefit_id, period_start, period_end, value, expected, low, high; see `courses`.
    """
    usable = usable_plans(plans.lazy())
    promised = promises(benefits.lazy(), kpis.lazy(), usable, thresholds).collect().lazy()
    record = usable_record(observations.lazy(), as_of)
    tested = series_to_test(promised, record, cases.lazy(), kpis.lazy(), as_of)
    named = promised.select("n", "benefit_id")
    found = named.join(courses(tested).lazy(), on="n").sort("n", "period_end").drop("n")
    return found.collect(engine="in-memory")
