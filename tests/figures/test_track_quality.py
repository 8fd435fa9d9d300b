"""How often the heading's interval holds the truth, and how often a start is called late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bcr.figures.change.shapes import Shape
from bcr.figures.course.heading import projected
from bcr.figures.course.onset import onset

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

BEFORE, SINCE, AHEAD = 24, 24, 12
MANY = 400


def noise(months: int, memory: float, seed: int) -> Floats:
    """AR(1) noise of standard deviation 1, a row a KPI."""
    fresh = np.random.default_rng(seed).standard_normal((MANY, months))
    path = fresh.copy()
    for month in range(1, months):
        path[:, month] = memory * path[:, month - 1] + (1 - memory**2) ** 0.5 * fresh[:, month]
    return path


def shape(months: Floats) -> Shape:
    return Shape(months, per_year=12, quarter=3, recent=months >= SINCE - 12)


def rise(months: Floats, begin: float, over: float) -> Floats:
    return np.clip((months - begin + 1) / over, 0.0, 1.0)


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
@pytest.mark.parametrize("course", ["nothing", "step", "slope", "levels off", "season"])
def test_the_interval_of_the_heading_holds_the_truth_nine_times_in_ten(
    course: str, memory: float
) -> None:
    t = np.arange(-BEFORE, SINCE + AHEAD).astype(float)
    effect = {
        "nothing": 0 * t,
        "step": 3 * (t >= 0),
        "slope": 0.15 * np.clip(t + 1, 0, None),
        "levels off": 3 * rise(t, 0, 12),
        "season": 2 * np.cos(2 * np.pi * t / 12) + 3 * (t >= 0),
    }[course]
    series = noise(len(t), memory, seed=5) + effect
    known = t < SINCE
    _, low, high = projected(shape(t[known]), series[:, known], t[-1])
    truth = series[:, -3:].mean(axis=1)
    assert 0.84 <= ((low <= truth) & (truth <= high)).mean() <= 0.97


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
@pytest.mark.parametrize("over", [0, 1, 12, 24])
def test_what_moved_on_time_or_not_at_all_is_seldom_called_late(over: int, memory: float) -> None:
    t = np.arange(-BEFORE, SINCE).astype(float)
    effect = 3 * rise(t, 0, over) if over else 0 * t
    late, _, step = onset(shape(t), noise(len(t), memory, seed=6) + effect)
    assert (late & (step >= 1)).mean() <= 0.06


@pytest.mark.parametrize(("memory", "found"), [(0.0, 0.8), (0.5, 0.4)])
def test_what_came_eight_months_late_by_five_deviations_is_found_and_dated(
    memory: float, found: float
) -> None:
    t = np.arange(-BEFORE, SINCE).astype(float)
    late, months, _ = onset(shape(t), noise(len(t), memory, seed=7) + 5 * rise(t, 8, 1))
    assert late.mean() >= found
    assert np.median(months[late]) == 8
