"""When a KPI began to move, where that was months after the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bcr.figures.change.shapes import by_shape

if TYPE_CHECKING:
    import numpy.typing as npt

    from bcr.figures.change.shapes import Shape, Together

    Floats = npt.NDArray[np.float64]

#: Periods on record before and after the start that it takes to say when a movement began.
BEFORE, AFTER = 6, 12
#: Months after the start from which a beginning is late, and the latest that is looked for.
LATE, LATEST = 3, 36
#: Months a movement may take to come in.
_RAMPS = (1, 3, 6, 12, 18, 24, 36)
_LONGEST_LATE_RAMP = 12
#: How much better a late beginning must fit than any on time, and than none, in log-likelihood.
_BETTER, _THERE = 5.0, 6.0
#: The least part of the movement in full that a late one must be.
_PART = 1 / 3
_FOUND = pl.Schema({"n": pl.UInt32, "onset_months": pl.Int32, "step": pl.Float64})


def late_onsets(upward: pl.DataFrame, promised: pl.LazyFrame) -> pl.LazyFrame:
    """Benefits whose KPI stood still for months after the start and then moved: n, onset_months.

    Shape:  `upward` is from `series_to_test`: the periods of each benefit's KPI, up being better.
    Rule:   level, trend and a yearly wave are fitted together with a movement that begins d months
            after the start and comes in over r months, for every d and r. Late is a best d of
            three months or more that fits better than every beginning on time, however slow, by
            5 in log-likelihood (with as many points as the memory of the noise leaves), and
            brings a third of the intended movement or more. It says when, not why.
    Source: methods, section 4.
    """
    found = [_FOUND.to_frame(), *(_onsets(group) for group in by_shape(upward))]
    size = promised.select("n", size=pl.col("movement").abs())
    return (
        pl.concat(found)
        .lazy()
        .join(size, on="n")
        .filter(pl.col("step") >= _PART * pl.col("size"))
        .select("n", "onset_months")
    )


def _onsets(group: Together) -> pl.DataFrame:
    shape = group.shape
    enough = shape.before.sum() >= BEFORE and (~shape.before).sum() >= AFTER
    if shape.per_year not in (4, 12) or not enough:
        return _FOUND.to_frame()
    late, months, step = onset(shape, group.values)
    rows = {"n": group.n, "onset_months": months, "step": step * group.size}
    return pl.DataFrame(rows).cast(dict(_FOUND)).filter(pl.Series(late))  # type: ignore[arg-type]


def onset(shape: Shape, better_up: Floats) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """Whether each series began late, after how many months, and how far it moved then."""
    begin, ramp = _candidates(shape)
    rises = np.clip((shape.t[:, None] - begin + 1) / ramp, 0.0, 1.0)
    q = np.linalg.qr(_background(shape))[0]
    left, rises = better_up - (better_up @ q) @ q.T, rises - q @ (q.T @ rises)
    norm = (rises**2).sum(axis=0)
    usable = norm > 1e-9 * len(shape.t)
    score = left @ rises[:, usable]
    norm, begin = norm[usable], begin[usable]
    gain = np.where(score > 0, score**2 / norm, 0.0)
    is_late = begin >= _periods(shape, LATE)
    on_time = gain[:, ~is_late].max(axis=1, initial=0.0)
    best = np.where(is_late, gain, -1.0).argmax(axis=1)
    row = np.arange(len(left))
    late_gain, step = gain[row, best], score[row, best] / norm[best]
    rest = left - step[:, None] * rises[:, usable].T[best]
    points = _worth(rest)
    whole = np.maximum((left**2).sum(axis=1), 1e-300)
    spare = np.maximum(whole - late_gain, 1e-12 * whole)
    better = points / 2 * np.log(np.maximum(whole - on_time, spare) / spare)
    there = points / 2 * np.log(whole / spare)
    late = (better > _BETTER) & (there > _THERE)
    return late, begin[best] * 12 / shape.per_year, step


def _periods(shape: Shape, months: float) -> float:
    return months * shape.per_year / 12


def _candidates(shape: Shape) -> tuple[Floats, Floats]:
    """Every beginning and length that is tried, in periods; late ones come in within a year."""
    last = min(_periods(shape, LATEST), float(shape.t.max()) - _periods(shape, LATE))
    ramps = np.unique(np.maximum(1.0, np.round([_periods(shape, r) for r in _RAMPS])))
    begin, ramp = (x.ravel() for x in np.meshgrid(np.arange(0.0, last + 1), ramps))
    quick = ramp <= max(1.0, _periods(shape, _LONGEST_LATE_RAMP))
    kept = (begin < _periods(shape, LATE)) | quick
    return begin[kept], ramp[kept]


def _background(shape: Shape) -> Floats:
    """Level and trend, and a yearly wave where there are two years before the start."""
    t = shape.t / max(1.0, float(np.abs(shape.t).max()))
    columns = [np.ones(len(t)), t]
    if shape.season:
        angle = 2 * np.pi * shape.t / shape.per_year
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def _worth(rest: Floats) -> Floats:
    """How many independent points each series is worth, from the memory of what is left over.

    A fit of a few columns makes the memory look shorter, by about (1 + 4ρ) ÷ n.
    """
    square, n = np.maximum((rest**2).sum(axis=1), 1e-300), rest.shape[1]
    seen = (rest[:, 1:] * rest[:, :-1]).sum(axis=1) / square
    memory = np.clip(seen + (1 + 4 * seen) / n, 0.0, 0.95)
    worth: Floats = n * (1 - memory) / (1 + memory)
    return worth
