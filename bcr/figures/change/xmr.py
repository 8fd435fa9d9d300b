"""The XmR signal: whether a short record left the limits it kept before the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.change.interrupted import FLAGGED, Change, last_fall

if TYPE_CHECKING:
    import numpy.typing as npt

    from bcr.figures.change.shapes import Shape

    Floats = npt.NDArray[np.float64]

#: Three standard deviations in mean moving ranges: 3 ÷ 1.128.
LIMIT = 2.66


def signals(shape: Shape, better_up: Floats) -> Change:
    """How far the mean since the start stands off the mean before it, ± the natural limits.

    Rule:   limits are mean ± 2.66 × mean moving range, from before the start only. A signal is a
            mean since the start beyond them. The usual signals, one month beyond them or eight
            in a row on one side, call 5% to 40% real where nothing changed when there are so few
            months before the start; the mean calls 0% to 3%, and 8% where memory is long.
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
    return Change(step, step - reach, step + reach, mean, last_fall(shape, better_up) > FLAGGED)
