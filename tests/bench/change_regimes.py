"""Series whose change is known, for the simulation of the change model and its quick guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bcr.figures.change.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Drawing = Callable[[np.random.Generator, Shape, int], Floats]

#: Months before and after the start.
LENGTHS = ((24, 12), (36, 24))
#: Standard deviations a month of the trend.
_TREND = -0.1
_DRAWN_AT_ONCE = 5000


@dataclass(frozen=True)
class Regime:
    """A kind of noise without any change in it."""

    name: str
    draw: Drawing


def months(before: int, after: int) -> Shape:
    """So many months before the start, and after it."""
    t = np.arange(-before, after, dtype=np.float64)
    return Shape(t, per_year=12, quarter=3, recent=t >= after - 12)


def remembering(rho: float) -> Drawing:
    """AR(1) noise of sd 1."""

    def draw(random: np.random.Generator, shape: Shape, size: int) -> Floats:
        fresh = random.standard_normal((len(shape.t), size))
        noise = np.empty_like(fresh)
        noise[0] = fresh[0]
        for month in range(1, len(noise)):
            noise[month] = rho * noise[month - 1] + np.sqrt(1 - rho**2) * fresh[month]
        return np.ascontiguousarray(noise.T)

    return draw


def seasonal(random: np.random.Generator, shape: Shape, size: int) -> Floats:
    """Independent noise, and a yearly wave as high as its sd that peaks in any month."""
    peak = random.integers(0, 12, (size, 1))
    wave = np.cos(2 * np.pi * (shape.t - peak) / 12)
    return remembering(0.0)(random, shape, size) + wave


def trending(random: np.random.Generator, shape: Shape, size: int) -> Floats:
    """Independent noise on a KPI that gets worse by a tenth of an sd a month."""
    return remembering(0.0)(random, shape, size) + _TREND * shape.t


def bending(random: np.random.Generator, shape: Shape, size: int) -> Floats:
    """A little memory on a line that takes another slope at any time but the last two years."""
    slopes = random.normal(0, 0.05, (2, size, 1))
    since = np.maximum(shape.t - _long_ago(random, shape, size), 0)
    lines: Floats = slopes[0] * shape.t + slopes[1] * since
    return remembering(0.3)(random, shape, size) + lines


def stepping(random: np.random.Generator, shape: Shape, size: int) -> Floats:
    """A little memory on a level that another one followed at any time but the last two years."""
    after = shape.t >= _long_ago(random, shape, size)
    steps: Floats = random.normal(0, 2, (size, 1)) * after
    return remembering(0.3)(random, shape, size) + steps


def wandering(random: np.random.Generator, shape: Shape, size: int) -> Floats:
    """Independent noise on a level that moves by a tenth of its sd a month, any way."""
    level: Floats = random.normal(0, 0.1, (size, len(shape.t))).cumsum(axis=1)
    return remembering(0.0)(random, shape, size) + level


def _long_ago(random: np.random.Generator, shape: Shape, size: int) -> npt.NDArray[np.int64]:
    return random.integers(int(shape.t.min()) + 12, -24, (size, 1))


def the_last_of(draw: Drawing, before: int) -> Drawing:
    """Of series that begin so many months before the start, the last ones."""

    def drawn(random: np.random.Generator, shape: Shape, size: int) -> Floats:
        whole = months(before, int(shape.t[-1]) + 1)
        return draw(random, whole, size)[:, -len(shape.t) :]

    return drawn


def chosen(bad: Callable[[Shape, Floats], npt.NDArray[np.bool_]], rho: float = 0.0) -> Drawing:
    """Series that were chosen because the last quarter before the start was bad."""

    def draw(random: np.random.Generator, shape: Shape, size: int) -> Floats:
        found: list[Floats] = []
        while sum(map(len, found)) < size:
            series = remembering(rho)(random, shape, _DRAWN_AT_ONCE)
            found.append(series[bad(shape, series)])
        return np.concatenate(found)[:size]

    return draw


def below_record(shape: Shape, series: Floats) -> npt.NDArray[np.bool_]:
    """The quarter is over one sd worse than the months before it."""
    earlier = series[:, shape.earlier]
    fall = earlier.mean(axis=1) - series[:, shape.last_quarter].mean(axis=1)
    return np.asarray(fall > earlier.std(axis=1, ddof=1))


def half_below(shape: Shape, series: Floats) -> npt.NDArray[np.bool_]:
    """The quarter is over half an sd worse than the months before it."""
    earlier = series[:, shape.earlier]
    fall = earlier.mean(axis=1) - series[:, shape.last_quarter].mean(axis=1)
    return np.asarray(fall > earlier.std(axis=1, ddof=1) / 2)


def below_truth(shape: Shape, series: Floats) -> npt.NDArray[np.bool_]:
    """The quarter is over one sd worse than the true mean, which nobody knows."""
    return np.asarray(series[:, shape.last_quarter].mean(axis=1) < -1)


def worst(shape: Shape, series: Floats) -> npt.NDArray[np.bool_]:
    """The quarter is the worst of all quarters before the start."""
    total = series[:, shape.before].cumsum(axis=1)
    quarters = np.hstack([total[:, 2:3], total[:, 3:] - total[:, :-3]])
    return np.asarray(quarters[:, -1] <= quarters.min(axis=1))


#: The six regimes of methods, section 2; the first five are those whose power is measured.
REGIMES = (
    Regime("independent", remembering(0.0)),
    Regime("AR(1) 0.5", remembering(0.5)),
    Regime("AR(1) 0.8", remembering(0.8)),
    Regime("season", seasonal),
    Regime("trend −0.1 sd a month", trending),
    Regime("chosen after a bad quarter", chosen(below_record)),
)
#: Other ways to choose a bad quarter, none of which the model knows of.
OTHER_CHOICES = (
    Regime("quarter half an sd below the record", chosen(half_below)),
    Regime("quarter 1 sd below the true mean", chosen(below_truth)),
    Regime("worst quarter of the record", chosen(worst)),
    Regime("AR(1) 0.5, quarter 1 sd below the record", chosen(below_record, 0.5)),
)
#: What a record of ten years may hold, and none of it a change at the start.
LONG_RECORD = 120
LONG_RECORDS = (
    Regime("AR(1) 0.5", remembering(0.5)),
    Regime("a line that bent", bending),
    Regime("a level that stepped", stepping),
    Regime("a level that wanders", wandering),
)
