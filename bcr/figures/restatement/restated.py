"""What is promised now beside what was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from bcr.figures.levels import target_level
from bcr.figures.numbers import CLOSE, finite, same
from bcr.schemas.restated import Restatements

if TYPE_CHECKING:
    import dataframely as dy

    from bcr.schemas.records import PromisedBenefits
    from bcr.schemas.restated import Changes

#: Figures whose restatement is shown, in the order of a promise.
NUMBERS: Final = ("baseline", "target", "money_per_year", "value_per_unit")
_DAYS: Final = ("start_on", "due_on")
_WORDS: Final = ("class",)
_DAYS_A_MONTH: Final = 30.4375


def restatements(
    approved: dy.DataFrame[PromisedBenefits],
    latest: dy.DataFrame[PromisedBenefits],
    changes: dy.DataFrame[Changes],
) -> dy.DataFrame[Restatements]:
    """The figures of each benefit that are others now than when it was approved.

    Shape:  a row a benefit and figure that differs, sorted by benefit and in the order of a
            promise. A figure that is stated on one side only differs too.
    Units:  a target as the level to reach; slip in months of 30.4 days, whole where both days
            end their month.
    Source: methods, section 9.
    """
    both = _leveled(approved).join(_leveled(latest), on="benefit_id", suffix="_latest")
    parts = [_numbers(both, name) for name in NUMBERS]
    parts += [_days(both, name) for name in _DAYS]
    parts += [_words(both, name) for name in _WORDS]
    order = pl.Enum([*NUMBERS[:2], *_DAYS, *NUMBERS[2:], *_WORDS])
    found = (
        pl.concat(parts, how="diagonal_relaxed")
        .join(_last_decisions(changes), on=("benefit_id", "column"), how="left")
        .sort("benefit_id", pl.col("column").cast(order))
    )
    return Restatements.validate(found, cast=True).collect(engine="in-memory")


def _leveled(benefits: dy.DataFrame[PromisedBenefits]) -> pl.LazyFrame:
    return benefits.lazy().with_columns(target=target_level())


def _about(column: str) -> list[pl.Expr]:
    names = ("benefit_id", "case_id", "title", "unit", "currency")
    return [*map(pl.col, names), pl.lit(column).alias("column")]


def _numbers(both: pl.LazyFrame, name: str) -> pl.LazyFrame:
    was, now = pl.col(name), pl.col(f"{name}_latest")
    alike = same(was, now).fill_null(value=False) | (was.is_null() & now.is_null())
    eased = {"eased": _eased()} if name == "target" else {}
    return both.filter(~alike).select(
        *_about(name), approved=was, latest=now, difference=finite(now - was), **eased
    )


def _eased() -> pl.Expr:
    """Whether less movement is promised, each from the baseline that it was promised with."""
    was = (pl.col("target") - pl.col("baseline")).abs()
    now = (pl.col("target_latest") - pl.col("baseline_latest")).abs()
    return now < was * (1 - CLOSE)


def _days(both: pl.LazyFrame, name: str) -> pl.LazyFrame:
    was, now = pl.col(name), pl.col(f"{name}_latest")
    return both.filter(was.ne_missing(now)).select(
        *_about(name), approved_on=was, latest_on=now, slip_months=slip_months(was, now)
    )


def slip_months(was: pl.Expr, now: pl.Expr) -> pl.Expr:
    """Months from one day to another; whole between days that both end their month.

    >>> import datetime as dt
    >>> days = {"was": [dt.date(2023, 3, 31)], "now": [dt.date(2023, 9, 30)]}
    >>> pl.DataFrame(days).select(slip_months(pl.col("was"), pl.col("now"))).item()
    6.0
    """
    months = (now.dt.year() - was.dt.year()) * 12 + now.dt.month() - was.dt.month()
    ends = (was == was.dt.month_end()) & (now == now.dt.month_end())
    whole = ends | (was.dt.day() == now.dt.day())
    apart = (now - was).dt.total_days() / _DAYS_A_MONTH
    slip = pl.when(whole).then(months.cast(pl.Float64)).otherwise(apart.round(1))
    return slip.alias("slip_months")


def _words(both: pl.LazyFrame, name: str) -> pl.LazyFrame:
    was, now = (pl.col(n).cast(pl.String) for n in (name, f"{name}_latest"))
    return both.filter(was.ne_missing(now)).select(
        *_about(name), approved_word=was, latest_word=now
    )


def _last_decisions(changes: dy.DataFrame[Changes]) -> pl.LazyFrame:
    ordered = changes.lazy().sort("decided_on", "import_no", maintain_order=True)
    last = ordered.unique(["benefit_id", "column"], keep="last")
    return last.select("benefit_id", "column", "decided_on", "reason", "decided_by")
