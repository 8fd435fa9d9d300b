"""Money: what a benefit is worth, and totals of what may be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import finite, ratio, summed
from bcr.figures.plan import share_due
from bcr.figures.status import is_harm, is_scored
from bcr.model import Status
from bcr.schemas.figures import MoneyByClass

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.schemas.figures import Gaps

#: What a unit of money is called besides its ISO 4217 code, with the currencies it may mean.
_SYMBOLS = {
    "£": ["GBP"],
    "€": ["EUR"],
    "$": ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "COP", "MXN"],
    "US$": ["USD"],
    "A$": ["AUD"],
    "AU$": ["AUD"],
    "C$": ["CAD"],
    "CA$": ["CAD"],
    "NZ$": ["NZD"],
    "¥": ["JPY", "CNY"],
}


def with_money(scored: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """Adds money at target, intended by now, realised, the gap between the two, and `money_per`.

    At target: as stated; else value per unit × movement; else the movement itself where the
    measure is the benefit's own currency and no KPI records it: a recorded one is a price
    or a rate, such as the cost of a contact. Disbenefits are negative.
    Per:       the first two are money a year. A movement in money is in the terms of its own
               target, a year or ten; so is money that is reported of a benefit which has
               none at target, since nothing says what time it is for.
    Intended:  the part of it planned to date; by dates alone where there is no movement to
               go by (no baseline, no target, or the target is the baseline); 0.0 while not due.
    Realised:  as reported by the as-of date; else at target × share of the whole movement
               that happened, where the benefit is scored. Null: not known.
    """
    return (
        scored.with_columns(money_at_target=_signed(_at_target()))
        .with_columns(
            intended_money=finite(pl.col("money_at_target") * _part_due(pl.lit(as_of))),
            realised_money=pl.coalesce(_signed(_reported(as_of)), finite(_moved())),
        )
        .with_columns(
            gap_money=finite(pl.col("realised_money") - pl.col("intended_money")),
            money_per=_money_per(),
        )
    )


def money_by_class(gaps: dy.DataFrame[Gaps]) -> dy.DataFrame[MoneyByClass]:
    """Totals by class, currency and the time the money is for; never a total over any of them.

    Shape: one row a class, currency and `money_per` with any money, in the order of
           `BenefitClass`, the unclassed last. Null: none of its benefits has that figure.
    Source: methods, section 5.

    >>> from bcr.schemas.figures import Gaps
    >>> two = pl.DataFrame(
    ...     {
    ...         "class": ["cash_releasing"] * 2,
    ...         "money_per": ["year"] * 2,
    ...         "money_at_target": [100.0, 40.0],
    ...         "intended_money": [100.0, 40.0],
    ...         "realised_money": [80.0, None],
    ...         "gap_money": [-20.0, None],
    ...     }
    ... )
    >>> totals = money_by_class(pl.concat([Gaps.create_empty(), two], how="diagonal_relaxed"))
    >>> totals.select("benefits", "intended", "realised", "gap", "unmeasured").rows()
    [(2, 140.0, 80.0, -20.0, 40.0)]
    """
    by = ("class", "currency", "money_per")
    known, intended = pl.col("realised_money").is_not_null(), pl.col("intended_money")
    totals = (
        gaps.lazy()
        .filter(pl.col("money_per").is_not_null())
        .group_by(by)
        .agg(
            benefits=pl.len(),
            at_target=total(pl.col("money_at_target")),
            intended=total(intended),
            intended_where_realised=total(intended.filter(known)),
            realised=total(pl.col("realised_money")),
            gap=total(pl.col("gap_money")),
            unmeasured=total(intended.filter(~known)),
        )
        .sort(by, nulls_last=True)
    )
    return MoneyByClass.validate(totals, cast=True).collect(engine="in-memory")


def total(money: pl.Expr) -> pl.Expr:
    """The sum of what is known; null where nothing is."""
    return pl.when(money.count() > 0).then(finite(summed(money)))


def _signed(money: pl.Expr) -> pl.Expr:
    return pl.when(is_harm()).then(-money.abs()).otherwise(money)


def _at_target() -> pl.Expr:
    recorded = (pl.col("actual_kind") == "measured").fill_null(value=False)
    moved = pl.when(unit_is_currency(pl.col("unit")) & ~recorded).then(pl.col("movement").abs())
    return pl.coalesce(_a_year(), moved)


def _a_year() -> pl.Expr:
    priced = pl.col("value_per_unit") * pl.col("movement").abs()
    return pl.coalesce("money_per_year", finite(priced))


def _money_per() -> pl.Expr:
    known = pl.col("money_at_target").is_not_null() | pl.col("realised_money").is_not_null()
    return pl.when(_a_year().is_not_null()).then(pl.lit("year")).when(known).then(pl.lit("target"))


def unit_is_currency(unit: pl.Expr) -> pl.Expr:
    """Whether a unit is the row's own currency, by its code or its sign."""
    unit = unit.str.strip_chars().str.to_uppercase()
    currency = pl.col("currency").str.strip_chars().str.to_uppercase()
    symbols = [f"{symbol} {code}" for symbol, codes in _SYMBOLS.items() for code in codes]
    return (unit == currency) | pl.concat_str(unit, currency, separator=" ").is_in(symbols)


def _reported(as_of: dt.date) -> pl.Expr:
    in_time = (pl.col("reported_on") <= as_of).fill_null(value=True)
    return pl.when(in_time).then("reported_money")


def _part_due(as_of: pl.Expr) -> pl.Expr:
    """How much of the money at target was planned by now."""
    planned = ratio(pl.col("planned") - pl.col("baseline"), pl.col("movement"))
    return (
        pl.when(pl.col("status") == Status.NOT_DUE)
        .then(0.0)
        .when(planned.is_not_null())
        .then(planned)
        .otherwise(share_due(as_of))
    )


def _moved() -> pl.Expr:
    """Money at target for the share of the whole movement that happened."""
    part = ratio(pl.col("actual") - pl.col("baseline"), pl.col("movement"))
    return pl.when(is_scored()).then(pl.col("money_at_target") * part)
