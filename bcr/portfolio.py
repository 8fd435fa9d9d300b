"""What the keepers of a portfolio decide about it; a bcr.toml says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The choices behind a status or verdict that are not standards; printed on every report."""

    exceeded: float = 1.0
    delivered: float = 0.9
    mostly: float = 0.7
    #: A stated baseline may differ from the record by this share of the intended movement.
    baseline_difference: float = 0.1
    #: Months an actual is measured over where the baseline does not say.
    window_months: int = 12
    share_floor: float = -1.0
    share_ceiling: float = 2.0
    #: Of the interval around a logic's realised share.
    confidence: float = 0.9
    min_cases: int = 2
    min_coverage: float = 0.5
    min_logics_to_rank: int = 3


@dataclass(frozen=True, slots=True)
class SameKpi:
    """Somebody's word that two names are one KPI."""

    #: Id or name in the extract.
    named: str
    kpi_id: str
    #: Who confirmed it, and when.
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How money of different years is put together; printed wherever that is done."""

    #: Real, a year: 0.035 is the UK's social time preference rate.
    discount_rate: float = 0.035
    #: Financial year whose prices everything is put into, such as 2021/22; empty: each case's own.
    price_base: str = ""
    #: Years appraised, from the first with a cost; 0: to the last that the case itself speaks of.
    years: int = 0
    #: Month financial years begin with.
    year_starts: int = 4
    #: An implied value of a unit this many times another one, or less than one such part of it,
    #: raises a question.
    unit_value_factor: float = 2.0


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What the people who keep a folder of cases say about it (its bcr.toml)."""

    title: str = "Business cases"
    #: ISO 4217 code of the money that is totalled; other currencies are listed apart.
    currency: str = "GBP"
    #: None: the last date in the data.
    as_of: dt.date | None = None
    #: True marks every page: the figures are made up to show how the reports read.
    illustrative: bool = False
    #: How reports write numbers, money and dates: a language and a country, as Babel names them.
    locale: str = "en_GB"
    notes: str = ""
    thresholds: Thresholds = field(default_factory=Thresholds)
    crosswalk: tuple[SameKpi, ...] = ()
    appraisal: Appraisal = field(default_factory=Appraisal)
