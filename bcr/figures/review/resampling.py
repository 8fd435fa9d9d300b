"""How sure a difference between two sets of cases is, from the cases alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcr.figures.logics.random_effects import Floats

#: So that the same cases always give the same interval and p-value.
SEED = 20250331
DRAWS, SHUFFLES = 4000, 9999
_AT_A_TIME = 1_000_000
#: So many dealings as strong as what was found tell that it is nothing rare.
_ENOUGH = 1000


def difference_interval(
    with_it: Floats, without: Floats, confidence: float, name: str
) -> tuple[float, float]:
    """Ends of the interval of the difference of means, by resampling cases in each set.

    `name` starts the random numbers, so that one comparison does not depend on another.
    """
    random = _random(name)
    means = [_resampled(random, one) for one in (with_it, without)]
    low, high = np.quantile(means[0] - means[1], [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def permutation_p(values: Floats, score: Floats, name: str) -> float:
    """Chance of an association at least this strong if `score` were dealt to cases at random.

    `score`: 1.0 and 0.0 for with and without, or a number such as a year.
    Rule:   dealings end early, after a block of them, once so many were as strong that the chance
            is known to a thirtieth of itself: of many cases each block costs time.
    Source: Besag and Clifford, Sequential Monte Carlo p-values, Biometrika 78 (1991).
    """
    random = _random(name)
    centred, marks = values - values.mean(), score - score.mean()
    found = abs(float(centred @ marks)) * (1 - 1e-9)
    as_strong = tried = 0
    for many in _blocks(SHUFFLES, len(values)):
        dealt = random.permuted(np.tile(marks, (many, 1)), axis=1)
        as_strong += int((np.abs(dealt @ centred) >= found).sum())
        tried += many
        if as_strong >= _ENOUGH:
            break
    return (1 + as_strong) / (1 + tried)


def adjusted(ps: Sequence[float]) -> list[float]:
    """The p-values adjusted for their number (Benjamini and Hochberg).

    Naming all that stay at or below 10% makes at most a tenth of what is named a false finding,
    on average.

    >>> [round(p, 6) for p in adjusted([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    order = sorted(range(len(ps)), key=lambda index: -ps[index])
    found, least = [0.0] * len(ps), 1.0
    for place, index in enumerate(order):
        least = min(least, ps[index] * len(ps) / (len(ps) - place))
        found[index] = least
    return found


def _resampled(random: np.random.Generator, values: Floats) -> Floats:
    blocks = _blocks(DRAWS, len(values))
    means = [random.choice(values, (many, len(values))).mean(axis=1) for many in blocks]
    return np.concatenate(means)


def _blocks(rounds: int, cases: int) -> list[int]:
    """So many rounds in parts that need little memory however many cases there are."""
    most = max(_AT_A_TIME // max(cases, 1), 1)
    return [min(most, rounds - done) for done in range(0, rounds, most)]


def _random(name: str) -> np.random.Generator:
    return np.random.default_rng([SEED, *name.encode()])
