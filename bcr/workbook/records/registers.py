"""Registers: the benefits of a table with their cases and logics, and what stands across them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcr.provenance import Severity
from bcr.workbook.recognition.found import rows_of
from bcr.workbook.records.benefits import benefit_records, case_columns
from bcr.workbook.records.gathered import first_of_each, rows_in
from bcr.workbook.records.identity import logic_code
from bcr.workbook.records.ids import BenefitIds, nameless
from bcr.workbook.records.series import AcrossPeriods, plan_records
from bcr.workbook.records.stated import StatedFigures
from bcr.workbook.records.stated_rag import compare_rag
from bcr.workbook.records.totals import RowTotals
from bcr.workbook.records.zeros import say_doubtful_zeros

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.gathered import Gathered, Row
    from bcr.workbook.records.ids import CaseIds
    from bcr.workbook.records.rawtable import Raw, RawTable


class Registers:
    """Adds a file's registers to its records; `units` are those that tables of KPIs state."""

    def __init__(self, cases: CaseIds, units: Mapping[str, str], records: Gathered) -> None:
        self._cases, self._units, self._records = cases, units, records
        self.ids = BenefitIds()

    def add(self, found: Found, table: RawTable, reader: CellReader) -> None:
        """Add the benefits of a register; of a row that is none, its case is kept alone."""
        unnamed = nameless(table)
        reasons = _why_no_benefits(table, unnamed, reader) if unnamed else {}
        register = table
        if reasons:
            register = table.only([n for n in range(table.size) if n not in reasons])
        case_ids = self._cases.of(register, reader)
        with_case = self._add_cases(table, reasons, case_ids)
        for number, reason in reasons.items():
            kept = ": only its case was kept" if number in with_case else ""
            found.set_aside[table.items[number].row + 1] = reason + kept
        template = found.derived.get("benefits.benefit_id", "")
        benefit_ids = self.ids.of(register, case_ids, reader, template)
        benefits = benefit_records(
            register, found, reader, self._units, case_ids=case_ids, benefit_ids=benefit_ids
        )
        self._add_logics(register)
        compare_rag(register, benefits, reader)
        say_doubtful_zeros(register, benefits, reader)
        if found.periods or found.years:
            benefits |= {"kpi_id": self._add_periods(found, register, benefits, reader)}
        self._records.add_columns("benefits", benefits)
        if len(unnamed) > len(reasons):
            _say_nameless(register, reader)
        if found.unmatched:
            stated = StatedFigures(found, reader)
            stated.compare(register, benefits)
            stated.report()

    def _add_cases(
        self, table: RawTable, no_benefits: Collection[int], of_benefits: Sequence[str]
    ) -> set[int]:
        """Add what the rows say of their cases, each thing once.

        Gives those of some rows that are no benefits of which a case was kept.
        """
        cases, case_ids = case_columns(table), of_benefits
        if no_benefits:
            left = iter(of_benefits)
            own = enumerate(self._cases.stated(table))
            case_ids = [stated if n in no_benefits else next(left) for n, stated in own]
        firsts = first_of_each(zip(case_ids, *cases.values(), strict=True))
        said = {row: n for row, n in firsts.items() if row[0] and row.count(None) < len(cases)}
        kept = said.values()
        rows = rows_of(table.items)
        columns: dict[str, Sequence[object]] = {
            "block": [table.block] * len(kept),
            "row": [rows[n] + 1 for n in kept],
            "case_id": [case_ids[n] for n in kept],
        }
        columns |= {name: [down[n] for n in kept] for name, down in cases.items()}
        self._records.add_columns("cases", columns)
        whole = zip(case_ids, *cases.values(), strict=True) if no_benefits else ()
        return {n for n, row in enumerate(whole) if n in no_benefits and row in said}

    def _add_logics(self, table: RawTable) -> None:
        """Keep what benefits call their logics, where that is more than a code, each once."""
        if "benefits.logic" not in table.values:
            return
        coded = [
            (n, text, code)
            for text, n in first_of_each(table.texts("benefits.logic")).items()
            if text and (code := logic_code(text)) != text
        ]
        rows = rows_of(table.items)
        self._records.add_columns(
            "logics",
            {
                "block": [table.block] * len(coded),
                "row": [rows[n] + 1 for n, _, _ in coded],
                "logic": [code for _, _, code in coded],
                "name": [text for _, text, _ in coded],
            },
        )

    def _add_periods(
        self,
        found: Found,
        table: RawTable,
        benefits: Mapping[str, Sequence[object]],
        reader: CellReader,
    ) -> list[object]:
        """Add what stands across each row, and give each benefit's KPI: its own series, if any."""
        across, totals = AcrossPeriods(found, reader), RowTotals(found, reader)
        kpis: list[object] = []
        for raw, benefit in zip(table.rows(), rows_in(benefits), strict=True):
            unit = benefit.get("unit") or self._units.get(str(benefit.get("kpi_id")))
            has_own = self._add_row(raw, (across, totals), benefit, str(unit) if unit else None)
            kpis.append(benefit["benefit_id"] if has_own else benefit.get("kpi_id"))
        totals.report()
        return kpis

    def _add_row(
        self,
        raw: Raw,
        periods: tuple[AcrossPeriods, RowTotals],
        benefit: Row,
        unit: str | None,
    ) -> bool:
        """Add what stands across a benefit's row, and tell whether it is a series of its own."""
        across, totals = periods
        origin: Row = {"block": raw.block, "row": raw.item.row + 1}
        units: set[str | None] = set()
        benefit_id = str(benefit["benefit_id"])
        for table, row, unit_of_cell in plan_records(raw, across, totals, benefit_id, unit):
            self._records.add(table, origin | row)
            units |= {unit_of_cell} if table == "observations" else set()
        if not units:
            return False
        kpi: Row = {
            "kpi_id": benefit["benefit_id"],
            "name": benefit.get("kpi_id") or benefit.get("title"),
            "unit": unit or (units.pop() if len(units) == 1 else None),
            "aggregation": raw.value("kpis.aggregation"),
        }
        self._records.add("kpis", origin | {"col": None} | kpi)
        return True


def _why_no_benefits(table: RawTable, unnamed: Sequence[int], reader: CellReader) -> dict[int, str]:
    """Give the rows that are no benefit, be it one of which little is known, and why."""
    reasons = {number: _why_no_benefit(table.row(number), reader) for number in unnamed}
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
    ids = table.texts("benefits.benefit_id")
    for number in [number for number in nameless(table) if not ids[number]]:
        reader.problem(
            min(table.items[number].places.values(), default=None),
            "benefit-without-name",
            "The row has figures and names no benefit; it is kept under its row number, which "
            "changes when rows are added. Give it an id or a title.",
            found="",
            severity=Severity.WARNING,
        )
