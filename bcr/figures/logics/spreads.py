"""How far the cases of a logic lie apart, each logic's own cases helped by those of the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from bcr.figures.logics.random_effects import Floats

    Bools: TypeAlias = npt.NDArray[np.bool_]

#: A variance below this is none: identical shares but for the noise of binary fractions.
NO_SPREAD = 1e-18
#: Degrees of freedom that what is usual among logics may be worth, each twice the one before,
#: and how likely each is beforehand. A density that falls as 1 ÷ (1 + worth): a few logics are
#: not taken as alike.
_WORTH = np.array([0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0])
_BEFOREHAND = _WORTH / (1.0 + _WORTH)
#: The usual variance lies between these multiples of the pooled one, any as likely.
_AROUND = np.exp(np.linspace(-4.0, 2.0, 25))
_LOG_GAMMA = np.frompyfunc(math.lgamma, 1, 1)


@dataclass(frozen=True, slots=True)
class Spreads:
    """Variance of a case for each logic, and the degrees of freedom it is known with."""

    variance: Floats
    freedom: Floats


def moderated(variance: Floats, freedom: Floats, among: Bools) -> Spreads:
    """Each logic's own variance drawn towards what is usual among all, as far as they are alike.

    `variance`: of each logic's own cases; `freedom`: their number less one; `among`: whether
    the logic is one of those that say what is usual.
    Rule:   own variances vary about true ones, which vary about a usual one as a scaled inverse
            chi-square (an F distribution together). What is usual and how much it is worth are
            averaged over, by how likely each is: with few logics neither is known well. A logic
            alone keeps its own variance. Degrees of freedom are never more than those of all
            logics together.
    Source: Smyth (2004), Statistical Applications in Genetics 3(1), article 3; averaged over as
            in Gelman et al. (2013), Bayesian Data Analysis, chapter 5.

    >>> import numpy as np
    >>> three = np.array([0.0, 0.09, 0.16]), np.array([1.0, 2.0, 30.0])
    >>> found = moderated(*three, np.array([True] * 3))
    >>> bool(found.variance[0] > 0.05), bool(abs(found.variance[2] - 0.16) < 0.02)
    (True, True)
    """
    several = among & (freedom > 0)
    whole = float(freedom[several].sum())
    pooled = _pooled(variance, freedom, several)
    if pooled <= NO_SPREAD:
        return Spreads(variance, np.maximum(freedom, 1.0))
    if several.sum() == 1:
        alone = freedom > 0
        return Spreads(np.where(alone, variance, pooled), np.where(alone, freedom, whole))
    likely = _likely(variance[several], freedom[several], pooled)[..., None]
    worth, usual = _WORTH[:, None, None], pooled * _AROUND[:, None]
    together = likely * (worth * usual + freedom * variance) / (worth + freedom)
    known = 1.0 / (likely / (worth + freedom)).sum(axis=(0, 1))
    return Spreads(together.sum(axis=(0, 1)), np.minimum(known, np.maximum(whole, freedom)))


def doubted(variance: Floats, freedom: Floats, among: Bools) -> Floats:
    """Each logic's own variance, and one case of the pooled one with it.

    A few cases that work or do not often agree by chance, and their mean is then not as sure as
    they look. Of what the next case comes to that says nothing, so it is for the mean alone.

    >>> import numpy as np
    >>> doubted(np.array([0.0, 0.5]), np.array([1.0, 1.0]), np.array([True, True])).tolist()
    [0.125, 0.375]
    """
    several = among & (freedom > 0)
    if several.sum() < 2:
        return variance
    return (freedom * variance + _pooled(variance, freedom, several)) / (freedom + 1.0)


def _pooled(variance: Floats, freedom: Floats, several: Bools) -> float:
    """The mean of the variances by their degrees of freedom; 0 where there are none."""
    whole = float(freedom[several].sum())
    return float(variance[several] @ freedom[several]) / whole if whole else 0.0


def _likely(variance: Floats, freedom: Floats, pooled: float) -> Floats:
    """How likely each worth (a row) and usual variance (a column) is; adds up to 1."""
    worth, usual = _WORTH[:, None, None], pooled * _AROUND[None, :, None]
    both = (worth + freedom) / 2
    gammas = _log_gamma(both) - _log_gamma(worth / 2)
    odds = freedom / (worth * usual)
    each = gammas + freedom / 2 * np.log(odds) - both * np.log1p(odds * variance)
    likelihood: Floats = each.sum(axis=2) + np.log(_BEFOREHAND)[:, None]
    likely: Floats = np.exp(likelihood - likelihood.max())
    likely /= likely.sum()
    return likely


def _log_gamma(number: Floats) -> Floats:
    """The logarithm of the gamma function, value by value."""
    values: Floats = np.asarray(_LOG_GAMMA(number), dtype=np.float64)
    return values
