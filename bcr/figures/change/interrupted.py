"""The interrupted time series: how far a KPI stands off its own course since the start."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.change.mixture import stacked
from bcr.figures.change.regression import Design, Grid, Target

if TYPE_CHECKING:
    import numpy.typing as npt

    from bcr.figures.change.regression import Posterior
    from bcr.figures.change.shapes import Shape

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: Series that are worked on at a time, so that they fit the processor's cache.
_AT_ONCE = 512
#: Ends of the 90% interval.
LOW, HIGH = 0.05, 0.95
#: Standard deviations by which a last quarter that was worse is doubted, and is flagged.
DOUBTED, FLAGGED = 0.5, 1.0
#: A spread below this share of the level is none.
_STEADY = 1e-12
_NO_TIME = np.empty(0)
_STEP = np.array([0.0, 0.0, 1.0])
_SLOPE = np.array([0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Change:
    """The step since the start and the level without it, an entry a series, in its own unit."""

    step: Floats
    low: Floats
    high: Floats
    #: Mean level without the step over the recent periods.
    expected: Floats
    #: Whether the last quarter before the start was over one sd worse than the time before.
    flagged: Bools


@dataclass(frozen=True, slots=True)
class Course:
    """A level with its band, for each series (rows) and time asked for (columns)."""

    expected: Floats
    low: Floats
    high: Floats


def interrupted(shape: Shape, better_up: Floats) -> Change:
    """The change of each series at the start, with its 90% interval.

    Shape:  `better_up` is series × periods, turned so that up is better.
    Rule:   y = b0 + b1·t + b2·after + season + AR(1) noise; b2 is the step. Cases are approved
            when a KPI is at its worst. So where the last quarter before the start was over half
            an sd worse than the time before it, the likelihood is conditional on that
            difference: whatever made somebody choose that quarter, the rest was not selected.
            Where it was over one sd worse (`flagged`), it is conditional on the quarter's
            level, which then does not set the expected one at all.
    Source: methods, section 2.
    """
    units, middle, size = scaled(better_up)
    fall = last_fall(shape, units)
    parts = np.empty((4, len(units)))
    for kind in np.unique(dip := _dip(fall)):
        chosen = np.flatnonzero(dip == kind)
        parts[:, chosen] = _in_parts(shape, design(shape, int(kind)), units[chosen])
    step, low, high = parts[:3] * size
    return Change(step, low, high, parts[3] * size + middle, fall > FLAGGED)


def course(shape: Shape, better_up: Floats, at: Floats) -> Course:
    """The level to be expected without the investment at the periods `at`, with its 90% band."""
    units, middle, size = scaled(better_up)
    levels = np.empty((3, len(units), len(at)))
    for kind in np.unique(dip := _dip(last_fall(shape, units))):
        chosen, fit = np.flatnonzero(dip == kind), design(shape, int(kind))
        for first in range(0, len(chosen), _AT_ONCE):
            some = chosen[first : first + _AT_ONCE]
            levels[:, some] = _levels(shape, fit.posterior(units[some]), at)
    return Course(*(levels * size[:, None] + middle[:, None]))


def _levels(shape: Shape, known: Posterior, at: Floats) -> Floats:
    """Level, low and high of each series at each time."""
    answers = stacked([known.answer(_level(shape, np.array([time]))) for time in at])
    found = (answers.centre(), answers.quantile(LOW), answers.quantile(HIGH))
    return np.reshape(found, (3, len(at), -1)).swapaxes(1, 2)


def slope_before(shape: Shape, values: Floats) -> tuple[Floats, Floats, Floats]:
    """The slope a period before the start, and its 90% interval: the check of parallel trends."""
    units, _, size = scaled(values[:, shape.before])
    t = shape.t[shape.before]
    line = Design.of(t, np.column_stack([np.ones(len(t)), t]), Grid.of(shape.season))
    answer = line.posterior(units).answer(Target(_SLOPE, _NO_TIME))
    return answer.centre() * size, answer.quantile(LOW) * size, answer.quantile(HIGH) * size


def last_fall(shape: Shape, better_up: Floats) -> Floats:
    """How many sd worse the last quarter before the start was than the time before it."""
    quarter, earlier = better_up[:, shape.last_quarter], better_up[:, shape.earlier]
    if earlier.shape[1] < 2:
        return np.zeros(len(better_up))
    worse = earlier.mean(axis=1) - quarter.mean(axis=1)
    spread = earlier.std(axis=1, ddof=1)
    steady = spread <= _STEADY * np.abs(better_up).max(axis=1)
    return np.asarray(np.where(steady, 0.0, worse / np.where(steady, 1.0, spread)))


def design(shape: Shape, dip: int) -> Design:
    """What all series of the shape share.

    `dip`: how far the last quarter is left out. 0: not; 1: its difference; 2: its level.
    """
    t = shape.t
    columns = np.column_stack([np.ones(len(t)), t, t >= 0])
    return Design.of(t, columns, Grid.of(shape.season), _left_out(shape, dip) if dip else None)


def _left_out(shape: Shape, dip: int) -> Floats:
    """The mean of the last quarter before the start (2), or how it differs from before it (1)."""
    level = np.asarray(shape.last_quarter / shape.last_quarter.sum())
    return level if dip == 2 else level - shape.earlier / shape.earlier.sum()


def _dip(fall: Floats) -> npt.NDArray[np.intp]:
    return np.searchsorted(np.array([DOUBTED, FLAGGED]), fall)


def _in_parts(shape: Shape, fit: Design, y: Floats) -> Floats:
    """Step, low, high and expected of each series, some at a time on every core."""
    recent = shape.t[shape.recent] if shape.recent.any() else shape.t[~shape.before]
    level = _level(shape, recent)
    parts = [y[first : first + _AT_ONCE] for first in range(0, len(y), _AT_ONCE)]
    if len(parts) == 1:
        return _answers(fit, level, y)
    with ThreadPoolExecutor() as pool:
        answers = pool.map(lambda part: _answers(fit, level, part), parts)
        return np.concatenate(list(answers), axis=1)


def _answers(fit: Design, level: Target, y: Floats) -> Floats:
    known = fit.posterior(y)
    step = known.answer(Target(_STEP, _NO_TIME))
    expected = known.answer(level).centre()
    return np.array([step.centre(), step.quantile(LOW), step.quantile(HIGH), expected])


def _level(shape: Shape, at: Floats) -> Target:
    """The mean level without the step at some times."""
    return Target(np.array([1.0, at.mean(), 0.0]), at if shape.season else _NO_TIME)


def scaled(values: Floats) -> tuple[Floats, Floats, Floats]:
    """The series at mean 0 and sd 1, so that no unit is too small or too large to compute in."""
    middle, size = values.mean(axis=1), values.std(axis=1)
    safe = np.where(size > 0, size, 1.0)
    return (values - middle[:, None]) / safe[:, None], middle, size
