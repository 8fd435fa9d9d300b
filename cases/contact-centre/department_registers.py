"""Registers that departments keep, one row a benefit, each in its own words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from drawing import Shown, Value, heading, notes_block, table, title_block, totals_row
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from approved import Promise
    from openpyxl.worksheet.worksheet import Worksheet

#: What people typed where a figure or a date belongs, by benefit and field.
TYPED = {
    ("RB-02-B2", "due"): "31/09/2023",
    ("HSG-02-B4", "target"): "TBC",
    ("ASC-03-B3", "money"): "approx. £2m",
}
REVENUES = (
    "Project Ref", "Project Name", "Directorate", "SRO", "Total Cost", "Benefit Ref",
    "Benefit Name", "Intervention Type", "Benefit Type", "KPI", "Unit of Measurement",
    "Desired Direction", "Baseline value", "Baseline date", "Target value",
    "Benefit Start Date", "Target date", "Benefit owner", "Annual Saving", "Actual value",
    "Measurement date", "Data Source", "Comments",
)  # fmt: skip
HOUSING = (
    "Business Case Ref", "Scheme Name", "Service Area", "Senior Responsible Owner",
    "Benefit No", "Benefit Title", "Lever", "Cashable or Non-cashable", "Performance measure",
    "Units", "Good Is", "Baseline measurement", "Baseline measurement date", "Target measure",
    "Realisation Start", "Target measure date", "Person Accountable for Realising Benefit",
    "Projected Saving", "Current measurement", "Date Measured", "Source of Data", "Remarks",
)  # fmt: skip
CARE_GROUPS = (
    *("Business Case", "", "", ""), *("Benefit", "", "", "", "", ""), *("Measure", "", ""),
    *("Baseline", ""), *("Target", ""), *("Actual", ""), *("Annual saving (£k)", ""), "Notes",
)  # fmt: skip
CARE = (
    "Ref", "Title", "Department", "SRO", "Ref", "Title", "Investment Logic", "Class", "Owner",
    "Start Date", "KPI", "Unit", "Direction", "Value", "Date", "Value", "Date", "Value", "Date",
    "Planned", "Realised", "Comments",
)  # fmt: skip


def revenues(promises: list[Promise]) -> Workbook:
    """Revenues and Benefits: title lines, a total under the table, remarks below."""
    workbook, sheet = _new("Benefits Register")
    title_block(
        sheet,
        ["Revenues and Benefits", "Benefits register 2021-2025", "Owner: service improvement team"],
    )
    below = table(sheet, 5, REVENUES, map(revenues_row, promises))
    saving = math.fsum(p.benefit.money or 0 for p in promises)
    totals_row(sheet, below, ["Total", *[None] * 17, saving])
    notes_block(
        sheet, below + 2, ["Baselines are those confirmed at go-live.", "Savings at full year."]
    )
    return workbook


def housing(promises: list[Promise]) -> Workbook:
    """Housing: other words, a prose sheet in front, shares through a percent format."""
    workbook, front = _new("Read me")
    title_block(front, ["Housing benefits register", "One row for each benefit on the next sheet."])
    sheet = workbook.create_sheet("Benefits")
    title_block(sheet, ["HOUSING SERVICE", "Register of intended benefits", "", "Version 14"])
    below = table(sheet, 6, HOUSING, map(_housing_row, promises))
    saving = math.fsum(p.benefit.money or 0 for p in promises)
    totals_row(sheet, below, ["Grand total", *[None] * 16, Shown(saving, "£#,##0")])
    notes_block(sheet, below + 2, ["TBC = to be confirmed by the tenant panel."])
    return workbook


def care(promises: list[Promise]) -> Workbook:
    """Adult Social Care: groups over the headers, savings in thousands."""
    workbook, sheet = _new("ASC benefits")
    title_block(sheet, ["Adult Social Care change programme", "Benefits tracker"])
    heading(sheet, 4, CARE_GROUPS, group=True)
    for place in ("A4:D4", "E4:J4", "K4:M4", "N4:O4", "P4:Q4", "R4:S4", "T4:U4"):
        sheet.merge_cells(place)
    table(sheet, 5, CARE, map(_care_row, promises))
    return workbook


def typed(promise: Promise, field: str, figure: Value) -> Value:
    """The figure, or what was typed in its place."""
    return TYPED.get((promise.benefit.id, field), figure)


def _new(title: str) -> tuple[Workbook, Worksheet]:
    """A new workbook and its first sheet, named."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    return workbook, sheet


def revenues_row(promise: Promise) -> Sequence[Value | Shown]:
    """The cells of one benefit, under `REVENUES`."""
    case, b = promise.case, promise.benefit
    return (
        case.id, case.title, promise.department, case.sponsor, Shown(case.cost, "£#,##0"), b.id,
        b.title, case.logic, b.benefit_class, b.kpi or None, promise.unit,
        promise.better, promise.baseline, promise.baseline_on, promise.target,
        b.start, typed(promise, "due", b.due_on), promise.owner, Shown(b.money, "£#,##0"),
        b.reported, promise.reported_on, promise.data_source, None,
    )  # fmt: skip


def _housing_row(promise: Promise) -> Sequence[Value | Shown]:
    case, b = promise.case, promise.benefit
    return (
        case.id, case.title, promise.department, case.sponsor, b.id, b.title, case.logic,
        b.benefit_class, b.kpi or None, promise.unit, promise.better.capitalize(),
        _as_share(promise, promise.baseline), promise.baseline_on,
        _as_share(promise, typed(promise, "target", promise.target)), b.start,
        b.due_on, promise.owner, Shown(b.money, "£#,##0"), _as_share(promise, b.reported),
        promise.reported_on, promise.data_source, None,
    )  # fmt: skip


def _care_row(promise: Promise) -> Sequence[Value | Shown]:
    case, b = promise.case, promise.benefit
    thousands = b.money / 1000 if b.money is not None else None
    return (
        case.id, case.title, promise.department, case.sponsor, b.id, b.title, case.logic,
        b.benefit_class, promise.owner, b.start, b.kpi or None, promise.unit, promise.better,
        promise.baseline, promise.baseline_on, promise.target, b.due_on, b.reported,
        promise.reported_on, typed(promise, "money", thousands), None, None,
    )  # fmt: skip


def _as_share(promise: Promise, figure: Value) -> Value | Shown:
    """A percentage as a share of one seen through a percent format; all else as it is."""
    if promise.unit != "%" or not isinstance(figure, int | float):
        return figure
    return Shown(round(figure / 100, 4), "0.0%")
