"""Where a KPI is heading by the due date, if it goes on as it has since the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.change.interrupted import HIGH, LOW
from bcr.figures.change.mixture import Mixture
from bcr.figures.change.regression import Design, Grid, Target
from bcr.figures.change.series import number_of, series
from bcr.figures.change.shapes import by_shape
from bcr.figures.change.tested import DIGITS
from bcr.figures.numbers import finite
from bcr.model import Aggregation

if TYPE_CHECKING:
    import datetime as dt

    import numpy.typing as npt

    from bcr.figures.change.shapes import Shape, Together

    Floats = npt.NDArray[np.float64]

#: Periods since the start that a trend needs, and periods before it that tell of noise and season.
AFTER, BEFORE = 6, 12
_HEADING = pl.Schema(
    {
        "n": pl.UInt32,
        "heading": pl.Float64,
        "heading_low": pl.Float64,
        "heading_high": pl.Float64,
    }
)
_ENDS = _HEADING.names()[1:]


def headings(
    promised: pl.LazyFrame, kinds: pl.LazyFrame, cases: pl.LazyFrame, as_of: dt.date
) -> pl.LazyFrame:
    """The level each KPI is heading for in the quarter up to the due date, with a 90% interval.

    Shape:  a row a benefit that has begun, is not yet due and has six periods on record since its
            start: n, heading, heading_low, heading_high. `kinds` is from `periods`. None for a
            cumulative KPI, nor for weeks and days.
    Units:  the benefit's own; of a KPI that is summed, what the months of its baseline add up to.
    Rule:   a line through the last year since the start, with remembered noise and, where two
            years before the start are on record, a season; the time before tells how large the
            noise is and how long it lasts. The interval is one for the quarter itself, not for
            the line through it. It held the truth at least 85% of the time in the simulations of
            `tests/figures/test_track_quality.py`, and 71% to 80% where a KPI that was still
            rising levelled off afterwards: no record knows that beforehand.
    Source: methods, section 4.
    """
    open_ = promised.filter(
        (pl.col("due_on") > as_of)
        & (pl.col("start_on") <= as_of)
        & ~pl.col("steady")
        & (pl.col("aggregation") != Aggregation.CUMULATIVE)
    )
    rows = series(open_, kinds, cases, as_of).collect(engine="in-memory")
    due = _due_periods(open_, rows, kinds).collect(engine="in-memory")
    found = [_HEADING.to_frame()]
    for group in by_shape(rows):
        found.extend(_headed(group, due))
    times = pl.when(pl.col("aggregation") == Aggregation.SUM).then("in_window").otherwise(1.0)
    return (
        pl.concat(found)
        .lazy()
        .join(due.lazy(), on="n")
        .join(open_.select("n", "aggregation"), on="n")
        .select(
            "n",
            *(finite(pl.col(name) * times).round_sig_figs(DIGITS).alias(name) for name in _ENDS),
        )
    )


def _due_periods(open_: pl.LazyFrame, rows: pl.DataFrame, kinds: pl.LazyFrame) -> pl.LazyFrame:
    """The last whole period by each due date, since the start, and periods in the baseline's time.

    n, due_period (counted as `t` is), in_window.
    """
    lengths = kinds.group_by("kpi_id").agg(pl.col("months", "days").first())
    first = (
        rows.lazy()
        .group_by("n")
        .agg(first=(pl.col("number") - pl.col("t")).first(), per_year=pl.col("per_year").first())
    )
    after = number_of(pl.col("due_on").dt.offset_by("1d"), pl.col("length"), pl.col("days"))
    return (
        open_.select("n", "kpi_id", "due_on", "months")
        .join(lengths.rename({"months": "length"}), on="kpi_id")
        .join(first, on="n")
        .select(
            "n",
            due_period=after - 1 - pl.col("first"),
            in_window=pl.col("months") * pl.col("per_year") / 12,
        )
    )


def _headed(group: Together, due: pl.DataFrame) -> list[pl.DataFrame]:
    """The level by each due date that series of one shape have."""
    shape = group.shape
    if not shape.per_year or (~shape.before).sum() < AFTER:
        return []
    dated = pl.DataFrame({"n": group.n}).join(due, on="n", how="left", maintain_order="left")
    dues = dated["due_period"].to_numpy()
    found = []
    for at in np.unique(dues):
        chosen = np.flatnonzero(dues == at)
        with np.errstate(over="ignore"):
            levels = projected(shape, group.values[chosen], float(at)) * group.size[chosen]
        columns = {"n": group.n[chosen], **dict(zip(_ENDS, levels, strict=True))}
        found.append(pl.DataFrame(columns, schema=_HEADING))
    return found


def projected(shape: Shape, values: Floats, due: float) -> Floats:
    """The mean of the quarter up to period `due` of each series, and the ends of its 90% interval.

    Shape: 3 × series.
    """
    middle, spread = values.mean(axis=1, keepdims=True), values.std(axis=1, keepdims=True)
    size = np.where(spread > 0, spread, 1.0)
    kept = _telling(shape)
    t, y = shape.t[kept], ((values - middle) / size)[:, kept]
    at = np.arange(due - shape.quarter + 1, due + 1)
    design = Design.of(t, _columns(t), Grid.of(shape.season))
    known = design.posterior(y)
    asked = np.zeros(design.columns.shape[1])
    asked[:2] = 1.0, at.mean()
    line = known.answer(Target(asked, at if shape.season else at[:0]))
    noise = _noise_of_mean(design.grid, len(at)) * known.squares / design.df
    ahead = Mixture(line.mean, np.sqrt(line.scale**2 + noise), line.weight, line.df)
    levels = np.array([ahead.centre(), ahead.quantile(LOW), ahead.quantile(HIGH)])
    projected_levels: Floats = levels * size[:, 0] + middle[:, 0]
    return projected_levels


def _telling(shape: Shape) -> npt.NDArray[np.bool_]:
    """The last year since the start, which a KPI that has levelled off says most in; and before."""
    recent = shape.t > shape.t.max() - max(shape.per_year, AFTER)
    kept = ~shape.before & recent
    return np.asarray(kept | shape.before if shape.before.sum() >= BEFORE else kept)


def _columns(t: Floats) -> Floats:
    """A line since the start; and one before it, where there is a before."""
    after = t >= 0
    since = [after, t * after]
    return np.column_stack(since if after.all() else [*since, ~after, t * ~after]).astype(float)


def _noise_of_mean(grid: Grid, many: int) -> Floats:
    """Variance of the mean of so many periods of noise, at every point of the grid."""
    apart = np.abs(np.subtract.outer(np.arange(many), np.arange(many)))
    memory = np.sign(grid.rho)[:, None, None] ** apart * np.abs(grid.rho)[:, None, None] ** apart
    return np.repeat(memory.mean(axis=(1, 2)), len(grid.season))
