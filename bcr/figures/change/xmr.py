"""The XmR signal: whether a short record left the limits it kept before the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.change.interrupted import FLAGGED, HIGH, LOW, Change, last_fall, scaled
from bcr.figures.change.regression import Design, Grid, Target

if TYPE_CHECKING:
    import numpy.typing as npt

    from bcr.figures.change.shapes import Shape

    Floats = npt.NDArray[np.float64]

#: Three standard deviations in mean moving ranges: 3 ÷ 1.128.
LIMIT = 2.66
_SHIFT = Target(np.array([0.0, 1.0]), np.empty(0))


def signals(shape: Shape, better_up: Floats) -> Change:
    """How far the mean since the start stands off the mean before it, ± the natural limits.

    Rule:   limits are mean ± 2.66 × mean moving range, from before the start only; where what
            the record remembers makes a shift less certain than that, they are as wide as the
            90% interval of the shift, y = b0 + b1·after + AR(1) noise. A signal is a mean since
            the start beyond them. The usual signals, one month beyond the limits or eight in a
            row on one side, call 5% to 40% real where nothing changed when there are so few
            months before the start. The mean beyond the moving range alone calls 8% real where
            memory is long, since neighbours that are alike make the range small.
    Source: methods, section 2; Wheeler, Understanding Variation (1993).

    >>> from bcr.figures.change.shapes import Shape
    >>> t = np.arange(-5.0, 3.0)
    >>> short = Shape(t, per_year=12, quarter=3, recent=t >= 0)
    >>> found = signals(short, np.array([[10.0, 11, 10, 11, 10, 20, 21, 22]]))
    >>> [round(float(x[0]), 2) for x in (found.expected, found.step, found.low, found.high)]
    [10.4, 10.6, 7.94, 13.26]
    """
    before = better_up[:, shape.before]
    mean = before.mean(axis=1)
    reach = LIMIT * np.abs(np.diff(before, axis=1)).mean(axis=1)
    step = better_up[:, ~shape.before].mean(axis=1) - mean
    low, high = _shift(shape, better_up)
    low, high = np.minimum(step - reach, low), np.maximum(step + reach, high)
    return Change(step, low, high, mean, last_fall(shape, better_up) > FLAGGED)


def _shift(shape: Shape, better_up: Floats) -> tuple[Floats, Floats]:
    """The ends of the 90% interval of a shift at the start, where noise is remembered."""
    units, _, size = scaled(better_up)
    columns = np.column_stack([np.ones(len(shape.t)), shape.t >= 0])
    answer = Design.of(shape.t, columns, Grid.of(0)).posterior(units).answer(_SHIFT)
    return answer.quantile(LOW) * size, answer.quantile(HIGH) * size
