"""KPI series with a row a period whose values count as they stand: read by their columns."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, cast

from bcr.workbook.recognition.found import rows_of
from bcr.workbook.records.gathered import Known, first_of_each
from bcr.workbook.records.levels import unit_where_all_stay
from bcr.workbook.values.amounts import Amount
from bcr.workbook.values.hints import NO_HINT, unit_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.amounts import Look
    from bcr.workbook.records.gathered import Gathered
    from bcr.workbook.records.rawtable import RawTable
    from bcr.workbook.values.hints import Hint
    from bcr.workbook.values.periods import Period

T = TypeVar("T")
_VALUE: Final = "observations.value"


class PlainSeries(NamedTuple):
    """The rows of such a table, column by column."""

    block: int
    #: Rows of the sheet, from 1.
    rows: Sequence[int]
    kpi_ids: Sequence[str | None]
    periods: Sequence[Period | None]
    numbers: Sequence[float | None]
    #: Empty where no column states them.
    weights: Sequence[object]
    #: Columns of schemas.Kpis that the rows state, but for the id and the unit.
    kpis: Mapping[str, Sequence[object]]
    #: Of each row's KPI: as stated, else of its value.
    units: Sequence[str | None]

    def add_to(self, records: Gathered, set_aside: dict[int, str]) -> None:
        """Add observations and KPIs, and set the rows aside that name no KPI or no period."""
        kept: Sequence[int] = range(len(self.rows))
        if not (all(self.kpi_ids) and all(self.periods)):
            named = zip(kept, self.kpi_ids, self.periods, strict=True)
            reasons = {
                number: "names no period" if kpi_id else "names no KPI"
                for number, kpi_id, period in named
                if not (kpi_id and period)
            }
            set_aside |= {self.rows[number]: reason for number, reason in reasons.items()}
            kept = [number for number in kept if number not in reasons]
        observed = kept
        if None in self.numbers:
            observed = [number for number in kept if self.numbers[number] is not None]
        self._add_observations(observed, records)
        self._add_kpis(kept, records)

    def _add_observations(self, kept: Sequence[int], records: Gathered) -> None:
        periods = cast("Sequence[Period]", _picked(self.periods, kept))
        columns: dict[str, Sequence[object]] = {
            "block": [self.block] * len(kept),
            "row": _picked(self.rows, kept),
            "kpi_id": _picked(self.kpi_ids, kept),
            "period_start": [period.start for period in periods],
            "period_end": [period.end for period in periods],
            "value": _picked(self.numbers, kept),
        }
        weight = {"weight": _picked(self.weights, kept)} if self.weights else {}
        records.add_columns("observations", columns | weight)

    def _add_kpis(self, kept: Sequence[int], records: Gathered) -> None:
        """Add what the rows say of their KPIs, each thing once: most rows say the same."""
        said = _picked([*zip(self.kpi_ids, self.units, *self.kpis.values(), strict=True)], kept)
        firsts = [kept[number] for number in first_of_each(said).values()]
        columns: dict[str, Sequence[object]] = {
            "block": [self.block] * len(firsts),
            "row": [self.rows[n] for n in firsts],
            **{name: [down[n] for n in firsts] for name, down in self.kpis.items()},
            "kpi_id": [self.kpi_ids[n] for n in firsts],
            "unit": [self.units[n] for n in firsts],
        }
        records.add_columns("kpis", columns)


def _picked(down: Sequence[T], kept: Sequence[int]) -> Sequence[T]:
    """Give those of some values, mostly all."""
    return down if len(kept) == len(down) else [down[number] for number in kept]


def plain_series(table: RawTable, found: Found, units: Mapping[str, str]) -> PlainSeries | None:
    """Give a table of a row a period; nothing where a value does not count as it stands.

    Nothing either where a KPI has two values for a period, which is to be said. `units` are those
    that tables of KPIs state.
    """
    amounts, periods = table.levels.get(_VALUE), table.periods.get("observations.period")
    if amounts is None or periods is None:
        return None
    kpi_ids, of_rows = table.texts("observations.kpi_id"), table.texts("kpis.unit")
    if not all(kpi_ids):
        named = zip(kpi_ids, table.texts("kpis.name"), strict=True)
        kpi_ids = [kpi_id or name for kpi_id, name in named]
    if units:
        stated = zip(of_rows, kpi_ids, strict=True)
        of_rows = [unit or units.get(kpi_id or "") for unit, kpi_id in stated]
    known = _units_of_looks(found.hints.get(_VALUE, NO_HINT), found.ratios)
    said = known.of(amounts.besides(), of_rows)
    if None in said or _are_twice(kpi_ids, periods, amounts.numbers):
        return None
    return PlainSeries(
        table.block,
        [row + 1 for row in rows_of(table.items)],
        kpi_ids,
        periods,
        amounts.numbers,
        table.values.get("observations.weight", ()),
        {name: down for name, down in table.of("kpis").items() if name not in {"kpi_id", "unit"}},
        [one[0] for one in said if one],
    )


def _are_twice(
    kpi_ids: Sequence[str | None],
    periods: Sequence[Period | None],
    numbers: Sequence[float | None],
) -> bool:
    """Tell whether a KPI has two values for a period; mostly no two rows are of one."""
    if len(set(zip(kpi_ids, periods, strict=True))) == len(kpi_ids):
        return False
    cells = zip(kpi_ids, periods, numbers, strict=True)
    keys = [(kpi, period) for kpi, period, n in cells if kpi and period and n is not None]
    return len(set(keys)) < len(keys)


@lru_cache(maxsize=64)
def _units_of_looks(
    hint: Hint,
    ratios: bool,  # noqa: FBT001 - a key
) -> Known[tuple[str | None] | None]:
    return Known(partial(_unit, hint, ratios))


def _unit(
    hint: Hint,
    ratios: bool,  # noqa: FBT001 - a key
    beside: Look,
    stated: str | None,
) -> tuple[str | None] | None:
    """Give the unit of rows that look so; nothing where their values do not count as they stand."""
    unit = unit_in(stated) if stated else None
    if beside is None:
        return (unit,)
    amounts = {_VALUE: Amount(1.0, *beside)}
    stay = unit_where_all_stay(amounts, {_VALUE: hint}, stated, ratios=ratios)
    return stay and (unit or stay[0],)
