"""One figure from several cases that differ in truth, each known with its own noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from bcr.figures.distributions import t_quantile

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]

#: The likeliest deviation is looked for at so many places, then between its neighbours again.
_LOOKS, _ZOOMS = 81, 7
#: No case is surer than another by more than this.
_SETTLED = 1e-12


@dataclass(frozen=True, slots=True)
class RandomEffects:
    """A pooled mean with its standard error, and how far cases differ in truth."""

    cases: int
    mean: float
    #: By Hartung and Knapp; 0.0 where all agree.
    se: float
    #: Between-case variance by restricted likelihood.
    tau2: float

    def interval(self, confidence: float) -> tuple[float, float]:
        """Ends of the interval of the mean, by Student's t; two cases or more."""
        return self._around(confidence, self.se)

    def next_case(self, confidence: float) -> tuple[float, float]:
        """Where the true share of the next case is expected; two cases or more."""
        return self._around(confidence, math.hypot(self.se, math.sqrt(self.tau2)))

    def _around(self, confidence: float, sd: float) -> tuple[float, float]:
        reach = t_quantile((1 + confidence) / 2, self.cases - 1) * sd
        return self.mean - reach, self.mean + reach


def random_effects(shares: Floats, noise: Floats) -> RandomEffects:
    """The random-effects mean of `shares`, whose sampling variances are `noise`.

    Rule:   between-case variance by restricted maximum likelihood (not below 0);
            weights 1 / (noise + between-case variance); standard error by Hartung and Knapp,
            not kept from falling below that of a fixed effect. One case has no error to state.
    Source: methods, section 6; the BCG trials and others in tests/figures/test_random_effects.py.

    >>> import numpy as np
    >>> found = random_effects(np.array([0.8, 0.4, 0.6]), np.zeros(3))
    >>> round(found.mean, 6), round(found.tau2, 6), [round(end, 3) for end in found.interval(0.9)]
    (0.6, 0.04, [0.263, 0.937])
    """
    tau2 = between_cases(shares, noise)
    weights = case_weights(noise, tau2)
    mean = float(weights @ shares / weights.sum())
    return RandomEffects(len(shares), mean, hartung_knapp(shares, weights), tau2)


def case_weights(noise: Floats, tau2: float) -> Floats:
    """What each case weighs beside the surest one; all 1 where there is nothing to weigh by."""
    total = noise + tau2
    least = float(total.max()) * _SETTLED
    if least <= 0.0:
        return np.ones(len(noise))
    total = np.maximum(total, least)
    weights: Floats = total.min() / total
    return weights


def hartung_knapp(shares: Floats, weights: Floats) -> float:
    """Standard error of the weighted mean from how far the shares themselves lie from it."""
    if len(shares) < 2:
        return math.inf
    whole = float(weights.sum())
    off = shares - float(weights @ shares) / whole
    return math.sqrt(float(weights @ (off * off)) / ((len(shares) - 1) * whole))


def between_cases(shares: Floats, noise: Floats) -> float:
    """Between-case variance by restricted maximum likelihood; 0.0 for a single case."""
    if len(shares) < 2:
        return 0.0
    spread = float(shares.var(ddof=1))
    if spread == 0.0 or np.ptp(noise) == 0.0:
        return max(spread - float(noise[0]), 0.0)
    noise = np.maximum(noise, max(float(noise.max()), spread) * _SETTLED)
    middle = step = float(np.ptp(shares))
    for _ in range(_ZOOMS):
        deviations = np.linspace(max(middle - step, 0.0), middle + step, _LOOKS)
        middle = float(deviations[_likelihood(shares, noise, deviations**2).argmax()])
        step = float(deviations[1] - deviations[0])
    return middle**2


def _likelihood(shares: Floats, noise: Floats, tau2: Floats) -> Floats:
    """The restricted log likelihood of each between-case variance, but for a constant."""
    total = noise + tau2[:, None]
    weights = 1.0 / total
    whole = weights.sum(axis=1)
    off = shares - ((weights @ shares) / whole)[:, None]
    found: Floats = np.log(total).sum(axis=1) + np.log(whole) + (weights * off**2).sum(axis=1)
    return -found / 2
