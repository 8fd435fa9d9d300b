"""Money of each benefit, year by year: as planned, as reported, as its KPI's record shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.money.prices import financial_year, first_day_of, is_nominal, price_year
from bcr.figures.numbers import finite, ratio, summed
from bcr.figures.plan import PLANNED_FROM, interim_levels, share_due, usable_plans, with_planned
from bcr.figures.record import in_order, periods_inside, usable_record
from bcr.figures.status import is_harm
from bcr.model import Aggregation, Evidence, Status

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.figures.record import Record
    from bcr.portfolio import Appraisal
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import Kpis, Observations, Plans, PromisedBenefits

#: Columns of a flow: one benefit, one line, one year.
FLOW: Final = ("benefit_id", "line", "year", "money", "price_year")
_DAYS_A_MONTH: Final = 30.4375
#: From here on a period is taken for whole months.
_NEARLY_A_MONTH: Final = 0.9


@dataclass(frozen=True, slots=True)
class Worth:
    """The benefits with money a year, and what their money follows from."""

    #: n, benefit_id, case_id, class, currency, money_at_target, prices and nominal (how its
    #: price base reads), what its levels follow from, first_year and last_year of its appraisal.
    benefits: pl.LazyFrame
    plans: pl.LazyFrame
    as_of: dt.date
    year_starts: int


def worth(  # noqa: PLR0913 - each table is an argument of its own
    gaps: dy.DataFrame[Gaps],
    promised: dy.DataFrame[PromisedBenefits],
    *,
    kpis: dy.DataFrame[Kpis],
    plans: dy.DataFrame[Plans],
    spans: pl.LazyFrame,
    as_of: dt.date,
    appraisal: Appraisal,
) -> Worth:
    """The benefits with money a year of cases that have a span to appraise.

    `spans` has case_id, first_year, last_year, and the case's own price_base.
    """
    starts = appraisal.year_starts
    stated = promised.lazy().select(
        "benefit_id", "price_base", "baseline_months", "reported_money", "reported_actual",
        "reported_on",
    )  # fmt: skip
    measures = kpis.lazy().select("kpi_id", "aggregation").unique("kpi_id", keep="last")
    interim = usable_plans(plans.lazy()).select("benefit_id").unique().with_columns(interim=True)
    benefits = (
        gaps.lazy()
        .filter((pl.col("money_per") == "year") & pl.col("money_at_target").is_not_null())
        .join(stated, on="benefit_id")
        .join(spans.rename({"price_base": "case_base"}), on="case_id")
        .join(measures, on="kpi_id", how="left")
        .join(interim, on="benefit_id", how="left")
        .sort("benefit_id")
        .with_row_index("n")
        .with_columns(
            pl.col("aggregation").fill_null(Aggregation.MEAN),
            pl.col("interim").fill_null(value=False),
            months=pl.col("baseline_months").fill_null(12),
            movement=finite(pl.col("target") - pl.col("baseline")),
            base=pl.coalesce("price_base", "case_base"),
        )
        .with_columns(prices=price_year(pl.col("base"), starts), nominal=is_nominal(pl.col("base")))
        .drop("case_base", "base", "price_base")
    )
    kept = benefits.collect(engine="in-memory").lazy()
    return Worth(kept, plans.lazy(), as_of, starts)


def planned_flows(of: Worth) -> pl.LazyFrame:
    """What each benefit was to bring in each year of the appraisal, and by the as-of date.

    Rule: the money its case plans by period, where it plans any; else money a year × the part
          of the movement planned by the end of each month, a twelfth a month.
    """
    monthly, stated = _monthly(of), _stated(of)
    months = pl.concat([monthly.join(stated, on="benefit_id", how="anti"), stated], how="diagonal")
    to_date = months.filter(pl.col("on") <= of.as_of)
    both = pl.concat(
        [
            months.with_columns(line=pl.lit("intended")),
            to_date.with_columns(line=pl.lit("intended_to_date")),
        ]
    )
    yearly = (
        both.with_columns(year=financial_year(pl.col("on"), of.year_starts))
        .group_by("benefit_id", "line", "year")
        .agg(summed(pl.col("money")), paid=pl.lit(value=False))
    )
    return _in_prices(yearly, of)


def reported_flows(of: Worth) -> pl.LazyFrame:
    """What each benefit is reported to bring, from its due date on.

    Rule: money as reported, in the prices of each year; else money a year × the part of the
          movement that is reported, in the prices of the promise. A register states a rate a
          year and not since when: it is taken to hold from the due date, else the start.
    """
    part = ratio(pl.col("reported_actual") - pl.col("baseline"), pl.col("movement"))
    money = pl.col("reported_money")
    signed = pl.when(is_harm()).then(-money.abs()).otherwise(money)
    in_time = (pl.col("reported_on") <= of.as_of).fill_null(value=True)
    rates = (
        of.benefits.filter(in_time)
        .with_columns(
            rate=pl.coalesce(finite(signed), finite(pl.col("money_at_target") * part)),
            since=pl.coalesce("due_on", "start_on"),
            paid=money.is_not_null(),
        )
        .filter(pl.col("rate").is_not_null() & pl.col("since").is_not_null())
    )
    yearly = _elapsed(rates, of).with_columns(
        line=pl.lit("reported"), money=pl.col("rate") * pl.col("elapsed")
    )
    return _in_prices(yearly, of)


def measured_flows(of: Worth, observations: dy.DataFrame[Observations]) -> pl.LazyFrame:
    """What each benefit brought by its KPI's record, and that again where the change is real.

    Rule: money a year × the mean part of the movement that the periods of a year show × how much
          of the year has passed since the start. A year without a period has no flow: unknown,
          not zero.
    """
    since = pl.coalesce("start_on", "due_on")
    scorable = pl.col("status") != Status.NOT_SCORABLE
    rates = of.benefits.filter(scorable & (pl.col("movement") != 0)).with_columns(since=since)
    record = in_order(usable_record(observations.lazy(), of.as_of), rates.select("kpi_id"))
    part = (
        _parts(rates, record, of)
        .with_columns(year=financial_year(pl.col("period_end"), of.year_starts))
        .group_by("n", "year")
        .agg(part=ratio(summed(pl.col("part") * pl.col("by")), summed(pl.col("by"))))
    )
    yearly = (
        _elapsed(rates.filter(pl.col("since").is_not_null()), of)
        .join(part, on=("n", "year"))
        .with_columns(money=finite(pl.col("money_at_target") * pl.col("part") * pl.col("elapsed")))
        .filter(pl.col("money").is_not_null())
    )
    real = pl.col("evidence") == Evidence.REAL
    both = pl.concat(
        [
            yearly.with_columns(line=pl.lit("measured")),
            yearly.filter(real).with_columns(line=pl.lit("proven")),
        ]
    )
    return _in_prices(both.with_columns(paid=pl.lit(value=False)), of)


def _monthly(of: Worth) -> pl.LazyFrame:
    """Planned money at the end of each month of the appraisal: benefit_id, on, money."""
    first = first_day_of(pl.col("first_year"), of.year_starts)
    last = first_day_of(pl.col("last_year") + 1, of.year_starts)
    moments = of.benefits.with_columns(
        on=pl.date_ranges(first, last, "1mo", closed="left")
    ).explode("on")
    moments = moments.with_columns(pl.col("on").dt.month_end())
    interim = interim_levels(of.benefits, usable_plans(of.plans))
    columns = ("n", "on", "benefit_id", "money_at_target", *PLANNED_FROM)
    planned = with_planned(moments.select(columns), interim)
    moved = ratio(pl.col("planned") - pl.col("baseline"), pl.col("movement"))
    part = pl.coalesce(moved, share_due(pl.col("on")))
    return planned.select("benefit_id", "on", money=pl.col("money_at_target") * part / 12)


def _stated(of: Worth) -> pl.LazyFrame:
    """Money that the case itself plans by period: benefit_id, on, money."""
    money = pl.col("planned_money")
    return (
        of.plans.filter(money.is_finite())
        .join(of.benefits.select("benefit_id", "class"), on="benefit_id")
        .select(
            "benefit_id",
            on="period_end",
            money=pl.when(is_harm()).then(-money.abs()).otherwise(money),
        )
    )


def _parts(rates: pl.LazyFrame, record: Record, of: Worth) -> pl.LazyFrame:
    """The part of its movement that each period shows, and the weight it has in a mean."""
    windows = rates.with_columns(
        first=pl.lit(None, pl.Date), not_before="since", last=pl.lit(of.as_of)
    )
    months = pl.col("days") / _DAYS_A_MONTH
    months = pl.when(months > _NEARLY_A_MONTH).then(months.round()).otherwise(months)
    kind = pl.col("aggregation")
    level = (
        pl.when(kind == Aggregation.CUMULATIVE)
        .then(pl.col("baseline") + pl.col("value").cum_sum().over("n"))
        .when(kind == Aggregation.SUM)
        .then(pl.col("value") * pl.col("months") / months)
        .otherwise("value")
    )
    about = ("n", "aggregation", "baseline", "movement", "months", "since")
    return (
        periods_inside(windows, record)
        .join(rates.select(about), on="n", how="left", maintain_order="left")
        .filter((pl.col("period_start") >= pl.col("since")).fill_null(value=True))
        .with_columns(
            part=ratio(level - pl.col("baseline"), pl.col("movement")),
            by=pl.when(kind == Aggregation.WEIGHTED).then("denominator").otherwise(months),
        )
        .filter(pl.col("part").is_not_null() & pl.col("by").is_not_null())
    )


def _elapsed(rates: pl.LazyFrame, of: Worth) -> pl.LazyFrame:
    """The years since `since` within the appraisal, with how much of each has passed by now."""
    years = rates.with_columns(
        year=pl.int_ranges(pl.col("first_year"), pl.col("last_year") + 1, dtype=pl.Int32)
    ).explode("year")
    begins = first_day_of(pl.col("year"), of.year_starts)
    ends = first_day_of(pl.col("year") + 1, of.year_starts)
    begin = pl.max_horizontal(begins, pl.col("since"))
    end = pl.min_horizontal(ends, pl.lit(of.as_of).dt.offset_by("1d"))
    passed = (end - begin).dt.total_days() / (ends - begins).dt.total_days()
    return years.with_columns(elapsed=passed).filter(pl.col("elapsed") > 0)


def _in_prices(yearly: pl.LazyFrame, of: Worth) -> pl.LazyFrame:
    """Each flow with the year whose prices it is in: its own, where it was paid or is nominal."""
    about = of.benefits.select("benefit_id", "prices", "nominal", "first_year", "last_year")
    own = pl.col("nominal") | pl.col("paid")
    return (
        yearly.select("benefit_id", "line", "year", "money", "paid")
        .join(about, on="benefit_id", how="left", maintain_order="left")
        .filter(pl.col("year").is_between("first_year", "last_year"))
        .with_columns(price_year=pl.when(own).then("year").otherwise("prices"))
        .select(FLOW)
    )
