"""Records from what was found on the sheets of one file, each with the cell of every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from bcr.model import Block, Severity
from bcr.workbook.files.addresses import address, letters
from bcr.workbook.records.agreement import Agreement
from bcr.workbook.records.benefits import benefit_record, case_record
from bcr.workbook.records.identity import logic_code
from bcr.workbook.records.ids import BenefitIds, CaseIds, naming_field
from bcr.workbook.records.plain import PlainTables
from bcr.workbook.records.rawitems import raw_items
from bcr.workbook.records.series import (
    AcrossPeriods,
    SeriesProblemError,
    observation_records,
    plan_records,
)
from bcr.workbook.records.stated import StatedFigures
from bcr.workbook.records.stated_rag import compare_rag
from bcr.workbook.records.totals import RowTotals
from bcr.workbook.records.zeros import say_doubtful_zeros

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.model import Problem
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawitems import Raw

#: Tables in which several rows may speak of one thing, and the column that names it.
_SHARED: Final = {"cases": "case_id", "kpis": "kpi_id", "logics": "logic"}

Row = dict[str, object]


@dataclass(slots=True)
class Extract:
    """Everything one file says."""

    records: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, table: str, row: Row) -> None:
        """Keep one record."""
        self.records.setdefault(table, []).append(row)

    def columns(self) -> dict[str, dict[str, list[object]]]:
        """Give the records column by column."""
        return {
            table: {name: [row.get(name) for row in rows] for name in _names(rows)}
            for table, rows in self.records.items()
            if rows
        }


def _names(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(rows)))


@dataclass(frozen=True, slots=True)
class _Read:
    found: Found
    raws: Sequence[Raw]
    reader: CellReader


def extract(founds: Sequence[Found], file: str, stem: str) -> Extract:
    """Give the records of a file's tables and forms, and every problem met on the way.

    `stem` is the file's name without ending: it names the case where nothing else does.
    """
    result = Extract()
    reads = [_Read(found, *raw_items(found, block, file)) for block, found in enumerate(founds)]
    cases = CaseIds([raw for read in reads for raw in read.raws], stem)
    units = _kpi_units(reads)
    ids = BenefitIds()
    for read in reads:
        if read.found.holds == "benefits":
            _add_benefits(read, cases, ids, units, result)
    plain = PlainTables(cases, ids.given, result.records)
    for read in reads:
        if read.found.holds == "observations":
            _add_series(read, units, result)
        elif read.found.holds != "benefits":
            plain.add(read.found, read.raws, read.reader)
    for read in reads:
        result.blocks.append(_block(read.found))
        result.problems += read.reader.problems
    _settle_shared(result, file)
    return result


def _kpi_units(reads: Sequence[_Read]) -> Mapping[str, str]:
    """Give the unit of each KPI that a table of KPIs states."""
    return {
        kpi: unit
        for read in reads
        for raw in read.raws
        if (kpi := raw.text("kpis.kpi_id")) and (unit := raw.text("kpis.unit"))
    }


def _add_benefits(
    read: _Read, cases: CaseIds, ids: BenefitIds, units: Mapping[str, str], result: Extract
) -> None:
    across = AcrossPeriods(read.found, read.reader)
    totals = RowTotals(read.found, read.reader)
    stated = StatedFigures(read.found, read.reader)
    template = read.found.derived.get("benefits.benefit_id", "")
    has_periods = bool(read.found.across)
    for raw in read.raws:
        origin: Row = {"block": raw.block, "row": raw.item.row + 1, "col": None}
        reason = _why_no_benefit(raw, read.reader)
        case_id = cases.stated(raw) if reason else cases.of(raw, read.reader)
        case = case_record(raw) if case_id else {}
        if case:
            result.add("cases", origin | {"case_id": case_id} | case)
        if reason:
            kept = ": only its case was kept" if case else ""
            read.found.set_aside[raw.item.row + 1] = reason + kept
            continue
        benefit_id = ids.of(raw, case_id, read.reader, template)
        benefit = origin | benefit_record(
            raw, read.found, read.reader, units, case_id=case_id, benefit_id=benefit_id
        )
        result.add("benefits", benefit)
        stated.compare(raw, benefit)
        compare_rag(raw, benefit, read.reader)
        say_doubtful_zeros(raw, benefit, read.reader)
        _add_logic(raw, origin, result)
        if has_periods:
            unit = benefit.get("unit") or units.get(str(benefit.get("kpi_id")))
            _add_periods(raw, (across, totals), benefit, str(unit) if unit else None, result)
        if not raw.text("benefits.benefit_id") and not naming_field(raw):
            _say_nameless(raw, read.reader)
    totals.report()
    stated.report()


def _why_no_benefit(raw: Raw, reader: CellReader) -> str:
    """Say why a row is no benefit; empty when it is one, be it one of which little is known."""
    if naming_field(raw) or raw.levels:
        return ""
    if any(one.field.startswith("benefits.") for one in raw.money):
        return ""
    if not raw.text("benefits.benefit_id"):
        return "names no benefit"
    said = {
        name
        for name, place in raw.item.places.items()
        if name.startswith("benefits.") and reader.grid.is_filled(*place)
    }
    return "" if len(said) > 1 else "has a number and says nothing of a benefit"


def _say_nameless(raw: Raw, reader: CellReader) -> None:
    place = min(raw.item.places.values(), default=None)
    reader.problem(
        place,
        "benefit-without-name",
        "The row has figures and names no benefit; it is kept under its row number, which changes "
        "when rows are added. Give it an id or a title.",
        found="",
        severity=Severity.WARNING,
    )


def _add_logic(raw: Raw, origin: Row, result: Extract) -> None:
    """Keep what a benefit calls its logic, where that is more than its code."""
    logic = raw.text("benefits.logic")
    if logic and logic != logic_code(logic):
        result.add("logics", origin | {"logic": logic_code(logic), "name": logic})


def _add_periods(
    raw: Raw,
    periods: tuple[AcrossPeriods, RowTotals],
    benefit: Row,
    unit: str | None,
    result: Extract,
) -> None:
    """Add what stands across a benefit's row; its own series becomes the benefit's KPI."""
    across, totals = periods
    origin: Row = {"block": raw.block, "row": raw.item.row + 1}
    units: set[str | None] = set()
    benefit_id = str(benefit["benefit_id"])
    for table, row, unit_of_cell in plan_records(raw, across, totals, benefit_id, unit):
        result.add(table, origin | row)
        units |= {unit_of_cell} if table == "observations" else set()
    if units:
        kpi: Row = {
            "kpi_id": benefit["benefit_id"],
            "name": benefit.get("kpi_id") or benefit.get("title"),
            "unit": unit or (units.pop() if len(units) == 1 else None),
            "aggregation": raw.values.get("kpis.aggregation"),
        }
        benefit["kpi_id"] = benefit["benefit_id"]
        result.add("kpis", origin | {"col": None} | kpi)


def _add_series(read: _Read, units: Mapping[str, str], result: Extract) -> None:
    try:
        for table, row in observation_records(read.raws, read.found, read.reader, units):
            result.add(table, row)
    except SeriesProblemError as problem:
        read.reader.problems.clear()
        read.reader.problem(None, problem.rule, problem.message)
        reason = "the table is not understood as KPI series"
        read.found.set_aside |= {raw.item.row + 1: reason for raw in read.raws}


def _block(found: Found) -> Block:
    return Block(
        sheet=found.grid.sheet,
        range=found.range,
        holds=found.holds,
        rows=sum(item.row + 1 not in found.set_aside for item in found.items),
        columns=dict(found.columns),
        unmatched={header: letters(column) for header, column in found.unmatched}
        | {label: address(*place) for label, place in found.loose.items()},
        set_aside=dict(sorted(found.set_aside.items())),
        reasons=tuple(found.reasons),
    )


def _settle_shared(result: Extract, file: str) -> None:
    """Leave of cases, KPIs and logics what each row adds; say where rows contradict each other.

    A table of cases has the first word on cases, before benefits that name them; so for the others.
    """
    for table, key in _SHARED.items():
        rows = result.records.get(table, [])
        about = {number for number, block in enumerate(result.blocks) if block.holds == table}
        own = [row for row in rows if row["block"] in about]
        others = [row for row in rows if row["block"] not in about] if len(own) < len(rows) else []
        if table == "logics":
            described = {row["logic"] for row in own}
            others = [row for row in others if row["logic"] not in described]
        agreement = Agreement(table, key, result.blocks, file)
        result.records[table] = list(agreement.news([*own, *others]))
        result.problems += agreement.problems
