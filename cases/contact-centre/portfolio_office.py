"""The portfolio office's workbook, one sheet a table in plain English headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approved import interim_targets
from drawing import table
from months import add_months
from openpyxl import Workbook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from approved import Promise
    from drawing import Shown, Value
    from portfolio import Case, Portfolio

CASES = (
    "Case ID", "Title", "Department", "Sponsor", "Stage", "Approved on", "Go-live on",
    "Objective", "Price base", "Approved cost", "Actual cost", "Currency", "Status",
    "Template version",
)  # fmt: skip
BENEFITS = (
    "Benefit ID", "Case ID", "Title", "Investment logic", "Benefit class", "KPI", "Unit",
    "Better", "Tolerance", "Baseline", "Baseline on", "Target", "Start on", "Due on",
    "Benefit owner", "Weight", "Value per unit", "Money a year", "Currency", "Data source",
)  # fmt: skip
LOGICS = (
    "Logic", "Name", "Problem", "Response", "Chain", "Words", "Lead KPI", "End KPI", "Counter KPI",
)  # fmt: skip
KPIS = ("KPI ID", "Name", "Unit", "Better", "Aggregation", "Department", "Comparator KPI")
PLANS = ("Benefit ID", "Period end", "Planned")
COSTS = ("Case ID", "Period end", "Kind", "Intended", "Actual")
OWNERS = ("Subject", "Role", "Name", "From", "To")
DECISIONS = ("Subject", "Decided on", "Field", "Old", "New", "Reason", "Decided by")
#: The department whose own cases the portfolio office keeps.
OWN = "CC"
APRIL = 4
RUNNING_YEARS = 3
CAPITAL_PART = 0.7


def workbook_of(portfolio: Portfolio, promises: list[Promise]) -> Workbook:
    """Cases and benefits of Customer Services, and what the office keeps for all departments."""
    own = [promise for promise in promises if promise.case.department_code == OWN]
    cases = portfolio.of_department(OWN)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _sheet(workbook, "Cases", CASES, (_case(portfolio, case) for case in cases))
    _sheet(workbook, "Benefits", BENEFITS, map(_benefit, own))
    _sheet(workbook, "Logics", LOGICS, _logics(portfolio))
    _sheet(workbook, "KPIs", KPIS, _kpis(portfolio))
    _sheet(workbook, "Plans", PLANS, _plans(promises))
    _sheet(workbook, "Costs", COSTS, (row for case in cases for row in costs(case)))
    _sheet(workbook, "Owners", OWNERS, _owners(portfolio, promises))
    _sheet(workbook, "Decisions", DECISIONS, _decisions(portfolio))
    return workbook


def costs(case: Case) -> list[tuple[str, dt.date, str, float, float]]:
    """Capital in the year of the start, then running cost; the actual overran by one factor."""
    year = case.start.year + (case.start.month >= APRIL)
    running = (1 - CAPITAL_PART) / RUNNING_YEARS
    parts = [("capital", CAPITAL_PART, 0), *[("revenue", running, n) for n in range(RUNNING_YEARS)]]
    return [
        (
            case.id,
            add_months(case.start.replace(year=year + later, month=3), 0).replace(day=31),
            kind,
            round(case.cost * part),
            round(case.cost * part * case.overrun),
        )
        for kind, part, later in parts
    ]


def financial_year(day: dt.date) -> str:
    """The financial year of a day, such as 2021/22."""
    year = day.year - (day.month < APRIL)
    return f"{year}/{(year + 1) % 100:02d}"


def _sheet(
    workbook: Workbook,
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Value | Shown]],
) -> None:
    """Add a sheet that holds one table from its first row."""
    sheet = workbook.create_sheet(title)
    table(sheet, 1, headers, rows)
    sheet.freeze_panes = "A2"


def _case(portfolio: Portfolio, case: Case) -> Sequence[Value | Shown]:
    spent = sum(actual for *_, actual in costs(case))
    return (
        case.id, case.title, portfolio.departments[OWN].name, case.sponsor, "FBC",
        case.approved_on, add_months(case.start, -1), case.objective,
        financial_year(case.approved_on), case.cost, spent, "GBP", "Live",
        portfolio.template_of(case),
    )  # fmt: skip


def _benefit(promise: Promise) -> Sequence[Value | Shown]:
    b = promise.benefit
    return (
        b.id, promise.case.id, b.title, promise.case.logic, b.benefit_class, b.kpi or None,
        promise.unit or None, promise.better or None, b.tolerance, promise.baseline,
        promise.baseline_on, promise.target, b.start, b.due_on, promise.owner, b.weight,
        b.unit_value, b.money, "GBP", promise.data_source,
    )  # fmt: skip


def _logics(portfolio: Portfolio) -> Iterable[Sequence[Value]]:
    for logic in portfolio.logics:
        fields = ("id", "name", "problem", "response", "chain", "words", "lead_kpi", "end_kpi")
        yield [*(logic[field] for field in fields), logic.get("counter_kpi")]


def _kpis(portfolio: Portfolio) -> Iterable[Sequence[Value]]:
    for kpi in portfolio.kpis.values():
        department = kpi.department or department_of(portfolio, kpi.id)
        yield (
            kpi.id, kpi.name, kpi.unit, kpi.better, kpi.how_aggregated, department,
            kpi.comparator or None,
        )  # fmt: skip


def department_of(portfolio: Portfolio, kpi_id: str) -> str:
    """The department that keeps a KPI; their codes are older than those of the cases."""
    codes = {"CS": "CC", "RB": "RB", "HO": "HSG", "PL": "PLN", "AS": "ASC"}
    return portfolio.departments[codes[kpi_id.partition("-")[0]]].name


def _plans(promises: list[Promise]) -> Iterable[Sequence[Value]]:
    for promise in promises:
        for day, planned in interim_targets(promise):
            yield promise.benefit.id, day, planned


def _owners(portfolio: Portfolio, promises: list[Promise]) -> Iterable[Sequence[Value]]:
    gone = {each["subject"]: each for each in portfolio.sponsors_left}
    for case in portfolio.cases:
        left = gone.get(case.id, {})
        yield case.id, "Sponsor", case.sponsor, case.approved_on, left.get("to")
        if left:
            yield case.id, "Sponsor", left["next"], add_months(left["to"], 1), None
        yield case.id, "Project manager", case.manager, case.approved_on, None
        for promise in promises:
            if promise.case is case:
                benefit_id = promise.benefit.id
                until = portfolio.left.get(benefit_id)
                yield benefit_id, "Benefit owner", promise.owner, case.approved_on, until


def _decisions(portfolio: Portfolio) -> Iterable[Sequence[Value]]:
    for decision in portfolio.decisions:
        yield list(decision.values())
