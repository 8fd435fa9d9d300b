"""Whether each case pays: present values, benefit–cost ratio and payback, class by class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.money.yearly import SPENT
from bcr.figures.numbers import finite, ratio, summed
from bcr.model import BenefitClass
from bcr.schemas.money import LINES, Appraisals

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.money import YearlyMoney

#: What the benefits of a line are not, where it counts none and its name does not say so.
_LACKING: Final = {
    "intended": "planned in these years",
    "intended_to_date": "planned by now",
    "proven": "shown to be real",
}
_KEY: Final = ("case_id", "line", "class", "currency")


def appraisals(
    yearly: dy.DataFrame[YearlyMoney], gaps: dy.DataFrame[Gaps], *, discount_rate: float
) -> dy.DataFrame[Appraisals]:
    """Costs and benefits of each case on each line, one class of benefit at a time.

    Shape:  a row for each case with costs by year, line and class with money a year in the
            currency of the costs; one without a class for a case that has no such benefit.
            Sorted by case, class and line.
    Rule:   classes are never added: each stands against the whole cost. A present value is null
            where any part of it is not known; a class that a line counts no benefit of has none.
            A disbenefit is a loss beside the others: it pays nothing back.
    Source: methods, section 5.
    """
    flows = yearly.lazy().with_columns(pl.col("line", "flow", "class").cast(pl.String))
    costs = _costs(flows)
    rows = (
        costs.join(_classes(gaps, flows), on=("case_id", "currency"), how="left")
        .join(_benefits(flows), on=_KEY, how="left", nulls_equal=True)
        .join(_payback(flows), on=_KEY, how="left", nulls_equal=True)
        .with_columns(pl.col("benefits", "counted").fill_null(0), harm=_is_harm(), pays=~_is_harm())
        .with_columns(
            npv=pl.when("pays").then(finite(pl.col("benefits_value") - pl.col("costs"))),
            bcr=pl.when("pays").then(ratio(pl.col("benefits_value"), pl.col("costs"))),
            payback_years=pl.when("pays").then("payback_years"),
            discount_rate=pl.lit(discount_rate),
            reason=_reason(),
        )
    )
    order = pl.Enum([one.value for one in BenefitClass])
    ordered = rows.sort(
        "case_id", pl.col("class").cast(order), pl.col("line").cast(pl.Enum(LINES)),
        nulls_last=True,
    )  # fmt: skip
    return Appraisals.validate(ordered, cast=True).collect(engine="in-memory")


def _is_harm() -> pl.Expr:
    return (pl.col("class") == BenefitClass.DISBENEFIT).fill_null(value=False)


def _known_sum(name: str) -> pl.Expr:
    """The sum of a column, null where a part of it is."""
    return pl.when(pl.col(name).null_count() == 0).then(summed(pl.col(name)))


def _costs(flows: pl.LazyFrame) -> pl.LazyFrame:
    """Present value of the costs of each case and line, with the years it is over."""
    spans = flows.group_by("case_id").agg(
        first_year=pl.col("year").min(),
        last_year=pl.col("year").max(),
        base_year=pl.col("base_year").first(),
    )
    every = (
        flows.filter(pl.col("flow") == "cost")
        .select("case_id", "currency")
        .unique()
        .join(pl.LazyFrame({"line": list(LINES)}), how="cross")
    )
    summed_up = (
        flows.filter(pl.col("flow") == "cost")
        .group_by("case_id", "line", "currency")
        .agg(costs=_known_sum("present_value"), cost_reason=_reasons())
    )
    return every.join(summed_up, on=("case_id", "line", "currency"), how="left").join(
        spans, on="case_id"
    )


def _reasons() -> pl.Expr:
    return pl.col("reason").filter(pl.col("reason") != "").unique().sort().str.join("; ")


def _classes(gaps: dy.DataFrame[Gaps], flows: pl.LazyFrame) -> pl.LazyFrame:
    """Benefits with money a year of each case and class, in the currency of the costs."""
    of_cases = flows.select("case_id").unique()
    return (
        gaps.lazy()
        .filter((pl.col("money_per") == "year") & pl.col("money_at_target").is_not_null())
        .join(of_cases, on="case_id", how="semi")
        .group_by("case_id", pl.col("class").cast(pl.String), "currency")
        .agg(benefits=pl.len())
    )


def _benefits(flows: pl.LazyFrame) -> pl.LazyFrame:
    return (
        flows.filter(pl.col("flow") == "benefit")
        .group_by(_KEY)
        .agg(
            benefits_value=_known_sum("present_value"),
            counted=pl.col("benefits").max(),
            benefit_reason=_reasons(),
        )
    )


def _payback(flows: pl.LazyFrame) -> pl.LazyFrame:
    """Years until real benefits of a class equal real costs, within the years there are.

    The costs of a year fall at its beginning, its benefits come evenly. Null where a part is not
    known, or the costs are not made up for when the years end.
    """
    keys = flows.filter(pl.col("flow") == "benefit").select(_KEY).unique()
    costs = flows.filter(pl.col("flow") == "cost").drop("class")
    spent = keys.join(costs, on=("case_id", "line", "currency"))
    both = [
        part.select(*_KEY, "year", "flow", "real")
        for part in (spent, flows.filter(pl.col("flow") == "benefit"))
    ]
    sums = [
        pl.when(pl.col("real").null_count() == 0)
        .then(summed(pl.col("real").filter(pl.col("flow") == flow)))
        .alias(flow)
        for flow in ("cost", "benefit")
    ]
    years = pl.concat(both).group_by(*_KEY, "year").agg(sums).sort(*_KEY, "year", nulls_last=True)
    after = (pl.col("benefit") - pl.col("cost")).cum_sum().over(_KEY)
    steps = years.filter(pl.col("cost").null_count().over(_KEY) == 0).with_columns(
        after=after,
        open=pl.col("benefit") - after,
        passed=pl.col("year") - pl.col("year").min().over(_KEY),
    )
    ends_well = pl.col("after").last().over(_KEY) >= 0
    crossed = (pl.col("after") >= 0) & (pl.col("open") > 0)
    return (
        steps.filter(crossed & ends_well)
        .group_by(_KEY)
        .agg(payback_years=(pl.col("passed") + ratio(pl.col("open"), pl.col("benefit"))).last())
    )


def _reason() -> pl.Expr:
    """Why a figure is missing, or how much of the class the line could count."""
    spent = pl.col("line").is_in(SPENT)
    none = pl.col("counted") == 0
    some = spent & (pl.col("counted") < pl.col("benefits"))
    of_them = pl.format("{} of {} benefits with money counted", "counted", "benefits")
    parts = (
        pl.col("cost_reason"),
        pl.when(pl.col("benefit_reason").ne_missing(pl.col("cost_reason"))).then("benefit_reason"),
        pl.when(pl.col("costs").is_null() & (pl.col("cost_reason").fill_null("") == "")).then(
            pl.lit("no cost is on record")
        ),
        pl.when(pl.col("benefits") == 0)
        .then(pl.lit("no benefit of the case has money a year in the currency of its costs"))
        .when(none)
        .then(pl.lit("no benefit of the class is ") + pl.col("line").replace(_LACKING))
        .when(some)
        .then(of_them),
        pl.when("harm").then(pl.lit("a disbenefit is set against no cost")),
    )
    return pl.concat_str(
        [pl.when(part != "").then(part) for part in parts], separator="; ", ignore_nulls=True
    )
