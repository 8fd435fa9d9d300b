"""The level each KPI was to be expected at without the investment, period by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.change.interrupted import course
from bcr.figures.change.shapes import by_shape
from bcr.figures.change.tested import DIGITS, method_for
from bcr.figures.change.xmr import signals
from bcr.figures.numbers import finite

if TYPE_CHECKING:
    from bcr.figures.change.shapes import Together

_COURSE = pl.Schema(
    {
        "n": pl.UInt32,
        "t": pl.Int64,
        "expected": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
)


def courses(tested: pl.DataFrame) -> pl.DataFrame:
    """The level each tested KPI was to be expected at without the investment, by period.

    Shape:  n, period_start, period_end, value, expected, low, high; a row a recorded period since
            the transition, in order of n and time. No row for a benefit whose record is too
            short. `tested` is from `series_to_test`.
    Units:  the KPI's own, a period; low and high are the ends of a 90% band around the level, not
            around single periods.
    Source: methods, section 2.
    """
    found = [_COURSE.to_frame(), *(_course(group) for group in by_shape(tested))]
    shared, down = pl.col("other").fill_null(0.0), pl.col("turn") == -1
    ends = [
        pl.when(down).then(-pl.col(b)).otherwise(a) for a, b in (("low", "high"), ("high", "low"))
    ]
    return (
        tested.lazy()
        .join(pl.concat(found).lazy(), on=["n", "t"])
        .select(
            "n",
            "period_start",
            "period_end",
            value=pl.col("value") * pl.col("turn") + shared,
            expected=pl.col("expected") * pl.col("turn") + shared,
            low=ends[0] + shared,
            high=ends[1] + shared,
        )
        .with_columns(finite(pl.col(name)).round_sig_figs(DIGITS) for name in _COURSE.names()[2:])
        .sort("n", "period_end")
        .collect(engine="in-memory")
    )


def _course(group: Together) -> pl.DataFrame:
    """The expected level of each series since the start, turned so that up is better."""
    shape, method = group.shape, method_for(group)
    if method is None:
        return _COURSE.to_frame()
    since = shape.t[~shape.before]
    if method == "model":
        path = course(shape, group.values, since)
        levels = np.array([path.expected, path.low, path.high])
    else:
        signal = signals(shape, group.values)
        level, under, over = signal.expected, signal.high - signal.step, signal.step - signal.low
        flat = np.array([level, level - under, level + over])
        levels = np.repeat(flat[..., None], len(since), axis=2)
    with np.errstate(over="ignore"):
        levels = levels * group.size[:, None]
    places = {"n": np.repeat(group.n, len(since)), "t": np.tile(since, len(group.n))}
    named = zip(("expected", "low", "high"), levels.reshape(3, -1), strict=True)
    return pl.DataFrame({**places, **dict(named)}).cast(dict(_COURSE))  # type: ignore[arg-type]
