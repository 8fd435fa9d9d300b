"""How each benefit's KPI ran since the start: held or lost, late, and where it is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.change.series import periods
from bcr.figures.change.tested import series_to_test
from bcr.figures.course.heading import headings
from bcr.figures.course.lasting import lasting
from bcr.figures.course.onset import late_onsets
from bcr.figures.course.slips import planned_if_late, slips
from bcr.figures.levels import promises
from bcr.figures.numbers import finite, ratio
from bcr.figures.plan import interim_levels, usable_plans
from bcr.figures.record import usable_record
from bcr.schemas.course import Tracks

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.portfolio import Thresholds
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import (
        Cases,
        Decisions,
        Kpis,
        Observations,
        Plans,
        PromisedBenefits,
    )


def tracks(  # noqa: PLR0913 - each table is an argument of its own
    gaps: dy.DataFrame[Gaps],
    benefits: dy.DataFrame[PromisedBenefits],
    *,
    cases: dy.DataFrame[Cases],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
    plans: dy.DataFrame[Plans],
    decisions: dy.DataFrame[Decisions],
    as_of: dt.date,
    thresholds: Thresholds,
) -> dy.DataFrame[Tracks]:
    """What the record since the start says of each benefit besides where it stands now.

    Shape:  one row a row of `benefits`, same order; `gaps` is of the same benefits.
    Units:  levels in the benefit's own unit, shares of the movement in full.
    Source: methods, section 4.
    """
    usable = usable_plans(plans.lazy()).collect(engine="in-memory").lazy()
    promised = promises(benefits.lazy(), kpis.lazy(), usable, thresholds)
    promised = promised.collect(engine="in-memory").lazy()
    record = usable_record(observations.lazy(), as_of).collect(engine="in-memory").lazy()
    upward = series_to_test(promised, record, cases.lazy(), kpis.lazy(), as_of)
    onsets = late_onsets(upward, promised).collect(engine="in-memory").lazy()
    slipped = slips(promised, cases.lazy(), decisions.lazy(), onsets, as_of)
    slipped = slipped.collect(engine="in-memory").lazy()
    interim = interim_levels(promised, usable)
    kinds = periods(record).collect(engine="in-memory").lazy()
    share = ratio(pl.col("heading") - pl.col("baseline"), pl.col("movement"))
    found = (
        promised.join(lasting(promised, record, thresholds), on="n", how="left")
        .join(slipped.select("n", "late_months", "late_by"), on="n", how="left")
        .join(onsets, on="n", how="left")
        .join(planned_if_late(promised, slipped, interim, gaps.lazy(), as_of), on="n", how="left")
        .join(headings(promised, kinds, cases.lazy(), as_of), on="n", how="left")
        .with_columns(forecast=finite(pl.col("forecast")), heading_share=share)
        .with_columns(
            finite(pl.col(name)) for name in ("best_share", "last_share", "planned_if_late")
        )
        .sort("n")
    )
    return Tracks.validate(found, cast=True).collect(engine="in-memory")
