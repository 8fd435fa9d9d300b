"""Numbers as the other figures need them: finite, compared with care, and put into words."""

from __future__ import annotations

import polars as pl

#: Two levels closer than this share of their size are the same one: 0.1 + 0.2 is 0.3.
SAME = 1e-12
#: A share this close below a threshold has reached it: 0.9 computed from decimals is 0.9.
CLOSE = 1e-9


def finite(number: pl.Expr) -> pl.Expr:
    """The number where it is one; null for NaN and infinity."""
    return pl.when(number.is_finite()).then(number)


def same(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Whether two levels are equal but for the noise of binary fractions."""
    size = pl.max_horizontal(left.abs(), right.abs())
    return (left - right).abs() <= SAME * size


def reaches(share: pl.Expr, threshold: float) -> pl.Expr:
    """Whether a share is at or above a threshold, give or take `CLOSE`."""
    return share >= threshold - CLOSE


def ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Part ÷ whole; null where the whole is zero or the result would not be finite."""
    return finite(divided(part, pl.when(whole != 0).then(whole)))


def divided(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Part ÷ whole, rounded once, whether or not all rows share one whole.

    polars multiplies by the inverse, which rounds twice, where a column is one and the same value
    throughout: as it is once a table of one benefit was joined. Its figures would then differ in
    the last bit from those that it has among others.

    >>> rows = pl.LazyFrame({"n": [1, 1], "x": [49.0, 98.0]})
    >>> whole = pl.LazyFrame({"n": [1], "y": [49.0]})
    >>> joined = rows.join(whole, on="n").select(divided(pl.col("x"), pl.col("y")))
    >>> joined.collect(engine="in-memory")["x"].to_list()
    [1.0, 2.0]
    """
    return part / (whole + part * 0)


def days_to(day: pl.Expr, since: pl.Expr) -> pl.Expr:
    """The days from one date to another: as numbers they are told sooner than as a duration.

    >>> import datetime as dt
    >>> pl.select(days_to(pl.date(2024, 3, 1), pl.date(2024, 2, 1)).alias("x"))["x"].to_list()
    [29]
    """
    return day.cast(pl.Int32) - since.cast(pl.Int32)


def summed(numbers: pl.Expr) -> pl.Expr:
    """The sum of what is known, the same to the last bit in whatever order the rows come.

    Binary fractions are not added alike in another order or split over other threads, and
    polars leaves out a sort before a plain sum; so they are added one by one, by size.

    >>> pl.DataFrame({"x": [0.3, None, 0.1, 0.2]}).select(summed(pl.col("x")))["x"].to_list()
    [0.6000000000000001]
    """
    return numbers.sort().cum_sum().last().fill_null(0.0)


def averaged(numbers: pl.Expr) -> pl.Expr:
    """The mean of what is known, as exactly repeatable as `summed`; null where nothing is."""
    known = pl.when(numbers.count() > 0).then(numbers.count())
    return summed(numbers) / known


def in_words(number: pl.Expr) -> pl.Expr:
    """The number as a sentence has it: four figures, or whole from 1,000 on.

    >>> numbers = pl.DataFrame({"x": [15.0, 12.083333, 1234567.8, None]})
    >>> numbers.select(in_words(pl.col("x")))["x"].to_list()
    ['15', '12.08', '1234568', None]
    """
    rounded = pl.when(number.abs() < 1000).then(number.round_sig_figs(4)).otherwise(number.round())
    return rounded.cast(pl.String).str.strip_suffix(".0")


def with_unit(number: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """The number in words with its unit behind it, where there is a unit.

    >>> levels = pl.DataFrame({"x": [15.0, 5.0], "unit": ["days", None]})
    >>> levels.select(with_unit(pl.col("x"), pl.col("unit")))["x"].to_list()
    ['15 days', '5']
    """
    words = in_words(number)
    return pl.when(unit.is_null()).then(words).otherwise(pl.concat_str(words, unit, separator=" "))


def percent(share: pl.Expr) -> pl.Expr:
    """The share as a whole number of percent.

    >>> pl.select(x=percent(pl.Series([0.2898, -1.6])))["x"].to_list()
    ['29%', '−160%']
    """
    whole = (share * 100).round().cast(pl.String).str.strip_suffix(".0")
    return pl.concat_str(whole.str.replace("-", "−"), pl.lit("%"))
