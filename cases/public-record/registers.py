"""The registers of the public record: many benefits on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawing import Shown, Value, heading, notes_block, table, title_block
from openpyxl import Workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from record import Benefit, Record, Restatement

PERCENT = "0%"
RESTATED = ("Subject", "Field", "Old", "New", "Reason", "Source")


def in_unit(benefit: Benefit, figure: float | None) -> Value | Shown:
    """The figure as a number, rates and changes through a percent format."""
    if figure is None or not benefit.unit.startswith("%"):
        return figure
    return Shown(figure, PERCENT)


def with_sign(benefit: Benefit, figure: float | None) -> Value | Shown:
    """Money as people type it, such as £1.69m; all else as `in_unit`."""
    if figure and benefit.unit == "£m":
        return f"£{figure:g}m"
    return in_unit(benefit, figure)


def first_sheet(title: str) -> tuple[Workbook, Worksheet]:
    """A new workbook and its only sheet, named."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    return workbook, sheet


def digital_services(record: Record) -> Workbook:
    """A plain register with a title block, mixed units and money typed as text."""
    workbook, sheet = first_sheet("Benefits register")
    title_block(sheet, ["Digital services: benefits register", "Compiled from published audits"])
    headers = (
        "Project Ref", "Project Name", "Department", "Country", "Years", "Benefit ID",
        "Benefit Title", "Investment Logic", "Unit", "Baseline value", "Target value",
        "Target date", "Actual value", "Notes", "Source",
    )  # fmt: skip
    rows = [
        (
            b.case_id, case.title, case.department, case.country, case.years, b.id,
            b.measure, b.logic, b.unit.removesuffix("m") if b.unit == "£m" else b.unit,
            with_sign(b, b.baseline), with_sign(b, b.intended), b.due,
            with_sign(b, b.realised), b.notes, b.source,
        )
        for case, b in record.of_cases("PR-01", "PR-06", "PR-15")
    ]  # fmt: skip
    below = table(sheet, 4, headers, rows)
    notes_block(sheet, below + 1, ["An empty cell was not published.", "Savings are as stated."])
    return workbook


def money_in_millions(record: Record) -> Workbook:
    """A register whose money headers say £m, and a sheet of restatements."""
    workbook, sheet = first_sheet("Programmes")
    title_block(sheet, ["Major programmes: intended and realised, £m"])
    headers = (
        "Programme Ref", "Programme", "Department", "Years", "Benefit Ref", "Benefit Name",
        "Investment Logic", "Benefit Type", "Baseline (£m)", "Target (£m)", "Target Date",
        "Actual (£m)", "Measurement date", "Total Cost (£m)", "Latest Cost (£m)", "Comments",
        "Source",
    )  # fmt: skip
    rows = [
        (
            b.case_id, case.title, case.department, case.years, b.id, b.measure,
            b.logic, b.benefit_class, b.baseline, Shown(b.intended, "#,##0"),
            b.due or b.due_year, Shown(b.realised, "#,##0;(#,##0)"), b.realised_on,
            case.cost_gbp_m, Shown(case.cost_later_gbp_m, "#,##0"), b.notes, b.source,
        )
        for case, b in record.of_cases("PR-02", "PR-04", "PR-16")
    ]  # fmt: skip
    below = table(sheet, 3, headers, rows)
    notes_block(sheet, below + 2, ["Brackets are a net cost.", "Prices as published."])
    _restatements(workbook, [each for each in record.restatements if each.subject == "PR-16-1"])
    return workbook


def evaluations(record: Record) -> Workbook:
    """A register with groups over its headers: value and date of baseline, target, actual."""
    workbook, sheet = first_sheet("Evaluations")
    title_block(sheet, ["Published evaluations", "One row a measure"])
    groups = [*[""] * 8, "Baseline", "", "Target", "", "Actual", "", "Evidence", ""]
    headers = (
        "Business Case Ref", "Business Case", "Department", "Benefit Ref", "Benefit Title",
        "Investment Logic", "Unit of Measurement", "Desired Direction", "Value", "Date",
        "Value", "Date", "Value", "Date", "Comments", "Source",
    )  # fmt: skip
    heading(sheet, 4, groups, group=True)
    for first, last in ("IJ", "KL", "MN", "OP"):
        sheet.merge_cells(f"{first}4:{last}4")
    rows = [
        (
            b.case_id, case.title, case.department, b.id, b.measure, b.logic, b.unit,
            b.better, in_unit(b, b.baseline), None, b.intended_text or in_unit(b, b.intended),
            b.due, in_unit(b, b.realised), b.realised_on, b.notes, b.source,
        )
        for case, b in record.of_cases("PR-03", "PR-07", "PR-13", "PR-14")
    ]  # fmt: skip
    table(sheet, 5, headers, rows)
    return workbook


def abroad(record: Record) -> Workbook:
    """A sheet with money in A$m, and one with a unit and a currency on each row."""
    workbook, australia = first_sheet("Australia")
    headers = (
        "Project ID", "Project", "Department", "Benefit ID", "Benefit Title",
        "Investment Logic", "Currency", "Baseline (A$m)", "Target (A$m)", "Actual (A$m)",
        "Notes", "Source",
    )  # fmt: skip
    rows = [
        (
            b.case_id, case.title, case.department, b.id, b.measure, b.logic, "AUD",
            b.baseline, b.intended, b.realised, b.notes, b.source,
        )
        for case, b in record.of_cases("PR-09")
    ]  # fmt: skip
    table(australia, 1, headers, rows)
    _united_states(workbook.create_sheet("United States"), record)
    _restatements(workbook, [each for each in record.restatements if each.subject == "PR-17-1"])
    return workbook


def _united_states(sheet: Worksheet, record: Record) -> None:
    """Write the register whose rows name their own unit and currency."""
    headers = (
        "Project ID", "Project", "Department", "Years", "Benefit ID", "Benefit Title",
        "Investment Logic", "Unit", "Currency", "Baseline Value", "Target Value",
        "Actual value", "Revised Forecast", "Notes", "Source",
    )  # fmt: skip
    rows = [
        (
            b.case_id, case.title, case.department, case.years, b.id, b.measure, b.logic,
            b.unit, "USD" if "$" in b.unit else None, b.baseline, Shown(b.intended, "#,##0"),
            b.realised, b.restated, b.notes, b.source,
        )
        for case, b in record.of_cases("PR-10", "PR-17")
    ]  # fmt: skip
    table(sheet, 1, headers, rows)


def _restatements(workbook: Workbook, restatements: list[Restatement]) -> None:
    """Add a sheet of the changes that were published."""
    sheet = workbook.create_sheet("Restatements")
    rows = [(e.subject, e.field, e.old, e.new, e.reason, e.source) for e in restatements]
    table(sheet, 1, RESTATED, rows)
