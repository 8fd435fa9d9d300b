"""Claims on the same KPI: one movement, divided once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bcr.figures.numbers import finite, ratio, same, summed
from bcr.figures.status import is_harm, is_scored
from bcr.schemas.course import Claims

if TYPE_CHECKING:
    import datetime as dt

    import dataframely as dy

    from bcr.schemas.figures import Gaps
    from bcr.schemas.records import PromisedBenefits

_LEDGER = ("kpi_id", "ledger")
#: Two starts this many days apart or less can lie in one quarter.
_QUARTER_DAYS = 91


def claims(
    gaps: dy.DataFrame[Gaps], benefits: dy.DataFrame[PromisedBenefits], as_of: dt.date
) -> dy.DataFrame[Claims]:
    """Every claim on a KPI that more than one benefit claims, and what is left of it.

    Shape:  a row a claim, those of one ledger together; none for a KPI claimed once.
    Units:  the benefit's own; a movement of −3 days is 3 days less.
    Rule:   a claim runs from its start to the last day its actual speaks of, else to `as_of`;
            claims that have not begun, promises to keep a level and disbenefits claim no
            movement. Those that overlap are one ledger. Stated shares hold where they add up
            to 1 at most, and claims that state none divide the rest; else the movement is
            divided in proportion to what each intended by now, nobody getting more than the
            share it states.
    Source: methods, section 3.
    """
    stated = pl.col("share").is_between(0.0, 1.0)
    shares = benefits.lazy().select("benefit_id", stated_share=pl.when(stated).then("share"))
    ledgers = (
        _in_ledgers(_begun(gaps.lazy(), as_of))
        .join(shares, on="benefit_id", how="left")
        .with_columns(attributed_share=_attributed())
        .with_columns(attributed_share=pl.min_horizontal("attributed_share", "stated_share"))
        .with_columns(claimed_movement=pl.col("stated_share").fill_null(1.0) * _observed())
        .with_columns(attributed_movement=pl.col("attributed_share") * _observed())
        .with_columns(over_claimed=pl.col("claimed_movement") - pl.col("attributed_movement"))
        .collect(engine="in-memory")
        .lazy()
    )
    finished = (
        ledgers.join(_clashes(ledgers), on="benefit_id", how="left")
        .with_columns(
            pl.col("clash").fill_null(""),
            share_alone="realised_share",
            share_after=pl.col("realised_share") * pl.col("attributed_share"),
        )
        .sort(*_LEDGER, "start_on", "benefit_id")
    )
    return Claims.validate(finished, cast=True).collect(engine="in-memory")


def _observed() -> pl.Expr:
    return pl.col("observed_movement")


def _begun(gaps: pl.LazyFrame, as_of: dt.date) -> pl.LazyFrame:
    """The claims that have begun, each with its window, movements and weight."""
    steady = same(pl.col("target"), pl.col("baseline")).fill_null(value=False)
    moved = finite(pl.col("actual") - pl.col("baseline"))
    planned = finite(pl.col("planned_to_date") - pl.col("baseline")).abs()
    return (
        gaps.filter(pl.col("kpi_id").is_not_null() & ~steady & ~is_harm())
        .with_columns(
            intended_movement=finite(pl.col("target") - pl.col("baseline")),
            observed_movement=pl.when(is_scored()).then(moved),
            weight=planned.fill_null(0.0),
            begins=pl.col("start_on").fill_null(pl.date(1, 1, 1)),
            ends=pl.col("actual_to").fill_null(pl.lit(as_of)),
        )
        .filter(pl.col("begins") <= pl.col("ends"))
    )


def _in_ledgers(begun: pl.LazyFrame) -> pl.LazyFrame:
    """Claims whose windows overlap, numbered; a KPI claimed once at a time is left out."""
    so_far = pl.col("ends").cum_max().shift(1).over("kpi_id")
    apart = (pl.col("begins") > so_far).fill_null(value=True)
    return (
        begun.sort("kpi_id", "begins", "ends", "benefit_id")
        .with_columns(ledger=apart.cum_sum().over("kpi_id"))
        .filter(pl.len().over(*_LEDGER) > 1)
    )


def _attributed() -> pl.Expr:
    """The share each claim of a ledger gets; they never add up to more than 1."""
    stated, weight = pl.col("stated_share"), pl.col("weight")
    given = summed(stated).over(*_LEDGER)
    silent = pl.when(stated.is_null()).then(weight).otherwise(0.0)
    many = pl.col("benefit_id").len().over(*_LEDGER)
    quiet = stated.is_null().sum().over(*_LEDGER)
    rest = (1.0 - given) * ratio(silent, summed(silent).over(*_LEDGER)).fill_null(1.0 / quiet)
    by_intent = ratio(weight, summed(weight).over(*_LEDGER)).fill_null(1.0 / many)
    return (
        pl.when(given > 1.0)
        .then(by_intent)
        .when(stated.is_not_null())
        .then(stated)
        .otherwise(rest)
        .clip(0.0, 1.0)
    )


def _clashes(ledgers: pl.LazyFrame) -> pl.LazyFrame:
    """Claims of other cases that started within a quarter: benefit_id, clash."""
    others = ledgers.select(
        *_LEDGER, other="benefit_id", other_case="case_id", other_start="start_on"
    )
    days = (pl.col("start_on") - pl.col("other_start")).dt.total_days().abs()
    return (
        ledgers.select(*_LEDGER, "benefit_id", "case_id", "start_on")
        .join(others, on=_LEDGER)
        .filter((pl.col("case_id") != pl.col("other_case")) & (days <= _QUARTER_DAYS))
        .group_by("benefit_id")
        .agg(clash=pl.col("other").sort().str.join(", "))
    )
