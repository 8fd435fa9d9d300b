"""Financial years, and money of one year in the prices of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.numbers import averaged, finite, ratio

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import Deflators

_TWO_YEARS: Final = r"((?:19|20)\d\d)\s*[/\-–]\s*(?:(?:19|20)?\d\d)"
_FY: Final = r"(?i)\bfy\s*'?(?:20)?(\d\d)\b"
_ONE_YEAR: Final = r"\b((?:19|20)\d\d)\b"
_NOMINAL: Final = r"(?i)\b(nominal|cash|outturn|current)\b"


def financial_year(day: pl.Expr, year_starts: int) -> pl.Expr:
    """The calendar year in which the financial year of a day ends.

    >>> import datetime as dt
    >>> days = pl.DataFrame({"day": [dt.date(2022, 3, 31), dt.date(2022, 4, 1)]})
    >>> days.select(financial_year(pl.col("day"), 4))["day"].to_list()
    [2022, 2023]
    """
    later = (day.dt.month() >= year_starts) & pl.lit(year_starts > 1)
    return (day.dt.year() + later.cast(pl.Int32)).cast(pl.Int32)


def year_name(year: pl.Expr, year_starts: int) -> pl.Expr:
    """A financial year as people write it, from the calendar year it ends in.

    >>> pl.DataFrame({"year": [2022]}).select(year_name(pl.col("year"), 4))["year"].to_list()
    ['2021/22']
    """
    if year_starts == 1:
        return year.cast(pl.String)
    short = (year % 100).cast(pl.String).str.zfill(2)
    return pl.format("{}/{}", year - 1, short).alias(year.meta.output_name())


def first_day_of(year: pl.Expr, year_starts: int) -> pl.Expr:
    """The first day of the financial year that ends in a calendar year."""
    return pl.date(year - (1 if year_starts > 1 else 0), year_starts, 1)


def price_year(text: pl.Expr, year_starts: int) -> pl.Expr:
    """The financial year a price base names, by the calendar year it ends in; null for none.

    A single year is one where financial years are calendar years, and two readings elsewhere.

    >>> said = pl.DataFrame({"base": ["2021/22 prices", "FY23", "2021", "nominal", None]})
    >>> said.select(price_year(pl.col("base"), 4))["base"].to_list()
    [2022, 2023, None, None, None]
    """
    two = text.str.extract(_TWO_YEARS).cast(pl.Int32) + (1 if year_starts > 1 else 0)
    fy = text.str.extract(_FY).cast(pl.Int32) + 2000
    one = text.str.extract(_ONE_YEAR).cast(pl.Int32) if year_starts == 1 else pl.lit(None, pl.Int32)
    return pl.coalesce(two, fy, one)


def is_nominal(text: pl.Expr) -> pl.Expr:
    """Whether a price base says that money is in the prices of its own year."""
    return text.str.contains(_NOMINAL).fill_null(value=False)


def indices(deflators: dy.DataFrame[Deflators], currency: str, year_starts: int) -> pl.LazyFrame:
    """The price index of each financial year: currency, year, index.

    `currency` is that of deflators which name none. Of several in one year, their mean.
    """
    return (
        deflators.lazy()
        .select(
            pl.col("currency").fill_null(currency),
            year=financial_year(pl.col("period_end"), year_starts),
            index=finite(pl.col("deflator")),
        )
        .filter(pl.col("index") > 0)
        .group_by("currency", "year")
        .agg(averaged(pl.col("index")))
    )


def with_real(flows: pl.LazyFrame, index: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `real`: `money` of `price_year` in the prices of `base_year`.

    Rule:   nominal × index(base) ÷ index(year); prices of the base year itself need no index.
            Null where an index is missing.
    Source: methods, section 5.
    """
    for year in ("price_year", "base_year"):
        named = index.rename({"year": year, "index": f"{year}_index"})
        flows = flows.join(named, on=("currency", year), how="left")
    factor = (
        pl.when(pl.col("price_year") == pl.col("base_year"))
        .then(1.0)
        .otherwise(ratio(pl.col("base_year_index"), pl.col("price_year_index")))
    )
    real = flows.with_columns(real=finite(pl.col("money") * factor))
    return real.drop("price_year_index", "base_year_index")


def discount_factor(years: pl.Expr, rate: float) -> pl.Expr:
    """What a unit of real money so many years after the base year is worth in it.

    >>> years = pl.DataFrame({"n": [0, 1, 2, 10]})
    >>> years.select(discount_factor(pl.col("n"), 0.035).round(4))["n"].to_list()
    [1.0, 0.9662, 0.9335, 0.7089]
    """
    return (pl.lit(1.0 + rate) ** -years).alias(years.meta.output_name())
