"""Planning's forms: one sheet a benefit, two labels with their values on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing import Shown, Value, form, title_block
from openpyxl import Workbook

if TYPE_CHECKING:
    from approved import Promise


def forms(promises: list[Promise]) -> Workbook:
    """A front sheet in prose, then a form for each benefit."""
    workbook = Workbook()
    front = workbook.worksheets[0]
    front.title = "About"
    title_block(front, ["Planning: benefit profiles", "One sheet for each benefit."])
    for promise in promises:
        sheet = workbook.create_sheet(promise.benefit.id)
        title_block(sheet, ["Benefit profile", promise.case.title])
        form(sheet, 4, [*_case_lines(promise), [], *_figure_lines(promise)])
    return workbook


def _case_lines(promise: Promise) -> list[list[tuple[str, Value | Shown]]]:
    case, benefit = promise.case, promise.benefit
    return [
        [("1. The case", None)],
        [("Project Ref", case.id), ("Project Name", case.title)],
        [("Service Area", promise.department), ("SRO", case.sponsor)],
        [("Objective", case.objective), ("Total Cost", Shown(case.cost, "£#,##0"))],
        [],
        [("2. The benefit", None)],
        [("Benefit Ref", benefit.id), ("Benefit Title", benefit.title)],
        [("Investment Logic", case.logic), ("Benefit Type", benefit.benefit_class)],
        [("Responsible officer", promise.owner), ("Data Source", promise.data_source)],
    ]


def _figure_lines(promise: Promise) -> list[list[tuple[str, Value | Shown]]]:
    benefit = promise.benefit
    saving = Shown(benefit.money, "£#,##0")
    return [
        [("3. How it is measured", None)],
        [("KPI", benefit.kpi or None), ("Unit of Measurement", promise.unit)],
        [("Desired Direction", promise.better), ("Benefit Start Date", benefit.start)],
        [("Baseline Value", promise.baseline), ("Baseline Data Date", promise.baseline_on)],
        [("Target Value", promise.target), ("Target Delivery Date", benefit.due_on)],
        [("Annual Saving", saving)],
        [],
        [("4. What happened", None)],
        [("Actual value", benefit.reported), ("Date Measured", promise.reported_on)],
        [("Comments", None)],
    ]
