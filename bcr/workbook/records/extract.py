"""Records from what was found on the sheets of one file, each with the cell of every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.provenance import Block
from bcr.workbook.files.addresses import address, letters
from bcr.workbook.recognition.found import rows_of
from bcr.workbook.records.agreement import Agreement, says_all, says_once
from bcr.workbook.records.gathered import Gathered
from bcr.workbook.records.ids import CaseIds
from bcr.workbook.records.plain import PlainTables
from bcr.workbook.records.rawitems import raw_table
from bcr.workbook.records.registers import Registers
from bcr.workbook.records.series import SeriesProblemError, add_series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.provenance import Problem
    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import RawTable

#: Tables in which several rows may speak of one thing, and the column that names it.
_SHARED: Final = {"cases": "case_id", "kpis": "kpi_id", "logics": "logic"}


@dataclass(slots=True)
class Extract:
    """Everything one file says."""

    records: Gathered = field(default_factory=Gathered)
    problems: list[Problem] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class _Read(NamedTuple):
    found: Found
    table: RawTable
    reader: CellReader


def extract(founds: Sequence[Found], file: str, stem: str) -> Extract:
    """Give the records of a file's tables and forms, and every problem met on the way.

    `stem` is the file's name without ending: it names the case where nothing else does.
    """
    result = Extract()
    reads = [_Read(found, *raw_table(found, block, file)) for block, found in enumerate(founds)]
    cases = CaseIds([read.table for read in reads], stem)
    units = _kpi_units(reads)
    registers = Registers(cases, units, result.records)
    for read in reads:
        if read.found.holds == "benefits":
            registers.add(read.found, read.table, read.reader)
    plain: PlainTables | None = None
    for read in reads:
        if read.found.holds == "observations":
            _add_series(read, units, result)
        elif read.found.holds != "benefits":
            plain = plain or PlainTables(cases, registers.ids, result.records)
            plain.add(read.found, read.table, read.reader)
    for read in reads:
        result.blocks.append(_block(read.found))
        result.problems += read.reader.problems
    _settle_shared(result, file)
    return result


def _kpi_units(reads: Sequence[_Read]) -> Mapping[str, str]:
    """Give the unit of each KPI that a table of KPIs states."""
    of_kpis = [read.table for read in reads if "kpis.kpi_id" in read.table.values]
    if not of_kpis:
        return {}
    pairs = (zip(t.texts("kpis.kpi_id"), t.texts("kpis.unit"), strict=True) for t in of_kpis)
    return {kpi: unit for kpi, unit in chain.from_iterable(pairs) if kpi and unit}


def _add_series(read: _Read, units: Mapping[str, str], result: Extract) -> None:
    try:
        add_series(read.table, read.found, read.reader, units, result.records)
    except SeriesProblemError as problem:
        read.reader.problems.clear()
        read.reader.problem(None, problem.rule, problem.message)
        reason = "the table is not understood as KPI series"
        read.found.set_aside |= {row + 1: reason for row in rows_of(read.table.items)}


def _block(found: Found) -> Block:
    return Block(
        sheet=found.grid.sheet,
        range=found.range,
        holds=found.holds,
        rows=len(found.items) - _number_set_aside(found),
        columns=dict(found.columns),
        unmatched={header: letters(column) for header, column in found.unmatched}
        | {label: address(*place) for label, place in found.loose.items()},
        set_aside=dict(sorted(found.set_aside.items())),
    )


def _number_set_aside(found: Found) -> int:
    if not found.set_aside:
        return 0
    return len({row - 1 for row in found.set_aside}.intersection(rows_of(found.items)))


def _settle_shared(result: Extract, file: str) -> None:
    """Leave of cases, KPIs and logics what each row adds; say where rows contradict each other.

    A table of cases has the first word on cases, before benefits that name them; so for the others.
    """
    for table, key in _SHARED.items():
        parts = result.records.parts(table)
        if not parts or (len(parts) == 1 and says_once(parts[0], key)):
            continue
        about = {number for number, block in enumerate(result.blocks) if block.holds == table}
        if whole := says_all(parts, about, key):
            result.records.settle(table, whole)
            continue
        rows = list(result.records.rows(table))
        own = [row for row in rows if row["block"] in about]
        others = [row for row in rows if row["block"] not in about] if len(own) < len(rows) else []
        if table == "logics":
            described = {row["logic"] for row in own}
            others = [row for row in others if row["logic"] not in described]
        agreement = Agreement(table, key, result.blocks, file)
        result.records.settle(table, [*agreement.news([*own, *others])])
        result.problems += agreement.problems
