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
#: Degrees of freedom that what is usual among logics may be worth; the last: all are alike.
_WORTH = np.array([0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 64, 128, 1e7])
#: Usual variance is looked for between these multiples of the pooled one.
_AROUND = np.exp(np.linspace(-5.0, 2.0, 141))
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
            chi-square (an F distribution together); what is usual and how much it is worth
            maximise their likelihood. Two cases that happen to agree are not certain; a logic
            with many cases keeps its own variance. What is usual is worth no more than the
            degrees of freedom of all logics together, and neither is the sum with its own.
    Source: Smyth (2004), Statistical Applications in Genetics 3(1), article 3.

    >>> import numpy as np
    >>> three = np.array([0.0, 0.09, 0.16]), np.array([1.0, 2.0, 30.0])
    >>> found = moderated(*three, np.array([True] * 3))
    >>> bool(found.variance[0] > 0.05), bool(abs(found.variance[2] - 0.16) < 0.02)
    (True, True)
    """
    several = among & (freedom > 0)
    whole = float(freedom[several].sum())
    pooled = float(variance[several] @ freedom[several]) / whole if whole else 0.0
    if pooled <= NO_SPREAD:
        return Spreads(variance, np.maximum(freedom, 1.0))
    usual, worth = _usual(variance[several], freedom[several], pooled)
    worth = min(worth, whole)
    together = (worth * usual + freedom * variance) / (worth + freedom)
    return Spreads(together, np.minimum(worth + freedom, np.maximum(whole, freedom)))


def _usual(variance: Floats, freedom: Floats, pooled: float) -> tuple[float, float]:
    """The usual variance, and the degrees of freedom it is worth, that are likeliest."""
    worth, usual = _WORTH[:, None, None], pooled * _AROUND[None, :, None]
    both = (worth + freedom) / 2
    gammas = _log_gamma(both) - _log_gamma(worth / 2)
    odds = freedom / (worth * usual)
    likelihood = gammas + freedom / 2 * np.log(odds) - both * np.log1p(odds * variance)
    row, column = np.unravel_index(int(likelihood.sum(axis=2).argmax()), likelihood.shape[:2])
    return pooled * float(_AROUND[column]), float(_WORTH[row])


def _log_gamma(number: Floats) -> Floats:
    """The logarithm of the gamma function, value by value."""
    values: Floats = np.asarray(_LOG_GAMMA(number), dtype=np.float64)
    return values
