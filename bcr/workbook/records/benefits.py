"""The records of a table's benefits, column by column."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bcr.model import BenefitClass
from bcr.workbook.recognition.found import fields_of, rows_of
from bcr.workbook.records.currencies import iso_code
from bcr.workbook.records.gathered import Known
from bcr.workbook.records.identity import logic_code
from bcr.workbook.records.measures import measures_down

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bcr.workbook.recognition.found import Found
    from bcr.workbook.records.cells import CellReader
    from bcr.workbook.records.rawtable import RawTable

Row = dict[str, object]

#: Read for others' sake, not columns of their own.
_PARTS: Final = ("disbenefit", "target_kind", "logic", "benefit_id")


def benefit_records(  # noqa: PLR0913 - a table seen with all that is known of its file
    table: RawTable,
    found: Found,
    reader: CellReader,
    kpi_units: Mapping[str, str],
    *,
    case_ids: Sequence[str],
    benefit_ids: Sequence[str],
) -> dict[str, Sequence[object]]:
    """Give the columns of schemas.Benefits that the items state, levels of each in one unit."""
    own_units = table.texts("benefits.unit")
    of_kpis = _units_of_kpis(table, kpi_units)
    stated = own_units
    if of_kpis:
        stated = [own or kpi for own, kpi in zip(own_units, of_kpis, strict=True)]
    measures = measures_down(table, found, stated, reader)
    units = [unit for unit, _ in measures.counted_in]
    if of_kpis:  # a KPI's unit stands in no cell of the benefit
        pairs = zip(own_units, of_kpis, units, strict=True)
        units = [None if kpi and not own else unit for own, kpi, unit in pairs]
    logics = table.texts("benefits.logic")
    codes = {text: logic_code(text or "unclassified") for text in set(logics)}
    columns: dict[str, Sequence[object]] = {
        "block": [table.block] * table.size,
        "row": [row + 1 for row in rows_of(table.items)],
        **{name: down for name, down in table.of("benefits").items() if name not in _PARTS},
        **measures.levels,
        "target_kind": measures.kinds,
        "unit": units,
        "currency": [currency for _, currency in measures.counted_in],
        "case_id": case_ids,
        "benefit_id": benefit_ids,
        "logic": [codes[text] for text in logics],
    }
    if table.extra:
        columns["extra"] = extra_objects(table)
    if against := table.values.get("benefits.disbenefit"):
        classes = columns.get("class", [None] * len(against))
        columns["class"] = [
            BenefitClass.DISBENEFIT.value if is_against else one
            for is_against, one in zip(against, classes, strict=True)
        ]
    return columns


def _units_of_kpis(table: RawTable, kpi_units: Mapping[str, str]) -> list[str | None]:
    """Give the unit of each item's KPI, where tables of KPIs state any."""
    if not kpi_units or "benefits.kpi_id" not in table.values:
        return []
    return [kpi_units.get(kpi or "") for kpi in table.texts("benefits.kpi_id")]


def extra_objects(table: RawTable) -> list[str | None]:
    """Give what each item says beside its fields as an object; items mostly say the same."""
    if not table.extra:
        return [None] * len(table.items)
    headers = tuple(table.extra)
    return [_as_json(headers, texts) for texts in zip(*table.extra.values(), strict=True)]


@lru_cache(maxsize=1024)
def _as_json(headers: tuple[str, ...], texts: tuple[str | None, ...]) -> str | None:
    extra = {h: text for h, text in zip(headers, texts, strict=True) if text is not None}
    return json.dumps(extra, ensure_ascii=False) if extra else None


def case_columns(table: RawTable) -> dict[str, Sequence[object]]:
    """Give the columns of schemas.Cases that the items state beside the case's id."""
    own: dict[str, Sequence[object]] = {**table.of("cases"), **_case_currencies(table)}
    own.pop("case_id", None)
    if not table.extra or any(name.startswith("benefits.") for name in fields_of(table.items)):
        return own  # what stands beside a benefit's fields is the benefit's
    has_own = [any(one is not None for one in row) for row in zip(*own.values(), strict=True)]
    extra = zip(has_own, extra_objects(table), strict=True)
    return own | {"extra": [text if has else None for has, text in extra]}


def _case_currencies(table: RawTable) -> dict[str, Sequence[object]]:
    """Give the currency of each item's case: as stated, else that of its money."""
    own = table.texts("cases.currency")
    money = [down for name, down in table.currencies.items() if name.startswith("cases.")]
    if not money:
        stated = "cases.currency" in table.values
        return {"currency": [one and iso_code(one) for one in own]} if stated else {}
    of_benefits = table.texts("benefits.currency")
    return {"currency": _CURRENCIES.of(own, of_benefits, *money)}


def _case_currency(own: str | None, of_benefit: str | None, *money: str | None) -> str | None:
    stated = own or of_benefit
    currency = iso_code(stated) if stated else next(filter(None, money), "")
    has_money = any(one is not None for one in money)
    return currency if currency and (has_money or own) else own


_CURRENCIES: Final = Known(_case_currency)
