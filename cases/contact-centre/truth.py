"""What was planted, for machines (truth.json) and for readers (TRUTH.md)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from approved import level
from department_registers import TYPED
from months import YEAR, add_months, last_day
from restated_register import differences
from series import effect

if TYPE_CHECKING:
    from approved import Promise
    from openpyxl import Workbook
    from portfolio import Portfolio
    from series import Month

#: Which file a benefit's workbook is, by the code of its department.
FILES = {
    "CC": "portfolio-office.xlsx",
    "RB": "revenues-and-benefits-register.xlsx",
    "HSG": "housing-register.xlsx",
    "PLN": "planning-benefit-profiles.xlsx",
    "ASC": "adult-social-care-tracker.xlsx",
}
RULES = {
    "due": "a date that is not in the calendar",
    "target": "a stated blank",
    "money": "an amount that is not a number",
}


def truth(
    portfolio: Portfolio,
    record: dict[str, list[Month]],
    promises: list[Promise],
    workbooks: dict[str, Workbook],
) -> dict[str, Any]:
    """Everything planted, as it would be written to JSON."""
    return {
        "as_of": portfolio.as_of.isoformat(),
        "logics": {
            each["id"]: {"verdict": each["verdict"], "told": each["told"]}
            for each in portfolio.logics
        },
        "benefits": [_benefit(portfolio, record, promise) for promise in promises],
        "claimed_twice": _claimed_twice(promises),
        "counter_kpis": _counter_kpis(portfolio),
        "comparators": {k.id: k.comparator for k in portfolio.kpis.values() if k.comparator},
        "owners_left": {subject: to.isoformat() for subject, to in portfolio.left.items()},
        "sponsors_left": [each["subject"] for each in portfolio.sponsors_left],
        "restated": [each["subject"] for each in portfolio.decisions],
        "restated_later": {
            told["subject"]: differences(promise, told)
            for told in portfolio.restated
            for promise in promises
            if promise.benefit.id == told["subject"]
        },
        "budgets_cut": {
            cut["subject"]: int(cut["old"]) - int(cut["new"]) for cut in portfolio.budget_cuts
        },
        "features": _features(portfolio),
        "problems": _problems(workbooks),
        "gaps": {kpi: [m.strftime("%Y-%m") for m in gaps] for kpi, gaps in portfolio.gaps.items()},
    }


def _benefit(
    portfolio: Portfolio, record: dict[str, list[Month]], promise: Promise
) -> dict[str, Any]:
    """One benefit: as stated, as recorded, and the share that the investment truly brought."""
    b = promise.benefit
    due = None if (b.id, "due") in TYPED else b.due_on.isoformat()
    stated = {
        "benefit_id": b.id, "case_id": promise.case.id, "logic": promise.case.logic,
        "file": FILES[promise.case.department_code], "kinds": _kinds(portfolio, promise),
        "kpi_id": b.kpi or None, "start_on": b.start.isoformat(), "due_on": due,
        "baseline": promise.baseline, "target": promise.target,
    }  # fmt: skip
    if promise.kpi is None:
        return stated
    now = [m for m in record[b.kpi] if add_months(m.first_day, YEAR) > portfolio.as_of]
    stated["recorded_baseline"] = _rounded(promise.recorded)
    last_year = level(promise.kpi, now)
    stated["last_year"] = _rounded(last_year)
    stated["seen_share"] = _seen_share(promise, last_year)
    stated["true_share"] = _true_share(promise, now)
    return stated


def _kinds(portfolio: Portfolio, promise: Promise) -> list[str]:
    """What the benefit was planted as, the chief kind first."""
    b = promise.benefit
    kinds = [b.kind]
    if b.overstated:
        kinds.append("baseline_overstated")
    if b.reported is not None and b.kpi:
        kinds.append("reported_rosier")
    if b.id in portfolio.left:
        kinds.append("owner_left")
    if b.months < 0:
        kinds.append("dates_contradict")
    if last_day(portfolio.as_of) < b.due_on and b.kind != "not_due":
        kinds.append("before_due")
    return kinds


def _seen_share(promise: Promise, last_year: float | None) -> float | None:
    """What comparing the last year with the stated baseline would say."""
    if last_year is None or promise.baseline is None or promise.target in (None, promise.baseline):
        return None
    return round((last_year - promise.baseline) / (promise.target - promise.baseline), 3)


def _true_share(promise: Promise, now: list[Month]) -> float | None:
    """The part of the movement approved that the investment brings in the last year."""
    b = promise.benefit
    if not b.movement:
        return None
    mean = math.fsum(effect(b, month.first_day) for month in now) / len(now)
    return round(mean / b.movement, 3) + 0.0  # never -0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _claimed_twice(promises: list[Promise]) -> dict[str, list[str]]:
    """Benefits by the KPI that more than one of them claims in full."""
    claims: dict[str, list[str]] = {}
    for promise in promises:
        if promise.kpi:
            claims.setdefault(promise.kpi.id, []).append(promise.benefit.id)
    return {kpi: ids for kpi, ids in claims.items() if len(ids) > 1}


def _counter_kpis(portfolio: Portfolio) -> dict[str, dict[str, Any]]:
    """Each logic's counter-KPI, and whether it moved the wrong way."""
    told = {}
    for logic in portfolio.logics:
        counter = portfolio.kpis.get(logic.get("counter_kpi", ""))
        if counter:
            moved = counter.shift_from is not None
            since = counter.shift_from.isoformat() if counter.shift_from else None
            told[counter.id] = {"logic": logic["id"], "moved_wrong": moved, "since": since}
    return told


def _features(portfolio: Portfolio) -> dict[str, Any]:
    """What the approved cases had: the first two go with delivery, the third does not."""
    return {
        "goes_with_delivery": ["measured_baseline", "owner_outside_the_project"],
        "does_not": ["interim_targets"],
        "cases": {
            case.id: {
                "measured_baseline": case.measured,
                "owner_outside_the_project": case.outside,
                "interim_targets": case.interim,
            }
            for case in portfolio.cases
        },
    }


def _problems(workbooks: dict[str, Workbook]) -> list[dict[str, str]]:
    """Each deliberate fault with the cell it stands in."""
    faults = {text: RULES[field] for (_, field), text in TYPED.items()}
    faults |= dict.fromkeys(("Total", "Grand total"), "a row that is no benefit")
    cells = [
        (file, sheet.title, cell)
        for file, workbook in workbooks.items()
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    return [
        {"file": file, "sheet": sheet, "cell": cell.coordinate, "found": text, "why": why}
        for text, why in faults.items()
        for file, sheet, cell in cells
        if cell.value == text
    ]
