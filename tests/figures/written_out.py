"""The change model written out for one series: one matrix for each memory and season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, stats

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: What is integrated over: 20 memories up to 0.97, even in Fisher's z; no season, or four sizes.
MEMORIES = np.tanh(np.linspace(-1, 1, 20) * np.arctanh(0.97))
SEASONS = (0.0, 0.5, 2.0, 10.0, 100.0)


@dataclass(frozen=True)
class WrittenOut:
    """A regression of one series, with its covariance as a matrix at every point of the grid."""

    t: Floats
    columns: Floats
    y: Floats
    per_year: int
    #: What the likelihood is conditional on.
    given: Floats | None = None

    def of(
        self, weights: Floats, at: Floats | None = None, *, ahead: int = 0
    ) -> tuple[float, float, float]:
        """Mean and 90% interval of a weighted sum of coefficients, with the mean season at `at`.

        `ahead`: so many periods whose own noise is in it too, on average.
        """
        found = [
            self._at(memory, season, weights, at, ahead)
            for memory in MEMORIES
            for season in (SEASONS if self.per_year else SEASONS[:1])
        ]
        log, mean, scale = np.array(found).T
        weight = np.exp(log - log.max()) / np.exp(log - log.max()).sum()
        df = len(self.t) - self.columns.shape[1] - (self.given is not None)

        def quantile(share: float) -> float:
            def over(x: float) -> float:
                return float(weight @ stats.t.cdf((x - mean) / scale, df)) - share

            return float(optimize.brentq(over, -1e4, 1e4, xtol=1e-12))

        return float(weight @ mean), quantile(0.05), quantile(0.95)

    def _at(
        self, memory: float, season: float, weights: Floats, at: Floats | None, ahead: int
    ) -> tuple[float, float, float]:
        """Log of the weight, mean and scale where memory and season are known."""
        t, x, y = self.t, self.columns, self.y
        apart = np.abs(t[:, None] - t)
        v = np.sign(memory) ** apart * np.abs(memory) ** apart + season * self._waves(apart)
        solved = np.linalg.inv(v)
        log = np.log(1 - memory**2) / 2 - (np.log(4) if season else 0.0)
        log -= np.linalg.slogdet(v)[1] / 2
        known = solved
        if self.given is not None:
            swing = self.given @ v @ self.given
            known = solved - np.outer(self.given, self.given) / swing
            log += np.log(swing) / 2
        inverse = np.linalg.inv(x.T @ known @ x)
        found = inverse @ x.T @ known @ y
        left = y - x @ found
        squares = left @ known @ left
        df = len(t) - x.shape[1] - (self.given is not None)
        log += np.linalg.slogdet(inverse)[1] / 2 - df / 2 * np.log(squares)
        shared, own = np.zeros(len(t)), 0.0
        if at is not None and self.per_year:
            shared = season * self._waves(np.abs(at[:, None] - t)).mean(axis=0)
            own = season * self._waves(np.abs(at[:, None] - at)).mean()
        rest = weights - x.T @ solved @ shared
        variance = own - shared @ solved @ shared + rest @ inverse @ rest
        if ahead:
            away = np.abs(np.subtract.outer(np.arange(ahead), np.arange(ahead)))
            variance += (np.sign(memory) ** away * np.abs(memory) ** away).mean()
        mean = weights @ found + shared @ solved @ left
        return float(log), float(mean), float(np.sqrt(variance * squares / df))

    def _waves(self, apart: Floats) -> Floats:
        """Covariance of the season; the fastest wave of an even year has no sine, and is whole."""
        sizes = np.array([1 / k**2 for k in range(1, self.per_year // 2 + 1)])
        waves = [s * np.cos(2 * np.pi * k * apart / self.per_year) for k, s in enumerate(sizes, 1)]
        return np.asarray(sum(waves, np.zeros(apart.shape)) / max(sizes.sum(), 1))
