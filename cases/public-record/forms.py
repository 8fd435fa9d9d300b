"""The one-benefit forms of the public record: a label, and its value to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing import Shown, Value, form, title_block
from openpyxl import Workbook
from registers import PERCENT, first_sheet, in_unit, with_sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from record import Benefit, Case, Record

Line = list[tuple[str, Value | Shown]]


def customer_service(record: Record) -> Workbook:
    """One sheet a measure; the first three share a source."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for case, benefit in record.of_cases("PR-05"):
        sheet = workbook.create_sheet(benefit.measure.partition(",")[0])
        title_block(sheet, ["Benefit profile"])
        form(sheet, 3, _profile(case, benefit))
    return workbook


def single(case_id: str) -> Callable[[Record], Workbook]:
    """A writer of the workbook that holds the one benefit of a case."""

    def workbook_of(record: Record) -> Workbook:
        workbook, sheet = first_sheet("Benefit")
        ((case, benefit),) = record.of_cases(case_id)
        title_block(sheet, ["BENEFIT PROFILE", case.title])
        form(sheet, 4, _profile(case, benefit))
        return workbook

    return workbook_of


def _profile(case: Case, benefit: Benefit) -> list[Line]:
    """The lines of a form, the figures in the middle."""
    return [
        [("Project Ref", benefit.case_id)],
        [("Project Name", case.title)],
        [("Department", case.department)],
        [],
        [("Benefit Ref", benefit.id)],
        [("Benefit Title", benefit.measure)],
        [("Investment Logic", benefit.logic)],
        [("KPI role", benefit.role)],
        [("Benefit Type", benefit.benefit_class)],
        [],
        *_figures(benefit),
        [],
        [("Comments", benefit.notes)],
        [("Source", benefit.source)],
    ]


def _figures(benefit: Benefit) -> list[Line]:
    """The lines with numbers; a line that only some forms have is left out elsewhere."""
    unit = "£" if benefit.unit == "£m" else benefit.unit
    lines: list[Line] = [
        [("Unit of Measurement", unit)],
        [("Desired Direction", benefit.better)],
        [("Baseline Value", _typed(benefit, benefit.baseline))],
        [("Target Value", with_sign(benefit, benefit.intended))],
        [("Target Date", benefit.due or benefit.due_year)],
        [("Actual value", _typed(benefit, benefit.realised))],
        [("Date Measured", benefit.realised_on)],
    ]
    if benefit.money_claimed:
        lines.append([("Savings Achieved", benefit.money_claimed)])
    if benefit.earlier is not None:
        lines.append([("Change over the four years before", Shown(benefit.earlier, PERCENT))])
    return lines


def _typed(benefit: Benefit, figure: float | None) -> Value | Shown:
    """A length of time as 11 min 24 s, money as £1.6m, all else as a number."""
    if benefit.unit == "seconds" and figure is not None:
        minutes, seconds = divmod(int(figure), 60)
        return f"{minutes} min {seconds} s"
    return with_sign(benefit, figure) if benefit.unit == "£m" else in_unit(benefit, figure)
