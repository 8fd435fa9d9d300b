"""Costs and benefits of each case, year by year, in one year's prices and discounted to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.money.flows import measured_flows, planned_flows, reported_flows, worth
from bcr.figures.money.prices import (
    discount_factor,
    financial_year,
    indices,
    is_nominal,
    price_year,
    with_real,
    year_name,
)
from bcr.figures.numbers import summed
from bcr.model import BenefitClass
from bcr.schemas.money import LINES, YearlyMoney

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.portfolio import Portfolio
    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import (
        Cases,
        Costs,
        Deflators,
        Kpis,
        Observations,
        Plans,
        PromisedBenefits,
    )

#: Lines that count what was spent.
SPENT: Final = ("reported", "measured", "proven")
_GROUP: Final = ("case_id", "line", "flow", "class", "year", "currency", "base_year")


def yearly_money(  # noqa: PLR0913 - each table is an argument of its own
    gaps: dy.DataFrame[Gaps],
    *,
    benefits: dy.DataFrame[PromisedBenefits],
    cases: dy.DataFrame[Cases],
    costs: dy.DataFrame[Costs],
    plans: dy.DataFrame[Plans],
    kpis: dy.DataFrame[Kpis],
    observations: dy.DataFrame[Observations],
    deflators: dy.DataFrame[Deflators],
    as_of: dt.date,
    portfolio: Portfolio,
) -> dy.DataFrame[YearlyMoney]:
    """What each case costs and brings in each year of its appraisal.

    Shape:  rows of cases with costs by year alone; sorted by case, line, flow, class and year.
    Prices: intended money is in the price base its case or benefit states (nominal: in those of
            its own year); what was spent or is reported, in those of its own year; what is
            measured is worked out from the promise, so it is in the prices of the promise.
    Base:   the configured price base, else the case's own; year 0 of the discounting.
    Source: methods, section 5.
    """
    terms = portfolio.appraisal
    about = _terms(cases, portfolio)
    spent = _costs(costs, about, as_of, terms.year_starts)
    spans = _spans(costs, plans, gaps, terms.year_starts, terms.years)
    valued = worth(
        gaps, benefits, kpis=kpis, plans=plans,
        spans=spans.join(about.select("case_id", "price_base"), on="case_id", how="left"),
        as_of=as_of, appraisal=terms,
    )  # fmt: skip
    flows = pl.concat(
        [planned_flows(valued), reported_flows(valued), measured_flows(valued, observations)],
        how="vertical_relaxed",
    )
    brought = flows.join(
        valued.benefits.select("benefit_id", "case_id", "class", "currency"), on="benefit_id"
    ).join(about.select("case_id", "base_year"), on="case_id", how="left")
    both = pl.concat(
        [
            spent.join(spans, on="case_id").filter(pl.col("year") <= pl.col("last_year")),
            brought.with_columns(flow=pl.lit("benefit")),
        ],
        how="diagonal_relaxed",
    )
    index = indices(deflators, portfolio.currency, terms.year_starts)
    real = with_real(both, index).with_columns(
        discount_factor=discount_factor(pl.col("year") - pl.col("base_year"), terms.discount_rate),
        reason=_reason(terms.year_starts),
    )
    return YearlyMoney.validate(_summed(real), cast=True).collect(engine="in-memory")


def _terms(cases: dy.DataFrame[Cases], portfolio: Portfolio) -> pl.LazyFrame:
    """Of each case: price_base, prices (its year), nominal, base_year and currency."""
    starts = portfolio.appraisal.year_starts
    ours = price_year(pl.lit(portfolio.appraisal.price_base or None, pl.String), starts)
    return cases.lazy().select(
        "case_id",
        "price_base",
        pl.col("currency").fill_null(portfolio.currency),
        prices=price_year(pl.col("price_base"), starts),
        nominal=is_nominal(pl.col("price_base")),
        base_year=pl.coalesce(ours, price_year(pl.col("price_base"), starts)),
    )


def _costs(
    costs: dy.DataFrame[Costs], about: pl.LazyFrame, as_of: dt.date, year_starts: int
) -> pl.LazyFrame:
    """Costs of each line and year, one row a row of `costs`; not spent yet is not there."""
    rows = (
        costs.lazy()
        .join(about, on="case_id", how="left")
        .with_columns(flow=pl.lit("cost"), year=financial_year(pl.col("period_end"), year_starts))
    )
    to_date = rows.filter(pl.col("period_end") <= as_of)
    stated = pl.when(pl.col("nominal")).then("year").otherwise("prices")
    parts = [
        part.filter(pl.col("intended").is_not_null()).with_columns(
            line=pl.lit(line), money="intended", price_year=stated
        )
        for line, part in (("intended", rows), ("intended_to_date", to_date))
    ]
    known = pl.col("intended").is_not_null() | pl.col("actual").is_not_null()
    parts += [
        to_date.filter(known).with_columns(line=pl.lit(line), money="actual", price_year="year")
        for line in SPENT
    ]
    names = ("case_id", "line", "flow", "year", "currency", "base_year", "money", "price_year")
    return pl.concat([part.select(names) for part in parts])


def _spans(
    costs: dy.DataFrame[Costs],
    plans: dy.DataFrame[Plans],
    gaps: dy.DataFrame[Gaps],
    year_starts: int,
    years: int,
) -> pl.LazyFrame:
    """First and last year of each case's appraisal.

    From its first cost to the last year that its own costs or planned money speak of; so many
    years where that is configured.
    """
    spent = costs.lazy().select("case_id", "period_end")
    planned = (
        plans.lazy()
        .filter(pl.col("planned_money").is_not_null())
        .join(gaps.lazy().select("benefit_id", "case_id"), on="benefit_id")
        .select("case_id", "period_end")
        .join(spent, on="case_id", how="semi")
    )
    year = financial_year(pl.col("period_end"), year_starts)
    first = spent.group_by("case_id").agg(first_year=year.min())
    last = pl.concat([spent, planned]).group_by("case_id").agg(last_year=year.max())
    spans = first.join(last, on="case_id")
    if years:
        spans = spans.with_columns(last_year=pl.col("first_year") + (years - 1))
    return spans


def _reason(year_starts: int) -> pl.Expr:
    """Why a sum is not known in prices of the base year, in words; empty where it is."""
    named = {
        name: year_name(pl.col(name), year_starts) for name in ("year", "price_year", "base_year")
    }
    cost, spent = pl.col("flow") == "cost", pl.col("line").is_in(SPENT)
    unpriced = pl.when(cost).then(pl.lit("cost")).otherwise(pl.lit("benefits"))
    return (
        pl.when(pl.col("money").is_null() & cost & spent)
        .then(pl.lit("what was spent is not on record for ") + named["year"])
        .when(pl.col("base_year").is_null())
        .then(pl.lit("the case states no price base"))
        .when(pl.col("price_year").is_null())
        .then(pl.lit("no price base is stated for the ") + unpriced)
        .when(pl.col("real").is_null())
        .then(pl.lit("no deflator for both ") + named["price_year"] + " and " + named["base_year"])
        .otherwise(pl.lit(""))
    )


def _summed(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Sums by year and class; null where a part of the sum is not known."""
    prices = pl.col("price_year")
    one_price = (prices.n_unique() == 1) & (prices.null_count() == 0)
    return (
        rows.group_by(_GROUP)
        .agg(
            benefits=pl.col("benefit_id").drop_nulls().n_unique(),
            money=pl.when((pl.col("money").null_count() == 0) & one_price).then(
                summed(pl.col("money"))
            ),
            price_year=pl.when(one_price).then(prices.first()),
            real=pl.when(pl.col("real").null_count() == 0).then(summed(pl.col("real"))),
            discount_factor=pl.col("discount_factor").first(),
            reason=pl.col("reason").filter(pl.col("reason") != "").unique().sort().str.join("; "),
        )
        .with_columns(
            present_value=pl.col("real") * pl.col("discount_factor"),
            benefits=pl.when(pl.col("flow") == "benefit").then("benefits"),
        )
        .sort(
            "case_id",
            pl.col("line").cast(pl.Enum(LINES)),
            pl.col("flow").cast(pl.Enum(["cost", "benefit"])),
            pl.col("class").cast(pl.Enum([one.value for one in BenefitClass])),
            "year",
            nulls_last=True,
        )
    )
