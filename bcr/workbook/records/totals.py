"""Totals that a workbook states beside periods, recomputed; a disagreement is said, not mended."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from bcr.provenance import Severity
from bcr.workbook.files.addresses import address
from bcr.workbook.recognition.found import TotalColumn
from bcr.workbook.records.levels import in_one_unit
from bcr.workbook.values.amounts import Amount, amount_in
from bcr.workbook.values.hints import hint_in
from bcr.workbook.values.periods import period_in
from bcr.workbook.words.fields import normal, says_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bcr.workbook.recognition.found import Found, Place
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.values.periods import Period

_TOTALS: Final = ("total", "totals", "grand total", "sum")
#: Words after which a total names what it adds up, by the field of the periods.
_OF: Final = {
    "plans.planned": ("planned", "plan", "target", "planeado", "programado", "prevu"),
    "observations.value": (
        "actual", "achieved", "realised", "executed", "done", "ejecutado", "realizado", "realise",
    ),
}  # fmt: skip
#: Numbers in a cell are no more exact than this share of them.
_FLOAT: Final = 1e-9


class Stated(NamedTuple):
    """One period's value of a row, in the row's unit, and its cell."""

    field: str
    period: Period
    value: float
    place: Place


class RowTotals:
    """Compares each row's stated totals with its periods.

    A column that is taken for a total by its header alone must be one in most rows, else it is
    something else that is called so, a mean perhaps.
    """

    def __init__(self, found: Found, reader: CellReader) -> None:
        self._found, self._reader = found, reader
        self._columns = found.totals or list(_recognised(found))
        self._agreeing: Counter[int] = Counter()
        #: Column → cells that disagree, each with what to say.
        self._disagreeing: dict[int, list[tuple[Place, str]]] = {}

    def compare(self, row: int, values: Sequence[Stated], unit: str | None) -> None:
        """Set a row's stated totals beside the sums of its periods; blanks are absent."""
        for total in self._columns:
            parts = [
                one
                for one in values
                if one.field == total.of and _lies_in(one.period, total.period)
            ]
            stated = self._stated((row, total.column), total, unit)
            if stated is None or not parts or self._is_partly_unread(row, total, parts):
                continue
            added = math.fsum(part.value for part in parts)
            slack = _FLOAT * max(abs(stated), *(abs(part.value) for part in parts))
            if abs(added - stated) <= total.tolerance + slack:
                self._agreeing[total.column] += 1
                continue
            cells = " + ".join(address(*part.place) for part in parts)
            message = (
                f"The total stated here is {stated:.10g}; {cells} give {added:.10g}. The "
                "parts were used; correct one or the other."
            )
            told = self._disagreeing.setdefault(total.column, [])
            told.append(((row, total.column), message))

    def _is_partly_unread(self, row: int, total: TotalColumn, parts: Sequence[Stated]) -> bool:
        """Tell whether a period's cell says something that could not be read: then no sum is."""
        read = {part.place for part in parts}
        places = [
            (row, one.column)
            for one in self._found.periods
            if one.field == total.of and _lies_in(one.period, total.period)
        ]
        cells = [self._reader.grid.at(*place) for place in places if place not in read]
        return any(
            cell != "" and not (isinstance(cell, str) and says_blank(cell)) for cell in cells
        )

    def report(self) -> None:
        """Say where stated totals are not the sums of their parts."""
        for column, told in self._disagreeing.items():
            if self._found.totals or len(told) < self._agreeing[column]:
                for place, message in told:
                    self._reader.problem(place, "total-differs", message, severity=Severity.WARNING)

    def _stated(self, place: Place, total: TotalColumn, unit: str | None) -> float | None:
        """Give a stated total in the unit of its row, or nothing where it states no number."""
        grid = self._reader.grid
        shown_as = grid.marks.shown_as(*place)
        decimal = self._found.decimal or "."
        amount = amount_in(grid.at(*place), shown_as=shown_as, decimal=decimal)
        if not isinstance(amount, Amount):
            return None
        levels = in_one_unit(
            {total.of: amount}, {total.of: total.hint}, unit, ratios=self._found.ratios
        )
        return levels.values.get(total.of)


def _lies_in(part: Period, whole: Period | None) -> bool:
    return whole is None or (whole.start <= part.start and part.end <= whole.end)


def _recognised(found: Found) -> Iterator[TotalColumn]:
    """Give the columns whose header says clearly that they are totals of the periods, or a year's.

    Where the periods are of several fields, the header must say of which.
    """
    fields = {one.field for one in found.periods}
    for header, column in found.unmatched if found.periods else ():
        words = normal(header)
        total = next((t for t in _TOTALS if words == t or words.startswith(f"{t} ")), None)
        if total is None:
            continue
        rest = words.removeprefix(total).strip()
        first = rest.partition(" ")[0]
        named = [of for of, said in _OF.items() if of in fields and first in said]
        field = named[0] if named else next(iter(fields)) if len(fields) == 1 else ""
        rest = rest.partition(" ")[2] if named else rest
        period = period_in(rest, year_starts=found.year_starts) if rest else None
        if field and (period or not rest):
            yield TotalColumn(column, header, field, hint_in(header), period)
