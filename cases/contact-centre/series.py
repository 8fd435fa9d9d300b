"""The record of each KPI: level, drift, season, noise with memory, and what investments did.

Only the standard library's generator is used, seeded by text: its stream and the inverse
normal distribution are the same on every machine once the values are rounded.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from months import YEAR, add_months, months_between

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from portfolio import Benefit, Kpi, Portfolio

#: Correlation of one month's noise with the next.
MEMORY = 0.4
#: Part of a comparator's noise that it shares with the KPI it is compared to.
SHARED = 0.7
VOLUME_SWING = 0.06


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a KPI; no value: not recorded."""

    first_day: dt.date
    value: float | None
    volume: int | None


def records(portfolio: Portfolio) -> dict[str, list[Month]]:
    """Every KPI's months, in the order of the portfolio's KPIs."""
    noise = {kpi.id: _noise(portfolio, kpi) for kpi in portfolio.kpis.values()}
    return {
        kpi.id: _record(portfolio, kpi, _with_shared(kpi, noise)) for kpi in portfolio.kpis.values()
    }


def effect(benefit: Benefit, month: dt.date) -> float:
    """What the investment truly adds to the KPI in that month."""
    since = months_between(benefit.start, month) - benefit.delay
    if since < 0:
        return 0.0
    whole = min(1.0, (since + 1) / benefit.ramp)
    return benefit.movement * benefit.share * whole * _kept(benefit, since)


def _kept(benefit: Benefit, since: int) -> float:
    """The part of an effect that has not faded."""
    if benefit.fade_after is None:
        return 1.0
    return max(0.0, 1.0 - max(0, since - benefit.fade_after + 1) / benefit.fade_over)


def _noise(portfolio: Portfolio, kpi: Kpi) -> list[float]:
    """Standard noise with memory, one number a month."""
    stream = random.Random(f"{portfolio.seed}:{kpi.id}")  # noqa: S311  no secret
    normal = NormalDist()
    fresh = math.sqrt(1 - MEMORY**2)
    path: list[float] = [normal.inv_cdf(stream.random())]
    for _ in range(portfolio.months - 1):
        path.append(MEMORY * path[-1] + fresh * normal.inv_cdf(stream.random()))
    return path


def _with_shared(kpi: Kpi, noise: dict[str, list[float]]) -> list[float]:
    """The KPI's own noise, mixed with that of the KPI it follows."""
    own = noise[kpi.id]
    if not kpi.follows:
        return own
    rest = math.sqrt(1 - SHARED**2)
    return [SHARED * a + rest * b for a, b in zip(noise[kpi.follows], own, strict=True)]


def _record(portfolio: Portfolio, kpi: Kpi, noise: list[float]) -> list[Month]:
    """The months of one KPI as its department would have written them down."""
    claims = [b for case in portfolio.cases for b in case.benefits if b.kpi == kpi.id]
    gaps = portfolio.gaps.get(kpi.id, [])
    months = [add_months(portfolio.first_month, number) for number in range(portfolio.months)]
    record = []
    for number, month in enumerate(months):
        missing = month in gaps or (kpi.from_month is not None and month < kpi.from_month)
        value = None if missing else _value(kpi, claims, month, number, noise[number])
        volume = _volume(kpi, month) if kpi.volume and not missing else None
        record.append(Month(month, value, volume))
    return record


def _value(kpi: Kpi, claims: Iterable[Benefit], month: dt.date, number: int, noise: float) -> float:
    """One month's figure, rounded as it is reported and never below zero."""
    undisturbed = kpi.level + kpi.drift * number + _season(kpi, month) + kpi.noise * noise
    shifted = kpi.shift if kpi.shift_from and month >= kpi.shift_from else 0.0
    value = undisturbed + shifted + sum(effect(benefit, month) for benefit in claims)
    return round(max(0.0, value), kpi.decimals)


def _season(kpi: Kpi, month: dt.date) -> float:
    """The yearly swing; KPIs of one department peak together, after the April bills."""
    peak = sum(map(ord, kpi.id[:2])) % 3 + 3
    return kpi.season * math.cos(2 * math.pi * (month.month - peak) / YEAR)


def _volume(kpi: Kpi, month: dt.date) -> int:
    """The denominator of a month."""
    swing = VOLUME_SWING * math.cos(2 * math.pi * (month.month - 4) / YEAR)
    return round(kpi.volume * (1 + swing))
