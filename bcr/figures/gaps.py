"""Each promise beside what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.actual import baseline_off, share_from_record, with_actual
from bcr.figures.course.slips import with_decided_starts
from bcr.figures.evidence import tested_changes, verdict
from bcr.figures.levels import promises
from bcr.figures.money.worth import with_money
from bcr.figures.plan import interim_levels, usable_plans, with_planned
from bcr.figures.reasons import reason, unscorable
from bcr.figures.record import in_order, measured_levels, recorded_baselines, usable_record
from bcr.figures.status import with_status
from bcr.schemas.figures import Gaps

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.records import (
        Cases,
        Decisions,
        Kpis,
        Observations,
        Plans,
        PromisedBenefits,
    )


def benefit_gaps(  # noqa: PLR0913 - each table is an argument of its own
    benefits: dy.DataFrame[PromisedBenefits],
    *,
    cases: dy.DataFrame[Cases],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
    plans: dy.DataFrame[Plans],
    as_of: dt.date,
    thresholds: Thresholds,
    decisions: dy.DataFrame[Decisions] | None = None,
) -> dy.DataFrame[Gaps]:
    """Each promised movement beside the movement that happened by `as_of`.

    Shape:  one row a row of `benefits`, same order; the other frames have 0..n rows for each.
    Units:  levels in the benefit's own unit; `realised_share` is a ratio of movements, never
            actual ÷ target; money a year in the benefit's currency.
    Rule:   like is compared with like. An actual measured over several periods stands beside
            the plan for the ends of those same periods, put together the same way, so that a
            benefit exactly on its ramp scores 1.0; a reported one beside the plan at `as_of`.
            Nothing dated after `as_of` is used. Whether the change is real is asked at the
            start that was decided later, where there is such a decision.
    Raises: polars ComputeError, when the result breaks a rule of Gaps.
    Source: methods, sections 1, 2 (verdict) and 5.

    >>> import datetime as dt
    >>> from bcr.portfolio import Thresholds
    >>> from bcr.schemas.records import Cases, Kpis, Observations, Plans, PromisedBenefits
    >>> queue = pl.DataFrame(
    ...     {
    ...         "benefit_id": ["queue"],
    ...         "case_id": ["C1"],
    ...         "logic": ["automation"],
    ...         "baseline": [15.0],
    ...         "target": [5.0],
    ...         "reported_actual": [10.0],
    ...         "source_file": ["cases.xlsx"],
    ...         "source_cell": ["Benefits!H2"],
    ...     }
    ... )
    >>> gaps = benefit_gaps(
    ...     pl.concat([PromisedBenefits.create_empty(), queue], how="diagonal"),
    ...     cases=Cases.create_empty(),
    ...     kpis=Kpis.create_empty(),
    ...     observations=Observations.create_empty(),
    ...     plans=Plans.create_empty(),
    ...     as_of=dt.date(2024, 3, 31),
    ...     thresholds=Thresholds(),
    ... )
    >>> gaps["realised_share"].to_list()
    [0.5]
    """
    usable = usable_plans(plans.lazy()).collect(engine="in-memory").lazy()
    promised = promises(benefits.lazy(), kpis.lazy(), usable, thresholds)
    if decisions is not None:
        promised = with_decided_starts(promised, decisions.lazy(), as_of)
    promised = promised.collect(engine="in-memory").lazy()
    interim = interim_levels(promised, usable).collect(engine="in-memory").lazy()
    record = usable_record(observations.lazy(), as_of)
    ordered = in_order(record, promised.select("kpi_id"))
    compared = (
        promised.join(_planned_now(promised, interim, as_of), on="n", how="left")
        .join(
            measured_levels(promised, ordered, interim, as_of), on="n", how="left", suffix="_then"
        )
        .join(recorded_baselines(promised, ordered), on="n", how="left")
        .join(ordered.kpis.lazy().drop("number"), on="kpi_id", how="left")
        .join(
            tested_changes(promised, record, cases.lazy(), kpis.lazy(), as_of), on="n", how="left"
        )
        .join(_about_cases(cases.lazy()), on="case_id", how="left")
        .pipe(with_actual, as_of)
    )
    scored = with_status(compared, unscorable(), as_of, thresholds)
    finished = (
        with_money(scored, as_of)
        .with_columns(
            verdict=verdict(pl.col("status"), pl.col("evidence")),
            reason=reason(as_of, thresholds),
            share_from_record=share_from_record(),
            baseline_off=baseline_off(),
            planned_to_date="planned",
        )
        .sort("n")
    )
    return Gaps.validate(finished, cast=True).collect(engine="in-memory")


def _planned_now(promised: pl.LazyFrame, interim: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """The level planned for the as-of date: n, planned, planned_by."""
    moments = promised.with_columns(on=pl.lit(as_of))
    planned = with_planned(moments, interim)
    return planned.select("n", "planned", pl.col("planned_by").cast(pl.String))


def _about_cases(cases: pl.LazyFrame) -> pl.LazyFrame:
    return cases.select("case_id", "department", case_title="title").unique("case_id", keep="last")
