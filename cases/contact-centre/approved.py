"""The figures each case was approved with: baselines from the record, targets, owners, plans."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from months import YEAR, add_months, last_day, months_between

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from portfolio import Benefit, Case, Department, Kpi, Portfolio
    from series import Month

QUARTER = 3


@dataclass(frozen=True, slots=True)
class Promise:
    """One benefit as its workbook states it."""

    case: Case
    benefit: Benefit
    kpi: Kpi | None
    department: str
    unit: str
    better: str
    baseline: float | None
    #: What the KPI's record gives for the twelve months before the start.
    recorded: float | None
    baseline_on: dt.date | None
    target: float | None
    owner: str
    data_source: str | None
    reported_on: dt.date | None


def promises(portfolio: Portfolio, record: dict[str, list[Month]]) -> list[Promise]:
    """Every benefit of every case with the figures it was approved with."""
    return [
        _promise(portfolio, record, case, number)
        for case in portfolio.cases
        for number in range(len(case.benefits))
    ]


def level(kpi: Kpi, months: Sequence[Month]) -> float | None:
    """The months as one figure, as the KPI is aggregated; None without a value."""
    known = [(m.value, m.volume or 1) for m in months if m.value is not None]
    if not known:
        return None
    if kpi.how_aggregated == "sum":
        return math.fsum(value for value, _ in known)
    return math.fsum(v * weight for v, weight in known) / sum(weight for _, weight in known)


def year_before(record: Sequence[Month], month: dt.date) -> list[Month]:
    """The twelve months of the record that end before `month`."""
    return [m for m in record if 0 < months_between(m.first_day, month) <= YEAR]


def interim_targets(promise: Promise) -> list[tuple[dt.date, float]]:
    """Quarter ends from start to due date, each with the level planned for it."""
    if promise.baseline is None or promise.target is None or not promise.case.interim:
        return []
    start, length = promise.benefit.start, promise.benefit.months
    whole = promise.target - promise.baseline
    return [
        (
            last_day(add_months(start, months - 1)),
            round(promise.baseline + whole * months / length, 2),
        )
        for months in range(QUARTER, length + 1, QUARTER)
    ]


def _promise(
    portfolio: Portfolio, record: dict[str, list[Month]], case: Case, number: int
) -> Promise:
    """One benefit; without a KPI its stated figures are those planted."""
    benefit = case.benefits[number]
    kpi = portfolio.kpis.get(benefit.kpi)
    department = portfolio.departments[case.department_code]
    recorded = level(kpi, year_before(record[kpi.id], benefit.start)) if kpi else None
    baseline, target = _figures(benefit, kpi, recorded)
    measured = case.measured and kpi is not None
    return Promise(
        case=case,
        benefit=benefit,
        kpi=kpi,
        department=department.name,
        unit=_unit(benefit, kpi),
        better=_better(benefit, kpi),
        baseline=baseline,
        recorded=recorded,
        baseline_on=last_day(add_months(benefit.start, -1)) if measured else None,
        target=target,
        owner=_owner(case, department, number),
        data_source=_source(kpi) if kpi and measured else None,
        reported_on=portfolio.as_of if benefit.reported is not None else None,
    )


def _figures(
    benefit: Benefit, kpi: Kpi | None, recorded: float | None
) -> tuple[float | None, float | None]:
    """Stated baseline and target, rounded as people round them."""
    if kpi is None:
        return benefit.baseline, benefit.target
    scale = YEAR if kpi.how_aggregated == "sum" else 1
    movement = benefit.movement * scale
    start = recorded or 0.0
    if not movement:
        return round(start, kpi.decimals), round(start, kpi.decimals)
    baseline = neat(start - benefit.overstated * movement, abs(movement) / 50)
    return baseline, neat(start + movement, abs(movement) / 20)


def neat(value: float, about: float) -> float:
    """The value at the next multiple of 1, 2 or 5 tenths, ones, tens ... not above `about`."""
    power = math.floor(math.log10(about))
    lead = next(digit for digit in (5, 2, 1) if digit * 10.0**power <= about * 1.0001)
    multiple = round(value / (lead * 10.0**power))
    return round(multiple * lead * 10.0**power, max(0, -power))


def _unit(benefit: Benefit, kpi: Kpi | None) -> str:
    """The benefit's unit; a KPI that is summed is promised by the year."""
    if kpi is None:
        return benefit.unit
    return f"{kpi.unit} a year" if kpi.how_aggregated == "sum" else kpi.unit


def _better(benefit: Benefit, kpi: Kpi | None) -> str:
    """Which way is up; a promise without movement is one to maintain."""
    if benefit.kind == "maintained":
        return "maintain"
    return kpi.better if kpi else benefit.better


def _owner(case: Case, department: Department, number: int) -> str:
    """A manager of the service, or the project manager where nobody outside was asked."""
    if not case.outside:
        return case.manager
    return department.managers[number % len(department.managers)]


def _source(kpi: Kpi) -> str:
    """The monthly report the KPI is taken from."""
    return f"Monthly performance report, {kpi.id}"
