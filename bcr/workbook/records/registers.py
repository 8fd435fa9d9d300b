"""Registers: the benefits of a table with their cases and logics, and what stands across them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from bcr.workbook.records.benefits import benefit_records, case_records
from bcr.workbook.records.identity import logic_code
from bcr.workbook.records.ids import BenefitIds, naming_fields
from bcr.workbook.records.series import AcrossPeriods, plan_records
from bcr.workbook.records.stated import StatedFigures
from bcr.workbook.records.stated_rag import compare_rag
from bcr.workbook.records.totals import RowTotals
from bcr.workbook.records.zeros import say_doubtful_zeros

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.extract import Extract
    from bcr.workbook.records.ids import CaseIds
    from bcr.workbook.records.rawtable import Raw, RawTable

Row = dict[str, object]


class Registers:
    """Adds a file's registers to its records; `units` are those that tables of KPIs state."""

    def __init__(self, cases: CaseIds, units: Mapping[str, str], result: Extract) -> None:
        self._cases, self._units, self._result = cases, units, result
        self.ids = BenefitIds()

    def add(self, found: Found, table: RawTable, reader: CellReader) -> None:
        """Add the benefits of a register; of a row that is none, its case is kept alone."""
        reasons = _why_no_benefits(table, reader)
        numbers = [number for number in range(len(table.items)) if number not in reasons]
        register = table.only(numbers) if reasons else table
        case_ids = self._cases.of(register, reader)
        with_case = self._add_cases(table, dict(zip(numbers, case_ids, strict=True)))
        for number, reason in reasons.items():
            kept = ": only its case was kept" if number in with_case else ""
            found.set_aside[table.items[number].row + 1] = reason + kept
        template = found.derived.get("benefits.benefit_id", "")
        benefit_ids = self.ids.of(register, case_ids, reader, template)
        benefits = benefit_records(
            register, found, reader, self._units, case_ids=case_ids, benefit_ids=benefit_ids
        )
        self._result.records.setdefault("benefits", []).extend(benefits)
        self._add_logics(register)
        stated = StatedFigures(found, reader)
        stated.compare(register, benefits)
        compare_rag(register, benefits, reader)
        say_doubtful_zeros(register, benefits, reader)
        if found.across:
            self._add_periods(found, register, benefits, reader)
        _say_nameless(register, reader)
        stated.report()

    def _add_cases(self, table: RawTable, of_benefits: Mapping[int, str]) -> set[int]:
        """Add what each row says of its case, and give the rows that say anything.

        A row that says what the row before it said of the same case adds nothing.
        """
        with_case: set[int] = set()
        last: dict[str, Row] = {}
        stated, cases = self._cases.stated(table), case_records(table)
        for number, (own, case) in enumerate(zip(stated, cases, strict=True)):
            case_id = of_benefits.get(number, own)
            if not (case_id and case):
                continue
            with_case.add(number)
            if last.get(case_id) is not case:
                last[case_id] = case
                self._result.add("cases", _origin(table, number) | {"case_id": case_id} | case)
        return with_case

    def _add_logics(self, table: RawTable) -> None:
        """Keep what benefits call their logics, where that is more than a code, each once."""
        texts = table.texts("benefits.logic")
        for logic in dict.fromkeys(filter(None, texts)):
            if logic != (code := logic_code(logic)):
                origin = _origin(table, texts.index(logic))
                self._result.add("logics", origin | {"logic": code, "name": logic})

    def _add_periods(
        self, found: Found, table: RawTable, benefits: Sequence[Row], reader: CellReader
    ) -> None:
        across, totals = AcrossPeriods(found, reader), RowTotals(found, reader)
        for raw, benefit in zip(table.rows(), benefits, strict=True):
            unit = benefit.get("unit") or self._units.get(str(benefit.get("kpi_id")))
            self._add_row(raw, (across, totals), benefit, str(unit) if unit else None)
        totals.report()

    def _add_row(
        self,
        raw: Raw,
        periods: tuple[AcrossPeriods, RowTotals],
        benefit: Row,
        unit: str | None,
    ) -> None:
        """Add what stands across a benefit's row; its own series becomes the benefit's KPI."""
        across, totals = periods
        origin: Row = {"block": raw.block, "row": raw.item.row + 1}
        units: set[str | None] = set()
        benefit_id = str(benefit["benefit_id"])
        for table, row, unit_of_cell in plan_records(raw, across, totals, benefit_id, unit):
            self._result.add(table, origin | row)
            units |= {unit_of_cell} if table == "observations" else set()
        if units:
            kpi: Row = {
                "kpi_id": benefit["benefit_id"],
                "name": benefit.get("kpi_id") or benefit.get("title"),
                "unit": unit or (units.pop() if len(units) == 1 else None),
                "aggregation": raw.value("kpis.aggregation"),
            }
            benefit["kpi_id"] = benefit["benefit_id"]
            self._result.add("kpis", origin | {"col": None} | kpi)


def _origin(table: RawTable, number: int) -> Row:
    return {"block": table.block, "row": table.items[number].row + 1, "col": None}


def _why_no_benefits(table: RawTable, reader: CellReader) -> dict[int, str]:
    """Give the rows that are no benefit, be it one of which little is known, and why."""
    nameless = [number for number, field in enumerate(naming_fields(table)) if not field]
    reasons = {number: _why_no_benefit(table.row(number), reader) for number in nameless}
    return {number: reason for number, reason in reasons.items() if reason}


def _why_no_benefit(raw: Raw, reader: CellReader) -> str:
    """Say why a row without a name is no benefit; empty when it is one."""
    if raw.levels or any(one.field.startswith("benefits.") for one in raw.money):
        return ""
    if not raw.text("benefits.benefit_id"):
        return "names no benefit"
    said = {
        name
        for name, place in raw.item.places.items()
        if name.startswith("benefits.") and reader.grid.is_filled(*place)
    }
    return "" if len(said) > 1 else "has a number and says nothing of a benefit"


def _say_nameless(table: RawTable, reader: CellReader) -> None:
    """Say which benefits have neither id nor name."""
    ids, fields = table.texts("benefits.benefit_id"), naming_fields(table)
    for item, stated, field in zip(table.items, ids, fields, strict=True):
        if not (stated or field):
            reader.problem(
                min(item.places.values(), default=None),
                "benefit-without-name",
                "The row has figures and names no benefit; it is kept under its row number, which "
                "changes when rows are added. Give it an id or a title.",
                found="",
                severity=Severity.WARNING,
            )
