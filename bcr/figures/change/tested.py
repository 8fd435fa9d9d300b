"""The change each benefit's KPI made, tested as far as its record allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.change.comparator import against_comparators
from bcr.figures.change.interrupted import interrupted, slope_before
from bcr.figures.change.series import periods, series
from bcr.figures.change.shapes import by_shape
from bcr.figures.change.xmr import signals
from bcr.figures.numbers import averaged, finite
from bcr.model import Aggregation, Better, Evidence

if TYPE_CHECKING:
    import datetime as dt

    from bcr.figures.change.interrupted import Change
    from bcr.figures.change.shapes import Together

#: Periods before and after the start that the model needs, and that the XmR signal needs.
MODEL = (12, 8)
SIGNAL = (5, 3)
#: Figures are given to so many digits: the order of rows may change the last ones of a sum.
DIGITS = 10
_TESTED = pl.Schema(
    {
        "n": pl.UInt32,
        "method": pl.String,
        "regressed": pl.Boolean,
        "expected": pl.Float64,
        "step": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
)
_SLOPE = ("slope", "slope_low", "slope_high")
_TREND = pl.Schema({"n": pl.UInt32, **dict.fromkeys(_SLOPE, pl.Float64)})


def changes(promised: pl.LazyFrame, tested: pl.DataFrame) -> pl.DataFrame:
    """What can be said of the change of each benefit's KPI, and how it was found.

    Shape:  a row a benefit, in the order of `n`: n, evidence, method (model, signal or null),
            before and after (periods), compared (with a comparator KPI), regressed (the last
            quarter before the start was over one sd worse than the time before it),
            expected_without, change, change_low, change_high, and with a comparator the
            slope before the start that the two differ by: slope, slope_low, slope_high.
            `tested` is from `series_to_test`.
    Units:  the benefit's own, in its own direction: a change of −3 days is 3 days less. For a KPI
            that is summed, over the actual's window; slopes are a period.
    Rule:   at least 12 periods before and 8 after: the model, on at most 48 before; at least 5
            and 3: the XmR signal; more than one on either side: too few; else untested. `real`
            means that the whole interval is on the better side of zero, `worse` that it is on
            the other; what has no better side is never shown to be either.
    Source: methods, section 2.
    """
    return (
        promised.select("n", "aggregation", "baseline", turn=_turn())
        .join(_counts(tested), on="n", how="left")
        .join(_tested(tested), on="n", how="left")
        .join(_slopes(tested), on="n", how="left")
        .with_columns(evidence=_evidence(), compared=pl.col("other").is_not_null())
        .with_columns(_in_own_unit())
        .sort("n")
        .select(
            "n",
            "evidence",
            "method",
            "before",
            "after",
            "compared",
            "regressed",
            "expected_without",
            "change",
            "change_low",
            "change_high",
            *_SLOPE,
        )
        .collect(engine="in-memory")
    )


def series_to_test(
    promised: pl.LazyFrame,
    record: pl.LazyFrame,
    cases: pl.LazyFrame,
    kpis: pl.LazyFrame,
    as_of: dt.date,
) -> pl.DataFrame:
    """The series to test, turned so that up is better; those with a comparator as differences.

    Shape: as `series`, with `other`, the comparator's value, and `turn`, 1 or −1.
    """
    kinds = periods(record).collect(engine="in-memory").lazy()
    plain = series(promised, kinds, cases, as_of).collect(engine="in-memory").lazy()
    return (
        against_comparators(plain, kinds, kpis, MODEL)
        .join(
            promised.select("n", turn=_turn().fill_null(1.0)),
            on="n",
            how="left",
            maintain_order="left",
        )
        .with_columns(value=pl.col("value") * pl.col("turn"))
        .collect(engine="in-memory")
    )


def _turn() -> pl.Expr:
    """1 where up is better, −1 where down is, null where neither is."""
    ways = {Better.HIGHER.value: 1.0, Better.LOWER.value: -1.0}
    stated, kept = pl.col("better").cast(pl.String), pl.col("kpi_better").cast(pl.String)
    way = pl.when(stated == Better.MAINTAIN).then(kept).otherwise(stated)
    return way.replace_strict(ways, default=None, return_dtype=pl.Float64)


def _counts(rows: pl.DataFrame) -> pl.LazyFrame:
    """Periods before, after and as recent as the actual, and the comparator's level then."""
    recent = pl.when(pl.col("recent").any()).then("recent").otherwise(pl.col("t") >= 0)
    return (
        rows.lazy()
        .with_columns(recent=recent.over("n"))
        .group_by("n")
        .agg(
            before=(pl.col("t") < 0).sum(),
            after=(pl.col("t") >= 0).sum(),
            recent=pl.col("recent").sum(),
            other=averaged(pl.col("other").filter("recent")),
        )
    )


