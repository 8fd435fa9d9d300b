"""KPI series with a row a period whose values count as they stand: read by their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bcr.workbook.recognition.found import rows_of
from bcr.workbook.records.levels import unit_where_all_stay
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import unit_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.amounts import Beside
    from bcr.workbook.records.gathered import Gathered
    from bcr.workbook.records.rawtable import RawTable
    from bcr.workbook.values.periods import Period

_VALUE: Final = "observations.value"


@dataclass(frozen=True, slots=True)
class PlainSeries:
    """The rows of such a table, column by column."""

    block: int
    #: Rows of the sheet, from 1.
    rows: Sequence[int]
    kpi_ids: Sequence[str | None]
    periods: Sequence[Period | None]
    numbers: Sequence[float | None]
    weights: Sequence[object]
    #: Columns of schemas.Kpis that the rows state, but for the id and the unit.
    kpis: Mapping[str, Sequence[object]]
    #: Of each row's KPI: as stated, else of its value.
    units: Sequence[str | None]

    def add_to(self, records: Gathered, set_aside: dict[int, str]) -> None:
        """Add observations and KPIs, and set the rows aside that name no KPI or no period."""
        named = zip(self.rows, self.kpi_ids, self.periods, strict=True)
        reasons = {
            row: "names no period" if kpi_id else "names no KPI"
            for row, kpi_id, period in named
            if not (kpi_id and period)
        }
        set_aside |= reasons
        kept = [number for number, row in enumerate(self.rows) if row not in reasons]
        self._add_observations([n for n in kept if self.numbers[n] is not None], records)
        self._add_kpis(kept, records)

    def _add_observations(self, kept: Sequence[int], records: Gathered) -> None:
        periods = [period for n in kept if (period := self.periods[n])]
        records.add_columns(
            "observations",
            {
                "block": [self.block] * len(kept),
                "row": [self.rows[n] for n in kept],
                "col": [None] * len(kept),
                "kpi_id": [self.kpi_ids[n] for n in kept],
                "period_start": [period.start for period in periods],
                "period_end": [period.end for period in periods],
                "value": [self.numbers[n] for n in kept],
                "weight": [self.weights[n] for n in kept],
            },
        )

    def _add_kpis(self, kept: Sequence[int], records: Gathered) -> None:
        """Add what the rows say of their KPIs, each thing once: most rows say the same."""
        said = list(zip(self.kpi_ids, self.units, *self.kpis.values(), strict=True))
        firsts = {said[n]: n for n in reversed(kept)}
        for n in sorted(firsts.values()):
            kpi_id, unit, *others = said[n]
            stated = zip(self.kpis, others, strict=True)
            records.add(
                "kpis",
                {
                    "block": self.block,
                    "row": self.rows[n],
                    "col": None,
                    **{name: value for name, value in stated if value is not None},
                    "kpi_id": kpi_id,
                    "unit": unit,
                },
            )


def plain_series(table: RawTable, found: Found, units: Mapping[str, str]) -> PlainSeries | None:
    """Give a table of a row a period; nothing where a value does not count as it stands.

    Nothing either where a KPI has two values for a period, which is to be said. `units` are those
    that tables of KPIs state.
    """
    amounts, periods = table.levels.get(_VALUE), table.periods.get("observations.period")
    if amounts is None or periods is None:
        return None
    ids = zip(table.texts("observations.kpi_id"), table.texts("kpis.name"), strict=True)
    kpi_ids = [kpi_id or name for kpi_id, name in ids]
    stated = zip(table.texts("kpis.unit"), kpi_ids, strict=True)
    of_rows = [unit or units.get(kpi_id or "") for unit, kpi_id in stated]
    looks = list(zip(amounts.besides(), of_rows, strict=True))
    known = {look: _unit(look, found) for look in set(looks)}
    cells = zip(kpi_ids, periods, amounts.numbers, strict=True)
    keys = [(kpi, period) for kpi, period, n in cells if kpi and period and n is not None]
    if None in known.values() or len(set(keys)) < len(keys):
        return None
    return PlainSeries(
        table.block,
        [row + 1 for row in rows_of(table.items)],
        kpi_ids,
        periods,
        amounts.numbers,
        table.values.get("observations.weight") or [None] * len(kpi_ids),
        {name: down for name, down in table.of("kpis").items() if name not in {"kpi_id", "unit"}},
        [one[0] for look in looks if (one := known[look])],
    )


def _unit(look: tuple[Beside | None, str | None], found: Found) -> tuple[str | None] | None:
    """Give the unit of rows that look so; nothing where their values do not count as they stand."""
    beside, stated = look
    unit = unit_in(stated) if stated else None
    if beside is None:
        return (unit,)
    amounts = {_VALUE: Amount(1.0, *beside)}
    stay = unit_where_all_stay(amounts, found.hints, stated, ratios=found.ratios)
    return stay and (unit or stay[0],)
