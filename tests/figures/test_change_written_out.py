"""The change model beside the same model written out: one matrix for each memory and season."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bcr.figures.change.interrupted import course, interrupted, slope_before
from bcr.figures.change.shapes import Shape
from bcr.figures.change.xmr import signals
from tests.figures.written_out import WrittenOut

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

SHAPES = {
    "months": (np.delete(np.arange(-30.0, 14.0), [3, 20, 38]), 12, 3, 6.0),
    "quarters": (np.arange(-12.0, 8.0), 4, 1, 4.0),
    "weeks": (np.arange(-26.0, 10.0), 0, 13, 0.0),
    "years": (np.arange(-12.0, 8.0), 1, 1, 99.0),
}  # fmt: skip


def shape_of(kind: str) -> Shape:
    t, per_year, quarter, recent = SHAPES[kind]
    return Shape(t, per_year, quarter, t >= recent)


def series(shape: Shape, fall: float) -> Floats:
    """A record with memory, whose last quarter before the start is so much worse."""
    random = np.random.default_rng(4)
    y = random.standard_normal(len(shape.t))
    y[1:] += 0.4 * y[:-1]
    y[shape.earlier] -= y[shape.earlier].mean()
    y[shape.last_quarter] -= y[shape.last_quarter].mean()
    y[shape.last_quarter] -= fall * y[shape.earlier].std(ddof=1)
    return np.asarray(50 + 3 * y + 4 * (shape.t >= 0))


def model(shape: Shape, y: Floats, fall: float) -> WrittenOut:
    """The interrupted time series, conditional on what the fall of the last quarter asks for."""
    level = shape.last_quarter / shape.last_quarter.sum()
    given = None
    if fall > 1:
        given = level
    elif fall > 0.5:
        given = level - shape.earlier / shape.earlier.sum()
    season = shape.per_year if shape.per_year in {4, 12} else 0
    columns = np.column_stack([np.ones(len(shape.t)), shape.t, shape.t >= 0])
    return WrittenOut(shape.t, columns, y, season, given)


@pytest.mark.parametrize("fall", [0.45, 0.55, 0.95, 1.05])
@pytest.mark.parametrize("kind", SHAPES)
def test_the_change_and_the_course_are_those_of_the_model_written_out(
    kind: str, fall: float
) -> None:
    shape = shape_of(kind)
    y = series(shape, fall)
    written = model(shape, y, fall)
    recent = shape.t[shape.recent] if kind != "years" else shape.t[shape.t >= 0]

    found = interrupted(shape, np.array([y, 7 - 1000 * y]))
    path = course(shape, y[None], np.array([0.0, 5.0]))

    step = written.of(np.array([0.0, 0.0, 1.0]))
    level = written.of(np.array([1.0, recent.mean(), 0.0]), recent)
    assert (found.step[0], found.low[0], found.high[0]) == pytest.approx(step, rel=1e-7)
    assert found.expected[0] == pytest.approx(level[0], rel=1e-7)
    assert found.flagged.tolist() == [fall > 1, False]
    at = np.array([5.0])
    there = written.of(np.array([1.0, 5.0, 0.0]), at)
    assert (path.expected[0, 1], path.low[0, 1], path.high[0, 1]) == pytest.approx(there, rel=1e-7)


@pytest.mark.parametrize("kind", SHAPES)
def test_the_slope_before_the_start_is_that_of_the_line_written_out(kind: str) -> None:
    shape = shape_of(kind)
    y = series(shape, 0.0)
    t = shape.t[shape.before]
    columns = np.column_stack([np.ones(len(t)), t])
    season = shape.per_year if shape.per_year in {4, 12} else 0
    line = WrittenOut(t, columns, y[shape.before], season).of(np.array([0.0, 1.0]))
    assert [float(x[0]) for x in slope_before(shape, y[None])] == pytest.approx(line, rel=1e-7)


@pytest.mark.parametrize("fall", [0.95, 1.05])
def test_the_signal_is_as_wide_as_the_shift_written_out_or_the_natural_limits(fall: float) -> None:
    """The first record wanders, and so remembers; the second goes up and down."""
    t = np.arange(-8.0, 5.0)
    shape = Shape(t, 12, 3, t >= 0)
    wander = series(shape, fall)
    toss = 20 + np.where(t % 2 == 0, 1.0, -1.0) + 9 * (t >= 0)
    found = signals(shape, np.array([wander, toss]))

    for row, y in enumerate((wander, toss)):
        before, after = y[t < 0], y[t >= 0]
        columns = np.column_stack([np.ones(len(t)), t >= 0])
        _, low, high = WrittenOut(t, columns, y, 0).of(np.array([0.0, 1.0]))
        reach = 2.66 * np.abs(np.diff(before)).mean()
        step = after.mean() - before.mean()
        assert found.expected[row] == pytest.approx(before.mean())
        assert found.step[row] == pytest.approx(step)
        assert found.low[row] == pytest.approx(min(low, step - reach), rel=1e-7)
        assert found.high[row] == pytest.approx(max(high, step + reach), rel=1e-7)
    assert found.flagged.tolist() == [fall > 1, False]
