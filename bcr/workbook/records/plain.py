"""Tables whose rows are records as they stand: cases, KPIs, plans, costs, owners and others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from bcr.provenance import Severity
from bcr.workbook.recognition.found import rows_of
from bcr.workbook.records.benefits import case_columns
from bcr.workbook.records.identity import logic_code
from bcr.workbook.records.levels import in_one_unit
from bcr.workbook.values.hints import unit_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.gathered import Gathered
    from bcr.workbook.records.ids import BenefitIds, CaseIds
    from bcr.workbook.records.rawtable import Raw, RawTable

Row = dict[str, object]

#: What a row must have to be filed.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "cases": ("case_id",),
    "kpis": ("kpi_id",),
    "costs": ("case_id", "period_end"),
    "owners": ("subject",),
    "decisions": ("subject",),
    "logics": ("logic",),
    "plans": ("benefit_id", "period_end"),
    "deflators": ("period_end", "deflator"),
}
#: Columns that name a benefit, or a benefit or case.
_REFERENCES: Final = {"plans": "benefit_id", "owners": "subject", "decisions": "subject"}
#: Tables in which two rows of one key contradict each other. The keys are those of
#: bcr.schemas.records, which takes as long to import as ten files to read.
ONE_ROW_A_KEY: Final[Mapping[str, tuple[str, ...]]] = {
    "plans": ("benefit_id", "period_end"),
    "costs": ("case_id", "period_end", "kind"),
    "owners": ("subject", "role", "from_on"),
    "decisions": ("subject", "decided_on", "field"),
    "deflators": ("period_end", "currency"),
}


class PlainTables:
    """Adds the rows of such tables to a file's records, each under the benefit it speaks of."""

    def __init__(self, cases: CaseIds, benefits: BenefitIds, records: Gathered) -> None:
        self._cases, self._benefits, self._records = cases, benefits, records
        self._rows: dict[tuple[object, ...], str] = {}

    @cached_property
    def _given(self) -> Mapping[str, Sequence[str]]:
        """Ids of benefits by what a register calls them."""
        return self._benefits.given

    @cached_property
    def _units(self) -> Mapping[str, str | None]:
        """Units of benefits by their ids."""
        ids, units = (self._records.column("benefits", name) for name in ("benefit_id", "unit"))
        return dict(zip(map(str, ids), map(_text, units), strict=True))

    def add(self, found: Found, table: RawTable, reader: CellReader) -> None:
        """Add the records of a table; a row that cannot be filed is set aside and said."""
        if found.holds == "cases":
            self._add_cases(found, table, reader)
            return
        for raw in table.rows():
            row = self._row(found.holds, raw, found, reader)
            reason = self._why_not(found.holds, row, raw, reader)
            if reason:
                found.set_aside[raw.item.row + 1] = reason
            else:
                self._records.add(found.holds, row)

    def _add_cases(self, found: Found, table: RawTable, reader: CellReader) -> None:
        """Add a table of cases by its columns."""
        case_ids = self._cases.stated(table)
        without = [number for number, case_id in enumerate(case_ids) if not case_id]
        for number in without:
            raw = table.row(number)
            row = raw.item.row + 1
            found.set_aside[row] = self._why_not("cases", {"case_id": ""}, raw, reader)
        if without:
            kept = [number for number, case_id in enumerate(case_ids) if case_id]
            table, case_ids = table.only(kept), [case_ids[number] for number in kept]
        rows = [row + 1 for row in rows_of(table.items)]
        columns: dict[str, Sequence[object]] = {"block": [table.block] * len(rows), "row": rows}
        self._records.add_columns("cases", columns | {"case_id": case_ids} | case_columns(table))

    def _row(self, table: str, raw: Raw, found: Found, reader: CellReader) -> Row:
        prefix = f"{table}."
        row: Row = {"block": raw.block, "row": raw.item.row + 1, "col": None}
        row |= raw.of(table)
        row |= {k.removeprefix(prefix): period.end for k, period in raw.periods.items()}
        if table == "logics" and row.get("logic"):
            row["logic"] = logic_code(str(row["logic"]))
        if table == "kpis" and row.get("unit"):
            row["unit"] = unit_in(str(row["unit"]))
        if table == "costs":
            row.setdefault("kind", "cost")
        if table in _REFERENCES:
            self._refer(row, _REFERENCES[table])
        unit = self._units.get(str(row.get("benefit_id"))) if table == "plans" else None
        levels = in_one_unit(raw.levels, found.hints, unit, ratios=found.ratios)
        for mixed in levels.mixed:
            reader.mixed(raw.item.places.get(mixed.field), mixed)
        return row | {k.removeprefix(prefix): v for k, v in levels.values.items()}

    def _refer(self, row: Row, column: str) -> None:
        """Give a benefit that is called by its running number its whole id."""
        named = str(row.get(column) or "")
        wholes = self._given.get(named, ())
        if not self._is_known(named) and len(wholes) == 1:
            row[column] = wholes[0]

    def _is_known(self, named: str) -> bool:
        return named in self._units or self._cases.has(named)

    def _why_not(self, table: str, row: Row, raw: Raw, reader: CellReader) -> str:
        """Give why a row cannot be filed, which is said too; empty when it can."""
        missing = [name for name in _NEEDED[table] if row.get(name) in {None, ""}]
        if missing:
            told = " and ".join(name.replace("_", " ") for name in missing)
            message = f"The row has no {told}, so it cannot be filed; fill it in."
            place = min(raw.item.places.values(), default=None)
            reader.problem(place, "row-without-key", message, found="")
            return f"has no {told}"
        return self._doubt_of_benefit(table, row, raw, reader) or self._repeats(
            table, row, raw, reader
        )

    def _doubt_of_benefit(self, table: str, row: Row, raw: Raw, reader: CellReader) -> str:
        if (column := _REFERENCES.get(table)) is None:
            return ""
        named = str(row.get(column) or "")
        wholes = self._given.get(named, ())
        if self._is_known(named) or len(wholes) < 2:
            return ""
        message = f"Several benefits are numbered so ({', '.join(wholes)}); write the whole id."
        reader.problem(raw.item.places.get(f"{table}.{column}"), "which-benefit", message)
        return "may speak of several benefits"

    def _repeats(self, table: str, row: Row, raw: Raw, reader: CellReader) -> str:
        names = ONE_ROW_A_KEY.get(table)
        if names is None:
            return ""
        here = f"{reader.grid.sheet} row {raw.item.row + 1}"
        first = self._rows.setdefault((table, *map(row.get, names)), here)
        if first == here:
            return ""
        place = min(raw.item.places.values(), default=None)
        said = " and ".join(name.replace("_", " ") for name in names)
        message = f"The row has the same {said} as {first}, which is kept; delete one of them."
        reader.problem(place, "row-twice", message, found="", severity=Severity.WARNING)
        return f"repeats {first}"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