def _tested(upward: pl.DataFrame) -> pl.LazyFrame:
    """Each series that is long enough, by the best method its length allows."""
    found = [_by_method(group) for group in by_shape(upward)]
    return pl.concat([_TESTED.to_frame(), *found], rechunk=False).lazy()


def _by_method(group: Together) -> pl.DataFrame:
    method = method_for(group)
    if method is None:
        return _TESTED.to_frame()
    tested = (interrupted if method == "model" else signals)(group.shape, group.values)
    return _as_frame(group, tested, method)


def method_for(group: Together) -> str | None:
    """What the number of periods before and after the start allows; None: nothing."""
    before = int(group.shape.before.sum())
    after = len(group.shape.t) - before
    for method, (least_before, least_after) in (("model", MODEL), ("signal", SIGNAL)):
        if before >= least_before and after >= least_after:
            return method
    return None


def _as_frame(group: Together, change: Change, method: str) -> pl.DataFrame:
    columns = {"n": group.n, "method": method, "regressed": change.flagged}
    with np.errstate(over="ignore"):
        for name in ("expected", "step", "low", "high"):
            columns[name] = getattr(change, name) * group.size
    return pl.DataFrame(columns)


def _slopes(upward: pl.DataFrame) -> pl.LazyFrame:
    """What the slopes of a KPI and its comparator differ by before the start, a period."""
    compared = upward.filter(pl.col("other").is_not_null())
    found = [_TREND.to_frame()]
    for group in by_shape(compared):
        slopes = np.array(slope_before(group.shape, group.values)) * group.size
        columns = dict(zip(_SLOPE, slopes, strict=True))
        found.append(pl.DataFrame({"n": group.n, **columns}))
    return pl.concat(found).lazy()


def _evidence() -> pl.Expr:
    """How much the interval proves; the ladder's lower rungs where there is none."""
    once = (pl.col("before") <= 1) & (pl.col("after") <= 1)
    unseen = pl.col("before").is_null() | (pl.col("before") == 0) | once
    words = (
        pl.when(unseen)
        .then(pl.lit(Evidence.UNTESTED.value))
        .when(pl.col("method").is_null())
        .then(pl.lit(Evidence.TOO_FEW_POINTS.value))
        .when(pl.col("turn").is_null())
        .then(pl.lit(Evidence.NOT_SHOWN.value))
        .when(pl.col("low") > 0)
        .then(pl.lit(Evidence.REAL.value))
        .when(pl.col("high") < 0)
        .then(pl.lit(Evidence.WORSE.value))
    )
    return words.otherwise(pl.lit(Evidence.NOT_SHOWN.value))


def _in_own_unit() -> list[pl.Expr]:
    """The figures turned back, as the KPI is put together for the time the actual covers."""
    kind, down = pl.col("aggregation"), pl.col("turn") == -1
    added = kind.is_in([Aggregation.SUM, Aggregation.CUMULATIVE])
    times = pl.when(added).then(pl.col("recent")).otherwise(1)
    given = pl.when(kind == Aggregation.CUMULATIVE).then("baseline").otherwise(0.0)
    level = pl.when(down).then(-pl.col("expected")).otherwise("expected")
    level = (level + pl.col("other").fill_null(0.0)) * times + given

    def turned(one: str, other: str) -> pl.Expr:
        return pl.when(down).then(-pl.col(other)).otherwise(one)

    return [
        finite(number).round_sig_figs(DIGITS).alias(name)
        for name, number in {
            "expected_without": level,
            "change": turned("step", "step") * times,
            "change_low": turned("low", "high") * times,
            "change_high": turned("high", "low") * times,
            "slope": turned("slope", "slope"),
            "slope_low": turned("slope_low", "slope_high"),
            "slope_high": turned("slope_high", "slope_low"),
        }.items()
    ]
