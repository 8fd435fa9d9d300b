"""Quantiles of mixtures of Student's t, for many mixtures at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: Steps of the table between −90° and 90°; cubics between them are exact to 1e-12.
_STEPS = 2048
#: A quantile is found when it moves by less than this share of its bracket.
_SETTLED = 1e-13
_MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class StudentT:
    """Student's t as a table over the angle arctan(t/√df), where its density is cos^(df−1)."""

    df: int
    below: Floats
    density: Floats

    @classmethod
    @cache
    def of(cls, df: int) -> StudentT:
        """The table for so many degrees of freedom.

        >>> t = StudentT.of(4)
        >>> round(float(t.within(np.array([2.131847]))[0][0]), 6)
        0.95
        """
        step = np.pi / _STEPS
        edges = np.linspace(-np.pi / 2, np.pi / 2, _STEPS + 1)
        nodes, weights = np.polynomial.legendre.leggauss(5)
        inside = edges[:-1, None] + (nodes + 1) * step / 2
        part = (np.cos(inside) ** (df - 1)) @ weights * step / 2
        below = np.concatenate([[0.0], np.cumsum(part)])
        density = np.maximum(np.cos(edges), 0.0) ** (df - 1) * step
        return cls(df, below / below[-1], density / below[-1])

    def within(self, t: Floats) -> tuple[Floats, Floats]:
        """The probability below each t, and the density there."""
        angle = (np.arctan(t / np.sqrt(self.df)) / np.pi + 0.5) * _STEPS
        left = np.minimum(angle.astype(np.intp), _STEPS - 1)
        f = angle - left
        p0, p1 = self.below[left], self.below[left + 1]
        d0, d1 = self.density[left], self.density[left + 1]
        bend, rest = d0 + d1 - 2 * (p1 - p0), 3 * (p1 - p0) - 2 * d0 - d1
        below = p0 + f * (d0 + f * (rest + f * bend))
        slope = d0 + f * (2 * rest + 3 * f * bend)
        turn = _STEPS / np.pi * np.sqrt(self.df) / (self.df + t * t)
        return below, slope * turn

    def around(self, probability: float) -> tuple[float, float]:
        """Two values that the quantile lies between."""
        right = int(np.searchsorted(self.below, probability))
        angles = (np.array([right - 1, right]) / _STEPS - 0.5) * np.pi
        least, most = np.tan(angles) * np.sqrt(self.df)
        return float(least), float(most)


@dataclass(frozen=True, slots=True)
class Mixture:
    """A mixture of t distributions a row: one component a column, the same df in all.

    Shape: mean, scale and weight are series × components; the weights of a row add up to 1.
    """

    mean: Floats
    scale: Floats
    weight: Floats
    df: int

    def centre(self) -> Floats:
        """The mean of each mixture."""
        return np.asarray((self.weight * self.mean).sum(axis=1))

    def quantile(self, probability: float) -> Floats:
        """The value that each mixture stays below with this probability.

        It lies between the smallest and the largest quantile of the components; Newton's steps
        are taken inside that bracket, and halved where one leaves it. Each row stops by itself,
        so that no row's result hangs on its neighbours.

        >>> pair = Mixture(*(np.array([x]) for x in ([0.0, 1.0], [1.0, 2.0], [0.5, 0.5])), df=9)
        >>> round(float(pair.quantile(0.95)[0]), 6)
        3.795027
        """
        student = StudentT.of(self.df)
        least, most = student.around(probability)
        low = (self.mean + self.scale * least).min(axis=1)
        high = (self.mean + self.scale * most).max(axis=1)
        found = (self.weight * (self.mean + self.scale * (least + most) / 2)).sum(axis=1)
        reach = np.maximum(high - low, self.scale.min(axis=1))
        open_ = np.arange(len(found))
        for _ in range(_MOST_STEPS):
            if not len(open_):
                break
            x = found[open_]
            scale, weight = self.scale[open_], self.weight[open_]
            below, density = student.within((x[:, None] - self.mean[open_]) / scale)
            over = (weight * below).sum(axis=1) - probability
            slope = (weight * density / scale).sum(axis=1)
            low[open_] = np.where(over <= 0, x, low[open_])
            high[open_] = np.where(over >= 0, x, high[open_])
            with np.errstate(divide="ignore", invalid="ignore"):
                step = x - over / slope
            inside = (step >= low[open_]) & (step <= high[open_])
            found[open_] = np.where(inside, step, (low[open_] + high[open_]) / 2)
            open_ = open_[np.abs(found[open_] - x) > _SETTLED * reach[open_]]
        return np.asarray(found)


def stacked(mixtures: Sequence[Mixture]) -> Mixture:
    """Mixtures of the same df, one below the other."""
    parts = [(mixture.mean, mixture.scale, mixture.weight) for mixture in mixtures]
    mean, scale, weight = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Mixture(mean, scale, weight, mixtures[0].df)
