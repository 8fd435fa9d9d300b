"""Headings, late beginnings and what lasted, beside the same written out series by series."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from bcr.figures.change.shapes import Shape
from bcr.figures.course.heading import projected
from bcr.figures.course.lasting import lasting
from bcr.figures.course.onset import onset
from bcr.portfolio import Thresholds
from tests.figures.tables import monthly
from tests.figures.written_out import WrittenOut

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def noisy(seed: int, many: int) -> Floats:
    random = np.random.default_rng(seed)
    values = random.standard_normal(many)
    values[1:] += 0.4 * values[:-1]
    return values


@pytest.mark.parametrize(
    ("before", "after", "per_year", "quarter"),
    [(30, 16, 12, 3), (12, 6, 12, 3), (11, 8, 12, 3), (10, 9, 4, 1), (14, 7, 1, 1)],
)
def test_a_heading_is_the_line_since_the_start_with_the_noise_of_a_quarter(
    before: int, after: int, per_year: int, quarter: int
) -> None:
    """Of the last year since the start, or six periods; and of what was before, if twelve are."""
    t = np.arange(-float(before), float(after))
    shape = Shape(t, per_year, quarter, t >= 0)
    y = 40 + noisy(7, len(t)) + 0.5 * t * (t >= 0)
    due = after + 4.0
    late = t > t[-1] - max(per_year, 6)
    kept = (t >= 0) & late | (t < 0) & (before >= 12)
    x, since = t[kept], t[kept] >= 0
    columns = [since, x * since] + ([~since, x * ~since] if before >= 12 else [])
    at = np.arange(due - quarter + 1, due + 1)
    weights = np.zeros(len(columns))
    weights[:2] = 1.0, at.mean()
    model = WrittenOut(x, np.column_stack(columns).astype(float), y[kept], shape.season)
    expected = model.of(weights, at if shape.season else None, ahead=quarter)
    found = projected(shape, np.array([y, -1000 * y]), due)
    assert found[:, 0].tolist() == pytest.approx(expected, rel=1e-6)
    assert (found[[0, 2, 1], 1] / -1000).tolist() == pytest.approx(expected, rel=1e-6)


def begun(shape: Shape, y: Floats) -> tuple[bool, float, float]:
    """Whether a series began late, after how many months and by how much: each fit by itself."""
    t, a_month = shape.t, shape.per_year / 12
    background = [np.ones(len(t)), t]
    if shape.season:
        angle = 2 * np.pi * t / shape.per_year
        background += [np.cos(angle), np.sin(angle)]

    def fitted(*rises: Floats) -> tuple[float, Floats, float]:
        columns = np.column_stack([*background, *rises])
        found = np.linalg.lstsq(columns, y, rcond=None)[0]
        left = y - columns @ found
        return float(found[-1]), left, float(left @ left)

    whole = fitted()[2]
    best, on_time = (float("inf"), 0.0, 0.0, y), whole
    for months in (1, 3, 6, 12, 18, 24, 36):
        ramp = max(1.0, round(months * a_month))
        for begin in np.arange(0.0, min(36 * a_month, t.max() - 3 * a_month) + 1):
            late = begin >= 3 * a_month
            if late and ramp > max(1.0, 12 * a_month):
                continue
            step, left, squares = fitted(np.clip((t - begin + 1) / ramp, 0.0, 1.0))
            if late and step > 0 and squares < best[0]:
                best = squares, float(begin), step, left
            elif not late and step > 0:
                on_time = min(on_time, squares)
    squares, begin, step, left = best
    seen = float(left[1:] @ left[:-1]) / squares
    memory = min(max(seen + (1 + 4 * seen) / len(t), 0.0), 0.95)
    points = len(t) * (1 - memory) / (1 + memory)
    better, there = (points / 2 * math.log(other / squares) for other in (on_time, whole))
    return better > 5 and there > 6, begin / a_month, step


@pytest.mark.parametrize(("before", "after", "per_year"), [(30, 24, 12), (8, 44, 12), (10, 14, 4)])
@pytest.mark.parametrize("waited", [0, 4, 9])
def test_a_late_beginning_is_the_best_of_all_fits_made_one_by_one(
    before: int, after: int, per_year: int, waited: int
) -> None:
    t = np.arange(-float(before), float(after))
    shape = Shape(t, per_year, per_year // 4, t >= 0)
    rows = [0.6 * noisy(seed, len(t)) + 3.0 * (t >= waited) for seed in range(3)]
    late, months, step = onset(shape, np.array(rows))
    for row, y in enumerate(rows):
        told = begun(shape, y)
        assert late[row] == told[0]
        assert (months[row], step[row]) == pytest.approx(told[1:], rel=1e-6)


def rolled(values: Floats, weights: Floats, kind: str, months: int) -> list[tuple[float, float]]:
    """Share and its standard error of each twelve months, from 100 towards 200."""
    found = []
    for end in range(12, len(values) + 1):
        year, weight = values[end - 12 : end], weights[end - 12 : end]
        moved = np.abs(np.diff(values, prepend=values[0]))[end - 12 : end].sum()
        level = {
            "mean": year.mean(), "sum": year.sum() * months / 12,
            "cumulative": 100 + values[:end].sum(), "weighted": (year @ weight) / weight.sum(),
        }[kind]  # fmt: skip
        error = moved / 11 / 1.128 * 3**0.5
        error *= 12**0.5 if kind in {"sum", "cumulative"} else 12**-0.5
        found.append(((level - 100) / 100, 2**0.5 * error / 100))
    return found


def lasted(values: Floats, weights: Floats, kind: str, ends: list[dt.date]) -> dict[str, object]:
    """What is told of a benefit whose KPI was recorded from its start on."""
    years = rolled(values, weights, kind, 3 if kind == "sum" else 12)
    there = [share >= 0.7 - 1e-9 for share, _ in years]
    best, last, unsure = max(share for share, _ in years), *years[-1]
    told, begin, over = "not_reached", None, None
    if any(there):
        begin = there.index(True)
        over = next((n for n in range(begin, len(there)) if not there[n]), None)
        gone = best - last >= 0.25 and best - last > 3 * unsure
        told = "faded" if gone else "wavering"
        if there[-1]:
            told = "held" if (ends[-1] - ends[begin]).days >= 350 else "reached"
    return {
        "reached_on": None if begin is None else ends[begin],
        "lost_on": None if over is None else ends[over],
        "best_share": best, "best_to": ends[max(range(len(years)), key=lambda n: (years[n][0], n))],
        "last_share": last, "lasting": told,
        "sustained_months":
            None if begin is None else (len(years) if over is None else over) - begin + 11,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["mean", "sum", "cumulative", "weighted"])
@pytest.mark.parametrize("lost", [0.0, 0.2, 0.24, 0.26, 0.5])
def test_what_lasted_is_told_of_every_twelve_months_one_by_one(kind: str, lost: float) -> None:
    """Reached after a year and a half, then some of it lost again; beside one that wanders."""
    month = np.arange(48)
    levels = 100 + 72 * (month >= 8) - 100 * lost * (month >= 30) + 2.0 * noisy(5, 48)
    wander = 150 + 30 * noisy(6, 48)
    weights: Floats = (1 + month % 4).astype(np.float64)
    first = dt.date(2021, 1, 1)
    values = {
        kpi: {"sum": row / 4, "cumulative": np.diff(row, prepend=100.0)}.get(kind, row)
        for kpi, row in (("kpi", levels), ("wander", wander))
    }
    promised = pl.LazyFrame(
        {"n": [0, 1, 2, 3], "kpi_id": ["wander", "kpi", "kpi", "kpi"],
         "start_on": [first, None, first, first], "months": 3,
         "steady": [False, False, True, False], "aggregation": kind, "baseline": 100.0,
         "movement": 100.0}
    )  # fmt: skip
    record = pl.concat(
        monthly(row.tolist(), first=first, kpi_id=kpi, weights=weights.tolist())
        for kpi, row in values.items()
    )
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1
    usable = record.lazy().select("kpi_id", "period_start", "period_end", "value",
                                  denominator="weight", days=days)  # fmt: skip
    rows = lasting(promised, usable, Thresholds()).sort("n").collect().to_dicts()
    ends = record["period_end"].to_list()[11:48]
    assert [row["n"] for row in rows] == [0, 3]
    for row, kpi in zip(rows, ("wander", "kpi"), strict=True):
        expected = lasted(values[kpi], weights, kind, ends)
        assert row == pytest.approx({"n": row["n"], **expected})
